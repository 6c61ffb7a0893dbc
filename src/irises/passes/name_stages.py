"""The stages in which names become people: full names, titles with a family, given names, bare words, titles alone."""

from __future__ import annotations

from collections.abc import Sequence

from irises.document.given_cast import GivenPerson
from irises.passes.given_names import is_given
from irises.passes.name_forms import Form
from irises.passes.name_people import Cast, Person, genders_agree, is_clipped, keep_company, ranks_agree
from irises.passes.nicknames import is_short_form, may_be_same_given

_SMALL = 3
_SAID = 0.99
_STEM = 4
_DOMINANT = 20
_POLITE = frozenset(("mr", "mrs", "miss", "ms", "mx", "master"))
_NEVER_BARE = frozenset(("sir", "aunt", "uncle", "king", "queen", "emperor", "empress", "pope"))
_NOBLE = frozenset(("lady", "lord", "prince", "princess", "duke", "duchess", "count", "countess"))
_OWN_PARENTS = frozenset(("mother", "father"))
_ADDRESS = frozenset(("mr", "mrs", "miss", "ms", "mx", "sir", "master", "hon", "comrade", "excellency"))
"""Ranks whose title alone is a way to speak to anybody."""


def _are_two(cast: Cast, form: Form, person: Person) -> bool:
    """Whether the name stands beside the person's other names so often that they are two people."""
    return cast.meet([form], person.forms, least=_SMALL + 1, share=0.15)


def place_given_people(
    cast: Cast, forms: Sequence[Form], said: Sequence[Sequence[Form]], people: Sequence[GivenPerson]
) -> None:
    """People named beforehand, with the book's forms of their names; `said` are the names as they were given.

    A name that several are given may be any of theirs.
    """
    made = []
    for names, person in zip(said, people, strict=True):
        for form in names:
            _read_word(cast, form)
        made.append(cast.make(names))
        made[-1].given_as = person
        cast.given[len(made) - 1] = made[-1].number
    for form in forms:
        if len(form.bearers) == 1:
            cast.give(form, made[form.bearers[0]], sureness=_SAID)
        else:
            cast.options[id(form)] = [(made[place], 1.0) for place in form.bearers]


def place_full_names(cast: Cast, forms: Sequence[Form]) -> None:
    """Given name with family name: one person per pair; initials and short forms join the only one they can mean."""
    full = [form for form in forms if form.given and form.family]
    for form in sorted(full, key=lambda form: (len(form.given) == 1, is_short_form(form.given), -form.n)):
        holders = [person for person in cast.by_family[form.family] if _may_hold(person, form)]
        exact = [person for person in holders if person.given == form.given]
        near = [person for person in holders if may_be_same_given(person.given, form.given)]
        near = [person for person in near if not _are_two(cast, form, person)]
        if exact:
            cast.give(form, exact[0], sureness=0.98)
        elif len(near) == 1:
            cast.give(form, near[0], sureness=0.85)
        else:
            cast.make([form], sureness=0.98).mark = form.mark


def _may_hold(person: Person, form: Form) -> bool:
    same_mark = person.mark == form.mark
    return bool(person.given) and same_mark and genders_agree(person.gender, form.gender)


def place_given(cast: Cast, forms: Sequence[Form]) -> None:
    """Title with given name ("Sir Walter", "Miss Lizzy", "Aunt Jane")."""
    titled = [form for form in forms if form.given and not form.family and form.parts.titles]
    for form in sorted(titled, key=lambda form: -form.n):
        holders = [
            person
            for person in cast.givers(form.given)
            if form.mark in ("", person.mark)
            and genders_agree(person.gender, form.gender)
            and ranks_agree(person.held, form.parts.ranks)
        ]
        same_rank = [person for person in holders if set(person.ranks) & form.parts.ranks]
        chosen = same_rank if len(same_rank) == 1 else holders
        is_plain = form.parts.ranks <= _POLITE and bool(chosen) and form.given == chosen[0].given
        if len(chosen) == 1 and (is_plain or not _are_two(cast, form, chosen[0])):
            cast.give(form, chosen[0], sureness=0.85)
        elif len(chosen) > 1:
            cast.options[id(form)] = [(person, 1.0 + person.n) for person in chosen]
        else:
            cast.make([form]).mark = form.mark


def place_bare(cast: Cast, forms: Sequence[Form]) -> None:
    """One word alone: somebody's given or family name, else a person of that name; short forms come last."""
    bare = [form for form in forms if len(form.parts.words) == 1 and not form.parts.titles]
    for form in sorted(bare, key=lambda form: (is_short_form(form.parts.words[0]), _is_cut(cast, form), -form.n)):
        _place_word(cast, form)


