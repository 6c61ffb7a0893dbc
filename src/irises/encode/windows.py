"""A story in windows: each word in the middle of exactly one, with context around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from irises.encode.pieces import Pieces


@dataclass(frozen=True, kw_only=True)
class Window:
    """Words `[first, last)` are read; words `[core_first, core_last)` are kept."""

    first: int
    last: int
    core_first: int
    core_last: int


def windows_of(pieces: Pieces, *, core: int, context: int, first_core: int | None = None) -> list[Window]:
    """Windows of at most `core` pieces to keep and `context` pieces on either side, in order.

    The cores cover the words without gap or overlap. `first_core` shortens the first core (training shifts the
    windows from epoch to epoch).
    """
    offsets = pieces.offsets
    total = len(pieces)
    windows = []
    start, size = 0, first_core or core
    while start < total:
        end = max(start + 1, int(np.searchsorted(offsets, offsets[start] + size, side="right")) - 1)
        end = min(end, total)
        left = int(np.searchsorted(offsets, offsets[start] - context, side="left"))
        right = max(end, int(np.searchsorted(offsets, offsets[end] + context, side="right")) - 1)
        windows.append(Window(first=left, last=min(right, total), core_first=start, core_last=end))
        start, size = end, core
    return windows
