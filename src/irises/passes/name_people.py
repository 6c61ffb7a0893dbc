"""People from the distinct names of a book: which names belong together, and which never do."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from irises.document.given_cast import GivenPerson
from irises.passes.given_names import gender_of_given
from irises.passes.given_people import gender_of
from irises.passes.name_forms import Form, Roles, weigh_gender
from irises.passes.nicknames import FULL_NAMES, full_forms, may_be_same_given
from irises.passes.titles import TITLES, Gender

MAIDEN = frozenset(("miss",))
WIFE = frozenset(("mrs", "lady", "countess", "duchess", "marchioness", "baroness", "viscountess"))
KIN = frozenset(title.rank for title in TITLES.values() if title.is_kin)
_LOOSE = frozenset(("mr", "ms", "mx", "hon", "squire", "comrade", "master", "chief", "coach")) | KIN
_NO_MISTER = frozenset(("sir", "king", "prince", "emperor", "pope"))
_MOST_NAMESAKES = 60
_COMPANY = 4000
_MANY = 10
_LEARNED = frozenset(("dr", "professor"))
_GENDERS: dict[str, Gender] = {"masculine": "masculine", "feminine": "feminine"}


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
    wedding: int | None = None
    """Where a second family name comes in that is her husband's, so that Miss and Mrs. are both hers."""
    members: list[Person] = field(default_factory=list)
    given_as: GivenPerson | None = None
    """What somebody said of the person beforehand."""
    known_gender: tuple[Gender | None] | None = None
    """The gender as last worked out, until another name is added."""

    @property
    def n(self) -> int:
        """Uses of names that are this person's alone."""
        return sum(form.n for form in self.forms)

    @property
    def held(self) -> set[str]:
        """Ranks that speak against others: not one given once among many, nor Miss and Mrs. of a woman who marries."""
        ranks = {rank for rank, count in self.ranks.items() if count > 1 or self.n < _MANY}
        return ranks - (MAIDEN | WIFE if self.wedding is not None else set())

    @property
    def gender(self) -> Gender | None:
        """From titles, else given name and pronouns together."""
        if self.is_plural:
            return "plural"
        if self.given_as is not None and self.given_as.pronouns:
            return _GENDERS.get(gender_of(self.given_as) or "")
        if self.known_gender is None:
            self.known_gender = (self._weigh_gender(),)
        return self.known_gender[0]

    def _weigh_gender(self) -> Gender | None:
        stated: Counter[Gender] = Counter()
        for form in self.forms:
            if form.parts.gender:
                stated[form.parts.gender] += form.n
        if stated:
            return stated.most_common(1)[0][0]
        pronouns: Counter[str] = Counter()
        for form in self.forms:
            pronouns.update(form.pronouns)
        return weigh_gender(pronouns, gender_of_given(self.given) if self.given else None)

    def add(self, form: Form) -> None:
        """Makes the form this person's."""
        self.forms.append(form)
        self.known_gender = None
        for title in form.parts.titles:
            self.ranks[title.rank] += form.n
        if len(form.given) > len(self.given) and (len(self.given) <= 1 or form.family):
            self.given = form.given
        self.family = self.family or form.family
        self.husband = self.husband or form.husband


def genders_agree(first: Gender | None, second: Gender | None) -> bool:
    """Whether the two may be one: either is not known, or they are the same."""
    return first is None or second is None or first == second


