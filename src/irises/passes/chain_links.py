"""Which earlier and later mentions each mention may go with, and how likely."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from irises.passes.chain_anchors import Anchors
from irises.passes.pair_head import Candidates
from irises.passes.places import Ints

# Added to every pair's log-odds: what is best for predicted mentions (LitBank dev).
_PRIOR = 1.0
_LEAST_LINK = 0.02
_FROM_LATER = 0.6

Link = tuple[int, float]
"""Another mention, and the probability that it is the one meant."""


class Links:
    """Likely antecedents of each mention with their probabilities (`back`), and with them the later mentions that link
    to it, for which it counts less (`both`)."""

    def __init__(self, candidates: Candidates, anchors: Anchors) -> None:
        there = candidates.earlier >= 0
        for mention in anchors.ambiguous():
            there[mention] &= [j >= 0 and anchors.may_be(mention, j) for j in candidates.earlier[mention].tolist()]
        scores = candidates.scores + _PRIOR
        weights = np.where(there, np.exp(np.minimum(scores, 30.0)), 0.0)
        total = 1.0 + weights.sum(axis=1)
        self.new: list[float] = (1.0 / total).tolist()
        shares = weights / total[:, None]
        apart = ((mention, other) for mention, others in anchors.known.apart.items() for other in others)
        _bar(shares, _marked(candidates.earlier, apart))
        same = anchors.said_before()
        for mention in same:
            self.new[mention] = 0.0
            shares[mention] = 0.0
        self.back: list[list[Link]] = [[] for _ in self.new]
        forth: list[list[Link]] = [[] for _ in self.new]
        rows, columns = np.nonzero(shares > _LEAST_LINK)
        earlier = candidates.earlier[rows, columns]
        for mention, antecedent, share in zip(
            rows.tolist(), earlier.tolist(), shares[rows, columns].tolist(), strict=True
        ):
            self.back[mention].append((antecedent, share))
            forth[antecedent].append((mention, _FROM_LATER * share))
        for mention, antecedent in same.items():
            self.back[mention].append((antecedent, 1.0))
            forth[antecedent].append((mention, _FROM_LATER))
        self.both = [before + after for before, after in zip(self.back, forth, strict=True)]


def _marked(earlier: Ints, pairs: Iterable[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    """Which antecedents, of the shape of `earlier`, are in a pair with their mention, which comes first in it."""
    marked = np.zeros(earlier.shape, dtype=np.bool_)
    mentions, others = np.array(list(pairs), dtype=np.int64).reshape(-1, 2).T
    pair, column = np.nonzero(earlier[mentions] == others[:, None])
    marked[mentions[pair], column] = True
    return marked


def _bar(shares: npt.NDArray[np.float32], barred: npt.NDArray[np.bool_]) -> None:
    """Gives the shares of barred antecedents to the mention's others, in proportion, as far as there are any."""
    before = shares.sum(axis=1)
    shares[barred] = 0.0
    left = shares.sum(axis=1)
    shares *= np.divide(before, left, out=np.ones_like(left), where=left > 0)[:, None]
