import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from irises.passes.dependencies import tree, trees


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


@given(st.lists(st.integers(1, 7), min_size=1, max_size=5), st.integers(0, 2**16))
def test_sentences_together_as_one_by_one(lengths: list[int], seed: int) -> None:
    """Sentences of several lengths get the trees that each gets by itself."""
    longest = max(lengths)
    scores = np.random.default_rng(seed).normal(size=(len(lengths), longest, longest)).astype(np.float32)
    for row, length in enumerate(lengths):
        scores[row, :, length:] = -1e9
    together = trees(scores, np.array(lengths))
    for row, length in enumerate(lengths):
        assert together[row, :length].tolist() == tree(scores[row, :length, :length]).tolist()
