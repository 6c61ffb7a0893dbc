"""How far a run is, how fast, and how long it will still take."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

_PATIENCE = 20.0


class Progress:
    """Stories read of those to read, by number and by bytes, since the run began."""

    def __init__(self, *, total: int, n_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.n_read = 0
        self.n_words = 0
        self.failed: Counter[str] = Counter()
        self._clock = clock
        self._began = clock()
        self._bytes_to_read = n_bytes
        self._bytes_read = 0

    def note(self, told: Mapping[str, Any]) -> None:
        """Notes what the ledger tells of a story."""
        self._bytes_read += told["n_bytes"]
        self.n_words += told["n_words"]
        if told["failure"] is None:
            self.n_read += 1
        else:
            self.failed[told["failure"]] += 1

    @property
    def n_done(self) -> int:
        """Stories that were read or failed."""
        return self.n_read + self.failed.total()

    @property
    def share(self) -> float:
        """How much of it, by bytes."""
        return min(1.0, self._bytes_read / self._bytes_to_read) if self._bytes_to_read else 1.0

    @property
    def words_per_second(self) -> float:
        """Of all workers, since the run began."""
        return self.n_words / max(self._clock() - self._began, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        """By bytes, because stories are of any length; None before there is anything to go by."""
        elapsed = self._clock() - self._began
        if not self._bytes_read or elapsed < _PATIENCE:
            return None
        return elapsed * max(self._bytes_to_read - self._bytes_read, 0) / self._bytes_read
