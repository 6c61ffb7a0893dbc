"""What each correction does to the tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS, Span, texts_of
from irises.story.corrections.change import DISMISSIBLE, USER, Change
from irises.story.corrections.rests import Rests, followed, renamed_everywhere
from irises.story.corrections.work import Work, inside, ints, mentions_at, person_at, row_of, rows_at, spans_of
from irises.story.known_entities import spelled
from irises.story.links import LINKS, Tables, blank, with_column, with_link, without_rows
from irises.story.lookup import folded

Row = dict[str, Any]
_GUESS = 0.5
"""How sure it can be at most that a pronoun goes with the name before it, when a person is split by name."""
_I = frozenset("i me my mine myself".split())
_OF_SPEAKER = {"emotions": "experiencer", "beliefs": "holder", "commitments": "by", "relations": "from_entity"}
"""Columns that mean who speaks, in what is felt, held, promised or shown within a quotation."""


def apply(work: Work, change: Change) -> Work | None:
    """The tables with a correction; None where its words are not there, or it isn't clear what they mean now.

    What the reading already has the corrected way stays as it is: the correction holds.
    """
    return _VERBS[change.verb](work, change)


# People


def _merge(work: Work, change: Change) -> Work | None:
    """The lower of two ids stays for both."""
    one, other = person_at(work, change.anchors["one"]), person_at(work, change.anchors["other"])
    if one is None or other is None:
        return None
    if one == other:
        return work
    stays, goes = sorted((one, other))
    entities = _joined(work.tables["entities"], stays, goes)
    tables = renamed_everywhere({**work.tables, "entities": entities}, goes, stays)
    return work.with_tables(_without_oneself(tables, stays), stays)


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


def _without_oneself(tables: Tables, who: int) -> Tables:
    """The tables in which somebody neither talks to, nor stands to, nor turns out to be, nor belongs to oneself."""
    quotations, found = tables["quotations"], dict(tables)
    speakers, hearers = quotations["speaker"].to_pylist(), quotations["addressees"].to_pylist()
    found["quotations"] = with_column(quotations, "addressees", _ids(map(_others, speakers, hearers)))
    identities, relations = found["identities"], found["relations"]
    found["identities"] = identities.filter(pc.invert(_is_both(identities, "entity_id", "same_as", who)))
    own = relations.filter(_is_both(relations, "from_entity", "to_entity", who))
    return without_rows(found, "relations", own["relation_id"].to_pylist())


def _is_both(table: pa.Table, one: str, other: str, who: int) -> Any:
    return pc.and_(pc.equal(table[one], who), pc.equal(table[other], who))


def _others(speaker: int | None, hearers: list[int] | None) -> list[int] | None:
    """The hearers without the speaker; if nobody is left, it isn't known who hears."""
    if not hearers or speaker not in hearers:
        return hearers
    return [who for who in hearers if who != speaker] or None


def _ids(values: Iterable[list[int] | None]) -> pa.Array:
    return pa.array(list(values), SCHEMAS["quotations"].field("addressees").type)


def _split(work: Work, change: Change) -> Work | None:
    """The mentions by these words, and others called the same, mean somebody of their own: the next new id.

    With a name the pronouns that come after it go along, and what rests on them.
    """
    who, alias = person_at(work, change.anchors["person"]), change.arguments["alias"]
    spans = spans_of(work, change.anchors["mentions"])
    if who is None or not spans:
        return None
    rows = [row for row in mentions_at(work, spans) if _entity_of(work, row) == who]
    if alias is not None:
        rows = sorted({*rows, *_called(work, who, alias)})
    if not rows or len(rows) == pc.sum(pc.equal(work.tables["mentions"]["entity_id"], who)).as_py():
        return work
    sure = dict.fromkeys(rows, 1.0) | (dict.fromkeys(_after(work, who, rows), _GUESS) if alias is not None else {})
    new = work.next_entity
    entities = _with_new(work.tables["entities"], who, new, name=change.arguments["name"])
    work = replace(work, next_entity=new + 1).with_tables({"entities": entities})
    return _moved(work, sure, who, new, reaches=alias is not None)


def _entity_of(work: Work, row: int) -> int:
    who: int = work.tables["mentions"]["entity_id"][row].as_py()
    return who


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


def _moved(work: Work, sure: Mapping[int, float], old: int, new: int, *, reaches: bool) -> Work:
    """Mentions (rows, with how sure each is) of one entity as another's, with what rests on them."""
    mentions = work.tables["mentions"]
    ids = [mentions["mention_id"][row].as_py() for row in sure]
    rests = Rests(mentions, old, ids, reaches=reaches)
    tables = followed(work.tables, rests, old, new)
    return work.with_tables({**tables, "mentions": _given(mentions, sure, new)}, old, new)


