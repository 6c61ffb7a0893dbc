"""A story in windows: each word is kept from exactly one, and windows end where the text pauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.encode.pieces import Pieces

Int8s = npt.NDArray[np.int8]

_END, _HALT, _BREATH = 3, 2, 1
_PAUSES = {".": _END, "!": _END, "?": _END, ";": _HALT, ":": _HALT, "--": _HALT, "—": _HALT, ",": _BREATH}
_CLOSING = frozenset("\"'”’)]")


@dataclass(frozen=True, kw_only=True)
class Window:
    """Words `[first, last)` are read; words `[core_first, core_last)` are kept."""

    first: int
    last: int
    core_first: int
    core_last: int


def windows_of(words: Sequence[str], pieces: Pieces, *, length: int, before: int, slack: int) -> list[Window]:
    """Windows of at most `length` pieces, in order; the cores cover the words without gap or overlap.

    A window begins with up to `before` pieces of context and ends at the greatest pause among its last `slack` pieces:
    the end of a sentence, else a semicolon, else a comma, else anywhere.
    """
    offsets, pauses = pieces.offsets, _pauses(words)
    windows, start = [], 0
    while start < len(words):
        first = int(np.searchsorted(offsets, offsets[start] - before, side="left"))
        end = last_that_fits(offsets, first, length, least=start + 1)
        if end < len(words):
            earliest = max(start + 1, int(np.searchsorted(offsets, offsets[end] - slack, side="left")))
            # Of equal pauses the last: a long window is a cheap one.
            end -= int(np.argmax(pauses[earliest - 1 : end][::-1]))
        windows.append(Window(first=first, last=end, core_first=start, core_last=end))
        start = end
    return windows


def last_that_fits(offsets: npt.NDArray[np.int32], first: int, length: int, *, least: int) -> int:
    """The end of the longest run of words from `first` that has at most `length` pieces, but at least `least`."""
    return max(least, int(np.searchsorted(offsets, offsets[first] + length, side="right")) - 1)


def _pauses(words: Sequence[str]) -> Int8s:
    """How much of a pause there is after each word; quotation marks and brackets close before it."""
    pauses = np.fromiter((_PAUSES.get(word, 0) for word in words), dtype=np.int8, count=len(words))
    closing = np.fromiter((word in _CLOSING for word in words), dtype=bool, count=len(words))
    for at in np.flatnonzero(closing[1:]) + 1:
        if pauses[at - 1] >= _HALT:
            pauses[at - 1 : at + 1] = 0, pauses[at - 1]
    return pauses
