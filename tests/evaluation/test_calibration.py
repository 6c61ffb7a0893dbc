"""Calibration error and area under ROC on worked examples, and which decisions are right."""

from __future__ import annotations

import pytest

from evaluation.calibration import (
    Decision,
    addressee_decisions,
    area_under_roc,
    calibration_error,
    calibration_rows,
    link_decisions,
    mention_decisions,
    quoted_link_decisions,
    speaker_decisions,
)
from evaluation.example import Example
from evaluation.people import match_people
from gold import pdnc
from tests.evaluation.corpora import NOVEL, reading, write_pdnc
from tests.evaluation.test_people import ALIASES, ENTITIES, MENTIONS, SPEECHES


def decisions(*pairs: tuple[float, int]) -> list[Decision]:
    return [Decision(confidence=sure, is_right=bool(right)) for sure, right in pairs]


def test_error_is_the_distance_of_confidence_and_share_by_bin() -> None:
    """Two bins of two: |0.2 - 0.5| and |0.85 - 1| weigh half each."""
    found = decisions((0.1, 0), (0.3, 1), (0.8, 1), (0.9, 1))
    assert calibration_error(found, bins=2) == pytest.approx((0.3 + 0.15) / 2)


def test_errors_in_different_bins_do_not_cancel_out() -> None:
    """Too sure above and not sure enough below is an error, though the means agree; in one bin it isn't seen."""
    found = decisions((0.2, 1), (0.3, 1), (0.7, 0), (0.8, 0))
    assert calibration_error(found, bins=2) == pytest.approx(0.75)
    assert calibration_error(found, bins=1) == pytest.approx(0.0)


def test_bins_have_equal_mass() -> None:
    """Confidences crowded near 1 are still told apart: four bins hold one decision each."""
    found = decisions((0.990, 0), (0.991, 0), (0.992, 1), (0.993, 1))
    assert calibration_error(found, bins=4) == pytest.approx((0.990 + 0.991 + 0.008 + 0.007) / 4)


def test_order_of_equal_confidence_makes_no_difference() -> None:
    """A constant confidence is compared with the share of right ones, however the right ones lie."""
    first = decisions(*((0.5, n < 5) for n in range(10)))
    assert calibration_error(first) == pytest.approx(0.0)
    assert calibration_error(first[::-1]) == pytest.approx(0.0)


def test_no_decisions_have_no_error() -> None:
    """Nothing decided: nothing said wrongly, and nothing told apart."""
    assert calibration_error([]) == 0.0
    assert area_under_roc([]) == 0.5


def test_area_counts_pairs() -> None:
    """Of four pairs of a right and a wrong decision one is in the wrong order and one is a tie."""
    found = decisions((0.9, 1), (0.4, 1), (0.4, 0), (0.6, 0))
    assert area_under_roc(found) == pytest.approx((1 + 1 + 0.5 + 0) / 4)


def test_a_constant_tells_nothing_apart() -> None:
    """All equally sure: half, whatever the order."""
    assert area_under_roc(decisions((0.7, 1), (0.7, 0), (0.7, 1))) == pytest.approx(0.5)
    assert area_under_roc(decisions((0.7, 1), (0.8, 1))) == 0.5


def test_rows_come_in_pairs_with_their_counts() -> None:
    """Each group gives its error and its area, on as many decisions."""
    rows = calibration_rows("calibration", [("events", decisions((0.5, 1), (0.5, 0)))])
    assert [(row.measure, row.value, row.n) for row in rows] == [
        ("events: calibration error", 0.0, 2),
        ("events: area under ROC", 0.5, 2),
    ]


TEXT = "Ann saw Bea . She waved to her aunt in Rome ."


def example_of(gold: list[dict], predicted: list[dict]) -> Example:
    return Example(predicted=reading(TEXT, mentions=predicted), reference=reading(TEXT, mentions=gold))


