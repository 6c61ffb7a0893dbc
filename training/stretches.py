"""What a training step is shown: stretches of parsed sentences, and words in another dress."""

from __future__ import annotations

import random

import numpy as np

from training.corpora import Parsed

LOWER_CASE, BRITISH_MARKS = 0.06, 0.10
"""Shares of passages shown in lower case, and with single quotation marks."""

Part = tuple[Parsed, int, int]
"""A document and a half-open range of its words."""


def sentence_bounds(starts: np.ndarray) -> list[tuple[int, int]]:
    """Half-open word ranges of sentences, from a bool per word that says where one starts."""
    firsts = np.flatnonzero(starts)
    return list(zip(firsts.tolist(), [*firsts[1:].tolist(), len(starts)], strict=True))


def stretches(documents: list[Parsed], rng: random.Random, size: int) -> list[Parsed]:
    """Documents in random order, joined and cut at sentence bounds into stretches of about `size` words."""
    order = documents[:]
    rng.shuffle(order)
    out: list[list[Part]] = [[]]
    count = 0
    for document in order:
        for a, b in sentence_bounds(document.sentence_starts):
            out[-1].append((document, a, b))
            count += b - a
            if count >= size:
                out.append([])
                count = 0
    return [_joined(parts) for parts in out if parts]


def _joined(parts: list[Part]) -> Parsed:
    """Whole sentences as one document, heads renumbered."""
    heads, base = [], 0
    for d, a, b in parts:
        heads.append(d.heads[a:b] - a + base)
        base += b - a
    return Parsed(
        words=[w for d, a, b in parts for w in d.words[a:b]],
        sentence_starts=np.concatenate([d.sentence_starts[a:b] for d, a, b in parts]),
        lemmas=[w for d, a, b in parts for w in d.lemmas[a:b]],
        upos=[w for d, a, b in parts for w in d.upos[a:b]],
        feats=[w for d, a, b in parts for w in d.feats[a:b]],
        heads=np.concatenate(heads),
        deprels=[w for d, a, b in parts for w in d.deprels[a:b]],
    )


def augmented(words: list[str], rng: random.Random) -> list[str]:
    """Sometimes the same words in another dress: all lower case, or British quotation marks."""
    dice = rng.random()
    if dice < LOWER_CASE:
        return [word.lower() for word in words]
    if dice < LOWER_CASE + BRITISH_MARKS:
        return ["'" if word in ('"', "“", "”") else word for word in words]
    return words
