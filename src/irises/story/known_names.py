"""What people are called, position by position: the names and pronouns that `story.until` gives, for all positions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import texts_of
from irises.passes.naming import UNNAMED, Alias, canonical_name, pronoun_set, sets_used
from irises.story.known_entities import FIRST_PERSON, spelled
from irises.story.lookup import folded

Tables = Mapping[str, pa.Table]


class Learnt(NamedTuple):
    """What somebody is called from a position (code points) on."""

    at: int
    name: str


class _Use(NamedTuple):
    """A mention as a reader comes to know it."""

    known_at: int
    who: int
    form: str
    words: str


def names_as_read(text: str, tables: Tables) -> dict[int, list[Learnt]]:
    """Per entity_id its names as a reader learns them, in order; each holds until the next.

    A name that the text nowhere gives is learnt at the end; one that a person gave, as soon as somebody is met.
    """
    names = dict(_columns(tables["entities"], "entity_id", "name"))
    final = _given_names(tables) | _final_names(tables["aliases"], names)
    counts: defaultdict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    learnt: defaultdict[int, list[Learnt]] = defaultdict(list)
    for use in _uses(text, tables["mentions"]):
        if use.known_at >= final.get(use.who, len(text) + 1) or use.who not in names:
            continue
        counted = counts[use.who]
        counted[use.form, spelled(use.words, use.form)] += 1
        if use.form != "pronoun" or _is_unnamed(learnt[use.who]):
            _learn(learnt[use.who], use.known_at, canonical_name(_aliases(counted)))
    for who, name in names.items():
        _learn(learnt[who], final.get(who, len(text)), name)
    return dict(learnt)


def pronouns_as_read(text: str, tables: Tables) -> dict[int, list[tuple[int, list[str]]]]:
    """Per character's entity_id the pronouns the text is seen to use, in order: from which position, and which."""
    characters = set(tables["entities"].filter(tables["entities"]["is_character"])["entity_id"].to_pylist())
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    learnt: defaultdict[int, list[tuple[int, list[str]]]] = defaultdict(list)
    for use in _uses(text, tables["mentions"]):
        if use.form != "pronoun" or use.who not in characters:
            continue
        head = pronoun_set(use.words)
        if head is None:
            continue
        counts[use.who][head] += 1
        now = sets_used(counts[use.who])
        if not learnt[use.who] or learnt[use.who][-1][1] != now:
            learnt[use.who].append((use.known_at, now))
    return dict(learnt)


def characters_as_read(text: str, tables: Tables) -> dict[int, int]:
    """Per character's entity_id the position (code points) from which a reader counts them among the cast.

    That is where they are first named, speak, act or tell; where they never do, where they are first mentioned.
    """
    met: dict[int, int] = {}
    shown: dict[int, int] = {}
    for use in _uses(text, tables["mentions"]):
        met.setdefault(use.who, use.known_at)
        if use.form == "proper" or (use.form == "pronoun" and use.words.lower() in FIRST_PERSON):
            shown.setdefault(use.who, use.known_at)
    for who, at in _doing(tables):
        shown[who] = max(met.get(who, at), min(at, shown.get(who, at)))
    characters = tables["entities"].filter(tables["entities"]["is_character"])
    return {who: shown.get(who, met.get(who, start)) for who, start in _columns(characters, "entity_id", "start")}


def tellers_as_read(tables: Tables) -> dict[int, int]:
    """Per entity_id of who tells the story or a part of it, the position (code points) from which that is known.

    It is known with the part's first word, unless it is revealed behind the part.
    """
    tells: dict[int, int] = {}
    for name in ("sections", "perspectives"):
        for who, start, end, known_at in _columns(tables[name], "narrator", "start", "end", "known_at"):
            at = known_at if known_at > end else start + 1
            if who is not None:
                tells[who] = min(at, tells.get(who, at))
    return tells


def _doing(tables: Tables) -> Iterator[tuple[int, int]]:
    """Who acts, speaks or tells, and from which position that is known."""
    whose = dict(_columns(tables["mentions"], "mention_id", "entity_id"))
    for agent, at in _columns(tables["events"], "agent", "known_at"):
        if agent in whose:
            yield whose[agent], at
    yield from ((who, at) for who, at in _columns(tables["quotations"], "speaker", "known_at") if who is not None)
    yield from tellers_as_read(tables).items()


def _final_names(aliases: pa.Table, names: Mapping[int, str]) -> dict[int, int]:
    """Per entity_id where its name in the whole story is first read."""
    final: dict[int, int] = {}
    for who, alias, at in _columns(aliases, "entity_id", "alias", "known_at"):
        if who in names and folded(alias) == folded(names[who]):
            final[who] = min(at, final.get(who, at))
    return final


def _given_names(tables: Tables) -> dict[int, int]:
    """Per entity_id that a person gave a name, where it is first met."""
    given = {who for who, source in _columns(tables["entities"], "entity_id", "source") if source == "user"}
    met: dict[int, int] = {}
    for who, at in _columns(tables["mentions"], "entity_id", "known_at"):
        if who in given:
            met[who] = min(at, met.get(who, at))
    return met


def _uses(text: str, mentions: pa.Table) -> Iterator[_Use]:
    """The mentions in the order they are known."""
    ordered = mentions.take(pc.sort_indices(mentions, [("known_at", "ascending"), ("start", "ascending")]))
    columns = (ordered[name].to_pylist() for name in ("known_at", "entity_id", "form"))
    yield from map(_Use._make, zip(*columns, texts_of(text, ordered), strict=True))


def _columns(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)


def _is_unnamed(names: list[Learnt]) -> bool:
    return not names or names[-1].name.startswith(UNNAMED)


def _aliases(counted: Counter[tuple[str, str]]) -> list[Alias]:
    return [Alias(text=words, form=form, n=n) for (form, words), n in counted.items()]


def _learn(names: list[Learnt], at: int, name: str) -> None:
    if not names or names[-1].name != name:
        names.append(Learnt(at, name))


__all__ = ["Learnt", "characters_as_read", "names_as_read", "pronouns_as_read", "tellers_as_read"]
