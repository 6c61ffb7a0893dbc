"""A story's folder: written whole or not at all, and loaded without any model.

The tables in it are the uncorrected reading. Corrections are a file of their own beside them, which a person's changes
replace in one step; so the manifest's digest of it is a record, and not checked.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from irises.annotation import SCHEMAS, empty_table
from irises.document.given_cast import GivenCast, cast_json, read_cast
from irises.errors import ContractError, IrisesError, PlanError, SourceError
from irises.story.links import check_tables
from irises.story.manifest import File, Manifest, manifest_from_json
from irises.story.one_step import explained, in_one_step, replace_file, sync_folder, write_new_file
from irises.story.story import Story

if TYPE_CHECKING:
    from irises.story.corrections.making import Correct

if sys.platform != "win32":
    import fcntl

MANIFEST, TEXT, PAGE, CORRECTIONS = "manifest.json", "text.txt", "page.html", "corrections.parquet"
CAST = "cast.json"
"""The people whom somebody named before the story was read; only there if somebody did."""
_CHANGING = frozenset(f"{name}.new" for name in (CORRECTIONS, PAGE, MANIFEST))
"""What a change that was ended from outside may leave."""
_OURS = frozenset({MANIFEST, TEXT, PAGE, CAST, *(f"{name}.parquet" for name in SCHEMAS)}) | _CHANGING
_LARGEST = 2**30
"""Bytes of a file, packed or not."""
_TABLES_AT_ONCE = 2
"""So many tables are packed at a time, which needs no Python."""
_ROWS_PER_BYTE, _ROWS_BESIDE = 2, 100_000
"""No table has more rows than these: a word has a byte at least, and most mentions several."""
_AGAIN = "read the story again with `irises read STORY --force`"
_SYSTEMS_OWN = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def check_destination(directory: str | os.PathLike[str], *, force: bool = False) -> Path:
    """The folder that `save` may write to.

    Raises:
        PlanError: it is there and `force` is not given, it is a file, it holds what Irises did not write, or there is
            no permission.
        SourceError: the corrections or the given cast in it, which would be kept, cannot be read.
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
    corrections_in(target)
    given_cast_in(target)
    return target


