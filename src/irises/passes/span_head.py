"""The span head: which stretches of words are mentions, and a vector for each (numpy twin of training's)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from irises.encode import weights
from irises.encode.cores import on_all_cores
from irises.encode.encoding import Encoding, floats
from irises.passes.places import Ints

Floats = npt.NDArray[np.float32]

MAX_WIDTH = 40
"""Longest mention, in words."""
PROPOSE_ABOVE = -3.0
MOST_PROPOSED = 0.45
"""Proposals per word at most; training proposes as many."""
_WORDS_PER_BLOCK = 4096
_ROWS = 64
_Block = tuple[int, int, npt.NDArray[np.float16]]
"""First word, number of words to answer for, and the vectors of them and of a mention's length beyond."""


def proposals(encoding: Encoding) -> tuple[Ints, Ints]:
    """First and last words (inclusive) of the spans worth a closer look, in text order, the longer first."""

    def proposed(part: _Block) -> tuple[Ints, Ints]:
        a, core, block = part
        first, width = _best(_band(block)[:core])
        order = np.lexsort((-width, first))
        return a + first[order], a + first[order] + width[order]

    found = [(np.zeros(0, dtype=np.int64),) * 2, *on_all_cores(proposed, _blocks(encoding))]
    first, last = (np.concatenate(side) for side in zip(*found, strict=True))
    return first, last


def _best(band: Floats) -> tuple[Ints, Ints]:
    """First words and widths - 1 of a block's proposals; no more of them than the head was trained to choose from."""
    most = int(MOST_PROPOSED * len(band)) + 4
    above = (
        max(PROPOSE_ABOVE, float(np.partition(band, -most, axis=None)[-most])) if band.size > most else PROPOSE_ABOVE
    )
    first, width = np.nonzero(band >= above)
    return first, width


def span_vectors(encoding: Encoding, first: Ints, last: Ints) -> Floats:
    """Vectors of spans given in order of their first words: shape (spans, hidden)."""
    head = weights.head("span")
    out = np.zeros((len(first), head["hidden.weight"].shape[0]), dtype=np.float32)

    def fill(part: _Block) -> None:
        a, core, block = part
        low, high = np.searchsorted(first, [a, a + core])
        if low < high:
            before = encoding.vectors[a - 1].astype(np.float32) if a else np.zeros(block.shape[1], dtype=np.float32)
            vectors = floats(block)
            out[low:high] = _represent(head, vectors, before, first[low:high] - a, last[low:high] - a)

    on_all_cores(fill, _blocks(encoding))
    return out


def decide(spans: Floats) -> tuple[Floats, Floats]:
    """Probabilities of category (none first) and of form for span vectors."""
    head = weights.head("span")
    return weights.softmax(head.linear(spans, "category")), weights.softmax(head.linear(spans, "form"))


def _blocks(encoding: Encoding) -> Iterator[_Block]:
    n = len(encoding.vectors)
    for a in range(0, n, _WORDS_PER_BLOCK):
        core = min(_WORDS_PER_BLOCK, n - a)
        yield a, core, encoding.vectors[a : a + core + MAX_WIDTH + 1]


def _band(block: npt.NDArray[np.float16]) -> Floats:
    """Scores of the spans of a block by first word and width - 1: shape (words, MAX_WIDTH)."""
    head = weights.head("span")
    n, vectors = len(block), floats(block)
    starts = weights.gelu(head.linear(vectors, "start"))
    ends = weights.gelu(head.linear(vectors, "end"))
    rows = -(-n // _ROWS)
    padded = np.zeros((rows * _ROWS + MAX_WIDTH, ends.shape[1]), dtype=np.float32)
    padded[:n] = ends
    left = np.zeros((rows * _ROWS, ends.shape[1]), dtype=np.float32)
    left[:n] = starts @ head["bilinear"]
    right = np.stack([padded[r * _ROWS : (r + 1) * _ROWS + MAX_WIDTH] for r in range(rows)])
    full = left.reshape(rows, _ROWS, -1) @ right.transpose(0, 2, 1)
    s0, s1, s2 = full.strides
    band = np.lib.stride_tricks.as_strided(full, (rows, _ROWS, MAX_WIDTH), (s0, s1 + s2, s2)).reshape(-1, MAX_WIDTH)[:n]
    end_scores = np.full(n + MAX_WIDTH, -1e4, dtype=np.float32)
    end_scores[:n] = ends @ head["end_score.weight"][0]
    by_width = np.lib.stride_tricks.sliding_window_view(end_scores, MAX_WIDTH)[:n]
    start_scores = starts @ head["start_score.weight"][0]
    return np.asarray(band + by_width + start_scores[:, None] + head["width_score"], dtype=np.float32)


def _represent(head: weights.Head, block: Floats, before: Floats, first: Ints, last: Ints) -> Floats:
    around = np.concatenate([before[None], block, np.zeros((1, block.shape[1]), dtype=np.float32)])
    mean = _means(block, first, last)
    parts = np.concatenate([block[first], block[last], mean, around[first], around[last + 2]], axis=1)
    widths = head["width.weight"]
    x = weights.gelu(head.linear(parts, "parts") + widths[np.minimum(last - first, len(widths) - 1)])
    return x + weights.gelu(head.linear(x, "hidden"))


def _means(block: Floats, first: Ints, last: Ints) -> Floats:
    """Mean vector of each span: one word of all spans at a time, the spans still as long as that."""
    order = np.argsort(first - last, kind="stable")
    widths = (last - first)[order] + 1
    sums = block[first[order]]
    for offset in range(1, int(widths[0]) if len(widths) else 0):
        long_enough = int(np.searchsorted(-widths, -offset))
        sums[:long_enough] += block[first[order[:long_enough]] + offset]
    out = np.empty_like(sums)
    out[order] = sums / widths[:, None]
    return out
