"""Clusters the proper names of a whole book into people by the structure of names, before any other linking."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from irises.document.given_cast import GivenPerson
from irises.passes.given_people import GivenNames, gender_of
from irises.passes.name_families import join_married, place_titled
from irises.passes.name_forms import Form, read_roles
from irises.passes.name_groups import family_of_plural, place_pairs, place_plurals
from irises.passes.name_hints import hinted_people
from irises.passes.name_marks import settle_marks
from irises.passes.name_parts import fold, parse_name
from irises.passes.name_people import Cast, Person, namesakes_apart
from irises.passes.name_spelling import misspellings
from irises.passes.name_stages import place_bare, place_epithets, place_full_names, place_given, place_given_people
from irises.passes.naming import Alias, canonical_name
from irises.passes.titles import MAYBE_NAMES

_SENTENCE = 80
_FADES = 1500.0
_FORGOTTEN = 10_000
_JUST_NAMED = 3.0
_KNOWN = 5


@dataclass(frozen=True, kw_only=True)
class NameUse:
    """One mention by a proper name, as found in the text.

    `start` is its first code point; the pronoun counts are those of a local model near it, or 0.
    """

    text: str
    start: int
    category: str
    in_quotation: bool
    masculine: int = 0
    feminine: int = 0
    plural: int = 0


@dataclass(frozen=True, kw_only=True)
class NameClusters:
    """Who bears each name use.

    `labels` has one cluster per use, or -1 where context must decide, among `candidates` if these are known;
    `confidence` is per use, of its label or of the best candidate. Per cluster: `names` (the fullest usual name),
    `genders`, `categories`, `members` (clusters of a collective). `distinct` holds pairs of clusters (lower first) that
    share a name and are known to be two.
    """

    labels: list[int]
    candidates: list[tuple[int, ...]]
    confidence: list[float]
    names: list[str]
    genders: list[str | None]
    categories: list[str]
    members: list[tuple[int, ...]]
    distinct: frozenset[tuple[int, int]] = field(default=frozenset())
    called_they: frozenset[int] = field(default=frozenset())
    """Clusters of people of whom somebody said so beforehand."""
    given: Mapping[int, int] = field(default_factory=dict)
    """By cluster of somebody named beforehand, the place in the given cast."""

    def are_distinct(self, first: int, second: int) -> bool:
        """Whether the two clusters are known to be two, by their names or because their genders differ."""
        genders = {self.genders[first], self.genders[second]} - {None}
        are_given = first in self.given and second in self.given
        return are_given or len(genders) > 1 or (min(first, second), max(first, second)) in self.distinct


def cluster_names(
    uses: Sequence[NameUse], *, cast_hints: Sequence[str] = (), given: GivenNames | None = None
) -> NameClusters:
    """The people and places that a book's name uses mean; `uses` need not be in order.

    `cast_hints` are names that the file states ("Name (Fandom)", "Name | Alias"): priors for what belongs together;
    what is `given` beforehand is so.
    """
    categories = _settled_categories(uses)
    order = sorted(range(len(uses)), key=lambda place: uses[place].start)
    given = given or GivenNames(())
    forms, form_of = _forms(uses, [place for place in order if categories[place] == "PER"], given)
    cast = _find_people(forms, _meetings(uses, form_of), cast_hints, given)
    owner = {id(form): person for person in cast.people for form in person.forms}
    clusters = _Numbering(uses)
    last: dict[int, int] = {}
    for place in order:
        use = uses[place]
        if categories[place] != "PER":
            clusters.place(place, categories[place])
            continue
        form = form_of[place]
        person = owner.get(id(form))
        if person is None:
            clusters.leave(place, *_by_place(cast.options.get(id(form), ()), last, use.start))
        else:
            clusters.assign(place, person, cast.sureness[id(form)])
            last[person.number] = use.start
    return clusters.result(cast, given.people)


class _Numbering:
    """Clusters numbered in the order of their first use."""

    def __init__(self, uses: Sequence[NameUse]) -> None:
        self.uses = uses
        self.people: dict[int, Person] = {}
        self.places: dict[tuple[str, ...], Counter[str]] = {}
        self.keys: dict[tuple[str, ...] | int, int] = {}
        self.labels = [-1] * len(uses)
        self.confidence = [0.0] * len(uses)
        self.options: dict[int, tuple[Person, ...]] = {}

    def assign(self, place: int, person: Person, sureness: float) -> None:
        """The use at this place is the person's."""
        self.people[person.number] = person
        self.labels[place] = self.keys.setdefault(person.number, len(self.keys))
        self.confidence[place] = sureness

    def leave(self, place: int, chosen: Person | None, options: tuple[Person, ...], sureness: float) -> None:
        """The use may be any option's; `chosen` is the likely one, if any."""
        if chosen is not None:
            self.assign(place, chosen, sureness)
        self.confidence[place] = sureness
        self.options[place] = options

    def place(self, place: int, category: str) -> None:
        """The use is of something else than a person: the same words are the same thing."""
        words = self.uses[place].text.split()
        bare = words[1:] if len(words) > 1 and words[0].lower() in ("the", "a", "an") else words
        key = (category, *(fold(word).removesuffix("'s") for word in bare))
        self.labels[place] = self.keys.setdefault(key, len(self.keys))
        self.confidence[place] = 0.9
        self.places.setdefault(key, Counter())[" ".join(words)] += 1

    def result(self, cast: Cast, given: Sequence[GivenPerson]) -> NameClusters:
        """The clusters, with pairs known to be two, and collectives' members."""
        names: list[str] = [""] * len(self.keys)
        genders: list[str | None] = [None] * len(self.keys)
        categories = ["PER"] * len(self.keys)
        members: list[tuple[int, ...]] = [()] * len(self.keys)
        for key, shown in self.places.items():
            names[self.keys[key]], categories[self.keys[key]] = shown.most_common(1)[0][0], key[0]
        for number, person in self.people.items():
            label = self.keys[number]
            names[label], genders[label] = _name(person), _gender(person)
            members[label] = self._labels_of(person.members)
        said = {self.keys[number]: place for place, number in cast.given.items() if number in self.keys}
        return NameClusters(
            labels=self.labels,
            candidates=[self._labels_of(self.options.get(place, ())) for place in range(len(self.uses))],
            confidence=self.confidence,
            names=names,
            genders=genders,
            categories=categories,
            members=members,
            distinct=frozenset(self._pairs(cast)),
            called_they=frozenset(label for label, place in said.items() if "they" in given[place].pronouns),
            given=said,
        )

    def _labels_of(self, people: Sequence[Person]) -> tuple[int, ...]:
        return tuple(self.keys[person.number] for person in people if person.number in self.keys)

    def _pairs(self, cast: Cast) -> Iterator[tuple[int, int]]:
        for first, second in cast.apart | namesakes_apart(cast):
            if first in self.keys and second in self.keys:
                low, high = sorted((self.keys[first], self.keys[second]))
                yield low, high


