"""Tables as CSV, JSON Lines and SQLite, read back."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import Any

from irises.annotation import TABLES
from irises.story import Story
from irises.write.records import records
from irises.write.sqlite_file import sqlite_file
from irises.write.table_files import csv_files, json_lines_files


def read_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_table_is_there(worded: Story) -> None:
    """Each table of the contract has its file, with its columns and `text`."""
    assert list(csv_files(worded, "late")) == [f"{name}.csv" for name in TABLES]
    for name, content in csv_files(worded, "late").items():
        columns = [column.name for column in TABLES[name.removesuffix(".csv")].all_columns]
        assert content.decode("utf-8-sig").splitlines()[0].split(",") == [*columns, "text"]


def test_csv(worded: Story) -> None:
    """Words come back, not known is empty, lists are JSON, flags true or false."""
    written = csv_files(worded, "late")
    said = read_csv(written["quotations.csv"])[2]
    assert (said["text"], said["speaker"], said["cue_start"]) == ("“I know, Kate.”", "0", "")
    assert json.loads(said["addressees"]) == [2]
    assert [row["is_character"] for row in read_csv(written["entities.csv"])] == ["true", "false", "true", "true"]


def test_csv_calculates_nothing(hostile: Story) -> None:
    """What a spreadsheet would take for a formula begins with an apostrophe; line breaks stay in their cell."""
    for name, content in csv_files(hostile, "late").items():
        for row in read_csv(content):
            assert set(row) == {column.name for column in TABLES[name.removesuffix(".csv")].all_columns} | {"text"}
            texts = [cell for cell in row.values() if cell and not cell.lstrip("-").replace(".", "").isdecimal()]
            assert not [cell for cell in texts if cell[0] in "=+-@\t\r"]
    assert read_csv(csv_files(hostile, "late")["entities.csv"])[0]["name"] == f"'{hostile.entities[0].name}"


def test_json_lines(hostile: Story) -> None:
    """Each line is a row as `irises show --json` has it."""
    for name, content in json_lines_files(hostile, "late").items():
        rows = [json.loads(line) for line in content.decode().split("\n")[:-1]]
        assert rows == list(records(hostile, name.removesuffix(".jsonl")))


def query(content: bytes, question: str) -> list[Any]:
    """What the database answers."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        return database.execute(question).fetchall()


def test_sqlite(worded: Story, hostile: Story) -> None:
    """Every row of every table is there, ids are keys, and tables can be joined."""
    content = sqlite_file(worded, "late")
    assert query(content, "PRAGMA integrity_check") == [("ok",)]
    for name in TABLES:
        assert query(content, f"SELECT count(*) FROM {name}") == [(worded.table(name).num_rows,)]
    who = "SELECT name, text FROM quotations JOIN entities ON speaker = entity_id WHERE quotation_id = 2"
    who = who.replace("text", "quotations.text")
    assert query(content, who) == [("Tom Reeve", "“I know, Kate.”")]
    assert query(content, "SELECT text FROM story") == [(worded.text,)]
    assert query(content, "SELECT cue_start, addressees FROM quotations WHERE quotation_id = 2") == [(None, "[2]")]
    assert query(sqlite_file(hostile, "late"), "SELECT name FROM entities")[0] == (hostile.entities[0].name,)
