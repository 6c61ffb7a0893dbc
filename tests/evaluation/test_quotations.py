"""Quotations found, and predicted stretches that are quotations."""

from __future__ import annotations

import pytest

from evaluation.example import Example
from evaluation.quotations import quotation_rows, quotation_tally, unbroken
from gold import pdnc
from irises.annotation import Span
from tests.evaluation.corpora import NOVEL, reading, write_pdnc

PERFECT = ['"You are late,"', '"The boat\nhas gone."', '"Where is Anna?"', '"She waits for us,"', '"Good,"']


@pytest.fixture
def example(tmp_path):
    """A maker of examples on the miniature novel, from rows of quotations."""
    novel = pdnc.read_novel(write_pdnc(tmp_path), "Ferry")
    return lambda rows: Example(reference=novel, predicted=reading(NOVEL, quotations=rows))


def test_marks_are_set_aside(example):
    """Stretches with their marks find quotations that are given without."""
    tally = quotation_tally(example([{"words": words} for words in PERFECT]))
    assert (tally.recall, tally.precision) == (1.0, 1.0)


def test_every_part_must_be_covered(example):
    """A quotation with one part found is not found; the stretch that is there is right."""
    tally = quotation_tally(example([{"words": PERFECT[0]}]))
    assert (tally.recall_top, tally.recall_all, tally.precision_top, tally.precision_all) == (0, 4, 1, 1)


def test_several_stretches_may_cover_a_part(example):
    """A part that is found in pieces is found; words between the pieces may not be missing."""
    assert quotation_tally(example([{"words": "Where is"}, {"words": "Anna?"}])).recall_top == 1
    assert quotation_tally(example([{"words": "Where"}, {"words": "Anna?"}])).recall_top == 0


def test_taking_everything_for_speech_costs_precision(example):
    """One stretch over the whole novel finds all and is wrong."""
    tally = quotation_tally(example([{"words": NOVEL}]))
    assert (tally.recall, tally.precision) == (1.0, 0.0)


def test_a_cue_inside_is_too_much(example):
    """A stretch that takes in the cue between two parts is not covered by the gold."""
    whole = '"You are late," said Mr. Hale. "The boat\nhas gone."'
    tally = quotation_tally(example([{"words": whole}]))
    assert (tally.recall_top, tally.precision_top) == (1, 0)


def test_what_a_speaker_quotes_is_part_of_the_speech():
    """Gold parts are joined over words in single marks, and not over a cue."""
    text = '"I said \'never\' twice," he said, "to all."'
    parts = [Span(1, 7), Span(16, 22), Span(34, 41)]
    assert [part.of(text) for part in parts] == ["I said", "twice,", "to all."]
    assert [part.of(text) for part in unbroken(text, parts)] == ["I said 'never' twice,", "to all."]


def test_a_thought_in_marks_counts_and_one_without_does_not(example):
    """What stands in quotation marks is scored whatever it is called; unmarked thought is left out of both figures."""
    marked = {"words": '"Good,"', "mode": "thought"}
    unmarked = {"words": "I said nothing.", "mode": "thought"}
    tally = quotation_tally(example([marked, unmarked]))
    assert (tally.recall_top, tally.precision_top, tally.precision_all) == (1, 1, 1)


def test_quotations_within_quotations_are_not_counted_again(example):
    """A nested quotation neither helps nor hurts."""
    nested = [{"words": '"Where is Anna?"'}, {"words": "is Anna", "within": 0}]
    assert quotation_tally(example(nested)).precision_all == 1


def test_a_stretch_without_letters_is_not_counted(example):
    """Marks around dots alone are neither right nor wrong."""
    assert quotation_tally(example([{"words": '"'}])).precision_all == 0


def test_rows_are_of_all_and_of_each(example):
    """The figures of all novels come first, then each novel's."""
    rows = quotation_rows([example([])])
    assert [row.measure for row in rows] == ["all: recall", "all: precision", "Ferry: recall", "Ferry: precision"]
    assert [row.n for row in rows] == [4, 0, 4, 0]


def test_other_text_is_refused(tmp_path):
    """Offsets into another text are not scored."""
    novel = pdnc.read_novel(write_pdnc(tmp_path), "Ferry")
    with pytest.raises(ValueError, match="not the text of the gold"):
        Example(reference=novel, predicted=reading(NOVEL + "\n"))
