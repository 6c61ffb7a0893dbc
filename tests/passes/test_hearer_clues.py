"""How sure a quotation's addressees are."""

from __future__ import annotations

import math

import pytest

from irises.annotation import table_from_rows
from irises.passes.hearer_clues import HEARER_CLUES, hearer_clues, sure_hearers
from irises.passes.sureness import Calibrator


def quotations(*rows: dict) -> object:
    """A quotations table; each row says what is not as usual."""
    usual = {
        "confidence": 1.0, "source": "hand", "known_at": 1, "mode": "speech", "speaker": 0, "speaker_confidence": 0.8,
        "addressees": [1], "addressees_confidence": 0.5, "attribution": None, "cue_start": None, "cue_end": None,
        "continues": -1, "within": -1, "evidence": [],
    }  # fmt: skip
    return table_from_rows(
        "quotations", [{"start": n, "end": n + 1, "quotation_id": n, **usual, **row} for n, row in enumerate(rows)]
    )


def test_clues_tell_how_many_are_addressed_and_how_surely() -> None:
    """One hearer at 0.8; two of whom the less likely has 0.5; nobody."""
    table = quotations(
        {"addressees_confidence": 0.8, "cue_start": 3, "cue_end": 5},
        {"addressees": [1, 2]},
        {"addressees": None, "speaker": None},
    )
    clues = {name: hearer_clues(table)[:, column].tolist() for column, name in enumerate(HEARER_CLUES)}
    assert clues["heard"] == pytest.approx([math.log(4), 0, 0], abs=1e-5)
    assert clues["one"] == [1, 0, 0]
    assert clues["two"] == [0, 1, 0]
    assert clues["speaker_known"] == [1, 1, 0]
    assert clues["cued"] == [1, 0, 0]


def test_only_named_addressees_are_calibrated() -> None:
    """Where nobody is named the confidence stays that of the best guess; without a function all stay."""
    table = quotations({}, {"addressees": None, "addressees_confidence": 0.3}, {"mode": "thought", "addressees": []})
    known = Calibrator(weights=dict.fromkeys(HEARER_CLUES, 0.0), bias=math.log(9))
    assert sure_hearers(table, known) == pytest.approx([0.9, 0.3, 0.5])
    assert sure_hearers(table, None) == pytest.approx([0.5, 0.3, 0.5])
