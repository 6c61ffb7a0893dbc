"""Another edition of a story made by hand: with something put in, and its people counted in another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from irises.annotation import SCHEMAS, empty_table, table_from_rows
from irises.story import Story
from irises.story.links import LINKS

_OFFSETS = ("start", "end", "known_at", "cue_start", "cue_end", "content_start", "content_end")
_PEOPLE = {(link.table, link.column) for link in LINKS if link.to == "entities"} | {("entities", "entity_id")}


def edition(story: Story, *, at: int = 0, new: str = "", order: Sequence[int] = ()) -> Story:
    """A fresh reading of the story with `new` put in at an offset; entity n is now `order[n]`."""
    text = story.text[:at] + new + story.text[at:]
    reading = story.tables if story.reading is None else story.reading
    tables = {}
    for name, table in reading.items():
        rows = [_moved(name, row, at, len(new), dict(enumerate(order))) for row in table.to_pylist()]
        if name == "entities":
            rows.sort(key=lambda row: int(row["entity_id"]))
        tables[name] = table_from_rows(name, rows)
    return Story(text=text, tables=tables | {"corrections": empty_table("corrections")}, manifest=story.manifest)


def _moved(name: str, row: Mapping[str, Any], at: int, n: int, ids: Mapping[int, int]) -> dict[str, Any]:
    moved = dict(row)
    begins_after = name != "story" and row["end"] > at
    for column in SCHEMAS[name].names:
        value = row[column]
        is_after = column in _OFFSETS and value is not None and (value > at or (value == at and begins_after))
        if is_after and (column != "end" or value > at):
            moved[column] = value + n
        elif (name, column) in _PEOPLE and value is not None:
            moved[column] = [ids.get(who, who) for who in value] if isinstance(value, list) else ids.get(value, value)
    return moved


def with_rows(story: Story, name: str, *rows: dict[str, Any]) -> Story:
    """The story with another table filled."""
    base = {"confidence": 0.9, "source": "hand@1", "evidence": []}
    names = set(SCHEMAS[name].names)
    filled = [{key: value for key, value in (base | row).items() if key in names} for row in rows]
    return replace(story, tables={**story.tables, name: table_from_rows(name, filled)})
