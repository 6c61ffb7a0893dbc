"""BookNLP's files: as BookNLP's own output for a novel has them."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from irises.annotation import table_from_rows
from irises.story import Story
from irises.write.booknlp import booknlp_files

EMMA = Path(__file__).parents[3] / "shared" / "data" / "booknlp-emma"


def rows(content: str) -> list[dict[str, str]]:
    """A file of BookNLP's as scripts read it."""
    return list(csv.DictReader(content.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def files(story: Story) -> dict[str, str]:
    """The six files by ending."""
    return {name.removeprefix("late."): content.decode() for name, content in booknlp_files(story, "late").items()}


def shape(value: Any) -> Any:
    """The types in a JSON value: of an object by field, of a list those of its first items."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if isinstance(value, (int, float)) else type(value).__name__


def test_six_files(worded: Story) -> None:
    """The files are those that BookNLP writes."""
    assert set(files(worded)) == {"tokens", "entities", "quotes", "supersense", "book", "book.html"}


@pytest.mark.skipif(not EMMA.exists(), reason="BookNLP's output isn't here")
@pytest.mark.parametrize("name", ["tokens", "entities", "quotes", "supersense"])
def test_columns_are_booknlps(worded: Story, name: str) -> None:
    """Names and order of columns are those of BookNLP's published output."""
    published = EMMA / ("tokens-header.tsv" if name == "tokens" else f"158_emma.{name}")
    with open(published, encoding="utf-8") as file:
        assert files(worded)[name].splitlines()[0] == file.readline().rstrip("\n")


@pytest.mark.skipif(not EMMA.exists(), reason="BookNLP's output isn't here")
def test_values_are_of_booknlps_kinds(worded: Story) -> None:
    """Numbers are where BookNLP has numbers, forms and categories are its own, and `.book` has its fields."""
    for name in ("entities", "quotes"):
        with open(EMMA / f"158_emma.{name}", encoding="utf-8") as file:
            published = rows(file.read())
        for row in rows(files(worded)[name]):
            assert {column for column in row if row[column].isdecimal()} == {
                column for column in published[0] if published[0][column].isdecimal()
            }
            for column in {"prop", "cat"} & set(row):
                assert row[column] in {other[column] for other in published}
    ours = json.loads(files(worded)["book"])["characters"]
    theirs = json.loads((EMMA / "158_emma.book").read_text(encoding="utf-8"))["characters"]
    assert shape(ours[0]).keys() == shape(theirs[0]).keys()
    assert shape(ours[0])["g"] == shape(theirs[0])["g"]
    assert shape(ours[0])["agent"] == shape(theirs[0])["agent"]
    assert shape(ours[0])["mentions"]["proper"] == shape(theirs[0])["mentions"]["proper"]
    assert min(character["count"] for character in ours) >= min(character["count"] for character in theirs)


def test_token_ends_are_inclusive(worded: Story) -> None:
    """A mention and a quotation end with their last word; the words between are theirs."""
    written = files(worded)
    tokens = [row["word"] for row in rows(written["tokens"])]
    for name, first, last, words in (
        ("entities", "start_token", "end_token", "text"),
        ("quotes", "quote_start", "quote_end", "quote"),
        ("quotes", "mention_start", "mention_end", "mention_phrase"),
    ):
        for row in rows(written[name]):
            assert " ".join(tokens[int(row[first]) : int(row[last]) + 1]) == row[words]


def test_tokens(worded: Story) -> None:
    """Places count from 0, in the sentence and in all; offsets cut the word out; roots and events are told."""
    found = rows(files(worded)["tokens"])
    for place, row in enumerate(found):
        assert int(row["token_ID_within_document"]) == place
        assert worded.text[int(row["byte_onset"]) : int(row["byte_offset"])] == row["word"]
        assert (row["dependency_relation"] == "ROOT") == (int(row["syntactic_head_ID"]) == place)
    assert [row["word"] for row in found if row["event"] == "EVENT"] == ["waited", "nodded", "opened"]
    assert {row["event"] for row in found} == {"EVENT", "O"}
    waited = next(row for row in found if row["word"] == "waited")
    assert (waited["lemma"], waited["POS_tag"], waited["fine_POS_tag"]) == ("wait", "VERB", "VBD")


def test_quotes_name_the_mention_in_the_cue(worded: Story) -> None:
    """A quotation's mention is the one in its cue, else the nearest outside of quotations."""
    found = rows(files(worded)["quotes"])
    assert [row["mention_phrase"] for row in found] == ["Kate Mallory", "Kate Mallory", "He", "she"]


def test_unknown_speaker(worded: Story) -> None:
    """Who is not known is None, as BookNLP writes it; a quotation in a quotation is left out."""
    quotations = worded.table("quotations").to_pylist()
    quotations[0] |= {"speaker": None, "attribution": None}
    quotations[1] |= {"within": 0}
    tables = {**worded.tables, "quotations": table_from_rows("quotations", quotations)}
    first, second, _ = rows(files(replace(worded, tables=tables))["quotes"])
    assert [first[column] for column in ("mention_start", "mention_end", "mention_phrase", "char_id")] == ["None"] * 4
    assert second["quote"].startswith("“ I know")


def test_characters(worded: Story) -> None:
    """What people do, are and have, with how often they are called what."""
    tom, kate = json.loads(files(worded)["book"])["characters"]
    assert (tom["id"], tom["count"], kate["id"]) == (0, 7, 2)
    assert [act["w"] for act in tom["agent"]] == ["waited", "nodded"]
    assert [what["w"] for what in tom["mod"]] == ["late"]
    assert [what["w"] for what in kate["poss"]] == ["brother"]
    assert kate["g"]["argmax"] == "she/her"
    assert kate["mentions"]["proper"][0] == {"c": 2, "n": "Kate"}


def test_supersenses_are_said_to_be_missing(worded: Story) -> None:
    """No senses are read: the file has its head only, and `.book` says why."""
    assert len(files(worded)["supersense"].splitlines()) == 1
    assert "not read" in json.loads(files(worded)["book"])["irises"]["supersense"]


def test_hostile_text(hostile: Story) -> None:
    """Whatever is in text and names, a line is a row, and the page has no mark-up but ours."""
    text = hostile.text.replace("boat", "b\tat").replace("late", "<b>x")
    written = files(replace(hostile, text=text))
    for name in ("tokens", "entities", "quotes"):
        columns = written[name].splitlines()[0].count("\t")
        assert {line.count("\t") for line in written[name].split("\n")[:-1]} == {columns}
    tags: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.add(tag)  # type: ignore[method-assign]
    parser.feed(written["book.html"])
    assert tags <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "ol", "li", "sub", "p", "span"}
