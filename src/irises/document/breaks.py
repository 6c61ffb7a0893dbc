"""Where scenes part: at marks, and at runs of empty lines where the words on both sides bear it out."""

from __future__ import annotations

import math
import re
from collections import Counter

from irises.document.layout import Break, Layout, Piece
from irises.document.marks import ending_of, mark_of, point_of_view
from irises.document.units import Unit, unquoted, words_of
from irises.document.voice import first_person_rate, names_in

THRESHOLD = 0.5
"""Probability from which an empty run is a break."""

_OPENING = '"“‘«„'
_CLOSED = re.compile(r"[\"”»][_*\s]*$")
_ASKED = re.compile(r"\?[\"”’'»](?:\s[^\"“”?!]{0,60})?[_*\s]*$")
_STOP = re.compile(r"[.!?…][\"”'’»)\]_*]*$|[-—–][\"”]$")
_SHIFT = re.compile(
    r"[_*]*(?:(?:it\s+was\s+|by\s+|on\s+|in\s+|at\s+|about\s+|late\s+|early\s+|just\s+|not\s+|nearly\s+|almost\s+|some\s+|only\s+)*"
    r"(?:(?:the|that|this|one|a|an|next|two|three|four|five|six|seven|eight|ten|several|few|some|many|half|first|second|third|fourth|fifth|last|following|same|late|early|very|couple|of|more|long|another)\s+)*"
    r"(?:morning|afternoon|evening|night|nights|midnight|noon|dawn|dusk|dinner|dinner-time|breakfast|lunch|supper|sunset|sunrise|daybreak|day|days|week|weeks|weekend|month|months|year|years|hour|hours|minutes|minute|moments later"
    r"|summer|autumn|fall|winter|spring|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|christmas|o'clock|\d{1,2}(?::\d\d)?\s*(?:a\.?m|p\.?m|o'clock))\b"
    r"|when\b|after\b|later\b|meanwhile\b|soon after|not long after|by the time\b|back (?:at|in|on)\b|the next\b|next (?:day|morning)|once\b|until\b|since\b|before\b|during\b|for (?:the|a|two|three|several|some|many) \w+ (?:days?|weeks?|months?|years?|hours?)|as soon as\b|in the (?:morning|evening|afternoon)|tonight\b|today\b|yesterday\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:in|at|on|outside|inside|across|upstairs|downstairs|down|over|beyond|under|behind)\s+(?:the|a|his|her|their|[A-Z])",
    re.IGNORECASE,
)
_HAD = re.compile(r"\bhad\b|['’]d\b")
_GOING_ON = re.compile(
    r"(?:then|but|and|so|or|yet|still|instead|however|therefore|besides|also|too|again|nor|for|thus|well|yes|no|oh)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|they|it|his|her|their|its|this|that|these|those|him|them)\b", re.IGNORECASE)

# A logistic model of "this empty run is a scene break, and no lost line", over the words on both sides of it: fitted by
# training/breaks.py.
FITTED = {
    "bias": 1.21,
    "exchange": -1.91,
    "asked": -3.31,
    "speech_next": -2.43,
    "speech_last": -0.14,
    "unfinished": -1.45,
    "lowercase": -1.00,
    "shift": 1.13,
    "place": 0.43,
    "going_on": -1.42,
    "pronoun": -0.98,
    "new_people": 0.19,
    "new_voice": -0.27,
    "short_last": -1.13,
    "long_first": 0.72,
    "pluperfect": -0.44,
    "cohesion": -1.28,
    "shared_names": -0.80,
}
# What the text's own habits add: marks elsewhere, wider or more common gaps elsewhere speak against a break here.
HABITS = {"wider": 0.3, "common": -2.0, "narrower": -0.8, "marks": -1.2}
WEIGHTS = {**FITTED, **HABITS}


def claim_empty_runs(layout: Layout, first: int, last: int, *, marks: int) -> None:
    """Note the scenes that runs of empty lines part in units `[first, last)`, where there are `marks` scene marks."""
    for i, probability in empty_run_breaks(layout, first, last, marks=marks):
        layout.breaks.setdefault(i, Break(probability))


