"""Writings within a story: letters, journal entries and messages, and dates that stand over scenes."""

from __future__ import annotations

import re

from irises.document.dates import Found, dateline
from irises.document.headings import all_caps, plain, title_case
from irises.document.journals import JOURNAL_HEAD, JOURNAL_WORD, entry_end, greets_diary, run_in_entry
from irises.document.layout import Layout, Piece
from irises.document.letters import (
    LETTER_HEAD,
    WIRED,
    addresses,
    dated_greeting,
    introduced,
    letter_end,
    names_reader,
    salutation,
)
from irises.document.marks import is_mark_line
from irises.document.messages import claim_messages
from irises.document.units import Unit, fold, words_of
from irises.document.voice import FIRST_PERSON, first_person_rate

_QUOTE = "\"“'‘«„"


def claim_writings(layout: Layout, first: int, last: int, *, told_in_writing: str = "") -> None:
    """Claim letters, journal entries and messages in units `[first, last)`; `told_in_writing` is the heading above."""
    if first < last and re.match(r"[\W_]*letter\s+\w+", told_in_writing, re.IGNORECASE):
        _claim_whole_letter(layout, first, last)
        return
    claim_messages(layout, first, last)
    in_journal = bool(JOURNAL_WORD.search(told_in_writing))
    starts = _starts(layout, first, last, in_journal=in_journal)
    if in_journal:
        _claim_continuation(layout, first, starts[0].first if starts else last)
    else:
        _settle_kind(starts)
    bounds = [start.first for start in starts[1:]] + [last]
    for start, bound in zip(starts, bounds, strict=False):
        if start.kind == "journal_entry":
            start.last = entry_end(layout, start, bound, in_journal)
        elif start.kind in ("letter", "message"):
            start.last = letter_end(layout, start, bound)
        layout.claim(start)


def _settle_kind(starts: list[Piece]) -> None:
    """Where most of what is dated greets somebody, the rest that is dated goes on with those letters."""
    letters = sum(start.kind == "letter" for start in starts)
    doubtful = [start for start in starts if start.kind == "journal_entry" and start.confidence <= 0.8]
    if letters >= 3 and letters > len(doubtful):
        for start in doubtful:
            start.kind = "letter"


def _claim_continuation(layout: Layout, first: int, last: int) -> None:
    """Claim what stands in a chapter called somebody's journal before its first date: the entry before goes on."""
    if first < last and first_person_rate(layout.units[first:last]) >= FIRST_PERSON:
        layout.claim(Piece(first, last, "journal_entry", 0.7))


def _claim_whole_letter(layout: Layout, first: int, last: int) -> None:
    """Claim a chapter that is called a letter; each date on a line of its own begins another."""
    dated = [(i, found) for i in range(first, last) if (found := _dateline(layout.units[i]))]
    starts = [first, *(i for i, _ in dated if i > first + 4)]
    for start, end in zip(starts, [*starts[1:], last], strict=True):
        date = next((found.iso for i, found in dated if start <= i <= start + 4), None)
        layout.claim(Piece(start, end, "letter", 0.95, date=date))


def _starts(layout: Layout, first: int, last: int, *, in_journal: bool) -> list[Piece]:
    """The units at which a letter, a journal entry or a dated scene begins, in order."""
    starts: list[Piece] = []
    i = first
    while i < last:
        piece = _start_at(layout, i, last, in_journal) if layout.is_free(i) else None
        if piece is None:
            i += 1
            continue
        if piece.kind == "journal_entry":
            in_journal = in_journal or piece.confidence > 0.9
        starts.append(piece)
        i = piece.last
    return starts


