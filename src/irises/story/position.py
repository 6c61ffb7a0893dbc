"""Positions in a story as people say them: an offset, "40%", "chapter 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from irises.annotation import Span
from irises.errors import PlanError
from irises.story.rows import Section

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_UNIT = re.compile(r"(part|chapter|scene)\s+(\w+)", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[mdclxvi])(m{0,3})(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


def body_of(sections: Sequence[Section], n_chars: int) -> Span:
    """From the first words of the story itself to its last, front and back matter left out; all if none is marked."""
    inner = {section.parent_id for section in sections}
    story = [section for section in sections if section.is_story and section.section_id not in inner]
    if not story:
        return Span(0, n_chars)
    return Span(min(s.start for s in story), max(s.end for s in story))


def share(offset: int, body: Span) -> float:
    """How far into the body an offset is, 0 to 1."""
    return min(1.0, max(0.0, (offset - body.start) / max(1, body.end - body.start)))


def position_of(place: int | str, sections: Sequence[Section], body: Span, n_chars: int) -> int:
    """The offset (code points) a place means: an offset, "40%" of the body, or the end of "chapter 3".

    Chapters, parts and scenes are meant by the number they print, where exactly one prints it, else counted.

    Raises:
        PlanError: the story has no such place.
    """
    if isinstance(place, int):
        return _checked(place, n_chars)
    words = place.strip()
    if words.isdecimal():
        return _checked(int(words), n_chars)
    if percent := _PERCENT.fullmatch(words):
        return _checked(_percent(float(percent[1]), body), n_chars)
    if (unit := _UNIT.fullmatch(words)) and (number := number_of(unit[2])) is not None:
        return _unit(unit[1].lower(), number, sections)
    raise PlanError(f"{place!r} is no position: use an offset, '40%' or 'chapter 3'")


def number_of(words: str) -> int | None:
    """The number that digits, a Roman numeral or a word up to twenty say; None for others."""
    lowered = words.lower()
    if lowered.isdecimal():
        return int(lowered)
    if lowered in _WORDS:
        return _WORDS.index(lowered)
    if not _ROMAN.fullmatch(lowered):
        return None
    values = [_ROMAN_VALUES[letter] for letter in lowered]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _checked(offset: int, n_chars: int) -> int:
    if not 0 <= offset <= n_chars:
        raise PlanError(f"the position {offset} is outside the text known here, which has {n_chars} characters")
    return offset


def _percent(percent: float, body: Span) -> int:
    if percent > 100:
        raise PlanError(f"{percent:g}% is past the end of the story")
    return body.start + round((body.end - body.start) * percent / 100)


def _unit(kind: str, number: int, sections: Sequence[Section]) -> int:
    units = [section for section in sections if section.kind == kind]
    printed = [section for section in units if _printed_number(kind, section.title) == number]
    if len(printed) == 1:
        return printed[0].end
    if not 1 <= number <= len(units):
        has = f"it has {len(units)}" if units else "it has none"
        raise PlanError(f"the story has no {kind} {number}: {has}")
    return units[number - 1].end


def _printed_number(kind: str, title: str | None) -> int | None:
    """The number in a heading such as "Chapter IV. The Storm", "4", "IV."."""
    words = re.findall(r"\w+", title or "")
    if words and words[0].lower() == kind:
        words = words[1:]
    return number_of(words[0]) if words else None
