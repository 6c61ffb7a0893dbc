"""A part of an archive: a folder with one Parquet file per table, the ledger among them, that comes and goes as one."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from irises.corpus.packing import unpack
from irises.corpus.tables import LEDGER, LEDGER_SCHEMA, STORY_ID, with_story_id
from irises.story.one_step import sync_folder, write_new_file

PART = "part.json"
_ROWS_AT_ONCE, _BYTES_AT_ONCE = 100_000, 16 * 2**20

Reading = tuple[dict[str, Any], bytes]


def write_part(folder: Path, readings: Iterable[Reading], schemas: Mapping[str, pa.Schema]) -> None:
    """Writes a new folder with the tables of readings, which come in the order of their stories' ids."""
    folder.mkdir()
    with _Writers(folder, schemas) as writers:
        for told, packed in readings:
            story_id = told["story_id"]
            for name, table in unpack(told.get("tables", ()), packed).items():
                writers.add(name, with_story_id(table, story_id, schemas[name]))
            row = {name: told[name] for name in LEDGER_SCHEMA.names}
            writers.add(LEDGER, pa.Table.from_pylist([row], schema=LEDGER_SCHEMA))
    _seal(folder)


def write_without(folder: Path, part: Path, story_ids: Iterable[str], schemas: Mapping[str, pa.Schema]) -> bool:
    """Writes a new folder with what is in a part but for some stories; False, and nothing, if nothing is left."""
    gone = pa.array(list(story_ids), STORY_ID.type)
    if not len(_without(pq.read_table(part / f"{LEDGER}.parquet", columns=[STORY_ID.name]), gone)):
        return False
    folder.mkdir()
    with _Writers(folder, schemas) as writers:
        for name in (*schemas, LEDGER):
            with pq.ParquetFile(part / f"{name}.parquet") as file:
                for number in range(file.num_row_groups):
                    writers.add(name, _without(file.read_row_group(number, use_threads=False), gone))
    _seal(folder)
    return True


def ledger_of(part: Path, columns: list[str] | None = None) -> pa.Table:
    """The ledger of a part."""
    with pq.ParquetFile(part / f"{LEDGER}.parquet") as file:
        return file.read(columns=columns, use_threads=False)


def trouble_with(part: Path) -> str:
    """What is wrong with a part's files, which all have to be as they were written; nothing if they are."""
    try:
        files = json.loads((part / PART).read_bytes())["files"]
        for name, noted in files.items():
            path = part / name
            if not path.exists():
                return f"{name} is missing"
            if path.stat().st_size != noted["bytes"] or _sha256(path) != noted["sha256"]:
                return f"{name} is not as it was written"
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return f"{PART} cannot be read ({error})"
    return ""


def _without(table: pa.Table, story_ids: pa.Array) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table[STORY_ID.name], value_set=story_ids)))


@dataclass
class _Waiting:
    """Rows that are not written yet."""

    tables: list[pa.Table] = field(default_factory=list)
    n_rows: int = 0
    n_bytes: int = 0


class _Writers:
    """A Parquet file for every table, also where there are no rows; rows are written in groups of many stories."""

    def __init__(self, folder: Path, schemas: Mapping[str, pa.Schema]) -> None:
        self._schemas = {**schemas, LEDGER: LEDGER_SCHEMA}
        self._folder = folder
        self._waiting = {name: _Waiting() for name in self._schemas}
        self._open = ExitStack()
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> _Writers:
        for name, schema in self._schemas.items():
            path = self._folder / f"{name}.parquet"
            self._writers[name] = self._open.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            for name in self._schemas:
                self._flush(name)
        self._open.close()

    def add(self, name: str, table: pa.Table) -> None:
        """Rows of one story or several."""
        if not len(table):
            return
        waiting = self._waiting[name]
        waiting.tables.append(table)
        waiting.n_rows += len(table)
        waiting.n_bytes += table.nbytes
        if waiting.n_rows >= _ROWS_AT_ONCE or waiting.n_bytes >= _BYTES_AT_ONCE:
            self._flush(name)

    def _flush(self, name: str) -> None:
        waiting = self._waiting[name]
        self._waiting[name] = _Waiting()
        if waiting.tables:
            table = pa.concat_tables(waiting.tables).combine_chunks()
            self._writers[name].write_table(table, row_group_size=2 * _ROWS_AT_ONCE)


def _seal(folder: Path) -> None:
    """Notes what every file is, and makes all last."""
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.parquet")):
        _sync(path)
        rows = pq.read_metadata(path).num_rows
        files[path.name] = {"bytes": path.stat().st_size, "sha256": _sha256(path), "rows": rows}
    write_new_file(folder / PART, (json.dumps({"files": files}, indent=2) + "\n").encode())
    sync_folder(folder)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
