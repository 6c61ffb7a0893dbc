"""Confidences that mean what they say: logistic functions of what heads and rules give, fitted by `training.calibrate`
on texts that these were not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.encode import weights
from irises.errors import WeightsError

Floats = npt.NDArray[np.float32]

BENDS = ("log_odds", "above_0", "above_2")
"""Features of a probability: its log-odds, and how far these are above two knots."""
_FILE = "calibration.json"
_FURTHEST = 8.0


@dataclass(frozen=True, kw_only=True)
class Calibrator:
    """A logistic function of named features; `threshold` is where a decision is taken."""

    weights: Mapping[str, float]
    bias: float
    threshold: float = 0.5

    def probabilities(self, features: Floats, names: Sequence[str]) -> Floats:
        """Probability of being right, for rows of features in the order of their names: shape (rows,).

        Raises:
            WeightsError: if the function is one of other features.
        """
        if set(names) != set(self.weights):
            raise WeightsError(f"{_FILE} is of another version than the program; install Irises again")
        slopes = np.array([self.weights[name] for name in names], dtype=np.float32)
        return weights.sigmoid(features @ slopes + np.float32(self.bias))


def calibrator(name: str) -> Calibrator | None:
    """The function for a kind of decision; None where the weights have none, as before they are calibrated."""
    stored = weights.calibration().get(name)
    return None if stored is None else Calibrator(**stored)


def calibrated(name: str, probability: Floats) -> tuple[Floats, float]:
    """The probabilities of a kind of decision, calibrated, and the least one that is believed."""
    known = calibrator(name)
    if known is None:
        return probability, 0.5
    return known.probabilities(bends(probability), BENDS), known.threshold


def bends(probability: Floats) -> Floats:
    """The features BENDS of each probability: shape (n, 3)."""
    x = log_odds(probability)
    return np.stack([x, np.maximum(x, 0.0), np.maximum(x - 2.0, 0.0)], axis=-1)


def log_odds(probability: Floats) -> Floats:
    """Log-odds, at most 8 from even."""
    p = np.asarray(probability, dtype=np.float64)
    with np.errstate(divide="ignore"):
        odds = np.log(p) - np.log1p(-p)
    return np.asarray(np.clip(odds, -_FURTHEST, _FURTHEST), dtype=np.float32)
