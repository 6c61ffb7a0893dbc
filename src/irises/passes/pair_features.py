"""Features of a pair of mentions for coreference: four groups of categories, one category of each per pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.passes.mention_traits import KIND, KINDS, MentionTraits

Ints = npt.NDArray[np.int64]

_WORD_BOUNDS = np.array([2, 5, 10, 20, 40, 80, 160, 320, 640])
_MENTION_BOUNDS = np.array([1, 2, 4, 16])
_CONTENT_WORDS = 5
GROUP_SIZES = (len(KINDS) ** 2, 50, (len(_WORD_BOUNDS) + 1) * (len(_MENTION_BOUNDS) + 1), 128)
"""Number of categories: kinds, genders and category, distances, string match with quotation and nesting."""


@dataclass(frozen=True, kw_only=True)
class PairAttributes:
    """Per mention, in text order: first and last word (inclusive), category, quotation (-1 outside) and traits."""

    first: Ints
    last: Ints
    category: Ints
    quotation: Ints
    traits: MentionTraits
    content: Ints
    """Numbers of each mention's content words, shape (mentions, _CONTENT_WORDS), padded with -1."""


def pair_attributes(first: Ints, last: Ints, category: Ints, quotation: Ints, traits: MentionTraits) -> PairAttributes:
    """The attributes of mentions that pair features need."""
    return PairAttributes(
        first=first,
        last=last,
        category=category,
        quotation=quotation,
        traits=traits,
        content=_content_words(traits.texts),
    )


def pair_features(a: PairAttributes, later: Ints, earlier: Ints) -> Ints:
    """Categories of each pair (`later[k]`, `earlier[k]`): int64, shape (4, pairs), one row per group.

    Source: the pair features of Lee et al. 2017 and of LitBank's baseline, with quotation and nesting added.
    """
    t = a.traits
    kinds = t.kind[later] * len(KINDS) + t.kind[earlier]
    genders = (t.gender[later] * 5 + t.gender[earlier]) * 2 + (a.category[later] == a.category[earlier])
    words = np.searchsorted(_WORD_BOUNDS, a.first[later] - a.first[earlier])
    mentions = np.searchsorted(_MENTION_BOUNDS, later - earlier)
    distances = words * (len(_MENTION_BOUNDS) + 1) + mentions
    same_text = t.text[later] == t.text[earlier]
    same_head = t.head[later] == t.head[earlier]
    q_later, q_earlier = a.quotation[later], a.quotation[earlier]
    quoted = np.where(
        q_later == q_earlier, np.where(q_later < 0, 0, 1), np.where((q_later >= 0) & (q_earlier >= 0), 2, 3)
    )
    nested = a.last[earlier] >= a.first[later]
    match = (same_text * 2 + same_head) * 8 + quoted * 2 + nested
    partial = _partial(a, later, earlier)
    return np.stack([kinds, genders, distances, match + 32 * partial]).astype(np.int64)


def _partial(a: PairAttributes, later: Ints, earlier: Ints) -> Ints:
    """0 no shared content word, 1 some, 2 all of the later's are the earlier's; pronouns share none."""
    out = np.zeros(len(later), dtype=np.int64)
    named = a.traits.kind < KIND["I"]
    pairs = np.flatnonzero(named[later] & named[earlier])
    mine, theirs = a.content[later[pairs]], a.content[earlier[pairs]]
    found = (mine[:, :, None] == theirs[:, None, :]).any(axis=2) & (mine >= 0)
    some = found.any(axis=1)
    every = some & (found | (mine < 0)).all(axis=1)
    out[pairs] = some.astype(np.int64) + every
    return out


def _content_words(texts: list[str]) -> Ints:
    """Numbers of the first content words of each text, padded with -1: shape (texts, _CONTENT_WORDS)."""
    known: dict[str, int] = {}
    out = np.full((len(texts), _CONTENT_WORDS), -1, dtype=np.int64)
    for row, text in enumerate(texts):
        words = [word for word in text.split() if len(word) > 2][:_CONTENT_WORDS]
        out[row, : len(words)] = [known.setdefault(word, len(known)) for word in words]
    return out
