"""People as the page shows them: a colour and a mark each, the same everywhere, and names as a reader learns them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from irises.story import Story
from irises.story.known_names import Learnt, characters_as_read, names_as_read, pronouns_as_read, tellers_as_read
from irises.story.lookup import folded
from irises.view import CastMember

STRONG_COLOURS = 8
"""So many of the cast have a colour of their own; the rest share a quiet one (0)."""

_UNTELLING = frozenset("the a an his her their my our your its not named".split())


def colours_of(cast: Sequence[CastMember]) -> dict[int, int]:
    """Strong colour, 1 to 8, by entity_id."""
    return {person.character.entity_id: n + 1 for n, person in enumerate(cast[:STRONG_COLOURS])}


class Marks:
    """Letters that stand for people, no two alike; a mark belongs to a name, so that it tells no later one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, name: str) -> str:
        """The letters for a name: its initials where they are free."""
        mark = next(mark for mark in _candidates(name) if mark not in self._taken)
        self._taken.add(mark)
        return mark


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


def people_columns(story: Story, cast: Sequence[CastMember]) -> dict[str, list[Any]]:
    """Everybody and everything mentioned, a column for each of what is told of them; positions are in code points.

    `entity_id`; `category`; `colour` (0 to 8); `cast_from`: the position from which they count among the cast, None if
    never; `narrates_from`; `names`: [position, name, mark] as they are learnt; `pronouns`: [position, pronouns];
    `aliases`: [position, alias, whether it is a name] in the order they are learnt, each once however spelled.
    """
    colours, names = colours_of(cast), _marked_names(story, cast)
    pronouns = pronouns_as_read(story.text, story.tables)
    joins, aliases, tells = characters_as_read(story.text, story.tables), _aliases(story), tellers_as_read(story.tables)
    entities = story.entities
    ids = [entity.entity_id for entity in entities]
    return {
        "entity_id": ids,
        "category": [entity.category for entity in entities],
        "colour": [colours.get(who, 0) for who in ids],
        "cast_from": [joins.get(who) for who in ids],
        "narrates_from": [tells.get(e.entity_id, e.start) if e.is_narrator else None for e in entities],
        "names": [names.get(who, []) for who in ids],
        "pronouns": [pronouns.get(who, []) for who in ids],
        "aliases": [aliases.get(who, []) for who in ids],
    }


def _marked_names(story: Story, cast: Sequence[CastMember]) -> dict[int, list[tuple[int, str, str]]]:
    """Names as they are learnt, with marks for the cast: for the last names first, in order of the cast."""
    learnt, marks = names_as_read(story.text, story.tables), Marks()
    ids = [person.character.entity_id for person in cast]
    last = {who: marks.of(learnt[who][-1].name) for who in ids if learnt.get(who)}
    return {who: list(_with_marks(names, last.get(who), marks)) for who, names in learnt.items()}


def _with_marks(names: Sequence[Learnt], last: str | None, marks: Marks) -> Iterator[tuple[int, str, str]]:
    """An earlier name has letters of its own, unless it gives the same ones as the last."""
    for learnt in names:
        if last is None:
            yield learnt.at, learnt.name, ""
        elif learnt.name == names[-1].name or next(_candidates(learnt.name)) == last:
            yield learnt.at, learnt.name, last
        else:
            yield learnt.at, learnt.name, marks.of(learnt.name)


def _aliases(story: Story) -> Mapping[int, list[tuple[int, str, bool]]]:
    """Names and epithets by entity_id as they are learnt; nobody's, where the one name is all."""
    aliases: dict[int, dict[str, tuple[int, str, bool]]] = {}
    for alias in sorted(story.aliases, key=lambda alias: (alias.known_at, alias.start)):
        if alias.form != "pronoun":
            told = alias.known_at, alias.alias, alias.form == "proper"
            aliases.setdefault(alias.entity_id, {}).setdefault(folded(alias.alias), told)
    names = {entity.entity_id: folded(entity.name) for entity in story.entities}
    return {who: list(spelled.values()) for who, spelled in aliases.items() if set(spelled) != {names.get(who)}}
