"""The mind head: signs of each word's being a cue of a commitment or a belief, of a mask, or the one who sees (numpy
twin of training's)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from irises.annotation.schemas import COMMITMENTS, STANCES
from irises.encode import weights
from irises.encode.cores import on_all_cores
from irises.encode.encoding import Encoding

Floats = npt.NDArray[np.float32]

SIGNS = ("commitment", *COMMITMENTS, "belief", *STANCES, "show", "feeling under it", "hidden feeling", "sees")
"""Any commitment, and each kind; any belief, and each stance; a show that isn't the feeling, the feeling under it, one
that is hidden without a show; and, of a mention of somebody, that it is the focalizer."""
SHOW, UNDER, HIDDEN, SEES = range(len(SIGNS) - 4, len(SIGNS))
"""Columns of the last signs."""
_BLOCK = 2048
"""Words whose arrays stay in a processor's caches."""
_latest: list[tuple[Encoding, Floats]] = []


def word_signs(encoding: Encoding) -> Floats:
    """Logits of SIGNS of all words: shape (words, SIGNS); passes that ask one after the other share them until
    `forget`."""
    for known, signs in tuple(_latest):
        if known is encoding:
            return signs
    signs = _computed(encoding)
    _latest[:] = [(encoding, signs)]
    return signs


def forget() -> None:
    """Lets go of the story that was read last."""
    _latest.clear()


def _computed(encoding: Encoding) -> Floats:
    head, n = weights.head("mind"), len(encoding.vectors)

    def logits(a: int) -> Floats:
        block = encoding.of(np.arange(a, min(a + _BLOCK, n)))
        return head.linear(weights.gelu(head.linear(block, "hidden")), "signs")

    rows = on_all_cores(logits, range(0, n, _BLOCK))
    return np.concatenate(rows) if rows else np.zeros((0, len(SIGNS)), dtype=np.float32)
