"""Names of more than one person: "the Reeds", "the Miss Reeds", "Kate and John"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from irises.passes.name_forms import Form
from irises.passes.name_parts import NameParts
from irises.passes.name_people import MAIDEN, WIFE, Cast, Person


def family_of_plural(form: Form, families: Iterable[str]) -> str | None:
    """The family name that the form is the plural of, if it is one; `families` are those of the book."""
    parts = form.parts
    if not parts.words or len(parts.words) > 2 or (parts.titles and not parts.ranks <= {"miss", "mr", "mrs", "lady"}):
        return None
    last = parts.words[-1]
    known = set(families)
    if last in known and not parts.is_definite:
        return None
    singular = [last.removesuffix(ending) for ending in ("es", "s") if last.endswith(ending)]
    return next((word for word in reversed(singular) if word in known), None)


def place_plurals(cast: Cast, plurals: Sequence[tuple[Form, str]]) -> None:
    """One collective per family and title, with the people known to belong to it as members."""
    made: dict[tuple[str, str], Person] = {}
    for form, family in plurals:
        rank = next(iter(form.parts.ranks), "")
        group = made.get((family, rank))
        if group is None:
            group = made[family, rank] = cast.make([])
            group.is_plural = True
            group.members = [person for person in cast.by_family[family] if _belongs(person, rank)]
        group.forms.append(form)
        cast.sureness[id(form)] = 0.9


def _belongs(person: Person, rank: str) -> bool:
    if rank == "miss":
        return person.gender == "feminine" and bool(
            set(person.ranks) & MAIDEN or (person.given and not set(person.ranks) & WIFE)
        )
    return rank == "" or rank in person.ranks


def place_pairs(cast: Cast, forms: Sequence[Form], known: dict[tuple[object, ...], Form]) -> None:
    """Names joined by "and": one collective per set of people where all are known, else nobody."""
    owner = {id(form): person for person in cast.people for form in person.forms}
    made: dict[frozenset[int], Person] = {}
    for form in forms:
        named = [_bearer(cast, part, known, owner) for part in form.parts.conjuncts]
        people = [person for person in named if person is not None]
        together = frozenset(person.number for person in people)
        if len(people) < len(named) or len(together) < 2:
            continue
        group = made.get(together)
        if group is None:
            group = made[together] = cast.make([])
            group.is_plural = True
            group.members = sorted(people, key=lambda person: person.number)
        group.forms.append(form)
        cast.sureness[id(form)] = 0.8


def _bearer(
    cast: Cast, part: NameParts, known: dict[tuple[object, ...], Form], owner: dict[int, Person]
) -> Person | None:
    """Whom the name means elsewhere in the book, or the only one who has that given name."""
    form = known.get(part.key)
    if form is not None:
        return owner.get(id(form))
    holders = cast.by_given.get(part.words[0], []) if len(part.words) == 1 and not part.titles else []
    return holders[0] if len(holders) == 1 else None
