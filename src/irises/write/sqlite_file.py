"""All tables in one SQLite database, for SQL and Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pyarrow as pa

from irises.annotation import TABLES, Column, TableSpec
from irises.story import Story

_INDEXED = ("entity_id", "speaker", "sentence_id")


def sqlite_file(story: Story, _: str) -> bytes:
    """A database with every table, `text` being the words of each row; of `story` that is the whole text.

    Column names and values are those of the contract; lists are JSON, true and false 1 and 0. Ids are primary keys.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        for name, spec in TABLES.items():
            database.execute(_definition(spec))
            marks = ", ".join("?" * (len(spec.all_columns) + 1))
            database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', _rows(story, spec))
            for column in spec.all_columns:
                if column.name in _INDEXED and column.name != spec.id_column:
                    database.execute(f'CREATE INDEX "{name}_{column.name}" ON "{name}" ("{column.name}")')
        database.commit()
        return database.serialize()


def _definition(spec: TableSpec) -> str:
    columns = [_column(column, is_id=column.name == spec.id_column) for column in spec.all_columns]
    return f'CREATE TABLE "{spec.name}" ({", ".join(columns)}, "text" TEXT NOT NULL)'


def _column(column: Column, *, is_id: bool) -> str:
    kind = "INTEGER" if pa.types.is_integer(column.type) or pa.types.is_boolean(column.type) else "TEXT"
    kind = "REAL" if pa.types.is_floating(column.type) else kind
    rule = " PRIMARY KEY" if is_id else "" if column.nullable else " NOT NULL"
    return f'"{column.name}" {kind}{rule}'


def _rows(story: Story, spec: TableSpec) -> Iterator[list[Any]]:
    for batch in story.table(spec.name).to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            yield [*map(_value, row.values()), story.text[row["start"] : row["end"]]]


def _value(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list) else value
