"""Two readings of one story beside each other: whose people are whose, and where the readings differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from irises.errors import PlanError
from irises.story import Story
from irises.story.alignment import Alignment, align
from irises.story.lookup import folded
from irises.story.rows import Entity, Mention, Quotation, Row
from irises.view.matching import Ints, assigned, paired_spans

_LEAST_SHARED = 0.2
_BY_NAME = 0.5
"""What one name counts beside mentions, of which each counts 1."""
Who = tuple[int, ...] | None
"""entity_ids, or None where it is not known."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Rows of one kind in A and B; `n_both` are in both, the `beyond` where the other text has none of the words."""

    n_a: int
    n_b: int
    n_both: int
    n_beyond_a: int
    n_beyond_b: int


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Rows of both readings by what is said of them: by both, and the same; by one only; by neither."""

    n_said: int
    n_same: int
    n_only_a: int
    n_only_b: int
    n_neither: int


@dataclass(frozen=True, kw_only=True)
class SamePerson:
    """A person of A and who it is in B; `n_shared` mentions mean them in both."""

    a: Entity
    b: Entity
    n_shared: int


@dataclass(frozen=True, kw_only=True)
class Alone:
    """A person of one reading who is nobody's own in the other: `others` are those whom most of their mentions mean
    there, with how many.
    """

    person: Entity
    others: tuple[tuple[Entity, int], ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A place where the readings differ; of a row that one of them hasn't, its side is None.

    `what`: "only_a", "only_b", "meant", "speaker" or "addressees". `who_a` and `who_b` are whom each has there.
    """

    table: str
    """mentions or quotations."""
    what: str
    a: Mention | Quotation | None
    b: Mention | Quotation | None
    who_a: Who
    who_b: Who


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What two readings have in common. Rows are counted one to one, and only where both texts have the words."""

    a: Story
    b: Story
    n_words_a: int
    n_words_b: int
    n_words_shared: int
    """Words and punctuation marks, as `irises.story.alignment` splits them."""
    people: tuple[SamePerson, ...]
    """Characters of either, those most mentioned in both first."""
    only_a: tuple[Alone, ...]
    only_b: tuple[Alone, ...]
    mentions: Counts
    meant: Agreement
    quotations: Counts
    speakers: Agreement
    addressees: Agreement
    differences: tuple[Difference, ...]
    """In the order of the text."""


def compare(a: Story, b: Story) -> Comparison:
    """Two readings of one story: people matched one to one by the mentions they share, rows by their words.

    The texts may differ as editions do: what only one has is left out.

    Raises:
        PlanError: the texts share too few words to be one story.
    """
    words = align(a.text, b.text)
    _check_one_story(words)
    mentions, quotations = (_beside(a.rows(name), b.rows(name), words) for name in ("mentions", "quotations"))
    shared = Counter((one.a.entity_id, one.b.entity_id) for one in mentions.both)
    same = assigned(_weights(shared, a.entities, b.entities))
    claims = (
        _Claim("meant", "mentions", mentions, lambda row: (row.entity_id,), is_main=True),
        _Claim(
            "speaker",
            "quotations",
            quotations,
            lambda row: None if row.speaker is None else (row.speaker,),
            is_main=True,
        ),
        _Claim("addressees", "quotations", quotations, lambda row: row.addressees, is_main=False),
    )
    meant, speakers, addressees = (_agreement(claim, same) for claim in claims)
    return Comparison(
        a=a,
        b=b,
        n_words_a=len(words.a),
        n_words_b=len(words.b),
        n_words_shared=words.n_shared,
        people=_people(same, shared, a.entities, b.entities),
        only_a=_alone(a.entities, b.entities, same.keys(), shared),
        only_b=_alone(b.entities, a.entities, set(same.values()), _turned(shared)),
        mentions=mentions.counts,
        meant=meant,
        quotations=quotations.counts,
        speakers=speakers,
        addressees=addressees,
        differences=tuple(_differences(claims, same)),
    )


def _check_one_story(words: Alignment) -> None:
    shorter = min(len(words.a), len(words.b))
    share = words.n_shared / max(1, shorter)
    if share < _LEAST_SHARED:
        message = f"the texts share {share:.0%} of their words, in order: compare two readings of one story"
        raise PlanError(message)


# Rows


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A row of A, of B, or both, and where it begins among B's words."""

    at: int
    a: Any = None
    b: Any = None


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """A table's rows of both readings, one to one."""

    places: Sequence[_Place]
    counts: Counts

    @property
    def both(self) -> Iterator[_Place]:
        """The rows that both have."""
        return (place for place in self.places if place.a is not None and place.b is not None)


def _beside(a: Sequence[Row], b: Sequence[Row], words: Alignment) -> _Beside:
    spans_a, spans_b = words.in_a(*_bounds(a)), words.in_b(*_bounds(b))
    pairs = paired_spans(spans_a, spans_b)
    places = [_Place(at=int(spans_b[j, 0]), a=a[i], b=b[j]) for i, j in pairs]
    paired_a, paired_b = {i for i, _ in pairs}, {j for _, j in pairs}
    places += [_Place(at=at, a=a[i]) for i, at in _there(spans_a) if i not in paired_a]
    places += [_Place(at=at, b=b[j]) for j, at in _there(spans_b) if j not in paired_b]
    beyond_a, beyond_b = (int((spans[:, 0] < 0).sum()) for spans in (spans_a, spans_b))
    counts = Counts(n_a=len(a), n_b=len(b), n_both=len(pairs), n_beyond_a=beyond_a, n_beyond_b=beyond_b)
    return _Beside(places=sorted(places, key=lambda place: place.at), counts=counts)


