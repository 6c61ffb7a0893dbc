"""The writer of blocks."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from irises.document.blocks import BlockWriter
from irises.document.remap import Edit, apply_edits, normalise


def test_blocks_are_joined_by_an_empty_line() -> None:
    """White space folds inside a block and is not written at its edges."""
    writer = BlockWriter()
    writer.write(" \n One  two ")
    writer.write("\tthree\n")
    writer.end_block()
    writer.write(" ")
    writer.end_block()
    writer.write("Four")
    assert writer.finish().text == "One two three\n\nFour"


def test_a_shown_empty_line_is_an_empty_block() -> None:
    """A block of a line break or a hard space adds an empty block; breaks at the end of a block add nothing."""
    writer = BlockWriter()
    writer.write("One")
    writer.line_break()
    writer.end_block()
    writer.write("\u00a0")
    writer.end_block()
    writer.write("Two")
    assert writer.finish().text == "One\n\n\n\nTwo"


def test_marks_exclude_white_space_and_nothing() -> None:
    """A mark begins and ends with a character that shows; one around nothing is forgotten."""
    writer = BlockWriter()
    writer.write("So ")
    italic, empty = writer.open_mark("italic"), writer.open_mark("bold")
    writer.close(empty)
    writer.write(" very ")
    writer.close(italic)
    writer.write("dark")
    written = writer.finish()
    assert [(m.kind, written.text[m.start : m.end]) for m in written.marks] == [("italic", "very")]
    assert written.text == "So very dark"


def test_a_section_takes_the_title_of_its_first_heading() -> None:
    """A heading that opens a section is its title; a later one is not."""
    writer = BlockWriter()
    chapter = writer.open_hint("chapter")
    for words in ("One", "Two"):
        heading = writer.open_hint("heading", None, 2)
        writer.write(words)
        writer.close(heading)
        writer.end_block()
    writer.close(chapter)
    assert [(h.kind, h.title) for h in writer.finish().hints] == [
        ("chapter", "One"),
        ("heading", "One"),
        ("heading", "Two"),
    ]


def test_offsets_follow_the_normalised_text() -> None:
    """Letters composed across pieces move every offset after them."""
    writer = BlockWriter()
    writer.write("cafe")
    mark = writer.open_mark("italic")
    writer.write("\u0301 noir")
    writer.close(mark)
    writer.write(" et")
    end = writer.open_mark("bold")
    writer.write(" tard")
    writer.close(end)
    written = writer.finish()
    assert written.text == "café noir et tard"
    assert [written.text[m.start : m.end] for m in written.marks] == [" noir", "tard"]


@given(st.text(alphabet="aé\u0301\u0327가\u1100\u1161\u11a8 \n", max_size=60))
def test_piecewise_normalisation_is_normalisation(text: str) -> None:
    """The text is the same as Unicode's own NFC, and offsets keep their order and stay inside."""
    composed, moved = normalise(text)
    assert composed == unicodedata.normalize("NFC", text)
    offsets = [moved(i) for i in range(len(text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    assert offsets[-1] == len(composed)


def test_edits_carry_offsets() -> None:
    """Offsets before, inside and after an edit go where their characters went."""
    text, moved = apply_edits("abcdef", [Edit(1, 3, "X"), Edit(4, 4, "YY")])
    assert text == "aXdYYef"
    assert [moved(i) for i in range(7)] == [0, 1, 2, 2, 5, 6, 7]
