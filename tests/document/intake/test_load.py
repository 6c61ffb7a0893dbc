# ruff: noqa: E501 - pages are written as archives and publishers write them
"""From a file to a Document."""

from __future__ import annotations

import pytest

from irises.annotation import check_table
from irises.document.load import load
from irises.errors import SourceError

STORY = """Title: Slack Water
Author: saltglaze
Summary: The keeper counts.

Edda climbed the stair in the dark, and when she came to the top she knew that the lamp had been out for an hour.

"Who is there?" she said. Nobody answered her, and the sea went on as though it had not heard.
"""


def test_tables_keep_the_contract() -> None:
    """The four tables pass their check, and paragraphs lie in sections that are there."""
    document = load(STORY.encode(), name="slack.txt")
    assert set(document.tables) == {"metadata", "markup", "sections", "paragraphs"}
    for name, table in document.tables.items():
        check_table(name, table, text_length=len(document.text))
    sections = set(document.tables["sections"]["section_id"].to_pylist())
    assert set(document.tables["paragraphs"]["section_id"].to_pylist()) <= sections
    assert document.text == STORY
    assert document.language == "en"
    assert document.warnings == ()


def test_fields_of_the_file_and_of_the_text_are_metadata() -> None:
    """What markup states and what front matter says are rows of one table, each value once."""
    page = "<html><head><meta name='author' content='saltglaze'></head><body><p>Author: saltglaze</p><p>Rating: T</p><p>{}</p></body></html>"
    document = load(page.format("Edda climbed the stair in the dark, and it was late. " * 5).encode(), name="a.html")
    rows = [(row["name"], row["value"]) for row in document.tables["metadata"].to_pylist()]
    assert rows.count(("author", "saltglaze")) == 1
    assert ("rating", "T") in rows


def test_words_know_their_paragraphs() -> None:
    """Words lie inside the paragraphs they are numbered with."""
    document = load(STORY.encode(), name="slack.txt")
    spans = list(zip(*(document.tables["paragraphs"][c].to_pylist() for c in ("start", "end")), strict=True))
    for start, end, number in zip(document.words.start, document.words.end, document.words.paragraph, strict=True):
        assert spans[number][0] <= start < end <= spans[number][1]


def test_another_language_is_read_with_a_warning() -> None:
    """A French story is read, said to be French, and warned of."""
    words = "Elle monta l’escalier dans le noir, et quand elle fut en haut elle sut que la lampe était éteinte depuis une heure. "
    document = load((words * 5).encode(), name="a.txt")
    assert document.language == "fr"
    assert "fr" in document.warnings[0]


def test_one_word_is_read_with_a_warning() -> None:
    """A text of one word is a document, taken as English."""
    document = load(b"Gone", name="a.txt")
    assert document.language == "en"
    assert len(document.words) == 1
    assert document.warnings == ("the text has one word only",)


def test_no_words_are_an_error() -> None:
    """A text without a word is refused."""
    with pytest.raises(SourceError):
        load(b"...", name="a.txt")
