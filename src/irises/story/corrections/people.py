"""Corrections of people: who is one, who is two, what they are called, and what is no person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS, texts_of
from irises.story.corrections.change import USER, Change
from irises.story.corrections.moves import described, entity_of, moved, without_oneself
from irises.story.corrections.rests import renamed_everywhere
from irises.story.corrections.work import Work, ints, mentions_at, person_at, spans_of
from irises.story.known_entities import spelled
from irises.story.links import LINKS, Tables, blank, with_column, with_link
from irises.story.lookup import folded

_GUESS = 0.5
"""How sure it can be at most that a pronoun goes with the name before it, when a person is split by name."""


def merge(work: Work, change: Change) -> Work | None:
    """The lower of two ids stays for both."""
    one, other = person_at(work, change.anchors["one"]), person_at(work, change.anchors["other"])
    if one is None or other is None:
        return None
    if one == other:
        return work
    stays, goes = sorted((one, other))
    entities = _joined(work.tables["entities"], stays, goes)
    tables = renamed_everywhere({**work.tables, "entities": entities}, goes, stays)
    return work.with_tables(without_oneself(tables, stays), stays)


def _joined(entities: pa.Table, stays: int, goes: int) -> pa.Table:
    """The entities with two rows as one; its category is that of the one mentioned more, its name a given one's."""
    rows = {row["entity_id"]: row for row in entities.to_pylist()}
    one, other = rows[stays], rows.pop(goes)
    more = max((one, other), key=lambda row: int(row["n_mentions"]))
    named = other if other["source"] == USER and one["source"] != USER else one
    rows[stays] = one | {
        "name": named["name"],
        "source": named["source"],
        "category": more["category"],
        "is_character": one["is_character"] or other["is_character"],
        "is_narrator": one["is_narrator"] or other["is_narrator"],
        "confidence": max(one["confidence"], other["confidence"]),
        "members": [who for who in dict.fromkeys(one["members"] + other["members"]) if who not in (stays, goes)],
    }
    return pa.Table.from_pylist(list(rows.values()), schema=SCHEMAS["entities"])


def split(work: Work, change: Change) -> Work | None:
    """The mentions by these words, and others called the same, mean somebody of their own: the next new id.

    With a name the pronouns that come after it go along, and what rests on them.
    """
    who, alias = person_at(work, change.anchors["person"]), change.arguments["alias"]
    spans = spans_of(work, change.anchors["mentions"])
    if who is None or not spans:
        return None
    rows = [row for row in mentions_at(work, spans) if entity_of(work, row) == who]
    if alias is not None:
        rows = sorted({*rows, *_called(work, who, alias)})
    if not rows or len(rows) == len(_rows_of(work, who)):
        return _already_apart(work, change, who)
    sure = dict.fromkeys(rows, 1.0) | (dict.fromkeys(_after(work, who, rows), _GUESS) if alias is not None else {})
    new = work.next_entity
    entities = _with_new(work.tables["entities"], who, new, name=change.arguments["name"])
    work = replace(work, next_entity=new + 1).with_tables({"entities": entities})
    return moved(work, sure, who, new, reaches=alias is not None)


def _already_apart(work: Work, change: Change, who: int) -> Work:
    """A reading that has the two apart by itself; the other gets the name that was given."""
    other, name = person_at(work, change.anchors["mentions"]), change.arguments["name"]
    if other is None or other == who or name is None:
        return work
    return described(work, other, {"name": name, "source": USER})


def _called(work: Work, who: int, alias: str) -> list[int]:
    """Rows of somebody's mentions that have this alias."""
    theirs = _rows_of(work, who)
    mentions = work.tables["mentions"].take(pa.array(theirs, pa.int64()))
    called = map(spelled, texts_of(work.text, mentions), mentions["form"].to_pylist())
    return [row for row, words in zip(theirs, called, strict=True) if folded(words) == folded(alias)]


def _rows_of(work: Work, who: int) -> list[int]:
    """Rows of somebody's mentions, in text order."""
    return np.flatnonzero(ints(work.tables["mentions"], "entity_id") == who).tolist()


