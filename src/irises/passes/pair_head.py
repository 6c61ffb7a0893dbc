"""The pair head: how likely an earlier mention is a later one's antecedent (numpy twin of training's)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.encode import weights
from irises.passes.mention_traits import KIND
from irises.passes.pair_features import GROUP_SIZES, PairAttributes, pair_features
from irises.passes.places import Ints

Floats = npt.NDArray[np.float32]

_BAND = 128
_BEST = 24
_FAR = 2
_ROWS = 512
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
    far = _called_alike(attributes)
    rows = [_block(head, vectors, attributes, far, a) for a in range(0, len(spans), _ROWS)]
    width = _BEST + _FAR
    if not rows:
        return Candidates(earlier=np.zeros((0, width), dtype=np.int64), scores=np.zeros((0, width), dtype=np.float32))
    return Candidates(
        earlier=np.concatenate([earlier for earlier, _ in rows]), scores=np.concatenate([scores for _, scores in rows])
    )


def _block(head: weights.Head, m: Floats, attributes: PairAttributes, far: Ints, a: int) -> tuple[Ints, Floats]:
    """Candidates of the mentions from `a` on."""
    z, low = min(a + _ROWS, len(m)), max(0, a - _BAND)
    coarse = head.linear(m[a:z], "coarse") @ m[low:z].T / np.float32(m.shape[1] ** 0.5)
    later = np.repeat(np.arange(a, z), _BAND)
    earlier = (np.arange(a, z)[:, None] - 1 - np.arange(_BAND)[None, :]).ravel()
    there = earlier >= 0
    later, earlier = later[there], earlier[there]
    table = _group_table(head)
    scores = np.full((z - a) * _BAND, NOBODY, dtype=np.float32)
    features = _numbered(pair_features(attributes, later, earlier))
    scores[there] = coarse[later - a, earlier - low] + table[features, -1].sum(axis=0)
    best = np.argpartition(-scores.reshape(z - a, _BAND), _BEST, axis=1)[:, :_BEST]
    chosen = np.arange(a, z)[:, None] - 1 - best
    chosen = np.concatenate([np.where(chosen < 0, -1, chosen), far[a:z]], axis=1)
    return chosen, _fine(head, m, attributes, chosen, a)


def _fine(head: weights.Head, m: Floats, attributes: PairAttributes, chosen: Ints, a: int) -> Floats:
    row, column = np.nonzero(chosen >= 0)
    later, earlier = row + a, chosen[row, column]
    features = _numbered(pair_features(attributes, later, earlier))
    grouped = _group_table(head)[features].sum(axis=0)
    heads = head["mix.weight"].shape[1]
    width = len(head["query.bias"]) // heads
    used, place = np.unique(earlier, return_inverse=True)
    query = head.linear(m[a : a + len(chosen)], "query").reshape(len(chosen), heads, width)
    key = head.linear(m[used], "key").reshape(len(used), heads, width)
    products = np.einsum("phd,phd->ph", query[row], key[place]) / np.float32(width**0.5)
    hidden = head.linear(m[a : a + len(chosen)], "later")[row] + head.linear(m[used], "earlier")[place]
    hidden += head.linear(products, "mix")
    hidden += grouped[:, :-1]
    coarse = np.einsum("pd,pd->p", head.linear(m[a : a + len(chosen)], "coarse")[row], m[earlier])
    scores = np.full(chosen.shape, NOBODY, dtype=np.float32)
    fine = np.maximum(hidden, 0) @ head["out.weight"][0] + head["out.bias"]
    scores[row, column] = coarse / np.float32(m.shape[1] ** 0.5) + grouped[:, -1] + fine
    return scores


def _group_table(head: weights.Head) -> Floats:
    return head["groups.weight"].T


def _numbered(features: Ints) -> Ints:
    """Categories numbered over all groups."""
    return np.asarray(features + np.cumsum([0, *GROUP_SIZES[:-1]])[:, None], dtype=np.int64)


def _called_alike(attributes: PairAttributes) -> Ints:
    """The last mentions of people with the same words, beyond the band: shape (mentions, _FAR), -1 for none."""
    text, kind, category = (
        attributes.traits.text.tolist(),
        attributes.traits.kind.tolist(),
        attributes.category.tolist(),
    )
    out = np.full((len(text), _FAR), -1, dtype=np.int64)
    seen: dict[int, list[int]] = {}
    for i, words in enumerate(text):
        if kind[i] >= KIND["I"] or category[i] != 0:
            continue
        before = seen.setdefault(words, [])
        beyond = [j for j in before[-8:] if i - j > _BAND][-_FAR:]
        out[i, : len(beyond)] = beyond
        before.append(i)
    return out