def claim_marks(layout: Layout, first: int, last: int) -> int:
    """Claim the lines that are marks and note the breaks after them; how many there are."""
    count = 0
    for i in range(first, last):
        unit = layout.units[i]
        if not layout.is_free(i) or unit.end - unit.start > 400 and unit.n_words > 3:
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


def score(values: dict[str, float]) -> float:
    """The probability that features stand for a break."""
    total = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def features(layout: Layout, i: int, *, marks: int) -> dict[str, float]:
    """What is seen at the gap before unit `i`; each value is 0..1 but `wider` (extra lines, 0..2)."""
    units = layout.units
    before, after = units[max(0, i - 4) : i], units[i : i + 3]
    last, following = units[i - 1], units[i]
    opening = following.text.lstrip("_*\"“‘' ")
    speech_next = _speaks(following)
    speech_last = bool(_CLOSED.search(last.text[-40:]))
    return {
        "wider": min(2.0, following.gap - layout.usual_gap - 1),
        "common": _share_of_gaps(layout, following.gap),
        "narrower": float(_widest(layout) > following.gap),
        "marks": float(marks > 0),
        "exchange": float(speech_next and speech_last),
        "asked": float(_is_asked(last) and any(map(_speaks, after[:2]))),
        "speech_next": float(speech_next),
        "speech_last": float(speech_last),
        "unfinished": float(not _STOP.search(last.text[-40:].rstrip())),
        "lowercase": float(opening[:1].islower()),
        "shift": float(bool(_SHIFT.match(unquoted(following.text, 80).lstrip()))),
        "place": float(bool(_PLACE.match(opening))),
        "going_on": float(bool(_GOING_ON.match(opening)) and not speech_next),
        "pronoun": float(bool(_PRONOUN.match(opening)) and not speech_next),
        "new_people": float(_new_people(before, after)),
        "new_voice": float(abs(first_person_rate(before) - first_person_rate(after)) > 4.0),
        "short_last": float(last.n_words < 8),
        "long_first": float(following.n_words >= 60),
        "pluperfect": float(bool(_HAD.search(" ".join(opening.split()[:14])))),
        "cohesion": _cohesion(units[max(0, i - 5) : i], units[i : i + 5]),
        "shared_names": _shared_names(layout, i),
    }


def _speech_share(units: list[Unit]) -> float:
    return sum('"' in unit.text or "“" in unit.text for unit in units) / max(1, len(units))


def _cohesion(before: list[Unit], after: list[Unit]) -> float:
    """How much of the rarer vocabulary is shared: words of six letters or more, as a share of the smaller side's."""
    old, new = (
        {word.lower() for unit in side for word in words_of(unit.text[:1200]) if len(word) > 5}
        for side in (before, after)
    )
    return len(old & new) / max(8, min(len(old), len(new)))


def _shared_names(layout: Layout, i: int) -> float:
    """Of the names used in the few paragraphs after the gap, the share used in those before it; one half if none is."""
    names = names_in(layout.units[max(0, i - 40) : i + 40], 600)
    old, new = (
        {word for unit in side for word in words_of(unit.text[:1200]) if word in names}
        for side in (layout.units[max(0, i - 8) : i], layout.units[i : i + 4])
    )
    return len(old & new) / len(new) if new else 0.5


def _cohesion(before: list[Unit], after: list[Unit]) -> float:
    """How much of the rarer vocabulary is shared: words of six letters or more, as a share of the smaller side's."""
    old, new = (
        {word.lower() for unit in side for word in words_of(unit.text[:1200]) if len(word) > 5}
        for side in (before, after)
    )
    return len(old & new) / max(8, min(len(old), len(new)))


def _shared_names(layout: Layout, i: int) -> float:
    """Of the names used in the few paragraphs after the gap, the share used in those before it; one half if none is."""
    names = names_in(layout.units[max(0, i - 40) : i + 40], 600)
    old, new = (
        {word for unit in side for word in words_of(unit.text[:1200]) if word in names}
        for side in (layout.units[max(0, i - 8) : i], layout.units[i : i + 4])
    )
    return len(old & new) / len(new) if new else 0.5


