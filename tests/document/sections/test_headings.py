"""Parts, chapters, prologues, contents and Gutenberg's frame in plain text."""

from __future__ import annotations

import pytest

from irises.document.headings import heading_of
from irises.document.numbers import value_of
from tests.document.sections.conftest import Finder

PROSE = (
    "The road went down between the hedges to the river, and beyond the river there "
    "was nothing that either of them knew. "
    "They walked it anyway, in the rain, with the dog going on before them as if it had been there already.\n\n"
    "Nobody had told them how far it was. By noon they had stopped asking, and by evening they had stopped caring.\n"
)


def book(*headings: str, gap: str = "\n\n\n") -> str:
    """A book with a stretch of prose under each heading."""
    return (gap + "\n").join(f"{heading}\n\n{PROSE}" for heading in headings)


@pytest.mark.parametrize(
    ("words", "value"),
    [("12", 12), ("XIV", 14), ("xl", 40), ("twenty-one", 21), ("Forty Two", 42), ("the", None), ("first", 1),
     ("twentieth", 20),
     ("one hundred and three", 103), ("3rd", 3), ("XCIX", 99)],
)  # fmt: skip
def test_numbers_are_read_in_every_style(words: str, value: int | None) -> None:
    """Figures, Roman numerals, words and ordinals have their values."""
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("line", "kind", "number", "title"),
    [
        ("CHAPTER I", "chapter", 1, ""),
        ("Chapter 12: The Hospital", "chapter", 12, "The Hospital"),
        ("**Chapter Three - Rain**", "chapter", 3, "Rain"),
        ("~ Chapter 4 ~", "chapter", 4, ""),
        ("CHAPTER THE FIFTH.", "chapter", 5, ""),
        ("Ch. 6", "chapter", 6, ""),
        ("Chapter VII IN WHICH WE CROSS THE RIVER", "chapter", 7, "IN WHICH WE CROSS THE RIVER"),
        ("Second Chapter", "chapter", 2, ""),
        ("PART ONE--The Old House", "part", 1, "The Old House"),
        ("Book Second", "part", 2, ""),
        ("Volume III", "part", 3, ""),
        ("Prologue: Before", "prologue", None, "Before"),
        ("EPILOGUE", "epilogue", None, ""),
        ("Interlude", "chapter", None, ""),
        ("Preface", "preface", None, ""),
        ("IX. Amy", "chapter", 9, "Amy"),
        ("- 3 -", "chapter", 3, ""),
        ("[ 4 ]", "chapter", 4, ""),
    ],
)
def test_headings_are_known_in_their_forms(line: str, kind: str, number: int | None, title: str) -> None:
    """A heading's kind, number and title are read from one line."""
    heading = heading_of(line)
    assert heading is not None
    assert (heading.kind, heading.number, heading.title) == (kind, number, title)


@pytest.mark.parametrize(
    "line",
    ["Chapter two of my life began that day.", "Part two, he thought.", "Book one now!", "I promptly understood.",
     "Mix", "Civil",
     "One night, Bob came home.", "Book three tickets for me", "A chapter of accidents", "the end"],
)  # fmt: skip
def test_sentences_are_no_headings(line: str) -> None:
    """Sentences that begin with a heading's words are not headings."""
    assert heading_of(line) is None


@pytest.mark.parametrize(
    "headings",
    [
        ("CHAPTER I.", "CHAPTER II.", "CHAPTER III."),
        ("Chapter One", "Chapter Two", "Chapter Three"),
        ("I", "II", "III"),
        ("1.", "2.", "3."),
        ("_One_", "_Two_", "_Three_"),
        ("I. The Road", "II. The River", "III. The House"),
        ("01 The Road", "02 The River", "03 The House"),
        ("Chapter 1\nThe Road", "Chapter 2\nThe River", "Chapter 3\nThe House"),
        ("CHAPTER I\n\nTHE ROAD", "CHAPTER II\n\nTHE RIVER", "CHAPTER III\n\nTHE HOUSE"),
        ("                        CHAPTER I.\n                        THE ROAD", "     CHAPTER II.\n     THE RIVER",
         "     CHAPTER III.\n     THE HOUSE"),
        ("THE ROAD", "THE RIVER", "THE HOUSE"),
        ("The Road", "The River", "The House"),
        ("Prologue", "Chapter 1", "Epilogue"),
    ],
)  # fmt: skip
def test_three_chapters_in_every_style(find: Finder, headings: tuple[str, ...]) -> None:
    """Numbered, named, bare, two-line and centred headings each begin a chapter that holds them."""
    found = find(book(*headings))
    chapters = found.of_kind("chapter", "prologue", "epilogue")
    assert [row["words"].split()[0] for row in chapters] == [heading.split()[0] for heading in headings]
    assert [row["title"].split() for row in chapters] == [h.strip("_").split() for h in headings]
    assert len(found.rows) == 3


