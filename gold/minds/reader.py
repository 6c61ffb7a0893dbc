"""Reads label files: the rows of a passage as dataclasses.

All spans are code points from the start of the passage; `Annotation.in_source` moves one to the source's text. People
are `person_id`s of the passage, known by the spans of some of their mentions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold.minds.passages import FRESH, HERE, Place, passage_text, read_places
from irises.annotation import Span

LABELS = HERE / "labels"
"""The settled labels; what two annotators had before lies in `readings/A` and `readings/B`."""

LABELS_OF: Mapping[str, Path] = {"dev": LABELS, "test": LABELS, "fresh": FRESH / "labels"}
"""Where the settled labels of each split lie."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the passage; the first of the `mentions` is the first in the passage, the others are a choice."""

    person_id: int
    mentions: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Perspective:
    """A stretch of one point of view; together they cover the passage."""

    span: Span
    person: str
    tense: str
    narrator: int | None
    kind: str
    focalizer: int | None


@dataclass(frozen=True, kw_only=True)
class Emotion:
    """A word or phrase that gives somebody an emotion.

    Any of `emotions` is right. `is_feigned`: a show that isn't the feeling; `masks` is then the emotion_id of the felt
    row, or -1 where the text names none. `is_masked`: felt and kept from sight, by such a show or without one.
    """

    emotion_id: int
    span: Span
    experiencers: frozenset[int]
    emotions: tuple[str, ...]
    channel: str
    is_negated: bool
    targets: frozenset[int]
    is_feigned: bool
    is_masked: bool
    masks: int


@dataclass(frozen=True, kw_only=True)
class Mask:
    """A show that isn't the feeling: the show (None: the feeling is merely hidden), the feeling (None: not named)."""

    shown: Emotion | None
    felt: Emotion | None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Of the show and of the feeling, as far as the text has them."""
        return tuple(row.span for row in (self.shown, self.felt) if row is not None)

    @property
    def wearers(self) -> frozenset[int]:
        """Who wears it."""
        return frozenset().union(*(row.experiencers for row in (self.shown, self.felt) if row is not None))


@dataclass(frozen=True, kw_only=True)
class Belief:
    """What somebody holds in mind; `span` is the cue, `within` the belief_id around it or -1."""

    belief_id: int
    span: Span
    holders: frozenset[int]
    stance: str
    content: Span | None
    about: frozenset[int]
    is_negated: bool
    within: int


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """Word given or asked; `span` is the cue, `resolved` what shows that it was kept, broken or withdrawn."""

    commitment_id: int
    span: Span
    kind: str
    by: frozenset[int]
    to: frozenset[int]
    about: frozenset[int]
    content: Span | None
    status: str
    resolved: Span | None


@dataclass(frozen=True, kw_only=True)
class Speech:
    """A quotation, by whom and to whom (person_ids)."""

    span: Span
    speakers: frozenset[int]
    addressees: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class LookAlike:
    """Words that resemble a row of a table (`like`: emotion, mask, belief or commitment) and are none."""

    span: Span
    like: str


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """All labels of a passage; `presence` gives present, remembered or mentioned by person_id."""

    place: Place
    annotator: str
    people: tuple[Person, ...]
    perspectives: tuple[Perspective, ...]
    emotions: tuple[Emotion, ...]
    beliefs: tuple[Belief, ...]
    commitments: tuple[Commitment, ...]
    look_alikes: tuple[LookAlike, ...]
    presence: Mapping[int, str]
    speeches: tuple[Speech, ...] = ()
    """In passages with every mention of everybody."""

    @property
    def masks(self) -> tuple[Mask, ...]:
        """Feigned shows with what they mask, and hidden feelings that no show masks."""
        worn = [
            Mask(shown=row, felt=self.emotions[row.masks] if row.masks >= 0 else None)
            for row in self.emotions
            if row.is_feigned
        ]
        covered = {mask.felt.emotion_id for mask in worn if mask.felt is not None}
        hidden = [Mask(shown=None, felt=e) for e in self.emotions if e.is_masked and e.emotion_id not in covered]
        return tuple(sorted([*worn, *hidden], key=lambda mask: min(mask.spans)))

    def perspective_at(self, offset: int) -> Perspective:
        """The stretch that a code point of the passage lies in."""
        return next(row for row in self.perspectives if row.span.start <= offset < row.span.end)

    def in_source(self, span: Span) -> Span:
        """A span of the passage in the source's text."""
        return Span(span.start + self.place.start, span.end + self.place.start)

    def text(self, folders: Iterable[Path]) -> str:
        """The words of the passage; ValueError if the folders hold another text, FileNotFoundError if none."""
        return passage_text(self.place, folders)


def read_annotations(folder: Path = LABELS, *, split: str | None = None) -> list[Annotation]:
    """The annotated passages of a folder, all or those of one split, in the order of the split files."""
    wanted = [place for place in read_places() if split in (None, place.split)]
    found = [(folder / f"{place.passage}.json", place) for place in wanted]
    return [read_annotation(path, place) for path, place in found if path.is_file()]


def read_annotation(path: Path, place: Place) -> Annotation:
    """One label file; ValueError if it was made for another stretch of text than `place`."""
    labels = json.loads(path.read_text(encoding="utf-8"))
    if (labels["start"], labels["end"], labels["sha256"]) != (place.start, place.end, place.sha256):
        raise ValueError(f"{path} is not of passage {place.passage} as it is now")
    return annotation_of(labels, place)


def annotation_of(labels: Mapping[str, Any], place: Place) -> Annotation:
    """Compiled labels as an annotation."""
    return Annotation(
        place=place,
        annotator=labels["annotator"],
        people=tuple(
            Person(person_id=row["person_id"], mentions=tuple(Span(*span) for span in row["mentions"]))
            for row in labels["people"]
        ),
        perspectives=tuple(Perspective(**_typed(row)) for row in labels["perspectives"]),
        emotions=tuple(Emotion(**_typed(row)) for row in labels["emotions"]),
        beliefs=tuple(Belief(**_typed(row)) for row in labels["beliefs"]),
        commitments=tuple(Commitment(**_typed(row)) for row in labels["commitments"]),
        look_alikes=tuple(LookAlike(**_typed(row)) for row in labels["look_alikes"]),
        presence={row["person_id"]: row["status"] for row in labels["presence"]},
    )


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of JSON with spans and sets in place of lists."""
    columns = {key: _value(key, value) for key, value in row.items() if key not in ("start", "end")}
    return {"span": Span(row["start"], row["end"]), **columns}


def _value(column: str, value: Any) -> Any:
    if column in ("content", "resolved"):
        return None if value is None else Span(*value)
    if column == "emotions":
        return tuple(value)
    return frozenset(value) if isinstance(value, list) else value
