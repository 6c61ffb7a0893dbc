"""The correction that a row isn't so."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from irises.annotation import SCHEMAS
from irises.story.corrections.change import DISMISSIBLE, Change
from irises.story.corrections.moves import Row
from irises.story.corrections.work import Work, person_at, row_of, rows_in, spans_of
from irises.story.links import Tables, without_rows


def dismiss(work: Work, change: Change) -> Work | None:
    """A row that is not so is left out, with what rests on nothing else."""
    name = str(change.arguments["table"])
    spans = spans_of(work, change.anchors["row"])
    if not spans:
        return None
    rows = _claims(work, name, change)
    if len(rows) > 1:
        return None
    table, tables = work.tables[name], work.tables
    for row in rows:
        gone = table.slice(row, 1).to_pylist()[0]
        tables = _without_row(tables, name, gone)
        work = work.with_tables(tables, gone.get("entity_id"), gone.get("speaker"))
    return work


def _claims(work: Work, name: str, change: Change) -> list[int]:
    """Rows in the correction's place that claim what it dismisses, of whom it says if there are several."""
    table, (columns, of) = work.tables[name], DISMISSIBLE[name]
    rows = [
        row
        for row in rows_in(work, name, change.anchors["row"])
        if kind_of(table, row, columns) == change.arguments["kind"]
    ]
    if len(rows) > 1 and of is not None:
        who = person_at(work, change.anchors["person"])
        rows = [row for row in rows if table[of][row].as_py() == who]
    return rows


def kind_of(table: pa.Table, row: int, columns: Iterable[str]) -> str:
    """What a row claims, in words: "fear shown"."""
    return " ".join(str(table[column][row].as_py()) for column in columns)


def _without_row(tables: Tables, name: str, gone: Row) -> Tables:
    """The tables without a row; a feeling that only it hid is open, relations that only it showed are gone."""
    number = int(gone[f"{name.removesuffix('s')}_id"])
    before = tables["relations"]
    found = without_rows(tables, name, [number])
    if name == "emotions":
        found["emotions"] = _unmasked(found["emotions"], gone["masks"])
    if name != "relations":
        bare = [
            row["relation_id"]
            for row, old in zip(found["relations"].to_pylist(), before.to_pylist(), strict=True)
            if old["evidence"] and not row["evidence"]
        ]
        found = without_rows(found, "relations", bare)
    return found


def _unmasked(emotions: pa.Table, felt: int) -> pa.Table:
    """The emotions, one of them open if no show is left that hides it."""
    row = row_of(emotions, "emotion_id", felt)
    if row is None or felt in emotions["masks"].to_pylist():
        return emotions
    rows = emotions.to_pylist()
    rows[row]["is_masked"] = False
    return pa.Table.from_pylist(rows, schema=SCHEMAS["emotions"])
