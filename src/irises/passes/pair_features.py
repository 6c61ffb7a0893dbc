"""Features of a pair of mentions for coreference: five groups of categories, one category of each per pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.passes.mention_traits import KIND, KINDS, MentionTraits

Ints = npt.NDArray[np.int64]

_WORD_BOUNDS = np.array([2, 5, 10, 20, 40, 80, 160, 320, 640])
_MENTION_BOUNDS = np.array([1, 2, 4, 16])
# Which stretch a distance lies in, by distance; the last entry is for all longer ones.
_WORD_STEPS = np.searchsorted(_WORD_BOUNDS, np.arange(_WORD_BOUNDS[-1] + 2))
_MENTION_STEPS = np.searchsorted(_MENTION_BOUNDS, np.arange(_MENTION_BOUNDS[-1] + 2))
_RIVAL_BOUNDS = np.array([1, 2, 3, 5, 9])
_RIVAL_STEPS = np.searchsorted(_RIVAL_BOUNDS, np.arange(_RIVAL_BOUNDS[-1] + 1), side="right")
_QUOTED = 2 * np.array([3, 2, 0, 1])
_CONTENT_WORDS = 5
_GENDERS = 5
GROUP_SIZES = (
    len(KINDS) ** 2,
    50,
    (len(_WORD_BOUNDS) + 1) * (len(_MENTION_BOUNDS) + 1),
    128,
    2 * (len(_RIVAL_BOUNDS) + 1),
)
"""Number of categories: kinds, genders and category, distances, string match with quotation and nesting, rivals."""


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
    signs: Ints
    """The same as sets of bits, for a quick no."""
    group: Ints
    """Number of each mention's category and gender."""
    before: npt.NDArray[np.int32]
    """How many mentions of each group come before: shape (mentions + 1, groups)."""


def pair_attributes(first: Ints, last: Ints, category: Ints, quotation: Ints, traits: MentionTraits) -> PairAttributes:
    """The attributes of mentions that pair features need."""
    content = _content_words(traits)
    group = category * _GENDERS + traits.gender
    is_of = group[:, None] == np.arange(int(group.max(initial=0)) + 1)
    return PairAttributes(
        first=first,
        last=last,
        category=category,
        quotation=quotation,
        traits=traits,
        content=content,
        signs=_signs(content, traits),
        group=group,
        before=np.pad(is_of, ((1, 0), (0, 0))).cumsum(axis=0, dtype=np.int32),
    )


def pair_features(a: PairAttributes, later: Ints, earlier: Ints) -> Ints:
    """Categories of each pair of a `later` and an `earlier` mention: int64, one row per group.

    The two are broadcast against each other; their common shape follows the first axis of five groups.
    Source: the pair features of Lee et al. 2017 and of LitBank's baseline, with quotation, nesting and the number of
    rivals added.
    """
    t = a.traits
    out = np.empty((len(GROUP_SIZES), *np.broadcast_shapes(later.shape, earlier.shape)), dtype=np.int64)
    np.add(t.kind[later] * len(KINDS), t.kind[earlier], out=out[0])
    np.add(t.gender[later] * 10, t.gender[earlier] * 2, out=out[1])
    out[1] += a.category[later] == a.category[earlier]
    words = _WORD_STEPS[np.clip(a.first[later] - a.first[earlier], 0, len(_WORD_STEPS) - 1)]
    np.multiply(words, len(_MENTION_BOUNDS) + 1, out=out[2])
    out[2] += _MENTION_STEPS[np.clip(later - earlier, 0, len(_MENTION_STEPS) - 1)]
    np.multiply(_partial(a, later, earlier), 32, out=out[3])
    out[3] += (t.text[later] == t.text[earlier]) * 16
    out[3] += (t.head[later] == t.head[earlier]) * 8
    out[3] += _quoted(a.quotation[later], a.quotation[earlier])
    out[3] += a.last[earlier] >= a.first[later]
    out[4] = _rivals(a, later, earlier)
    return out


def _rivals(a: PairAttributes, later: Ints, earlier: Ints) -> Ints:
    """How many mentions of the later's category and gender stand between the two, by steps; the upper half for pairs on
    the same side of quotation marks."""
    group = a.group[later]
    between = a.before[later, group] - a.before[np.minimum(earlier + 1, later), group]
    steps = _RIVAL_STEPS[np.minimum(between, len(_RIVAL_STEPS) - 1)]
    alike = (a.quotation[later] >= 0) == (a.quotation[earlier] >= 0)
    return np.asarray(steps + alike * (len(_RIVAL_BOUNDS) + 1), dtype=np.int64)


def _quoted(later: Ints, earlier: Ints) -> Ints:
    """Twice 0 both outside quotations, 1 in one quotation, 2 in two, 3 one of them outside."""
    same, both = later == earlier, (later >= 0) & (earlier >= 0)
    return np.asarray(_QUOTED[same * 2 + both], dtype=np.int64)


def _partial(a: PairAttributes, later: Ints, earlier: Ints) -> Ints:
    """0 no shared content word, 1 some, 2 all of the later's are the earlier's; pronouns share none."""
    sharing = np.nonzero(a.signs[later] & a.signs[earlier])
    shape = np.broadcast_shapes(later.shape, earlier.shape)
    mine, theirs = (a.content[np.broadcast_to(side, shape)[sharing]] for side in (later, earlier))
    found = (mine[:, :, None] == theirs[:, None, :]).any(axis=2) & (mine >= 0)
    some = found.any(axis=1)
    every = some & (found | (mine < 0)).all(axis=1)
    out = np.zeros(shape, dtype=np.int64)
    out[sharing] = some.astype(np.int64) + every
    return out


def _content_words(traits: MentionTraits) -> Ints:
    """Numbers of the first content words of each mention, padded with -1: shape (mentions, _CONTENT_WORDS)."""
    known: dict[str, int] = {}
    _, places, which = np.unique(traits.text, return_index=True, return_inverse=True)
    out = np.full((len(places), _CONTENT_WORDS), -1, dtype=np.int64)
    for row, place in enumerate(places.tolist()):
        words = [word for word in traits.texts[place].split() if len(word) > 2][:_CONTENT_WORDS]
        out[row, : len(words)] = [known.setdefault(word, len(known)) for word in words]
    return out[which]


def _signs(content: Ints, traits: MentionTraits) -> Ints:
    """A set of bits per mention, one for each content word: mentions without a common bit share no word; pronouns have
    none."""
    bits = np.where(content >= 0, np.int64(1) << np.maximum(content, 0) % 63, 0)
    return np.where(traits.kind < KIND["I"], np.bitwise_or.reduce(bits, axis=1), 0)
