"""Mentions to entities: names, places and narrators are anchors; the rest takes its entity from what it links to.

Pair scores give every mention a distribution over antecedents. Following these links leads to an anchor or to a
mention that begins an entity of its own, so every mention has a distribution over entities; it is refined by the links
that later mentions make to it, so that a name reaches the epithets and pronouns before it. A wrong link costs one
mention, not the rest of the book, and everything is linear in the number of mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from irises.passes.called_they import Told, called_they
from irises.passes.mention_traits import FEMININE, KIND, MASCULINE, NEUTER, PLURAL, MentionTraits
from irises.passes.names import NameClusters
from irises.passes.narrators import Narrators
from irises.passes.pair_head import Candidates
from irises.passes.places import Ints

Belief = dict[int, float]
"""Share of each label; labels of mentions that begin an entity count from 0, those of anchors are negative."""

Clashes = Counter[tuple[int, int]]
"""How often grammar keeps a mention of the first label apart from one of the second."""

# Added to every pair's log-odds: what is best for predicted mentions (LitBank dev).
_PRIOR = 1.0
_LEAST_LINK = 0.02
_KEPT = 8
_LEAST_SHARE = 0.001
_SWEEPS = 1
_FROM_LATER = 0.6
_UNLIKELY = 0.03
_ANCHORED = 0.95
_NAMED, _CLEARLY = 0.5, 0.6
_OFTEN, _NAMED_IF_OFTEN, _CLEARLY_IF_OFTEN = 20, 0.2, 0.4
# Whom neither "he" nor "she" nor "it" means agrees with what several people do.
_GENDER_NUMBER = {
    "masculine": MASCULINE,
    "feminine": FEMININE,
    "neuter": NEUTER,
    "plural": PLURAL,
    "neither": PLURAL,
}
_THIRD_PERSON = frozenset(KIND[k] for k in ("HE", "SHE", "IT", "THEY", "NEO"))
_SIGN = {MASCULINE: 1, FEMININE: -1}
_HE_OR_SHE = (KIND["HE"], KIND["SHE"])
_PRONOUNS = frozenset((*_HE_OR_SHE, KIND["I"], KIND["YOU"]))
_CALLED_OTHERWISE = 0.5
_MOSTLY, _NEARLY = 0.8, 0.05
_TELLS_GENDER = frozenset((MASCULINE, FEMININE, NEUTER))
# How far grammar is believed that two mentions are apart, and the share of an entity's mentions that refuses it a name.
_APART = 0.95
_REFUSED = 0.15


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Entity and confidence of each mention; entities are numbered by their first mention."""

    chain: Ints
    confidence: list[float]
    label: list[int]
    """Name label of each entity, or -1."""
    unit: list[int]
    """Narrating unit of each entity, or -1."""


@dataclass(frozen=True, kw_only=True)
class Linking:
    """What is known of the mentions before they are linked.

    `name` is each mention's name label (-1 not a name, -2 a name that context must decide), `among` the labels it may
    have, `sure` the confidence of the name's label, `place` the number of a named place, vehicle or organisation
    (-1 none), `quotation` the chain of quotations around it (-1 outside).
    """

    traits: MentionTraits
    quotation: Ints
    name: list[int]
    among: list[tuple[int, ...]]
    sure: list[float]
    place: list[int]
    names: NameClusters
    narrators: Narrators
    unit_labels: dict[int, int]
    """Name labels of narrating units whose text names the narrator."""
    paragraph: Sequence[int] = ()
    """The paragraph of each mention; without it, nobody is found to be called "they" alone."""
    is_person: Sequence[bool] = ()
    """Whether each mention may be somebody."""
    apart: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """For each mention, those that grammar keeps apart from it (`binding`)."""


def link(known: Linking, candidates: Candidates) -> Linked:
    """The entity of every mention. Two different names are never one entity."""
    anchors = _Anchors(known)
    links = _Links(candidates, anchors)
    beliefs = _first_beliefs(anchors, links)
    for _ in range(_SWEEPS):
        _sweep(beliefs, anchors, links)
    for mention in _kept_apart(beliefs, anchors):
        anchors.begins.add(mention)
        beliefs[mention] = {mention: 1.0}
    if anchors.begins:
        _sweep(beliefs, anchors, links)
    _part_he_and_she(beliefs, _names_given(_own_labels(beliefs), beliefs, anchors, links), anchors)
    return _settled(beliefs, anchors, links)


