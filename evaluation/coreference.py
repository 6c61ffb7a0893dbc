"""Coreference metrics, as the reference scorer has them (Pradhan et al., ACL 2014), and LEA beside them.

A clustering is a list of sets of mentions; a mention is anything hashable, here a span, and is in one cluster only. Key
and response need not hold the same mentions, and singletons count wherever a metric counts mentions or entities. Every
metric returns a Tally: the sum of those of the documents gives the micro-average that the literature reports.

MUC: Vilain et al. 1995. B³: Bagga and Baldwin 1998. CEAF: Luo 2005 (CEAFm is its phi 3, CEAFe its phi 4).
LEA: Moosavi and Strube 2016. CoNLL: the mean of the F1 of MUC, B³ and CEAFe (Pradhan et al. 2012).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from evaluation.counts import Tally

Clusters = Sequence[Collection[Hashable]]
Overlaps = Mapping[tuple[int, int], int]


def overlaps(key: Clusters, response: Clusters) -> Counter[tuple[int, int]]:
    """How many mentions a key cluster and a response cluster share, by their numbers, where they share any."""
    owner = {mention: number for number, cluster in enumerate(response) for mention in cluster}
    return Counter(
        (number, owner[mention]) for number, cluster in enumerate(key) for mention in cluster if mention in owner
    )


def muc(key: Clusters, response: Clusters) -> Tally:
    """Links of a minimal chain through each cluster. A key cluster keeps a link less than it has mentions, less one
    for every further piece that the response breaks it into; counted over shared mentions that is the same both ways.
    """
    shared = overlaps(key, response)
    kept = sum(shared.values()) - len(shared)
    return Tally(kept, _links(key), kept, _links(response))


def _links(clusters: Clusters) -> int:
    return sum(len(cluster) - 1 for cluster in clusters)


def b_cubed(key: Clusters, response: Clusters) -> Tally:
    """For each mention, the share of its key cluster that its response cluster holds, and the reverse."""
    shared = overlaps(key, response)
    return Tally(
        sum(n * n / len(key[i]) for (i, _), n in shared.items()),
        _mentions(key),
        sum(n * n / len(response[j]) for (_, j), n in shared.items()),
        _mentions(response),
    )


def _mentions(clusters: Clusters) -> int:
    return sum(len(cluster) for cluster in clusters)


def ceaf_e(key: Clusters, response: Clusters) -> Tally:
    """Entities matched one to one by Dice's coefficient (Luo's phi 4), over the number of entities on each side."""
    shared = overlaps(key, response)
    right = best_matching({(i, j): 2 * n / (len(key[i]) + len(response[j])) for (i, j), n in shared.items()})
    return Tally(right, len(key), right, len(response))


def ceaf_m(key: Clusters, response: Clusters) -> Tally:
    """Entities matched one to one by shared mentions (Luo's phi 3), over the number of mentions on each side."""
    right = best_matching(overlaps(key, response))
    return Tally(right, _mentions(key), right, _mentions(response))


def lea(key: Clusters, response: Clusters) -> Tally:
    """Share of each entity's links that the other side has, weighted by the entity's size; a singleton's one link
    is to itself, and only a singleton on the other side has it.
    """
    shared = overlaps(key, response)
    return Tally(
        _resolved(key, response, shared),
        _mentions(key),
        _resolved(response, key, {(j, i): n for (i, j), n in shared.items()}),
        _mentions(response),
    )


def _resolved(clusters: Clusters, others: Clusters, shared: Overlaps) -> float:
    resolved = 0.0
    for (i, j), n in shared.items():
        size = len(clusters[i])
        if size == 1:
            resolved += len(others[j]) == 1
        else:
            resolved += size * (n * (n - 1)) / (size * (size - 1))
    return resolved


def best_matching(weights: Mapping[tuple[int, int], float]) -> float:
    """The greatest sum of weights of a one-to-one matching; absent pairs weigh nothing."""
    return sum(weights[pair] for pair in matched_pairs(weights))


def matched_pairs(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs of a one-to-one matching of the greatest summed weight, absent pairs left out.

    The assignment is solved block by block (connected components), so that thousands of clusters stay cheap.
    """
    blocks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair, block in zip(weights, _components(list(weights)), strict=True):
        blocks[block].append(pair)
    return sorted(pair for pairs in blocks.values() for pair in _assigned(pairs, weights))


def _components(pairs: list[tuple[int, int]]) -> list[int]:
    """The connected component that each pair lies in."""
    if not pairs:
        return []
    left = {name: number for number, name in enumerate(dict.fromkeys(i for i, _ in pairs))}
    right = {name: len(left) + number for number, name in enumerate(dict.fromkeys(j for _, j in pairs))}
    rows, columns = [left[i] for i, _ in pairs], [right[j] for _, j in pairs]
    size = len(left) + len(right)
    _, labels = connected_components(coo_array((np.ones(len(pairs)), (rows, columns)), shape=(size, size)))
    return [int(labels[row]) for row in rows]


def _assigned(pairs: list[tuple[int, int]], weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    if len(pairs) == 1:
        return pairs if weights[pairs[0]] > 0 else []
    rows, columns = sorted({i for i, _ in pairs}), sorted({j for _, j in pairs})
    row_of = {name: number for number, name in enumerate(rows)}
    column_of = {name: number for number, name in enumerate(columns)}
    matrix = np.zeros((len(rows), len(columns)))
    for i, j in pairs:
        matrix[row_of[i], column_of[j]] = weights[i, j]
    chosen = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
    return [(rows[a], columns[b]) for a, b in chosen if matrix[a, b] > 0]


METRICS: Mapping[str, Callable[[Clusters, Clusters], Tally]] = {
    "MUC": muc,
    "B³": b_cubed,
    "CEAFe": ceaf_e,
    "LEA": lea,
}


def conll(tallies: Mapping[str, Tally]) -> float:
    """The mean of the F1 of MUC, B³ and CEAFe."""
    return (tallies["MUC"].f1 + tallies["B³"].f1 + tallies["CEAFe"].f1) / 3
