"""Logistic regression, shifts and thresholds on cases that can be reckoned by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from training.logistic import best_threshold, fit, fit_shift


def test_a_known_function_is_found() -> None:
    """From many draws of a logistic function its slopes and bias."""
    rng = np.random.default_rng(1)
    x = rng.normal(0, 2, (20_000, 2)) + np.array([5.0, 0.0])
    right = rng.random(len(x)) < 1 / (1 + np.exp(-(0.8 * x[:, 0] - 0.4 * x[:, 1] - 3)))
    found = fit(x, right)
    assert found.slopes == pytest.approx([0.8, -0.4], abs=0.05)
    assert found.bias == pytest.approx(-3, abs=0.2)


def test_shares_are_the_probabilities() -> None:
    """A two-valued feature: the shares of right ones of each value, whatever is half right counted half."""
    found = fit(np.array([[0.0]] * 4 + [[1.0]] * 4), np.array([1, 0, 0, 0, 1, 1, 0.5, 0.5]), penalty=1e-9)
    assert found.probabilities(np.array([[0.0], [1.0]])) == pytest.approx([0.25, 0.75])


def test_weights_count_like_copies() -> None:
    """An example of weight two is two examples."""
    x, right = np.array([[0.0], [1.0], [2.0], [1.5]]), np.array([0.0, 1.0, 1.0, 0.0])
    twice = fit(np.repeat(x, [2, 1, 1, 2], axis=0), np.repeat(right, [2, 1, 1, 2]), penalty=1e-9)
    weighed = fit(x, right, weight=np.array([2.0, 1.0, 1.0, 2.0]), penalty=1e-9)
    assert weighed.bias == pytest.approx(twice.bias, abs=1e-4)
    assert weighed.slopes == pytest.approx(twice.slopes, abs=1e-4)


def test_a_penalty_shrinks_slopes() -> None:
    """Separable data have no greatest likelihood; with a penalty they have a moderate one."""
    x, right = np.array([[-1.0], [1.0]]), np.array([0.0, 1.0])
    assert 0 < fit(x, right, penalty=10.0).slopes[0] < fit(x, right, penalty=1.0).slopes[0] < 3


def test_a_shift_sets_the_mean_right() -> None:
    """One in four is right where even odds were given: the shift is the log-odds of that."""
    assert fit_shift(np.zeros(8), np.array([1.0, 1, 0, 0, 0, 0, 0, 0])) == pytest.approx(-math.log(3))


def test_the_best_threshold_is_half_of_the_best_f1() -> None:
    """Accepting 0.9 and 0.6 gives the greatest expected F1; the 0.2 would lower it."""
    probabilities = np.array([0.2, 0.9, 0.6, 0.1])
    assert best_threshold(probabilities) == pytest.approx(0.6)


def test_slack_buys_recall() -> None:
    """A lower threshold if it loses little enough."""
    probabilities = np.array([0.9, 0.6, 0.35, 0.1])
    assert best_threshold(probabilities) == pytest.approx(0.6)
    assert best_threshold(probabilities, slack=0.05) == pytest.approx(0.35)
