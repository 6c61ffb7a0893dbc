"""Journals: headings that name them, entries whose date begins a paragraph, and where an entry ends."""

from __future__ import annotations

import re
from itertools import takewhile

from irises.document.dates import AFTER_DATE, find_date
from irises.document.headings import plain
from irises.document.layout import Layout, Piece
from irises.document.marks import is_mark_line
from irises.document.units import fold
from irises.document.voice import FIRST_PERSON, first_person_rate

_QUOTE = "\"“'‘«„"
JOURNAL_HEAD = re.compile(
    r"[\W_]*(?:(?:from\s+)?(?:the\s+)?(?:private\s+)?(?:journal|diary|log|log-?book|phonograph "
    r"diary)\s+(?:of|kept by|entry|entries)\b.{0,60}"
    r"|.{2,50}(?:'s|’s|S'|s'|s’)\s+(?:private\s+)?(?:journal|diary|log|log-?book|phonograph diary)\b.{0,40}"
    r"|(?:diary|journal|log)(?:\s+entry)?(?:\s*(?:#|no\.?)?\s*\d+)?|(?:entry|log)\s*(?:#|no\.?"
    r"|number)?\s*(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten))[\W_]*$",
    re.IGNORECASE,
)
JOURNAL_WORD = re.compile(r"\b(?:journal|diary|log-?book|memorandum)\b", re.IGNORECASE)
DEAR_DIARY = re.compile(r"[\"“'‘_*\s]*(?:dear|hello|hi|oh)\s+(?:diary|journal|log|notebook)\b", re.IGNORECASE)
_RUN_IN = re.compile(r"[^\n]{0,60}?[_*.)]*\s?(?:--+|—|–)\s?[_*]*(?=\S)")


def greets_diary(layout: Layout, i: int, last: int) -> bool:
    """Whether unit `i` begins with "Dear Diary" and somebody goes on as "I"."""
    unit = layout.units[i]
    if not DEAR_DIARY.match(unit.text[:60]):
        return False
    goes_on = layout.units[i + 1 : min(last, i + 4)] or [unit]
    return unit.n_words <= 4 or first_person_rate(goes_on) >= FIRST_PERSON


def run_in_entry(layout: Layout, i: int, in_journal: bool) -> Piece | None:
    """An entry whose date begins its first paragraph: "3 May. Bistritz.--Left Munich ..."."""
    head = layout.units[i].text[:140]
    if head[0] in _QUOTE and not in_journal:
        return None
    found = find_date(fold(head), lead_only=True) if head[:12].strip(' _*("“').split(" ")[0] else None
    if not found:
        return None
    rest = fold(head)[found.end :]
    run = _RUN_IN.match(rest)
    if not run or not AFTER_DATE.match(rest[: run.end()]):
        return None
    told = first_person_rate(layout.units[i : i + 4])
    if not in_journal and told < FIRST_PERSON / 2:
        return None
    emphasis = head[0] in "_*("
    sure = 0.95 if found.iso and (in_journal or emphasis) else 0.8 if found.iso or in_journal else 0.6
    return Piece(
        i, i + 1, "journal_entry", sure, title=plain(fold(head)[: found.end + run.end()].rstrip("-—– ")), date=found.iso
    )


def entry_end(layout: Layout, start: Piece, bound: int, in_journal: bool) -> int:
    """Where an entry ends: at the next, at a mark after which somebody else tells, or where its "I" has gone."""
    units = layout.units
    i = start.last
    before = first_person_rate([units[k] for k in range(max(0, start.first - 6), start.first)])
    embedded = not in_journal and before < 1.0
    while i < bound:
        if is_mark_line(units[i].text):
            if i + 1 >= bound or (
                not in_journal and first_person_rate(units[i + 1 : min(i + 4, bound)]) < FIRST_PERSON
            ):
                return i
        elif embedded and layout.is_free(i) and _has_left(layout, i, bound):
            return i
        i += 1
    return bound


def _has_left(layout: Layout, i: int, bound: int) -> bool:
    """Whether from unit `i` on nobody says "I": three paragraphs long, or after an empty run one."""
    unit = layout.units[i]
    ahead = list(takewhile(lambda u: not is_mark_line(u.text), layout.units[i : min(bound, i + 3)]))
    if unit.gap > layout.usual_gap:
        return first_person_rate(ahead[:2]) < 0.5
    return sum(u.n_words for u in ahead) > 30 and first_person_rate([unit]) == 0.0 and first_person_rate(ahead) < 0.3
