"""What corrections work on: the tables as corrected so far, and how places and people are found in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import Span
from irises.story.corrections.anchors import LONGEST, Anchor, place
from irises.story.links import Tables

Ints = npt.NDArray[np.int64]

_ALIKE = 0.5


@dataclass(frozen=True, kw_only=True)
class Work:
    """Tables with the corrections so far; entities that changed are described anew at the end."""

    text: str
    tables: Tables
    next_entity: int
    """The first entity_id past the last of the reading and of what was split off."""
    touched: frozenset[int] = frozenset()
    """entity_ids whose mentions or quotations are others than before."""

    def with_tables(self, tables: Tables, *touched: int | None) -> Work:
        """The same with other tables, where these entities changed."""
        changed = self.touched | {who for who in touched if who is not None}
        return replace(self, tables={**self.tables, **tables}, touched=frozenset(changed))


def ints(table: pa.Table, column: str) -> Ints:
    """A column without nulls as int64."""
    return np.asarray(table[column].to_numpy(), dtype=np.int64)


def rows_at(table: pa.Table, span: Span) -> list[int]:
    """Rows of a table whose span is most like this one, none if less than half of it is the same.

    Of a long row its beginning is compared, as an anchor notes it.
    """
    start = ints(table, "start")
    end = np.minimum(ints(table, "end"), start + LONGEST)
    shared = np.minimum(end, span.end) - np.maximum(start, span.start)
    likeness = shared / np.maximum(1, np.maximum(end, span.end) - np.minimum(start, span.start))
    best = likeness.max(initial=0)
    return np.flatnonzero(likeness == best).tolist() if best >= _ALIKE else []


def inside(table: pa.Table, spans: Iterable[Span]) -> npt.NDArray[np.bool_]:
    """Per row of a table whether it lies in one of these spans."""
    start, end = ints(table, "start"), ints(table, "end")
    found = np.zeros(table.num_rows, dtype=np.bool_)
    for span in spans:
        found |= (start >= span.start) & (end <= span.end)
    return found


def spans_of(work: Work, anchors: Iterable[Anchor]) -> list[Span]:
    """Where the anchors are that can be placed."""
    return [span for anchor in anchors if (span := place(anchor, work.text)) is not None]


def mentions_at(work: Work, spans: Iterable[Span]) -> list[int]:
    """Rows of the mentions table that stand in these places."""
    mentions = work.tables["mentions"]
    return [rows[0] for span in spans if (rows := rows_at(mentions, span))]


def person_at(work: Work, anchors: Sequence[Anchor]) -> int | None:
    """entity_id of whom most of these mentions mean now; None where it isn't clear, or none of them is there."""
    rows = mentions_at(work, spans_of(work, anchors))
    votes = Counter(work.tables["mentions"]["entity_id"].take(pa.array(rows, pa.int64())).to_pylist())
    who, most = votes.most_common(1)[0] if votes else (None, 0)
    return who if 2 * most > votes.total() else None


def rows_in(work: Work, name: str, anchors: Sequence[Anchor]) -> list[int]:
    """Rows of a table in the first of these places; none if it isn't there."""
    spans = spans_of(work, anchors)
    return rows_at(work.tables[name], spans[0]) if spans else []


def span_of(table: pa.Table, row: int) -> Span:
    """Where the words of a row are."""
    return Span(table["start"][row].as_py(), table["end"][row].as_py())


def rows_of_people(table: pa.Table, column: str, who: Collection[int]) -> pa.Table:
    """Rows of a table that have one of these people in a column."""
    return table.filter(pc.is_in(table[column], value_set=pa.array(list(who), pa.int32())))


def rows_of_others(table: pa.Table, column: str, who: Collection[int]) -> pa.Table:
    """Rows of a table that have none of these people in a column."""
    return table.filter(pc.invert(pc.is_in(table[column], value_set=pa.array(list(who), pa.int32()))))


def row_of(table: pa.Table, column: str, value: int) -> int | None:
    """The row in which a column has a value, None if there is none."""
    row: int = pc.index(table[column], pa.scalar(value, table.schema.field(column).type)).as_py()
    return None if row < 0 else row
