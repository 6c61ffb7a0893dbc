"""Dates as stories write them, as precise as the words say and no more.

Date libraries fill in what is not said (today's year, the first of the month) and take "Saturday" for a date, so the
forms are our own; the calendar is the standard library's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

LAST_SHORT_YEAR = 39
"""Two-digit years up to this one lie in the 21st century, the others in the 20th."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|y)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|octo?(?:ber)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DAY = r"(?P<{0}>\d{{1,2}})\s?(?:st|nd|rd|th|d)?\b"
_YEAR = r"(?P<{0}>(?:1[0-9]|2[01])(?:\d\d|[-–—_]{{1,4}}|\*\*)|['’]\d\d)(?![\w:])"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b",
        r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})\b",
        rf"(?P<month>{_MONTH})\s+(?:the\s+)?{_DAY.format('d')}(?!:)(?:(?:\s*,|\.)?\s*{_YEAR.format('y')})?",
        rf"{_DAY.format('d')}\s*(?:day\s+)?(?:of\s+)?(?P<month>{_MONTH})(?:(?:\s*,|\.)?\s*{_YEAR.format('y')})?",
        rf"(?P<month>{_MONTH})(?:,|\s+of)?\s+{_YEAR.format('y')}",
        rf"{_YEAR.format('y')}",
    )
)
_LEAD = re.compile(rf"[\s\W_]*(?:(?:on|in)\s+)?(?:(?P<weekday>{_WEEKDAY})\s*(?:the\s+)?[,.]?\s*)?", re.IGNORECASE)
# "15th of Harvestmonth, 1204": a day of a calendar of the story's own
_OWN_CALENDAR = re.compile(
    r"[\s\W_]*(?:[Tt]he\s+)?\d{1,2}\s?(?:st|nd|rd|th)\s+(?:day\s+)?of\s+(?:the\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?"
    r"(?:\s*,?\s*(?:of\s+)?(?:(?:the\s+)?[Yy]ear\s+)?\d{1,5}(?:\s+[A-Z][A-Z.]{1,5})?)?[\s\W_]*"
)
_WEEKDAY_ONLY = re.compile(
    rf"[\s\W_]*{_WEEKDAY}(?:\s+(?:morning|afternoon|evening|night|midnight|noon|dawn))?(?=[\s\W_]*$|\s*[.,—–:_-])",
    re.IGNORECASE,
)

AFTER_DATE = re.compile(
    r"[\s,.;:_*()—–-]*(?:(?:[A-Z][\w.'’]*|\d[\d:.h]*|[ap]\.?\s?m\.?|at|in|of|on|the|day|night"
    r"|morning|evening|afternoon|noon|midnight|dawn|later|still|same|continued|o['’]clock"
    r"|and|about|from|near|after|early|late|past|half|quarter|to|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve)[\s,.;:_*()—–-]*){0,9}$"
)
"""What may stand after a date on its line: a place, an hour, a part of the day."""

_PLACE_DATE = re.compile(r"[\W_]*(?:[A-Z][\w.'’]*[\s,.]+){1,7}$")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in words: its ISO 8601 value, None for a mere weekday or a calendar that isn't ours, and the offsets of
    its words in the string."""

    iso: str | None
    start: int
    end: int


def find_date(words: str, *, lead_only: bool = False) -> Found | None:
    """The first date in a short string; with `lead_only`, only one that the string begins with."""
    if lead_only:
        return _leading(words)
    matches = [match for form in _FORMS if (match := _search(form, words))]
    if not matches:
        return None
    best = min(matches, key=lambda match: (match.start(), -match.end()))
    iso = _iso(best)
    return Found(iso, best.start(), best.end()) if iso else None


def dateline(words: str) -> Found | None:
    """The date of a line that is nothing but a date, with a place or an hour perhaps; white space is folded in it.

    A day of a calendar that only the story knows has no ISO value.
    """
    if len(words) > 90 or len(words.split()) > 12:
        return None
    found = find_date(words, lead_only=True)
    if found and AFTER_DATE.match(words[found.end :]):
        return found
    if _OWN_CALENDAR.fullmatch(words):
        return Found(None, 0, len(words))
    found = find_date(words)
    if not found or not found.start or not AFTER_DATE.match(words[found.end :]):
        return None
    if not _PLACE_DATE.match(words[: found.start]):
        return None
    mere_year = re.fullmatch(r"\d{4}", found.iso or "") is not None
    return None if mere_year and not words[: found.start].rstrip().endswith(",") else found


def _search(form: re.Pattern[str], words: str) -> re.Match[str] | None:
    return next((match for match in form.finditer(words) if _starts_word(words, match.start())), None)


def _starts_word(words: str, at: int) -> bool:
    return at == 0 or not (words[at - 1].isalnum() or words[at - 1] == ":")


def _leading(words: str) -> Found | None:
    lead = _LEAD.match(words)
    at = lead.end() if lead else 0
    for form in _FORMS:
        match = form.match(words, at)
        if match and (iso := _iso(match)):
            return Found(iso, 0, match.end())
    weekday = _WEEKDAY_ONLY.match(words)
    return Found(None, 0, weekday.end()) if weekday else None


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = _year(parts.get("y"))
    if parts.get("a"):
        return _numeric(int(parts["a"]), int(parts["b"]), year)
    if parts.get("m"):
        return _checked(year, int(parts["m"]), int(parts["d"]))
    if not parts.get("month"):
        return year
    month = _month_number(parts["month"])
    if parts.get("d"):
        return _checked(year, month, int(parts["d"]))
    return f"{year}-{month:02d}" if year else None


def _year(words: str | None) -> str | None:
    if not words:
        return None
    digits = words.lstrip("'’")
    if not digits.isdigit():
        return None
    if len(digits) == 2:
        return f"{20 if int(digits) <= LAST_SHORT_YEAR else 19}{digits}"
    return digits


def _month_number(words: str) -> int:
    name = words.lower().rstrip(".")
    return datetime.strptime(name[:3], "%b").month


def _numeric(first: int, second: int, year: str | None) -> str | None:
    """`3/2/1998` is March 2; the day comes first only where it cannot be a month."""
    return _checked(year, first, second) or _checked(year, second, first)


def _checked(year: str | None, month: int, day: int) -> str | None:
    """The date, if there is such a day; a leap day is allowed where the year is not said."""
    try:
        datetime(int(year or 2000), month, day)
    except ValueError:
        return None
    return f"{year}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"
