"""Letters: how they begin (a greeting, a name, words that announce them) and where they end."""

from __future__ import annotations

import re

from irises.document.closings import after_signature, is_closing, is_signed
from irises.document.dates import Found, find_date
from irises.document.headings import title_case
from irises.document.layout import Layout, Piece
from irises.document.marks import is_mark_line
from irises.document.units import Unit, fold, unquoted, visible, words_of
from irises.document.voice import FIRST_PERSON, first_person_rate

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
LETTER_HEAD = re.compile(
    r"[\W_]*(?i:(?:a\s+)?(?:letter|note|telegram|cablegram|e-?mail|memorandum|postcard|wire|message)s?\b,?\s*"
    r"(?:(?!\b(?:was|is|had|came|has)\b)[\w'’., ()-]{0,60}\s)?(?:from|to|by)\s.{0,110})$"
    r"|[\W_]*(?i:letter|note|telegram|e-?mail|postcard|memorandum)[_*:.)\]\s]*$"
    r"|[\W_]*(?:T|t)elegram,.{0,40}$"
    r"|(?:[A-Z][\w.'’]*\s){1,5}(?:TO|to)\s(?:(?:the|THE)\s)?(?:[A-Z][\w.'’]*,?\s?){1,6}$",
)
WIRED = re.compile(r"[\W_]*(?:.{0,80}\b)?(?:telegram|cablegram|wire|e-?mail|text|telegraph)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:I|you|your|we|my)\b")
_READER = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)
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
    r"\b(?:said|says|cried|asked|replied|answered|exclaimed|added|remarked|whispered|observed|murmured|shouted"
    r"|voice|tone|told|spoke)\b",
    re.IGNORECASE,
)


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


def dated_greeting(unit: Unit) -> Found | None:
    """The date of a line that goes on to greet: "February 24. Dear Judy:"."""
    words = fold(unit.text)
    found = find_date(words, lead_only=True) if unit.is_short else None
    rest = words[found.end :].lstrip(" .,_*") if found else ""
    greets = _DEAR.match(rest) if rest[:1].isupper() else None
    return found if greets and not rest[greets.end() :].strip(" _*") else None


def names_reader(layout: Layout, i: int, last: int) -> bool:
    """Whether a line is only a name and a comma, and a signature follows before long: "Nora," ... "Will"."""
    if not _BARE_NAME.match(layout.units[i].text):
        return False
    for j in range(i + 2, min(last, i + 16)):
        if not layout.is_free(j) or layout.units[j].text[0] in _QUOTE:
            return False
        if is_closing(layout.units[j], first=False) or is_signed(layout, j, opened=True):
            return first_person_rate(layout.units[i + 1 : j]) >= FIRST_PERSON
    return False


def addresses(unit: Unit) -> bool:
    """Whether somebody is written to here: quoted words, or "you"."""
    return unit.text.lstrip("_* ")[:1] in tuple(_QUOTE) or bool(_READER.search(unit.text[:600]))


def introduced(layout: Layout, i: int) -> Piece | None:
    """A letter without salutation that the paragraph before it announces: "It ran thus:"."""
    if i == 0 or not layout.is_free(i - 1) or layout.units[i].n_words < 5:
        return None
    before = fold(layout.units[i - 1].text[-160:]) or "."
    if before[-1] not in ":;—–-" and not before[-20:].rstrip(".").endswith(("follows", "thus", "words", "following")):
        return None
    before = re.split(r"[.!?]\s", before)[-1]
    match = _ANNOUNCED.search(before)
    if not match or _SPOKEN.search(before.rstrip(":—–- ")[-60:]) or is_closing(layout.units[i], first=False):
        return None
    kind = "message" if WIRED.search(match.group(0)) else "letter"
    return Piece(i, i + 1, kind, 0.65)


def letter_end(layout: Layout, start: Piece, bound: int) -> int:
    """The unit after a letter: its closing quotation mark if it is quoted, else its signature and postscripts."""
    first = start.last - 1
    limit = min(bound, first + LONGEST_LETTER)
    if layout.units[first].text.lstrip("_* ")[:1] in ('"', "“"):
        return _quoted_end(layout, first, limit)
    for i in range(first, limit):
        if i > first and (not layout.is_free(i) or is_mark_line(layout.units[i].text)):
            break
        if is_closing(layout.units[i], first=i == first) or (i > first and is_signed(layout, i, opened=i > first + 1)):
            return after_signature(layout, i, limit)
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
