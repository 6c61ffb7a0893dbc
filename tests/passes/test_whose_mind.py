"""Whose mind an unsure pronoun's belief is in, from tables made by hand."""

from __future__ import annotations

import pyarrow as pa
import pytest

from irises.annotation import table_from_rows
from irises.passes.clauses import clauses_of
from irises.passes.whose_mind import Eyes
from tests.passes.talk_tables import Talk

ROOK, SOL = range(2)


def holder(opening: str, *, confidence: float, narrator: int | None = None, rook: str = "He") -> int | None:
    """entity_id of whom the last "he" is said to mean, which the chains take for Sol, in a stretch of Rook's eyes."""
    text = f"Rook sat down. {rook} was cold. Sol had gone out.\n\n{opening}he knew the road was shut."
    uses = [("she", 0, ROOK), ("he", 0, SOL)] if rook == "She" else [("he", 0, ROOK), ("he", 1, SOL)]
    talk = Talk(text, [("Rook", (), ()), ("Sol", (), ())], pronouns=uses)
    words = {start: word for word, start in enumerate(talk.words.start.tolist())}
    rows = [
        row | {"entity_confidence": confidence, "head_token": words[row["start"]]}
        for row in talk.tables["mentions"].to_pylist()
    ]
    tables = talk.tables | {"mentions": table_from_rows("mentions", rows)}
    clauses = clauses_of(talk.document, tables)
    stretch = {"start": 0, "end": len(text), "focalizer": ROOK, "narrator": narrator}
    perspectives = pa.table({name: pa.array([value], pa.int64()) for name, value in stretch.items()})
    last = max(word for word, form in enumerate(clauses.words) if form == "he")
    return Eyes(clauses, tables["mentions"], perspectives).holder(last)


def test_an_unsure_pronoun_is_whose_eyes_we_have() -> None:
    """What "he" knows in a stretch of Rook's eyes Rook knows, where it is unsure whom "he" means."""
    assert holder("", confidence=0.5) == ROOK


@pytest.mark.parametrize(
    ("opening", "confidence", "narrator", "rook"),
    [
        ("", 0.9, None, "He"),
        ("Rook saw that ", 0.5, None, "He"),
        ("", 0.5, ROOK, "He"),
        ("", 0.5, None, "She"),
    ],
)
def test_a_sure_pronoun_stays(opening: str, confidence: float, narrator: int | None, rook: str) -> None:
    """Where it is sure, beside Rook in one sentence, under a narrator, and where Rook goes by another pronoun."""
    assert holder(opening, confidence=confidence, narrator=narrator, rook=rook) == SOL
