"""What holds of every outline, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from irises.annotation import check_table
from irises.document.model import Draft, Hint, Source
from irises.document.paragraphs import paragraph_spans
from irises.document.sections import Outline, find_outline

LINES = (
    "Chapter 1", "CHAPTER II.", "I", "II", "III", "* * *", "xXx", "A/N: hi there", "Summary: x",
    "Disclaimer: I own nothing",
    "Dear Anna,", "Love,\nBob", "March 2, 1998", "He went home. It was late and the rain fell on the roof.",
    "“Hello,” she said.", "by Anna", "The Title", "Contents", "Part One", "PART TWO", "Prologue", "To be continued",
    "The End",
    "Line one\nLine two\nLine three\nLine four", "—A. Poet", "Anna's POV", "[Illustration: x]", "Dear Diary,", "1. One",
    "*** START OF THE PROJECT GUTENBERG EBOOK X ***", "*** END OF THE PROJECT GUTENBERG EBOOK X ***", "\ufeff",
    "\u2060",
    "I am tired. I do not know what I will do.", "Preface", "Imprint", "(A/N: x", "From: a\nTo: b\nSubject: c", "Notes",
)  # fmt: skip
KINDS = ("heading", "chapter", "part", "break", "summary", "letter", "scene", "title", "authors_note")


def outline_of(text: str, hints: tuple[Hint, ...] = ()) -> Outline:
    """The outline of a plain text."""
    source = Source(name="a.txt", format="txt", sha256="")
    return find_outline(Draft(text=text, source=source, hints=hints), paragraph_spans(text, format="txt"))


texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(("\n", "\n\n", "\n\n\n\n", " "))), max_size=40).map(
        lambda pieces: "".join(line + gap for line, gap in pieces)
    ),
)
spans = st.tuples(st.integers(0, 300), st.integers(0, 300), st.sampled_from(KINDS))


def check(text: str, outline: Outline) -> None:
    """Leaves cover the text, rows nest, ids rise, every paragraph and field lies in its section."""
    check_table("sections", outline.sections, text_length=len(text))
    rows = outline.sections.to_pylist()
    parents = {row["parent_id"] for row in rows}
    at = 0
    for row in rows:
        if row["section_id"] not in parents:
            assert row["start"] == at
            at = row["end"]
        if row["parent_id"] >= 0:
            outer = rows[row["parent_id"]]
            assert outer["section_id"] < row["section_id"]
            assert outer["start"] <= row["start"] <= row["end"] <= outer["end"]
    assert at == len(text)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    given = paragraph_spans(text, format="txt")
    assert "".join("".join(span.of(text).split()) for span in outline.paragraphs) == "".join(text.split())
    assert {span.start for span in given} <= {span.start for span in outline.paragraphs}
    for span, section in zip(outline.paragraphs, outline.paragraph_sections, strict=True):
        assert rows[section]["start"] <= span.start < span.end <= rows[section]["end"]
        assert section not in parents
    for field, place in zip(outline.fields, outline.field_sections, strict=True):
        assert place is not None
        assert rows[place]["start"] <= field.start < rows[place]["end"]


@settings(max_examples=150, deadline=None)
@given(texts)
def test_leaves_cover_any_text(text: str) -> None:
    """Every position of any text lies in exactly one leaf, and sections nest."""
    check(text, outline_of(text))


@settings(max_examples=100, deadline=None)
@given(texts, st.lists(spans, max_size=8))
@example("CHAPTER 0\n0 000000000001", [(1, 1, "chapter")])
def test_any_hints_are_taken(text: str, places: list[tuple[int, int, str]]) -> None:
    """Hints may overlap, be empty or stand anywhere: the outline still covers the text."""
    hints = tuple(
        Hint(start=min(a, b, len(text)), end=min(max(a, b), len(text)), kind=kind, level=1 + a % 3)
        for a, b, kind in places
    )
    check(text, outline_of(text, hints))


def test_an_empty_text_has_no_sections() -> None:
    """Nothing comes of nothing."""
    assert outline_of("").sections.num_rows == 0


def test_white_space_alone_is_no_story() -> None:
    """Empty lines are covered by one section that is not the story."""
    rows = outline_of("\n \n\n").sections.to_pylist()
    assert [(row["kind"], row["is_story"], row["end"]) for row in rows] == [("other", False, 4)]


@pytest.mark.parametrize(
    "text",
    ["a " * 1_000_000, "x" * 2_000_000, "\n" * 1_000_000 + "He came.", "- " * 1_000_000, "=" * 2_000_000,
     "A/N: " * 400_000,
     "I\n" * 20_000, "Chapter 1\n\n" * 10_000, "“" * 500_000, "(" * 500_000, "March 2, " * 200_000,
     "* * *\n\n" * 20_000],
    ids="line word empty dashes rule notes numerals headings quotes brackets dates marks".split(),
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    """One long line, a million empty lines, or one thing over and over take seconds at most."""
    start = time.process_time()
    outline_of(text)
    assert time.process_time() - start < 8