def test_parts_hold_their_chapters(find: Finder) -> None:
    """Chapters lie in the part whose heading stands before them; an epilogue after a prologue stands alone."""
    found = find(book("Prologue", "PART ONE\n\n\nCHAPTER I", "CHAPTER II", "PART TWO\n\n\nCHAPTER I", "CHAPTER II"))
    assert found.kinds() == [
        "prologue", "part", "  title", "  chapter", "  chapter", "part", "  title", "  chapter", "  chapter",
    ]  # fmt: skip


def test_numbered_scenes_lie_in_their_chapters(find: Finder) -> None:
    """Bare numerals under worded chapters are scenes of theirs."""
    found = find(book("CHAPTER I\n\n\nI", "II", "CHAPTER II\n\n\nI", "II"))
    assert found.kinds() == ["chapter", "  scene", "  scene", "chapter", "  scene", "  scene"]


@pytest.mark.parametrize("label", ["CONTENTS", "Table of Contents", None])
def test_contents_are_no_chapters(find: Finder, label: str | None) -> None:
    """A table of contents repeats every heading and is none of them, announced or not."""
    names = ["Chapter I. The Road", "Chapter II. The River", "Chapter III. The House"]
    entries = [f"{name}{'.' * 20} {page}" for name, page in zip(names, (1, 14, 203), strict=True)]
    front = "THE DOG\n\nby J. Holt\n\n\n" + "\n\n".join(([label] if label else []) + entries) + "\n\n\n\n"
    found = find(front + book(*names))
    assert found.kinds() == ["title", "byline", "contents", "chapter", "chapter", "chapter"]
    assert found.of_kind("contents")[0]["is_story"] is False


def test_contents_name_the_chapters(find: Finder) -> None:
    """Lines that the contents list are headings, though nothing else sets them apart."""
    found = find(
        "Contents\n\nThe road\nThe river\nA house at last\n\n\n"
        + book("The road", "The river", "A house at last", gap="\n")
    )
    assert found.kinds() == ["contents", "chapter", "chapter", "chapter"]


def test_a_heading_said_twice_is_one(find: Finder) -> None:
    """ "Chapter 1: Rain" over "Chapter 1" begins one chapter."""
    found = find(book("Chapter 1: Rain\n\nChapter 1", "Chapter 2: Snow\n\nChapter 2"))
    assert found.kinds() == ["chapter", "chapter"]


def test_a_lone_roman_letter_is_no_chapter(find: Finder) -> None:
    """A numeral that nothing follows in sequence is no heading."""
    assert find(book("V").replace("V\n\n", "", 1) + "\n\nV\n\n" + PROSE).of_kind("chapter") == []


def test_gutenberg_frame(find: Finder) -> None:
    """Gutenberg's header, credits, notes, pictures and licence are no story; its record is metadata."""
    found = find(
        "The Project Gutenberg eBook of The Dog\n\nThis ebook is for the use of anyone "
        "anywhere.\n\nTitle: The Dog\n\nAuthor: J. Holt\n\n"
        "Release Date: May 1, 2001\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE\n"
        "DOG ***\n\n\n\nProduced by Ann Other\n\n\n\n"
        "[Transcriber's Note: Spelling kept.]\n\n\nTHE DOG\n\nBY J. HOLT\n\n\n\n"
        + book("CHAPTER I.", "CHAPTER II.").replace("Nobody", "[Illustration: The dog]\n\nNobody", 1)
        + (
            "\n\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE DOG ***\n\nUpdated editions "
            "will replace the previous one.\n"
        )
    )
    kinds = [row["kind"] for row in found.rows]
    assert kinds[:5] == ["licence", "archive_metadata", "archive_metadata", "archive_metadata", "licence"]
    assert kinds[-1] == "licence"
    assert found.field("author") == "J. Holt"
    story = found.story()
    assert story.startswith("CHAPTER I.")
    assert story.endswith("stopped caring.")
    assert "Illustration" not in story
    assert len(found.of_kind("chapter")) == 2


def test_a_preface_ends_where_the_story_begins(find: Finder) -> None:
    """A preface is no story; the chapter after it is."""
    found = find(
        "THE DOG\n\n\n\nPREFACE\n\nI wrote this book in a barn.\n\nThe barn is gone.\n\n\n\n"
        + book("Chapter 1", "Chapter 2")
    )
    assert found.kinds() == ["title", "preface", "chapter", "chapter"]
    assert "barn" not in found.story()
