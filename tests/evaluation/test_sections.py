"""Sections scored against editors' markup, on a book of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaluation.counts import Tally
from evaluation.sections import RULES, break_tally, chapter_tally, section_rows, stretch_tally
from evaluation.standardebooks import book_names, read_book

OPF = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="a" href="text/front.xhtml"/><item id="b" href="text/one.xhtml"/><item id="c" href="text/two.xhtml"/>
</manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>"""
PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    '<body epub:type="{}">{}</body></html>'
)
FRONT = "<section><h1>The Dog</h1><p>By J. Holt</p></section>"
ROAD = (
    "The road went down between the hedges to the river, and beyond it was nothing that either of them had seen before."
)
ONE = f"""<section epub:type="chapter"><h2>Chapter I</h2><p>{ROAD}</p><hr/>
    <p>In the <i>morning</i><a epub:type="noteref">1</a> it rained.</p><p>Nobody minded.</p></section>"""
TWO = f"""<section epub:type="chapter"><h2>Chapter II</h2><p>{ROAD}</p>
<blockquote epub:type="z3998:letter"><p>3 May</p>
<p>Dear Ann,</p><p>I am well.</p><p>Yours,<br/>Will</p></blockquote><p>{ROAD}</p></section>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one book: a title page and two chapters, a scene break in the first, a letter in the second."""
    book = tmp_path / "j-holt_the-dog"
    book.mkdir()
    (book / "content.opf").write_text(OPF)
    for name, kind, words in (("front", "frontmatter", FRONT), ("one", "bodymatter", ONE), ("two", "bodymatter", TWO)):
        (book / f"{name}.xhtml").write_text(PAGE.format(kind, words))
    return tmp_path


def row(kind: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    """A row of the sections table at the root."""
    return {
        "section_id": 0,
        "parent_id": -1,
        "kind": kind,
        "start": start,
        "end": end,
        "is_story": True,
        "date": None,
    } | more


def test_a_book_is_read_as_plain_text(folder: Path) -> None:
    """Paragraphs are parted by empty lines, breaks are what the rule says, note marks are left out."""
    book = read_book(folder, book_names(folder)[0], rule="* * *")
    assert book.text.startswith("The Dog\n\nBy J. Holt\n\n\n\nChapter I\n\nThe road")
    assert "before.\n\n* * *\n\nIn the morning it rained.\n\nNobody minded.\n\n\n\nChapter II" in book.text
    assert [stretch.kind for stretch in book.stretches] == ["chapter", "chapter", "letter"]
    letter = book.stretches[2]
    assert letter.span.of(book.text) == "3 May\n\nDear Ann,\n\nI am well.\n\nYours,\nWill"
    assert letter.date == "--05-03"
    assert [book.text[at : at + 6] for at in book.breaks] == ["In the"]
    assert [span.of(book.text)[:9] for span in book.body] == ["Chapter I", "Chapter I"]


def test_tallies_of_hand_written_rows(folder: Path) -> None:
    """A start at another paragraph is wrong; the first scene of a chapter is no break; half the words make a letter."""
    book = read_book(folder, book_names(folder)[0], rule="")
    one, two = (book.text.index(words) for words in ("Chapter I\n", "Chapter II"))
    at, letter = book.breaks[0], book.stretches[2].span
    rows = [
        row("chapter", one, two),
        row("scene", one, at, section_id=1, parent_id=0),
        row("scene", at, two, section_id=2, parent_id=0),
        row("chapter", book.text.rindex("The road"), len(book.text), section_id=3),
        row("letter", letter.start, letter.end - 20, section_id=4, parent_id=3),
    ]
    assert chapter_tally(book, rows) == Tally(1, 2, 1, 2)
    assert break_tally(book, rows) == Tally(1, 1, 1, 1)
    assert stretch_tally(book, rows, kind="letter") == Tally(1, 1, 1, 1)
    assert stretch_tally(book, [row("letter", letter.start, letter.start + 9)], kind="letter") == Tally(0, 1, 0, 1)


def test_rows_of_both_styles(folder: Path) -> None:
    """Every measure comes once per way of writing breaks, with the number of gold items it is measured on."""
    rows = section_rows(folder)
    assert len({row.key for row in rows}) == len(rows)
    figures = {row.measure: (row.value, row.n) for row in rows}
    for style in RULES:
        assert figures[f"chapters, {style}: recall"] == (1.0, 2)
        assert figures[f"letter, {style}: recall"] == (1.0, 1)
        assert figures[f"dates of letters and entries, {style}"] == (1.0, 1)
        assert figures[f"words of front and back matter left out, {style}"] == (1.0, 5)
    assert figures["scene breaks, marks: recall"] == (1.0, 1)
