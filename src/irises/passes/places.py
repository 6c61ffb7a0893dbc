"""Where words stand: word indices of spans, sections and quotations of words, and columns shared by all tables."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS
from irises.document.model import Document

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def ints(table: pa.Table, column: str) -> Ints:
    """A column without nulls as int64."""
    return np.asarray(table[column].to_numpy(), dtype=np.int64)


def one_of(column: pa.ChunkedArray, values: Collection[str]) -> Bools:
    """Whether each string of a column is one of these; a null is none."""
    return np.asarray(pc.is_in(column, value_set=pa.array(list(values), pa.string())).to_numpy(), dtype=bool)


def word_spans(document: Document, start: npt.ArrayLike, end: npt.ArrayLike) -> tuple[Ints, Ints]:
    """First and last word (inclusive) that spans of code points touch; the last is before the first for none."""
    first = np.searchsorted(document.words.end, np.asarray(start), side="right")
    last = np.searchsorted(document.words.start, np.asarray(end), side="left") - 1
    return first.astype(np.int64), last.astype(np.int64)


def story_words(document: Document) -> Bools:
    """Whether each word belongs to the story itself: its paragraph lies in a section that does."""
    is_story = document.tables["sections"]["is_story"].to_numpy(zero_copy_only=False)
    section_of_paragraph = ints(document.tables["paragraphs"], "section_id")
    return np.asarray(is_story[section_of_paragraph][document.words.paragraph], dtype=bool)


def innermost(document: Document, table: pa.Table) -> Ints:
    """Row of the innermost span of the table around each word, or -1; rows are in text order and nest."""
    out = np.full(len(document.words), -1, dtype=np.int64)
    first, last = word_spans(document, ints(table, "start"), ints(table, "end"))
    for row, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        out[a : b + 1] = row
    return out


def table_of(name: str, columns: dict[str, Any], *, source: str) -> pa.Table:
    """A table of the contract from columns; `source` is filled in, `known_at` is the row's end unless given, and
    `evidence` is empty unless given."""
    schema = SCHEMAS[name]
    n = len(columns["start"])
    filled = {"source": pa.repeat(source, n), "known_at": columns["end"], "evidence": [[]] * n, **columns}
    return pa.table([_column(filled[field.name], field.type) for field in schema], schema=schema)


def _column(values: Any, type: pa.DataType) -> pa.Array | pa.ChunkedArray:
    """The values as Arrow holds them; a column of another table goes over as it is."""
    return values.cast(type) if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values, type=type)


def coded(column: pa.Array | pa.ChunkedArray) -> tuple[list[str], Ints]:
    """The distinct texts of a column without nulls, and which of them each row has."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = array.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy().astype(np.int64)


def rows_of(names: list[str], codes: Ints) -> list[str]:
    """The name of each row's code; equal ones are one object."""
    rows: list[str] = np.array(names, dtype=object)[codes].tolist()
    return rows
