"""Plain text for a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.write.plain import Column, cells, clean, columns, fit, pad, wrap


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b2Jgone", "2Jgone"),
        ("title\x1b]0;owned\x07", "title]0;owned"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("a\u2066b\u2069c\u200fd\u200ee\u061cf", "abcdef"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("tag\U000e0041s \ufeffbom", "tags bom"),
        ("back\b\b\bspace", "backspace"),
        ("عربي Ωmega ñandú 猫 👩‍👧", "عربي Ωmega ñandú 猫 👩‍👧"),
    ],
)
def test_clean(hostile: str, harmless: str) -> None:
    """What steers a terminal or the direction of writing is taken out; letters of all scripts stay."""
    assert clean(hostile) == harmless


@given(st.text())
def test_clean_is_harmless_and_stable(text: str) -> None:
    """Whatever comes in, no control, format or line character comes out, and cleaning twice changes nothing."""
    kinds = {unicodedata.category(c) for c in clean(text) if c not in "\u200c\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="ab 猫é\u0301…", max_size=30), st.integers(1, 20))
def test_fit_fits(text: str, width: int) -> None:
    """A text cut to a width takes no more columns than that."""
    assert cells(fit(text, width)) <= width


@pytest.mark.parametrize(("text", "width"), [("Kate", 4), ("猫", 2), ("e\u0301", 1), ("", 0)])
def test_cells(text: str, width: int) -> None:
    """Wide characters take two columns, combining ones none."""
    assert cells(text) == width


def test_pad() -> None:
    """Padding goes by columns, not by characters."""
    assert pad("猫", 4) == "猫  "
    assert pad("7", 3, right=True) == "  7"


def test_wrap() -> None:
    """Lines break at spaces; a word longer than the line stands alone; later lines are indented."""
    assert wrap("one two three", 8, indent="  ") == ["one two", "  three"]
    assert wrap("incomprehensible it is", 5) == ["incomprehensible", "it is"]


def test_columns_line_up() -> None:
    """Figures stand flush right, the growing column takes what is left, and no line is wider than allowed."""
    headings = (Column(heading="name", most=6), Column(heading="also", grows=True), Column(heading="n", right=True))
    rows = [["Kate", "the captain's youngest daughter", "12"], ["Alexandra", "", "3"]]
    lines = list(columns(headings, rows, 30))
    assert lines == [
        "  name    also               n",
        "  Kate    the captain's y…  12",
        "  Alexa…                     3",
    ]
    assert max(map(len, lines)) <= 30


def test_columns_shrink_where_there_is_little_room() -> None:
    """On a narrow terminal the widest columns of words give way, figures never."""
    headings = (Column(heading="name"), Column(heading="also", grows=True), Column(heading="n", right=True))
    (line,) = list(columns(headings, [["Alexandrina of the Isles", "the captain", "12,345"]], 24))[1:]
    assert cells(line) <= 24
    assert line.endswith("12,345")
