"""The fit of the weights of eyes: many weightings at once are as one after the other, and it moves towards the gold."""

from __future__ import annotations

import numpy as np
import pytest

from irises.passes.eyes import EXTERNAL, WEIGHTS, Mind, SentenceClues, chain_of, posterior, weighed
from training.eyes import NAMES, Passage, fit, likelihood

ANNA, TOM = 0, 1


def passage(right: list[int]) -> Passage:
    """Three sentences that open Anna's mind, a little of Tom's, and nobody's; `right` are the states of gold."""
    minds = [[(ANNA, 2.0)], [(TOM, 1.0)], []]
    clues = [
        SentenceClues(minds=[Mind(weight=w, whose={who: ()}) for who, w in opened], begins_paragraph=i == 0)
        for i, opened in enumerate(minds)
    ]
    chain = chain_of(clues, {})
    is_right = np.array([[state == one for state in chain.states] for one in right])
    return Passage(name="a", chain=chain, right=is_right, words=np.array([5.0, 7.0, 3.0]))


def weightings() -> np.ndarray:
    """The weights as they stand, and others near them: (NAMES, 3)."""
    standing = np.array([WEIGHTS[name] for name in NAMES])
    return np.stack([standing, 0.5 * standing, standing + 0.3], axis=1)


def test_many_weightings_are_as_one_by_one() -> None:
    """The probabilities that the installed program reads with, word by word."""
    one = passage([ANNA, TOM, EXTERNAL])
    for column, value in zip(weightings().T, likelihood(weightings(), one), strict=True):
        sure = posterior(*weighed(one.chain, dict(zip(NAMES, column.tolist(), strict=True))))
        expected = np.log(0.2 + (sure * one.right).sum(axis=1)) @ one.words / one.words.sum()
        assert value == pytest.approx(expected, abs=1e-9)


def test_a_fit_makes_the_gold_likelier() -> None:
    """And stays where it is if it may not go away from the prior."""
    seen = [passage([ANNA, TOM, TOM])]
    before, free, bound = (
        likelihood(np.array([[weights[name]] for name in NAMES]), seen[0])[0]
        for weights in (WEIGHTS, fit(seen, spread=1.0), fit(seen, spread=1e-4))
    )
    assert free > before + 0.05
    assert bound == pytest.approx(before, abs=1e-4)
