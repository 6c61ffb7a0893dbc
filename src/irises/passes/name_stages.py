"""The stages in which names become people: full names first, then titles with a family, then given names, then bare words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from irises.passes.name_forms import Form
from irises.passes.name_people import Cast, Person, genders_agree, ranks_agree
from irises.passes.nicknames import is_short_form, may_be_same_given

_SMALL = 3
_NEVER_BARE = frozenset(("sir", "aunt", "uncle", "king", "queen", "emperor", "empress", "pope"))
_ADDRESS = frozenset(("mr", "mrs", "miss", "ms", "mx", "sir", "master", "hon", "comrade", "excellency"))
"""Ranks whose title alone is a way to speak to anybody."""


def settle_marks(forms: Sequence[Form]) -> dict[int, str]:
    """By form, the mark that tells its bearer from a namesake; marks that tell nothing in this book are left out.

    "old" and "young" tell two people apart only where both are used; "late" where the plain name lives on beside it.
    """
    groups: defaultdict[tuple[object, ...], list[Form]] = defaultdict(list)
    for form in forms:
        groups[form.parts.words, form.parts.gender].append(form)
    marks: dict[int, str] = {}
    for group in groups.values():
        counts: Counter[str] = Counter()
        for form in group:
            counts[form.parts.mark] += form.n
        kinds = set(counts) - {""}
        for form in group:
            mark = form.parts.mark
            is_dead = mark == "late" and counts[""] >= 3 * counts["late"]
            is_ordinal = mark in ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
            marks[id(form)] = mark if len(kinds) > 1 or is_dead or is_ordinal else ""
    return marks


def place_full_names(cast: Cast, forms: Sequence[Form], marks: dict[int, str]) -> None:
    """Given name with family name: one person per pair; initials and short forms join the only one they can mean."""
    full = [form for form in forms if form.given and form.family]
    for form in sorted(full, key=lambda form: (len(form.given) == 1, is_short_form(form.given), -form.n)):
        holders = [person for person in cast.by_family[form.family] if _may_hold(person, form, marks)]
        exact = [person for person in holders if person.given == form.given]
        near = [
            person for person in holders if may_be_same_given(person.given, form.given) and not cast.meet(form, person)
        ]
        if exact:
            cast.give(form, exact[0], sureness=0.98)
        elif len(near) == 1:
            cast.give(form, near[0], sureness=0.85)
        else:
            cast.make([form], sureness=0.98).mark = marks[id(form)]


def _may_hold(person: Person, form: Form, marks: dict[int, str]) -> bool:
    same_mark = person.mark == marks[id(form)]
    return bool(person.given) and same_mark and genders_agree(person.gender, form.gender)


def place_titled(cast: Cast, forms: Sequence[Form], marks: dict[int, str]) -> None:
    """Title with family name: Mr., Mrs. and Miss of a family are people of their own, or its full names."""
    families: defaultdict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if form.family and not form.given and form.parts.titles:
            families[form.family].append(form)
    for group_forms in families.values():
        groups = _by_title(group_forms, marks)
        for group in sorted(groups, key=_turn):
            _place_group(cast, group, marks)


def _turn(group: Sequence[Form]) -> tuple[int, int]:
    """Miss first and Mrs. last, so that a daughter is not taken for her mother; then by use."""
    ranks = {rank for form in group for rank in form.parts.ranks}
    order = 0 if "miss" in ranks else 2 if ranks & {"mrs", "lady"} else 1
    return order, -sum(form.n for form in group)


def _by_title(forms: Sequence[Form], marks: dict[int, str]) -> list[list[Form]]:
    groups: list[list[Form]] = []
    for form in sorted(forms, key=lambda form: -form.n):
        for group in groups:
            if all(_same_titled(form, other, marks) for other in group):
                group.append(form)
                break
        else:
            groups.append([form])
    return groups


def _same_titled(form: Form, other: Form, marks: dict[int, str]) -> bool:
    """Whether two titled names of a family are one person's."""
    if form.husband != other.husband or marks[id(form)] != marks[id(other)]:
        return False
    if not genders_agree(form.parts.gender, other.parts.gender):
        return False
    left, right = form.parts.ranks, other.parts.ranks
    if left & right or "ms" in left | right:
        return True
    if "mrs" in left or "mrs" in right:
        rest = (left | right) - {"mrs"}
        return bool(rest) and rest <= {"countess", "marchioness", "baroness", "duchess", "viscountess", "comrade"}
    is_rare = min(form.n, other.n) < max(_SMALL, 0.15 * max(form.n, other.n))
    return is_rare and ("mr" in left | right or "miss" in left | right or ranks_agree(left, right))


def _place_group(cast: Cast, group: Sequence[Form], marks: dict[int, str]) -> None:
    bearers = [person for person in cast.by_family[group[0].family] if _may_bear(cast, person, group, marks)]
    chosen = _the_one(bearers, group)
    if chosen is None:
        person = cast.make(group)
        person.mark = marks[id(group[0])]
        return
    for form in group:
        cast.give(form, chosen, sureness=0.9)


def _may_bear(cast: Cast, person: Person, group: Sequence[Form], marks: dict[int, str]) -> bool:
    """Whether the full-named person can be whom the family's title means."""
    ranks = {rank for form in group for rank in form.parts.ranks}
    gender = next((form.parts.gender for form in group if form.parts.gender), None)
    if not person.given or person.husband or group[0].husband or person.mark != marks[id(group[0])]:
        return False
    if not genders_agree(person.gender, gender) or not ranks_agree(person.ranks, ranks):
        return False
    return not _is_younger(cast, person, group)


