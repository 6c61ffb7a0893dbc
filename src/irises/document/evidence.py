"""What speaks for and against a scene break at a run of empty lines."""

from __future__ import annotations

import math
import re
from collections import Counter

from irises.document.layout import Layout
from irises.document.units import Unit, unquoted, words_of
from irises.document.voice import first_person_rate, names_in

_OPENING = '"“‘«„'
_CLOSED = re.compile(r"[\"”»][_*\s]*$")
_ASKED = re.compile(r"\?[\"”’'»](?:\s[^\"“”?!]{0,60})?[_*\s]*$")
_STOP = re.compile(r"[.!?…][\"”'’»)\]_*]*$|[-—–][\"”]$")
_SHIFT = re.compile(
    r"[_*]*(?:(?:it\s+was\s+|by\s+|on\s+|in\s+|at\s+|about\s+|late\s+|early\s+|just\s+|not\s+"
    r"|nearly\s+|almost\s+|some\s+|only\s+)*"
    r"(?:(?:the|that|this|one|a|an|next|two|three|four|five|six|seven|eight|ten|several|few"
    r"|some|many|half|first|second|third|fourth|fifth|last|following|same|late|early|very"
    r"|couple|of|more|long|another)\s+)*"
    r"(?:morning|afternoon|evening|night|nights|midnight|noon|dawn|dusk|dinner|dinner-time"
    r"|breakfast|lunch|supper|sunset|sunrise|daybreak|day|days|week|weeks|weekend|month|months"
    r"|year|years|hour|hours|minutes|minute|moments later"
    r"|summer|autumn|fall|winter|spring|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|christmas|o'clock|\d{1,2}(?::\d\d)?\s*(?:a\.?m|p\.?m|o'clock))\b"
    r"|when\b|after\b|later\b|meanwhile\b|soon after|not long after|by the time\b|back (?:at"
    r"|in|on)\b|the next\b|next (?:day|morning)|once\b|until\b|since\b|before\b|during\b|for "
    r"(?:the|a|two|three|several|some|many) \w+ (?:days?|weeks?|months?|years?|hours?)|as "
    r"soon as\b|in the (?:morning|evening|afternoon)|tonight\b|today\b|yesterday\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:in|at|on|outside|inside|across|upstairs|downstairs|down|over|beyond|under|behind)\s+(?:the"
    r"|a|his|her|their|[A-Z])",
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
