"""People as the page shows them: a colour and a mark each, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from irises.story import Story
from irises.view import CastMember

STRONG_COLOURS = 8
"""So many of the cast have a colour of their own; the rest share a quiet one (0)."""

_ALIASES_SHOWN = 6
_UNTELLING = frozenset("the a an his her their my our your its not named".split())


def colours_of(cast: Sequence[CastMember]) -> dict[int, int]:
    """Strong colour, 1 to 8, by entity_id."""
    return {person.character.entity_id: n + 1 for n, person in enumerate(cast[:STRONG_COLOURS])}


def marks_of(cast: Iterable[CastMember]) -> dict[int, str]:
    """The letters that stand for each of the cast, no two alike, by entity_id."""
    marks: dict[int, str] = {}
    taken: set[str] = set()
    for person in cast:
        name = person.character.name
        mark = next(mark for mark in _candidates(name) if mark not in taken)
        taken.add(mark)
        marks[person.character.entity_id] = mark
    return marks


def _candidates(name: str) -> Iterator[str]:
    """Initials, then more of the last name, then numbers."""
    words = [word for word in _words(name.split()) if word.casefold() not in _UNTELLING] or ["?"]
    initials = words[0][0].upper() + (words[-1][0].upper() if len(words) > 1 else "")
    yield initials
    yield from (words[0][0].upper() + letter for letter in words[-1][1:].lower())
    number = 2
    while True:
        yield f"{initials}{number}"
        number += 1


def _words(words: Sequence[str]) -> list[str]:
    """Letters of the words, without titles ("Mr.") unless there is nothing else."""
    untitled = [word for word in words[:-1] if not word.endswith(".")] + list(words[-1:])
    return [letters for word in untitled if (letters := "".join(filter(str.isalnum, word)))]


def people_rows(story: Story, cast: Sequence[CastMember]) -> list[list[Any]]:
    """Per entity: name, category, aliases, pronouns, mentions, is_narrator, colour, mark, first met, last seen."""
    colours, marks = colours_of(cast), marks_of(cast)
    members = {person.character.entity_id: person for person in cast}
    aliases = _aliases(story)
    rows = []
    for entity in story.entities:
        who = entity.entity_id
        member = members.get(who)
        also = member.character.aliases if member else [alias for alias in aliases.get(who, ()) if alias != entity.name]
        rows.append(
            [
                entity.name,
                entity.category,
                list(also[:_ALIASES_SHOWN]),
                list(entity.pronouns),
                entity.n_mentions,
                int(entity.is_narrator),
                colours.get(who, 0),
                marks.get(who, ""),
                *((said_place(member, "first"), said_place(member, "last")) if member else ("", "")),
            ]
        )
    return rows


def said_place(person: CastMember, which: str) -> str:
    """Where somebody is first or last met, in words: "scene 2, at 37 %"."""
    place = person.first if which == "first" else person.last
    share = f"at {100 * place.share:.0f} %"
    return f"{place.unit}, {share}" if place.unit else share


def _aliases(story: Story) -> Mapping[int, list[str]]:
    """Names and epithets by entity_id, most used first."""
    aliases: dict[int, list[str]] = {}
    for alias in sorted(story.aliases, key=lambda alias: (-alias.n, alias.start)):
        if alias.form != "pronoun":
            aliases.setdefault(alias.entity_id, []).append(alias.alias)
    return aliases
