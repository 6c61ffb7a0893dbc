"""Writings within a story: letters with salutation and signature, journal entries with their dates, messages."""

from __future__ import annotations

import re

from irises.document.dates import AFTER_DATE, Found, dateline, find_date
from irises.document.headings import all_caps, plain, title_case
from irises.document.layout import Layout, Piece
from irises.document.marks import is_mark_line
from irises.document.units import Unit, fold, unquoted, visible, words_of
from irises.document.voice import first_person_rate

FIRST_PERSON = 2.0
"""First-person words in a hundred from which a stretch is told by an "I"."""
LONGEST_LETTER = 400
"""Paragraphs within which a letter's signature is looked for."""

_QUOTE = "\"“'‘«„"
_DEAR = re.compile(
    r"[\"“'‘_*\s(]*(?:(?:O|Oh|Ah|And|Well),?\s+)?(?:my\s+|our\s+)?(?:(?:own|very|most|ever|poor|sweet)\s+)*"
    r"(?:dear(?:est)?|darling|beloved|belov'd|honou?red|esteemed|sweetest|worthy)\b[^.!?\n]{0,60}?(?P<end>[,:"
    r";!.—–-]+[_*]*)",
    re.IGNORECASE,
)
_SIR = re.compile(
    r"[\"“'‘_*\s]*(?:(?:dear\s+)?(?:sirs?|madam|gentlemen|to whom it may concern|hon(?:oure)?d "
    r"sir|reverend sir|mr\.?|mrs\.?|miss|ms\.?|dr\.?|sir|monsieur|mademoiselle|madame)\b[\w "
    r".'’]{0,30}?(?P<end>[,:—–-]+))[_*]*",
    re.IGNORECASE,
)
_TITLED = re.compile(r"[\"“'‘_*\s]*(?:mr|mrs|miss|ms|dr|monsieur|mademoiselle|madame)\b", re.IGNORECASE)
_TO = re.compile(r"[\"“'‘_*\s]*to\s+(?:my\s+|the\s+)?[A-Z][^.!?\n]{0,60}[,.:—–-]*[_*]*$", re.IGNORECASE)
_BARE_NAME = re.compile(r"[_*]*[A-Z][\w'’]+(?: [A-Z][\w'’]+)?[,—–-]{1,2}[_*]*$")
_HELLO = re.compile(r"[_*\s]*(?:hi|hey|hello|greetings)\s+[A-Z][\w'’ ]{0,24}[,!:—–-]+$", re.IGNORECASE)
_CLOSING = re.compile(
    r"[\"“'‘_*\s]*(?:(?:I am|I remain|believe me|with|and|ever|always|from|very|most|my|dear "
    r"\w+|sir|madam|your)[,\s]+){0,8}"
    r"(?:yours?(?:[,\s]+(?:ever|very|most|truly|sincerely|faithfully|respectfully|affectionately"
    r"|lovingly|always|in haste|obediently|forever|gratefully|devotedly))*"
    r"|your (?:\w+[,\s]+){0,5}(?:friend|servant|brother|sister|son|daughter|mother|father"
    r"|wife|husband|aunt|uncle|cousin|niece|nephew|lover|love|girl|boy|child|well-wisher|ward"
    r"|pupil)"
    r"|(?:yours|your)\b[\w ,'’-]{0,40}|sincerely|(?:all (?:my )?)?love(?: (?:always|you|and "
    r"kisses|to all|from|ever))*|love and (?:kisses|hugs)|best(?: (?:wishes|regards))?|(?:kind"
    r"|warm|warmest)? ?regards|respectfully|affectionately|faithfully|cordially|gratefully"
    r"|adieu|farewell|goodbye|good-bye|xoxo|xxx?|hugs(?: and kisses)?|until (?:then|we meet "
    r"again|next time)|take care|cheers|signed|thine(?: ever)?|ever thine|ever yours)(?:\s+(?:truly"
    r"|sincerely|always|forever|ever|again))?[,.!—–:-]*[\"”'’_*]*$",
    re.IGNORECASE,
)
_PS = re.compile(
    r"[\"“'‘_*\s(]*(?:P\.?\s?){1,3}S(?:[.:,]|\b\s)|[\"“'‘_*\s]*postscript\b|[\"“_*\s]*N\.\s?B\.", re.IGNORECASE
)
_LETTER_HEAD = re.compile(
    r"[\W_]*(?i:(?:a\s+)?(?:letter|note|telegram|cablegram|e-?mail|memorandum|postcard|wire|message)s?\b,?\s*"
    r"(?:(?!\b(?:was|is|had|came|has)\b)[\w'’., ()-]{0,60}\s)?(?:from|to|by)\s.{0,110})$"
    r"|[\W_]*(?i:letter|note|telegram|e-?mail|postcard|memorandum)[_*:.)\]\s]*$"
    r"|(?:[A-Z][\w.'’]*\s){1,5}(?:TO|to)\s(?:(?:the|THE)\s)?(?:[A-Z][\w.'’]*,?\s?){1,6}$",
)
_JOURNAL_HEAD = re.compile(
    r"[\W_]*(?:(?:from\s+)?(?:the\s+)?(?:private\s+)?(?:journal|diary|log|log-?book|phonograph "
    r"diary)\s+(?:of|kept by|entry|entries)\b.{0,60}"
    r"|.{2,50}(?:'s|’s|S'|s'|s’)\s+(?:private\s+)?(?:journal|diary|log|log-?book|phonograph diary)\b.{0,40}"
    r"|(?:diary|journal|log)(?:\s+entry)?(?:\s*(?:#|no\.?)?\s*\d+)?|(?:entry|log)\s*(?:#|no\.?"
    r"|number)?\s*(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten))[\W_]*$",
    re.IGNORECASE,
)
_JOURNAL_WORD = re.compile(r"\b(?:journal|diary|log-?book|memorandum)\b", re.IGNORECASE)
_DEAR_DIARY = re.compile(r"[\"“'‘_*\s]*(?:dear|hello|hi|oh)\s+(?:diary|journal|log|notebook)\b", re.IGNORECASE)
_RUN_IN = re.compile(r"[^\n]{0,60}?[_*.)]*\s?(?:--+|—|–)\s?[_*]*(?=\S)")
_MAIL_FIELD = re.compile(r"[\W_]*(?:from|to|cc|bcc|subject|sent|date|re|fwd?)\s*[*_]*:[*_]*\s*\S", re.IGNORECASE)
_MAIL_NEEDED = re.compile(r"[\W_]*(?:from|subject)\s*[*_]*:", re.IGNORECASE)
_CHAT = re.compile(
    r"\s*(?:[\[(]\d{1,2}[:.]\d\d[^\])]{0,6}[\])]\s*)?(?:<(?P<angle>[\w .-]{1,24})>|\*{0,2}(?P<name>[\w][\w.-]"
    r"{0,23})\*{0,2}\s*(?:\[[^\]]{1,20}\]|\([^)]{1,20}\))?\s*:)\s*\S"
)
_STAMPED = re.compile(r"\s*[\[(]\d{1,2}[:.]\d\d|\s*<[\w .-]{1,24}>|.{0,40}\d{1,2}:\d\d\s*(?:[AaPp][Mm])?[\])]")
_STOPS = re.compile(r"\bSTOP\b")
_TEXTED = re.compile(
    r"[\W_]*(?:text|message|sms|dm|txt)\s+(?:from|to)\b.{0,40}:|[\W_]*(?:new|incoming|outgoing)\s+(?:text"
    r"|message|e-?mail)\b",
    re.IGNORECASE,
)