class _Links:
    """Likely antecedents of each mention with their probabilities (`back`), and with them the later mentions that link
    to it, for which it counts less (`both`)."""

    def __init__(self, candidates: Candidates, anchors: _Anchors) -> None:
        there = candidates.earlier >= 0
        for mention in anchors.ambiguous():
            there[mention] &= [j >= 0 and anchors.may_be(mention, j) for j in candidates.earlier[mention].tolist()]
        weights = np.where(there, np.exp(np.minimum(candidates.scores + _PRIOR, 30.0)), 0.0)
        total = 1.0 + weights.sum(axis=1)
        self.new: list[float] = (1.0 / total).tolist()
        shares = weights / total[:, None]
        for mention, others in anchors.known.apart.items():
            _shift(shares[mention], np.isin(candidates.earlier[mention], others))
        same = anchors.said_before()
        for mention in same:
            self.new[mention] = 0.0
            shares[mention] = 0.0
        self.back: list[list[tuple[int, float]]] = [[] for _ in self.new]
        forth: list[list[tuple[int, float]]] = [[] for _ in self.new]
        rows, columns = np.nonzero(shares > _LEAST_LINK)
        earlier = candidates.earlier[rows, columns]
        for mention, antecedent, share in zip(
            rows.tolist(), earlier.tolist(), shares[rows, columns].tolist(), strict=True
        ):
            self.back[mention].append((antecedent, share))
            forth[antecedent].append((mention, _FROM_LATER * share))
        for mention, antecedent in same.items():
            self.back[mention].append((antecedent, 1.0))
            forth[antecedent].append((mention, _FROM_LATER))
        self.both = [before + after for before, after in zip(self.back, forth, strict=True)]


def _shift(shares: npt.NDArray[np.float32], barred: npt.NDArray[np.bool_]) -> None:
    """Gives the share of barred antecedents to the others, in proportion, as far as there are any."""
    lost, left = shares[barred].sum(), shares[~barred].sum()
    shares[barred] = 0.0
    if left > 0:
        shares *= (left + lost) / left


