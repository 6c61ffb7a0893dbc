"""Which rows of two readings of a passage are the same: spans that overlap, and people known by their mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from gold.minds.reader import Annotation, Belief, Commitment, Emotion
from irises.annotation import Span

Row = TypeVar("Row")
Pairs = list[tuple[int, int]]
"""Indices of rows of the one and the other reading."""


def shared(one: Span, other: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def paired(ones: Sequence[Row], others: Sequence[Row], likeness: Callable[[Row, Row], float]) -> Pairs:
    """One-to-one pairs of a likeness above nought, the likest first, in the order of `ones`."""
    scores = [(-likeness(a, b), i, j) for i, a in enumerate(ones) for j, b in enumerate(others)]
    taken: Pairs = []
    for score, i, j in sorted(scores):
        if score < 0 and all(i != a and j != b for a, b in taken):
            taken.append((i, j))
    return sorted(taken)


def cue_likeness(one: Emotion | Belief, other: Emotion | Belief) -> float:
    """Shared code points of the marked words."""
    return shared(one.span, other.span)


def commitment_likeness(one: Commitment, other: Commitment) -> float:
    """Shared cue first, else shared content: the one may mark "begged" and the other what was asked."""
    cue = shared(one.span, other.span)
    content = shared(one.content or one.span, other.content or other.span)
    return 1000 * cue + content


def same_people(one: Annotation, other: Annotation) -> dict[int, int]:
    """person_id of `one` for each person of `other` who has one: by mentions, else by rows that overlap."""
    mentions = [(person.person_id, span) for person in one.people for span in person.mentions]
    score: dict[tuple[int, int], float] = {}
    for person in other.people:
        for number, span in mentions:
            key = (number, person.person_id)
            score[key] = score.get(key, 0) + 10 * any(shared(span, mention) for mention in person.mentions)
    for a, b in _people_of_like_rows(one, other):
        score[a, b] = score.get((a, b), 0) + 1
    ours, theirs = [person.person_id for person in one.people], [person.person_id for person in other.people]
    return {theirs[j]: ours[i] for i, j in paired(ours, theirs, lambda a, b: score.get((a, b), 0))}


def _people_of_like_rows(one: Annotation, other: Annotation) -> Iterable[tuple[int, int]]:
    for i, j in paired(one.emotions, other.emotions, cue_likeness):
        yield from _both(one.emotions[i].experiencers, other.emotions[j].experiencers)
    for i, j in paired(one.beliefs, other.beliefs, cue_likeness):
        yield from _both(one.beliefs[i].holders, other.beliefs[j].holders)
    for i, j in paired(one.commitments, other.commitments, commitment_likeness):
        yield from _both(one.commitments[i].by, other.commitments[j].by)


def _both(ours: Iterable[int], theirs: Iterable[int]) -> Iterable[tuple[int, int]]:
    return ((a, b) for a in ours for b in theirs)