_WIRED = re.compile(r"[\W_]*(?:.{0,80}\b)?(?:telegram|cablegram|wire|e-?mail|text|telegraph)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:I|you|your|we|my)\b")
_ANNOUNCED = re.compile(
    r"\b(?:letter|note|telegram|wire|epistle|missive|postscript|e-?mail|card|scrawl(?:ed)?"
    r"|wrote)\b[^\n]{0,60}(?::[—–-]*|,[—–-]+|[—–-]+)$"
    r"|\b(?:it|letter|note|telegram|message|which)\s+(?:said|read|ran|was|were|runs|reads"
    r"|went)(?:\s+(?:thus|as follows|so|like this|simply|only|as under|to this effect|briefly))?\s*[:—–-]+$"
    r"|\b(?:read|wrote|written|ran|was|conceived|worded) (?:as follows|thus|these words|what "
    r"follows|the following)\W*$|\bread what follows\W*$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:said|says|cried|asked|replied|answered|exclaimed|added|remarked|whispered|observed|murmured|shouted)\b",
    re.IGNORECASE,
)


def claim_writings(layout: Layout, first: int, last: int, *, told_in_writing: str = "") -> None:
    """Claim letters, journal entries and messages in units `[first, last)`; `told_in_writing` is the heading above."""
    if first < last and re.match(r"[\W_]*letter\s+\w+", told_in_writing, re.IGNORECASE):
        _claim_whole_letter(layout, first, last)
        return
    _claim_messages(layout, first, last)
    in_journal = bool(_JOURNAL_WORD.search(told_in_writing))
    starts = _starts(layout, first, last, in_journal=in_journal)
    if in_journal:
        _claim_continuation(layout, first, starts[0].first if starts else last)
    bounds = [start.first for start in starts[1:]] + [last]
    for start, bound in zip(starts, bounds, strict=False):
        if start.kind == "journal_entry":
            start.last = _entry_end(layout, start, bound, in_journal)
        elif start.kind in ("letter", "message"):
            start.last = _letter_end(layout, start, bound)
        layout.claim(start)


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
    unit = layout.units[i]
    if _DEAR_DIARY.match(unit.text[:60]):
        return Piece(i, i + 1, "journal_entry", 0.95)
    head = _opening_lines(layout, i, last)
    body = head.body
    if body < last and layout.is_free(body) and _DEAR_DIARY.match(layout.units[body].text[:60]):
        title = fold(layout.text[layout.units[i].start : layout.units[body - 1].end])
        return Piece(i, body + 1, "journal_entry", 0.95, title=title, date=head.date)
    if body < last and layout.is_free(body) and salutation(layout.units[body], alone=body == i):
        sure = 0.9 if body > i or layout.units[body].n_words <= 8 else 0.75
        return Piece(i, body + 1, "letter", sure, title=head.title, date=head.date)
    if body == i and _names_reader(layout, i, last):
        return Piece(i, i + 1, "letter", 0.75)
    if head.is_letter and body < last and layout.is_free(body) and _addresses(layout.units[body]):
        kind = "message" if _WIRED.match(head.title or "") else "letter"
        return Piece(i, body + 1, kind, 0.8, title=head.title, date=head.date)
    if body == i and (introduced := _introduced(layout, i)):
        return introduced
    if head.is_journal and not head.dated and body < last and layout.is_free(body):
        dated = _run_in_entry(layout, body, in_journal=True)
        if dated is not None:
            return Piece(i, body + 1, "journal_entry", 0.95, title=head.title, date=dated.date)
    if head.dated or head.is_journal:
        return _entry(layout, i, last, head, in_journal)
    return _run_in_entry(layout, i, in_journal)


