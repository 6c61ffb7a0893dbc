"""The best tree without crossing arcs, against all trees of short sentences."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from irises.passes.uncrossed import do_cross, uncrossed_trees


def crossing(heads: tuple[int, ...]) -> bool:
    """By the definition: two arcs whose ends alternate; the root's comes from before the sentence."""
    arcs = [(-1, word) if word == head else tuple(sorted((word, head))) for word, head in enumerate(heads)]
    return any(a < c < b < d for a, b in arcs for c, d in arcs)


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word under it."""
    if sum(word == head for word, head in enumerate(heads)) != 1:
        return False
    above = list(heads)
    for _ in heads:
        above = [heads[word] for word in above]
    return len(set(above)) == 1


def total(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_no_other_tree_is_better(n: int) -> None:
    """Of all trees that do not cross, the one found has the highest score; sentences of other lengths beside it."""
    chance = np.random.default_rng(n)
    several = [chance.normal(size=(length, length)).astype(np.float32) for length in (n, 5, n, 3)]
    for scores, found in zip(several, uncrossed_trees(several), strict=True):
        everything = product(range(len(scores)), repeat=len(scores))
        possible = [heads for heads in everything if is_tree(heads) and not crossing(heads)]
        assert tuple(found.tolist()) == max(possible, key=lambda heads: total(scores, heads))


def test_crossing_is_found() -> None:
    """By the definition, for all trees of five words."""
    every = [heads for heads in product(range(5), repeat=5) if is_tree(heads)]
    assert do_cross(np.array(every), np.full(len(every), 5)).tolist() == [crossing(heads) for heads in every]


def test_what_is_beyond_a_sentence_crosses_nothing() -> None:
    """Of a shorter sentence's row only its own words count."""
    crossed, plain = [1, 1, 0, 1, 1], [1, 1, 1, 0, 1]
    assert do_cross(np.array([crossed, plain]), np.array([3, 3])).tolist() == [True, False]
