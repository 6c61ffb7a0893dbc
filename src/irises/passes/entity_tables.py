"""The tables of entities: names, aliases, pronouns and members, from mentions and the entity of each."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import empty_table
from irises.annotation.schemas import CATEGORIES
from irises.document.model import Document
from irises.passes.chains import Linked
from irises.passes.naming import Alias, canonical_name, clean_alias, pronouns_of
from irises.passes.places import Ints, ints, table_of


def entity_tables(
    document: Document, mentions: pa.Table, linked: Linked, members: dict[int, list[int]], *, source: str
) -> dict[str, pa.Table]:
    """`mentions` with their entities, `entities`, `aliases` and (nothing known yet) `identities`.

    `members` holds the people of collectives that names tell of.
    """
    refined = with_entities(mentions, linked.chain, linked.confidence, source=source)
    is_narrator = [unit >= 0 for unit in linked.unit]
    described = describe(document, refined, is_narrator, members, source=source)
    return {"mentions": refined, **described, "identities": empty_table("identities")}


def with_entities(mentions: pa.Table, entity: Ints, confidence: list[float], *, source: str) -> pa.Table:
    """The mentions with their entities."""
    columns = {name: mentions[name] for name in mentions.column_names if name not in ("source", "evidence")}
    columns |= {
        "entity_id": entity.astype(np.int32),
        "entity_confidence": np.array(confidence, dtype=np.float32),
    }
    return table_of("mentions", columns, source=source)


def describe(
    document: Document, mentions: pa.Table, is_narrator: list[bool], members: dict[int, list[int]], *, source: str
) -> dict[str, pa.Table]:
    """`entities` and `aliases` of mentions whose entity_ids count from 0 in the order of first mentions."""
    spelled = _spellings(document.text, mentions)
    entity = ints(mentions, "entity_id")
    count = np.bincount(entity, minlength=len(is_narrator))
    firsts = np.unique(entity, return_index=True)[1] if len(entity) else np.zeros(0, dtype=np.int64)
    categories = _categories(mentions, len(is_narrator))
    aliases = [[Alias(text=text, form=form, n=n) for (text, form), (n, _) in uses.items()] for uses in spelled]
    sure = _mean_confidence(mentions, len(is_narrator))
    is_named = [any(alias.form == "proper" for alias in uses) for uses in aliases]
    entities = {
        "start": mentions["start"].to_numpy()[firsts],
        "end": mentions["end"].to_numpy()[firsts],
        "confidence": sure,
        "entity_id": np.arange(len(is_narrator), dtype=np.int32),
        "category": categories,
        "name": [canonical_name(uses) for uses in aliases],
        "pronouns": [pronouns_of(_pronoun_counts(uses)) for uses in aliases],
        "n_mentions": count.astype(np.int32),
        "is_character": [
            category == "PER" and (named or narrates)
            for category, named, narrates in zip(categories, is_named, is_narrator, strict=True)
        ],
        "is_narrator": is_narrator,
        "members": [members.get(e) or listed for e, listed in enumerate(_listed_members(mentions, entity, is_named))],
    }
    return {
        "entities": table_of("entities", entities, source=source),
        "aliases": _aliases(mentions, spelled, source=source),
    }


def _spellings(text: str, mentions: pa.Table) -> list[dict[tuple[str, str], tuple[int, int]]]:
    """Per entity: each (spelling, form) with its count and the first mention that has it."""
    out: list[dict[tuple[str, str], tuple[int, int]]] = []
    cleaned = cache(clean_alias)
    columns = (mentions[name].to_pylist() for name in ("start", "end", "form", "entity_id"))
    for number, (start, end, form, entity) in enumerate(zip(*columns, strict=True)):
        while len(out) <= entity:
            out.append({})
        words = text[start:end]
        key = (words.lower() if form == "pronoun" else cleaned(words, form), form)
        n, first = out[entity].get(key, (0, number))
        out[entity][key] = (n + 1, first)
    return out


def _pronoun_counts(uses: list[Alias]) -> Counter[str]:
    return Counter({alias.text: alias.n for alias in uses if alias.form == "pronoun"})


def _categories(mentions: pa.Table, n: int) -> list[str]:
    """The category most mentions have, those by name or noun before pronouns."""
    size, place = len(CATEGORIES), np.arange(len(mentions))
    category = pc.index_in(mentions["category"], value_set=pa.array(CATEGORIES)).to_numpy().astype(np.int64)
    cell = ints(mentions, "entity_id") * size + category
    votes = np.bincount(cell, np.where(pc.equal(mentions["form"], "pronoun").to_numpy(), 1, 3), minlength=n * size)
    first = np.full(n * size, len(mentions))
    first[cell[::-1]] = place[::-1]
    # Of categories with equal votes the one that comes first.
    best = (votes * (len(mentions) + 1) - first).reshape(n, size).argmax(axis=1)
    return [CATEGORIES[number] for number in best.tolist()]


def _mean_confidence(mentions: pa.Table, n: int) -> np.ndarray:
    """An entity is there as surely as its surest mention."""
    best = np.zeros(n, dtype=np.float32)
    np.maximum.at(best, ints(mentions, "entity_id"), mentions["confidence"].to_numpy())
    return best


def _listed_members(mentions: pa.Table, entity: Ints, is_named: list[bool]) -> list[list[int]]:
    """The people in each collective that the text lists ("Kate and John"): entities of the names inside it."""
    out: list[list[int]] = [[] for _ in is_named]
    start, end = ints(mentions, "start"), ints(mentions, "end")
    is_person = pc.equal(mentions["category"], "PER").to_numpy()
    outers = np.flatnonzero(is_person[:-1] & (start[1:] < end[:-1])).tolist()
    starts, ends, people = start.tolist(), end.tolist(), is_person.tolist()
    forms = mentions["form"].to_pylist()
    for outer in outers:
        inside, k = [], outer + 1
        while k < len(starts) and starts[k] < ends[outer]:
            if ends[k] <= ends[outer] and people[k] and forms[k] != "pronoun" and starts[k] >= starts[outer]:
                inside.append(k)
            k += 1
        if len(inside) >= 2 and starts[inside[0]] == starts[outer] and ends[inside[-1]] == ends[outer]:
            whole = int(entity[outer])
            joined = [m for j, m in enumerate(inside) if not j or starts[m] >= ends[inside[j - 1]]]
            members = list(dict.fromkeys(int(entity[m]) for m in joined))
            if len(members) >= 2 and whole not in members and not is_named[whole] and not out[whole]:
                out[whole] = members
    return out


def _aliases(mentions: pa.Table, spelled: list[dict[tuple[str, str], tuple[int, int]]], *, source: str) -> pa.Table:
    rows = [
        (first, entity, text, form, n)
        for entity, uses in enumerate(spelled)
        for (text, form), (n, first) in uses.items()
    ]
    rows.sort()
    firsts = np.array([row[0] for row in rows], dtype=np.int64)
    columns = {
        "start": mentions["start"].to_numpy()[firsts],
        "end": mentions["end"].to_numpy()[firsts],
        "confidence": mentions["entity_confidence"].to_numpy()[firsts],
        "entity_id": [row[1] for row in rows],
        "alias": [row[2] for row in rows],
        "form": [row[3] for row in rows],
        "n": [row[4] for row in rows],
    }
    return table_of("aliases", columns, source=source)
