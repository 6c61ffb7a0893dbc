"""Summaries, listings and records of a story."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from irises.annotation import TABLES, table_from_rows
from irises.story import Story
from irises.view import summary
from irises.write.listing import listing
from irises.write.plain import cells
from irises.write.progress import ProgressBar
from irises.write.records import records, summary_record
from irises.write.summary_text import summary_lines

KINDS = ("cast", "talk", *TABLES)


def text_of(story: Story, **options: Any) -> str:
    """The summary as one text."""
    return "\n".join(summary_lines(summary(story), **options))


def test_summary_tells_the_story(handmade: Story) -> None:
    """Title, length, sections, people with aliases and counts, talk, sureness and warnings are in the summary."""
    lines = text_of(handmade).split("\n")
    assert lines[0] == "Late, by A. Writer"
    assert lines[1].startswith("53 words")
    assert [line for line in lines if line and not line.startswith(" ")][2:] == [
        "Sections",
        "Cast",
        "Who talks to whom",
        "How sure",
        "Warnings",
    ]
    kate = next(line for line in lines if "Kate Mallory (she/her)" in line)
    assert kate.split()[3:6] == ["Kate", "5", "2"]
    assert "  Kate Mallory  Tom Reeve       1           1" in lines
    assert any("given for 3 of 3 quotations (100%)" in line for line in lines)
    assert lines[-1] == "  It is very short."


@pytest.mark.parametrize("width", [60, 80, 110])
def test_lines_fit(handmade: Story, width: int) -> None:
    """No line of a summary or listing is wider than asked for."""
    assert max(map(cells, summary_lines(summary(handmade), width=width))) <= width
    for kind in ("cast", "talk", "sections", "quotations", "mentions", "events", "entities", "metadata"):
        assert max(map(cells, listing(handmade, kind, width=width))) <= width, kind


def test_hostile_names_are_harmless(handmade: Story) -> None:
    """Escape sequences in a title, name, warning or file name never reach the lines."""
    evil = "\x1b]0;owned\x07\u202eexe"
    tables = {name: handmade.table(name).to_pylist() for name in ("story", "entities", "metadata", "sections")}
    tables["story"][0] |= {"title": evil, "author": evil, "source_name": evil}
    tables["entities"][0]["name"] = tables["metadata"][0]["value"] = tables["sections"][1]["title"] = evil
    changed = {name: table_from_rows(name, rows) for name, rows in tables.items()}
    manifest = replace(handmade.manifest, warnings=(evil,))
    story = replace(handmade, tables={**handmade.tables, **changed}, manifest=manifest)
    lines = [*summary_lines(summary(story)), *(line for kind in KINDS for line in listing(story, kind))]
    assert any("owned" in line for line in lines)
    assert not any(character in line for line in lines for character in "\x1b\x07\u202e\n")


def test_long_outline_is_shortened(handmade: Story) -> None:
    """Of eighty chapters the first and last few are shown, and how many there are between."""
    chapter = handmade.table("sections").to_pylist()[1]
    rows = [chapter | {"section_id": i, "title": f"Chapter {i}"} for i in range(80)]
    story = replace(handmade, tables={**handmade.tables, "sections": table_from_rows("sections", rows)})
    lines = text_of(story).split("\n")
    part = lines[lines.index("Sections") + 1 : lines.index("Cast") - 1]
    assert len(part) <= 15
    assert part[0].split()[:2] == ["Chapter", "0"]
    assert part[-1].split()[:2] == ["Chapter", "79"]
    assert "  … 68 more (1,700 words)" in part


def test_empty_story(handmade: Story) -> None:
    """A story in which nothing was found still has a summary that says so."""
    text = text_of(replace(handmade, tables={"story": handmade.table("story")}))
    assert "Nobody is named" in text
    assert "nobody speaks" in text
    assert "Who talks to whom" not in text


def test_listing_has_words_and_names(handmade: Story) -> None:
    """A listing shows names for ids, and unknown speakers as not known."""
    rows = handmade.table("quotations").to_pylist()
    rows[1]["speaker"] = None
    story = replace(handmade, tables={**handmade.tables, "quotations": table_from_rows("quotations", rows)})
    lines = list(listing(story, "quotations"))
    assert "Kate Mallory" in lines[1]
    assert "“You are late,”" in lines[1]
    assert "not known" in lines[2]


def test_listing_limit(handmade: Story) -> None:
    """At most as many rows as asked for, under their headings."""
    assert len(list(listing(handmade, "mentions", limit=3))) == 4
    assert len(list(records(handmade, "mentions", limit=3))) == 3


def test_empty_listing_says_so(handmade: Story) -> None:
    """A table without rows is told in words."""
    assert list(listing(handmade, "emotions")) == ["no emotions"]
    assert list(listing(handmade, "findings")) == ["no findings (nothing of the kind is read yet)"]
    assert list(listing(handmade.until(0), "events")) == ["no events so far"]


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_json(handmade: Story, kind: str) -> None:
    """Every kind of row can be written as JSON; a table's rows have their columns and words."""
    rows = json.loads(json.dumps(list(records(handmade, kind))))
    if kind in TABLES and rows:
        assert set(rows[0]) == {column.name for column in TABLES[kind].all_columns} | {"text"}


def test_summary_record_is_stable(handmade: Story) -> None:
    """The fields of the JSON summary are those the documentation names."""
    record = json.loads(json.dumps(summary_record(summary(handmade))))
    assert list(record) == [
        "title", "author", "language", "person", "n_words", "n_chars", "source_name", "source_format", "known_until",
        "sections", "cast", "talk", "sureness", "warnings", "n_corrections", "n_unapplied",
    ]  # fmt: skip
    assert record["cast"][0]["first"]["unit"] == "Chapter One: The Harbour"
    assert record["talk"][0]["speaker_name"] == "Kate Mallory"


class Screen:
    """A terminal that keeps what it was told."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> int:
        """Keeps it."""
        self.written.append(text)
        return len(text)

    def flush(self) -> None:
        """Nothing to do."""


def drawn(*steps: tuple[float, int]) -> list[str]:
    """What a bar draws when so many of 10,000 words are read at these seconds."""
    screen, now = Screen(), [0.0]
    bar = ProgressBar(screen, clock=lambda: now[0])  # type: ignore[arg-type]
    for second, words in steps:
        now[0] = second
        bar(words, 10_000)
    bar.close()
    return screen.written


def test_no_bar_for_short_stories() -> None:
    """A story read in two seconds draws nothing."""
    assert drawn((0.5, 1000), (1.9, 10_000)) == []


def test_bar_shows_words_per_second() -> None:
    """A longer one shows its share, words, speed and the time left, and clears the line at the end."""
    lines = drawn((1.0, 1000), (3.0, 5000))
    assert "50%" in lines[0]
    assert "5,000 words  2,000 words/s  0:02 left" in lines[0]
    assert lines[1].strip() == ""
    assert lines[-1] == "\r"


def test_bar_does_not_flicker() -> None:
    """Within a tenth of a second it isn't drawn again, but for the end."""
    assert len([line for line in drawn((3, 100), (3.01, 200), (3.02, 10_000)) if "words" in line]) == 2
