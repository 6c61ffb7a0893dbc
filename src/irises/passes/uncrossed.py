"""Dependency trees without crossing arcs: the best one for given scores (Eisner 1996), many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from irises.passes.places import Ints

Floats = npt.NDArray[np.float32]
Shorts = npt.NDArray[np.int16]
_NEVER = np.float32(-1e9)


def do_cross(heads: Ints, lengths: Ints) -> npt.NDArray[np.bool_]:
    """Which of several trees, heads of shape (sentences, words), have arcs that cross; `lengths` are their words.

    A root, which is its own head, hangs from before the sentence: no arc may lead over it either.
    """
    words = np.arange(heads.shape[1])
    is_root, inside = heads == words, words < lengths[:, None]
    low = np.where(is_root | ~inside, -1, np.minimum(words, heads))
    high = np.where(inside, np.maximum(words, heads), -1)
    begins_inside = (low[:, :, None] < low[:, None, :]) & (low[:, None, :] < high[:, :, None])
    return np.asarray((begins_inside & (high[:, :, None] < high[:, None, :])).any(axis=(1, 2)))


def uncrossed_trees(scores: Sequence[Floats]) -> list[Ints]:
    """The best trees without crossing arcs for sentences of like length, from their scores (child, head).

    One word of each is the root, its own head, whose score stands in the diagonal. Takes the time of the cube of the
    longest sentence's words.
    """
    longest = max(len(one) for one in scores)
    padded = np.full((len(scores), longest, longest), _NEVER, dtype=np.float32)
    for row, one in zip(padded, scores, strict=True):
        row[: len(one), : len(one)] = one
    chart = _Chart(padded)
    return [chart.heads(row, len(one)) for row, one in enumerate(scores)]


class _Chart:
    """The best parts of trees over every stretch of words, and where each was put together.

    Complete parts (`whole`) hang from their first word or their last; open ones have an arc between both. Stretches are
    found by their first word (`_from`) or their last (`_to`) and their length - 1.
    """

    def __init__(self, scores: Floats) -> None:
        n_sentences, n, _ = scores.shape
        shape = (n_sentences, n, n)
        self._scores = scores
        self._right_from, self._right_to, self._left_from, self._left_to = (
            np.zeros(shape, dtype=np.float32) for _ in range(4)
        )
        open_right_from, open_left_to = (np.zeros(shape, dtype=np.float32) for _ in range(2))
        self._cut_open, self._cut_left, self._cut_right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
        for w in range(1, n):
            first, last = slice(0, n - w), slice(w, n)
            best, self._cut_open[:, first, w] = _best(
                self._right_from[:, first, :w] + self._left_to[:, last, w - 1 :: -1]
            )
            open_right_from[:, first, w] = best + _diagonal(scores, w, is_head_first=True)
            open_left_to[:, last, w] = best + _diagonal(scores, w, is_head_first=False)
            best, self._cut_left[:, first, w] = _best(self._left_from[:, first, :w] + open_left_to[:, last, w:0:-1])
            self._left_from[:, first, w] = self._left_to[:, last, w] = best
            best, self._cut_right[:, first, w] = _best(
                open_right_from[:, first, 1 : w + 1] + self._right_to[:, last, w - 1 :: -1]
            )
            self._right_from[:, first, w] = self._right_to[:, last, w] = best

    def heads(self, row: int, n: int) -> Ints:
        """The heads of one sentence of `n` words."""
        words = np.arange(n)
        root = int(
            (
                self._scores[row, words, words]
                + self._left_to[row, words, words]
                + self._right_from[row, words, n - 1 - words]
            ).argmax()
        )
        heads = np.full(n, root, dtype=np.int64)
        cut_open, cut_left, cut_right = self._cut_open[row], self._cut_left[row], self._cut_right[row]
        left, right = [(0, root)], [(root, n - 1)]
        while left or right:
            if left:
                a, z = left.pop()
                if a == z:
                    continue
                middle = a + int(cut_left[a, z - a])
                heads[middle] = z
                left.append((a, middle))
                a = middle
            else:
                a, z = right.pop()
                if a == z:
                    continue
                middle = a + 1 + int(cut_right[a, z - a])
                heads[middle] = a
                right.append((middle, z))
                z = middle
            cut = a + int(cut_open[a, z - a])
            right.append((a, cut))
            left.append((cut + 1, z))
        return heads


def _best(sums: Floats) -> tuple[Floats, Shorts]:
    """The largest of the sums of each stretch, and where it is."""
    cut = sums.argmax(axis=2)
    best = sums.reshape(-1)[np.arange(0, sums.size, sums.shape[2]) + cut.reshape(-1)].reshape(cut.shape)
    return best, cut.astype(np.int16)


def _diagonal(scores: Floats, w: int, *, is_head_first: bool) -> Floats:
    """Scores of arcs between words `w` apart."""
    found: Floats = scores.diagonal(-w if is_head_first else w, axis1=1, axis2=2)
    return found
