"""The one encoder pass over a story: words in, one vector per word out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from irises.document.model import Document
from irises.encode import weights
from irises.encode.encoding import Encoding
from irises.encode.pieces import Pieces, PieceVocabulary
from irises.encode.windows import Window, windows_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Progress = Callable[[int, int], None]
"""Called with the number of words read so far and of all words."""

CORE, CONTEXT = 128, 16
"""Pieces that a window keeps, and pieces of context on either side: short windows cost less attention and, on LitBank
dev, no quality (training reads longer ones)."""
_BATCH = 2


@cache
def _vocabulary() -> PieceVocabulary:
    from tokenizers import Tokenizer

    return PieceVocabulary(Tokenizer.from_buffer(weights.weight_bytes("tokenizer.json")))


@cache
def _session() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        weights.weight_bytes("encoder.onnx"), options, providers=["CPUExecutionProvider"]
    )


def encode(document: Document, *, progress: Progress | None = None) -> Encoding:
    """One vector per word of the document, in one pass of the encoder.

    Raises:
        WeightsError: if the shipped weights are missing or altered.
    """
    return encode_words(document.words.texts(document.text), progress=progress)


def encode_words(words: Sequence[str], *, progress: Progress | None = None) -> Encoding:
    """One vector per word, float16, shape (words, width): the mean of the word's pieces."""
    vocabulary = _vocabulary()
    pieces = vocabulary.pieces(words)
    windows = windows_of(pieces, core=CORE, context=CONTEXT)
    vectors = np.zeros((len(words), weights.manifest()["width"]), dtype=np.float16)
    case_of_piece = np.repeat(pieces.case, np.diff(pieces.offsets)).astype(np.int64)
    for at in range(0, len(windows), _BATCH):
        batch = windows[at : at + _BATCH]
        states = _states(batch, pieces, case_of_piece, vocabulary)
        for window, state in zip(batch, states, strict=True):
            vectors[window.core_first : window.core_last] = _word_means(window, pieces, state)
        if progress is not None:
            progress(batch[-1].core_last, len(words))
    return Encoding(vectors=vectors)


def _states(
    windows: list[Window], pieces: Pieces, case_of_piece: npt.NDArray[np.int64], vocabulary: PieceVocabulary
) -> npt.NDArray[np.float32]:
    """Piece states, shape (windows, longest window, width), without the marks at both ends."""
    bounds = [(int(pieces.offsets[w.first]), int(pieces.offsets[w.last])) for w in windows]
    length = max(b - a for a, b in bounds) + 2
    ids, case, mask = (np.zeros((len(windows), length), dtype=np.int64) for _ in range(3))
    for row, (a, b) in enumerate(bounds):
        ids[row, 0], ids[row, b - a + 1] = vocabulary.cls_id, vocabulary.sep_id
        ids[row, 1 : b - a + 1] = pieces.ids[a:b]
        case[row, 1 : b - a + 1] = case_of_piece[a:b]
        mask[row, : b - a + 2] = 1
    (states,) = _session().run(None, {"input_ids": ids, "token_type_ids": case, "attention_mask": mask})
    return np.asarray(states[:, 1:], dtype=np.float32)


def _word_means(window: Window, pieces: Pieces, state: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    offsets = pieces.offsets[window.core_first : window.core_last + 1] - pieces.offsets[window.first]
    sums = np.add.reduceat(state[: offsets[-1]], offsets[:-1], axis=0)
    return np.asarray(sums / np.diff(offsets)[:, None], dtype=np.float32)