def _names_somebody(layout: Layout, i: int) -> bool:
    """Whether the paragraph begins with the name of somebody named near by: people are named anew where scenes begin."""
    first = next(iter(words_of(layout.units[i].text[:40])), "")
    return first[:1].isupper() and first in names_in(layout.units[max(0, i - 40) : i + 40], 600)


def _new_people(before: list[Unit], after: list[Unit]) -> bool:
    """Whether somebody is named after the gap and nobody named before it."""
    old, new = names_in(before), names_in(after)
    first = {word for word in words_of(after[0].text[:80])[:4] if word[:1].isupper()} & new
    return bool((new and old and not old & new) or first - old)


def _cohesion(before: list[Unit], after: list[Unit]) -> float:
    """How much of the rarer vocabulary is shared: words of six letters or more, as a share of the smaller side's."""
    old, new = (
        {word.lower() for unit in side for word in words_of(unit.text[:1200]) if len(word) > 5}
        for side in (before, after)
    )
    return len(old & new) / max(8, min(len(old), len(new)))


def _shared_names(layout: Layout, i: int) -> float:
    """Of the names used in the few paragraphs after the gap, the share used in those before it; one half if none is."""
    names = names_in(layout.units[max(0, i - 40) : i + 40], 600)
    old, new = (
        {word for unit in side for word in words_of(unit.text[:1200]) if word in names}
        for side in (layout.units[max(0, i - 8) : i], layout.units[i : i + 4])
    )
    return len(old & new) / len(new) if new else 0.5


def _cohesion(before: list[Unit], after: list[Unit]) -> float:
    """How much of the rarer vocabulary is shared: words of six letters or more, as a share of the smaller side's."""
    old, new = (
        {word.lower() for unit in side for word in words_of(unit.text[:1200]) if len(word) > 5}
        for side in (before, after)
    )
    return len(old & new) / max(8, min(len(old), len(new)))


def _shared_names(layout: Layout, i: int) -> float:
    """Of the names used in the few paragraphs after the gap, the share used in those before it; one half if none is."""
    names = names_in(layout.units[max(0, i - 40) : i + 40], 600)
    old, new = (
        {word for unit in side for word in words_of(unit.text[:1200]) if word in names}
        for side in (layout.units[max(0, i - 8) : i], layout.units[i : i + 4])
    )
    return len(old & new) / len(new) if new else 0.5


def _names_somebody(layout: Layout, i: int) -> bool:
    """Whether the paragraph begins with the name of somebody named near by: people are named anew where scenes begin."""
    first = next(iter(words_of(layout.units[i].text[:40])), "")
    return first[:1].isupper() and first in names_in(layout.units[max(0, i - 40) : i + 40], 600)


def _people(before: list[Unit], after: list[Unit]) -> dict[str, float]:
    old, new = names_in(before), names_in(after)
    first = {word for word in words_of(after[0].text[:80])[:4] if word[:1].isupper()} & names_in(after)
    return {
        "same_people": float(bool(old & new)),
        "new_people": float(bool(new) and bool(old) and not old & new or bool(first - old)),
    }


def _speaks(unit: Unit) -> bool:
    """Whether a paragraph begins with speech."""
    return unit.text.lstrip("_* ").startswith(tuple(_OPENING))


def _is_asked(unit: Unit) -> bool:
    """Whether the last words spoken in a paragraph ask something."""
    return bool(_ASKED.search(unit.text[-120:]))


def _share_of_gaps(layout: Layout, gap: int) -> float:
    """How common gaps of this width or wider are, as a share of all, full at one in eight."""
    counts = _gap_counts(layout)
    total = sum(counts.values())
    wide = sum(n for width, n in counts.items() if width >= gap)
    return min(1.0, 8.0 * wide / total) if total > 16 else 0.0


def _widest(layout: Layout) -> int:
    """The widest gap that comes more than twice between stretches of narration."""
    return max((width for width, n in _gap_counts(layout).items() if n > 2), default=0)


def _gap_counts(layout: Layout) -> Counter[int]:
    if layout.gap_counts is None:
        layout.gap_counts = Counter(
            unit.gap for i, unit in enumerate(layout.units[1:], 1) if layout.is_free(i) and layout.is_free(i - 1)
        )
    return layout.gap_counts
