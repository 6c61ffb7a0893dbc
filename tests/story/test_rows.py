"""Rows as typed objects."""

from __future__ import annotations

import typing
from dataclasses import FrozenInstanceError, fields
from typing import Any

import pyarrow as pa
import pytest

from irises.annotation import TABLES, Column
from irises.story import Story
from irises.story.rows import ROWS, Evidence, Row

_PLAIN = {pa.int32(): int, pa.float32(): float, pa.string(): str, pa.bool_(): bool}


def expected_type(column: Column) -> Any:
    """The Python type of a column's values."""
    if column.name == "evidence":
        return tuple[Evidence, ...]
    kind: Any = _PLAIN[column.type.value_type] if pa.types.is_list(column.type) else _PLAIN[column.type]
    if pa.types.is_list(column.type):
        kind = tuple[kind, ...]
    return kind | None if column.nullable else kind


@pytest.mark.parametrize("name", TABLES)
def test_row_class_has_the_columns(name: str) -> None:
    """A row class has its table's columns as attributes, in order, of the column's type."""
    hints = typing.get_type_hints(ROWS[name])
    own = [field.name for field in fields(ROWS[name]) if field.name != "story_text"]
    assert own == [column.name for column in TABLES[name].all_columns]
    assert {column: hints[column] for column in own} == {c.name: expected_type(c) for c in TABLES[name].all_columns}


def test_row_has_its_words(handmade: Story) -> None:
    """A row's text is the slice of the story that its span covers."""
    assert handmade.quotations[0].text == "“You are late,”"
    assert handmade.quotations[0].cue == "said Kate Mallory"
    assert handmade.quotations[1].cue is None


def test_rows_cannot_be_changed(handmade: Story) -> None:
    """A row is frozen."""
    with pytest.raises(FrozenInstanceError):
        handmade.mentions[0].start = 5  # type: ignore[misc]


def test_every_table_has_rows(handmade: Story) -> None:
    """Rows of any table can be asked for by its name."""
    for name in TABLES:
        rows = handmade.rows(name)
        assert isinstance(rows, tuple)
        assert all(isinstance(row, Row) for row in rows)
        assert len(rows) == handmade.table(name).num_rows


def test_lists_are_tuples(handmade: Story) -> None:
    """List columns become tuples, so that rows stay immutable and hashable."""
    assert handmade.quotations[0].addressees == (0,)
    assert isinstance(hash(handmade.quotations[0]), int)
