"""Scores of pairs become clusters."""

from __future__ import annotations

import numpy as np

from training.clusters import clusters_of

FIRST, LAST = [0, 5, 9], [1, 5, 10]


def scores(*rows: list[float]) -> np.ndarray:
    """A square of scores with the given rows before the diagonal."""
    out = np.full((len(rows), len(rows)), 99.0)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


def test_a_mention_joins_whom_it_is_likelier_to_be_than_new() -> None:
    """Above 0 it joins, else it begins a cluster; scores of later mentions mean nothing."""
    assert clusters_of(scores([], [2.0], [-1.0, -3.0]), FIRST, LAST) == [{(0, 1), (5, 5)}, {(9, 10)}]


def test_members_speak_together() -> None:
    """Two weak links to one cluster outweigh a somewhat stronger one to another (log-sum-exp)."""
    strong_alone = scores([], [3.0], [-9.0, -9.0], [0.5, 0.5, 1.0])
    assert clusters_of(strong_alone, [0, 1, 2, 3], [0, 1, 2, 3]) == [{(0, 0), (1, 1), (3, 3)}, {(2, 2)}]


def test_nothing_to_cluster() -> None:
    """No mentions, no clusters."""
    assert clusters_of(np.zeros((0, 0)), [], []) == []
