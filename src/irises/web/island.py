"""What the page's script is given: everything that was read, as one JSON value (docs/page.md describes it)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from irises.story import Story
from irises.view import CastMember, OutlineItem, said_kind
from irises.web.columns import Columns, near
from irises.web.contents import ContentsItem
from irises.web.people import people_columns

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "paragraphs": ("start", "end"),
    "sections": ("section_id", "parent_id", "start", "end", "known_at", "kind", "is_story", "title", "date"),
    "mentions": ("start", "end", "known_at", "mention_id", "entity_id", "entity_confidence", "form"),
    "perspectives": ("start", "end", "known_at", "person", "narrator", "focalizer", "focalizer_confidence", "kind"),
    "quotations": (
        "start", "end", "known_at", "quotation_id", "mode", "speaker", "speaker_confidence", "addressees",
        "addressees_confidence", "attribution", "cue_start", "cue_end",
    ),
    "emotions": (
        "start", "end", "known_at", "confidence", "emotion_id", "experiencer", "emotion", "valence", "intensity",
        "is_negated", "target", "channel", "is_masked", "masks",
    ),
    "beliefs": (
        "start", "end", "known_at", "confidence", "belief_id", "holder", "stance", "content_start", "content_end",
        "about", "is_negated",
    ),
    "commitments": (
        "start", "end", "known_at", "confidence", "commitment_id", "kind", "by", "to", "about", "content_start",
        "content_end", "status", "resolved_start", "resolved_end",
    ),
    "relations": (
        "start", "end", "known_at", "confidence", "relation_id", "from_entity", "to_entity", "kind", "valence",
    ),
    "identities": ("start", "end", "known_at", "confidence", "entity_id", "same_as"),
    "presence": ("start", "end", "section_id", "entity_id", "status"),
}  # fmt: skip
"""The columns of each table that the script is given, under their names in the data contract."""


def island(
    story: Story, items: Sequence[OutlineItem], cast: Sequence[CastMember], contents: Sequence[ContentsItem]
) -> dict[str, Any]:
    """The value: positions in code points of the whole text, confidences and valences in hundredths."""
    tables = {name: _table(story, name, columns) for name, columns in _COLUMNS.items()}
    tables["quotations"]["n_words"] = list(_lengths(story))
    tables["presence"]["known_at"] = _presence_known_at(story)
    tables["sections"] |= _section_words(items, contents)
    return {
        "story": {
            "n_chars": len(story.text),
            "body": [story.body.start, story.body.end],
            "digest": story.record.text_sha256[:16],
        },
        "people": people_columns(story, cast),
        "tables": {name: near(name, table) for name, table in tables.items()},
    }


def _table(story: Story, name: str, columns: Sequence[str]) -> Columns:
    """Columns of a table, numbers from 0 to 1 as hundredths."""
    table = story.table(name)
    return {column: _values(table[column]) for column in columns}


def _values(column: pa.ChunkedArray) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if pa.types.is_floating(column.type):
        return [None if value is None else round(100 * value) for value in values]
    return values


def _lengths(story: Story) -> Iterator[int]:
    """Words in each quotation."""
    yield from (len(quotation.text.split()) for quotation in story.quotations)


def _presence_known_at(story: Story) -> list[int]:
    """Who is in each scene, known from the first piece of evidence on: a scene in hand has people already."""
    known_at = _ends(story)
    return [_first_evidence(row, known_at) for row in story.presence]


def _ends(story: Story) -> Mapping[str, Mapping[int, int]]:
    """Where mentions and quotations are known, by table and id."""
    return {
        "mentions": _by_id(story.table("mentions"), "mention_id"),
        "quotations": _by_id(story.table("quotations"), "quotation_id"),
    }


def _by_id(table: pa.Table, column: str) -> Mapping[int, int]:
    return dict(zip(table[column].to_pylist(), table["known_at"].to_pylist(), strict=True))


def _first_evidence(row: Any, known_at: Mapping[str, Mapping[int, int]]) -> int:
    known = (known_at[link.table].get(link.id) for link in row.evidence if link.table in known_at)
    return min((at for at in known if at is not None), default=row.known_at)


def _section_words(items: Sequence[OutlineItem], contents: Sequence[ContentsItem]) -> Columns:
    """What the table of contents says of each section; `counted` names one without telling its heading."""
    listed = {item.section_id: item.opening for item in contents}
    return {
        "depth": [item.depth for item in items],
        "counted": list(_counted(items)),
        "listed": [item.section_id in listed for item in items],
        "opening": [listed.get(item.section_id, "") for item in items],
    }


def _counted(items: Sequence[OutlineItem]) -> Iterator[str]:
    """ "chapter 3", "summary": the kind, with its number where there are several."""
    kinds = [item.kind for item in items]
    seen: dict[str, int] = {}
    for kind in kinds:
        seen[kind] = seen.get(kind, 0) + 1
        yield said_kind(kind) + (f" {seen[kind]}" if kinds.count(kind) > 1 else "")
