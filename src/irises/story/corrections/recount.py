"""Entities, their aliases and presence described anew after mentions and quotations have changed hands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pyarrow as pa

from irises.annotation import SCHEMAS, texts_of
from irises.passes.naming import canonical_name
from irises.story.corrections.change import USER
from irises.story.corrections.presence import recounted_presence
from irises.story.corrections.work import rows_of_others, rows_of_people
from irises.story.known_entities import Uses, spelled, uses_of
from irises.story.links import Tables, without_rows

Row = dict[str, Any]


def recounted(text: str, tables: Tables, touched: Collection[int]) -> Tables:
    """The tables with names, aliases, counts and presence of these entities as their mentions now have them.

    An entity that has no mention left is nobody any more.
    """
    mentions = rows_of_people(tables["mentions"], "entity_id", touched)
    uses = uses_of(text, mentions)
    found = dict(tables)
    found["entities"] = _entities(tables["entities"], uses)
    found["aliases"] = _aliases(text, tables["aliases"], mentions, touched)
    gone = [who for who in touched if who not in uses]
    if gone:
        found = without_rows(found, "entities", gone)
    return {**found, "presence": recounted_presence(found, touched)}


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
    return pa.concat_tables([rows_of_others(aliases, "entity_id", touched), new]).sort_by("start")
