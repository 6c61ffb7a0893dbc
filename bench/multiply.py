"""An archive many times over, its stories under other ids each time: to see what breaks when there are a million."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.queries import TABLES


def multiply(archive: Path, out: Path, *, times: int, report: Callable[[str], None]) -> int:
    """Writes the tables that the recipes ask so many times; the number of all their rows."""
    rows = 0
    for number in range(times):
        for part in sorted(archive.glob("part-*")):
            copy = out / f"part-{number:04}{part.name.removeprefix('part-')}"
            copy.mkdir()
            for name in TABLES:
                table = pq.read_table(part / f"{name}.parquet")
                ids = pc.binary_join_element_wise(f"{number:04}", table["story_id"], "/")
                pq.write_table(
                    table.set_column(0, table.schema.field(0), ids), copy / f"{name}.parquet", compression="zstd"
                )
                rows += len(table)
        report(f"{number + 1} of {times}")
    return rows
