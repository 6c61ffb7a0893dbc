"""Training's windows: as at run time each word is kept from exactly one, but with context around it, and they shift."""

from __future__ import annotations

import numpy as np

from irises.encode.pieces import Pieces
from irises.encode.windows import Window, last_that_fits


def shifted_windows(pieces: Pieces, *, core: int, context: int, first_core: int | None = None) -> list[Window]:
    """Windows of at most `core` pieces to keep and `context` pieces on either side, in order.

    The cores cover the words without gap or overlap. `first_core` shortens the first core, which shifts the windows
    from epoch to epoch.
    """
    offsets = pieces.offsets
    total = len(pieces)
    windows = []
    start, size = 0, first_core or core
    while start < total:
        end = last_that_fits(offsets, start, size, least=start + 1)
        left = int(np.searchsorted(offsets, offsets[start] - context, side="left"))
        right = last_that_fits(offsets, end, context, least=end)
        windows.append(Window(first=left, last=right, core_first=start, core_last=end))
        start, size = end, core
    return windows
