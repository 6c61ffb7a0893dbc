"""Plain text: kept to the letter, its emphasis signs noted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.document.intake import draft_of
from irises.document.txt import text_marks


def marks_of(text: str) -> list[tuple[str, str]]:
    """Kind and words of each mark."""
    return [(mark.kind, text[mark.start : mark.end]) for mark in text_marks(text)]


def test_the_text_is_the_authors() -> None:
    """Spaces, empty lines, tabs, typing errors and signs all stay."""
    text = "  Teh _sea_ .\n\n\n\n\tI  said:  no\n***\n\f end \n\n"
    assert draft_of(text.encode(), name="a.txt").text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was _so_ dark, *very* dark.", [("italic", "_so_"), ("italic", "*very*")]),
        ("**No!** she said. ***Never***", [("bold", "**No!**"), ("bold", "***Never***"), ("italic", "***Never***")]),
        ("“_Out_,” he said—_now_.", [("italic", "_Out_"), ("italic", "_now_")]),
        ("_He went\non and on_", [("italic", "_He went\non and on_")]),
        ("_one\n\ntwo_", []),
        ("_Any_body? Sure_ly_! No, _un_less", [("italic", "_Any_"), ("italic", "_ly_"), ("italic", "_un_")]),
        ("snake_case_name and 2*3*4 a_b", []),
        ("* * *\n\n***\n\n~*~ x ~*~\n\n*~*~*\n\n____", []),
        ("[Illustration: A kiln] [Illustration]", [("image", "[Illustration: A kiln]"), ("image", "[Illustration]")]),
        ("as was said.[12] Then", [("footnote", "[12]")]),
    ],
)  # fmt: skip
def test_signs_are_marks(text: str, expected: list[tuple[str, str]]) -> None:
    """Underscores and asterisks around words are emphasis; rows of signs, names and breaks are not."""
    assert marks_of(text) == expected


@given(st.text(alphabet="a_* \n~.", max_size=200))
def test_marks_lie_in_order_inside_the_text(text: str) -> None:
    """Marks are ordered, never empty, and begin and end with a sign."""
    marks = text_marks(text)
    assert [m.start for m in marks] == sorted(m.start for m in marks)
    assert all(text[m.start] in "_*" and text[m.end - 1] in "_*" and m.end - m.start > 2 for m in marks)
