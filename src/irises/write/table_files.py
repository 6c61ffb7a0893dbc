"""Every table as a file of its own: CSV for spreadsheets, JSON Lines for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from irises.annotation import TABLES
from irises.story import Story
from irises.write.records import records

# A spreadsheet takes a cell that begins so for a formula, and a text may begin with anything.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_files(story: Story, _: str) -> dict[str, bytes]:
    """A file `NAME.csv` per table, with `text`, the words of each row, as last column.

    UTF-8 with a byte order mark, by which spreadsheets know it. Not known is an empty cell, lists are JSON, and words
    that a spreadsheet would calculate begin with an apostrophe.
    """
    return {f"{name}.csv": _csv(story, name).encode("utf-8-sig") for name in TABLES}


def json_lines_files(story: Story, _: str) -> dict[str, bytes]:
    """A file `NAME.jsonl` per table: each line a row, as `irises show FOLDER NAME --json` has it."""
    return {f"{name}.jsonl": _json_lines(story, name).encode("utf-8") for name in TABLES}


def _csv(story: Story, name: str) -> str:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([*(column.name for column in TABLES[name].all_columns), "text"])
    writer.writerows([_cell(value) for value in row.values()] for row in records(story, name))
    return lines.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, list) else value


def _json_lines(story: Story, name: str) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in records(story, name))
