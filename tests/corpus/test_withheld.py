"""No stretch of the author's words leaves: what is left is the same whatever the words were."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from irises.annotation import table_from_rows
from irises.corpus.child import answer
from irises.corpus.store import opened
from irises.corpus.tables import LEDGER_COLUMNS
from irises.corpus.withheld import WITHHELD, withhold
from irises.story import Story
from tests.conftest import TEXT, handmade_tables
from tests.corpus.conftest import reading_of

_OF_NO_STORY = {"language", "source_format", "reader_version", "upos", "story_id"}
"""Columns of text that no author writes: codes and versions, and the name that the archive's keeper gave the file."""


def _tokens() -> list[dict[str, Any]]:
    """The words of the hand-made story, each a lemma of its own."""
    common = {"confidence": 1.0, "source": "hand@1", "sentence_id": 0, "upos": "NOUN"}
    spans = [match.span() for match in re.finditer(r"\w+", TEXT)]
    return [
        common | {"token_id": i, "start": a, "end": b, "known_at": b, "lemma": TEXT[a:b].lower()}
        for i, (a, b) in enumerate(spans)
    ]


@pytest.fixture
def story(handmade: Story) -> Story:
    """The hand-made story with its words, a belief and a promise."""
    common = {"confidence": 0.5, "source": "hand@1", "known_at": 300, "start": 250, "end": 270, "evidence": []}
    content = {"content_start": 255, "content_end": 270, "about": [0]}
    belief = common | content | {"belief_id": 0, "holder": 2, "stance": "knows", "is_negated": False, "within": -1}
    promise = common | content | {"commitment_id": 0, "kind": "promise", "by": 2, "to": [0], "status": "kept"}
    added = {
        "tokens": table_from_rows("tokens", _tokens()),
        "beliefs": table_from_rows("beliefs", [belief]),
        "commitments": table_from_rows("commitments", [promise | {"resolved_start": 280, "resolved_end": 290}]),
    }
    return Story(text=handmade.text, tables={**handmade.tables, **added}, manifest=handmade.manifest)


def in_other_words(story: Story) -> Story:
    """The same story in every other respect, with each of its letters another: words, names, titles, summary."""
    kept = {"source", "pronouns", "source_format", "language", "person", "reader_version", "upos"}

    def other(value: Any) -> Any:
        return codecs.encode(value, "rot13") if isinstance(value, str) else value

    def column(field: pa.Field, values: pa.ChunkedArray) -> pa.ChunkedArray:
        if not pa.types.is_string(field.type) or field.name in kept or b"values" in (field.metadata or {}):
            return values
        return pa.chunked_array([[other(value) for value in values.to_pylist()]], field.type)

    tables = {
        name: pa.Table.from_arrays([column(field, table[field.name]) for field in table.schema], schema=table.schema)
        for name, table in story.tables.items()
    }
    return Story(text=other(story.text), tables=tables, manifest=story.manifest)


def test_the_same_in_other_words(story: Story) -> None:
    """Whoever tries to rebuild a sentence has nothing to choose by: with all its words exchanged the output is the
    same, so that no sentence is likelier than another of the same build."""
    other = in_other_words(story)
    assert other.text != story.text
    assert other.cast[0].name != story.cast[0].name
    before, after = withhold(story), withhold(other)
    assert before["mentions"].num_rows == 14
    for name, table in before.items():
        assert table.equals(after[name]), name


def test_only_declared_columns_leave(story: Story) -> None:
    """What is written is what is declared, each column with a sentence about it."""
    tables = withhold(story)
    assert set(tables) == set(WITHHELD)
    for name, table in tables.items():
        assert table.schema.names == [column.name for column in WITHHELD[name]]
        assert all(column.help.endswith(".") for column in WITHHELD[name])


def test_no_text_but_of_closed_kinds() -> None:
    """A column of text either has its values listed, or says nothing that an author wrote."""
    for columns in WITHHELD.values():
        for column in columns:
            if pa.types.is_string(column.type):
                assert column.values or column.name in _OF_NO_STORY, column.name
            assert not pa.types.is_nested(column.type) or pa.types.is_integer(column.type.value_type)


