"""Mentions and events against gold."""

from __future__ import annotations

from evaluation.example import Example, clusters_of
from evaluation.spans import event_rows, mention_rows
from tests.evaluation.corpora import reading

TEXT = "Old Tom Reeve saw his daughter run."


def example(gold, predicted):
    """An example with these mentions."""
    return Example(reference=reading(TEXT, mentions=gold), predicted=reading(TEXT, mentions=predicted))


def values(rows):
    """The rows' values by measure."""
    return {row.measure: row.value for row in rows}


GOLD = [
    {"words": "Old Tom Reeve", "form": "proper", "entity_id": 0},
    {"words": "his daughter", "form": "common", "entity_id": 1},
    {"words": "his", "form": "pronoun", "entity_id": 0},
]


def test_both_ends_count():
    """A mention with one wrong end is a miss and a false alarm."""
    predicted = [GOLD[2], {"words": "Tom Reeve", "form": "proper", "entity_id": 0}]
    figures = values(mention_rows([example(GOLD, predicted)]))
    assert (figures["spans recall"], figures["spans precision"]) == (1 / 3, 1 / 2)
    assert figures["proper recall"] == figures["proper precision"] == 0.0
    assert figures["pronoun recall"] == figures["pronoun precision"] == 1.0


def test_category_has_its_own_figure():
    """A right span with a wrong category counts for the spans and not for the categories."""
    figures = values(mention_rows([example(GOLD, [{**row, "category": "VEH"} for row in GOLD])]))
    assert figures["spans F1"] == 1.0
    assert figures["spans and category F1"] == 0.0


def test_form_is_the_golds_for_recall_and_ours_for_precision():
    """A name found as a description is a found name, and a right description."""
    figures = values(mention_rows([example(GOLD[:1], [{**GOLD[0], "form": "common"}])]))
    assert figures["proper recall"] == figures["common precision"] == 1.0
    assert figures["proper precision"] == figures["common recall"] == 0.0


def test_events():
    """Triggers are counted over all examples together."""
    gold = reading(TEXT, events=[{"words": "saw"}, {"words": "run"}])
    none = Example(reference=gold, predicted=reading(TEXT))
    half = Example(reference=gold, predicted=reading(TEXT, events=[{"words": "saw"}]))
    figures = values(event_rows([none, half]))
    assert (figures["recall"], figures["precision"]) == (1 / 4, 1.0)


def test_one_span_is_in_one_cluster():
    """A span that is predicted twice counts once, as its first row has it."""
    mentions = reading(TEXT, mentions=[*GOLD, {"words": "his", "entity_id": 1}]).tables["mentions"]
    assert sorted(map(len, clusters_of(mentions))) == [1, 2]
