"""Pair scores to clusters, for the quick scores: the same rule as the passage-long decoding of the study."""

from __future__ import annotations

import numpy as np

Cluster = frozenset[tuple[int, int]]
"""Mentions as first and last word (inclusive)."""


def clusters_of(scores: np.ndarray, first: list[int], last: list[int]) -> list[Cluster]:
    """Each mention joins the cluster with the largest log-sum-exp of its members' scores, if above 0.

    `scores`: (mentions, mentions), row the later, column the earlier mention, against a new cluster's 0.
    """
    owner = np.zeros(len(first), dtype=np.int64)
    count = 0
    for i in range(len(first)):
        best, best_score = -1, 0.0
        if i:
            row = scores[i, :i]
            sums = np.bincount(owner[:i], weights=np.exp(np.minimum(row, 30.0)), minlength=count)
            best = int(sums.argmax())
            best_score = float(np.log(sums[best] + 1e-30))
        if best_score > 0:
            owner[i] = best
        else:
            owner[i], count = count, count + 1
    members: list[set[tuple[int, int]]] = [set() for _ in range(count)]
    for i, cluster in enumerate(owner):
        members[cluster].add((first[i], last[i]))
    return [frozenset(c) for c in members]
