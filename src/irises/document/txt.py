"""Plain text: the author's text as it is, with the emphasis that its signs show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from irises.document.blocks import fold
from irises.document.fields import distinct
from irises.document.model import Draft, Mark, Source
from irises.document.sites.fanficfare_txt import read_template

_LONGEST = 3000
# The signs stand outside words; a `~*~` or a row of signs is a break and no emphasis.
_EMPHASIS = re.compile(
    r"(?<![\w*_~])(?P<sign>\*\*\*|\*\*|\*|__|_)(?=[^\s*_~])"
    rf"(?P<inside>(?:[^*_\n]|\n(?![ \t]*\n)){{1,{_LONGEST}}}?)"
    r"(?<=[^\s~])(?P=sign)(?![\w*_~])"
)
# Gutenberg's transcribers set a stressed syllable so: `_any_body`, `sure_ly_`. A name_like_this is none.
_SYLLABLE = re.compile(
    r"(?<![\w*~])_[^\W\d_]+_(?=[^\W\d_]+(?!\w|_\w))|(?<![\w_])(?:[^\W\d_]+)(_[^\W\d_]+[!?.,]?_)(?![\w*])"
)
_PICTURE = re.compile(r"\[Illustration(?::\s*([^\]\[]{0,500}))?\]")
# It begins with the bracket, so that the search can look for that.
_NOTE_SIGN = re.compile(r"\[(?<=[\w.,;:!?”\"’)]\[)(\d{1,3}|\*)\]")
_KINDS = {"_": ("italic",), "*": ("italic",), "__": ("bold",), "**": ("bold",), "***": ("bold", "italic")}


def read_txt(text: str, source: Source) -> Draft:
    """The draft of a plain text: nothing is deleted, nothing repaired."""
    template = read_template(text)
    if template is None:
        return Draft(text=text, source=source, marks=text_marks(text))
    return Draft(
        text=text, source=source, marks=text_marks(text), fields=distinct(template.fields), hints=template.hints
    )


def text_marks(text: str) -> tuple[Mark, ...]:
    """The marks that plain text shows by signs: `_italics_`, `*italics*`, `**bold**`, `[Illustration: ...]`, `[1]`.

    Spans hold the signs; the text is not touched. A picture's value is its caption, a note's its number.
    """
    marks = [*_emphasis(text), *_syllables(text), *_pictures(text), *_note_signs(text)]
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _emphasis(text: str) -> Iterator[Mark]:
    for match in _EMPHASIS.finditer(text):
        if any(character.isalnum() for character in match["inside"]):
            for kind in _KINDS[match["sign"]]:
                yield Mark(start=match.start(), end=match.end(), kind=kind)


def _syllables(text: str) -> Iterator[Mark]:
    for line_start, line_end in _lines_with("_", text):
        for match in _SYLLABLE.finditer(text, line_start, line_end):
            start, end = match.span(1) if match[1] else match.span()
            yield Mark(start=start, end=end, kind="italic")


def _lines_with(sign: str, text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold a sign, without their ends."""
    end = -1
    while (at := text.find(sign, end + 1)) >= 0:
        start = text.rfind("\n", end + 1, at) + 1 or end + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield start, end


def _pictures(text: str) -> Iterator[Mark]:
    for match in _PICTURE.finditer(text):
        yield Mark(start=match.start(), end=match.end(), kind="image", value=fold(match[1] or "") or None)


def _note_signs(text: str) -> Iterator[Mark]:
    for match in _NOTE_SIGN.finditer(text):
        yield Mark(start=match.start(), end=match.end(), kind="footnote", value=match[1])
