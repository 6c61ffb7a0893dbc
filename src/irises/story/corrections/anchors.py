"""Anchors: places of a text that are found again in another edition of it.

An anchor is a span with its words and the words around it, as in the text quote selector of the W3C's Web Annotation
data model. Chapters that are added, sentences that are put in before, other line ends and another shape of quotation
marks don't lose it; where two places fit equally well, it is not placed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from irises.annotation import Span

_AROUND = 32
"""Code points that are noted on each side."""
LONGEST = 120
"""Of longer words only so many are noted; they say well enough where the span begins."""
_SHAPES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_CLASSES = {"'": "['‘’]", '"': '["“”]', "-": "[-–—]"}


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A span (code points, half-open) of the text it was made on, its words, and the words before and after."""

    start: int
    end: int
    words: str
    occurrence: int
    """Which of the places that have these words between these, counted from 0."""
    before: str
    after: str


def anchor_at(text: str, span: Span) -> Anchor:
    """The anchor of a span; a long one is anchored by its first words."""
    start, end = span.start, min(span.end, span.start + LONGEST)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    places = _places(text, before + text[start:end] + after)
    occurrence = next(n for n, place in enumerate(places) if place == start - len(before))
    return Anchor(start=start, end=end, words=text[start:end], occurrence=occurrence, before=before, after=after)


def place(anchor: Anchor, text: str) -> Span | None:
    """Where an anchor's words are in a text (code points); None where it is not clear that they are there."""
    whole = anchor.before + anchor.words + anchor.after
    exact = [start + len(anchor.before) for start in _places(text, whole)] if anchor.before or anchor.after else []
    if len(exact) > anchor.occurrence:
        start = exact[anchor.occurrence]
        return Span(start, start + len(anchor.words))
    return _most_alike(anchor, text)


def anchor_from(record: Mapping[str, Any]) -> Anchor:
    """The anchor that `anchor_record` made a record of.

    Raises:
        ValueError: it is not one.
    """
    numbers = {name: record.get(name) for name in ("start", "end", "occurrence")}
    words = {name: record.get(name) for name in ("words", "before", "after")}
    if not all(type(number) is int and number >= 0 for number in numbers.values()):
        raise ValueError("an anchor's start, end and occurrence are numbers from 0 on")
    if not all(isinstance(word, str) for word in words.values()) or not words["words"]:
        raise ValueError("an anchor has words, and those before and after")
    return Anchor(**numbers, **words)  # type: ignore[arg-type]


def anchor_record(anchor: Anchor) -> dict[str, Any]:
    """The anchor as plain values for JSON."""
    return asdict(anchor)


def _places(text: str, words: str) -> Iterator[int]:
    """Every offset at which the words stand, overlapping ones too."""
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _most_alike(anchor: Anchor, text: str) -> Span | None:
    """The one place of the words that has most of what stood around them: half of it, unless it is the only one."""
    found = [Span(*match.span()) for match in _pattern(anchor).finditer(text)]
    scores = [_likeness(anchor, text, span) for span in found]
    best = max(scores, default=0)
    if scores.count(best) != 1:
        return None
    needed = len(_shape(anchor.before)) + len(_shape(anchor.after))
    return found[scores.index(best)] if len(found) == 1 or 2 * best >= needed else None


def _pattern(anchor: Anchor) -> re.Pattern[str]:
    """The words with any white space, quotation marks and dashes, as whole words where they were."""
    words = anchor.words
    parts = [_CLASSES.get(letter, re.escape(letter)) for letter in words.translate(_SHAPES)]
    spaced = re.sub(r"(?:\\?\s)+", r"\\s+", "".join(parts))
    first = r"\b" if words[0].isalnum() and not anchor.before[-1:].isalnum() else ""
    last = r"\b" if words[-1].isalnum() and not anchor.after[:1].isalnum() else ""
    return re.compile(first + spaced + last)


def _likeness(anchor: Anchor, text: str, span: Span) -> int:
    """How many code points around a place are as they were around the anchor."""
    before = _shape(text[max(0, span.start - 2 * _AROUND) : span.start])
    after = _shape(text[span.end : span.end + 2 * _AROUND])
    return _shared(_shape(anchor.before)[::-1], before[::-1]) + _shared(_shape(anchor.after), after)


def _shape(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_SHAPES))


def _shared(one: str, other: str) -> int:
    """Length of what both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