def test_positions_are_bins(story: Story) -> None:
    """No place is told more exactly than a thousandth of a long story's hundred bins."""
    long = Story(text=story.text * 100, tables=story.tables, manifest=story.manifest)
    tables = withhold(long)
    assert tables["story"]["n_bins"].to_pylist() == [len(long.text) // 1000]
    for table in (table for name, table in tables.items() if name != "profile"):
        for name in set(table.column_names) & {"bin", "last_bin", "known_bin", "resolved_bin"}:
            assert set(table[name].drop_null().to_pylist()) <= {0}


def test_counts(story: Story) -> None:
    """The counts that are left are of what was there."""
    tables = withhold(story)
    n_words = len(_tokens())
    assert tables["profile"].to_pylist() == [
        {"bin": 0, "n_words": n_words, "n_sentences": 0, "n_paragraphs": 6, "n_quoted": 13}
    ]
    assert tables["word_classes"].to_pylist() == [{"bin": 0, "upos": "NOUN", "n": n_words}]
    assert tables["quotations"]["n_words"].to_pylist() == [3, 4, 3, 3]
    assert tables["entities"]["pronoun"].to_pylist() == ["he", None, "she", None]
    assert tables["commitments"]["resolved_bin"].to_pylist() == [0]


def test_year(story: Story) -> None:
    """The year of publication is taken from what the file states."""
    rows = handmade_tables()["metadata"]
    rows.append(rows[-1] | {"name": "published", "value": "first 12 May 1893, again 1920"})
    dated = Story(
        text=story.text,
        tables={**story.tables, "metadata": table_from_rows("metadata", rows)},
        manifest=story.manifest,
    )
    assert withhold(dated)["story"]["year"].to_pylist() == [1893]


def strings_in(files: Iterable[Path]) -> set[str]:
    """Every string in any cell of Parquet files."""

    def strings(value: Any) -> Iterable[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            for inner in value.values():
                yield from strings(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from strings(inner)

    return {found for file in files for row in pq.read_table(file).to_pylist() for found in strings(row)}


def test_nothing_of_it_is_in_the_files(tmp_path: Path, story: Story) -> None:
    """No word of the story with five letters or more is in any cell, nor in the bytes of any file beside the cells."""
    tables = withhold(story)
    with opened(tmp_path / "a", withheld=True, reading="0" * 12) as store:
        store.add(*reading_of("s/1.txt", tables))
        store.commit()
    files = sorted((tmp_path / "a").glob("*/*.parquet"))
    assert {file.stem for file in files} == {*WITHHELD, "ledger"}
    known = {value for columns in (*WITHHELD.values(), LEDGER_COLUMNS) for column in columns for value in column.values}
    words = {word.casefold() for word in re.findall(r"\w{5,}", story.text)} - known
    assert "whispered" in words
    found = " ".join(strings_in(files)).casefold()
    assert not [word for word in words if re.search(rf"\b{word}\b", found)]
    raw = b"\n".join(path.read_bytes() for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert not [word for word in ("Mallory", "Reeve", "whispered", "brother") if word.encode() in raw]


@pytest.mark.parametrize("content", [b"  ", b"\x89PNG secretword", b"<?xml version='1.0'?><secretword/>"])
def test_refusals_hold_no_words(content: bytes) -> None:
    """Why a story could not be read is told without what stood in it."""
    told, packed = answer(content, name="x.txt", withheld=True)
    assert told == {
        "status": "failed",
        "failure": "source",
        "why": "there is no story to read in it",
        "place": None,
    }
    assert packed == b""


def test_bugs_hold_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a bug its kind and its place in the program are told, not its message, which may be of words."""

    def fail(*_: Any, **__: Any) -> None:
        raise KeyError("secretword")

    monkeypatch.setattr("irises.reader.read", fail)
    told, _ = answer(b"x", name="x.txt", withheld=True)
    assert (told["failure"], told["why"]) == ("bug", "KeyError")
    told, _ = answer(b"x", name="x.txt", withheld=False)
    assert told["why"] == "KeyError: 'secretword'"
    assert "test_withheld.py" in told["place"] or "child.py" in told["place"]
