"""What a gold reader gives: a text and the tables that are true of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

Tables = Mapping[str, pa.Table]
"""Tables of the data contract by name."""

_CERTAIN = {"confidence": 1.0, "source": "gold"}


@dataclass(frozen=True, kw_only=True)
class Annotated:
    """A text with tables of the data contract; gold and predicted readings share this type."""

    name: str
    text: str
    tables: Tables


def gold_row(start: int, end: int, **columns: Any) -> dict[str, Any]:
    """A row of any table, sure of itself and known at its own end."""
    return {"start": start, "end": end, "known_at": end, **_CERTAIN, **columns}


def digest_of(root: Path, files: Iterable[Path]) -> str:
    """SHA-256 over the files' names (relative to `root`) and bytes, in the order of the names."""
    digest = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
