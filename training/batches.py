"""Words to the encoder's batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from irises.encode.pieces import Pieces, PieceVocabulary, framed
from irises.encode.windows import Window
from training.windows import shifted_windows

if TYPE_CHECKING:
    from torch import Tensor

CORE, CONTEXT = 256, 24
"""Pieces that a window keeps, and pieces of context on either side."""


def encoder_batch(
    words: Sequence[str],
    vocabulary: PieceVocabulary,
    *,
    first_core: int | None = None,
    core: int = CORE,
    context: int = CONTEXT,
) -> dict[str, Tensor]:
    """`encoder_arrays` as tensors."""
    import torch

    arrays = encoder_arrays(words, vocabulary, first_core=first_core, core=core, context=context)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def encoder_arrays(
    words: Sequence[str],
    vocabulary: PieceVocabulary,
    *,
    first_core: int | None = None,
    core: int = CORE,
    context: int = CONTEXT,
) -> dict[str, np.ndarray]:
    """The windows of a text as arrays; `first_core` shortens the first window, in pieces."""
    pieces = vocabulary.pieces(words)
    return window_arrays(pieces, shifted_windows(pieces, core=core, context=context, first_core=first_core), vocabulary)


def window_arrays(pieces: Pieces, windows: Sequence[Window], vocabulary: PieceVocabulary) -> dict[str, np.ndarray]:
    """The windows as arrays.

    `ids`, `case`, `mask`: (windows, pieces); `pool`: (windows, words, pieces), rows that average a word's pieces;
    `kept`: indices into the flattened (windows x words), one per word of the text in order.
    """
    offsets = pieces.offsets
    most_words = max(w.last - w.first for w in windows)
    length = max(int(offsets[w.last] - offsets[w.first]) for w in windows) + 2
    pool = np.zeros((len(windows), most_words, length), dtype=np.float32)
    kept = []
    case_of_piece = np.repeat(pieces.case, np.diff(offsets))
    parts = [slice(offsets[w.first], offsets[w.last]) for w in windows]
    rows = [(pieces.ids[part], case_of_piece[part]) for part in parts]
    inputs = framed(rows, vocabulary, shape=(len(windows), length))
    for row, w in enumerate(windows):
        a = int(offsets[w.first])
        for k, word in enumerate(range(w.first, w.last)):
            p, q = offsets[word] - a + 1, offsets[word + 1] - a + 1
            pool[row, k, p:q] = 1.0 / (q - p)
        kept.append(row * most_words + np.arange(w.core_first - w.first, w.core_last - w.first))
    return {
        "ids": inputs["input_ids"],
        "case": inputs["token_type_ids"],
        "mask": inputs["attention_mask"],
        "pool": pool,
        "kept": np.concatenate(kept),
    }
