"""A small network that weighs the candidates of one decision against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

LAYERS = ("hidden", "second", "out")


@dataclass(frozen=True, kw_only=True)
class Listwise:
    """Weights of a network with two hidden layers: features float32 [..., n] to one score each.

    `temperature` divides the scores, so that their softmax (or sigmoid) means what it says.
    """

    mean: Floats
    scale: Floats
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    temperature: float

    def scores(self, features: Floats) -> Floats:
        """One score for each feature row, shape `features.shape[:-1]`."""
        x = features.reshape(-1, features.shape[-1]) - self.mean
        x *= self.scale
        last = len(self.weights) - 1
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            x = x @ weight
            x += bias
            if layer < last:
                np.maximum(x, 0.0, out=x)
        return np.asarray(x.reshape(features.shape[:-1]) / self.temperature, dtype=np.float32)

    def probabilities(self, features: Floats, possible: Flags) -> Floats:
        """Softmax over the possible rows of each list; impossible ones are 0."""
        return softmax(np.where(possible, self.scores(features), -np.inf))

    def arrays(self, prefix: str) -> dict[str, Floats]:
        """The network as named arrays."""
        named = {f"{prefix}.mean": self.mean, f"{prefix}.scale": self.scale}
        for name, weight, bias in zip(LAYERS, self.weights, self.biases, strict=True):
            named |= {f"{prefix}.{name}.weight": weight, f"{prefix}.{name}.bias": bias}
        return named | {f"{prefix}.temperature": np.array([self.temperature], dtype=np.float32)}


def listwise_from(arrays: Mapping[str, Floats], prefix: str) -> Listwise:
    """The network that `Listwise.arrays` named.

    Raises:
        KeyError: if an array is missing.
    """
    return Listwise(
        mean=np.asarray(arrays[f"{prefix}.mean"], dtype=np.float32),
        scale=np.asarray(arrays[f"{prefix}.scale"], dtype=np.float32),
        weights=tuple(np.asarray(arrays[f"{prefix}.{name}.weight"], dtype=np.float32) for name in LAYERS),
        biases=tuple(np.asarray(arrays[f"{prefix}.{name}.bias"], dtype=np.float32) for name in LAYERS),
        temperature=float(arrays[f"{prefix}.temperature"][0]),
    )


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis; each list has at least one finite score."""
    top = scores.max(axis=-1, keepdims=True)
    raised = np.exp(scores - top)
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(scores: Floats) -> Floats:
    """Probability of each score by itself."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0))), dtype=np.float32)