def test_a_mention_is_right_by_span_and_by_category() -> None:
    """Rome as a person: right as a span, wrong with its category; a span gold lacks is wrong."""
    found = example_of(
        [{"words": "Ann"}, {"words": "Rome", "category": "GPE"}],
        [
            {"words": "Ann", "confidence": 0.9},
            {"words": "saw", "confidence": 0.2},
            {"words": "Rome", "confidence": 0.6},
        ],
    )
    assert [d.is_right for d in mention_decisions(found)] == [True, False, True]
    assert [d.is_right for d in mention_decisions(found, "category")] == [True, False, False]
    assert [d.confidence for d in mention_decisions(found)] == pytest.approx([0.9, 0.2, 0.6])


def test_a_link_is_right_if_its_entity_is_matched_to_golds() -> None:
    """Gold has Ann = She = her; predicted Ann = She and Bea = her: "her" is wrong, and so would be any second piece.

    A mention that gold lacks is no link; one predicted entity answers for one gold entity only.
    """
    gold = [
        {"words": "Ann", "entity_id": 0},
        {"words": "Bea", "entity_id": 1},
        {"words": "She", "entity_id": 0},
        {"words": "her", "entity_id": 0},
    ]
    predicted = [
        {"words": "Ann", "entity_id": 5, "entity_confidence": 0.9},
        {"words": "Bea", "entity_id": 6, "entity_confidence": 0.8},
        {"words": "She", "entity_id": 5, "entity_confidence": 0.7},
        {"words": "her", "entity_id": 6, "entity_confidence": 0.3},
        {"words": "aunt", "entity_id": 7, "entity_confidence": 0.1},
    ]
    found = link_decisions(example_of(gold, predicted))
    assert [(d.confidence, d.is_right) for d in found] == [
        (pytest.approx(0.9), True),
        (pytest.approx(0.8), True),
        (pytest.approx(0.7), True),
        (pytest.approx(0.3), False),
    ]


def test_pieces_of_an_entity_are_wrong_but_the_largest() -> None:
    """Gold has one entity of three mentions, predicted two and one: the one alone is wrong."""
    gold = [{"words": words, "entity_id": 0} for words in ("Ann", "She", "her")]
    predicted = [{"words": words, "entity_id": n} for words, n in (("Ann", 0), ("She", 1), ("her", 1))]
    assert [d.is_right for d in link_decisions(example_of(gold, predicted))] == [False, True, True]


@pytest.fixture
def novel(tmp_path):
    """A maker of readings of the miniature novel, confidences as given by speech."""

    def read(speeches):
        reference = pdnc.read_novel(write_pdnc(tmp_path), "Ferry")
        predicted = reading(NOVEL, quotations=speeches, mentions=MENTIONS, aliases=ALIASES, entities=ENTITIES)
        return Example(predicted=predicted, reference=reference)

    return read


def test_speakers_are_decided_where_one_is_given(novel) -> None:
    """A quotation without a speaker is no decision; the confidence is its own row's, of the best guess's speaker."""
    speeches = [dict(speech, speaker_confidence=0.9 - 0.1 * n) for n, speech in enumerate(SPEECHES)]
    speeches[2]["speaker"] = None
    speeches[3]["speaker"] = speeches[0]["speaker"]
    example = novel(speeches)
    found = speaker_decisions(example, match_people(example))
    assert [(d.confidence, d.is_right) for d in found] == [
        (pytest.approx(0.8), True),
        (pytest.approx(0.6), False),
        (pytest.approx(0.5), True),
    ]


def test_addressees_are_decided_where_both_sides_name_some(novel) -> None:
    """Sets must be equal; where gold names nobody there is nothing to decide."""
    speeches = [dict(speech, addressees_confidence=0.7) for speech in SPEECHES]
    speeches[3]["addressees"] = [2]
    example = novel(speeches)
    assert [d.is_right for d in addressee_decisions(example, match_people(example))] == [True, True, False]


def test_links_in_quotations_are_those_of_one_person(novel) -> None:
    """ "us" means two people and is left out; the others are right in a perfect reading."""
    example = novel(SPEECHES)
    assert [d.is_right for d in quoted_link_decisions(example, match_people(example))] == [True, True, True]