def _addresses(unit: Unit) -> bool:
    """Whether somebody writes to somebody here: quoted words, or "I" and "you"."""
    return unit.text.lstrip("_* ")[:1] in tuple(_QUOTE) or bool(_YOU.search(unit.text[:600]))


def _names_reader(layout: Layout, i: int, last: int) -> bool:
    """Whether a line is only a name and a comma, and a signature follows before long: "Nora," ... "Will"."""
    if not _BARE_NAME.match(layout.units[i].text):
        return False
    for j in range(i + 2, min(last, i + 16)):
        if not layout.is_free(j) or layout.units[j].text[0] in _QUOTE:
            return False
        if _is_closing(layout.units[j], first=False) or _is_signed(layout, j, opened=True):
            return first_person_rate(layout.units[i + 1 : j]) >= FIRST_PERSON
    return False


def _introduced(layout: Layout, i: int) -> Piece | None:
    """A letter without salutation that the paragraph before it announces: "It ran thus:"."""
    if i == 0 or not layout.is_free(i - 1) or layout.units[i].n_words < 5:
        return None
    before = fold(layout.units[i - 1].text[-160:]) or "."
    if before[-1] not in ":;—–-" and not before[-20:].rstrip(".").endswith(("follows", "thus", "words", "following")):
        return None
    before = re.split(r"[.!?]\s", before)[-1]
    match = _ANNOUNCED.search(before)
    if not match or _SPOKEN.search(before.rstrip(":—–- ")[-60:]) or _is_closing(layout.units[i], first=False):
        return None
    kind = "message" if _WIRED.search(match.group(0)) else "letter"
    return Piece(i, i + 1, kind, 0.65)


