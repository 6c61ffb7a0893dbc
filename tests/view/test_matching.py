"""Which rows and people of two readings are one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from irises.view.matching import assigned, paired_spans


def test_the_sum_decides() -> None:
    """Who shares most with somebody leaves them to another, if both together share more then."""
    assert assigned({(0, 0): 100.0, (0, 1): 90.0, (1, 0): 80.0}) == {0: 1, 1: 0}
    assert assigned({(0, 0): 100.0, (0, 1): 10.0, (1, 0): 80.0}) == {0: 0}
    assert assigned({}) == {}


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 9).map(float)))
def test_no_sum_is_larger(weights: dict[tuple[int, int], float]) -> None:
    """Pairs are one to one, and weigh as much as SciPy's best."""
    matrix = np.zeros((7, 7))
    for pair, weight in weights.items():
        matrix[pair] = weight
    best = matrix[linear_sum_assignment(matrix, maximize=True)].sum()
    found = assigned(weights)
    assert len(set(found.values())) == len(found)
    assert sum(weights[pair] for pair in found.items()) == best


def pairs(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The rows of two lists of spans that are one."""
    return paired_spans(*(np.array(spans, dtype=np.int64).reshape(-1, 2) for spans in (a, b)))


def test_the_same_words_come_first() -> None:
    """The same span is chosen before one that is nearly it, which the next may have."""
    assert pairs([(3, 5), (3, 4)], [(3, 4), (3, 6)]) == [(0, 1), (1, 0)]


def test_half_is_enough() -> None:
    """Spans that share less than half of their words aren't one, nor are those that are nowhere."""
    assert pairs([(0, 1)], [(1, 1)]) == [(0, 0)]
    assert pairs([(0, 2)], [(2, 2)]) == []
    assert pairs([(4, 9)], [(0, 5)]) == []
    assert pairs([(-1, -1)], [(-1, -1)]) == []
    assert pairs([], [(1, 2)]) == []


def test_each_row_once() -> None:
    """One span of the other side goes with one row."""
    assert pairs([(0, 3), (0, 2)], [(0, 3)]) == [(0, 0)]
    assert pairs([(0, 3), (0, 3)], [(0, 3)]) == [(0, 0)]
