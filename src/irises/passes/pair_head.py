"""The pair head: how likely an earlier mention is a later one's antecedent (numpy twin of training's)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.encode import weights
from irises.encode.cores import on_all_cores
from irises.passes.mention_traits import KIND
from irises.passes.pair_features import GROUP_SIZES, PairAttributes, pair_features
from irises.passes.places import Ints

Floats = npt.NDArray[np.float32]

_BAND = 128
_BEST = 24
_FAR = 2
_LAST = 8
_ROWS = 128
_PAIRS = 4096
NOBODY = np.float32(-1e4)
"""Score of a place in a row of candidates that holds none."""


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """For every mention the best earlier mentions: `earlier` (mentions, candidates), -1 where there is none, and
    `scores` of the same shape: the log-odds of being an antecedent against a new entity."""

    earlier: Ints
    scores: Floats


def candidates(spans: Floats, attributes: PairAttributes) -> Candidates:
    """The best of each mention's 128 predecessors by a coarse score, and the last people called by the same words
    before these, with their full scores (coarse to fine, Lee, He and Zettlemoyer 2018)."""
    head = weights.head("pair")
    vectors = weights.gelu(head.linear(spans, "reduce"))
    earlier = np.full((len(spans), _BEST + _FAR), -1, dtype=np.int64)
    scores = np.full(earlier.shape, NOBODY, dtype=np.float32)
    scorer = _Scorer(head, vectors, attributes)
    earlier[:, _BEST:] = _called_alike(attributes)
    later, column = np.nonzero(earlier[:, _BEST:] >= 0)

    def fill_near(a: int) -> None:
        earlier[a : a + _ROWS, :_BEST], scores[a : a + _ROWS, :_BEST] = scorer.near(a)

    def fill_far(a: int) -> None:
        pairs = later[a : a + _PAIRS], column[a : a + _PAIRS] + _BEST
        scores[pairs] = scorer.far(pairs[0], earlier[pairs])

    on_all_cores(fill_near, range(0, len(spans), _ROWS))
    on_all_cores(fill_far, range(0, len(later), _PAIRS))
    return Candidates(earlier=earlier, scores=scores)


class _Scorer:
    """Scores pairs of mentions: the neighbours of a block all at once, or single pairs."""

    def __init__(self, head: weights.Head, vectors: Floats, attributes: PairAttributes) -> None:
        self._head, self._vectors, self._attributes = head, vectors, attributes
        groups = head["groups.weight"].T
        self._groups, self._bias = np.ascontiguousarray(groups[:, :-1]), np.ascontiguousarray(groups[:, -1])
        self._root = np.float32(vectors.shape[1] ** 0.5)
        self._heads = head["mix.weight"].shape[1]
        self._width = len(head["query.bias"]) // self._heads

    def near(self, a: int) -> tuple[Ints, Floats]:
        """The best predecessors of the mentions from `a` on, with their scores: shapes (at most _ROWS, _BEST)."""
        low, later = max(0, a - _BAND), np.arange(a, min(a + _ROWS, len(self._vectors)))[:, None]
        earlier = later - 1 - np.arange(_BAND)
        mine, others = self._vectors[a : a + _ROWS], self._vectors[low : a + _ROWS]
        features = _numbered(pair_features(self._attributes, later, np.maximum(earlier, 0)))
        coarse = self._head.linear(mine, "coarse") @ others.T / self._root
        scores = np.take_along_axis(coarse, np.maximum(earlier - low, 0), axis=1)
        scores += self._bias[features].sum(axis=0)
        scores[earlier < 0] = NOBODY
        best = np.argpartition(-scores, _BEST, axis=1)[:, :_BEST]
        chosen = np.take_along_axis(earlier, best, axis=1)
        column = np.maximum(chosen - low, 0)
        products = self._by_head(mine, "query") @ self._by_head(others, "key").transpose(0, 2, 1)
        hidden = self._hidden(
            np.take_along_axis(products, column[None], axis=2).transpose(1, 2, 0),
            self._head.linear(mine, "later")[:, None],
            self._head.linear(others, "earlier")[column],
            np.take_along_axis(features, best[None], axis=2),
        )
        found = np.take_along_axis(scores, best, axis=1) + self._out(hidden)
        return np.where(chosen < 0, -1, chosen), np.where(chosen < 0, NOBODY, found)

    def far(self, later: Ints, earlier: Ints) -> Floats:
        """The scores of single pairs."""
        mine, others = self._vectors[later], self._vectors[earlier]
        features = _numbered(pair_features(self._attributes, later, earlier))
        products = np.einsum("hpd,hpd->ph", self._by_head(mine, "query"), self._by_head(others, "key"))
        layers = self._head.linear(mine, "later"), self._head.linear(others, "earlier")
        coarse = np.einsum("pd,pd->p", self._head.linear(mine, "coarse"), others) / self._root
        found = coarse + self._bias[features].sum(axis=0) + self._out(self._hidden(products, *layers, features))
        return np.asarray(found, dtype=np.float32)

    def _by_head(self, vectors: Floats, name: str) -> Floats:
        """Queries or keys: shape (heads, vectors, width)."""
        return self._head.linear(vectors, name).reshape(-1, self._heads, self._width).transpose(1, 0, 2)

    def _hidden(self, products: Floats, later: Floats, earlier: Floats, features: Ints) -> Floats:
        flat = np.ascontiguousarray(products).reshape(-1, self._heads) / np.float32(self._width**0.5)
        hidden = self._head.linear(flat, "mix").reshape(earlier.shape)
        hidden += later
        hidden += earlier
        for group in features:
            hidden += self._groups[group]
        return hidden

    def _out(self, hidden: Floats) -> Floats:
        np.maximum(hidden, 0.0, out=hidden)
        flat = hidden.reshape(-1, hidden.shape[-1]) @ self._head["out.weight"][0] + self._head["out.bias"]
        return np.asarray(flat.reshape(hidden.shape[:-1]), dtype=np.float32)


def _numbered(features: Ints) -> Ints:
    """Categories numbered over all groups."""
    features += np.cumsum([0, *GROUP_SIZES[:-1]]).reshape(-1, *[1] * (features.ndim - 1))
    return features


def _called_alike(attributes: PairAttributes) -> Ints:
    """The last mentions of people with the same words, beyond the band and among the last few: shape (mentions, _FAR),
    -1 for none."""
    traits, n = attributes.traits, len(attributes.traits.text)
    out = np.full((n, _FAR), -1, dtype=np.int64)
    people = np.flatnonzero((traits.kind < KIND["I"]) & (attributes.category == 0))
    words = traits.text[people] * n
    keys = np.sort(words + people)
    own = np.searchsorted(keys, words + people)
    nearest = np.maximum(np.searchsorted(keys, words), own - _LAST)
    beyond = np.searchsorted(keys, words + np.maximum(people - _BAND, 0))
    first = np.maximum(beyond - _FAR, nearest)
    for column in range(_FAR):
        there = first + column < beyond
        out[people[there], column] = keys[first[there] + column] - words[there]
    return out
