"""Who is called "they" alone: entities of "they" whose uses follow one person's name, with nobody else to mean.

The heads learned from novels in which "they" are several; whom the story never calls "he" or "she" is told by
where the word stands (for singular "they" in coreference: Cao and Daumé 2020).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from irises.passes.mention_traits import KIND

_LEAST_VOTES = 2
_MOSTLY, _HALF = 0.6, 0.5
_HE_OR_SHE = (KIND["HE"], KIND["SHE"])
# These stand between a name and its pronoun without being meant by it.
_PASSED = frozenset(KIND[k] for k in ("I", "YOU", "IT", "RELATIVE"))


@dataclass(frozen=True, kw_only=True)
class Told:
    """Mentions by parallel lists: kind of reference, quotation around it (-1 for none), paragraph, and label."""

    kind: Sequence[int]
    quotation: Sequence[int]
    paragraph: Sequence[int]
    label: Sequence[int]
    is_person: Sequence[bool] = ()
    """Whether each may be somebody; needed only where it is said beforehand who is called "they"."""


def called_they(told: Told, people: Collection[int], *, said: Collection[int] = ()) -> dict[int, int]:
    """By label of an entity without a name, the label of the one person whom its "they" follow; `people` are the labels
    that stand for one named person each. Of those of whom it is `said` that they are called so, one use tells,
    if half of those that tell anything do.
    """
    size = Counter(told.label)
    they = Counter(label for label, kind in zip(told.label, told.kind, strict=True) if kind == KIND["THEY"])
    otherwise = {label for label, kind in zip(told.label, told.kind, strict=True) if kind in _HE_OR_SHE}
    votes: defaultdict[int, Counter[int | None]] = defaultdict(Counter)
    for mention, label in enumerate(told.label):
        if told.kind[mention] == KIND["THEY"] and told.quotation[mention] < 0 and they[label] >= _MOSTLY * size[label]:
            followed = _followed(mention, told)
            if said and (person := _followed(mention, told, only_people=True)) in said:
                followed = person
            if followed is not None:
                is_one = followed in said or (followed in people and followed not in otherwise)
                votes[label][followed if is_one else None] += 1
    given = {}
    for label, counted in votes.items():
        best, most = counted.most_common(1)[0]
        least, share = (1, _HALF) if best in said else (_LEAST_VOTES, _MOSTLY)
        if label not in people and best is not None and most >= max(least, share * counted.total()):
            given[label] = best
    return given


def _followed(mention: int, told: Told, *, only_people: bool = False) -> int | None:
    """The label of whoever is told of last before a "they", in its paragraph; None where it is the entity itself, or
    nobody."""
    for before in range(mention - 1, -1, -1):
        if told.paragraph[before] != told.paragraph[mention]:
            return None
        is_passed = told.kind[before] in _PASSED or (only_people and not told.is_person[before])
        if told.quotation[before] >= 0 or is_passed:
            continue
        return None if told.label[before] == told.label[mention] else told.label[before]
    return None
