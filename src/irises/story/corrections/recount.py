"""Entities, aliases and presence described anew after their mentions and quotations have changed hands."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS, texts_of
from irises.passes.naming import canonical_name
from irises.story.corrections.change import USER
from irises.story.known_entities import Uses, spelled, uses_of
from irises.story.links import Tables, without_rows

Row = dict[str, Any]
_MENTIONED = 0.75
"""Confidence that somebody is spoken of in a scene, as the reading has it."""


def recounted(text: str, tables: Tables, touched: Collection[int]) -> Tables:
    """The tables with names, aliases, counts and presence of these entities as their mentions now have them.

    An entity that has no mention left is nobody any more.
    """
    mentions = _of(tables["mentions"], "entity_id", touched)
    uses = uses_of(text, mentions)
    found = dict(tables)
    found["entities"] = _entities(tables["entities"], uses)
    found["aliases"] = _aliases(text, tables["aliases"], mentions, touched)
    gone = [who for who in touched if who not in uses]
    if gone:
        found = without_rows(found, "entities", gone)
    return {**found, "presence": _presence(found, touched)}


def _of(table: pa.Table, column: str, who: Collection[int]) -> pa.Table:
    return table.filter(pc.is_in(table[column], value_set=pa.array(list(who), pa.int32())))


def _without(table: pa.Table, column: str, who: Collection[int]) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table[column], value_set=pa.array(list(who), pa.int32()))))


def _entities(entities: pa.Table, uses: Mapping[int, Uses]) -> pa.Table:
    rows = entities.to_pylist()
    for row in rows:
        if row["entity_id"] in uses:
            row |= _described(row, uses[row["entity_id"]])
    return pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])


def _described(row: Row, uses: Uses) -> Row:
    """Counts and places; the name too unless a person gave it."""
    is_given = row["source"] == USER and row["name"]
    return {**uses.columns(), "name": row["name"] if is_given else canonical_name(uses.aliases())}


def _aliases(text: str, aliases: pa.Table, mentions: pa.Table, touched: Collection[int]) -> pa.Table:
    """The aliases with those of the touched as these mentions of theirs have them, in text order."""
    sources = aliases["source"].to_pylist()
    rows: dict[tuple[int, str, str], Row] = {}
    for row, words in zip(mentions.to_pylist(), texts_of(text, mentions), strict=True):
        who, form = row["entity_id"], row["form"]
        alias = spelled(words, form)
        first = {name: row[name] for name in ("start", "end", "known_at")}
        first |= {"confidence": row["entity_confidence"], "source": sources[0] if sources else USER}
        own = {"entity_id": who, "alias": alias, "form": form, "n": 0}
        rows.setdefault((who, form, alias), first | own)["n"] += 1
    new = pa.Table.from_pylist(list(rows.values()), schema=SCHEMAS["aliases"])
    return pa.concat_tables([_without(aliases, "entity_id", touched), new]).sort_by("start")


# Presence


@dataclass
class _Signs:
    """What tells of one person in one section."""

    mentions: int = 0
    quotations: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    row: Row | None = None
    """What the reading says of the person there, if anything."""


def _presence(tables: Tables, touched: Collection[int]) -> pa.Table:
    """Presence, that of the touched people anew: counted, and there bodily if what says so is theirs or they speak."""
    people = _single_people(tables["entities"]) & set(touched)
    signs = _signs(tables, people, touched)
    rows = [_presence_row(section, who, sign) for (section, who), sign in signs.items() if sign.spans or _keeps(sign)]
    new = pa.Table.from_pylist(rows, schema=SCHEMAS["presence"])
    return pa.concat_tables([_without(tables["presence"], "entity_id", touched), new]).sort_by("start")


def _single_people(entities: pa.Table) -> set[int]:
    columns = (entities[name].to_pylist() for name in ("entity_id", "members", "is_character"))
    return {who for who, members, is_character in zip(*columns, strict=True) if is_character and not members}


def _signs(tables: Tables, people: Collection[int], touched: Collection[int]) -> dict[tuple[int, int], _Signs]:
    signs: defaultdict[tuple[int, int], _Signs] = defaultdict(_Signs)
    section_at = _leaves(tables["sections"])
    for start, end, who in _spans(_of(tables["mentions"], "entity_id", people), "entity_id"):
        if (section := section_at(start)) is not None:
            signs[section, who].mentions += 1
            signs[section, who].spans.append((start, end))
    said = _of(tables["quotations"], "speaker", people)
    said = said.filter(pc.not_equal(said["mode"], "writing"))
    for (start, end, who), continues in zip(_spans(said, "speaker"), said["continues"].to_pylist(), strict=True):
        if (section := section_at(start)) is not None:
            signs[section, who].quotations += continues == -1
            signs[section, who].spans.append((start, end))
    _add_evidence(tables, signs, people, touched)
    return dict(signs)


def _spans(table: pa.Table, column: str) -> Iterator[tuple[int, int, int]]:
    return zip(*(table[name].to_pylist() for name in ("start", "end", column)), strict=True)


def _leaves(sections: pa.Table) -> Any:
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
    for row in _of(tables["presence"], "entity_id", touched).to_pylist():
        section, who = row["section_id"], row["entity_id"]
        if who in people:
            said = signs.setdefault((section, who), _Signs())
            said.row = _surer(said.row, row)
        for link in row["evidence"]:
            owner = owners[link["table"]].get(link["id"], -1) if link["table"] in owners else who
            theirs = signs.get((section, owner))
            if theirs is not None and link not in theirs.evidence:
                theirs.evidence.append(link)


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
    status = "present" if signs.quotations or signs.evidence else row["status"]
    if status == "present" and not (signs.quotations or signs.evidence or _keeps(signs)):
        status = "mentioned"
    spans = signs.spans or [(row["start"], row["end"])]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    counts = {"n_mentions": signs.mentions, "n_quotations": signs.quotations}
    place = {"start": start, "end": end, "known_at": end, "section_id": section, "entity_id": who}
    return row | place | counts | {"status": status, "evidence": signs.evidence}
