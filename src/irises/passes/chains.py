"""Mentions to entities: names, places and narrators are anchors; the rest takes its entity from what it links to.

Pair scores give every mention a distribution over antecedents. Following these links leads to an anchor or to a
mention that begins an entity of its own, so every mention has a distribution over entities; it is refined by the links
that later mentions make to it, so that a name reaches the epithets and pronouns before it. A wrong link costs one
mention, not the rest of the book, and everything is linear in the number of mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from irises.passes.called_they import Told, called_they
from irises.passes.chain_anchors import UNLIKELY, Anchors, Linking
from irises.passes.chain_beliefs import Belief, Beliefs
from irises.passes.chain_links import Links
from irises.passes.mention_traits import FEMININE, KIND, MASCULINE
from irises.passes.narrators import TOLD_AS_YOU
from irises.passes.pair_head import Candidates
from irises.passes.places import Ints

Clashes = Counter[tuple[int, int]]
"""How often grammar keeps a mention of the first label apart from one of the second."""

_ANCHORED = 0.95
_NAMED, _CLEARLY = 0.5, 0.6
_OFTEN, _NAMED_IF_OFTEN, _CLEARLY_IF_OFTEN = 20, 0.15, 0.4
_SIGN = {MASCULINE: 1, FEMININE: -1}
_HE_OR_SHE = (KIND["HE"], KIND["SHE"])
_PRONOUNS = frozenset((*_HE_OR_SHE, KIND["I"], KIND["YOU"]))
_CALLED_OTHERWISE = 0.5
_MOSTLY, _NEARLY = 0.8, 0.05
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


def link(known: Linking, candidates: Candidates) -> Linked:
    """The entity of every mention. Two different names are never one entity."""
    anchors = Anchors(known)
    links = Links(candidates, anchors)
    flow = Beliefs(anchors, links)
    flow.sweep()
    flow.begin(_kept_apart(flow.of, anchors))
    beliefs = flow.of
    _part_he_and_she(beliefs, _names_given(_own_labels(beliefs), beliefs, anchors, links), anchors)
    return _settled(beliefs, anchors, links)


def _kept_apart(beliefs: list[Belief], anchors: Anchors) -> list[int]:
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


def _clashes(labels: list[int], own: list[int], anchors: Anchors) -> Clashes:
    """How often grammar keeps a mention of one of the labels apart from one with another as its own."""
    return Counter((labels[one], own[other]) for one, others in anchors.known.apart.items() for other in others)


def _likeliest(belief: Belief) -> int:
    return max(belief, key=belief.__getitem__)


def _part_he_and_she(beliefs: list[Belief], given: dict[int, int], anchors: Anchors) -> None:
    """Weakens what a "he", "she", "mother" or "sir" believes of those who are mostly called by words of the other
    gender; `given` are the names of entities."""
    sign = {mention: _SIGN[gender] for mention, gender in enumerate(anchors.gender) if gender in _SIGN}
    called: dict[int, float] = {}
    for mention, one in sign.items():
        for label, share in beliefs[mention].items():
            name = given.get(label, label)
            called[name] = called.get(name, 0.0) + one * share
    against = {one: {name for name, sum_of in called.items() if one * sum_of < -_CALLED_OTHERWISE} for one in (1, -1)}
    for mention, one in sign.items():
        if anchors.fixed[mention] is None:
            others = against[one]
            left = {
                label: share * UNLIKELY if given.get(label, label) in others else share
                for label, share in beliefs[mention].items()
            }
            total = sum(left.values())
            beliefs[mention] = {label: share / total for label, share in left.items()}


def _settled(beliefs: list[Belief], anchors: Anchors, links: Links) -> Linked:
    """Each mention's likeliest label, entities that a name was given to later made one with it."""
    own = _own_labels(beliefs)
    given = _names_given(own, beliefs, anchors, links)
    final = [given.get(label, label) for label in own]
    order: dict[int, int] = {}
    chain = np.array([order.setdefault(label, len(order)) for label in final], dtype=np.int64)
    units: dict[int, int] = {}
    narrators = anchors.known.narrators
    for mention, unit in enumerate(narrators.unit.tolist()):
        if unit >= 0 and narrators.kinds[unit] != TOLD_AS_YOU:
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


def _names_given(own: list[int], beliefs: list[Belief], anchors: Anchors, links: Links) -> dict[int, int]:
    """The anchors that entities without a name turn out to be."""
    apart = _clashes(own, own, anchors)
    return (
        _named_later(own, apart, anchors, links)
        | _named_among(own, apart, beliefs, anchors)
        | _called_they(own, anchors)
    )


def _called_they(own: list[int], anchors: Anchors) -> dict[int, int]:
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


def _named_later(own: list[int], apart: Clashes, anchors: Anchors, links: Links) -> dict[int, int]:
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
                and anchors.admits(antecedent, label) > UNLIKELY
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


def _named_among(own: list[int], apart: Clashes, beliefs: list[Belief], anchors: Anchors) -> dict[int, int]:
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


def _usual_genders(own: list[int], anchors: Anchors) -> dict[int, int]:
    """The gender that most mentions of each unnamed entity tell."""
    counts: dict[int, Counter[int]] = {}
    for mention, label in enumerate(own):
        if label >= 0 and anchors.gender[mention] in (MASCULINE, FEMININE):
            counts.setdefault(label, Counter())[anchors.gender[mention]] += 1
    return {label: told.most_common(1)[0][0] for label, told in counts.items()}


def _sureness(mention: int, final: list[int], own: list[int], beliefs: list[Belief], anchors: Anchors) -> float:
    """The share of the mention's belief that went to its entity; an anchor's own confidence."""
    if anchors.fixed[mention] is not None:
        return anchors.known.sure[mention] if anchors.known.name[mention] >= 0 else _ANCHORED
    label = own[mention]
    settled = {label, final[mention]}
    parts = [part for what, part in beliefs[mention].items() if what in settled or (what >= 0 and own[what] == label)]
    return min(sum(parts), 1.0)
