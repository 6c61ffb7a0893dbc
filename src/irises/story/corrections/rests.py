"""Which rows go along when some of a person's mentions turn out to mean somebody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from irises.story.corrections.work import ints
from irises.story.links import LINKS, Tables, holds, with_column

_APART = frozenset({"mentions", "entities", "aliases", "identities", "presence"})
"""Tables whose links to entities are settled by themselves."""


class Rests:
    """A person's mentions before some of them moved, and which rows rest on those that did.

    A row rests on the person's mentions that it cites; else on those in its cue; else on those inside it; else, if
    `reaches`, on the last one before it.
    """

    def __init__(self, mentions: pa.Table, who: int, moved: Collection[int], *, reaches: bool) -> None:
        theirs = mentions.filter(np.equal(mentions["entity_id"].to_numpy(), who))
        self._start, self._end = ints(theirs, "start"), ints(theirs, "end")
        self._ids = ints(theirs, "mention_id")
        self._moved = np.isin(self._ids, np.array(list(moved), dtype=np.int64))
        self._has_moved = dict(zip(self._ids.tolist(), self._moved.tolist(), strict=True))
        self._reaches = reaches

    def goes(self, row: Mapping[str, Any]) -> bool:
        """Whether most of what the row rests on has moved."""
        votes = self._cited(row.get("evidence") or ())
        if not len(votes) and row.get("cue_start") is not None:
            votes = self._inside(row["cue_start"], row["cue_end"])
        if not len(votes):
            votes = self._inside(row["start"], row["end"])
        if not len(votes) and self._reaches:
            votes = self._moved[self._start < row["start"]][-1:]
        return bool(2 * votes.sum() > len(votes))

    def _cited(self, evidence: Collection[Mapping[str, Any]]) -> Any:
        cited = [link["id"] for link in evidence if link["table"] == "mentions"]
        return np.array([self._has_moved[number] for number in cited if number in self._has_moved], dtype=np.bool_)

    def _inside(self, start: int, end: int) -> Any:
        return self._moved[(self._start >= start) & (self._end <= end)]


def followed(tables: Tables, rests: Rests, old: int, new: int) -> Tables:
    """The tables in which what rests on the moved mentions is the new person's instead of the old one's."""
    found = dict(tables)
    for link in LINKS:
        if link.to == "entities" and link.table not in _APART:
            found[link.table] = _followed(found[link.table], link.column, rests, old, new)
    return found


def _followed(table: pa.Table, column: str, rests: Rests, old: int, new: int) -> pa.Table:
    if not holds(table[column], old):
        return table
    values = table[column].to_pylist()
    numbers = [n for n, value in enumerate(values) if value == old or (isinstance(value, list) and old in value)]
    rows = table.take(pa.array(numbers, pa.int64())).to_pylist()
    for number, row in zip(numbers, rows, strict=True):
        if rests.goes(row):
            values[number] = swapped(values[number], old, new)
    return with_column(table, column, pa.array(values, table.schema.field(column).type))


def swapped(value: int | list[int], old: int, new: int) -> int | list[int]:
    """An id, or a list of them without doubles, with the new one for the old."""
    if isinstance(value, list):
        return list(dict.fromkeys(new if who == old else who for who in value))
    return new if value == old else value


def renamed_everywhere(tables: Tables, old: int, new: int) -> Tables:
    """The tables in which every link to one entity goes to another."""
    found = dict(tables)
    for link in LINKS:
        table = found[link.table]
        if link.to == "entities" and holds(table[link.column], old):
            values = [None if value is None else swapped(value, old, new) for value in table[link.column].to_pylist()]
            column = pa.array(values, table.schema.field(link.column).type)
            found[link.table] = with_column(table, link.column, column)
    return found