class _Anchors:
    """Labels that are known before linking, and which labels a mention can't have."""

    def __init__(self, known: Linking) -> None:
        self.known = known
        self.kind = known.traits.kind.tolist()
        self.gender = known.traits.gender.tolist()
        self.quotation = known.quotation.tolist()
        self._numbers: dict[tuple[str, int], int] = {}
        self.meaning: dict[int, tuple[str, int]] = {}
        self.fixed = [self._label_of(mention) for mention in range(len(self.kind))]
        self.name_gender = [_GENDER_NUMBER.get(gender or "", 0) for gender in known.names.genders]
        alike: dict[tuple[int, ...], _Admitted] = {}
        self.admitted = [
            alike.setdefault(self._manner(mention), _Admitted(self, mention)) for mention in range(len(self.kind))
        ]
        """What `admits` says, by mention and label."""
        self.begins: set[int] = set()
        """Mentions that are known to begin an entity of their own."""

    def _manner(self, mention: int) -> tuple[int, ...]:
        """What `admits` looks at, equal for mentions that admit the same labels."""
        third_person = self.kind[mention] in _THIRD_PERSON and self.quotation[mention] < 0
        among = self.known.among[mention] if self.known.name[mention] == -2 else ()
        return self.gender[mention], int(third_person), *among

    def _number(self, what: str, which: int) -> int:
        label = self._numbers.setdefault((what, which), -1 - len(self._numbers))
        self.meaning[label] = (what, which)
        return label

    def _label_of(self, mention: int) -> int | None:
        """The anchor's label, None where links must decide."""
        known = self.known
        unit = int(known.narrators.unit[mention])
        if unit >= 0:
            stated = known.unit_labels.get(unit, -1)
            return self._number("name", stated) if stated >= 0 else self._number("unit", unit)
        if known.name[mention] >= 0:
            return self._number("name", known.name[mention])
        if known.place[mention] >= 0:
            return self._number("place", known.place[mention])
        return None

    def said_before(self) -> dict[int, int]:
        """For every further "I" of a speech, the first one in it: one speech has one speaker."""
        first: dict[int, int] = {}
        out: dict[int, int] = {}
        for mention, quotation in enumerate(self.quotation):
            if quotation >= 0 and self.kind[mention] == KIND["I"] and first.setdefault(quotation, mention) != mention:
                out[mention] = first[quotation]
        return out

    def single_people(self) -> set[int]:
        """Labels of names that one person bears."""
        names = self.known.names
        return {
            label
            for label, (what, which) in self.meaning.items()
            if what == "name" and names.categories[which] == "PER" and not names.members[which]
        }

    def ambiguous(self) -> list[int]:
        """Mentions by a name that several people bear."""
        return [mention for mention, label in enumerate(self.known.name) if label == -2]

    def may_be(self, mention: int, other: int) -> bool:
        """Whether the mention can mean whom the other one is known to mean."""
        label = self.fixed[other]
        return label is None or self.admits(mention, label) > 0

    def admits(self, mention: int, label: int) -> float:
        """1, or less where the mention's words speak against the label, 0 where they rule it out."""
        if label >= 0:
            return self._agrees(self.gender[mention], self.gender[label])
        what, which = self.meaning[label]
        if what == "unit" and self.kind[mention] in _THIRD_PERSON and self.quotation[mention] < 0:
            return 0.0
        if what == "name":
            among = self.known.among[mention]
            if self.known.name[mention] == -2 and among and which not in among:
                return 0.0
            is_thing = self.gender[mention] == NEUTER and self.name_gender[which] != NEUTER
            if is_thing and self.known.names.categories[which] == "PER":
                return _UNLIKELY
            return self._agrees(self.gender[mention], self.name_gender[which])
        return 1.0

    def clashes(self, gender: int, label: int) -> bool:
        """Whether the gender is another than the label's name tells."""
        what, which = self.meaning[label]
        return what == "name" and self._agrees(gender, self.name_gender[which]) < 1

    def _agrees(self, gender: int, other: int) -> float:
        clash = gender != other and gender in _TELLS_GENDER and other in (*_TELLS_GENDER, PLURAL)
        return _UNLIKELY if clash else 1.0


class _Admitted(dict[int, float]):
    """By label, what a mention's words leave of its share; mentions of one manner share one."""

    def __init__(self, anchors: _Anchors, mention: int) -> None:
        super().__init__()
        self._anchors, self._mention = anchors, mention

    def __missing__(self, label: int) -> float:
        found = self[label] = self._anchors.admits(self._mention, label)
        return found


def _first_beliefs(anchors: _Anchors, links: _Links) -> list[Belief]:
    """Beliefs in text order, from antecedents alone."""
    beliefs: list[Belief] = []
    for mention, label in enumerate(anchors.fixed):
        found = {label: 1.0} if label is not None else _gathered(mention, links.back[mention], beliefs, anchors, links)
        beliefs.append(found)
    return beliefs


def _sweep(beliefs: list[Belief], anchors: _Anchors, links: _Links) -> None:
    """Revises every belief, backwards and forwards."""
    for mention in reversed(range(len(beliefs))):
        _revise(mention, beliefs, anchors, links)
    for mention in range(len(beliefs)):
        _revise(mention, beliefs, anchors, links)


def _kept_apart(beliefs: list[Belief], anchors: _Anchors) -> list[int]:
    """Mentions that went to somebody from whom grammar keeps, more than once, those who would go with them."""
    own = [_likeliest(belief) for belief in beliefs]
    parted = own[:]
    for mention, others in anchors.known.apart.items():
        parted[mention] = _likeliest(_without(beliefs[mention], [beliefs[other] for other in others]))
    held = Counter(parted)
    apart = _clashes(parted, own, anchors)
    return [
        mention
        for mention, label in enumerate(own)
        if label != mention and _is_refused(apart[mention, label], held[mention])
    ]


def _without(belief: Belief, others: Sequence[Belief]) -> Belief:
    """A belief without what is believed of mentions that are apart."""
    left = dict(belief)
    for other in others:
        for label in left.keys() & other.keys():
            left[label] *= 1.0 - _APART * other[label]
    return left


def _is_refused(clashes: int, mentions: int) -> bool:
    """Whether an entity of so many mentions is somebody else, by how often grammar says so; once may be chance."""
    return clashes > max(1, _REFUSED * mentions)


