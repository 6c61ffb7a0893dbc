"""Spans of the text, and small helpers between rows and Arrow tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from irises.annotation.schemas import SCHEMAS


class Span(NamedTuple):
    """Code-point offsets into the story's text, half-open: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span (equal spans do)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


def table_from_rows(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as the named table's Arrow table; a column that a row leaves out is null there."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=SCHEMAS[name])


def texts_of(text: str, table: pa.Table) -> list[str]:
    """The words of each row of a table, in row order."""
    return [text[a:b] for a, b in zip(table["start"].to_pylist(), table["end"].to_pylist(), strict=True)]
