"""Plain text for a terminal: nothing in it that a story could steer the terminal with, in columns that line up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_JOINERS = frozenset("\u200c\u200d")
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NARROWEST = 4
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """One line without control characters, terminal escapes or marks that turn the direction of writing."""
    folded = _SPACE.sub(" ", text).strip()
    if folded.isascii() and folded.isprintable():
        return folded
    return _SPACE.sub(" ", "".join(filter(_is_harmless, folded))).strip()


def _is_harmless(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _STEERING


def cells(text: str) -> int:
    """Columns of a terminal that the text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or character in _JOINERS or unicodedata.category(character) == "Me":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, width: int) -> str:
    """The text cut to a width, with "…" where something was cut."""
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += _cells_of(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up with spaces to a width; to the right edge if `right`."""
    space = " " * max(0, width - cells(text))
    return space + text if right else text + space


def wrap(text: str, width: int, *, indent: str = "") -> list[str]:
    """The text in lines of a width at most, broken at spaces; lines after the first are indented."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if line and cells(candidate) > width:
            lines.append(line)
            candidate = indent + word
        line = candidate
    return [*lines, line]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: `right` sets figures flush right; `grows` gets the space that the others leave."""

    heading: str
    right: bool = False
    grows: bool = False
    most: int = 30


def columns(
    headings: Sequence[Column], rows: Sequence[Sequence[str]], width: int, *, indent: str = "  "
) -> Iterator[str]:
    """Rows as lines of a width at most, under their headings where there are any; cells are cleaned and cut to fit."""
    table = [[clean(cell) for cell in row] for row in rows]
    widths = _widths(headings, table, width - len(indent))
    if any(column.heading for column in headings):
        yield _line(headings, [column.heading for column in headings], widths, indent)
    for row in table:
        yield _line(headings, row, widths, indent)


def _widths(headings: Sequence[Column], table: Sequence[Sequence[str]], width: int) -> list[int]:
    natural = [
        max([cells(column.heading), *(cells(row[i]) for row in table)], default=0) for i, column in enumerate(headings)
    ]
    widths = [w if column.grows else min(w, column.most) for w, column in zip(natural, headings, strict=True)]
    growing = [i for i, column in enumerate(headings) if column.grows]
    left = width - 2 * (len(headings) - 1) - sum(w for i, w in enumerate(widths) if i not in growing)
    for position, i in enumerate(growing):
        part = left // (len(growing) - position)
        widths[i] = max(8, min(natural[i], part))
        left -= widths[i]
    words = [i for i, column in enumerate(headings) if not column.right]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths[i] for i in words) > _NARROWEST:
        widths[max(words, key=lambda i: widths[i])] -= 1
    return widths


def _line(headings: Sequence[Column], row: Sequence[str], widths: Sequence[int], indent: str) -> str:
    parts = [
        pad(fit(cell, width), width, right=column.right)
        for column, cell, width in zip(headings, row, widths, strict=True)
    ]
    return (indent + "  ".join(parts)).rstrip()