def save(story: Story, directory: str | os.PathLike[str], *, page: str, force: bool = False) -> Path:
    """The folder written: text, manifest, page and one Parquet file per table, all or nothing.

    The tables are written as they were read, the corrections beside them. `page` is the content of page.html. With
    `force` an Irises folder of that name is replaced in one step.

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
    """The story in a folder with its corrections, its files checked against their digests. No model is needed.

    Raises:
        PlanError: it is no Irises folder, or a newer Irises wrote it.
        SourceError: a file is missing, altered or unreadable.
    """
    folder = Path(directory)
    manifest = _manifest(folder)
    try:
        text = _checked(folder, TEXT, manifest).decode("utf-8")
        tables = {name: _file_of(folder, name, manifest) for name in SCHEMAS}
        check_tables(tables, text)
        story = Story(text=text, tables=tables, manifest=manifest, given_cast=given_cast_in(folder))
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=folder) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{TEXT} is not UTF-8: {_AGAIN}", path=folder) from error
    except ContractError as error:
        # The digests agree, so somebody has made these files.
        raise SourceError(f"{error.message}, as Irises writes none: {_AGAIN}", path=folder) from error
    return story.with_corrections(tables["corrections"])


def load_tables(directory: str | os.PathLike[str], names: Iterable[str]) -> tuple[dict[str, pa.Table], Manifest]:
    """Some of a folder's tables as they were read, and its manifest, without the rest of the story.

    Raises:
        PlanError, SourceError: as `load` does.
    """
    folder = Path(directory)
    manifest = _manifest(folder)
    try:
        return {name: _file_of(folder, name, manifest) for name in names}, manifest
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=folder) from error


def corrections_in(directory: str | os.PathLike[str]) -> pa.Table:
    """The corrections in a folder, whatever version of Irises wrote the rest of it; empty where there are none.

    Raises:
        SourceError: they are there and cannot be read.
    """
    folder = Path(directory)
    return _corrections(folder) if (folder / CORRECTIONS).exists() else empty_table("corrections")


def given_cast_in(directory: str | os.PathLike[str]) -> GivenCast | None:
    """The people whom somebody named before the story in a folder was read; None where nobody did.

    Raises:
        SourceError: they are there and cannot be read.
    """
    path = Path(directory) / CAST
    if not path.exists():
        return None
    try:
        return read_cast(path)
    except PlanError as error:
        message = f"{CAST} is damaged: {error.message}; or move it away and read the story again with --cast FILE"
        raise SourceError(message, path=Path(directory)) from error


def correct_folder(directory: str | os.PathLike[str], change: Callable[[Correct], Story]) -> Story:
    """The story in a folder with a change, whose corrections are written there in one step: `lambda c: c.undo()`.

    Its page and manifest tell of the change only after `save_page`.

    Raises:
        PlanError: the change cannot be made, or the disk refuses.
        SourceError: the folder cannot be read.
    """
    folder = Path(directory)
    with locked(folder):
        story = change(load(folder).correct)
        with explained(folder):
            _replace(folder / CORRECTIONS, _parquet(story.table("corrections")))
    return story


def has_current_page(directory: str | os.PathLike[str]) -> bool:
    """Whether the page in a folder is there and tells of its corrections."""
    folder = Path(directory)
    noted, path = _manifest(folder).files.get(CORRECTIONS), folder / CORRECTIONS
    is_as_noted = noted is not None and path.exists() and _noted(path.read_bytes()).sha256 == noted.sha256
    return (folder / PAGE).exists() and is_as_noted


def save_page(directory: str | os.PathLike[str], page: str) -> None:
    """The page of a corrected story written to its folder, and the manifest with what is there now.

    Raises:
        PlanError: there is no permission or no space.
    """
    folder = Path(directory)
    manifest = _manifest(folder)
    with explained(folder):
        corrections = (folder / CORRECTIONS).read_bytes()
        rows = _corrections(folder).num_rows
        files = {CORRECTIONS: replace(_noted(corrections), rows=rows), PAGE: _replace(folder / PAGE, page.encode())}
        _replace(folder / MANIFEST, replace(manifest, files={**manifest.files, **files}).to_json().encode())


@contextmanager
def locked(directory: str | os.PathLike[str], *, waits: bool = True) -> Iterator[None]:
    """One process at a time changes a folder that is there; others wait. (Where folders have no locks, nobody waits.)

    Raises:
        BlockingIOError: another has the lock, and this one does not wait.
    """
    handle = _lock(Path(os.path.realpath(directory)), waits=waits)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(folder: Path, *, waits: bool) -> int | None:
    """An open handle that holds the lock; None where there is no folder to lock, or no lock for it."""
    while sys.platform != "win32" and folder.is_dir() and os.access(folder, os.R_OK):
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException as error:
            os.close(handle)
            # Some network file systems have no locks.
            if isinstance(error, OSError) and error.errno in (errno.EINVAL, errno.ENOLCK, errno.ENOTSUP):
                return None
            raise
        # Who waited here may hold a folder that has been replaced meanwhile.
        if folder.is_dir() and os.path.samestat(os.fstat(handle), folder.stat()):
            return handle
        os.close(handle)
    return None


def _write_files(story: Story, folder: Path, page: str) -> None:
    files = {TEXT: _write(folder / TEXT, story.text.encode("utf-8"))}
    if story.given_cast is not None:
        files[CAST] = _write(folder / CAST, cast_json(story.given_cast).encode("utf-8"))
    tables = story.uncorrected
    with ThreadPoolExecutor(_TABLES_AT_ONCE) as threads:
        for (name, table), content in zip(tables.items(), threads.map(_parquet, tables.values()), strict=True):
            file_name = f"{name}.parquet"
            files[file_name] = replace(_write(folder / file_name, content), rows=table.num_rows)
    files[PAGE] = _write(folder / PAGE, page.encode("utf-8"))
    _write(folder / MANIFEST, replace(story.manifest, files=files).to_json().encode("utf-8"))
    sync_folder(folder)


def _parquet(table: pa.Table) -> memoryview:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return memoryview(sink.getvalue())


def _write(path: Path, content: bytes | memoryview) -> File:
    write_new_file(path, content)
    return _noted(content)


def _noted(content: bytes | memoryview) -> File:
    return File(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _replace(path: Path, content: bytes | memoryview) -> File:
    """A file of the folder with other content, in one step."""
    replace_file(path, content)
    return _noted(content)


def _manifest(folder: Path) -> Manifest:
    try:
        content = _content(folder, MANIFEST)
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
    if name not in manifest.files:
        raise SourceError(
            f"its manifest does not know {name}: another version of Irises wrote it; {_AGAIN}", path=folder
        )
    try:
        content = _content(folder, name)
    except FileNotFoundError as error:
        raise SourceError(f"{name} is missing: {_AGAIN}", path=folder) from error
    if hashlib.sha256(content).hexdigest() != manifest.files[name].sha256:
        raise SourceError(f"{name} is not as it was written: {_AGAIN}", path=folder)
    return content


def _corrections(folder: Path) -> pa.Table:
    """The corrections in a folder, which change after it was written."""
    try:
        return _rows(folder, "corrections", _content(folder, CORRECTIONS))
    except FileNotFoundError as error:
        raise SourceError(f"{CORRECTIONS} is missing: put it back, or read the story again", path=folder) from error
    except pa.ArrowException as error:
        message = f"{CORRECTIONS} is damaged: put a whole one in its place, or move it away and read the story again"
        raise SourceError(message, path=folder) from error


def _file_of(folder: Path, name: str, manifest: Manifest) -> pa.Table:
    """A table of a folder, as it was written; the corrections as they are now."""
    if name == "corrections":
        return _corrections(folder)
    try:
        return _rows(folder, name, _checked(folder, f"{name}.parquet", manifest))
    except pa.ArrowException as error:
        raise SourceError(f"{name}.parquet is damaged: {_AGAIN}", path=folder) from error


def _rows(folder: Path, name: str, content: bytes) -> pa.Table:
    # One thread: Arrow's pool, started for so little, can abort a process that ends right afterwards.
    file = pq.ParquetFile(pa.BufferReader(content))
    _refuse_bomb(folder, name, file.metadata)
    table = file.read(use_threads=False)
    # Else words that are no UTF-8 are found only when somebody looks at them.
    table.validate(full=True)
    if not table.schema.equals(SCHEMAS[name]):
        message = f"{name}.parquet has the columns of another version of Irises: read the story again with --force"
        raise SourceError(message, path=folder)
    return table.cast(SCHEMAS[name])


def _content(folder: Path, name: str) -> bytes:
    """A file's bytes.

    Raises:
        FileNotFoundError: it is not there.
        SourceError: it is no ordinary file, or larger than any that Irises writes.
    """
    path = folder / name
    if path.exists() and not path.is_file():
        raise SourceError(f"{name} is no ordinary file: {_AGAIN}", path=folder)
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise SourceError(f"{name} is larger than 1 GiB, which no story needs: {_AGAIN}", path=folder)
    return content


def _refuse_bomb(folder: Path, name: str, metadata: pq.FileMetaData) -> None:
    unpacked = sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
    text = folder / TEXT
    most = _ROWS_BESIDE + _ROWS_PER_BYTE * (text.stat().st_size if text.exists() else 0)
    if metadata.num_rows > most or unpacked > _LARGEST:
        message = (
            f"{name}.parquet would unpack to {metadata.num_rows:,} rows of {unpacked:,} bytes, which no story needs"
        )
        raise SourceError(f"{message}: it was not unpacked. {_AGAIN.capitalize()}", path=folder)


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
