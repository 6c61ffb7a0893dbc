"""The tables as a reader knows them who has read up to a position ("Up to a position" in the data contract).

Ids stay those of the whole story, so that a person is the same person at every position.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS
from irises.story.known_entities import known_aliases, known_entities
from irises.story.links import Tables, blank, linked, where, with_column

_STRETCHES = ("story", "sections", "paragraphs", "sentences", "perspectives")
"""Tables whose rows a reader knows from their first word on; they are clipped instead of dropped."""

_OF_MINDS = ("emotions", "beliefs", "commitments", "relations")

_TELLS_AHEAD = ("character", "pairing", "relationship", "tag", "warning", "content_note", "genre")
"""Metadata that tells what is to come."""


def bounded_tables(text: str, tables: Mapping[str, pa.Table], end: int, *, reveal_metadata: bool = False) -> Tables:
    """Every table as it is known at `end` (code points); `text` is the whole text."""
    whole = dict(tables)
    whole["sections"] = _without_revelations(tables["sections"], ("date", "narrator"), end)
    whole["perspectives"] = _without_revelations(tables["perspectives"], ("narrator", "focalizer"), end)
    known = {name: _known_rows(name, table, end) for name, table in whole.items()}
    if not reveal_metadata:
        known["metadata"] = where(known["metadata"], ~_among(known["metadata"]["name"], _TELLS_AHEAD))
    known["sections"] = _without_heading_ahead(known["sections"], end)
    known["aliases"] = known_aliases(text, known)
    known["entities"] = known_entities(text, tables, known)
    known["emotions"] = _without_later_masks(tables["emotions"], known["emotions"])
    known["commitments"] = _without_later_ends(known["commitments"], end)
    known["quotations"] = _without_later_cues(known["quotations"], end)
    known |= _without_secrets(tables["mentions"], known, end)
    known = linked(known)
    known["presence"] = _recounted_presence(tables["sections"], known, end)
    return {name: table.cast(SCHEMAS[name]) for name, table in known.items()}


def _known_rows(name: str, table: pa.Table, end: int) -> pa.Table:
    start = table["start"].to_numpy()
    if name in _STRETCHES:
        keep = (start < end) | (start == 0)
    elif name == "entities":
        keep = np.ones(table.num_rows, dtype=np.bool_)
    else:
        keep = (table["known_at"].to_numpy() <= end) & (start <= end)
    kept = where(table, keep)
    for column in ("start", "end", "content_start", "content_end"):
        if column in kept.column_names:
            kept = _at_most(kept, column, end)
    return _at_most(kept, "known_at", end) if name in _STRETCHES else kept


def _without_heading_ahead(sections: pa.Table, end: int) -> pa.Table:
    """Sections without a heading that is still being read."""
    heading_end = pc.add(sections["start"], pc.fill_null(pc.utf8_length(sections["title"]), 0))
    return blank(sections, "title", pc.greater(heading_end, end))


def _without_revelations(table: pa.Table, columns: tuple[str, ...], end: int) -> pa.Table:
    """Stretches without what is known neither at the position nor at their own end."""
    later = pc.and_(pc.greater(table["known_at"], table["end"]), pc.greater(table["known_at"], end))
    for column in columns:
        table = blank(table, column, later)
    return table


def _without_later_masks(whole: pa.Table, known: pa.Table) -> pa.Table:
    """Emotions whose mask is only seen later count as open until then."""
    seen = pc.is_in(known["emotion_id"], value_set=known["masks"].combine_chunks())
    masked_by_show = pc.is_in(known["emotion_id"], value_set=whole["masks"].combine_chunks())
    later = pc.and_(masked_by_show, pc.invert(seen))
    return with_column(known, "is_masked", pc.and_not(known["is_masked"], later))


def _without_later_ends(commitments: pa.Table, end: int) -> pa.Table:
    """Commitments settled later, or nobody can say where, are open."""
    settled = pc.fill_null(pc.less_equal(commitments["resolved_end"], end), False)
    commitments = with_column(commitments, "status", pc.if_else(settled, commitments["status"], "open"))
    for column in ("resolved_start", "resolved_end"):
        commitments = blank(commitments, column, pc.invert(settled))
    return commitments


def _without_secrets(mentions: pa.Table, known: Tables, end: int) -> Tables:
    """What is felt, believed, promised and how people stand, without rows that rest on words that are read, but of
    which it is only known later whom they mean."""
    read = pc.and_(pc.less(mentions["start"], end), pc.less_equal(mentions["end"], end))
    secret = pc.and_(read, pc.greater(mentions["known_at"], end))
    ids = set(mentions["mention_id"].filter(secret).to_pylist())
    return {name: _resting_on_no(known[name], ids) for name in _OF_MINDS} if ids else {}


def _resting_on_no(table: pa.Table, mentions: set[int]) -> pa.Table:
    keep = [
        not any(link["table"] == "mentions" and link["id"] in mentions for link in links)
        for links in table["evidence"].to_pylist()
    ]
    return where(table, np.array(keep, dtype=np.bool_))


def _without_later_cues(quotations: pa.Table, end: int) -> pa.Table:
    later = pc.fill_null(pc.greater(quotations["cue_end"], end), False)
    for column in ("cue_start", "cue_end"):
        quotations = blank(quotations, column, later)
    return quotations


def _recounted_presence(sections: pa.Table, known: Tables, end: int) -> pa.Table:
    """Presence with what was counted in the scenes that are not read to their end counted again."""
    rows = known["presence"].to_pylist()
    columns = (sections[name].to_pylist() for name in ("section_id", "start", "end"))
    spans = {section: (start, stop) for section, start, stop in zip(*columns, strict=True)}
    for row in rows:
        start, stop = spans[row["section_id"]]
        if stop > end:
            row.update(_counts(known, row["entity_id"], start, end))
    return pa.Table.from_pylist(rows, schema=SCHEMAS["presence"])


def _counts(known: Tables, who: int, start: int, end: int) -> dict[str, Any]:
    mentions, quotations = known["mentions"], known["quotations"]
    mentioned = pc.and_(pc.equal(mentions["entity_id"], who), _starts_within(mentions, start, end))
    chains = pc.and_(pc.equal(quotations["speaker"], who), pc.equal(quotations["continues"], -1))
    said = pc.and_(chains, _starts_within(quotations, start, end))
    return {"n_mentions": pc.sum(mentioned).as_py() or 0, "n_quotations": pc.sum(said).as_py() or 0}


def _starts_within(table: pa.Table, start: int, end: int) -> pa.ChunkedArray:
    return pc.and_(pc.greater_equal(table["start"], start), pc.less(table["start"], end))


def _among(column: pa.ChunkedArray, values: tuple[str, ...]) -> Any:
    return pc.is_in(column, value_set=pa.array(values)).to_numpy()


def _at_most(table: pa.Table, column: str, most: int) -> pa.Table:
    return with_column(table, column, pc.min_element_wise(table[column], pa.scalar(most, pa.int32())))
