"""People from the distinct names of a book: which names belong together, and which never do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from irises.passes.given_names import gender_of_given
from irises.passes.name_forms import Form, Roles, weigh_gender
from irises.passes.nicknames import FULL_NAMES, full_forms
from irises.passes.titles import Gender

_MAIDEN = frozenset(("miss",))
_WIFE = frozenset(("mrs", "lady", "countess", "duchess", "marchioness", "baroness", "viscountess"))
_LOOSE = frozenset(("mr", "ms", "mx", "hon", "squire", "comrade", "master", "family"))


@dataclass(eq=False, kw_only=True)
class Person:
    """Somebody with the names that are his or hers alone; `number` is the order of making."""

    number: int
    given: str = ""
    family: str = ""
    husband: str = ""
    mark: str = ""
    ranks: Counter[str] = field(default_factory=Counter)
    forms: list[Form] = field(default_factory=list)
    is_plural: bool = False

    @property
    def n(self) -> int:
        """Uses of names that are this person's alone."""
        return sum(form.n for form in self.forms)

    def in_narration(self, *, bare_given: bool) -> int:
        """Uses in narration: of the bare given name, or of every name."""
        wanted = (
            form for form in self.forms if not bare_given or (form.given and not form.family and not form.parts.titles)
        )
        return sum(form.in_narration for form in wanted)

    @property
    def gender(self) -> Gender | None:
        """From titles, else given name and pronouns together."""
        if self.is_plural:
            return "plural"
        stated = Counter(form.parts.gender for form in self.forms if form.parts.gender for _ in form.uses)
        if stated:
            return stated.most_common(1)[0][0]
        pronouns: Counter[str] = Counter()
        for form in self.forms:
            pronouns.update(form.pronouns)
        return weigh_gender(pronouns, gender_of_given(self.given) if self.given else None)

    def add(self, form: Form) -> None:
        """Makes the form this person's."""
        self.forms.append(form)
        for title in form.parts.titles:
            self.ranks[title.rank] += form.n
        if len(form.given) > len(self.given) and (len(self.given) <= 1 or form.family):
            self.given = form.given
        self.family = self.family or form.family
        self.husband = self.husband or form.husband
        self.mark = self.mark or form.parts.mark


def genders_agree(first: Gender | None, second: Gender | None) -> bool:
    """Whether the two may be one: either is not known, or they are the same."""
    return first is None or second is None or first == second


def ranks_agree(first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether one person can hold all these ranks: Mrs. and Miss differ, so do Captain and General."""
    left, right = set(first) - _LOOSE, set(second) - _LOOSE
    if (left & _MAIDEN and right & _WIFE) or (left & _WIFE and right & _MAIDEN):
        return False
    return not left or not right or bool(left & right)


@dataclass(kw_only=True)
class Cast:
    """The people found so far, looked up by their names; `meetings` counts uses of two forms within one sentence.

    `options` holds, for a form that several people may bear, each with the weight of the evidence; `apart` holds pairs of
    people (by number, lower first) that the book's own usage tells apart.
    """

    roles: Roles
    meetings: Counter[tuple[int, int]]
    people: list[Person] = field(default_factory=list)
    by_family: defaultdict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_given: defaultdict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    options: dict[int, list[tuple[Person, float]]] = field(default_factory=dict)
    sureness: dict[int, float] = field(default_factory=dict)
    apart: set[tuple[int, int]] = field(default_factory=set)

    def make(self, forms: Sequence[Form], *, sureness: float = 0.9) -> Person:
        """A new person with these names."""
        person = Person(number=len(self.people))
        self.people.append(person)
        for form in forms:
            self.give(form, person, sureness=sureness)
        return person

    def give(self, form: Form, person: Person, *, sureness: float) -> None:
        """Makes the form the person's alone."""
        person.add(form)
        self.sureness[id(form)] = sureness
        for index, word in ((self.by_family, person.family), (self.by_given, person.given)):
            if word and person not in index[word]:
                index[word].append(person)

    def keep_apart(self, first: Person, second: Person) -> None:
        """Records that the two are known to be two."""
        if first is not second:
            low, high = sorted((first.number, second.number))
            self.apart.add((low, high))

    def givers(self, given: str) -> list[Person]:
        """People whose given name may be this one, in the order of making; those with exactly this one first."""
        exact = list(self.by_given.get(given, ()))
        return exact or self.pet_givers(given)

    def pet_givers(self, given: str) -> list[Person]:
        """People of whose given name this is a short or the full form."""
        full = [person for name in sorted(full_forms(given)) for person in self.by_given.get(name, ())]
        short = [person for name in SHORT_FORMS.get(given, ()) for person in self.by_given.get(name, ())]
        unique = dict.fromkeys(full + short)
        return sorted(unique, key=lambda person: person.number)

    def meet(self, form: Form, person: Person) -> bool:
        """Whether the form stands beside the person's other names so often that they are two people."""
        for other in person.forms:
            low, high = sorted((id(form), id(other)))
            count = self.meetings[low, high]
            if count >= 3 and count > 0.1 * min(form.n, other.n):
                return True
        return False


def _short_forms() -> dict[str, tuple[str, ...]]:
    short: defaultdict[str, list[str]] = defaultdict(list)
    for word, names in FULL_NAMES.items():
        for name in names:
            short[name].append(word)
    return {name: tuple(sorted(words)) for name, words in short.items()}


SHORT_FORMS = _short_forms()
"""For each full given name, its short forms."""
