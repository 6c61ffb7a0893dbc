"""The casting script, the character sheet and Web Annotations."""

from __future__ import annotations

import json
from dataclasses import replace

from markdown_it import MarkdownIt

from irises.annotation import table_from_rows
from irises.story import Story
from irises.write.annotations import web_annotations
from irises.write.casting import casting_script, lines
from irises.write.character_sheet import character_sheet


def changed(story: Story, table: str, place: int, **values: object) -> Story:
    """The story with other values in one row."""
    rows = story.table(table).to_pylist()
    rows[place] |= values
    return replace(story, tables={**story.tables, table: table_from_rows(table, rows)})


def test_casting_has_every_word(worded: Story) -> None:
    """The lines of the story's sections, in order, have all of its words and nothing else."""
    spoken = [worded.text[line.start : line.end] for _, part in lines(worded) for line in part]
    body = worded.text[worded.body.start : worded.body.end]
    assert " ".join(spoken).split() == body.split()


def test_casting_says_what_is_not_known(worded: Story) -> None:
    """A line whose speaker is not known says so; thoughts are told from speech."""
    unknown = changed(worded, "quotations", 0, speaker=None, addressees=None, attribution=None, mode="thought")
    script = casting_script(unknown, "late").decode()
    assert "2. NOT KNOWN thinks\n   “You are late,”" in script
    assert "NOT KNOWN" in script.partition("==")[0]


def test_casting_tells_namesakes_apart(worded: Story) -> None:
    """Two people of one name have their numbers."""
    script = casting_script(changed(worded, "entities", 3, name="kate mallory"), "late").decode()
    assert "KATE MALLORY (2) to kate mallory (3) [80%]" in script


def test_casting_of_inner_sections(worded: Story) -> None:
    """A quotation that runs past its section is read to its end, in two lines."""
    end = worded.text.index("Chapter Two") + 5
    said = [worded.text[line.start : line.end] for _, part in lines(changed(worded, "quotations", 2, end=end))
            for line in part if line.said and line.said.quotation_id == 2]  # fmt: skip
    assert [words.strip() for words in said] == ["“I know, Kate.”", "Chapt"]


def test_scripts_are_harmless(hostile: Story) -> None:
    """Nothing in names steers a terminal or marks up a page."""
    for content in (casting_script(hostile, "late"), character_sheet(hostile, "late")):
        assert not {"\x1b", "\x00", "\u202e"} & set(content.decode())
    page = MarkdownIt("commonmark").render(character_sheet(hostile, "late").decode())
    assert "<em>" not in page
    assert page.count("<h1>") == 1
    assert page.count("<h2>") == len(hostile.cast)


def test_sheet_says_how_far(worded: Story) -> None:
    """A sheet of a part of the story says so, and of many rows how many there are."""
    assert "As known at 182 of" in character_sheet(worded.until(182), "late").decode()
    row = worded.table("emotions").to_pylist()[0]
    rows = [row | {"emotion_id": i, "confidence": i / 10} for i in range(9)]
    many = replace(worded, tables={**worded.tables, "emotions": table_from_rows("emotions", rows)})
    sheet = character_sheet(many, "late").decode()
    assert "### Feels and shows (6 of 9)" in sheet
    assert "80% sure)" in sheet.partition("Feels and shows")[2].partition("###")[0]
    assert " 20% sure)" not in sheet.partition("Feels and shows")[2].partition("###")[0]


def test_annotations_point_at_their_words(worded: Story) -> None:
    """Both selectors of an annotation give the words of its row, and ids are distinct."""
    page = json.loads(web_annotations(worded, "late"))
    rows = [*worded.mentions, *worded.quotations, *worded.events, *worded.emotions]
    assert page["type"] == "AnnotationPage"
    assert len({item["id"] for item in page["items"]}) == len(rows)
    for item, row in zip(page["items"], rows, strict=True):
        position, quote = item["target"]["selector"]
        assert worded.text[position["start"] : position["end"]] == quote["exact"] == row.text
        assert worded.text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
    said = page["items"][len(worded.mentions)]["body"]
    assert [(body["purpose"], body["value"]) for body in said] == [
        ("classifying", "quotation speech"),
        ("identifying", "Kate Mallory"),
        ("describing", "to Tom Reeve"),
    ]
