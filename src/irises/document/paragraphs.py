"""Where the paragraphs of a text are: parted by empty lines, by indents or by line ends, hard-wrapped or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from irises.annotation import Span

_LINE = re.compile(r"\S[^\n]*")
_LABEL = re.compile(r"[A-Z*_\[(][\w'’/&*\[( -]{0,30}:(?=\s|$)")
_OPENING = ("“", '"', "‘", "«", "—", "–", "'")
_ENDING = frozenset(".!?”\"’'…:—»)")
# Lines wrapped by hand or machine are no longer than this; paragraphs on one line mostly are.
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
_VERSE_LINE = 60
_LONG_BLOCK = 12
_RARE_INDENTS = 0.04


class _Line(NamedTuple):
    start: int
    end: int
    indent: int

    @property
    def length(self) -> int:
        return self.end - self.start + self.indent


Block = list[_Line]


def paragraph_spans(text: str, *, format: str) -> list[Span]:
    """The paragraphs in order, as half-open code-point spans without white space at their ends.

    `format` is the source's (txt, md, html, epub, docx). An empty line always parts paragraphs. Inside a run of lines
    the whole text's habit decides: wrapped lines go on, indented lines begin a paragraph where that is the custom,
    other lines are paragraphs of their own; short lines together (verse, an address) stay one. Linear in the text.
    """
    blocks = list(_blocks(text))
    width = _wrap_width(blocks, text) if format in ("txt", "md", "html", "epub") else 0
    if not width:
        return [span for block in blocks for span in _unwrapped(block, text)]
    indent = _first_line_indents(blocks)
    tight = _parted_by_short_lines(blocks, indent)
    return [span for block in blocks for span in _wrapped(block, text, width, indent, tight)]


def _blocks(text: str) -> Iterator[Block]:
    """Runs of lines without an empty line between them."""
    block: Block = []
    before = 0
    for match in _LINE.finditer(text):
        start = match.start()
        newline = text.rfind("\n", before, start)
        if block and text.count("\n", before, start) > 1:
            yield block
            block = []
        line = match[0]
        block.append(_Line(start, start + len(line.rstrip()), start - max(newline + 1, before)))
        before = match.end()
    if block:
        yield block


def _wrap_width(blocks: Sequence[Block], text: str) -> int:
    """The width to which the text's lines are wrapped; 0 if they are not.

    In wrapped text most lines that another follows have no room for that one's first word, or, where the margin is
    ragged, many lines begin in the middle of a sentence.
    """
    lengths = Counter(line.length for block in blocks for line in block)
    followed = Counter(line.length for block in blocks for line in block[:-1])
    total = followed.total()
    if total < 3:
        return 0
    width = _usual_longest(followed)
    longer = sum(n for length, n in lengths.items() if length > width + 30)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP or longer > 0.1 * lengths.total():
        return 0
    pairs = [pair for block in blocks for pair in pairwise(block)]
    # An indented line may begin a paragraph, so the line before it may be short.
    going_on = [(line, after) for line, after in pairs if after.indent == 0]
    judged = going_on if len(going_on) > 0.2 * len(pairs) else pairs
    full = sum(_is_full(line, after, text, width) for line, after in judged)
    cut = sum(text[after.start].islower() for _, after in judged)
    return width if full >= 0.5 * len(judged) or cut >= 0.4 * len(judged) else 0


def _usual_longest(lengths: Counter[int]) -> int:
    """The length that only one line in fifty exceeds."""
    left = 0.98 * lengths.total()
    for length in sorted(lengths):
        left -= lengths[length]
        if left <= 0:
            return length
    return 0


def _is_full(line: _Line, after: _Line, text: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted (some wrap a little unevenly)."""
    word = text.find(" ", after.start, after.end)
    first = (word if word >= 0 else after.end) - after.start
    return line.length + 1 + first > width - 4


def _first_line_indents(blocks: Sequence[Block]) -> int:
    """The indent that begins a paragraph inside a run of lines; 0 if that is not the custom."""
    steps: Counter[int] = Counter()
    for block in blocks:
        steps.update(after.indent for line, after in pairwise(block) if after.indent > line.indent == 0)
    lines = sum(len(block) for block in blocks)
    if steps.total() < 3 or steps.total() < _RARE_INDENTS * lines:
        return 0
    return steps.most_common(1)[0][0]


def _parted_by_short_lines(blocks: Sequence[Block], indent: int) -> bool:
    """Whether wrapped paragraphs follow each other with nothing between them."""
    lines = sum(len(block) for block in blocks)
    in_long = sum(len(block) for block in blocks if len(block) > _LONG_BLOCK)
    return not indent and in_long > 0.8 * lines


def _wrapped(block: Block, text: str, width: int, indent: int, tight: bool) -> Iterator[Span]:
    labels = sum(_is_label(line, text) for line in block) > 1
    start = block[0].start
    for line, after in pairwise(block):
        full = _is_full(line, after, text, width)
        if (
            (indent and 0 < after.indent <= indent + 1)
            or (labels and not full and _is_label(after, text))
            or (tight and not full and text[line.end - 1] in _ENDING and _begins(after, text))
        ):
            yield Span(start, line.end)
            start = after.start
    yield Span(start, block[-1].end)


def _unwrapped(block: Block, text: str) -> Iterator[Span]:
    if len(block) > 1 and _is_verse(block, text):
        yield Span(block[0].start, block[-1].end)
        return
    for line in block:
        yield Span(line.start, line.end)


def _is_verse(block: Block, text: str) -> bool:
    """Short lines that are neither a list of labels nor a dialogue."""
    if any(line.length > _VERSE_LINE for line in block):
        return False
    apart = sum(_is_label(line, text) or text.startswith(_OPENING, line.start) for line in block)
    return apart < len(block) / 3


def _is_label(line: _Line, text: str) -> bool:
    return _LABEL.match(text, line.start, line.end) is not None


def _begins(line: _Line, text: str) -> bool:
    first = text[line.start]
    return not first.islower() and (first.isupper() or text.startswith(_OPENING, line.start))
