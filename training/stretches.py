"""What a training step is shown: stretches of parsed sentences, and words in another dress."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from irises.annotation.schemas import FORMS
from irises.passes.mention_traits import FEMININE, MASCULINE, traits_of
from training.corpora import Parsed, Passage

LOWER_CASE, BRITISH_MARKS, RENAMED = 0.06, 0.10, 0.2
"""Shares of passages shown in lower case, with single quotation marks, and with other names."""
_PROPER = FORMS.index("proper")

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


def proper_names(documents: Sequence[Parsed]) -> list[str]:
    """The capitalised proper nouns of parsed documents, sorted: names to give to others."""
    words = {w for d in documents for w, tag in zip(d.words, d.upos, strict=True) if tag == "PROPN"}
    return sorted(w for w in words if _is_name(w))


def renamed(passage: Passage, names: Sequence[str], rng: random.Random, *, share: float = RENAMED) -> Passage:
    """Sometimes the same passage with every word of its proper names exchanged for another, everywhere alike.

    Titles and words that show a gender stay.
    """
    if rng.random() >= share:
        return passage
    of_names = {
        word for m in passage.mentions if m[3] == _PROPER for word in passage.words[m[0] : m[1] + 1] if _is_name(word)
    }
    other = {word: rng.choice(names) for word in sorted(of_names)}
    return replace(passage, words=[other.get(word, word) for word in passage.words])


def _is_name(word: str) -> bool:
    """Whether the word is written as a name, and shows no gender."""
    gender = int(traits_of([[word]], [_PROPER]).gender[0])
    return len(word) > 2 and word.isalpha() and word.istitle() and gender not in (MASCULINE, FEMININE)
