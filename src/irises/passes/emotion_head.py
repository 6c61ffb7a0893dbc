"""The emotion head: words that carry an emotion, who feels it and what it is about (numpy twin of training's)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from irises.encode import weights
from irises.encode.cores import on_all_cores
from irises.encode.encoding import Encoding
from irises.passes.places import Ints

Floats = npt.NDArray[np.float32]

MOST_DISTANT = 24
"""Distances in words between a phrase and a role's bearer that are told apart."""
ROLES = ("experiencer", "target")
_BLOCK = 2048
"""Words or pairs whose arrays stay in a processor's caches."""


def word_emotions(encoding: Encoding, words: Ints | None = None) -> Floats:
    """Logits of some words, or all: of any emotion first, then of each of EMOTIONS: shape (words, 1 + emotions)."""
    head = weights.head("emotion")
    asked = np.arange(len(encoding.vectors)) if words is None else words

    def logits(a: int) -> Floats:
        block = encoding.of(asked[a : a + _BLOCK])
        return head.linear(weights.gelu(head.linear(block, "hidden")), "emotion")

    rows = on_all_cores(logits, range(0, len(asked), _BLOCK))
    return np.concatenate(rows) if rows else np.zeros((0, len(head["emotion.bias"])), dtype=np.float32)


def role_scores(encoding: Encoding, first: Ints, last: Ints, phrase: Ints, word: Ints) -> Floats:
    """How well words suit as bearers of the roles of emotional phrases: shape (ROLES, pairs); nobody scores 0.

    `first`, `last`: words (inclusive) of each phrase; `phrase`, `word`: the pairs to score, numbers of a phrase and of
    a word of the text.
    """
    head = weights.head("emotion")
    width = len(head["phrase.bias"]) // len(ROLES)
    if not len(phrase):
        return np.zeros((len(ROLES), 0), dtype=np.float32)
    phrases = weights.gelu(head.linear(_means(encoding, first, last), "phrase")).reshape(-1, len(ROLES), width)
    used, place = np.unique(word, return_inverse=True)
    words = np.zeros((len(used), len(ROLES) * width), dtype=np.float32)
    bearers = words.reshape(-1, len(ROLES), width)
    products = np.zeros((len(ROLES), len(phrase)), dtype=np.float32)

    def project(a: int) -> None:
        block = slice(a, a + _BLOCK)
        words[block] = weights.gelu(head.linear(encoding.of(used[block]), "word"))

    def multiply(a: int) -> None:
        pairs = slice(a, a + _BLOCK)
        np.einsum("prd,prd->rp", phrases[phrase[pairs]], bearers[place[pairs]], out=products[:, pairs])

    on_all_cores(project, range(0, len(used), _BLOCK))
    on_all_cores(multiply, range(0, len(phrase), _BLOCK))
    off = np.where(word < first[phrase], word - first[phrase], np.maximum(word - last[phrase], 0))
    distance = head["distance"][:, np.clip(off, -MOST_DISTANT, MOST_DISTANT) + MOST_DISTANT]
    scores = products / np.float32(width**0.5) + head.linear(words, "word_score").T[:, place] + distance
    return np.asarray(scores, dtype=np.float32)


def _means(encoding: Encoding, first: Ints, last: Ints) -> Floats:
    """The mean vector of each phrase: shape (phrases, width)."""
    lengths = last - first + 1
    sums = encoding.of(first)
    # Most phrases are one word.
    for further in range(1, int(lengths.max())):
        longer = np.flatnonzero(lengths > further)
        sums[longer] += encoding.of(first[longer] + further)
    return np.asarray(sums / lengths[:, None], dtype=np.float32)
