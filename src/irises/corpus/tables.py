"""The tables of an archive: those of a story with a leading `story_id`, its text, and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from irises.annotation import TABLES, Column
from irises.annotation.columns import FLOAT, INT, TEXT, TEXTS

STORY_ID = Column(
    name="story_id", type=TEXT, help="The story: its path under the source it was read from, or its place in a file."
)
LEDGER, TEXTS_TABLE = "ledger", "texts"
FAILURES = ("source", "time", "memory", "died", "bug")

LEDGER_COLUMNS = (
    Column(name="source", type=TEXT, help="Path of the file that it is in, as it was given."),
    Column(name="key", type=TEXT, help="Member, row or id in that file; null for a file by itself.", nullable=True),
    Column(name="sha256", type=TEXT, help="SHA-256 of its bytes; when they change, it is read again."),
    Column(name="status", type=TEXT, help="Whether it was read.", values=("ok", "failed")),
    Column(
        name="failure",
        type=TEXT,
        help="The story itself, a bound of time or memory, a reader that died, or a bug; null where it was read.",
        values=FAILURES,
        nullable=True,
    ),
    Column(name="why", type=TEXT, help="Why it failed.", nullable=True),
    Column(name="place", type=TEXT, help="Where in the story or in the program.", nullable=True),
    Column(name="cure", type=TEXT, help="What to do about it.", nullable=True),
    Column(name="seconds", type=FLOAT, help="How long it took, also where it failed.", unit="s"),
    Column(name="megabytes", type=INT, help="Memory of the process that read it, at the peak.", unit="MB"),
    Column(name="n_bytes", type=pa.int64(), help="Length of what was read.", unit="bytes"),
    Column(name="n_words", type=INT, help="Words of the story itself.", unit="words"),
    Column(name="reader_version", type=TEXT, help="Version of Irises that read it."),
    Column(name="reading", type=TEXT, help="Digest of the versions of all passes and of the weights."),
    Column(name="read_at", type=TEXT, help="When, ISO 8601 in UTC."),
    Column(name="warnings", type=TEXTS, help="What a reader of its figures should know."),
)

TEXT_COLUMN = Column(name="text", type=TEXT, help="The text that all spans of the story point into.")


def schema_of(columns: tuple[Column, ...]) -> pa.Schema:
    """The schema of a table of an archive, whose rows begin with their story's id."""
    return pa.schema([column.field() for column in (STORY_ID, *columns)])


LEDGER_SCHEMA = schema_of(LEDGER_COLUMNS)

CORPUS_SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {
        **{name: schema_of(spec.all_columns) for name, spec in TABLES.items()},
        TEXTS_TABLE: schema_of((TEXT_COLUMN,)),
    }
)
"""Every table of an archive but the ledger, by name."""


def with_story_id(table: pa.Table, story_id: str, schema: pa.Schema) -> pa.Table:
    """The rows with their story's id before them."""
    ids = pa.repeat(pa.scalar(story_id, TEXT), table.num_rows)
    return pa.Table.from_arrays([ids, *table.columns], schema=schema)


def text_table(text: str) -> pa.Table:
    """The text of a story as a table of one row."""
    return pa.table({"text": pa.array([text], TEXT)})
