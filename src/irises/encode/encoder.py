"""The one encoder pass over a story: words in, one vector per word out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from irises.document.model import Document
from irises.encode import weights
from irises.encode.cores import usable_cores
from irises.encode.encoding import Encoding, halves
from irises.encode.pieces import Pieces, PieceVocabulary, framed
from irises.encode.runtime import runtime
from irises.encode.windows import Window, windows_of

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest

Progress = Callable[[int, int], None]
"""Called with the number of words read so far and of all words."""

LENGTH, BEFORE, SLACK = 160, 4, 16
"""Pieces of a window, of context at its beginning, and at its end among which it ends where the text pauses. Longer
windows cost more attention; with these, context brings nothing more, and without any the first words are read worse
(docs/training.md; training reads longer windows)."""
_BATCH = 2
_ROW = LENGTH + 2
"""Pieces with the marks at both ends."""


@cache
def _vocabulary() -> PieceVocabulary:
    from tokenizers import Tokenizer

    return PieceVocabulary(Tokenizer.from_buffer(weights.weight_bytes("tokenizer.json")))


@cache
def _model() -> CompiledModel:
    """The encoder, compiled for batches of one shape: one stream a core, which beats many cores on one batch."""
    core = runtime().Core()
    structure, constants = weights.weight_bytes("encoder.xml"), weights.weight_bytes("encoder.bin")
    model = core.read_model(model=structure, weights=constants)
    model.reshape({tensor.any_name: [_BATCH, _ROW] for tensor in model.inputs})
    compiled: CompiledModel = core.compile_model(model, "CPU", _settings())
    return compiled


def _settings() -> dict[str, Any]:
    cores = usable_cores()
    return {"PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": cores, "INFERENCE_NUM_THREADS": cores}


def prepare() -> None:
    """Gets ready what `encode` needs; worth doing while something else is read.

    Raises:
        WeightsError: if the shipped weights are missing or altered.
    """
    _vocabulary()
    _model()


def encode(document: Document, *, progress: Progress | None = None) -> Encoding:
    """One vector per word of the document, in one pass of the encoder.

    Raises:
        WeightsError: if the shipped weights are missing or altered.
    """
    return encode_words(document.word_texts, progress=progress)


def encode_words(words: Sequence[str], *, progress: Progress | None = None) -> Encoding:
    """One vector per word, float16, shape (words, width): the mean of the word's pieces."""
    vocabulary = _vocabulary()
    pieces = vocabulary.pieces(words)
    windows = windows_of(words, pieces, length=LENGTH, before=BEFORE, slack=SLACK)
    vectors = np.zeros((len(words), weights.manifest()["width"]), dtype=np.float16)
    case_of_piece = np.repeat(pieces.case, np.diff(pieces.offsets)).astype(np.int64)

    def keep(request: InferRequest, batch: list[Window]) -> None:
        for window, state in zip(batch, request.get_output_tensor().data, strict=False):
            vectors[window.core_first : window.core_last] = halves(_word_means(window, pieces, state[1:]))

    # Twice as many requests as streams: a stream goes on while the states it gave are being kept.
    queue = runtime().AsyncInferQueue(_model(), 2 * usable_cores())
    queue.set_callback(keep)
    for at in range(0, len(windows), _BATCH):
        batch = windows[at : at + _BATCH]
        queue.start_async(_inputs(batch, pieces, case_of_piece, vocabulary), batch)
        if progress is not None:
            progress(batch[-1].core_last, len(words))
    queue.wait_all()
    return Encoding(vectors=vectors)


def _inputs(
    windows: list[Window], pieces: Pieces, case_of_piece: npt.NDArray[np.int64], vocabulary: PieceVocabulary
) -> dict[str, npt.NDArray[np.int64]]:
    """What the encoder is given for a batch, each array of shape (_BATCH, _ROW); rows without a window are empty."""
    parts = (slice(pieces.offsets[window.first], pieces.offsets[window.last]) for window in windows)
    rows = [(pieces.ids[part], case_of_piece[part]) for part in parts]
    return framed(rows, vocabulary, shape=(_BATCH, _ROW))


def _word_means(window: Window, pieces: Pieces, state: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The mean state of each word's pieces; most words have one piece, so that they are gone through by pieces."""
    offsets = pieces.offsets[window.core_first : window.core_last + 1] - pieces.offsets[window.first]
    first, sizes = offsets[:-1], np.diff(offsets)
    means: npt.NDArray[np.float32] = state[first]
    for piece in range(1, int(sizes.max())):
        longer = np.flatnonzero(sizes > piece)
        means[longer] += state[first[longer] + piece]
    several = np.flatnonzero(sizes > 1)
    means[several] /= sizes[several, None]
    return means
