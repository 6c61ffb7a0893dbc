"""Tables as columns of small numbers: places are told by how near they are to each other, which packs well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Columns = dict[str, list[Any]]


def near(name: str, columns: Mapping[str, list[Any]]) -> Columns:
    """A table's columns with places (code points) told by others.

    `start`, and the table's own id (`emotion_id` of emotions), by how much they exceed those of the row before (of the
    first: 0); `end` by `start`, `known_at` by `end`; of further places `x_start` by `start`, and `x_end` by `x_start`.
    All other columns, and what is null, stay as they are.
    """
    told = dict(columns)
    for column in told.keys() & {"start", f"{name.removesuffix('s')}_id"}:
        told[column] = _steps(columns[column])
    for column, beside in (("end", "start"), ("known_at", "end")):
        if column in told:
            told[column] = _from(columns[column], columns[beside])
    for column in columns:
        if column.endswith("_start"):
            last = f"{column.removesuffix('start')}end"
            told[column] = _from(columns[column], columns["start"])
            told[last] = _from(columns[last], columns[column])
    return told


def _steps(values: Sequence[int]) -> list[int]:
    return [value - before for value, before in zip(values, [0, *values], strict=False)]


def _from(values: Sequence[int | None], others: Sequence[int | None]) -> list[int | None]:
    pairs = zip(values, others, strict=True)
    return [None if value is None or other is None else value - other for value, other in pairs]
