"""The people of a story, with what is counted of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import Span
from irises.story.lookup import folded

Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Character:
    """One of the cast. Counts are of the story as far as it is known (see `Story.until`)."""

    entity_id: int
    name: str
    category: str
    aliases: tuple[str, ...]
    """Other names and epithets, most used first, however spelled once; pronouns are apart."""
    pronouns: tuple[str, ...]
    n_mentions: int
    n_quotations: int
    """Quotations said, thought or written, a quotation that goes on after a cue counting once."""
    n_words_said: int
    n_events: int
    """Events the person does."""
    first: Span
    """First mention."""
    last: Span
    """Last mention."""
    is_narrator: bool
    members: tuple[int, ...]
    """entity_ids of the people in a collective; empty for one person."""
    same_as: tuple[int, ...]
    """entity_ids of those whom this person turns out to be, as far as that is known."""
    confidence: float


def cast_of(text: str, tables: Mapping[str, pa.Table]) -> tuple[Character, ...]:
    """The characters among the entities, most mentioned first."""
    entities = tables["entities"].filter(tables["entities"]["is_character"])
    aliases = _aliases(tables["aliases"])
    places = _first_and_last(tables["mentions"])
    quotations, words = _said(text, tables["quotations"])
    acts = _acts(tables["events"], tables["mentions"])
    same = _same(tables["identities"])
    cast = []
    for row in entities.to_pylist():
        who, name = row["entity_id"], row["name"]
        first, last = places.get(who, (Span(row["start"], row["end"]),) * 2)
        cast.append(
            Character(
                entity_id=who,
                name=name,
                category=row["category"],
                aliases=_others(aliases.get(who, ()), name),
                pronouns=tuple(row["pronouns"]),
                n_mentions=row["n_mentions"],
                n_quotations=quotations[who],
                n_words_said=words[who],
                n_events=acts[who],
                first=first,
                last=last,
                is_narrator=row["is_narrator"],
                members=tuple(row["members"]),
                same_as=tuple(same.get(who, ())),
                confidence=row["confidence"],
            )
        )
    return tuple(sorted(cast, key=lambda person: (-person.n_mentions, person.entity_id)))


def _aliases(table: pa.Table) -> dict[int, list[str]]:
    named = table.filter(pc.not_equal(table["form"], "pronoun"))
    ordered = named.sort_by([("n", "descending"), ("start", "ascending")])
    aliases: dict[int, list[str]] = {}
    for who, alias in zip(ordered["entity_id"].to_pylist(), ordered["alias"].to_pylist(), strict=True):
        aliases.setdefault(who, []).append(alias)
    return aliases


def _others(aliases: Iterable[str], name: str) -> tuple[str, ...]:
    """The aliases that are not the name, each in its most used spelling."""
    spellings: dict[str, str] = {}
    for alias in aliases:
        spellings.setdefault(folded(alias), alias)
    spellings.pop(folded(name), None)
    return tuple(spellings.values())


def _first_and_last(mentions: pa.Table) -> dict[int, tuple[Span, Span]]:
    """First and last mention of each entity; mentions stand in text order."""
    who = mentions["entity_id"].to_numpy()
    start, end = mentions["start"].to_numpy(), mentions["end"].to_numpy()
    entities, first = np.unique(who, return_index=True)
    last = len(who) - 1 - np.unique(who[::-1], return_index=True)[1]
    return {
        int(entity): (Span(int(start[a]), int(end[a])), Span(int(start[b]), int(end[b])))
        for entity, a, b in zip(entities, first, last, strict=True)
    }


def _said(text: str, quotations: pa.Table) -> tuple[Counter[int], Counter[int]]:
    """Quotations and words said per entity_id."""
    known = quotations.filter(pc.is_valid(quotations["speaker"]))
    chains: Counter[int] = Counter()
    words: Counter[int] = Counter()
    columns = (known[name].to_pylist() for name in ("speaker", "continues", "start", "end"))
    for speaker, continues, start, end in zip(*columns, strict=True):
        chains[speaker] += continues == -1
        words[speaker] += len(text[start:end].split())
    return chains, words


def _same(identities: pa.Table) -> dict[int, list[int]]:
    """By entity_id those who are the same."""
    same: dict[int, list[int]] = {}
    for one, other in zip(identities["entity_id"].to_pylist(), identities["same_as"].to_pylist(), strict=True):
        same.setdefault(one, []).append(other)
        same.setdefault(other, []).append(one)
    return same


def _acts(events: pa.Table, mentions: pa.Table) -> Counter[int]:
    """Events per entity_id of their agent."""
    agents = events["agent"].drop_null()
    rows = pc.index_in(agents, value_set=mentions["mention_id"].combine_chunks()).drop_null()
    return Counter(mentions["entity_id"].take(rows).to_pylist())