def _given(mentions: pa.Table, sure: Mapping[int, float], new: int) -> pa.Table:
    """The mentions of which these rows mean somebody else; a guess is no surer than the reading was."""
    who, confidence = mentions["entity_id"].to_pylist(), mentions["entity_confidence"].to_pylist()
    sources = mentions["source"].to_pylist()
    for row, most in sure.items():
        is_said = most == 1.0
        who[row] = new
        confidence[row] = most if is_said else min(most, confidence[row])
        sources[row] = USER if is_said else sources[row]
    for name, values in (("entity_id", who), ("entity_confidence", confidence), ("source", sources)):
        mentions = with_column(mentions, name, pa.array(values, mentions.schema.field(name).type))
    return mentions


def _means(work: Work, change: Change) -> Work | None:
    """These mentions mean somebody of the cast."""
    who, spans = person_at(work, change.anchors["person"]), spans_of(work, change.anchors["mentions"])
    rows = mentions_at(work, spans)
    if who is None or not rows:
        return None
    for old in dict.fromkeys(_entity_of(work, row) for row in rows):
        if old != who:
            work = _moved(work, {row: 1.0 for row in rows if _entity_of(work, row) == old}, old, who, reaches=False)
    return work


def _rename(work: Work, change: Change) -> Work | None:
    """The person has the name given."""
    who = person_at(work, change.anchors["person"])
    return None if who is None else _described(work, who, {"name": change.arguments["name"], "source": USER})


def _described(work: Work, who: int, values: Row) -> Work:
    """An entity's row with other values."""
    rows = [row | values if row["entity_id"] == who else row for row in work.tables["entities"].to_pylist()]
    return work.with_tables({"entities": pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])})


def _not_a_person(work: Work, change: Change) -> Work | None:
    """Nobody: neither of the cast nor speaking, feeling, meaning or being anywhere."""
    who, category = person_at(work, change.anchors["person"]), change.arguments["category"]
    if who is None:
        return None
    work = _described(work, who, {"is_character": False, "is_narrator": False})
    if category is not None:
        mentions = work.tables["mentions"]
        values = pc.if_else(pc.equal(mentions["entity_id"], who), category, mentions["category"])
        work = _described(work, who, {"category": category})
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


def _same_from(work: Work, change: Change) -> Work | None:
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


# Quotations


def _speaker(work: Work, change: Change) -> Work | None:
    """Who says a quotation, all stretches of it; None where a person says that nobody can know."""
    anchors = change.anchors["speaker"]
    who, rows = person_at(work, anchors), _rows_in(work, "quotations", change)
    if (anchors and who is None) or len(rows) != 1:
        return None
    chain = _chain(work.tables["quotations"], rows[0])
    before = {work.tables["quotations"]["speaker"][row].as_py() for row in chain}
    if before == {who}:
        return work.with_tables({"quotations": _said_by(work.tables["quotations"], chain, who)})
    spans = [_span(work.tables["quotations"], row) for row in chain]
    tables = {**work.tables, "quotations": _said_by(work.tables["quotations"], chain, who)}
    for old in before - {None}:
        tables = _of_new_speaker(tables, spans, old, who)
    work = work.with_tables(tables, who, *before)
    return work if who is None else _with_i(_described(work, who, {"is_character": True}), spans, who)


def _rows_in(work: Work, name: str, change: Change) -> list[int]:
    """Rows of a table in the one place that a correction of a row is fastened to."""
    role = "quotation" if change.verb == "speaker" else "row"
    spans = spans_of(work, change.anchors[role])
    return rows_at(work.tables[name], spans[0]) if spans else []


def _span(table: pa.Table, row: int) -> Span:
    return Span(table["start"][row].as_py(), table["end"][row].as_py())


def _chain(quotations: pa.Table, row: int) -> list[int]:
    """Rows of the stretches that are one quotation with this one, in text order."""
    ids, continues = quotations["quotation_id"].to_pylist(), quotations["continues"].to_pylist()
    heads: dict[int, int] = {}
    for number, before in zip(ids, continues, strict=True):
        heads[number] = heads.get(before, number)
    head = heads[ids[row]]
    return [n for n, number in enumerate(ids) if heads[number] == head]


def _said_by(quotations: pa.Table, chain: Collection[int], who: int | None) -> pa.Table:
    """The quotations, these rows said by somebody, for sure; how the text tells isn't known."""
    rows = dict(zip(chain, quotations.take(pa.array(list(chain), pa.int64())).to_pylist(), strict=True))
    for row in rows.values():
        attribution = row["attribution"] if row["speaker"] == who else None
        sure = 0.0 if who is None else 1.0
        row |= {"speaker": who, "speaker_confidence": sure, "attribution": attribution, "source": USER}
        row["addressees"] = _others(who, row["addressees"])
    for name in ("speaker", "speaker_confidence", "attribution", "source", "addressees"):
        values = quotations[name].to_pylist()
        for number, row in rows.items():
            values[number] = row[name]
        quotations = with_column(quotations, name, pa.array(values, quotations.schema.field(name).type))
    return quotations


