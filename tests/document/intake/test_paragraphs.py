"""Where paragraphs are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.document.paragraphs import paragraph_spans

WRAPPED = """\
The keeper had counted the steps so often that her feet knew the number
better than she did, and on the night of the storm she climbed them all
without a lamp.

"Who is there?" she said.

Nobody answered, although the wind, which had been at the door since it
grew dark, came in with her and went up the stair like a dog.
"""


def paragraphs_of(text: str, *, format: str = "txt") -> list[str]:
    """The words of each paragraph."""
    return [text[start:end] for start, end in paragraph_spans(text, format=format)]


def first_words(text: str, *, format: str = "txt") -> list[str]:
    """The first word of each paragraph."""
    return [paragraph.split()[0] for paragraph in paragraphs_of(text, format=format)]


def indented(text: str) -> str:
    """The same wrapped text with first-line indents and no empty lines."""
    return "".join("    " + block.strip() + "\n" for block in text.strip().split("\n\n"))


def test_wrapped_lines_are_one_paragraph() -> None:
    """Empty lines part hard-wrapped paragraphs."""
    assert first_words(WRAPPED) == ["The", '"Who', "Nobody"]


def test_wrapped_with_indents() -> None:
    """Without empty lines, an indented line begins a paragraph."""
    text = indented((WRAPPED + "\n") * 3)
    assert first_words(text) == ["The", '"Who', "Nobody"] * 3


def test_indented_speeches_are_paragraphs() -> None:
    """One-line paragraphs that follow each other, all indented, are paragraphs of their own."""
    speeches = "".join(f'    "{word}," she said.\n' for word in ("No", "Yes", "Why", "When"))
    assert len(paragraphs_of((indented(WRAPPED) + speeches) * 4)) == 28


def test_wrapped_with_neither() -> None:
    """With neither, a line that ends a sentence well before the margin ends the paragraph."""
    text = ((WRAPPED + "\n") * 3).replace("\n\n", "\n")
    assert first_words(text) == ["The", '"Who', "Nobody"] * 3


def test_long_lines_are_paragraphs() -> None:
    """Where lines are not wrapped each is a paragraph, with or without empty lines between."""
    lines = [line.replace("\n", " ") for line in WRAPPED.split("\n\n")] * 2
    assert first_words("\n".join(lines)) == ["The", '"Who', "Nobody"] * 2
    assert first_words("\n\n\n".join(lines)) == ["The", '"Who', "Nobody"] * 2


def test_verse_stays_together() -> None:
    """Short lines between empty lines are one paragraph, in wrapped text and in text that is not."""
    verse = "The sea, the sea,\nit rocks for me,\nand never for another.\n"
    assert verse.strip() in paragraphs_of(WRAPPED + "\n" + verse + "\n" + WRAPPED)
    assert verse.strip() in paragraphs_of(" ".join(WRAPPED.split()) + "\n\n" + verse + "\n" + " ".join(WRAPPED.split()))


def test_labels_are_paragraphs_of_their_own() -> None:
    """A list of labelled lines is one paragraph per label, whatever comes after."""
    labels = "Title: Slack Water\nAuthor: saltglaze\nRating: T\n\n"
    for story in (WRAPPED, " ".join(WRAPPED.split())):
        assert first_words(labels + story)[:3] == ["Title:", "Author:", "Rating:"]


def test_dialogue_lines_are_paragraphs() -> None:
    """Short lines that open with a quotation mark are speeches and no verse."""
    assert first_words('"No."\n"Yes."\n"Why?" she said.\n\n' + " ".join(WRAPPED.split())) == [
        '"No."',
        '"Yes."',
        '"Why?"',
        "The",
    ]


def test_lines_of_markup() -> None:
    """In a text from markup long lines in one block are paragraphs, short ones a stanza."""
    assert len(paragraphs_of("One.\nTwo.\n\n" + "She went on. " * 9 + "\n" + "He did not. " * 9, format="html")) == 3


@pytest.mark.parametrize("text", ["", " \n\t\n", "\n" * 50])
def test_nothing_has_no_paragraphs(text: str) -> None:
    """White space alone holds no paragraph."""
    assert paragraph_spans(text, format="txt") == []


@given(st.text(alphabet="aA.:\"' \n\t\u00a0", max_size=300), st.sampled_from(["txt", "html"]))
def test_paragraphs_cover_all_words_once(text: str, format: str) -> None:
    """Spans are ordered, apart, without white space at their ends, and nothing but white space is outside them."""
    spans = paragraph_spans(text, format=format)
    outside, position = "", 0
    for start, end in spans:
        assert position <= start < end
        assert text[start:end] == text[start:end].strip()
        outside += text[position:start]
        position = end
    assert not (outside + text[position:]).strip()


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED * 6000,
        "word " * 400_000,
        "\n" * 1_000_000 + "a" + "\n" * 1_000_000,
        ("a" + " " * 5000 + "\n") * 400,
        "a\n" * 200_000,
    ],
    ids=["novel", "line", "empty", "spaces", "lines"],
)
def test_it_is_fast(text: str) -> None:
    """Much text of any shape takes little time."""
    began = time.process_time()
    paragraph_spans(text, format="txt")
    assert time.process_time() - began < 5