def _name(person: Person) -> str:
    aliases = [
        Alias(text=shown, form="proper", n=count)
        for form in person.forms
        for shown, count in form.shown.items()
        if count
    ]
    return canonical_name(aliases) if not person.is_plural else aliases[0].text


def _gender(person: Person) -> str | None:
    is_said = person.given_as is not None and person.given_as.pronouns
    return gender_of(person.given_as) if is_said and person.given_as else person.gender


def _by_place(
    options: Sequence[tuple[Person, float]], last: dict[int, int], at: int
) -> tuple[Person | None, tuple[Person, ...], float]:
    """Bearer, candidates and confidence of a name that several may bear: the usual one, unless another was just named.

    Nobody is chosen where two who are both named otherwise in the book come out nearly equal.
    """
    if not options:
        return None, (), 0.0
    scores = {person.number: weight for person, weight in options}
    for person, weight in options:
        named = last.get(person.number)
        if named is not None and at - named < _FORGOTTEN:
            scores[person.number] = weight * math.exp(_JUST_NAMED * math.exp((named - at) / _FADES))
    ranked = tuple(sorted((person for person, _ in options), key=lambda person: -scores[person.number]))
    sureness = scores[ranked[0].number] / sum(scores.values())
    is_clear = len(ranked) == 1 or sureness >= 0.6 or ranked[1].n < _KNOWN
    return ranked[0] if is_clear else None, ranked, min(0.9, sureness)