def _of_new_speaker(tables: Tables, spans: Collection[Span], old: int, new: int | None) -> Tables:
    """What is felt, held, promised and shown within a quotation by who was thought to say it is the new speaker's."""
    found = dict(tables)
    for name, column in _OF_SPEAKER.items():
        table = found[name]
        theirs = pc.and_(pc.fill_null(pc.equal(table[column], old), False), pa.array(inside(table, spans)))
        if new is None and not SCHEMAS[name].field(column).nullable:
            found[name] = table.filter(pc.invert(theirs))
        else:
            found[name] = with_column(table, column, pc.if_else(theirs, pa.scalar(new, pa.int32()), table[column]))
    return found if new is None else _without_oneself(found, new)


def _with_i(work: Work, spans: Collection[Span], who: int) -> Work:
    """ "I" in what somebody says, but not in what they quote, means that person."""
    mentions, quotations = work.tables["mentions"], work.tables["quotations"]
    inner = [_span(quotations, row) for row in np.flatnonzero(ints(quotations, "within") >= 0).tolist()]
    rows = []
    for row in np.flatnonzero(inside(mentions, spans)).tolist():
        span = _span(mentions, row)
        is_pronoun = mentions["form"][row].as_py() == "pronoun"
        if is_pronoun and span.of(work.text).strip("_*").lower() in _I and _is_own(span, spans, inner):
            rows.append(row)
    for old in {_entity_of(work, row) for row in rows} - {who}:
        work = _moved(work, {row: 1.0 for row in rows if _entity_of(work, row) == old}, old, who, reaches=False)
    return work


def _is_own(span: Span, spans: Collection[Span], inner: Collection[Span]) -> bool:
    """Whether words are in one of these quotations and in none within it."""
    around = [outer for outer in spans if outer.covers(span)]
    return any(
        not any(quoted.covers(span) and outer.covers(quoted) and quoted != outer for quoted in inner)
        for outer in around
    )


# Rows


def _dismiss(work: Work, change: Change) -> Work | None:
    """A row that is not so is left out, with what rests on nothing else."""
    name = str(change.arguments["table"])
    spans = spans_of(work, change.anchors["row"])
    if not spans:
        return None
    rows = _claims(work, name, change)
    if len(rows) > 1:
        return None
    table, tables = work.tables[name], work.tables
    for row in rows:
        gone = table.slice(row, 1).to_pylist()[0]
        tables = _without_row(tables, name, gone)
        work = work.with_tables(tables, gone.get("entity_id"), gone.get("speaker"))
    return work


def _claims(work: Work, name: str, change: Change) -> list[int]:
    """Rows in the correction's place that claim what it dismisses, of whom it says if there are several."""
    table, (columns, of) = work.tables[name], DISMISSIBLE[name]
    rows = [row for row in _rows_in(work, name, change) if kind_of(table, row, columns) == change.arguments["kind"]]
    if len(rows) > 1 and of is not None:
        who = person_at(work, change.anchors["person"])
        rows = [row for row in rows if table[of][row].as_py() == who]
    return rows


def kind_of(table: pa.Table, row: int, columns: Iterable[str]) -> str:
    """What a row claims, in words: "fear shown"."""
    return " ".join(str(table[column][row].as_py()) for column in columns)


def _without_row(tables: Tables, name: str, gone: Row) -> Tables:
    """The tables without a row; a feeling that only it hid is open, relations that only it showed are gone."""
    number = int(gone[f"{name.removesuffix('s')}_id"])
    before = tables["relations"]
    found = without_rows(tables, name, [number])
    if name == "emotions":
        found["emotions"] = _unmasked(found["emotions"], gone["masks"])
    if name != "relations":
        bare = [
            row["relation_id"]
            for row, old in zip(found["relations"].to_pylist(), before.to_pylist(), strict=True)
            if old["evidence"] and not row["evidence"]
        ]
        found = without_rows(found, "relations", bare)
    return found


def _unmasked(emotions: pa.Table, felt: int) -> pa.Table:
    """The emotions, one of them open if no show is left that hides it."""
    row = row_of(emotions, "emotion_id", felt)
    if row is None or felt in emotions["masks"].to_pylist():
        return emotions
    rows = emotions.to_pylist()
    rows[row]["is_masked"] = False
    return pa.Table.from_pylist(rows, schema=SCHEMAS["emotions"])


_VERBS: Mapping[str, Callable[[Work, Change], Work | None]] = MappingProxyType(
    {
        "merge": _merge,
        "split": _split,
        "means": _means,
        "rename": _rename,
        "speaker": _speaker,
        "not-a-person": _not_a_person,
        "same-from": _same_from,
        "dismiss": _dismiss,
    }
)
