"""How much figures move when texts are drawn again."""

from __future__ import annotations

import pytest

from evaluation.counts import Tally
from evaluation.example import Example
from evaluation.spread import f1_of, passage_tallies, recall_of, spread
from tests.evaluation.corpora import reading


def test_equal_texts_give_no_spread() -> None:
    """Whichever are drawn, the figure is the same."""
    found = spread("recall", [{"a": Tally(3, 4)}] * 5, recall_of("a"))
    assert (found.value, found.low, found.high) == (0.75, 0.75, 0.75)


def test_unequal_texts_spread_around_the_figure() -> None:
    """Ten texts, all right or all wrong: the middle of the draws is a binomial's, 0.2 to 0.8 of ten."""
    found = spread("recall", [{"a": Tally(float(n % 2), 1)} for n in range(10)], recall_of("a"))
    assert found.value == 0.5
    assert found.low == pytest.approx(0.25, abs=0.06)
    assert found.high == pytest.approx(0.75, abs=0.06)


def test_texts_are_drawn_whole_and_summed() -> None:
    """A long text weighs more than a short one, as in micro-averages."""
    found = spread("F1", [{"a": Tally(90, 100, 90, 100)}, {"a": Tally(0, 1, 0, 1)}], f1_of("a"))
    assert found.value == pytest.approx(90 / 101)
    assert (found.low, found.high) == (0.0, pytest.approx(0.9))


def test_the_same_draws_every_time() -> None:
    """The seed is fixed: a figure that is published can be had again."""
    texts = [{"a": Tally(float(n), 10)} for n in range(10)]
    assert spread("recall", texts, recall_of("a")) == spread("recall", texts, recall_of("a"))


def test_a_passage_has_tallies_of_mentions_events_and_links() -> None:
    """A perfect reading has recall and precision 1 everywhere."""
    tables = {"mentions": [{"words": "Ann"}, {"words": "her"}], "events": [{"words": "saw"}]}
    story = reading("Ann saw her .", **tables)
    tallies = passage_tallies(Example(predicted=story, reference=story))
    assert {name for name, tally in tallies.items() if tally.f1 == 1.0} >= {"mentions", "events", "MUC", "B³", "CEAFe"}