def _settled_categories(uses: Sequence[NameUse]) -> list[str]:
    """Each use's category, or that which the same words nearly always have."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    keys = [use.text.lower().removesuffix("'s").removesuffix("’s") for use in uses]
    for key, use in zip(keys, uses, strict=True):
        counts[key][use.category] += 1
    settled = {}
    for key, found in counts.items():
        category, count = found.most_common(1)[0]
        if count >= 8 and count >= 0.85 * sum(found.values()):
            settled[key] = category
    return [settled.get(key, use.category) for key, use in zip(keys, uses, strict=True)]


def _forms(uses: Sequence[NameUse], places: Sequence[int], given: GivenNames) -> tuple[list[Form], dict[int, Form]]:
    """The distinct names, and the form of each use (by its place in `uses`)."""
    names_not_titles = _names_not_titles([uses[place].text for place in places])
    by_key: dict[tuple[object, ...], Form] = {}
    by_text: dict[str, tuple[Form, str]] = {}
    form_of: dict[int, Form] = {}
    for place in places:
        use = uses[place]
        if use.text not in by_text:
            parts = parse_name(use.text, names_not_titles=names_not_titles)
            bearers = given.bearers(use.text)
            form = by_key.setdefault((parts.key, bearers), Form(parts=parts, bearers=bearers))
            by_text[use.text] = form, parts.shown
        form, shown = by_text[use.text]
        form.starts.append(use.start)
        form.shown[shown] += 1
        for gender, count in (("masculine", use.masculine), ("feminine", use.feminine), ("plural", use.plural)):
            if count:
                form.pronouns[gender] += count
        form_of[place] = form
    forms = list(by_key.values())
    _mend(forms)
    return forms, form_of


def _mend(forms: Sequence[Form]) -> None:
    """Gives misspelt forms the words they stand for."""
    counts: Counter[str] = Counter()
    for form in forms:
        for word in form.parts.words:
            counts[word] += form.n
    slips = misspellings(counts)
    for form in forms:
        if not form.bearers and any(word in slips for word in form.parts.words):
            form.parts = replace(form.parts, words=tuple(slips.get(word, word) for word in form.parts.words))
            form.is_misspelt = True


def _names_not_titles(texts: Sequence[str]) -> frozenset[str]:
    """Words like "Dean" that this book uses as names: alone without "the" more often than with it."""
    plain: Counter[str] = Counter()
    for text in texts:
        words = text.lower().split()
        if len(words) == 1 and words[0] in MAYBE_NAMES and text[0].isupper():
            plain[words[0]] += 1
        elif len(words) == 2 and words[0] == "the" and words[1] in MAYBE_NAMES:
            plain[words[1]] -= 1
    return frozenset(word for word, balance in plain.items() if balance >= 3)


def _meetings(uses: Sequence[NameUse], form_of: dict[int, Form]) -> Counter[tuple[int, int]]:
    """How often two names stand within one sentence's length, both told or both said; by the forms' identities."""
    places = list(form_of)
    meetings: Counter[tuple[int, int]] = Counter()
    for rank, place in enumerate(places):
        end = uses[place].start + len(uses[place].text)
        for other in places[rank + 1 : rank + 4]:
            if uses[other].start - end >= _SENTENCE:
                break
            if uses[other].in_quotation == uses[place].in_quotation and form_of[other] is not form_of[place]:
                one, two = id(form_of[place]), id(form_of[other])
                meetings[min(one, two), max(one, two)] += 1
    return meetings


def _find_people(
    forms: Sequence[Form], meetings: Counter[tuple[int, int]], cast_hints: Sequence[str], given: GivenNames
) -> Cast:
    single = [form for form in forms if not form.parts.conjuncts and not form.bearers]
    families = {
        form.parts.words[-1] for form in single if form.parts.titles or len(form.parts.words) > 1 if form.parts.words
    }
    plurals = [(form, family) for form in single if (family := family_of_plural(form, families))]
    told = {family for form, family in plurals if form.parts.is_definite or form.parts.titles}
    plurals = [(form, family) for form, family in plurals if family in told]
    plural_ids = {id(form) for form, _ in plurals}
    single = [form for form in single if id(form) not in plural_ids]
    used = {word for form in single for word in form.parts.words}
    hints = (person for person in hinted_people(cast_hints, used) if not any(map(given.tell, person)))
    hinted = [[Form(parts=parts) for parts in person] for person in hints]
    said = [[Form(parts=parse_name(name)) for name in person.names] for person in given.people]
    firm = [form for form in forms if form.bearers]
    placed = [*single, *firm, *(form for person in (*hinted, *said) for form in person)]
    cast = Cast(roles=read_roles(placed), meetings=meetings)
    cast.take_stock(placed)
    cast.sisters.update(family for form, family in plurals if "miss" in form.parts.ranks)
    settle_marks(placed)
    place_given_people(cast, firm, said, given.people)
    for person in hinted:
        cast.make(person)
    place_full_names(cast, single)
    join_married(cast)
    place_titled(cast, single)
    place_given(cast, single)
    place_bare(cast, single)
    place_epithets(cast, single)
    place_plurals(cast, plurals)
    pairs = [form for form in forms if form.parts.conjuncts and not form.bearers]
    place_pairs(cast, pairs, {form.parts.key: form for form in (*single, *firm)})
    return cast