def _clashes(labels: list[int], own: list[int], anchors: _Anchors) -> Clashes:
    """How often grammar keeps a mention of one of the labels apart from one with another as its own."""
    return Counter((labels[one], own[other]) for one, others in anchors.known.apart.items() for other in others)


def _likeliest(belief: Belief) -> int:
    return max(belief, key=lambda label: belief[label])


def _revise(mention: int, beliefs: list[Belief], anchors: _Anchors, links: _Links) -> None:
    """The mention's belief from its antecedents and from the later mentions that link to it."""
    if anchors.fixed[mention] is None and mention not in anchors.begins:
        beliefs[mention] = _gathered(mention, links.both[mention], beliefs, anchors, links)


def _gathered(
    mention: int, neighbours: Iterable[tuple[int, float]], beliefs: list[Belief], anchors: _Anchors, links: _Links
) -> Belief:
    """What the neighbours' beliefs, and the chance that the mention is new, make it believe."""
    belief: Belief = {mention: links.new[mention]}
    so_far = belief.get
    for other, share in neighbours:
        for what, part in beliefs[other].items():
            belief[what] = so_far(what, 0.0) + share * part
    return _weighed(mention, belief, anchors)


def _weighed(mention: int, belief: Belief, anchors: _Anchors) -> Belief:
    """The belief without what the mention's words rule out, its largest shares, summing to 1."""
    admitted = anchors.admitted[mention]
    weighed = [(share * admitted[label], label) for label, share in belief.items() if share > _LEAST_SHARE]
    weighed.sort(reverse=True)
    kept = [(share, label) for share, label in weighed[:_KEPT] if share > _LEAST_SHARE]
    total = sum(share for share, _ in kept)
    return {label: share / total for share, label in kept} if kept else {mention: 1.0}


def _part_he_and_she(beliefs: list[Belief], given: dict[int, int], anchors: _Anchors) -> None:
    """Weakens what a "he", "she", "mother" or "sir" believes of those who are mostly called by words of the other
    gender; `given` are the names of entities."""
    sign = {mention: _SIGN[gender] for mention, gender in enumerate(anchors.gender) if gender in _SIGN}
    called: dict[int, float] = {}
    for mention, one in sign.items():
        for label, share in beliefs[mention].items():
            name = given.get(label, label)
            called[name] = called.get(name, 0.0) + one * share
    for mention, one in sign.items():
        if anchors.fixed[mention] is None:
            left = {
                label: share * (_UNLIKELY if one * called[given.get(label, label)] < -_CALLED_OTHERWISE else 1.0)
                for label, share in beliefs[mention].items()
            }
            total = sum(left.values())
            beliefs[mention] = {label: share / total for label, share in left.items()}


def _settled(beliefs: list[Belief], anchors: _Anchors, links: _Links) -> Linked:
    """Each mention's likeliest label, entities that a name was given to later made one with it."""
    own = _own_labels(beliefs)
    given = _names_given(own, beliefs, anchors, links)
    final = [given.get(label, label) for label in own]
    order: dict[int, int] = {}
    chain = np.array([order.setdefault(label, len(order)) for label in final], dtype=np.int64)
    units: dict[int, int] = {}
    for mention, unit in enumerate(anchors.known.narrators.unit.tolist()):
        if unit >= 0:
            units.setdefault(int(chain[mention]), unit)
    meanings = [anchors.meaning.get(label, ("", -1)) for label in order]
    return Linked(
        chain=chain,
        confidence=[_sureness(mention, final, own, beliefs, anchors) for mention in range(len(final))],
        label=[which if what == "name" else -1 for what, which in meanings],
        unit=[units.get(number, -1) for number in range(len(order))],
    )


def _own_labels(beliefs: list[Belief]) -> list[int]:
    """Each mention's likeliest label."""
    own = [_likeliest(belief) for belief in beliefs]
    return [_followed(label, own) for label in own]


def _names_given(own: list[int], beliefs: list[Belief], anchors: _Anchors, links: _Links) -> dict[int, int]:
    """The anchors that entities without a name turn out to be."""
    apart = _clashes(own, own, anchors)
    return (
        _named_later(own, apart, anchors, links)
        | _named_among(own, apart, beliefs, anchors)
        | _called_they(own, anchors)
    )


