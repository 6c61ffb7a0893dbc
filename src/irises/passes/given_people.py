"""What people say of a story's cast before it is read: whose a name is, and how somebody is called in the tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from irises.annotation import SCHEMAS
from irises.document.given_cast import GivenPerson
from irises.document.pronouns import PRONOUN_SETS
from irises.passes.name_parts import NameParts, parse_name

USER = "user"
"""`source` of what a person said."""

_WITH_GENDER = {"he": "masculine", "she": "feminine", "it": "neuter"}
_NEW_SETS = frozenset(PRONOUN_SETS.values()) - {"he", "she", "it", "they", "I", "we", "you"}


class GivenNames:
    """Whose each name is, by the places of people in a given cast; two may be given one name."""

    def __init__(self, people: Sequence[GivenPerson]) -> None:
        self.people = people
        self._bearers: defaultdict[object, list[int]] = defaultdict(list)
        for place, person in enumerate(people):
            for key in dict.fromkeys(map(_key, person.names)):
                if key is not None:
                    self._bearers[key].append(place)
        self._known: dict[str, tuple[int, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self.people)

    def bearers(self, words: str) -> tuple[int, ...]:
        """Who is given the name that these words of the text are; nobody where it is none."""
        if words not in self._known:
            self._known[words] = tuple(self._bearers.get(_key(words), ()))
        return self._known[words]

    def tell(self, name: NameParts) -> bool:
        """Whether somebody is given this name."""
        return name.key in self._bearers

    def of_new_pronouns(self) -> dict[str, int]:
        """By subject form the one person with pronouns that nobody is called by unless it is known ("xe", "fae")."""
        sets: defaultdict[str, list[int]] = defaultdict(list)
        for place, person in enumerate(self.people):
            for head in _NEW_SETS & set(person.pronouns):
                sets[head].append(place)
        return {head: places[0] for head, places in sets.items() if len(places) == 1}


def _key(words: str) -> object:
    """What two ways to write one name share; None where there is no name in the words."""
    parts = parse_name(words)
    return parts.key if parts.words or parts.titles or parts.conjuncts else None


def gender_of(person: GivenPerson) -> str | None:
    """What the given pronouns leave open: masculine, feminine, neuter, or "neither"; None where they tell nothing."""
    told = [gender for head, gender in _WITH_GENDER.items() if head in person.pronouns]
    if not person.pronouns or len(told) > 1:
        return None
    return told[0] if told else "neither"


def with_given(tables: dict[str, pa.Table], people: Sequence[GivenPerson]) -> dict[str, pa.Table]:
    """The tables with `entities` in which the given people have their names and pronouns and are of the cast."""
    if not people:
        return tables
    rows = tables["entities"].to_pylist()
    for entity, place in _entities(tables["aliases"], GivenNames(people)).items():
        rows[entity] |= _described(rows[entity], people[place])
    return {**tables, "entities": pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])}


def _entities(aliases: pa.Table, names: GivenNames) -> dict[int, int]:
    """By entity_id the place in the given cast of whom it is; one each, by whose names are used most."""
    uses: Counter[tuple[int, int]] = Counter()
    columns = (aliases[name].to_pylist() for name in ("entity_id", "alias", "form", "n"))
    for entity, alias, form, n in zip(*columns, strict=True):
        bearers = names.bearers(alias) if form != "pronoun" else ()
        if len(bearers) == 1:
            uses[entity, bearers[0]] += n
    found: dict[int, int] = {}
    for (entity, place), _ in sorted(uses.items(), key=lambda item: (-item[1], item[0])):
        if entity not in found and place not in found.values():
            found[entity] = place
    return found


def _described(row: dict[str, Any], person: GivenPerson) -> dict[str, Any]:
    pronouns = list(person.pronouns) or row["pronouns"]
    said = {"name": person.name, "pronouns": pronouns, "category": "PER", "is_character": True}
    return said | {"members": [], "source": USER}


def with_given_pronouns(tables: dict[str, pa.Table], people: Sequence[GivenPerson]) -> dict[str, pa.Table]:
    """The tables in which the given people have the pronouns that were said, after they were described anew."""
    said = {person.name: list(person.pronouns) for person in people if person.pronouns}
    rows = tables["entities"].to_pylist()
    for row in rows:
        if row["source"] == USER and row["name"] in said:
            row["pronouns"] = said[row["name"]]
    return {**tables, "entities": pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])} if said else tables


def given_entities(entities: pa.Table) -> frozenset[int]:
    """entity_ids of people whom somebody named beforehand."""
    columns = (entities[name].to_pylist() for name in ("entity_id", "source"))
    return frozenset(who for who, source in zip(*columns, strict=True) if source == USER)


def not_found(people: Iterable[GivenPerson], entities: pa.Table) -> list[str]:
    """Names of the given people whom the story nowhere calls by any of their names."""
    given = given_entities(entities)
    names = {
        name
        for who, name in zip(*(entities[c].to_pylist() for c in ("entity_id", "name")), strict=True)
        if who in given
    }
    return [person.name for person in people if person.name not in names]
