"""Which lines are headings, by their own words: parts, chapters, prologues, prefaces, contents, bare numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from irises.document.numbers import NUMBER, ORDINAL, style_of, value_of
from irises.document.units import LONGEST_LABEL, fold, words_of

_PART_WORDS = r"part|book|volume|vol|phase|act|period|epoch|cycle|arc|saga|narrative"
_CHAPTER_WORDS = r"chapter|chapitre|chap|chp|ch|stave|adventure|canto|episode|instalment|installment|letter|fit"
_SCENE_WORDS = r"scene|section"
_KEYWORD = rf"(?P<word>{_PART_WORDS}|{_CHAPTER_WORDS}|{_SCENE_WORDS})"
_REST = r"(?P<rest>(?:\s*[.:,;|~)\]—–-]+|\s+of\s+\d+|\s+).*)?"

_EDGES = " \t\n*_~=#[](){}<>|•·+\\/\u200b\ufeff"
_NUMBERED = re.compile(
    rf"(?:the\s+)?{_KEYWORD}\b\.?\s*(?:#|no\.?|number|the)?\s*(?P<number>{NUMBER}|last\b){_REST}$", re.IGNORECASE
)
_COUNTED = re.compile(rf"(?:the\s+)?(?P<number>{ORDINAL}|last|final)\s+{_KEYWORD}\b{_REST}$", re.IGNORECASE)
_BARE = re.compile(rf"[-–—.\s]*(?P<number>{NUMBER})[-–—.:)\s]*$", re.IGNORECASE)
_BARE_TITLED = re.compile(rf"(?P<number>{NUMBER})(?P<rest>(?:\s*[.:)—–-]+\s*|\s+).+)$", re.IGNORECASE)
_ROMAN_LIKE = re.compile(r"[IVXLC]+$|[ivxlc]+$")

_NAMES = {
    "prologue": r"prologue|prolog|prelude|proem|induction|before the beginning",
    "epilogue": r"epilogue|epilog|finale|conclusion|coda|l'envoi|envoi",
    "chapter": r"interlude|intermission|intermezzo|entr'acte|bonus chapter|bonus|extra|omake|side story|outtake",
    "preface": (
        r"preface|foreword|introduction|introductory|introductory note|advertisement|to the reader|note to the reader"
        r"|preface to .{1,60}|author's preface|author's introduction|introduction by .{1,40}|preamble|prefatory note"
        r"|publisher's note|editor's note|editor's preface|translator's (?:note|preface)|explanatory|notice"
    ),
    "contents": (
        r"contents|table of contents|contents of .{1,40}|list of illustrations|illustrations|list of plates"
        r"|list of chapters|chapters|index|chapter list|index to chapters|chapter index"
    ),
    "dedication": r"dedication",
    "end_note": r"notes|footnotes|endnotes|glossary|appendix|bibliography|errata",
    "other": r"transcriber's notes?|transcriber's note.{0,60}|about the author|acknowledge?ments?|also by .{1,40}",
    "licence": r"imprint|colophon|copyright|uncopyright|licen[cs]e|copyright page|full license",
}
_NAMED = re.compile(
    r"(?:the\s+)?(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _NAMES.items()) + r")"
    rf"(?P<number>\s+{NUMBER})?(?P<rest>\s*[.:—–-]+.*)?$",
    re.IGNORECASE,
)
_TITLE_REST = re.compile(r"[.:|~—–-]|in which\b|wherein\b|of\s+\d+|containing\b|\(", re.IGNORECASE)
_RUNS_ON = re.compile(r"\w.*[.)]\s?(?:--+|—)\s?[A-Z]\w*\s[a-z]\w*")
_PAGE = re.compile(r"(?:\s*\.{2,}|\s\s+|\t|(?:\s\.){2,}|\spage)\s*\d{1,4}\s*$", re.IGNORECASE)
_NOT_KEY = re.compile(r"[\W_]+")


LONGEST_TITLE = 30
"""Words that a title on its heading's line may have."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line says as a heading.

    `kind` is a section kind; `word` its keyword ("chapter", "book"; "" for a bare numeral or a name); `number` its
    value (-1 for "last", None without); `style` is digit, roman or word; `title` the words after the number.
    """

    kind: str
    word: str
    number: int | None
    style: str
    title: str

    @property
    def is_bare(self) -> bool:
        """Whether it is only a number, perhaps with a title: believed in a sequence alone."""
        return not self.word and self.number is not None and self.kind == "chapter"


def plain(line: str) -> str:
    """The line without decoration round it, white space folded, apostrophes straight."""
    return fold(line).strip(_EDGES).replace("’", "'")


def heading_of(line: str) -> Heading | None:
    """What the line says as a heading, if it can be one; bare numerals too."""
    if len(line) > LONGEST_LABEL:
        return None
    words = plain(line)
    if not words:
        return None
    return _numbered(words) or _named(words) or _bare(words)


def is_heading_line(line: str) -> bool:
    """Whether the line is a heading by its keyword or name (no bare numerals)."""
    heading = heading_of(line)
    return heading is not None and not heading.is_bare


def key_of(line: str) -> str:
    """What a heading and its entry in the contents share: letters and figures, page numbers left out."""
    return _NOT_KEY.sub("", plain(_PAGE.sub("", line))).lower()


def title_case(words: str) -> bool:
    """Whether most of the longer words have capitals."""
    all_words = words_of(words)
    long = [word for word in all_words if len(word) > 3] or all_words
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.6 * len(long)


def all_caps(words: str) -> bool:
    """Whether the letters are capitals, but for the odd `Mc` or `de`."""
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)


def _numbered(words: str) -> Heading | None:
    match = _NUMBERED.match(words) or _COUNTED.match(words)
    if not match:
        return None
    rest = match["rest"] or ""
    if not _is_title_rest(rest) or _RUNS_ON.search(rest) or _is_too_long(rest):
        return None
    word = match["word"].lower()
    number = match["number"].lower()
    value = -1 if number in ("last", "final") else value_of(number)
    return Heading(_kind_of(word), word, value, style_of(number), _title(rest))


def _is_too_long(rest: str) -> bool:
    """Whether there are more words than a title has that is not in capitals or, set off by a mark, in title case."""
    return len(rest.split()) > LONGEST_TITLE and not all_caps(rest) and not (rest[0] in ".:—–-" and title_case(rest))


def _kind_of(word: str) -> str:
    if re.fullmatch(_PART_WORDS, word):
        return "part"
    return "scene" if re.fullmatch(_SCENE_WORDS, word) else "chapter"


def _is_title_rest(rest: str) -> bool:
    """Whether what follows the number can be a title: nothing, set off by a mark, or written with capitals."""
    words = rest.strip()
    if not words:
        return True
    if words[0] in ",;" or (words[0] == ")" and len(words) > 1):
        return False
    if _TITLE_REST.match(words):
        return True
    return words[0] in "\"“'‘" or all_caps(words) or (words[0].isupper() and title_case(words))


def _title(rest: str) -> str:
    return rest.strip().lstrip(".:,;|~)]—–- ").strip()


def _named(words: str) -> Heading | None:
    match = _NAMED.match(words)
    if not match:
        return None
    kind = next(kind for kind in _NAMES if match[kind])
    rest = match["rest"] or ""
    if rest and kind not in ("prologue", "epilogue", "chapter", "preface", "other") and _title(rest):
        return None
    if not words[0].isupper():
        return None
    number = value_of(match["number"]) if match["number"] else None
    return Heading(kind, match[kind].lower(), number, "word", _title(rest))


def _bare(words: str) -> Heading | None:
    match = _BARE.match(words)
    if match:
        return _numeral(match["number"], "")
    match = _BARE_TITLED.match(words)
    if not match or not _could_title(_title(match["rest"])):
        return None
    if style_of(match["number"]) == "word" and not re.match(r"\s*[.:—–]", match["rest"]):
        return None
    return _numeral(match["number"], _title(match["rest"]))


def _numeral(number: str, title: str) -> Heading | None:
    style = style_of(number)
    if style == "roman" and not _ROMAN_LIKE.match(number):
        return None
    if style == "word" and not number[0].isupper():
        return None
    value = value_of(number)
    return Heading("chapter", "", value, style, title) if value is not None else None


def _could_title(title: str) -> bool:
    words = words_of(title)
    if not words or len(words) > 14 or title[-1] in ",;":
        return False
    if all_caps(title):
        return True
    return title[0].isupper() and title_case(title) and (title[-1] not in '.!?"”' or len(words) <= 8)
