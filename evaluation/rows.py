"""A measured figure, and figures as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure: `value` is a share in 0..1, and `n` how many gold items it is measured on."""

    task: str
    measure: str
    value: float
    n: int

    @property
    def key(self) -> tuple[str, str]:
        """What the row measures; a run has each key once."""
        return self.task, self.measure


def as_table(rows: Iterable[Row]) -> str:
    """The rows as aligned columns, values in per cent; the task is written where it changes."""
    rows = list(rows)
    widths = [max((len(getattr(row, name)) for row in rows), default=0) for name in ("task", "measure")]
    lines = [f"{'task':{widths[0]}}  {'measure':{widths[1]}}  {'value':>6}  {'n':>7}"]
    last = ""
    for row in rows:
        task = row.task if row.task != last else ""
        last = row.task
        lines.append(f"{task:{widths[0]}}  {row.measure:{widths[1]}}  {100 * row.value:6.1f}  {row.n:7,}")
    return "\n".join(lines)


def as_json(rows: Iterable[Row], *, gold: Mapping[str, str], reader_version: str) -> str:
    """The rows with the digests of the gold they are measured on and the version that was measured."""
    content = {"reader_version": reader_version, "gold": dict(gold), "rows": [asdict(row) for row in rows]}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
