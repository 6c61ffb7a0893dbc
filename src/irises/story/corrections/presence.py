"""Who is in which scene, counted anew after mentions and quotations have changed hands."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS
from irises.story.corrections.change import USER
from irises.story.corrections.work import rows_of_others, rows_of_people
from irises.story.links import Tables

Row = dict[str, Any]
_MENTIONED = 0.75
"""Confidence that somebody is spoken of in a scene, as the reading has it."""


@dataclass
class _Signs:
    """What tells of one person in one section."""

    mentions: int = 0
    quotations: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    acts: bool = False
    """Whether some of the evidence is of being there bodily."""
    row: Row | None = None
    """What the reading says of the person there, if anything."""


def recounted_presence(tables: Tables, touched: Collection[int]) -> pa.Table:
    """Presence, that of the touched people anew: counted, and there bodily if what says so is theirs or they speak."""
    people = _single_people(tables["entities"]) & set(touched)
    signs = _signs(tables, people, touched)
    rows = [_presence_row(section, who, sign) for (section, who), sign in signs.items() if sign.spans or _keeps(sign)]
    new = pa.Table.from_pylist(rows, schema=SCHEMAS["presence"])
    return pa.concat_tables([rows_of_others(tables["presence"], "entity_id", touched), new]).sort_by("start")


def _single_people(entities: pa.Table) -> set[int]:
    columns = (entities[name].to_pylist() for name in ("entity_id", "members", "is_character"))
    return {who for who, members, is_character in zip(*columns, strict=True) if is_character and not members}


def _signs(tables: Tables, people: Collection[int], touched: Collection[int]) -> dict[tuple[int, int], _Signs]:
    signs: defaultdict[tuple[int, int], _Signs] = defaultdict(_Signs)
    section_at = _leaves(tables["sections"])
    for start, end, who in _spans(rows_of_people(tables["mentions"], "entity_id", people), "entity_id"):
        if (section := section_at(start)) is not None:
            signs[section, who].mentions += 1
            signs[section, who].spans.append((start, end))
    said = rows_of_people(tables["quotations"], "speaker", people)
    said = said.filter(pc.not_equal(said["mode"], "writing"))
    for (start, end, who), continues in zip(_spans(said, "speaker"), said["continues"].to_pylist(), strict=True):
        if (section := section_at(start)) is not None:
            signs[section, who].quotations += continues == -1
            signs[section, who].spans.append((start, end))
    _add_evidence(tables, signs, people, touched)
    return dict(signs)


def _spans(table: pa.Table, column: str) -> Iterator[tuple[int, int, int]]:
    return zip(*(table[name].to_pylist() for name in ("start", "end", column)), strict=True)


def _leaves(sections: pa.Table) -> Callable[[int], int | None]:
    """The innermost section of the story at an offset, or None, as a function."""
    rows = sections.to_pylist()
    parents = {row["parent_id"] for row in rows}
    leaves = [row for row in rows if row["is_story"] and row["section_id"] not in parents]
    leaves.sort(key=lambda row: int(row["start"]))
    starts = [row["start"] for row in leaves]

    def section_at(offset: int) -> int | None:
        leaf = leaves[bisect_right(starts, offset) - 1] if starts and offset >= starts[0] else None
        return leaf["section_id"] if leaf and offset < leaf["end"] else None

    return section_at


def _add_evidence(
    tables: Tables, signs: dict[tuple[int, int], _Signs], people: Collection[int], touched: Collection[int]
) -> None:
    """What the reading says of the touched, each piece of evidence with the one whose it is now."""
    owners = {
        "mentions": _owners(tables["mentions"], "mention_id", "entity_id"),
        "quotations": _owners(tables["quotations"], "quotation_id", "speaker"),
    }
    for row in rows_of_people(tables["presence"], "entity_id", touched).to_pylist():
        section, who = row["section_id"], row["entity_id"]
        if who in people:
            said = signs.setdefault((section, who), _Signs())
            said.row = _surer(said.row, row)
        for link in row["evidence"]:
            owner = owners[link["table"]].get(link["id"], -1) if link["table"] in owners else who
            theirs = signs.get((section, owner))
            if theirs is not None and link not in theirs.evidence:
                theirs.evidence.append(link)
                theirs.acts = theirs.acts or row["status"] == "present"


def _owners(table: pa.Table, id_column: str, column: str) -> dict[int, Any]:
    """By id whose each row is."""
    return dict(zip(table[id_column].to_pylist(), table[column].to_pylist(), strict=True))


def _surer(one: Row | None, other: Row) -> Row:
    """Of two rows about one person in one scene the one that says more."""
    ranks = ("present", "remembered", "mentioned")
    return other if one is None or ranks.index(other["status"]) < ranks.index(one["status"]) else one


def _keeps(signs: _Signs) -> bool:
    """Whether what the reading said rests on something else than words: somebody through whose eyes it is told."""
    return signs.row is not None and not signs.row["evidence"]


def _presence_row(section: int, who: int, signs: _Signs) -> Row:
    row = signs.row or {"status": "mentioned", "confidence": _MENTIONED, "source": USER, "evidence": []}
    is_there = signs.quotations > 0 or signs.acts or (row["status"] == "present" and _keeps(signs))
    status = "present" if is_there else "mentioned" if row["status"] == "present" else row["status"]
    spans = signs.spans or [(row["start"], row["end"])]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    counts = {"n_mentions": signs.mentions, "n_quotations": signs.quotations}
    place = {"start": start, "end": end, "known_at": end, "section_id": section, "entity_id": who}
    return row | place | counts | {"status": status, "evidence": signs.evidence}
