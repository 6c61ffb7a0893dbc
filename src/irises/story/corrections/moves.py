"""What several corrections do: mentions that mean somebody else, rows with other values, nobody related to oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS
from irises.story.corrections.change import USER
from irises.story.corrections.rests import Rests, followed
from irises.story.corrections.work import Work
from irises.story.links import Tables, with_column, without_rows

Row = dict[str, Any]


def entity_of(work: Work, row: int) -> int:
    """entity_id of whom a row of the mentions means."""
    who: int = work.tables["mentions"]["entity_id"][row].as_py()
    return who


def moved(work: Work, sure: Mapping[int, float], old: int, new: int, *, reaches: bool) -> Work:
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


def described(work: Work, who: int, values: Row) -> Work:
    """An entity's row with other values."""
    rows = [row | values if row["entity_id"] == who else row for row in work.tables["entities"].to_pylist()]
    return work.with_tables({"entities": pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])})


def without_oneself(tables: Tables, who: int) -> Tables:
    """The tables in which somebody neither talks to, nor stands to, nor turns out to be, nor belongs to oneself."""
    found = dict(tables)
    for name, of, to in (("quotations", "speaker", "addressees"), ("commitments", "by", "to")):
        found[name] = _to_others(found[name], of, to, who)
    identities, relations = found["identities"], found["relations"]
    found["identities"] = identities.filter(pc.invert(_is_both(identities, "entity_id", "same_as", who)))
    own = relations.filter(_is_both(relations, "from_entity", "to_entity", who))
    return without_rows(found, "relations", own["relation_id"].to_pylist())


def _to_others(table: pa.Table, of: str, to: str, who: int) -> pa.Table:
    """A table in which what somebody says or promises is said or promised to others."""
    pairs = zip(table[of].to_pylist(), table[to].to_pylist(), strict=True)
    values = [others_than(who, hearers) if speaker == who else hearers for speaker, hearers in pairs]
    return with_column(table, to, pa.array(values, table.schema.field(to).type))


def _is_both(table: pa.Table, one: str, other: str, who: int) -> Any:
    return pc.and_(pc.equal(table[one], who), pc.equal(table[other], who))


def others_than(speaker: int | None, hearers: list[int] | None) -> list[int] | None:
    """The hearers without the speaker; if nobody is left, it isn't known who hears."""
    if not hearers or speaker not in hearers:
        return hearers
    return [who for who in hearers if who != speaker] or None