class _Head:
    """The lines over a letter or an entry: a heading of its own, place, date."""

    __slots__ = ("body", "date", "dated", "is_journal", "is_letter", "title")

    def __init__(self, body: int) -> None:
        self.body = body
        self.date: str | None = None
        self.dated = False
        self.is_journal = False
        self.is_letter = False
        self.title: str | None = None


def _opening_lines(layout: Layout, i: int, last: int) -> _Head:
    head = _Head(i)
    while head.body < min(last, i + 5) and layout.is_free(head.body):
        unit = layout.units[head.body]
        if unit.end - unit.start > 160 or (unit.text[0] in _QUOTE and not _dateline(unit)):
            break
        words = plain(unit.text)
        date = _dateline(unit)
        if date:
            if head.dated:
                break
            head.dated, head.date = True, date.iso
        elif _JOURNAL_HEAD.match(words):
            head.is_journal, head.title = True, words
        elif (head.is_journal and words.startswith("(")) or (unit.text.startswith("(") and head.is_journal):
            pass
        elif _LETTER_HEAD.match(words):
            head.is_letter, head.title = True, words
        elif not _is_address(unit, layout, head.body, last):
            break
        head.body += 1
    return head


def _is_address(unit: Unit, layout: Layout, i: int, last: int) -> bool:
    """Whether a short line is a place over a date or salutation."""
    words = plain(unit.text)
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


def salutation(unit: Unit, *, alone: bool) -> bool:
    """Whether the paragraph greets as a letter does; `alone` if no date or heading stands over it."""
    words = visible(unit.text[:120])
    if len(unit.text) < 120 and words.rstrip("_* ")[-1:] in '"”’!?':
        return False
    match = _DEAR.match(words) or _SIR.match(words)
    if match and _TITLED.match(words) and not title_case(match.group(0)):
        return False
    if match and (rest := visible(unit.text[:200])[match.end() :].strip(" _*\n")) is not None:
        if not rest:
            return unit.text[0] not in _QUOTE or (
                match["end"].strip("_*")[-1:] in ",:—–-" and not words.rstrip().endswith(('"', "”", "!"))
            )
        return _runs_in(match, visible(unit.text))
    if _HELLO.match(words) and len(unit.text) < 60 and unit.text[0] not in _QUOTE:
        return True
    return not alone and bool(_TO.match(fold(words))) and unit.n_words <= 10 and "\n" not in unit.text


def _runs_in(match: re.Match[str], words: str) -> bool:
    """Whether a greeting is followed by the letter in the same paragraph: "My dear Lucy,--Forgive ..."."""
    dash = re.search(r"(?:—|--+|–)[_*]*$", match.group(0))
    rest = words[match.end() :].lstrip(" _*\n")
    if not dash or not rest[:1].isupper() or len(words_of(match.group(0))) > 8 or _TITLED.match(words):
        return False
    return words[0] not in _QUOTE or not re.search(r"[”\"](?!\s*[_*]*$)", words[1:])


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


