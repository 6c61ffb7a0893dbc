"""The data contract: spans, ids and the Arrow schema of every table."""

from irises.annotation.check import check_table
from irises.annotation.columns import Column
from irises.annotation.schemas import SCHEMAS, TABLES, TableSpec, empty_table
from irises.annotation.spans import Span, table_from_rows, texts_of

__all__ = [
    "SCHEMAS",
    "TABLES",
    "Column",
    "Span",
    "TableSpec",
    "check_table",
    "empty_table",
    "table_from_rows",
    "texts_of",
]
