"""Places given by words: `3:hid the ring#2` is the second "hid the ring" of the third paragraph."""

from __future__ import annotations

import re

from gold.minds.passages import paragraphs
from irises.annotation import Span

_PLACE = re.compile(r"(?P<paragraph>\d+)(?::(?P<words>.*?)(?:#(?P<nth>\d+))?)?", re.DOTALL)
# Annotators type straight marks where the text has curly ones, and the other way round.
_ALIKE = ("'‘’ʼ", '"“”', "-‐‑–—")


class PlaceError(ValueError):
    """A place that the passage doesn't have, or has more than once."""


def find(text: str, place: str) -> Span:
    """The span of a place; of a whole paragraph where no words are given. PlaceError if it isn't exactly one."""
    form = _PLACE.fullmatch(place.strip())
    if form is None:
        raise PlaceError(f"{place!r} is no place: write PARAGRAPH:words, or PARAGRAPH:words#2")
    blocks = paragraphs(text)
    number = int(form["paragraph"])
    if not 1 <= number <= len(blocks):
        raise PlaceError(f"{place!r}: the passage has paragraphs 1 to {len(blocks)}")
    block = blocks[number - 1]
    if not (form["words"] or "").strip():
        return block
    return _one_of(_matches(text, block, form["words"]), form["nth"], place)


def place_of(text: str, span: Span) -> str:
    """The place that `find` finds at a span of one paragraph; PlaceError if these aren't whole words of one."""
    number, block = _paragraph_at(text, span.start)
    if span == block:
        return str(number)
    words = " ".join(text[span.start : span.end].split())
    matches = _matches(text, block, words)
    if span not in matches:
        raise PlaceError(f"{words!r} at {span.start}: no whole words of paragraph {number}")
    return f"{number}:{words}" + (f"#{matches.index(span) + 1}" if len(matches) > 1 else "")


def start_place(text: str, start: int) -> str:
    """A place that begins at an offset: the paragraph if it begins there, else the words up to the next white space."""
    number, block = _paragraph_at(text, start)
    if start == block.start:
        return str(number)
    words = text[start : block.end].split(maxsplit=1)[0]
    return place_of(text, Span(start, start + len(words)))


def _paragraph_at(text: str, offset: int) -> tuple[int, Span]:
    """The number and the span of the paragraph that an offset lies in; PlaceError if it lies in none."""
    for number, block in enumerate(paragraphs(text), start=1):
        if block.start <= offset < block.end:
            return number, block
    raise PlaceError(f"no paragraph at {offset}")


def _matches(text: str, block: Span, words: str) -> list[Span]:
    pattern = re.compile(_pattern(words.strip()))
    return [Span(*found.span()) for found in pattern.finditer(text, block.start, block.end)]


def _one_of(matches: list[Span], nth: str | None, place: str) -> Span:
    if not matches:
        raise PlaceError(f"{place!r}: these words aren't in that paragraph")
    if nth is None and len(matches) > 1:
        raise PlaceError(f"{place!r}: stands {len(matches)} times there, add #1 to #{len(matches)}")
    if int(nth or 1) not in range(1, len(matches) + 1):
        raise PlaceError(f"{place!r}: stands {len(matches)} times there")
    return matches[int(nth or 1) - 1]


def _pattern(words: str) -> str:
    """Whole words, any white space between them, quotation marks and dashes of any shape."""
    pieces = [r"\s+" if piece.isspace() else "".join(map(_any_shape, piece)) for piece in re.split(r"(\s+)", words)]
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return before + "".join(pieces) + after


def _any_shape(character: str) -> str:
    alike = next((marks for marks in _ALIKE if character in marks), None)
    return f"[{re.escape(alike)}]" if alike else re.escape(character)
