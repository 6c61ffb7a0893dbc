"""Where scenes part: at marks, and at runs of empty lines where the words on both sides bear it out."""

from __future__ import annotations

import re

from irises.document.evidence import features, score
from irises.document.headings import heading_of, plain
from irises.document.labels import label_of
from irises.document.layout import Break, Layout, Piece
from irises.document.marks import ending_of, mark_of, point_of_view

_NAME_BETWEEN_MARKS = re.compile(
    r"(?P<mark>\*{2}|__|[\[(~=-])\s?(?P<name>[A-Z][\w'’.]+(?: [A-Z][\w'’.]+){0,2})\s?(?:(?P=mark)|[\])])"
)
THRESHOLD = 0.5
"""Probability from which an empty run is a break."""


def claim_empty_runs(layout: Layout, first: int, last: int, *, marks: int) -> None:
    """Note the scenes that runs of empty lines part in units `[first, last)`, where there are `marks` scene marks."""
    for i, probability in empty_run_breaks(layout, first, last, marks=marks):
        layout.breaks.setdefault(i, Break(probability))


def claim_marks(layout: Layout, first: int, last: int) -> int:
    """Claim the lines that are marks and note the breaks after them; how many there are."""
    count = 0
    for i in range(first, last):
        unit = layout.units[i]
        if not layout.is_free(i) or (unit.end - unit.start > 400 and unit.n_words > 3):
            continue
        if ending_of(unit.text):
            layout.claim(Piece(i, i + 1, "other", 0.8, is_story=False))
            continue
        mark = mark_of(unit.text)
        if mark is None or (mark.title and not _stands_apart(layout, i, mark.confidence)):
            continue
        count += 1
        eyes = mark.title is not None
        if not eyes:
            layout.claim(Piece(i, i + 1, "mark", mark.confidence))
        before = layout.breaks.get(i)
        title = mark.title or (before.title if before else None)
        confidence = max(mark.confidence, before.confidence if before else 0.0)
        if before is not None and not eyes:
            del layout.breaks[i]
        layout.breaks[i if eyes else i + 1] = Break(confidence, title)
    return count


def note_eyes(layout: Layout) -> None:
    """Note the scenes that begin with a name between marks ("[Anna]", "**ANNA**"), where one such name comes again."""
    found: dict[str, list[int]] = {}
    for i, unit in enumerate(layout.units):
        match = _NAME_BETWEEN_MARKS.fullmatch(unit.text) if unit.is_short and layout.is_free(i) else None
        if match and i + 1 < len(layout.units) and label_of(unit.text) is None and heading_of(unit.text) is None:
            found.setdefault(match["name"].casefold(), []).append(i)
    if any(len(places) > 1 for places in found.values()):
        for i in (i for places in found.values() for i in places):
            layout.breaks[i] = Break(0.85, plain(layout.units[i].text))


def _stands_apart(layout: Layout, i: int, confidence: float) -> bool:
    """Whether words that may name a new scene do not stand in the midst of an exchange."""
    if confidence >= 0.85 or point_of_view(layout.units[i].text):
        return True
    return i + 1 < len(layout.units) and layout.units[i + 1].n_words > 8


def empty_run_breaks(layout: Layout, first: int, last: int, *, marks: int) -> list[tuple[int, float]]:
    """The units of `[first, last)` before which an empty run parts two scenes, with the probability of that."""
    found = []
    for i in candidates(layout, first, last):
        probability = score(features(layout, i, marks=marks))
        if probability >= THRESHOLD:
            found.append((i, probability))
    return found


def candidates(layout: Layout, first: int, last: int) -> list[int]:
    """The units with narration on both sides of a longer gap than this text usually has between paragraphs."""
    usual = layout.usual_gap
    return [
        i
        for i in range(first + 1, last)
        if layout.units[i].gap > usual and _goes_on(layout, i) and layout.units[i].n_words > 2
    ]


def _goes_on(layout: Layout, i: int) -> bool:
    """Whether narration, or one journal entry, stands on both sides of unit `i`'s start."""
    before, after = layout.claims[i - 1], layout.claims[i]
    return before is after and (after is None or after.kind == "journal_entry")
