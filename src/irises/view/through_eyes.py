"""The story through one character's eyes: what they witness, hear, feel, show, hold true, promise, and don't know."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from irises.annotation import Span
from irises.story import Character, Story
from irises.story.rows import Belief, Commitment, Emotion, Presence, Quotation, Relation

_OWN_GAPS = frozenset({"unaware", "misbelieves", "forgot"})


@dataclass(frozen=True, kw_only=True)
class Told:
    """A quotation said or written to the character; `by` is None where the speaker isn't known."""

    by: int | None
    quotation: Quotation


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Something that the reader knows and the character doesn't, as far as the text shows.

    `why`: "hidden" (another's feeling in their presence that is not shown), "thought" (in another's mind), "away" (in a
    scene where they are not), "gap" (the text says that they don't know, are wrong, or forgot).
    """

    row: Emotion | Belief | Commitment
    why: str
    is_about_them: bool


@dataclass(frozen=True, kw_only=True)
class ThroughEyes:
    """One character's story, as far as it is known; every row carries its evidence and confidence."""

    character: Character
    witnessed: tuple[Presence, ...]
    """Where they are there bodily, in text order; a row's span is the stretch."""
    told: tuple[Told, ...]
    emotions: tuple[Emotion, ...]
    """Theirs: felt, shown and said; `masks` and `is_masked` say which differ."""
    beliefs: tuple[Belief, ...]
    """What they hold true, doubt or remember."""
    unknown: tuple[Unknown, ...]
    """What the reader knows that they don't, what is about them first."""
    given: tuple[Commitment, ...]
    received: tuple[Commitment, ...]
    toward: tuple[Relation, ...]
    """How they stand to others, in text order."""
    received_relations: tuple[Relation, ...]
    """How others stand to them."""


def through_eyes(story: Story, key: str | int) -> ThroughEyes:
    """The story through the eyes of a character, by name, alias or entity_id; `story.until(place)` bounds it.

    Raises:
        PlanError: nobody in the cast is called that, or it is not clear who.
    """
    character = story.character(key)
    who = character.entity_id
    return ThroughEyes(
        character=character,
        witnessed=tuple(row for row in story.presence if row.entity_id == who and row.status == "present"),
        told=tuple(Told(by=q.speaker, quotation=q) for q in story.quotations if _is_said_to(q, who)),
        emotions=tuple(row for row in story.emotions if row.experiencer == who),
        beliefs=tuple(row for row in story.beliefs if row.holder == who and row.stance not in _OWN_GAPS),
        unknown=_unknown(story, who),
        given=tuple(row for row in story.commitments if row.by == who),
        received=tuple(row for row in story.commitments if who in (row.to or ())),
        toward=tuple(row for row in story.relations if row.from_entity == who),
        received_relations=tuple(row for row in story.relations if row.to_entity == who),
    )


def _is_said_to(quotation: Quotation, who: int) -> bool:
    return quotation.mode != "thought" and who in (quotation.addressees or ())


def _unknown(story: Story, who: int) -> tuple[Unknown, ...]:
    heard = _Heard(story, who)
    found = [
        Unknown(row=row, why=why, is_about_them=row.target == who)
        for row in story.emotions
        if row.experiencer is not None and (why := _why_emotion(row, who, heard))
    ]
    found += [
        Unknown(row=row, why=why, is_about_them=who in row.about or row.holder == who)
        for row in story.beliefs
        if row.holder is not None and (why := _why_belief(row, who, heard))
    ]
    found += [
        Unknown(row=row, why="away", is_about_them=who in row.about)
        for row in story.commitments
        if who != row.by and who not in (row.to or ()) and not heard.is_there(row.start)
    ]
    return tuple(sorted(found, key=lambda item: (not item.is_about_them, item.row.start)))


def _why_emotion(row: Emotion, who: int, heard: _Heard) -> str | None:
    if row.experiencer == who or heard.is_told(row.start):
        return None
    if not heard.is_there(row.start):
        return "away"
    return "hidden" if row.channel == "felt" else None


def _why_belief(row: Belief, who: int, heard: _Heard) -> str | None:
    if row.holder == who:
        return "gap" if row.stance in _OWN_GAPS and not row.is_negated else None
    if heard.is_told(row.start):
        return None
    return "thought" if heard.is_there(row.start) else "away"


class _Heard:
    """What a character can see and hear: the stretches where they are, and what is said there or to them."""

    def __init__(self, story: Story, who: int) -> None:
        there = (row.span for row in story.presence if row.entity_id == who and row.status == "present")
        self._there = _merged(there)
        said = [q for q in story.quotations if q.mode != "thought" or q.speaker == who]
        self._told = _merged(q.span for q in said if self.is_there(q.start) or _is_said_to(q, who) or q.speaker == who)

    def is_there(self, position: int) -> bool:
        """Whether they are there at an offset."""
        return _holds(self._there, position)

    def is_told(self, position: int) -> bool:
        """Whether the words at an offset are said to them or within their hearing."""
        return _holds(self._told, position)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order, none overlapping."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(end, out[-1].end))
        else:
            out.append(Span(start, end))
    return out


def _holds(spans: list[Span], position: int) -> bool:
    place = bisect_right(spans, position, key=lambda span: span.start) - 1
    return place >= 0 and position < spans[place].end
