"""Figures by kind of novel."""

from __future__ import annotations

import pytest

from evaluation.example import Example
from evaluation.people import match_people
from evaluation.slices import gender_rows, litbank_facts, novel_rows, passage_rows, pdnc_facts, period_of, sliced
from gold import pdnc
from tests.evaluation.corpora import NOVEL, reading, write_pdnc
from tests.evaluation.test_people import ALIASES, ENTITIES, MENTIONS, SPEECHES


@pytest.mark.parametrize(
    ("year", "period"), [(1719, "to 1850"), (1850, "to 1850"), (1851, "1851 to 1900"), (1901, "from 1901")]
)
def test_periods_hold_their_last_year(year: int, period: str) -> None:
    """1850 is the last year of its period."""
    assert period_of(year) == period


def test_slices_of_one_kind_stand_together() -> None:
    """Periods before persons, each in order; an item is in all of its slices."""
    of = {"a": ("late", "first"), "b": ("early", "first"), "c": ("late", "third")}
    assert sliced("abc", lambda item: of[item]) == {
        "early": ["b"],
        "late": ["a", "c"],
        "first": ["a", "b"],
        "third": ["c"],
    }


def test_every_novel_of_litbank_has_its_facts() -> None:
    """The table holds a period and a person for each of its novels."""
    facts = litbank_facts()
    assert facts["158_emma"] == ("to 1850", "third person")
    assert all(period and person in ("first person", "third person") for period, person in facts.values())


def test_passages_are_scored_by_slice() -> None:
    """A passage whose mention is found and one whose isn't, in two periods."""
    gold = [{"words": "Ann"}]
    found = Example(predicted=reading("Ann .", mentions=gold), reference=reading("Ann .", mentions=gold))
    missed = Example(predicted=reading("Ann .", mentions=[]), reference=reading("Ann .", mentions=gold))
    object.__setattr__(found.reference, "name", "early")
    object.__setattr__(missed.reference, "name", "late")
    rows = passage_rows([found, missed], {"early": ("1",), "late": ("2",)})
    assert [(row.task, row.value) for row in rows if row.measure == "mentions F1"] == [
        ("1 (1 text)", 1.0),
        ("2 (1 text)", 0.0),
    ]


def test_novels_are_scored_by_index_and_gender(tmp_path) -> None:
    """Year, person and genre come from the index; quotations of women and men are told apart."""
    folder = write_pdnc(tmp_path)
    wrong = [dict(speech) for speech in SPEECHES]
    wrong[3]["speaker"] = wrong[0]["speaker"]
    example = Example(
        predicted=reading(NOVEL, quotations=wrong, mentions=MENTIONS, aliases=ALIASES, entities=ENTITIES),
        reference=pdnc.read_novel(folder, "Ferry"),
    )
    pair = (example, match_people(example))
    speakers = {row.task: row.value for row in novel_rows([pair], pdnc_facts(folder)) if row.measure == "speakers"}
    assert speakers == dict.fromkeys(("from 1901 (1 text)", "first person (1 text)", "literary (1 text)"), 0.75)
    first, *_ = gender_rows([pair])
    assert (first.task, first.measure, first.n) == ("spoken by men", "speakers", 3)
    assert first.value == pytest.approx(2 / 3)
