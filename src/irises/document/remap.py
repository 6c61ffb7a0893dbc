"""Edits of a text that carry the offsets of its annotations along."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

Offset = Callable[[int], int]

# No character composes with an ASCII character before it, so a text may be normalised piece by piece.
_PIECE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


@dataclass(frozen=True)
class Edit:
    """The stretch `[start, end)` of a text (code points) is replaced."""

    start: int
    end: int
    replacement: str


def apply_edits(text: str, edits: list[Edit]) -> tuple[str, Offset]:
    """The edited text, and a function from offsets of the old text to offsets of the new one.

    Edits come in order and do not overlap. An offset inside a replaced stretch goes to the nearest place in the
    replacement.
    """
    if not edits:
        return text, lambda offset: offset
    pieces: list[str] = []
    ends: list[int] = []
    shifts: list[int] = []
    position = shift = 0
    for edit in edits:
        pieces += [text[position : edit.start], edit.replacement]
        position = edit.end
        shift += len(edit.replacement) - (edit.end - edit.start)
        ends.append(edit.end)
        shifts.append(shift)
    pieces.append(text[position:])

    def moved(offset: int) -> int:
        done = bisect_right(ends, offset)
        before = shifts[done - 1] if done else 0
        if done < len(edits) and offset > edits[done].start:
            edit = edits[done]
            return edit.start + before + min(offset - edit.start, len(edit.replacement))
        return offset + before

    return "".join(pieces), moved


def normalise(text: str) -> tuple[str, Offset]:
    """The text in Unicode NFC, and a function from old offsets to new ones."""
    if unicodedata.is_normalized("NFC", text):
        return text, lambda offset: offset
    edits = []
    for piece in _PIECE.finditer(text):
        composed = unicodedata.normalize("NFC", piece[0])
        if composed != piece[0]:
            edits.append(Edit(piece.start(), piece.end(), composed))
    return apply_edits(text, edits)
