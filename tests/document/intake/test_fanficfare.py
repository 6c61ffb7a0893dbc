# ruff: noqa: E501 - pages are written as archives and publishers write them
"""Files that FanFicFare's own writers make of our words."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from irises.document.intake import draft_of
from irises.document.model import Draft

fanficfare = pytest.importorskip("fanficfare", reason="FanFicFare is not installed: pip install -e '.[dev]'")

URL = "http://test1.com?sid=4242"
STORY = """
[teststory:4242]
valid_entries:title,author_list,authorId_list,authorUrl_list,storyUrl,datePublished,dateUpdated,numWords,status,language,
 rating,category_list,genre_list,warnings_list,characters_list,ships_list,description
title:Slack Water
author_list:saltglaze
authorId_list:77
authorUrl_list:http://test1.com?authid=77
storyUrl:http://test1.com?sid=4242
datePublished:2011-03-04
dateUpdated:2011-05-02
numWords:9100
status:Completed
language:English
rating:T
category_list:Lantern Coast
genre_list:Drama,Mystery
warnings_list:Drowning
characters_list:Edda Rowan,Tomas Quill
ships_list:Edda Rowan/Tomas Quill,Edda Rowan & Bram Rowan
description:The keeper counts the waves.
chaptertitles:Low Water,High Water
[overrides]
include_tocpage:true
wrap_width:0
"""
CHAPTERS = {
    "1": (
        '<div><div class="fff_chapter_notes fff_head_notes"><b>Author\'s Note:</b><blockquote>Thanks, Ilse.</blockquote>'
        "<b>Summary for the Chapter:</b><blockquote>She climbs.</blockquote></div>"
        "<p>Edda climbed. <em>Forty-one</em>, she thought.</p><hr/><p>The lamp was out.<br/>So was the moon.</p></div>"
    ),
    "2": "<div><p>“You came,” said Tomas.</p><p>She had.</p></div>",
}


@cache
def written(format: str) -> bytes:
    """What FanFicFare's writer makes of the story, without a network."""
    logging.getLogger("fanficfare").setLevel(logging.CRITICAL)
    from fanficfare import adapters, configurable, writers

    config = configurable.Configuration(adapters.getConfigSectionsFor(URL), format)
    defaults = Path(fanficfare.__file__).with_name("defaults.ini")
    config.read_file(io.StringIO(defaults.read_text(encoding="utf-8")))
    config.read_file(io.StringIO(STORY))
    adapter = adapters.getAdapter(config, URL)
    adapter.getChapterText = lambda url: CHAPTERS[url[-1]]
    stream = io.BytesIO()
    writers.getWriter(format, config, adapter).writeStory(outstream=stream)
    return stream.getvalue()


pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module", name="read")
def _read() -> Callable[[str], Draft]:
    made: dict[str, Draft] = {}

    def read(format: str) -> Draft:
        if format not in made:
            made[format] = draft_of(written(format), name=f"slack.{format}")
        return made[format]

    return read


def values_of(draft: Draft) -> dict[str, Any]:
    """The values of the fields, by name."""
    return {name: [f.value for f in draft.fields if f.name == name] for name in {f.name for f in draft.fields}}


@pytest.mark.parametrize("format", ["epub", "html"])
class TestMarkup:
    def test_the_title_page_is_fields(self, read: Callable[[str], Draft], format: str) -> None:
        """Every label's values are fields, lists one each."""
        expected = {
            "title": ["Slack Water"], "author": ["saltglaze"], "category": ["Lantern Coast"], "genre": ["Drama", "Mystery"],
            "character": ["Edda Rowan", "Tomas Quill"], "pairing": ["Edda Rowan & Bram Rowan", "Edda Rowan/Tomas Quill"],
            "language": ["English"], "status": ["Completed"], "published": ["2011-03-04"], "updated": ["2011-05-02"],
            "rating": ["T"], "warning": ["Drowning"], "chapters": ["2"], "words": ["9,100"],
            "summary": ["The keeper counts the waves."], "url": [URL],
        }  # fmt: skip
        found = values_of(read(format))
        assert {name: found.get(name) for name in expected} == expected

    def test_pages_and_notes_are_hints(self, read: Callable[[str], Draft], format: str) -> None:
        """Title page, contents, chapters and the notes it sets before a chapter have their kinds."""
        draft = read(format)
        kinds = [hint.kind for hint in draft.hints if hint.kind != "heading"]
        expected = ["title", "archive_metadata", "contents", "chapter", "authors_note", "summary", "break", "chapter"]
        assert kinds == expected
        assert [h.title for h in draft.hints if h.kind == "chapter"] == ["Low Water", "High Water"]

    def test_the_story_is_kept(self, read: Callable[[str], Draft], format: str) -> None:
        """The chapters' words are there to the letter, their italics marked."""
        draft = read(format)
        assert "Edda climbed. Forty-one, she thought.\n\n* * *\n\nThe lamp was out.\nSo was the moon." in draft.text
        assert draft.text.endswith("High Water\n\n“You came,” said Tomas.\n\nShe had.")
        assert "Forty-one" in [draft.text[m.start : m.end] for m in draft.marks if m.kind == "italic"]


class TestPlainText:
    def test_the_text_is_the_file_itself(self, read: Callable[[str], Draft]) -> None:
        """Its text files are kept to the letter."""
        assert read("txt").text == written("txt").decode("utf-8").replace("\r\n", "\n")

    def test_labels_are_fields_with_a_place(self, read: Callable[[str], Draft]) -> None:
        """The labelled lines are the same fields as in its other formats, and stand where they are written."""
        found = values_of(read("txt"))
        expected = {name: values for name, values in values_of(read("html")).items() if name not in ("url", "packaged")}
        assert {name: found.get(name) for name in expected} == expected
        assert found["url"] == [URL]
        assert all(read("txt").text[f.start : f.end] == f.value for f in read("txt").fields)

    def test_template_and_notes_are_hints(self, read: Callable[[str], Draft]) -> None:
        """Head, contents, chapters, notes and the closing line have their kinds."""
        draft = read("txt")
        kinds = [hint.kind for hint in draft.hints if hint.kind != "heading"]
        assert kinds == [
            "title", "byline", "archive_metadata", "contents", "chapter", "authors_note", "summary", "chapter", "other",
        ]  # fmt: skip
        words = [draft.text[h.start : h.end] for h in draft.hints]
        assert "**Author's Note:**\n\n> Thanks, Ilse." in words
        assert words[-1] == "End file."
        assert words[-2] == "High Water"


def test_a_file_without_chapters_is_read() -> None:
    """A file of the template whose chapters were cut off has its head alone."""
    head = "Slack Water\n\nby saltglaze\n\nRating: T\nPackaged: 2021-01-02\nPublisher: test1.com\n\nShe came.\n"
    assert [h.kind for h in draft_of(head.encode(), name="a.txt").hints] == ["title", "byline", "archive_metadata"]


def test_another_text_with_labels_is_not_its() -> None:
    """A story with a title, an author and labels of the author's own gets no hints."""
    assert draft_of(b"Slack Water\n\nby saltglaze\n\nRating: T\nSummary: Waves.\n\nShe came.", name="a.txt").hints == ()
