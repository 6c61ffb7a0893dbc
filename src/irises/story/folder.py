"""A story's folder: written whole or not at all, and loaded without any model."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from irises.annotation import SCHEMAS
from irises.errors import IrisesError, PlanError, SourceError
from irises.story.manifest import File, Manifest, manifest_from_json
from irises.story.one_step import in_one_step, sync_folder, write_new_file
from irises.story.story import Story

MANIFEST, TEXT, PAGE = "manifest.json", "text.txt", "page.html"
_OURS = frozenset({MANIFEST, TEXT, PAGE, *(f"{name}.parquet" for name in SCHEMAS)})
_SYSTEMS_OWN = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def check_destination(directory: str | os.PathLike[str], *, force: bool = False) -> Path:
    """The folder that `save` may write to.

    Raises:
        PlanError: it is there and `force` is not given, it is a file, it holds what Irises did not write, or there is
            no permission.
    """
    target = Path(os.path.realpath(directory))
    there = next((parent for parent in target.parents if parent.exists()), target)
    if there.is_dir() and not os.access(there, os.W_OK | os.X_OK):
        raise PlanError("no permission to write there: choose another folder with --out", path=os.fspath(directory))
    if not os.path.lexists(target):
        return target
    if not target.is_dir():
        raise PlanError("there is a file of that name: choose another folder with --out", path=os.fspath(directory))
    if not force:
        raise PlanError(
            "the folder is already there: use --force to replace it or --out for another", path=os.fspath(directory)
        )
    names = sorted(entry.name for entry in target.iterdir())
    foreign = [name for name in names if name not in _OURS | _SYSTEMS_OWN]
    if foreign:
        message = f"holds {_some(foreign)}, which Irises did not write: move it away or use --out for another folder"
        raise PlanError(message, path=os.fspath(directory))
    if names and MANIFEST not in names:
        raise PlanError(
            "is not an Irises folder, so it is not replaced: use --out for another", path=os.fspath(directory)
        )
    return target


def save(story: Story, directory: str | os.PathLike[str], *, page: str, force: bool = False) -> Path:
    """The folder written: text, manifest, page and one Parquet file per table, all or nothing.

    `page` is the content of page.html. With `force` an Irises folder of that name is replaced in one step.

    Raises:
        PlanError: the folder may not be written (see `check_destination`), there is no permission or no space.
    """
    if story.bound is not None:
        raise PlanError("this story is known only up to a position: save the whole one")
    target = check_destination(directory, force=force)
    with in_one_step(target, replaces=lambda: force and check_destination(target, force=True).exists()) as beside:
        beside.mkdir()
        _write_files(story, beside, page)
    return target


def load(directory: str | os.PathLike[str]) -> Story:
    """The story in a folder, its files checked against their digests. No model is needed.

    Raises:
        PlanError: it is no Irises folder, or a newer Irises wrote it.
        SourceError: a file is missing, altered or unreadable.
    """
    folder = Path(directory)
    manifest = _manifest(folder)
    try:
        text = _checked(folder, TEXT, manifest).decode("utf-8")
        tables = {name: _table(folder, name, manifest) for name in SCHEMAS}
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=folder) from error
    return Story(text=text, tables=tables, manifest=manifest)


def _write_files(story: Story, folder: Path, page: str) -> None:
    files = {TEXT: _write(folder / TEXT, story.text.encode("utf-8"))}
    for name, table in story.tables.items():
        file_name = f"{name}.parquet"
        files[file_name] = replace(_write(folder / file_name, _parquet(table)), rows=table.num_rows)
    files[PAGE] = _write(folder / PAGE, page.encode("utf-8"))
    _write(folder / MANIFEST, replace(story.manifest, files=files).to_json().encode("utf-8"))
    sync_folder(folder)


def _parquet(table: pa.Table) -> memoryview:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return memoryview(sink.getvalue())


def _write(path: Path, content: bytes | memoryview) -> File:
    write_new_file(path, content)
    return File(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _manifest(folder: Path) -> Manifest:
    try:
        content = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        if not folder.exists():
            raise PlanError("there is no such folder: make one with `irises read STORY`", path=folder) from error
        raise PlanError("is not a folder that Irises wrote: make one with `irises read STORY`", path=folder) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=folder) from error
    try:
        return manifest_from_json(content)
    except IrisesError as error:
        raise type(error)(error.message, path=folder) from error


def _checked(folder: Path, name: str, manifest: Manifest) -> bytes:
    """A file's bytes, if they are those that were written."""
    cure = "read the story again with `irises read STORY --force`"
    if name not in manifest.files:
        raise SourceError(f"its manifest does not know {name}: another version of Irises wrote it; {cure}", path=folder)
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{name} is missing: {cure}", path=folder) from error
    if hashlib.sha256(content).hexdigest() != manifest.files[name].sha256:
        raise SourceError(f"{name} is not as it was written: {cure}", path=folder)
    return content


def _table(folder: Path, name: str, manifest: Manifest) -> pa.Table:
    content = pa.BufferReader(_checked(folder, f"{name}.parquet", manifest))
    # One thread: Arrow's pool, started for so little, can abort a process that ends right afterwards.
    table = pq.ParquetFile(content).read(use_threads=False)
    if not table.schema.equals(SCHEMAS[name]):
        message = f"{name}.parquet has the columns of another version of Irises: read the story again with --force"
        raise SourceError(message, path=folder)
    return table.cast(SCHEMAS[name])


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
