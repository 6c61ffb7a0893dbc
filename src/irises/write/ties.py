"""Ties between the people of a story, place by place: who speaks to whom, who stands to whom how, who is together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from irises.story import Story


@dataclass(frozen=True, kw_only=True)
class Tie:
    """One piece of evidence for a tie from one person to another, by entity_id.

    `kind` is `speaks to`, `is with` (which goes both ways) or a kind of relation; `valence` is -1 to 1, None where
    nothing is known of it; `position` is where a reader knows it, in code points.
    """

    start: int
    end: int
    kind: str
    position: int
    valence: float | None
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Edge:
    """All pieces of evidence of one kind between two people, in order."""

    start: int
    end: int
    kind: str
    ties: tuple[Tie, ...]

    @property
    def weight(self) -> int:
        """How many pieces there are."""
        return len(self.ties)

    @property
    def valence(self) -> float | None:
        """Their mean valence; None where nothing is known of it."""
        return mean(tie.valence for tie in self.ties)

    @property
    def confidence(self) -> float:
        """Their mean confidence, 0 to 1."""
        return mean(tie.confidence for tie in self.ties) or 0.0


def ties(story: Story) -> tuple[Tie, ...]:
    """Every piece of evidence, by position."""
    found = [*_talk(story), *_relations(story), *_company(story)]
    return tuple(sorted(found, key=lambda tie: (tie.position, tie.kind, tie.start, tie.end)))


def edges(pieces: Iterable[Tie]) -> tuple[Edge, ...]:
    """One edge per pair and kind, in order of their first pieces."""
    grouped: defaultdict[tuple[int, int, str], list[Tie]] = defaultdict(list)
    for tie in pieces:
        grouped[tie.start, tie.end, tie.kind].append(tie)
    return tuple(
        Edge(start=start, end=end, kind=kind, ties=tuple(grouped[start, end, kind])) for start, end, kind in grouped
    )


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is known; None where nothing is."""
    known: Sequence[float] = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _talk(story: Story) -> Iterator[Tie]:
    """Speech; a quotation that goes on after its cue counts once."""
    for quotation in story.quotations:
        if quotation.mode != "speech" or quotation.speaker is None or quotation.continues >= 0:
            continue
        for addressee in quotation.addressees or ():
            yield Tie(
                start=quotation.speaker,
                end=addressee,
                kind="speaks to",
                position=quotation.known_at,
                valence=None,
                confidence=quotation.speaker_confidence * quotation.addressees_confidence,
            )


def _relations(story: Story) -> Iterator[Tie]:
    for row in story.relations:
        yield Tie(
            start=row.from_entity,
            end=row.to_entity,
            kind=row.kind,
            position=row.known_at,
            valence=row.valence,
            confidence=row.confidence,
        )


def _company(story: Story) -> Iterator[Tie]:
    """Two people in one scene, from where both are there; the one with the lower id first."""
    scenes = defaultdict(list)
    for row in story.presence:
        if row.status == "present":
            scenes[row.section_id].append(row)
    for people in scenes.values():
        for one, other in combinations(sorted(people, key=lambda row: row.entity_id), 2):
            yield Tie(
                start=one.entity_id,
                end=other.entity_id,
                kind="is with",
                position=max(one.start, other.start),
                valence=None,
                confidence=one.confidence * other.confidence,
            )
