"""The tables of one story as bytes, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

_CODEC = "zstd"

Contents = list[tuple[str, int, int]]
"""Of each table that has rows: its name, its bytes packed and unpacked."""


def pack(tables: Mapping[str, pa.Table]) -> tuple[Contents, bytes]:
    """The tables that have rows, one after the other as packed Arrow streams, and what is there."""
    contents: Contents = []
    parts: list[bytes] = []
    for name, table in tables.items():
        if table.num_rows:
            stream = _stream(table)
            parts.append(pa.compress(stream, codec=_CODEC, asbytes=True))
            contents.append((name, len(parts[-1]), stream.size))
    return contents, b"".join(parts)


def unpack(contents: Sequence[Sequence[Any]], packed: bytes) -> dict[str, pa.Table]:
    """The tables that were packed."""
    tables, at = {}, 0
    for name, n_packed, n_unpacked in contents:
        stream = pa.decompress(memoryview(packed)[at : at + n_packed], decompressed_size=n_unpacked, codec=_CODEC)
        tables[name] = pa.ipc.open_stream(stream).read_all()
        at += n_packed
    return tables


def _stream(table: pa.Table) -> pa.Buffer:
    """The table as an Arrow stream without the help texts of its columns, which would be most of a short story."""
    schema = pa.schema([pa.field(field.name, field.type, field.nullable) for field in table.schema])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        writer.write_table(pa.Table.from_arrays(table.columns, schema=schema))
    return sink.getvalue()
