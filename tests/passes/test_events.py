"""What grammar says of whether something happened."""

from __future__ import annotations

import pytest

from irises.document.load import load
from irises.encode import encode
from irises.passes.events import grammar_shifts
from irises.passes.plan import run_passes
from irises.passes.syntax import Syntax


def shifts(text: str) -> dict[str, float]:
    """By word."""
    document = load(text.encode(), name="mill.txt")
    tokens = run_passes(document, encode(document), [Syntax()])["tokens"]
    words = document.words.texts(document.text)
    return dict(zip(words, grammar_shifts(document, tokens).tolist(), strict=True))


@pytest.mark.parametrize(
    "habit",
    ["She always walked to the mill.", "She used to walk to the mill.", "Every night she walked to the mill."],
)
def test_a_habit_is_no_event(habit: str) -> None:
    """What happened time and again didn't happen at the time told of; the next sentence is another matter."""
    found = shifts(f"{habit} Tom laughed.")
    once = shifts("She walked to the mill. Tom laughed.")
    assert found["mill"] == pytest.approx(once["mill"] - 0.8)
    assert found["laughed"] == pytest.approx(once["laughed"])


def test_what_is_denied_or_possible_has_not_happened() -> None:
    """The verb that "not" or "would" stands with is less likely an event, a plain one more."""
    found = shifts("Tom laughed. She did not walk. She would sing.")
    assert found["laughed"] > 0 > max(found["walk"], found["sing"])
