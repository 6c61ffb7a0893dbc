"""What the program reads in the gold's texts, read once however many scorers ask."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from gold.model import Annotated, Tables
from irises.document.model import Document

ReadFile = Callable[[Path], Annotated]
ReadText = Callable[[str], Annotated]
ReadDocument = Callable[[Document, Tables], Annotated]


class Readings:
    """Readings by name, kept for the run; with a folder `kept`, also on disk for the next. `report` hears what is read.

    A kept reading is taken as it is: clear the folder when the program has changed.
    """

    def __init__(
        self,
        *,
        read_file: ReadFile,
        read_document: ReadDocument,
        read_text: ReadText | None = None,
        kept: Path | None = None,
        report: Callable[[str], None] | None = None,
    ) -> None:
        self._read_file = read_file
        self._read_document = read_document
        self._read_text = read_text or _nothing
        self._kept = kept
        self._report = report
        self._known: dict[str, Annotated] = {}

    def of_file(self, path: Path, *, name: str) -> Annotated:
        """The reading of a file."""
        return self._once(f"file-{name}", lambda: self._read_file(path))

    def of_text(self, text: str, *, name: str) -> Annotated:
        """The reading of a plain text."""
        return self._once(f"text-{name}", lambda: self._read_text(text))

    def of_document(self, document: Document, *, name: str, given: Tables | None = None) -> Annotated:
        """The reading of a document, with tables that are given instead of read."""
        kind = f"document-{name}" + "".join(f"-{table}" for table in sorted(given or {}))
        return self._once(kind, lambda: self._read_document(document, given or {}))

    def _once(self, key: str, read: Callable[[], Annotated]) -> Annotated:
        if key not in self._known:
            folder = self._kept / key if self._kept else None
            if folder is not None and folder.is_dir():
                self._known[key] = load(folder)
            else:
                if self._report is not None:
                    self._report(f"reading {key}")
                self._known[key] = read()
                if folder is not None:
                    save(self._known[key], folder)
        return self._known[key]


def _nothing(text: str) -> Annotated:
    raise ValueError("these readings are not of texts")


def save(reading: Annotated, folder: Path) -> None:
    """The reading as text.txt and a Parquet file for each table, written whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        draft = Path(place) / folder.name
        draft.mkdir()
        (draft / "text.txt").write_bytes(reading.text.encode())
        for name, table in reading.tables.items():
            pq.write_table(table, draft / f"{name}.parquet")
        shutil.move(draft, folder)


def load(folder: Path) -> Annotated:
    """The reading that `save` wrote."""
    tables: Mapping[str, pa.Table] = {path.stem: pq.read_table(path) for path in sorted(folder.glob("*.parquet"))}
    return Annotated(name=folder.name, text=(folder / "text.txt").read_bytes().decode(), tables=tables)


def program_readings(*, kept: Path | None = None) -> Readings:
    """Readings by the program that is installed."""
    from irises import reader

    def read_file(path: Path) -> Annotated:
        story = reader.read(path)
        return Annotated(name=path.stem, text=story.text, tables=story.tables)

    def read_document(document: Document, given: Tables) -> Annotated:
        story = reader.read_document(document, given=given)
        return Annotated(name=document.source.name, text=story.text, tables=story.tables)

    def read_text(text: str) -> Annotated:
        story = reader.read(text.encode(), name="passage.txt")
        return Annotated(name="passage", text=story.text, tables=story.tables)

    return Readings(read_file=read_file, read_document=read_document, read_text=read_text, kept=kept, report=_say)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
