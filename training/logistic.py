"""Logistic regression with few features, as `irises.passes.sureness` applies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray
_STEPS = 50
_CLOSE = 1e-7


@dataclass(frozen=True, kw_only=True)
class Logistic:
    """Slopes of the features as they come, and a bias."""

    slopes: Array
    bias: float

    def log_odds(self, features: Array) -> Array:
        """Log-odds of being right: shape (rows,)."""
        return np.asarray(features @ self.slopes + self.bias)

    def probabilities(self, features: Array) -> Array:
        """Probability of being right: shape (rows,)."""
        return np.asarray(sigmoid(self.log_odds(features)))

    def scaled(self, scale: float = 1.0, *, shift: float = 0.0) -> Logistic:
        """The function whose log-odds are `scale` times these and `shift` more."""
        return Logistic(slopes=self.slopes * scale, bias=self.bias * scale + shift)

    def stored(self, names: Sequence[str], **more: float) -> dict[str, Any]:
        """As calibration.json has it."""
        weights = {name: round(float(slope), 4) for name, slope in zip(names, self.slopes, strict=True)}
        return {"weights": weights, "bias": round(self.bias, 4), **{name: round(v, 4) for name, v in more.items()}}


def sigmoid(x: Array) -> Array:
    """Logistic function, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)))


def fit(features: Array, right: Array, *, weight: Array | None = None, penalty: float = 1.0) -> Logistic:
    """The maximum of the (weighted) likelihood, slopes of standardised features shrunk by `penalty`, by Newton's steps.

    `right` is 0 or 1, or between where something is half right.
    """
    weight = np.ones(len(features)) if weight is None else weight
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    x = np.column_stack([(features - mean) / scale, np.ones(len(features))])
    shrink = np.diag([penalty] * features.shape[1] + [1e-6])
    b = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = sigmoid(x @ b)
        step = np.linalg.solve(
            (x * (weight * p * (1 - p))[:, None]).T @ x + shrink, x.T @ (weight * (p - right)) + shrink @ b
        )
        b -= step
        if np.abs(step).max() < _CLOSE:
            break
    slopes = b[:-1] / scale
    return Logistic(slopes=slopes, bias=float(b[-1] - slopes @ mean))


def fit_shift(log_odds: Array, right: Array) -> float:
    """What to add to log-odds so that their probabilities have the mean of what is right."""
    shift = 0.0
    for _ in range(_STEPS):
        p = sigmoid(log_odds + shift)
        step = float((p - right).sum() / (p * (1 - p)).sum())
        shift -= step
        if abs(step) < _CLOSE:
            break
    return shift


def best_threshold(probabilities: Array, *, slack: float = 0.0) -> float:
    """The least probability to accept for the greatest expected F1 (Lipton, Elkan and Narayanaswamy 2014).

    With `slack`, the least one that loses no more than that much of it: where recall is worth more.
    """
    ordered = np.sort(probabilities)[::-1]
    expected = 2 * np.cumsum(ordered) / (np.arange(1, len(ordered) + 1) + ordered.sum())
    return float(ordered[np.flatnonzero(expected >= expected.max() - slack)[-1]])
