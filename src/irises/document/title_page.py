"""The title page in plain text: title, subtitle, byline, dedication, imprint."""

from __future__ import annotations

import re

from irises.document.chapters import plain_title
from irises.document.dates import find_date
from irises.document.headings import all_caps, plain, title_case
from irises.document.layout import Layout, Piece
from irises.document.marks import ending_of, is_mark_line, mark_of
from irises.document.units import Unit, fold, words_of

_BY_WORDS = re.compile(
    r"[\W_]*(?:written |a (?:novel|story|tale|fanfic|romance|fic) )?by[\s:_*]+(?P<name>\S.{0,58})$", re.IGNORECASE
)
_TRANSLATED = re.compile(
    r"[\W_]*(?:translated|illustrated|edited|adapted|with .{3,30}|introduction)\s+(?:\w+\s+){0,3}by\b", re.IGNORECASE
)
_DEDICATED = re.compile(
    r"[\W_]*(?:for\s+(?!(?:a|the|some|once|many|all|most|years|weeks|days|months|one|two|three"
    r"|several|what)\b)|to\s+(?:my|the|all|our|those|everyone|anyone|whoever|[A-Z])|dedicated\s+to"
    r"|in\s+(?:loving\s+)?memory\s+of|this\s+(?:book|story|one|fic)\s+is\s+(?:for|dedicated)"
    r"|inscribed\s+to)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:copyright|©|published|publish(?:ers|ing)|printed|all rights reserved|first edition"
    r"|edition|press|& co(?:\.|mpany)|and company|new york|london|first published)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…][\"”'’)\]_*]*$")
_QUOTE = "\"“'‘«„"


def title_page(layout: Layout, i: int, last: int, *, titled: bool, opens: bool) -> Piece | None:
    """Unit `i` as a line of the title page, if it is one; `titled` if the title is known, `opens` if it comes first."""
    unit = layout.units[i]
    words = plain(unit.text)
    if unit.end - unit.start > 250 or not words:
        return None
    if i + 1 < len(layout.units) and "\n" not in layout.text[unit.end : layout.units[i + 1].start]:
        return None
    if stacked := _title_over_byline(unit):
        return Piece(i, i + 1, "title", 0.85, field="title", value=stacked[0], also=(("author", stacked[1]),))
    by = _BY_WORDS.match(words)
    if by and titled and unit.n_words <= 10 and not _SENTENCE.search(words.rstrip(".")):
        return Piece(i, i + 1, "byline", 0.9, field="author", value=plain_title(by["name"]))
    if titled and _TRANSLATED.match(words):
        return Piece(i, i + 1, "byline", 0.8)
    if not titled and not (_dedicates(unit, words) and not opens) and _is_title_line(layout, i, last):
        both = re.match(r"(?P<title>.+?)\s*[,\n]?\s+by\s+(?P<name>[A-Z].+)$", fold(unit.text))
        if both and title_case(both["title"]):
            author = ("author", plain_title(both["name"]))
            return Piece(i, i + 1, "title", 0.85, field="title", value=plain_title(both["title"]), also=(author,))
        return Piece(i, i + 1, "title", 0.85, field="title", value=plain_title(fold(unit.text)))
    if (titled or (not opens and _is_mark_at(layout, i + 1))) and _dedicates(unit, words):
        return Piece(i, i + 1, "dedication", 0.7, field="dedication", value=words)
    if titled and unit.n_words <= 25 and _PUBLISHED.search(words):
        return Piece(i, i + 1, "archive_metadata", 0.7)
    if titled and _is_subtitle(layout, i):
        return Piece(i, i + 1, "title", 0.7)
    if titled and _repeats_title(layout, i):
        return Piece(i, i + 1, "title", 0.85)
    return None


def _title_over_byline(unit: Unit) -> tuple[str, str] | None:
    """Title and author where they stand on two lines of one paragraph."""
    lines = unit.lines
    by = _BY_WORDS.match(plain(lines[-1])) if 2 <= len(lines) <= 3 else None
    if not by or len(lines[-1].split()) > 7 or _SENTENCE.search(lines[0]) or len(words_of(" ".join(lines))) > 20:
        return None
    return plain_title(fold(" ".join(lines[:-1]))), plain_title(by["name"])


def _dedicates(unit: Unit, words: str) -> bool:
    return bool(_DEDICATED.match(words)) and unit.n_words <= 25 and (unit.n_words <= 12 or not words.endswith("."))


def _is_mark_at(layout: Layout, i: int) -> bool:
    return layout.is_free(i) and is_mark_line(layout.units[i].text)


def _is_title_line(layout: Layout, i: int, last: int) -> bool:
    unit = layout.units[i]
    words = plain(unit.text)
    count = len(words_of(words))
    if not count or count > 14 or (unit.text[0] in _QUOTE and _SENTENCE.search(words)) or i + 1 >= len(layout.units):
        return False
    if find_date(words, lead_only=True) or ending_of(words) or mark_of(unit.text) or re.search(r"[,;:]$", words):
        return False
    if _SENTENCE.search(words):
        return count <= 8 and (title_case(words) or all_caps(words)) and not words.endswith("...")
    return words[0].isupper() or words[0].isdigit() or count <= 6


def _is_subtitle(layout: Layout, i: int) -> bool:
    """Whether a short line stands under the title, and farther from what follows it."""
    above = layout.claims[i - 1] if i else None
    unit, words = layout.units[i], plain(layout.units[i].text)
    if above is None or above.kind != "title" or i + 1 >= len(layout.units) or unit.n_words > 8:
        return False
    apart = layout.units[i + 1].gap > max(unit.gap, layout.usual_gap)
    return apart and words[:1].isupper() and not re.search(r"[.!?,;:…\"”]$", words) and unit.text[0] not in _QUOTE


def _repeats_title(layout: Layout, i: int) -> bool:
    words = plain(layout.units[i].text).casefold()
    return any(p and p.kind == "title" and p.value and plain(p.value).casefold() == words for p in layout.claims[:i])
