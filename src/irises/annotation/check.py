"""Whether a table keeps the contract."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation.schemas import TABLES
from irises.errors import ContractError


def check_table(name: str, table: pa.Table, *, text_length: int | None = None) -> pa.Table:
    """The same table, if it keeps the contract.

    Checks schema, nulls (pyarrow's own validation accepts nulls in non-nullable fields), closed enumerations,
    span bounds (code points, half-open), ids as ordinals of their rows and confidences in 0..1.

    Raises:
        ContractError: naming the table, the column and what is wrong.
    """
    spec = TABLES.get(name)
    if spec is None:
        raise ContractError(f"no table is called {name!r}; the contract has {', '.join(TABLES)}")
    if not table.schema.equals(spec.schema(), check_metadata=False):
        found, wanted = (schema.to_string(show_field_metadata=False) for schema in (table.schema, spec.schema()))
        raise ContractError(f"table {name}: schema is\n{found}\nnot\n{wanted}")
    for column in spec.all_columns:
        values = table[column.name]
        if not column.nullable and values.null_count:
            raise ContractError(f"table {name}: {values.null_count} null in {column.name}, which is always known")
        if column.values:
            odd = set(pc.unique(values).drop_null().to_pylist()) - set(column.values)
            if odd:
                raise ContractError(
                    f"table {name}: {column.name} holds {sorted(odd)}; allowed: {', '.join(column.values)}"
                )
        if column.unit == "0..1" and _outside(values, 0.0, 1.0):
            raise ContractError(f"table {name}: {column.name} leaves 0..1")
        if column.unit == "-1..1" and _outside(values, -1.0, 1.0):
            raise ContractError(f"table {name}: {column.name} leaves -1..1")
    _check_spans(name, table, text_length)
    if spec.id_column is not None and not np.array_equal(table[spec.id_column].to_numpy(), np.arange(table.num_rows)):
        raise ContractError(f"table {name}: {spec.id_column} must count its rows from 0 in order")
    return table


def _outside(values: pa.ChunkedArray, low: float, high: float) -> bool:
    known = values.drop_null()
    if not len(known):
        return False
    within = pc.and_(pc.greater_equal(known, low), pc.less_equal(known, high))
    return not pc.all(pc.and_(within, pc.is_finite(known))).as_py()


def _check_spans(name: str, table: pa.Table, text_length: int | None) -> None:
    if not table.num_rows:
        return
    if not pc.all(pc.less_equal(table["start"], table["end"])).as_py():
        raise ContractError(f"table {name}: a span ends before it starts")
    if pc.min(table["start"]).as_py() < 0:
        raise ContractError(f"table {name}: a span starts before the text")
    if text_length is not None and pc.max(table["end"]).as_py() > text_length:
        raise ContractError(f"table {name}: a span ends after the text ({text_length} code points)")
