"""The corrections of who says a quotation, and to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS, Span
from irises.story.corrections.change import USER, Change
from irises.story.corrections.moves import described, entity_of, moved, others_than, without_oneself
from irises.story.corrections.work import Work, inside, ints, person_at, rows_in, span_of
from irises.story.links import Tables, with_column

_I = frozenset("i me my mine myself".split())
_YOU = frozenset("you your yours yourself thou thee thy thine thyself".split())
_OF_SPEAKER = {"emotions": "experiencer", "beliefs": "holder", "commitments": "by", "relations": "from_entity"}
"""Columns that mean who speaks, in what is felt, held, promised or shown within a quotation."""


def speaker(work: Work, change: Change) -> Work | None:
    """Who says a quotation, all stretches of it; None where a person says that nobody can know."""
    anchors = change.anchors["speaker"]
    who, rows = person_at(work, anchors), rows_in(work, "quotations", change.anchors["quotation"])
    if (anchors and who is None) or len(rows) != 1:
        return None
    chain = _chain(work.tables["quotations"], rows[0])
    before = {work.tables["quotations"]["speaker"][row].as_py() for row in chain}
    if before == {who}:
        return work.with_tables({"quotations": _said_by(work.tables["quotations"], chain, who)})
    spans = [span_of(work.tables["quotations"], row) for row in chain]
    tables = {**work.tables, "quotations": _said_by(work.tables["quotations"], chain, who)}
    for old in before - {None}:
        tables = _of_new_speaker(tables, spans, old, who)
    work = work.with_tables(tables, who, *before)
    return work if who is None else _meaning(described(work, who, {"is_character": True}), spans, _I, who)


def said_to(work: Work, change: Change) -> Work | None:
    """To whom a quotation is said, all stretches of it: to nobody, or to who isn't known, too."""
    whom = [person_at(work, anchors) for role, anchors in change.anchors.items() if role != "quotation"]
    rows = rows_in(work, "quotations", change.anchors["quotation"])
    if None in whom or len(rows) != 1:
        return None
    people = [who for who in dict.fromkeys(whom) if who is not None]
    quotations = work.tables["quotations"]
    chain = _chain(quotations, rows[0])
    spans = [span_of(quotations, row) for row in chain]
    before = {who for row in chain for who in quotations["addressees"][row].as_py() or ()}
    tables = {**work.tables, "quotations": _heard_by(quotations, chain, change.arguments["to"], people)}
    tables["commitments"] = _given_to(tables["commitments"], spans, before, people)
    work = work.with_tables(tables, *before, *people)
    return _meaning(work, spans, _YOU, people[0]) if len(people) == 1 else work


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
        row["addressees"] = others_than(who, row["addressees"])
    return _with_rows(quotations, rows, ("speaker", "speaker_confidence", "attribution", "source", "addressees"))


def _heard_by(quotations: pa.Table, chain: Collection[int], said: str | None, whom: Sequence[int]) -> pa.Table:
    """The quotations, these rows said to these people for sure, unless it is said that nobody can know to whom."""
    rows = dict(zip(chain, quotations.take(pa.array(list(chain), pa.int64())).to_pylist(), strict=True))
    for row in rows.values():
        hearers = None if said is None else others_than(row["speaker"], list(whom))
        row |= {"addressees": hearers, "addressees_confidence": 0.0 if hearers is None else 1.0, "source": USER}
    return _with_rows(quotations, rows, ("addressees", "addressees_confidence", "source"))


def _with_rows(table: pa.Table, rows: Mapping[int, Mapping[str, Any]], columns: Sequence[str]) -> pa.Table:
    """The table with these values in some of its rows."""
    for name in columns:
        values = table[name].to_pylist()
        for number, row in rows.items():
            values[number] = row[name]
        table = with_column(table, name, pa.array(values, table.schema.field(name).type))
    return table


def _given_to(commitments: pa.Table, spans: Collection[Span], before: Collection[int], whom: Sequence[int]) -> pa.Table:
    """The commitments, those within a quotation that were given to who was thought to hear it given to who does."""
    is_inside, values = inside(commitments, spans), commitments["to"].to_pylist()
    for row in np.flatnonzero(is_inside).tolist():
        if values[row] and set(values[row]) <= set(before):
            values[row] = others_than(commitments["by"][row].as_py(), list(whom)) or None
    return with_column(commitments, "to", pa.array(values, commitments.schema.field("to").type))


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
    return found if new is None else without_oneself(found, new)


def _meaning(work: Work, spans: Collection[Span], words: Collection[str], who: int) -> Work:
    """ "I" (or "you") in what somebody says, but not in what they quote, means that person."""
    mentions, quotations = work.tables["mentions"], work.tables["quotations"]
    inner = [span_of(quotations, row) for row in np.flatnonzero(ints(quotations, "within") >= 0).tolist()]
    rows = []
    for row in np.flatnonzero(inside(mentions, spans)).tolist():
        span = span_of(mentions, row)
        is_pronoun = mentions["form"][row].as_py() == "pronoun"
        if is_pronoun and span.of(work.text).strip("_*").lower() in words and _is_own(span, spans, inner):
            rows.append(row)
    for old in {entity_of(work, row) for row in rows} - {who}:
        work = moved(work, {row: 1.0 for row in rows if entity_of(work, row) == old}, old, who, reaches=False)
    return work


def _is_own(span: Span, spans: Collection[Span], inner: Collection[Span]) -> bool:
    """Whether words are in one of these quotations and in none within it."""
    around = [outer for outer in spans if outer.covers(span)]
    return any(
        not any(quoted.covers(span) and outer.covers(quoted) and quoted != outer for quoted in inner)
        for outer in around
    )
