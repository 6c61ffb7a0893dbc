"""Two texts of one story, word by word: which word of the one is which of the other.

White space and the shapes of quotation marks, dashes and dots don't count. Stretches of words that both texts have once
are fastened first (a patience diff of runs of words), then what lies between them; what only one text has stays alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"[^\W_]+|-+|\.{2,}|[^\w\s]")
_SHAPES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})
_DASH, _DOTS = "-", "…"
_RUN = 4
"""Words of a run that fastens."""
_LARGEST = 4_000_000
"""Words times words of a stretch that is looked at word by word."""
_SHORT, _FEWEST = 12, 3
"""In a stretch of more words, fewer than so many in a row that both texts have are chance."""

Ints = npt.NDArray[np.int64]
Pair = tuple[int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Alignment:
    """Words of texts A and B (code points, half-open), and per word of A its place among B's words, or -1."""

    a: Ints
    """Start and end of each word of A, (words, 2)."""
    b: Ints
    to_b: Ints

    @property
    def n_shared(self) -> int:
        """Words that both texts have."""
        return int((self.to_b >= 0).sum())

    @property
    def is_same(self) -> bool:
        """Whether both texts have the same words."""
        return self.n_shared == len(self.a) == len(self.b)

    def in_a(self, start: Ints, end: Ints) -> Ints:
        """The first and last shared word of spans of A, as places among B's words, (spans, 2); -1 where there is none.

        A span that ends in the middle of a word holds the word.
        """
        shared = np.flatnonzero(self.to_b >= 0)
        return _first_and_last(self.a[shared], self.to_b[shared], start, end)

    def in_b(self, start: Ints, end: Ints) -> Ints:
        """The same of spans of B."""
        shared = self.to_b[self.to_b >= 0]
        return _first_and_last(self.b[shared], shared, start, end)


def align(a: str, b: str) -> Alignment:
    """The words that two texts share, in order."""
    words_a, spans_a = _words(a)
    words_b, spans_b = _words(b)
    numbers: dict[str, int] = {}
    ids_a, ids_b = (
        np.array([numbers.setdefault(word, len(numbers)) for word in w], np.int64) for w in (words_a, words_b)
    )
    to_b = np.full(len(ids_a), -1, dtype=np.int64)
    for first_a, first_b, n in _blocks(ids_a, ids_b):
        to_b[first_a : first_a + n] = np.arange(first_b, first_b + n)
    return Alignment(a=spans_a, b=spans_b, to_b=to_b)


def _words(text: str) -> tuple[list[str], Ints]:
    """The words of a text as they are compared, and where they stand, (words, 2)."""
    found = list(_WORD.finditer(text.translate(_SHAPES)))
    words = [_DASH if m[0][0] == _DASH else _DOTS if m[0][:2] == ".." else m[0] for m in found]
    return words, np.array([m.span() for m in found], dtype=np.int64).reshape(-1, 2)


def _first_and_last(words: Ints, places: Ints, start: Ints, end: Ints) -> Ints:
    """The places of the first and last of some words that lie in spans, (spans, 2); -1 where none does."""
    if not len(words):
        return np.full((len(start), 2), -1, dtype=np.int64)
    first = np.searchsorted(words[:, 1], start, side="right")
    last = np.searchsorted(words[:, 0], end, side="left") - 1
    found: Ints = places[np.stack((np.minimum(first, len(words) - 1), np.maximum(last, 0)), axis=1)]
    found[first > last] = -1
    return found


def _blocks(a: Ints, b: Ints) -> Iterator[tuple[int, int, int]]:
    """Stretches that both have, as place in A, place in B and number of words, in order."""
    if len(a) == len(b) and bool((a == b).all()):
        yield 0, 0, len(a)
        return
    fixed = [(-1, -1), *_fixed(a, b), (len(a), len(b))]
    for (a0, b0), (a1, b1) in pairwise(fixed):
        if a0 >= 0:
            yield a0, b0, 1
        yield from _between(a, b, (a0 + 1, a1), (b0 + 1, b1))


def _fixed(a: Ints, b: Ints) -> list[Pair]:
    """First words of the runs that each text has once, as far as they come in the same order in both."""
    runs_a, runs_b = _single_runs(a), _single_runs(b)
    pairs = [(place, runs_b[run]) for run, place in runs_a.items() if run in runs_b]
    return _rising(sorted(pairs))


def _single_runs(ids: Ints) -> dict[tuple[int, ...], int]:
    """Runs of words that come once, with their place."""
    places: dict[tuple[int, ...], int] = {}
    again: set[tuple[int, ...]] = set()
    words = ids.tolist()
    for place, run in enumerate(zip(*(words[n:] for n in range(_RUN)), strict=False)):
        if places.setdefault(run, place) != place:
            again.add(run)
    return {run: place for run, place in places.items() if run not in again}


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest part of pairs in order of their first numbers in which the second ones rise too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(pairs):
        at = bisect_left(tops, second)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1], ends[at : at + 1] = [second], [number]
    kept, number = [], ends[-1] if ends else -1
    while number >= 0:
        kept.append(pairs[number])
        number = before[number]
    return kept[::-1]


def _between(a: Ints, b: Ints, in_a: Pair, in_b: Pair) -> Iterator[tuple[int, int, int]]:
    """Stretches that both have between two fixed words: what goes on from either, then what is alike in the middle."""
    (a0, a1), (b0, b1) = in_a, in_b
    head = _alike(a[a0:a1], b[b0:b1])
    tail = _alike(a[a0 + head : a1][::-1], b[b0 + head : b1][::-1])
    yield a0, b0, head
    a0, b0, n, m = a0 + head, b0 + head, a1 - a0 - head - tail, b1 - b0 - head - tail
    if 0 < n * m <= _LARGEST:
        least = 1 if max(n, m) <= _SHORT else _FEWEST
        matcher = SequenceMatcher(None, a[a0 : a0 + n].tolist(), b[b0 : b0 + m].tolist(), autojunk=False)
        for block in matcher.get_matching_blocks():
            if block.size >= least:
                yield a0 + block.a, b0 + block.b, block.size
    yield a1 - tail, b1 - tail, tail


def _alike(a: Ints, b: Ints) -> int:
    """How many words both begin with."""
    n = min(len(a), len(b))
    other = np.flatnonzero(a[:n] != b[:n])
    return int(other[0]) if len(other) else n
