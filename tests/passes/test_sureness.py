"""Calibrated probabilities: logistic functions of log-odds with bends, from calibration.json."""

from __future__ import annotations

import math

import numpy as np
import pytest

from irises.encode import weights
from irises.errors import WeightsError
from irises.passes.sureness import BENDS, Calibrator, bends, calibrated, log_odds


def test_bends_are_log_odds_and_what_exceeds_the_knots() -> None:
    """Below even only the log-odds count; above, each knot adds what lies above it."""
    low, high = bends(np.array([0.2, 0.95], dtype=np.float32))
    assert low == pytest.approx([math.log(0.25), 0, 0], abs=1e-5)
    assert high == pytest.approx([math.log(19), math.log(19), math.log(19) - 2], abs=1e-4)


def test_certainty_has_finite_odds() -> None:
    """0 and 1 are no further from even than 8."""
    assert log_odds(np.array([0.0, 1.0], dtype=np.float32)).tolist() == [-8.0, 8.0]


def test_a_probability_is_scaled() -> None:
    """Half the slope of the log-odds: 0.9 becomes 0.75, and order is kept."""
    known = Calibrator(weights={"log_odds": 0.5, "above_0": 0.0, "above_2": 0.0}, bias=0.0)
    found = known.probabilities(bends(np.array([0.9, 0.5, 0.1], dtype=np.float32)), BENDS)
    assert found == pytest.approx([0.75, 0.5, 0.25], abs=1e-4)


def test_features_go_by_name() -> None:
    """The order in the file is of no account."""
    one = Calibrator(weights={"a": 1.0, "b": -2.0}, bias=0.5)
    other = Calibrator(weights={"b": -2.0, "a": 1.0}, bias=0.5)
    features = np.array([[0.3, 0.7]], dtype=np.float32)
    assert one.probabilities(features, ("a", "b")) == pytest.approx(other.probabilities(features, ("a", "b")))
    assert one.probabilities(features, ("a", "b"))[0] == pytest.approx(1 / (1 + math.exp(0.6)), abs=1e-6)


def test_a_function_of_other_features_is_refused() -> None:
    """Weights of another version are an error, not nonsense."""
    with pytest.raises(WeightsError, match="another version"):
        Calibrator(weights={"a": 1.0}, bias=0.0).probabilities(np.zeros((1, 1), dtype=np.float32), ("b",))


def test_without_a_function_probabilities_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not calibrated yet decide at one half."""
    monkeypatch.setattr(weights, "calibration", dict)
    sure = np.array([0.3, 0.6], dtype=np.float32)
    assert calibrated("events", sure) == (pytest.approx(sure), 0.5)


def test_the_threshold_comes_with_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the file says is where decisions are taken."""
    stored = {"weights": {"log_odds": 1.0, "above_0": 0.0, "above_2": 0.0}, "bias": 0.0, "threshold": 0.38}
    monkeypatch.setattr(weights, "calibration", lambda: {"events": stored})
    sure, least = calibrated("events", np.array([0.4], dtype=np.float32))
    assert (sure[0], least) == (pytest.approx(0.4), 0.38)


@pytest.mark.parametrize("name", ["mentions", "events"])
def test_shipped_functions_keep_the_order(name: str) -> None:
    """Who was likelier before is likelier after, for every probability."""
    sure, least = calibrated(name, np.linspace(0.001, 0.999, 500, dtype=np.float32))
    assert (np.diff(sure) > 0).all()
    assert 0.2 < least < 0.7