def ranks_agree(first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether one person can hold all these ranks: Mrs. and Miss differ, so do Captain and General."""
    left, right = set(first), set(second)
    for one, other in ((left, right), (right, left)):
        if (one & MAIDEN and other & WIFE) or (one & _NO_MISTER and "mr" in other and not other & _NO_MISTER):
            return False
    left, right = left - _LOOSE, right - _LOOSE
    return not left or not right or bool(left & right) or left | right <= _LEARNED


@dataclass(kw_only=True)
class Cast:
    """The people found so far, looked up by their names.

    `meetings` counts uses of two forms within one sentence. By the word, `bare` holds forms of it alone,
    `titled_given` those of a title with it as given name, `of_family` those with it as family name; `sisters` are
    families with several a Miss. `options` holds, for a form that several people may bear, each with the weight of the
    evidence; `sureness` how sure a placed form is (both by the form's identity); `apart` pairs of people (by number,
    lower first) told apart.
    """

    roles: Roles
    meetings: Counter[tuple[int, int]]
    bare: dict[str, Form] = field(default_factory=dict)
    titled_given: defaultdict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    of_family: defaultdict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    people: list[Person] = field(default_factory=list)
    by_family: defaultdict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_given: defaultdict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    sisters: set[str] = field(default_factory=set)
    options: dict[int, list[tuple[Person, float]]] = field(default_factory=dict)
    sureness: dict[int, float] = field(default_factory=dict)
    apart: set[tuple[int, int]] = field(default_factory=set)
    given: dict[int, int] = field(default_factory=dict)
    """By place in the given cast, the number of the person."""

    def take_stock(self, forms: Iterable[Form]) -> None:
        """Enters the forms by their words, before any is placed."""
        for form in forms:
            words, titles = form.parts.words, form.parts.titles
            if len(words) == 1 and not titles and form.n >= (self.bare[words[0]].n if words[0] in self.bare else 0):
                self.bare[words[0]] = form
            if form.given and not form.family and titles:
                self.titled_given[form.given].append(form)
            if form.family:
                self.of_family[form.family].append(form)

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
        self.sureness[id(form)] = min(sureness, 0.6) if form.is_misspelt else sureness
        for index, word in ((self.by_family, form.family), (self.by_given, form.given), (self.by_given, person.given)):
            if word and person not in index[word]:
                index[word].append(person)

    def absorb(self, person: Person, other: Person, *, sureness: float) -> None:
        """Makes the other's names the person's; the other is left without any and is looked up no more."""
        for form in other.forms:
            self.give(form, person, sureness=sureness)
        other.forms = []
        for index, word in ((self.by_family, other.family), (self.by_given, other.given)):
            index[word] = [one for one in index[word] if one is not other]

    def keep_apart(self, first: Person, second: Person) -> None:
        """Records that the two are known to be two."""
        if first is not second:
            low, high = sorted((first.number, second.number))
            self.apart.add((low, high))

    def called(self, person: Person) -> int:
        """Uses of the person's given name alone, if nobody else of that name is named in full as often, and if the
        word is not rather a family's."""
        form = None if self.roles.family[person.given] > self.roles.given[person.given] else self.bare.get(person.given)
        most = max((other.n for other in self.by_given[person.given]), default=0)
        return 0 if form is None or form in person.forms or person.n < most else form.n

    def givers(self, given: str) -> list[Person]:
        """People whose given name may be this one, in the order of making; those with exactly this one first."""
        exact = list(self.by_given.get(given, ()))
        return exact or self.pet_givers(given)

    def pet_givers(self, given: str) -> list[Person]:
        """People of whose given name this is a short or the full form, or a longer short form ("Sammy" of "Sam")."""
        words: list[str] = []
        for name in sorted(full_forms(given)):
            short = SHORT_FORMS.get(name, ())
            words += [name, *(word for word in short if name == given or is_clipped(word, given))]
        unique = dict.fromkeys(person for word in words for person in self.by_given.get(word, ()))
        return sorted(unique, key=lambda person: person.number)

    def meet(self, forms: Iterable[Form], others: Iterable[Form], *, least: int, share: float) -> bool:
        """Whether two sets of names stand side by side so often that their bearers are two.

        One person's names rarely meet within a sentence; `least` meetings and a `share` of the rarer one's uses tell.
        """
        first, second = list(forms), list(others)
        meetings = sum(self.meetings[min(a, b), max(a, b)] for a in map(id, first) for b in map(id, second))
        rarer = min(sum(form.n for form in first), sum(form.n for form in second))
        return meetings >= least and meetings >= share * rarer

    def names_of(self, person: Person) -> list[Form]:
        """The person's forms and the bare given name, placed yet or not."""
        bare = self.bare.get(person.given)
        return person.forms if bare is None or bare in person.forms else [*person.forms, bare]


def is_clipped(first: str, second: str) -> bool:
    """Whether one word begins with the other, three letters or more."""
    short, long = sorted((first, second), key=len)
    return len(short) >= 3 and short != long and long.startswith(short)


def keep_company(starts: Iterable[int], others: Sequence[Sequence[int]]) -> list[int]:
    """For each of several people, how many of the starts have one of that person's (rising) as the last before them."""
    votes = [0] * len(others)
    for at in starts:
        before = ((own[place - 1], who) for who, own in enumerate(others) if (place := bisect_left(own, at)))
        last = max(before, default=None)
        if last and at - last[0] < _COMPANY:
            votes[last[1]] += 1
    return votes


def _short_forms() -> dict[str, tuple[str, ...]]:
    short: defaultdict[str, list[str]] = defaultdict(list)
    for word, names in FULL_NAMES.items():
        for name in names:
            short[name].append(word)
    return {name: tuple(sorted(words)) for name, words in short.items()}


SHORT_FORMS = _short_forms()
"""For each full given name, its short forms."""


def namesakes_apart(cast: Cast) -> set[tuple[int, int]]:
    """Pairs (by number, lower first) who share a family or a given name and differ in gender, mark or the other name.

    Two women of one given name are left open, for a marriage changes the family name.
    """
    apart = set()
    for people in (*cast.by_family.values(), *cast.by_given.values()):
        for place, first in enumerate(people[:_MOST_NAMESAKES]):
            for second in people[place + 1 : _MOST_NAMESAKES]:
                if first is not second and _are_namesakes_apart(first, second):
                    apart.add((min(first.number, second.number), max(first.number, second.number)))
    return apart


def _are_namesakes_apart(first: Person, second: Person) -> bool:
    if first.mark != second.mark or not genders_agree(first.gender, second.gender):
        return True
    if first.family and first.family == second.family:
        return bool(first.given and second.given) and not may_be_same_given(first.given, second.given)
    is_woman = "feminine" in (first.gender, second.gender)
    return bool(first.family and second.family) and first.given == second.given and not is_woman
