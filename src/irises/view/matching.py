"""Which of one reading's people and rows are which of another's, one to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

_ALIKE = 0.5
"""Of the words of two spans, the part that they share at least to be one."""

Ints = npt.NDArray[np.int64]


def paired_spans(a: Ints, b: Ints) -> list[tuple[int, int]]:
    """Rows of spans (first and last word, (spans, 2)) that are the same, or else share most of their words.

    Rows of -1 are nowhere and go with nothing.
    """
    open_b: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row, (first, last) in reversed(list(enumerate(b.tolist()))):
        if first >= 0:
            open_b[first, last].append(row)
    pairs, left = [], []
    for row, (first, last) in enumerate(a.tolist()):
        if first >= 0 and (rows := open_b.get((first, last))):
            pairs.append((row, rows.pop()))
        elif first >= 0:
            left.append(row)
    others = np.array(sorted(row for rows in open_b.values() for row in rows), dtype=np.int64)
    return sorted(pairs + _most_alike(a, b, left, others))


def _most_alike(a: Ints, b: Ints, rows_a: list[int], rows_b: Ints) -> list[tuple[int, int]]:
    """Pairs that share most of their words, the most alike first."""
    rows_b = rows_b[np.argsort(b[rows_b, 0], kind="stable")]
    found = sorted((-likeness, i, j) for i in rows_a for j, likeness in _alike(a[i], b, rows_b))
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for _, i, j in found:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j))
    return pairs


def _alike(span: Ints, b: Ints, rows: Ints) -> Iterator[tuple[int, float]]:
    """Rows, in order of their first words, that are enough like a span, with the part of the words that they share."""
    first, last = (int(place) for place in span)
    # What begins earlier than by the span's own length shares less than half with it.
    from_, to = np.searchsorted(b[rows, 0], (2 * first - last - 1, last + 1))
    for row in rows[from_:to].tolist():
        start, end = b[row].tolist()
        likeness = (min(last, end) - max(first, start) + 1) / (max(last, end) - min(first, start) + 1)
        if likeness >= _ALIKE:
            yield row, likeness


@dataclass
class _Assigning:
    """Where the Hungarian method stands: who has which column, and the potentials of rows and columns."""

    column_of: dict[int, int] = field(default_factory=dict)
    row_of: dict[int, int] = field(default_factory=dict)
    u: dict[int, float] = field(default_factory=dict)
    v: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))


def assigned(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The one-to-one pairs of rows and columns (numbers from 0 on) with the largest sum of their weights, all above 0.

    Kuhn's Hungarian method by shortest augmenting paths, on the pairs that there are.
    """
    edges: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (row, column), weight in weights.items():
        edges[row][column] = weight
    for row, columns in edges.items():
        # A column of its own, worth nothing, is to go without.
        columns[-1 - row] = 0.0
    state = _Assigning(u={row: -max(columns.values()) for row, columns in edges.items()})
    for row in sorted(edges):
        _add(row, edges, state)
    return {row: column for row, column in sorted(state.column_of.items()) if column >= 0}


def _add(start: int, edges: Mapping[int, Mapping[int, float]], state: _Assigning) -> None:
    """One more row gets a column, those before it others if need be."""
    came, settled = _shortest(start, edges, state)
    column, length = next(reversed(settled.items()))
    state.u[start] += length
    for passed, distance in settled.items():
        if passed in state.row_of:
            state.u[state.row_of[passed]] += length - distance
            state.v[passed] -= length - distance
    row = -1
    while row != start:
        row = came[column]
        following = state.column_of.get(row, column)
        state.row_of[column], state.column_of[row] = row, column
        column = following


def _shortest(
    start: int, edges: Mapping[int, Mapping[int, float]], state: _Assigning
) -> tuple[dict[int, int], dict[int, float]]:
    """The row from which each column is reached, and the columns passed with their distance; the last is free."""
    came: dict[int, int] = {}
    best: dict[int, float] = {}
    settled: dict[int, float] = {}
    heap: list[tuple[float, int]] = []
    row, walked = start, 0.0
    while True:
        for column, weight in edges[row].items():
            distance = walked - weight - state.u[row] - state.v[column]
            if column not in settled and distance < best.get(column, float("inf")):
                best[column], came[column] = distance, row
                heappush(heap, (distance, column))
        walked, column = heappop(heap)
        while column in settled:
            walked, column = heappop(heap)
        settled[column] = walked
        if column not in state.row_of:
            return came, settled
        row = state.row_of[column]


__all__ = ["assigned", "paired_spans"]