def _called_they(own: list[int], anchors: _Anchors) -> dict[int, int]:
    known = anchors.known
    people = anchors.single_people()
    told = Told(
        kind=anchors.kind,
        quotation=anchors.quotation,
        paragraph=known.paragraph,
        label=own,
        is_person=known.is_person,
    )
    said = {label for label in people if anchors.meaning[label][1] in known.names.called_they}
    return called_they(told, people, said=said) if known.paragraph else {}


def _followed(label: int, own: list[int]) -> int:
    """Where the mention that began an entity went itself, if elsewhere."""
    seen = []
    while label >= 0 and own[label] != label and label not in seen:
        seen.append(label)
        label = own[label]
    return min(seen) if label in seen else label


def _named_later(own: list[int], apart: Clashes, anchors: _Anchors, links: _Links) -> dict[int, int]:
    """For entities without a name, the anchor whose own mentions link to theirs more than to anybody else's.

    An entity met often needs less: somebody so prominent is likely to be named.
    """
    gender = _usual_genders(own, anchors)
    evidence: dict[int, dict[int, float]] = {}
    for mention, label in enumerate(anchors.fixed):
        if label is None:
            continue
        for antecedent, share in links.back[mention]:
            begun = own[antecedent]
            if (
                begun >= 0
                and anchors.admits(antecedent, label) > _UNLIKELY
                and not anchors.clashes(gender.get(begun, 0), label)
            ):
                votes = evidence.setdefault(begun, {})
                votes[label] = votes.get(label, 0.0) + share
    size = Counter(own)
    given = {}
    for begun, votes in evidence.items():
        best = max(votes, key=lambda label: votes[label])
        needed, clearly = (_NAMED, _CLEARLY) if size[begun] < _OFTEN else (_NAMED_IF_OFTEN, _CLEARLY_IF_OFTEN)
        if (
            votes[best] > needed
            and votes[best] > clearly * sum(votes.values())
            and not _is_refused(apart[begun, best], size[begun])
        ):
            given[begun] = best
    return given


def _named_among(own: list[int], apart: Clashes, beliefs: list[Belief], anchors: _Anchors) -> dict[int, int]:
    """For entities met often, by pronouns nearly always, the person to whom these nearly went, if it is clearly one.

    A story that begins with "she" names her soon, and then each "she" hangs partly on the name.
    """
    size = Counter(own)
    called = Counter(label for label, kind in zip(own, anchors.kind, strict=True) if kind in _PRONOUNS)
    nearly: dict[int, Counter[int]] = {}
    for belief, label in zip(beliefs, own, strict=True):
        if label >= 0 and size[label] >= _OFTEN and called[label] >= _MOSTLY * size[label]:
            told = nearly.setdefault(label, Counter())
            told.update({w: share for w, share in belief.items() if w < 0 and anchors.meaning[w][0] == "name"})
    given = {}
    for label, told in nearly.items():
        (best, most), (_, next_most) = [*told.most_common(2), (0, 0.0), (0, 0.0)][:2]
        is_clear = most >= _NEARLY * size[label] and most >= 2 * next_most
        if is_clear and not _is_refused(apart[label, best], size[label]):
            given[label] = best
    return given


def _usual_genders(own: list[int], anchors: _Anchors) -> dict[int, int]:
    """The gender that most mentions of each unnamed entity tell."""
    counts: dict[int, Counter[int]] = {}
    for mention, label in enumerate(own):
        if label >= 0 and anchors.gender[mention] in (MASCULINE, FEMININE):
            counts.setdefault(label, Counter())[anchors.gender[mention]] += 1
    return {label: told.most_common(1)[0][0] for label, told in counts.items()}


def _sureness(mention: int, final: list[int], own: list[int], beliefs: list[Belief], anchors: _Anchors) -> float:
    """The share of the mention's belief that went to its entity; an anchor's own confidence."""
    if anchors.fixed[mention] is not None:
        return anchors.known.sure[mention] if anchors.known.name[mention] >= 0 else _ANCHORED
    label = own[mention]
    share = sum(
        part
        for what, part in beliefs[mention].items()
        if what in (label, final[mention]) or (what >= 0 and own[what] == label)
    )
    return min(share, 1.0)