def _bounds(rows: Sequence[Row]) -> tuple[Ints, Ints]:
    start, end = np.array([row.span for row in rows], dtype=np.int64).reshape(-1, 2).T
    return start, end


def _there(spans: Ints) -> Iterator[tuple[int, int]]:
    return ((row, at) for row, at in enumerate(spans[:, 0].tolist()) if at >= 0)


# People


def _weights(
    shared: Mapping[tuple[int, int], int], a: Sequence[Entity], b: Sequence[Entity]
) -> dict[tuple[int, int], float]:
    """What speaks for two entities being one: the mentions they share, and then their name.

    Without a shared mention a name tells something only if nobody else has it: there are many of "the man".
    """
    names_a, names_b = ({entity.entity_id: folded(entity.name) for entity in entities} for entities in (a, b))
    weights = {(one, other): n + _BY_NAME * (names_a[one] == names_b[other]) for (one, other), n in shared.items()}
    only_b = dict(_only(names_b))
    for name, one in _only(names_a):
        if name in only_b:
            weights.setdefault((one, only_b[name]), _BY_NAME)
    return weights


def _only(names: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """The names that one entity has alone, with it."""
    counts = Counter(names.values())
    return ((name, entity) for entity, name in names.items() if counts[name] == 1)


def _people(
    same: Mapping[int, int], shared: Mapping[tuple[int, int], int], a: Sequence[Entity], b: Sequence[Entity]
) -> tuple[SamePerson, ...]:
    of_b = {entity.entity_id: entity for entity in b}
    pairs = ((one, of_b[same[one.entity_id]]) for one in a if one.entity_id in same)
    people = [
        SamePerson(a=one, b=other, n_shared=shared[one.entity_id, other.entity_id])
        for one, other in pairs
        if one.is_character or other.is_character
    ]
    return tuple(sorted(people, key=lambda pair: (-pair.n_shared, pair.a.entity_id)))


def _alone(
    entities: Sequence[Entity],
    others: Sequence[Entity],
    matched: Collection[int],
    shared: Mapping[tuple[int, int], int],
) -> tuple[Alone, ...]:
    known = {entity.entity_id: entity for entity in others}
    meant: defaultdict[int, list[tuple[Entity, int]]] = defaultdict(list)
    for (one, other), n in shared.items():
        meant[one].append((known[other], n))
    alone = [
        Alone(
            person=person, others=tuple(sorted(meant[person.entity_id], key=lambda pair: (-pair[1], pair[0].entity_id)))
        )
        for person in entities
        if person.is_character and person.entity_id not in matched
    ]
    return tuple(sorted(alone, key=lambda one: (-one.person.n_mentions, one.person.entity_id)))


def _turned(shared: Mapping[tuple[int, int], int]) -> Counter[tuple[int, int]]:
    return Counter({(b, a): n for (a, b), n in shared.items()})


# What is said of rows


@dataclass(frozen=True)
class _Claim:
    """What rows of a table say of whom: `who` gives entity_ids, or None where a row doesn't say."""

    what: str
    table: str
    rows: _Beside
    who: Callable[[Any], Who]
    is_main: bool
    """Whether rows that only one reading has are told with it."""


def _agreement(claim: _Claim, same: Mapping[int, int]) -> Agreement:
    counted: Counter[str] = Counter(_state(claim.who(one.a), claim.who(one.b), same) for one in claim.rows.both)
    return Agreement(
        n_said=counted["same"] + counted["other"],
        n_same=counted["same"],
        n_only_a=counted["only_a"],
        n_only_b=counted["only_b"],
        n_neither=counted["neither"],
    )


def _state(a: Who, b: Who, same: Mapping[int, int]) -> str:
    if a is None or b is None:
        return "neither" if a is b else "only_b" if a is None else "only_a"
    return "same" if {same.get(who, -1) for who in a} == set(b) else "other"


def _differences(claims: Sequence[_Claim], same: Mapping[int, int]) -> Iterator[Difference]:
    """Places where the readings differ, in order; what one of them never says anywhere is none."""
    found = [(one.at, number, what, one) for number, c in enumerate(claims) for what, one in _differing(c, same)]
    for _, number, what, one in sorted(found, key=lambda item: item[:2]):
        claim = claims[number]
        who_a, who_b = (None if row is None else claim.who(row) for row in (one.a, one.b))
        yield Difference(table=claim.table, what=what, a=one.a, b=one.b, who_a=who_a, who_b=who_b)


def _differing(claim: _Claim, same: Mapping[int, int]) -> Iterator[tuple[str, _Place]]:
    says_a = any(claim.who(one.a) is not None for one in claim.rows.both)
    says_b = any(claim.who(one.b) is not None for one in claim.rows.both)
    for one in claim.rows.places:
        if one.a is None or one.b is None:
            if claim.is_main:
                yield "only_b" if one.a is None else "only_a", one
        elif says_a and says_b and _state(claim.who(one.a), claim.who(one.b), same) not in ("same", "neither"):
            yield claim.what, one
