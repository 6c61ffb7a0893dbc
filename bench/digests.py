"""What is in an archive, as digests that don't depend on how its rows lie in parts."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_OF_THE_RUN = {"seconds", "megabytes", "read_at"}
"""Columns of the ledger that are another each time."""


def digests(archive: Path, *, only: Container[str] | None = None) -> dict[str, str]:
    """For every table the SHA-256 of its rows in the order of stories, and within one of their own order.

    `only`: the story_ids to look at, by default all.

    Raises:
        ValueError: a story's rows of a table are in more than one place.
    """
    names = sorted({path.stem for path in archive.glob("part-*/*.parquet")})
    return {name: _digest(sorted(archive.glob(f"part-*/{name}.parquet")), name, only) for name in names}


def _digest(files: list[Path], name: str, only: Container[str] | None) -> str:
    found: dict[str, bytes] = {}
    for file in files:
        for story_id, content in _by_story(pq.ParquetFile(file).read()):
            if only is not None and story_id not in only:
                continue
            if story_id in found:
                raise ValueError(f"{story_id} is twice in {name}")
            found[story_id] = content
    whole = hashlib.sha256()
    for story_id in sorted(found):
        whole.update(story_id.encode() + b"\0" + found[story_id])
    return whole.hexdigest()


def _by_story(table: pa.Table) -> Iterator[tuple[str, bytes]]:
    """Each stretch of rows of one story, with the digest of what they hold."""
    table = table.drop_columns(sorted(_OF_THE_RUN & set(table.column_names)) if "sha256" in table.column_names else [])
    ids = pc.rank(table["story_id"], tiebreaker="dense").to_numpy() if len(table) else np.zeros(0)
    edges = [0, *(np.flatnonzero(np.diff(ids)) + 1).tolist(), len(table)]
    for first, last in pairwise(edges):
        if first < last:
            rows = table.slice(first, last - first)
            sink = pa.BufferOutputStream()
            # Parquet holds the same rows as the same bytes, whatever lies in memory where nulls are.
            pq.write_table(rows, sink, compression="none", write_statistics=False, store_schema=False)
            yield rows["story_id"][0].as_py(), hashlib.sha256(sink.getvalue()).digest()
