"""The page about JSON names the fields that there are."""

from __future__ import annotations

import re

from docs.make import DOCS
from irises.story import Story
from irises.view import compare, summary
from irises.write.comparison_record import comparison_record
from irises.write.records import records, summary_record

PAGE = (DOCS / "json.md").read_text(encoding="utf-8")


def names(text: str) -> list[str]:
    """The names between backticks."""
    return re.findall(r"`(\w+)`", text)


def documented(after: str, before: str) -> list[str]:
    """The names in a stretch of the page."""
    return names(PAGE.partition(after)[2].partition(before)[0])


def test_summary_fields(handmade: Story) -> None:
    """The table names every field of the summary, in order."""
    rows = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    record = summary_record(summary(handmade))
    assert [name for row in rows for name in names(row)] == list(record)
    assert documented("every section:", "|") == list(record["sections"][0])
    assert documented("| `sureness` |", "|") == list(record["sureness"])


def test_row_fields(handmade: Story) -> None:
    """The page names every field of a character, a pair and a place."""
    character, pair = next(records(handmade, "cast")), next(records(handmade, "talk"))
    assert documented("A character in `cast`:", ". A pair") == list(character)
    assert documented("A pair in `talk`:", ".") == list(pair)
    assert documented("A place (", "\n\n")[3:] == ["offset", "unit", "null", "share"]
    assert list(character["first"]) == ["offset", "unit", "share"]


def test_comparison_fields(handmade: Story) -> None:
    """The page names every field of a comparison, its people, counts, agreements and differences."""
    corrected = handmade.correct.merge("her brother", "Tom Reeve")
    record = comparison_record(compare(handmade, corrected))
    alone, difference = record["only_a"][0], record["differences"][0]
    parts = [record["a"], record["people"][0], alone, alone["others"][0], record["mentions"], record["meant"]]
    told = set(documented("`irises compare A B --json`", "A place ("))
    assert told - {"null"} == set(record).union(*parts, difference, difference["a"])