def _run_in_entry(layout: Layout, i: int, in_journal: bool) -> Piece | None:
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


def _letter_end(layout: Layout, start: Piece, bound: int) -> int:
    """The unit after a letter: its closing quotation mark if it is quoted, else its signature and postscripts."""
    first = start.last - 1
    limit = min(bound, first + LONGEST_LETTER)
    if layout.units[first].text.lstrip("_* ")[:1] in ('"', "“"):
        return _quoted_end(layout, first, limit)
    for i in range(first, limit):
        if i > first and (not layout.is_free(i) or is_mark_line(layout.units[i].text)):
            break
        if _is_closing(layout.units[i], first=i == first) or (
            i > first and _is_signed(layout, i, opened=i > first + 1)
        ):
            return _after_signature(layout, i, limit)
        if start.confidence < 0.7 and i > first + 12:
            break
    start.confidence = min(start.confidence, 0.6)
    return _unsigned_end(layout, start, limit)


def _quoted_end(layout: Layout, first: int, limit: int) -> int:
    """The unit after the one whose last mark closes a quotation that every paragraph opens anew."""
    for i in range(first, limit):
        words = layout.units[i].text.strip("_* \n")
        if words[-1:] in '"”' and len(words) > 1:
            return i + 1
        if i > first and words[:1] not in '"“' and not is_mark_line(words) and layout.is_free(i):
            return i
    return limit


def _is_closing(unit: Unit, *, first: bool) -> bool:
    lines = unit.lines
    if unit.n_words <= 16 and not first and _CLOSING.match(fold(unit.text)):
        return True
    if first and len(lines) < 3:
        return False
    return any(_CLOSING.match(line) and len(line.split()) <= 12 for line in lines[-3:]) or _ends_signed(unit)


def _is_signed(layout: Layout, i: int, *, opened: bool) -> bool:
    """Whether unit `i` is a bare name (if the letter has `opened`), or trails off into one: "I remain your friend,"."""
    unit = layout.units[i]
    if opened and unit.n_words <= 5 and _is_name(unit) and not re.search(r"[:;—–]$", unit.text):
        return True
    trails = re.search(r"\b(?:yours?|love)\b[\w ,'’-]{0,70}[,.—–-]*$", fold(unit.text[-120:]), re.IGNORECASE)
    return bool(trails) and i + 1 < len(layout.units) and _is_name(layout.units[i + 1])


def _ends_signed(unit: Unit) -> bool:
    """Whether a short paragraph is a closing formula and the name in one: "Your affectionate brother, R. Walton"."""
    lines = unit.lines
    tail = fold(" ".join(lines[-3:]))[-90:]
    match = re.search(
        r"\b(?:yours?|love|sincerely|affectionately|regards|adieu)\b[\w ,'’-]{0,50},\s+[_*]*[A-Z][\w.'’ "
        r"]{0,40}[._*\"”]*$",
        tail,
        re.IGNORECASE,
    )
    return match is not None and (len(lines) > 1 or unit.n_words < 25)


def _after_signature(layout: Layout, i: int, limit: int) -> int:
    """The unit after a letter's signature and postscripts, which follow its closing formula in unit `i`."""
    end = i + 1
    if end < limit and layout.is_free(end) and _is_name(layout.units[end]):
        end += 1
    for j in range(end, min(limit, end + 6)):
        if layout.is_free(j) and _PS.match(layout.units[j].text[:20]):
            end = j + 1
            if end < limit and layout.is_free(end) and _is_name(layout.units[end]):
                end += 1
    return end


