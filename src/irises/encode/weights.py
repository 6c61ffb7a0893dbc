"""The weights that ship in the package, checked against their digests."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from irises.errors import WeightsError

FOLDER = Path(os.environ.get("IRISES_WEIGHTS") or Path(__file__).parent / "weights")
"""Where the weights are: the package's own, or those of cross-validation that the environment names."""
CALIBRATION = "calibration.json"
Floats = npt.NDArray[np.float32]


@cache
def manifest(folder: Path = FOLDER) -> dict[str, Any]:
    """What weights.toml says: files with digests, recipe, corpora, scores."""
    path = folder / "weights.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WeightsError("the weights are missing from the installation; install Irises again", path=path) from None


def weight_bytes(name: str, folder: Path = FOLDER) -> bytes:
    """The bytes of one weights file.

    Raises:
        WeightsError: if the file is missing or its digest is not the one in weights.toml.
    """
    path = folder / name
    expected = manifest(folder)["files"].get(name)
    if expected is None:
        raise WeightsError(f"weights.toml doesn't name {name}; install Irises again", path=path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise WeightsError("a weights file is missing from the installation; install Irises again", path=path) from None
    if hashlib.sha256(content).hexdigest() != expected["sha256"]:
        raise WeightsError("a weights file isn't the one that was shipped; install Irises again", path=path)
    return content


@cache
def labels() -> dict[str, list[str]]:
    """Class names of the tagging heads: upos, feats, lemmas (edit scripts), deprels."""
    loaded: dict[str, list[str]] = json.loads(weight_bytes("labels.json"))
    return loaded


@cache
def calibration() -> dict[str, Any]:
    """By kind of decision, the function that turns scores into probabilities; nothing before it is fitted."""
    if CALIBRATION not in manifest()["files"]:
        return {}
    loaded: dict[str, Any] = json.loads(weight_bytes(CALIBRATION))
    return loaded


class Head:
    """The arrays of one head, float32, by the names they had in training."""

    def __init__(self, arrays: dict[str, Floats]) -> None:
        self._arrays = arrays

    def __getitem__(self, name: str) -> Floats:
        return self._arrays[name]

    def linear(self, x: Floats, name: str) -> Floats:
        """`x @ weight.T + bias` of a linear layer: shape (rows, outputs)."""
        out: Floats = x @ self._arrays[f"{name}.weight"].T
        bias = self._arrays.get(f"{name}.bias")
        if bias is not None:
            out += bias
        return out


@cache
def _all_heads() -> dict[str, Floats]:
    with np.load(io.BytesIO(weight_bytes("heads.npz")), allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


@cache
def head(name: str) -> Head:
    """One head of the shared encoder: span, pair, syntax, sentence or event."""
    prefix = f"{name}."
    return Head({key.removeprefix(prefix): value for key, value in _all_heads().items() if key.startswith(prefix)})


def gelu(x: Floats) -> Floats:
    """GELU by its sigmoid approximation to the error function's, at most 2e-3 off.

    Source: Hendrycks and Gimpel 2016; the tanh form, which numpy computes without scipy.
    """
    inner = x * x
    inner *= 0.044715
    inner += 1.0
    inner *= x
    inner *= 0.7978845608028654
    np.tanh(inner, out=inner)
    inner += 1.0
    inner *= x
    inner *= 0.5
    return inner


def sigmoid(x: Floats) -> Floats:
    """Logistic function, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Softmax over the last axis."""
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)