def _is_younger(cast: Cast, person: Person, group: Sequence[Form]) -> bool:
    """Whether the book calls the person by title and given name, which leaves the bare title to the head of the family."""
    total = sum(form.n for form in group)
    ranks = {rank for form in group for rank in form.parts.ranks}
    titled = sum(form.n for form in person.forms if form.given and form.parts.ranks & ranks)
    return titled >= _SMALL and titled >= 0.1 * total


def _the_one(bearers: Sequence[Person], group: Sequence[Form]) -> Person | None:
    if not bearers:
        return None
    ranked = sorted(bearers, key=lambda person: -person.n)
    if len(ranked) == 1 or ranked[0].n >= 5 * ranked[1].n:
        return ranked[0]
    return None


def place_given(cast: Cast, forms: Sequence[Form], marks: dict[int, str]) -> None:
    """Title with given name ("Sir Walter", "Miss Lizzy", "Aunt Jane")."""
    titled = [form for form in forms if form.given and not form.family and form.parts.titles]
    for form in sorted(titled, key=lambda form: -form.n):
        holders = [
            person
            for person in cast.givers(form.given)
            if genders_agree(person.gender, form.gender) and ranks_agree(person.ranks, form.parts.ranks)
        ]
        same_rank = [person for person in holders if set(person.ranks) & form.parts.ranks]
        chosen = same_rank if len(same_rank) == 1 else holders
        if len(chosen) == 1 and not cast.meet(form, chosen[0]):
            cast.give(form, chosen[0], sureness=0.85)
        elif len(chosen) > 1:
            cast.options[id(form)] = [(person, 1.0 + person.n) for person in chosen]
        else:
            cast.make([form])


def place_bare(cast: Cast, forms: Sequence[Form], marks: dict[int, str]) -> None:
    """One word alone: somebody's given or family name, else a person of that name; short forms come last."""
    bare = [form for form in forms if len(form.parts.words) == 1 and not form.parts.titles]
    for form in sorted(bare, key=lambda form: (is_short_form(form.parts.words[0]), -form.n)):
        _place_word(cast, form)


def _place_word(cast: Cast, form: Form) -> None:
    word = form.parts.words[0]
    options = _bearers(cast, form, word) or _pet_bearers(cast, form, word)
    if not options:
        is_family = cast.roles.family[word] > cast.roles.given[word]
        form.given, form.family = ("", word) if is_family else (word, "")
        cast.make([form])
    elif len(options) == 1:
        person = options[0][0]
        form.given, form.family = ("", word) if person.family == word else (word, "")
        cast.give(form, person, sureness=0.9)
    else:
        cast.options[id(form)] = options


def _bearers(cast: Cast, form: Form, word: str) -> list[tuple[Person, float]]:
    """Whom a bare word may mean, with weights: holders of the given name, and those whom the family name is used for."""
    options: dict[Person, float] = {}
    for person in cast.by_given.get(word, ()):
        is_by_title = not person.family and bool(set(person.ranks) & _NEVER_BARE)
        options[person] = (0.1 if is_by_title else 1.0) * (person.n + 1)
    for person in cast.by_family.get(word, ()):
        weight = 0.03 if person.gender == "feminine" or person.husband else 1.0
        options[person] = max(options.get(person, 0.0), weight * (person.n + 1))
    spoken_for = form.gender if sum(form.pronouns.values()) >= _SMALL else None
    fitting = [option for option in options.items() if genders_agree(option[0].gender, spoken_for)]
    return sorted(fitting or options.items(), key=lambda option: (-option[1], option[0].number))


def _pet_bearers(cast: Cast, form: Form, word: str) -> list[tuple[Person, float]]:
    """The one person whose short or full given name the word may be, if there is one."""
    fitting = [person for person in cast.pet_givers(word) if genders_agree(person.gender, form.gender)]
    if len(fitting) != 1 or cast.meet(form, fitting[0]):
        return []
    return [(fitting[0], 1.0)]


def place_bynames(cast: Cast, forms: Sequence[Form]) -> None:
    """ "the Rabbit" for the only White Rabbit; several words after "the" are names like others."""
    for form in forms:
        if len(form.parts.words) > 1 and not form.parts.titles and not (form.given and form.family):
            cast.make([form])


def place_epithets(cast: Cast, forms: Sequence[Form]) -> None:
    """Titles alone: "the Captain" for whom the book calls Captain; "Mamma" and the like are people of their own."""
    for form in forms:
        if not form.parts.is_epithet:
            continue
        rank = form.parts.titles[-1].rank
        gender = form.parts.gender
        bearers = [] if form.parts.titles[-1].is_kin else [person for person in cast.people if person.ranks[rank]]
        fitting = [(person, 1.0 + person.ranks[rank]) for person in bearers if genders_agree(person.gender, gender)]
        fitting.sort(key=lambda option: (-option[1], option[0].number))
        if rank in _ADDRESS and not form.parts.is_definite:
            cast.options[id(form)] = []
        elif not fitting:
            cast.make([form], sureness=0.6)
        else:
            cast.options[id(form)] = fitting[:8]