def _is_name(unit: Unit) -> bool:
    words = plain(unit.text)
    few = 0 < len(words_of(words)) <= 7 and unit.text[0] not in '"“' and not is_mark_line(unit.text)
    return (
        few
        and words[:1].isupper()
        and (title_case(words) or all_caps(words) or len(words_of(words)) <= 2)
        and words[-1:] not in "?!,"
    )


def _unsigned_end(layout: Layout, start: Piece, limit: int) -> int:
    """A letter without a signature: as long as somebody writes to somebody and nobody speaks."""
    end = start.last
    announced = layout.units[end - 1].n_words > 8
    if announced and first_person_rate([layout.units[end - 1]]) < 1.0:
        return end
    while end < limit and layout.is_free(end) and not is_mark_line(layout.units[end].text):
        unit = layout.units[end]
        personal = bool(_YOU.search(unquoted(unit.text))) or unit.n_words <= 12
        if (unit.gap > layout.usual_gap and end > start.last) or unit.text[0] in _QUOTE or not personal:
            break
        end += 1
    return end


def _entry_end(layout: Layout, start: Piece, bound: int, in_journal: bool) -> int:
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
    ahead = [u for u in layout.units[i : min(bound, i + 3)] if not is_mark_line(u.text)]
    if unit.gap > layout.usual_gap:
        return first_person_rate(ahead[:2]) < 0.5
    return sum(u.n_words for u in ahead) > 30 and first_person_rate([unit]) == 0.0 and first_person_rate(ahead) < 0.3


def _claim_messages(layout: Layout, first: int, last: int) -> None:
    i = first
    while i < last:
        end = _message_end(layout, i, last) if layout.is_free(i) and layout.units[i].is_short else i
        if end > i:
            layout.claim(Piece(i, end, "message", 0.8))
        i = max(i + 1, end)


def _message_end(layout: Layout, i: int, last: int) -> int:
    """The unit after an e-mail, telegram or exchange of messages that begins at unit `i`; `i` if none does."""
    units = layout.units
    text = units[i].text
    if len(_STOPS.findall(text)) >= 2:
        return i + 1
    if _TEXTED.match(text):
        return i + (1 if len(text.split(":", 1)[-1].strip()) > 2 else 2) if i + 1 < last else i + 1
    return max(_mail_end(layout, i, last), _chat_end(layout, i, last))


def _mail_end(layout: Layout, i: int, last: int) -> int:
    lines, j = 0, i
    needed = False
    while j < last and layout.is_free(j) and all(_MAIL_FIELD.match(line) for line in layout.units[j].lines):
        lines += len(layout.units[j].lines)
        needed = needed or any(_MAIL_NEEDED.match(line) for line in layout.units[j].lines)
        j += 1
    if lines < 2 or not needed:
        return i
    for end in range(j, min(last, j + 40)):
        if (
            not layout.is_free(end)
            or is_mark_line(layout.units[end].text)
            or _MAIL_FIELD.match(layout.units[end].text[:100])
        ):
            return end
        if _is_closing(layout.units[end], first=False):
            return _after_signature(layout, end, last)
        if end > j and layout.units[end].n_words <= 3 and _is_name(layout.units[end]):
            return end + 1
        if end > j and (layout.units[end].text[0] in _QUOTE or layout.units[end].gap > layout.usual_gap):
            return end
    return min(last, j + 1)


def _chat_end(layout: Layout, i: int, last: int) -> int:
    names: list[str] = []
    stamped = 0
    j = i
    while j < last and layout.is_free(j) and layout.units[j].is_short:
        matches = [_CHAT.match(line) for line in layout.units[j].lines]
        if not all(matches):
            break
        names += [(m["angle"] or m["name"]) for m in matches if m]
        stamped += sum(bool(_STAMPED.match(line)) for line in layout.units[j].lines)
        j += 1
    users = set(names)
    odd = stamped >= len(names) / 2 or any(re.search(r"[a-z]\d|_|^[a-z]", name) for name in users)
    return j if len(names) >= 3 and 2 <= len(users) <= max(4, len(names) // 2) and odd else i
