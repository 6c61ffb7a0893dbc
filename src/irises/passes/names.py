"""Clusters the proper names of a whole book into people by the structure of names, before any other linking."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from irises.passes.name_forms import Form, read_roles
from irises.passes.name_parts import NameParts, parse_name
from irises.passes.name_people import Cast, Person
from irises.passes.name_stages import (
    place_bare,
    place_epithets,
    place_full_names,
    place_given,
    place_titled,
    settle_marks,
)
from irises.passes.titles import MAYBE_NAMES

_SENTENCE = 80
_FADES = 1500.0


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

    def are_distinct(self, first: int, second: int) -> bool:
        """Whether the two clusters are known to be two."""
        return (min(first, second), max(first, second)) in self.distinct


def cluster_names(uses: Sequence[NameUse], *, cast_hints: Sequence[str] = ()) -> NameClusters:
    """The people (and places) that a book's name uses mean.

    `cast_hints` are names that the file states ("Name (Fandom)", "Name | Alias"): priors for which names belong together.
    """
    people_uses = [place for place, use in enumerate(uses) if use.category == "PER"]
    forms, form_of = _forms(uses, people_uses)
    cast = _find_people(forms, _meetings(uses, people_uses, form_of))
    owner = {id(form): person for person in cast.people for form in person.forms}
    labels = [-1] * len(uses)
    candidates: list[tuple[int, ...]] = [()] * len(uses)
    confidence = [0.5] * len(uses)
    last: dict[int, int] = {}
    for place in sorted(people_uses, key=lambda place: uses[place].start):
        form = form_of[place]
        at = uses[place].start
        person = owner.get(id(form))
        if person is not None:
            labels[place], confidence[place] = person.number, cast.sureness[id(form)]
        else:
            options = cast.options.get(id(form), [])
            labels[place], candidates[place], confidence[place] = _by_place(options, last, at)
        if labels[place] >= 0:
            last[labels[place]] = at
    return _gather(uses, cast, labels, candidates, confidence)


def _by_place(
    options: Sequence[tuple[Person, float]], last: dict[int, int], at: int
) -> tuple[int, tuple[int, ...], float]:
    """Label, candidates and confidence of a name that several people bear: the usual one, unless another was just named."""
    if not options:
        return -1, (), 0.0
    scores = {}
    for person, weight in options:
        since = at - last.get(person.number, -(10**9))
        scores[person.number] = weight * math.exp(3.0 * math.exp(-since / _FADES))
    ranked = sorted(scores, key=lambda number: -scores[number])
    sureness = scores[ranked[0]] / sum(scores.values())
    return (ranked[0] if sureness >= 0.6 else -1), tuple(ranked), min(0.9, sureness)


def _forms(uses: Sequence[NameUse], places: Sequence[int]) -> tuple[list[Form], dict[int, Form]]:
    names_not_titles = _names_not_titles([uses[place].text for place in places])
    parsed: dict[str, NameParts] = {}
    forms: dict[tuple[object, ...], Form] = {}
    form_of: dict[int, Form] = {}
    for place in places:
        use = uses[place]
        parts = parsed.get(use.text)
        if parts is None:
            parts = parsed[use.text] = parse_name(use.text, names_not_titles=names_not_titles)
        form = forms.setdefault(parts.key, Form(parts=parts)) if parts.key not in forms else forms[parts.key]
        form.uses.append(place)
        form.in_narration += not use.in_quotation
        form.shown[parts.shown] += 1
        form.pronouns.update({"masculine": use.masculine, "feminine": use.feminine, "plural": use.plural})
        form_of[place] = form
    return list(forms.values()), form_of


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


def _meetings(uses: Sequence[NameUse], places: Sequence[int], form_of: dict[int, Form]) -> Counter[tuple[int, int]]:
    """How often two names stand within one sentence's length, both told or both said."""
    ordered = sorted(places, key=lambda place: uses[place].start)
    meetings: Counter[tuple[int, int]] = Counter()
    for rank, place in enumerate(ordered):
        for other in ordered[rank + 1 : rank + 4]:
            near = uses[other].start - uses[place].start - len(uses[place].text) < _SENTENCE
            if near and uses[other].in_quotation == uses[place].in_quotation and form_of[other] is not form_of[place]:
                low, high = sorted((id(form_of[place]), id(form_of[other])))
                meetings[low, high] += 1
    return meetings


def _find_people(forms: Sequence[Form], meetings: Counter[tuple[int, int]]) -> Cast:
    single = [form for form in forms if not form.parts.conjuncts]
    cast = Cast(roles=read_roles(single), meetings=meetings)
    marks = settle_marks(single)
    place_full_names(cast, single, marks)
    place_titled(cast, single, marks)
    place_given(cast, single, marks)
    place_bare(cast, single, marks)
    place_epithets(cast, single)
    return cast


def _gather(
    uses: Sequence[NameUse],
    cast: Cast,
    labels: list[int],
    candidates: list[tuple[int, ...]],
    confidence: list[float],
) -> NameClusters:
    del uses
    names = [
        max(p.forms, key=lambda form: (len(form.parts.words), form.n)).shown.most_common(1)[0][0] for p in cast.people
    ]
    return NameClusters(
        labels=labels,
        candidates=candidates,
        confidence=confidence,
        names=names,
        genders=[person.gender for person in cast.people],
        categories=["PER"] * len(cast.people),
        members=[()] * len(cast.people),
    )
