"""What one story may cost: seconds and bytes of memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_SHARE = 0.8
_CONTAINER = Path("/sys/fs/cgroup/memory.max")
_LEAST_SECONDS = 180.0
_BYTES_PER_SECOND = 500
"""Reading is about thirty times as fast on one core of 2020."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """`seconds` for any story (None: by its length, generously), `memory` in bytes for the process that reads it."""

    memory: int
    seconds: float | None = None

    def seconds_for(self, n_bytes: int) -> float:
        """How long a story of so many bytes may take."""
        return self.seconds if self.seconds is not None else _LEAST_SECONDS + n_bytes / _BYTES_PER_SECOND


def memory_share(workers: int) -> int:
    """Bytes of this computer's memory that each of so many workers may take."""
    import psutil

    return int(_SHARE * min(psutil.virtual_memory().total, _container_limit()) / workers)


def _container_limit() -> float:
    """What a container may take, of which the system's own figure knows nothing; without one there is no limit."""
    try:
        return float(_CONTAINER.read_text())
    except (OSError, ValueError):
        return float("inf")