def _after(work: Work, who: int, rows: Collection[int]) -> list[int]:
    """Rows of somebody's pronouns whose last name or epithet before them is among these rows."""
    forms, chosen, goes, after = work.tables["mentions"]["form"].to_pylist(), set(rows), False, []
    for row in _rows_of(work, who):
        if forms[row] != "pronoun" or row in chosen:
            goes = row in chosen
        elif goes:
            after.append(row)
    return after


def _with_new(entities: pa.Table, like: int, new: int, *, name: str | None) -> pa.Table:
    """The entities with a new one, of the kind of another."""
    rows = entities.to_pylist()
    row = next(row for row in rows if row["entity_id"] == like)
    own = {"entity_id": new, "name": name or "", "is_narrator": False, "members": [], "source": USER}
    return pa.Table.from_pylist([*rows, row | own], schema=SCHEMAS["entities"])


def means(work: Work, change: Change) -> Work | None:
    """These mentions mean somebody of the cast."""
    who, spans = person_at(work, change.anchors["person"]), spans_of(work, change.anchors["mentions"])
    rows = mentions_at(work, spans)
    if who is None or not rows:
        return None
    for old in dict.fromkeys(entity_of(work, row) for row in rows):
        if old != who:
            work = moved(work, {row: 1.0 for row in rows if entity_of(work, row) == old}, old, who, reaches=False)
    return work


def rename(work: Work, change: Change) -> Work | None:
    """The person has the name given."""
    who = person_at(work, change.anchors["person"])
    return None if who is None else described(work, who, {"name": change.arguments["name"], "source": USER})


def not_a_person(work: Work, change: Change) -> Work | None:
    """Nobody: neither of the cast nor speaking, feeling, meaning or being anywhere."""
    who, category = person_at(work, change.anchors["person"]), change.arguments["category"]
    if who is None:
        return None
    work = described(work, who, {"is_character": False, "is_narrator": False})
    if category is not None:
        mentions = work.tables["mentions"]
        values = pc.if_else(pc.equal(mentions["entity_id"], who), category, mentions["category"])
        work = described(work, who, {"category": category})
        work = work.with_tables({"mentions": with_column(mentions, "category", values)})
    return work.with_tables(_as_nobody(work.tables, who))


def _as_nobody(tables: Tables, who: int) -> Tables:
    """The tables without anything that only people say, feel, hold, promise, are to each other and are present at."""
    ids = tables["entities"]["entity_id"].combine_chunks()
    others, found = ids.filter(pc.not_equal(ids, who)), dict(tables)
    for link in LINKS:
        if link.to == "entities" and link.table not in ("mentions", "aliases"):
            found[link.table] = with_link(found[link.table], link, others)
    return {**found, "quotations": _without_speaker(found["quotations"], tables["quotations"]["speaker"], who)}


def _without_speaker(quotations: pa.Table, before: pa.ChunkedArray, who: int) -> pa.Table:
    """The quotations of somebody who said them before are nobody's now: not known how, and not at all sure."""
    was = pc.fill_null(pc.equal(before, who), False)
    sure = pc.if_else(was, pa.scalar(0.0, pa.float32()), quotations["speaker_confidence"])
    return blank(with_column(quotations, "speaker_confidence", sure), "attribution", was)


def same_from(work: Work, change: Change) -> Work | None:
    """Two people who turn out to be one at a place: an identity known from there on."""
    one, other = person_at(work, change.anchors["one"]), person_at(work, change.anchors["other"])
    spans = spans_of(work, change.anchors["place"])
    if one is None or other is None or not spans:
        return None
    if one == other:
        return work
    first, second = sorted((one, other))
    row = {"start": spans[0].start, "end": spans[0].end, "known_at": spans[0].end, "confidence": 1.0, "source": USER}
    new = pa.Table.from_pylist(
        [row | {"entity_id": first, "same_as": second, "evidence": []}], schema=SCHEMAS["identities"]
    )
    return work.with_tables({"identities": pa.concat_tables([work.tables["identities"], new]).sort_by("start")})
