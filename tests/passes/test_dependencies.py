import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from irises.passes.dependencies import tree


def test_best_heads_without_conflict() -> None:
    """Where the best heads form a tree, they are taken."""
    scores = np.zeros((3, 3), dtype=np.float32)
    scores[1, 1] = scores[0, 1] = scores[2, 1] = 5
    assert tree(scores).tolist() == [1, 1, 1]


def test_a_cycle_is_opened_where_it_costs_least() -> None:
    """Two words that want each other: the one with the better way out takes it."""
    scores = np.full((3, 3), -9, dtype=np.float32)
    scores[2, 2] = 9
    scores[0, 1] = scores[1, 0] = 5
    scores[1, 2] = 4
    assert tree(scores).tolist() == [1, 2, 2]


@given(st.integers(1, 9).flatmap(lambda n: hnp.arrays(np.float32, (n, n), elements=st.floats(-9, 9, width=32))))
def test_always_one_root_and_no_cycle(scores: np.ndarray) -> None:
    """Whatever the scores, every word reaches the one root."""
    heads = tree(scores).tolist()
    assert sum(h == w for w, h in enumerate(heads)) == 1
    for word in range(len(heads)):
        seen = set()
        while heads[word] != word:
            assert word not in seen
            seen.add(word)
            word = heads[word]
