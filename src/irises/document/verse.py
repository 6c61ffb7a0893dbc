"""Verse: lines ended on purpose, stanzas, and the line that says whose words they are."""

from __future__ import annotations

import re
from itertools import pairwise

from irises.document.headings import all_caps, title_case
from irises.document.layout import Layout, Piece
from irises.document.units import is_forced, words_of

LONGEST_LINE = 66
_QUOTE = "\"“'‘«„"
_ATTRIBUTION = re.compile(
    r"\s*[_*]*(?:[-–—―~]{1,3}|--+)\s*[_*]*(?P<who>[\"“'‘_]?\w(?:[^.!?]|(?<=\b[A-Z])\."
    r"|(?<=\b[MDS]rs)\.|(?<=\b[MDS][rst])\.){1,90}?)[_*.\"”'’)]*$"
)
_SPEECH = re.compile(r"^[\"“‘«„—–-]")
_STOP = re.compile(r"[.!?][\"”'’)\]_*]*$")


def is_attribution(line: str, *, alone: bool, quoted: bool = False) -> bool:
    """Whether the line says whose words the lines above it are: "—Name, Work"; `alone` if it is a whole paragraph.

    Below words that are wholly `quoted` it may also be no name: "- old saying of the coast".
    """
    words = line.strip()
    match = _ATTRIBUTION.match(words)
    if not match or len(words) > 110 or len(words_of(words)) > 16:
        return False
    if quoted:
        return len(words_of(words)) <= 12
    if match["who"].lstrip("\"“'‘_")[:1].islower() and len(words_of(words)) > 4:
        return False
    named = title_case(match["who"]) or all_caps(match["who"]) or len(words_of(words)) <= 2
    return named and (alone or len(words_of(words)) <= 12)


def is_verse(text: str, width: int) -> bool:
    """Whether the paragraph is set as verse: two lines or more, short, each ended on purpose, not speech by turns."""
    if not is_set_in_lines(text, width):
        return False
    raw = text.split("\n")
    lines = [line.strip() for line in raw if line.strip()]
    capitals = sum(line.lstrip("\"“'‘_*(")[:1].isupper() for line in lines)
    stops = sum(bool(_STOP.search(line)) for line in lines)
    if capitals < 0.8 * len(lines) and _share_forced(raw, max(map(len, raw))) < 0.5:
        return False
    if len(lines) < 4 and capitals < len(lines):
        return False
    return capitals >= 0.5 * len(lines) and (len(lines) > 2 or stops < 2)


def is_set_in_lines(text: str, width: int) -> bool:
    """Whether the paragraph is of short lines, two or more, each ended on purpose, that aren't speech by turns."""
    if "\n" not in text or len(text) > 6000:
        return False
    raw = text.split("\n")
    lines = [line.strip() for line in raw if line.strip()]
    if len(lines) < 2 or max(map(len, lines)) > LONGEST_LINE:
        return False
    speech = sum(bool(_SPEECH.match(line)) for line in lines)
    return _share_forced(raw, max(width, 60)) >= 0.8 and speech <= max(1, 0.34 * len(lines))


def _share_forced(lines: list[str], width: int) -> float:
    """Of the lines that another follows, the share ended on purpose if text is wrapped at `width`."""
    forced = sum(is_forced(a, b, width) for a, b in pairwise(lines))
    return forced / (len(lines) - 1)


def claim_verse(layout: Layout, first: int, last: int) -> None:
    """Claim each run of stanzas in units `[first, last)` as one `poem`."""
    i = first
    while i < last:
        if not layout.is_free(i) or not is_verse(layout.units[i].text, layout.width):
            i += 1
            continue
        end = i + 1
        while end < last and layout.is_free(end) and is_verse(layout.units[end].text, layout.width):
            end += 1
        lines = sum(len(unit.lines) for unit in layout.units[i:end])
        if lines >= 3:
            layout.claim(Piece(i, end, "poem", 0.85 if lines >= 4 else 0.7))
        i = end
