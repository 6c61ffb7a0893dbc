"""Recall, precision and F1 from counts that add up over documents."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass


def share(part: float, whole: float) -> float:
    """`part / whole`; 0 where there is no whole."""
    return part / whole if whole else 0.0


@dataclass(frozen=True)
class Tally:
    """Numerators and denominators of recall and precision; tallies of documents add up to a micro-average."""

    recall_top: float = 0.0
    recall_all: float = 0.0
    precision_top: float = 0.0
    precision_all: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.recall_top + other.recall_top,
            self.recall_all + other.recall_all,
            self.precision_top + other.precision_top,
            self.precision_all + other.precision_all,
        )

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is no gold."""
        return share(self.recall_top, self.recall_all)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return share(self.precision_top, self.precision_all)

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision."""
        return share(2 * self.recall * self.precision, self.recall + self.precision)


def tally_sets(gold: Set[object], predicted: Set[object]) -> Tally:
    """The tally of two sets of items that are right if they are equal."""
    right = len(gold & predicted)
    return Tally(right, len(gold), right, len(predicted))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of the tallies: their micro-average."""
    return sum(tallies, Tally())
