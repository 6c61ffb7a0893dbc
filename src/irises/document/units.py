"""The pieces that sections are made of: paragraphs, and single lines where a paragraph holds labels or headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from irises.annotation import Span

LONGEST_LABEL = 300
"""Code points beyond which a line is prose and no pattern is tried on it."""

_SPACES = re.compile(r"\s+")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)")
_INLINE_NOTE = re.compile(
    r"[(\[]\s*(?:(?i:a\s?/\s?n|author['’]?s?['’]? note)\s*[:;,.–—-]|AN\s*:)[^()\[\]\n]{1,600}[)\]]"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a line of one: offsets into the text, empty lines before it, and the paragraph it begins in."""

    start: int
    end: int
    gap: int
    paragraph: int
    indent: int
    text: str

    @property
    def is_short(self) -> bool:
        """Whether it may be a heading, a label or a mark at all."""
        return self.end - self.start <= LONGEST_LABEL

    @property
    def folded(self) -> str:
        """Its words with white space folded to single spaces."""
        return fold(self.text)

    @property
    def lines(self) -> list[str]:
        """Its lines, stripped, empty ones left out."""
        return [line.strip() for line in self.text.split("\n") if line.strip()]

    @property
    def n_words(self) -> int:
        """Words, by white space."""
        return len(self.text.split())


def fold(text: str) -> str:
    """The text with white space folded to single spaces, invisible characters left out."""
    return _SPACES.sub(" ", text.translate(_INVISIBLE)).strip()


def visible(text: str) -> str:
    """The text without invisible characters."""
    return text.translate(_INVISIBLE)


def unquoted(text: str, limit: int = 2000) -> str:
    """The words outside quotation marks, of the first `limit` code points."""
    return _QUOTED.sub(" ", text[:limit])


def words_of(text: str) -> list[str]:
    """The words of a piece of text, without marks and figures."""
    return _WORD.findall(text)


def wrap_width(text: str, paragraphs: Sequence[Span]) -> int:
    """The column at which the text's lines are broken, as the 95th percentile of line lengths over all paragraphs."""
    lengths: Counter[int] = Counter()
    for span in paragraphs:
        lengths.update(len(line) for line in text[span.start : span.end].split("\n"))
    left = sum(lengths.values()) * 0.05
    for length in sorted(lengths, reverse=True):
        left -= lengths[length]
        if left < 0:
            return length
    return 0


def is_forced(line: str, following: str, width: int) -> bool:
    """Whether the line was ended on purpose: the next line's first word would have fitted."""
    first = following.split(None, 1)[0] if following.strip() else ""
    return len(line.rstrip()) + 1 + len(first) <= width - 3


def make_units(
    text: str, paragraphs: Sequence[Span], *, width: int, is_structural: Callable[[str], bool]
) -> list[Unit]:
    """Paragraphs as units, those holding a structural line split where their lines were ended on purpose."""
    units: list[Unit] = []
    before = 0
    for number, (start, end) in enumerate(paragraphs):
        start, end = _trimmed(text, start, end)
        if start >= end:
            continue
        gap = max(0, text.count("\n", before, start) - (1 if before else 0))
        indent = start - (text.rfind("\n", before, start) + 1 if "\n" in text[before:start] else before)
        before = end
        words = text[start:end]
        notes = list(_INLINE_NOTE.finditer(words)) if "/" in words or "AN" in words or "ote" in words else []
        if notes:
            units.extend(_around(words, notes, start, gap, number, indent))
        elif "\n" not in words:
            units.append(Unit(start, end, gap, number, indent, words))
        else:
            units.extend(_split(words, start, gap, number, indent, width, is_structural))
    return units


def _around(words: str, notes: list[re.Match[str]], start: int, gap: int, number: int, indent: int) -> Iterator[Unit]:
    """A paragraph in pieces: the notes in brackets that stand inside it, and what is between them."""
    bounds = sorted({0, len(words), *(at for note in notes for at in note.span())})
    first = True
    for begin, end in pairwise(bounds):
        begin, end = _trimmed(words, begin, end)
        if begin < end:
            yield Unit(
                start + begin, start + end, gap if first else 0, number, indent if first else 0, words[begin:end]
            )
            first = False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _split(
    words: str, start: int, gap: int, number: int, indent: int, width: int, is_structural: Callable[[str], bool]
) -> list[Unit]:
    lines = words.split("\n")
    cuts = [i for i in range(1, len(lines)) if is_forced(lines[i - 1], lines[i], width)]
    if not cuts or not any(is_structural(lines[i]) for i in (0, *cuts)):
        return [Unit(start, start + len(words), gap, number, indent, words)]
    units: list[Unit] = []
    at = 0
    for first, last in zip((0, *cuts), (*cuts, len(lines)), strict=True):
        piece = "\n".join(lines[first:last])
        begin, end = _trimmed(words, at, at + len(piece))
        if begin < end:
            margin = gap if not units else max(0, words.count("\n", units[-1].end - start, begin) - 1)
            space = indent if not units else begin - at
            units.append(Unit(start + begin, start + end, margin, number, space, words[begin:end]))
        at += len(piece) + 1
    return units