def _is_cut(cast: Cast, form: Form) -> bool:
    """Whether a longer name of the book begins with the word, so that it had better wait for that one."""
    word = form.parts.words[0]
    return len(word) <= _STEM and any(is_clipped(word, other) and len(other) > len(word) + 1 for other in cast.bare)


def _place_word(cast: Cast, form: Form) -> None:
    word = form.parts.words[0]
    options = _bearers(cast, form, word) or _pet_bearers(cast, form, word)
    options = [option for option in options if option[1] * _DOMINANT >= options[0][1]]
    if len(options) > 1:
        options = _by_company(form, options)
    if not options:
        _read_word(cast, form)
        cast.make([form])
    elif len(options) == 1:
        person = options[0][0]
        form.given, form.family = ("", word) if person.family == word else (word, "")
        cast.give(form, person, sureness=0.9)
    else:
        cast.options[id(form)] = options


def _read_word(cast: Cast, form: Form) -> None:
    """Takes a word alone for a given name, or for a family's where the book has it as one."""
    if len(form.parts.words) == 1 and not form.parts.titles:
        word = form.parts.words[0]
        is_family = cast.roles.family[word] > cast.roles.given[word]
        form.given, form.family = ("", word) if is_family else (word, "")


def _by_company(form: Form, options: Sequence[tuple[Person, float]]) -> list[tuple[Person, float]]:
    """Options weighed by whose fuller names with the word last stood before it alone, for the number of such names."""
    word = form.parts.words[0]
    fuller = []
    for person, _ in options:
        named = [other for other in person.forms if word in other.parts.words]
        fuller.append(sorted(start for other in named for start in other.starts))
    weighed = []
    for (person, weight), own, votes in zip(options, fuller, keep_company(form.starts, fuller), strict=True):
        weighed.append((person, weight / (person.n + 1) * (votes**2 / (len(own) + 2) + 0.1)))
    return sorted(weighed, key=lambda option: (-option[1], option[0].number))


def _bearers(cast: Cast, form: Form, word: str) -> list[tuple[Person, float]]:
    """Whom a bare word may mean, with weights: holders of the given name, and those the family name is used for."""
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
    """The one person whose given name the word may be short for, if there is one."""
    holders = cast.pet_givers(word) or ([] if form.parts.is_definite else _clipped(cast, word))
    fitting = [person for person in dict.fromkeys(holders) if genders_agree(person.gender, form.gender)]
    fitting = [person for person in fitting if not _is_always_titled(person)]
    uses = {person: person.n + cast.called(person) for person in fitting}
    ranked = sorted(fitting, key=lambda person: -uses[person])
    is_clear = len(ranked) == 1 or (len(ranked) > 1 and uses[ranked[0]] >= 10 * uses[ranked[1]])
    return [(ranked[0], 1.0)] if is_clear and not _are_two(cast, form, ranked[0]) else []


def _is_always_titled(person: Person) -> bool:
    """Whether the given name never stands without Lady, Sir or the like: nobody calls such a person by a pet name."""
    forms = [form for form in person.forms if form.given]
    return bool(forms) and all(form.parts.ranks & (_NOBLE | _NEVER_BARE) for form in forms)


def _clipped(cast: Cast, word: str) -> list[Person]:
    """People whose name the word is with an ending ("Haskie") or cut short ("Cas" of Castiel), if it is on no list."""
    for ending in ("sy", "ie", "y"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _STEM and (cast.by_given.get(stem) or cast.by_family.get(stem)):
            return [*cast.by_given.get(stem, ()), *cast.by_family.get(stem, ())]
    if is_given(word) or is_short_form(word):
        return []
    is_two = len(word) == 2
    longer = [name for name in cast.by_given if is_clipped(name, word) or (is_two and name.startswith(word))]
    longer = [name for name in longer if len(name) >= len(word) + 2]
    people = [person for name in longer for person in cast.by_given[name]]
    return [person for person in people if not any(form.parts.is_definite for form in person.forms)]


def place_epithets(cast: Cast, forms: Sequence[Form]) -> None:
    """Titles alone: "the Captain" for whom the book calls Captain; "Mamma" and the like are people of their own."""
    for form in forms:
        if not form.parts.is_epithet:
            continue
        rank = form.parts.titles[-1].rank
        gender = form.gender
        bearers = [] if rank in _OWN_PARENTS else [person for person in cast.people if person.ranks[rank]]
        fitting = [(person, 1.0 + person.ranks[rank]) for person in bearers if genders_agree(person.gender, gender)]
        fitting.sort(key=lambda option: (-option[1], option[0].number))
        if rank in _ADDRESS and not form.parts.is_definite:
            cast.options[id(form)] = []
        elif not fitting:
            cast.make([form], sureness=0.6)
        else:
            cast.options[id(form)] = fitting[:8]
