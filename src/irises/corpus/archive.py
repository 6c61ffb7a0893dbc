"""An archive that has been read, to ask: its tables as Arrow datasets, and any of its stories as a Story."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from irises.annotation import SCHEMAS
from irises.corpus.store import CORPUS, is_withheld
from irises.corpus.tables import LEDGER, STORY_ID, TEXTS_TABLE
from irises.errors import PlanError
from irises.story import Manifest, Story


class Archive:
    """The archive in a folder, as it is now; more may come while it is read.

    Raises:
        PlanError: there is no archive in the folder.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root)
        if not (self.root / CORPUS).exists():
            raise PlanError("holds no archive: make one with `irises corpus SOURCES --out DIR`", path=self.root)

    def table(self, name: str) -> ds.Dataset:
        """A table of all stories; `ledger` has a row for each of them, `texts` their texts.

        Raises:
            PlanError: there is no such table.
        """
        files = sorted(self.root.glob(f"part-*/{name}.parquet"))
        if not files:
            raise PlanError(f"has no table {name!r}, or nothing is read yet", path=self.root)
        return ds.dataset(files)

    def story(self, story_id: str) -> Story:
        """One story, as `irises read` would have read it.

        Raises:
            PlanError: it is not there, or the archive was made without words.
        """
        if is_withheld(self.root):
            raise PlanError("was made with --non-consumptive: there are no texts in it", path=self.root)
        rows = self._rows(LEDGER, story_id).to_pylist()
        if not rows or rows[0]["failure"] is not None:
            why = rows[0]["why"] if rows else "its ledger does not know it"
            raise PlanError(f"has no story {story_id!r}: {why}", path=self.root)
        told = rows[0]
        tables = {
            name: pa.Table.from_arrays(self._rows(name, story_id).drop_columns([STORY_ID.name]).columns, schema=schema)
            for name, schema in SCHEMAS.items()
        }
        manifest = Manifest(
            irises=told["reader_version"],
            read_at=told["read_at"],
            seconds=told["seconds"],
            warnings=tuple(told["warnings"]),
        )
        text = self._rows(TEXTS_TABLE, story_id)["text"][0].as_py()
        return Story(text=text, tables=tables, manifest=manifest)

    def _rows(self, name: str, story_id: str) -> pa.Table:
        return self.table(name).to_table(filter=ds.field(STORY_ID.name) == story_id, use_threads=False)
