"""Which earlier and later mentions each mention may go with, and how likely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.passes.chain_anchors import Anchors
from irises.passes.pair_head import Candidates
from irises.passes.places import Bools, Ints

# Added to every pair's log-odds: what is best for predicted mentions (LitBank dev).
_PRIOR = 0.6
_LEAST_LINK = 0.02
_FROM_LATER = 0.6

Link = tuple[int, float]
"""Another mention, and the probability that it is the one meant."""


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Links by parallel arrays: the mention, the other one, and the probability that this is the one meant."""

    mention: Ints
    other: Ints
    share: npt.NDArray[np.float64]

    def among(self, chosen: Bools) -> Joined:
        """Some of the links."""
        return Joined(mention=self.mention[chosen], other=self.other[chosen], share=self.share[chosen])


class LinksOf:
    """The links `[mention]` of each mention, in the order that they are joined in; flat lists, for there are many."""

    def __init__(self, joined: Joined, n: int) -> None:
        order = np.argsort(joined.mention, kind="stable")
        self._other: list[int] = joined.other[order].tolist()
        self._share: list[float] = joined.share[order].tolist()
        self._first: list[int] = np.searchsorted(joined.mention[order], np.arange(n + 1)).tolist()

    def __getitem__(self, mention: int) -> Iterator[Link]:
        a, z = self._first[mention], self._first[mention + 1]
        return zip(self._other[a:z], self._share[a:z], strict=True)


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
        rows, columns = np.nonzero(shares > _LEAST_LINK)
        first, before = np.array(list(same.items()), dtype=np.int64).reshape(-1, 2).T
        back = Joined(
            mention=np.concatenate([rows, first]),
            other=np.concatenate([candidates.earlier[rows, columns], before]),
            share=np.concatenate([shares[rows, columns].astype(np.float64), np.ones(len(same))]),
        )
        self.back = LinksOf(back, len(self.new))
        self.both = Joined(
            mention=np.concatenate([back.mention, back.other]),
            other=np.concatenate([back.other, back.mention]),
            share=np.concatenate([back.share, _FROM_LATER * back.share]),
        )


def _marked(earlier: Ints, pairs: Iterable[tuple[int, int]]) -> Bools:
    """Which antecedents, of the shape of `earlier`, are in a pair with their mention, which comes first in it."""
    marked = np.zeros(earlier.shape, dtype=np.bool_)
    mentions, others = np.array(list(pairs), dtype=np.int64).reshape(-1, 2).T
    pair, column = np.nonzero(earlier[mentions] == others[:, None])
    marked[mentions[pair], column] = True
    return marked


def _bar(shares: npt.NDArray[np.float32], barred: Bools) -> None:
    """Gives the shares of barred antecedents to the mention's others, in proportion, as far as there are any."""
    before = shares.sum(axis=1)
    shares[barred] = 0.0
    left = shares.sum(axis=1)
    shares *= np.divide(before, left, out=np.ones_like(left), where=left > 0)[:, None]
