"""Quick scores while training; the published figures come from `evaluation`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Cluster = frozenset[tuple[int, int]]


def f1(hits: float, predicted: float, gold: float) -> float:
    """Harmonic mean of precision and recall, 0 where nothing is right."""
    return 2 * hits / (predicted + gold) if hits else 0.0


class ConllScore:
    """CoNLL-2012 coreference: mean F1 of MUC, B3 and CEAFe, counts summed over documents (Pradhan et al. 2014)."""

    def __init__(self) -> None:
        self._sums = np.zeros((3, 4))

    def add(self, predicted: Sequence[Cluster], gold: Sequence[Cluster]) -> None:
        """Add one document."""
        of_gold = {m: i for i, c in enumerate(gold) for m in c}
        of_predicted = {m: i for i, c in enumerate(predicted) for m in c}
        self._sums[0] += (*_muc(predicted, of_gold), *_muc(gold, of_predicted))
        self._sums[1] += (*_b3(predicted, of_gold, gold), *_b3(gold, of_predicted, predicted))
        similarity = np.zeros((len(predicted), len(gold)))
        for i, cluster in enumerate(predicted):
            for j, n in Counter(of_gold[m] for m in cluster if m in of_gold).items():
                similarity[i, j] = 2 * n / (len(cluster) + len(gold[j]))
        rows, columns = linear_sum_assignment(-similarity)
        best = similarity[rows, columns].sum()
        self._sums[2] += (best, len(predicted), best, len(gold))

    def values(self) -> list[float]:
        """F1 of MUC, B3, CEAFe and their mean."""
        out = []
        for hit_p, n_p, hit_r, n_r in self._sums:
            p, r = hit_p / max(n_p, 1), hit_r / max(n_r, 1)
            out.append(2 * p * r / (p + r) if p + r else 0.0)
        return [*out, sum(out) / 3]


def _muc(clusters: Iterable[Cluster], other: dict[tuple[int, int], int]) -> tuple[float, float]:
    hits = total = 0
    for cluster in clusters:
        parts = {other.get(m, ("alone", m)) for m in cluster}
        hits += len(cluster) - len(parts)
        total += len(cluster) - 1
    return hits, total


def _b3(clusters: Iterable[Cluster], other: dict[tuple[int, int], int], others: Sequence[Cluster]) -> tuple[float, float]:
    hits, total = 0.0, 0
    for cluster in clusters:
        counts = Counter(other[m] for m in cluster if m in other)
        hits += sum(n * n for n in counts.values()) / len(cluster)
        total += len(cluster)
    return hits, total