def _start_at(layout: Layout, i: int, last: int, in_journal: bool) -> Piece | None:
    """The letter, entry or dated scene that begins at unit `i`, its `last` being the unit after its opening lines."""
    if greets_diary(layout, i, last):
        return Piece(i, i + 1, "journal_entry", 0.95)
    head = _opening_lines(layout, i, last)
    body = head.body
    if body < last and layout.is_free(body) and greets_diary(layout, body, last):
        title = fold(layout.text[layout.units[i].start : layout.units[body - 1].end])
        return Piece(i, body + 1, "journal_entry", 0.95, title=title, date=head.date)
    if head.greets:
        return Piece(i, body + 1, "letter", 0.9, title=head.title, date=head.date)
    if body < last and layout.is_free(body) and salutation(layout.units[body], alone=body == i):
        sure = 0.9 if body > i or layout.units[body].n_words <= 8 else 0.75
        return Piece(i, body + 1, "letter", sure, title=head.title, date=head.date)
    if body == i and names_reader(layout, i, last):
        return Piece(i, i + 1, "letter", 0.75)
    if head.is_letter and body < last and layout.is_free(body) and addresses(layout.units[body]):
        kind = "message" if WIRED.match(head.title or "") else "letter"
        return Piece(i, body + 1, kind, 0.8, title=head.title, date=head.date)
    if body == i and (note := introduced(layout, i)):
        return note
    if head.is_journal and not head.dated and body < last and layout.is_free(body):
        dated = run_in_entry(layout, body, in_journal=True)
        if dated is not None:
            return Piece(i, body + 1, "journal_entry", 0.95, title=head.title, date=dated.date)
    if head.dated or head.is_journal:
        return _entry(layout, i, last, head, in_journal)
    return run_in_entry(layout, i, in_journal)


class _Head:
    """The lines over a letter or an entry: a heading of its own, place, date."""

    __slots__ = ("body", "date", "dated", "greets", "is_journal", "is_letter", "title")

    def __init__(self, body: int) -> None:
        self.body = body
        self.date: str | None = None
        self.dated = False
        self.greets = False
        self.is_journal = False
        self.is_letter = False
        self.title: str | None = None


def _opening_lines(layout: Layout, i: int, last: int) -> _Head:
    head = _Head(i)
    while head.body < min(last, i + 5) and layout.is_free(head.body):
        unit = layout.units[head.body]
        if unit.end - unit.start > 160 or (unit.text[0] in _QUOTE and not head.is_letter and not _dateline(unit)):
            break
        words = plain(unit.text)
        date = _dateline(unit)
        if date is None and not head.dated and (greeted := dated_greeting(unit)):
            head.dated, head.date, head.greets = True, greeted.iso, True
            break
        if date:
            if head.dated:
                break
            head.dated, head.date = True, date.iso
        elif JOURNAL_HEAD.match(words):
            head.is_journal, head.title = True, words
        elif unit.text.startswith("(") and (head.is_journal or head.is_letter):
            pass
        elif LETTER_HEAD.match(words):
            head.is_letter, head.title = True, words
        elif not _is_address(unit, layout, head.body, last):
            break
        head.body += 1
    return head


def _is_address(unit: Unit, layout: Layout, i: int, last: int) -> bool:
    """Whether a short line is a place over a date or salutation."""
    words = plain(unit.text)
    if i + 1 < last and layout.units[i + 1].gap > max(unit.gap, layout.usual_gap):
        return False
    if (
        len(words_of(words)) > 8
        or not (all_caps(words) or title_case(words))
        or words[-1:] in '!?"”'
        or is_mark_line(unit.text)
    ):
        return False
    following = layout.units[i + 1 : min(i + 4, last)]
    return any(_dateline(u) or salutation(u, alone=False) for u in following if u.n_words <= 10)


def _dateline(unit: Unit) -> Found | None:
    """The date of a paragraph that is nothing but a date, with a place or an hour perhaps."""
    return dateline(fold(unit.text)) if unit.is_short else None


def _entry(layout: Layout, i: int, last: int, head: _Head, in_journal: bool) -> Piece | None:
    """A journal entry, or a dated scene where what follows is not told by an "I"."""
    if head.body >= last or (not layout.is_free(head.body) and head.body == i):
        return None
    told = first_person_rate(
        [u for k, u in enumerate(layout.units[head.body : head.body + 4], head.body) if layout.is_free(k)]
    )
    title = fold(layout.text[layout.units[i].start : layout.units[head.body - 1].end])
    if head.is_journal or in_journal:
        return Piece(i, head.body, "journal_entry", 0.95, title=title, date=head.date)
    if told >= FIRST_PERSON:
        return Piece(i, head.body, "journal_entry", 0.8, title=title, date=head.date)
    apart = i == 0 or not layout.is_free(i - 1) or layout.units[i].gap > layout.usual_gap
    return Piece(i, head.body, "dateline", 0.8 if apart else 0.65, title=title, date=head.date)
