"""Corrections as JSON or CSV, to keep, to share with another reader of the same story, and to bring back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from irises.errors import PlanError
from irises.story.corrections.change import Change, change_from, parts

FORMAT = 1
_COLUMNS = ("verb", "arguments", "anchor", "made_at")


def to_json(corrections: pa.Table) -> str:
    """A `corrections` table as a JSON object with `format` and `corrections`, in order."""
    rows = [_record(row) for row in corrections.to_pylist()]
    return json.dumps({"format": FORMAT, "corrections": rows}, ensure_ascii=False, indent=2) + "\n"


def to_csv(corrections: pa.Table) -> str:
    """A `corrections` table as CSV; `arguments` and `anchor` are JSON in their cells."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerow(_COLUMNS)
    writer.writerows([row[column] for column in _COLUMNS] for row in corrections.to_pylist())
    return sink.getvalue()


def changes_in(content: bytes) -> list[Change]:
    """The changes in what `to_json` or `to_csv` wrote.

    Raises:
        PlanError: it is neither, or one of its rows is no correction; the message says which.
    """
    try:
        text = content.decode("utf-8-sig")
        rows = _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text)
    except (ValueError, TypeError, RecursionError, csv.Error) as error:
        raise PlanError("this is no file of corrections: give one that `irises correct FOLDER export` wrote") from error
    return [_change(number, row) for number, row in enumerate(rows, start=1)]


def _record(row: dict[str, Any]) -> dict[str, Any]:
    held = {name: parts(row[name]) for name in ("arguments", "anchor")}
    return {"verb": row["verb"], **held, "made_at": row["made_at"]}


def _json_rows(text: str) -> Sequence[Any]:
    record = json.loads(text)
    if record.get("format") != FORMAT or not isinstance(record.get("corrections"), list):
        raise ValueError("no corrections")
    rows: Sequence[Any] = record["corrections"]
    return rows


def _csv_rows(text: str) -> Sequence[Any]:
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        raise ValueError("other columns")
    return [{**row, "arguments": json.loads(row["arguments"]), "anchor": json.loads(row["anchor"])} for row in reader]


def _change(number: int, row: Any) -> Change:
    try:
        if not isinstance(row, dict):
            raise ValueError("it is no object")
        return change_from(row)
    except ValueError as error:
        raise PlanError(f"correction {number} of the file is none: {error}") from error
