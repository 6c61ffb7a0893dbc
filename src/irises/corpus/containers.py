"""The stories in a file that holds many: ZIP, TAR, JSON Lines, Parquet. Nothing is ever unpacked to a folder."""

from __future__ import annotations

import io
import json
import stat
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from irises.corpus import limits
from irises.corpus.items import Item, printable
from irises.document.sniff import named_format
from irises.errors import SourceError

_ENDINGS = {
    ".zip": "zip",
    ".tar": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar",
    ".tar.gz": "tar", ".tar.bz2": "tar", ".tar.xz": "tar", ".tar.zst": "tar",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl", ".jsonl.bz2": "jsonl", ".jsonl.xz": "jsonl", ".jsonl.zst": "jsonl",
    ".parquet": "parquet",
}  # fmt: skip
_ENCRYPTED = 0x1
_ROWS = 64
_LONG_HEADERS = frozenset(
    {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE}
)


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Which field of a JSON line, or column of a Parquet file, holds the text, and which one an id of its own."""

    text: str = "text"
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Container:
    """A file that holds many stories; `passed` counts what is in it and is no story, by the ending of its name."""

    path: Path
    shown: str
    """The path as it is told of."""
    story_id: str
    """What the ids of its stories begin with."""
    columns: Columns = field(default_factory=Columns)
    passed: Counter[str] = field(default_factory=Counter)

    def member(self, name: str, content: bytes = b"", *, trouble: str = "") -> Item:
        """A member of an archive, or the trouble with it."""
        name = printable(name)[: limits.NAME]
        return Item(
            story_id=f"{self.story_id}/{name}",
            source=self.shown,
            key=name,
            name=PurePosixPath(name).name or "-",
            content=content,
            trouble=trouble,
        )

    def row(self, number: int, key: Any, content: bytes = b"", *, trouble: str = "") -> Item:
        """A row of a table, counted from 1, under its own key if it has one, or the trouble with it."""
        shown = str(number) if key is None or key == "" else printable(str(key))[: limits.NAME]
        return Item(story_id=f"{self.story_id}#{shown}", source=self.shown, key=shown, content=content, trouble=trouble)

    def whole(self, trouble: str) -> Item:
        """The trouble with the file as a whole."""
        return Item(story_id=self.story_id, source=self.shown, trouble=trouble)


def container_kind(name: str) -> str | None:
    """zip, tar, jsonl or parquet by a file's name; None for what holds no stories but may be one."""
    lower = name.lower()
    return next((kind for ending, kind in _ENDINGS.items() if lower.endswith(ending)), None)


def stories_in(container: Container) -> Iterator[Item]:
    """The stories of a container in its order, and the trouble with those that cannot be had."""
    read = {"zip": _in_zip, "tar": _in_tar, "jsonl": _in_lines, "parquet": _in_parquet}
    kind = container_kind(container.path.name)
    assert kind is not None
    yield from _guarded(container, read[kind])


def _guarded(container: Container, read: Callable[[Container], Iterator[Item]]) -> Iterator[Item]:
    try:
        yield from read(container)
    except SourceError as error:
        yield container.whole(error.message)
    except limits.DAMAGE as error:
        yield container.whole(f"is damaged or no {container_kind(container.path.name)} file ({error}); get it again")


class _CarefulFile(io.FileIO):
    """A file of which nobody can read a huge piece at once, as `zipfile` reads the list of contents."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > limits.CONTENTS:
            raise SourceError("lists more members than an archive may hold; divide it into several")
        return super().read(-1 if size is None else size)


def _in_zip(container: Container) -> Iterator[Item]:
    with _CarefulFile(container.path) as file, zipfile.ZipFile(file) as archive:
        names = {info.filename for info in archive.infolist()}
        if names & {"META-INF/container.xml", "word/document.xml"}:
            yield _a_book_itself(container)
            return
        packed, given = container.path.stat().st_size, 0
        for info in archive.infolist():
            if info.is_dir() or not _is_story(container, info.filename):
                continue
            trouble = _trouble_with_name(info.filename) or _trouble_with_entry(info)
            if trouble:
                yield container.member(info.filename, trouble=trouble)
                continue
            content, trouble = _unzipped(archive, info)
            given += len(content)
            limits.check_burst(given, packed)
            yield container.member(info.filename, content, trouble=trouble)


def _a_book_itself(container: Container) -> Item:
    """An EPUB or DOCX that is called .zip."""
    if container.path.stat().st_size > limits.STORY:
        return container.whole(_too_large(container.path.stat().st_size))
    content = container.path.read_bytes()
    return Item(story_id=container.story_id, source=container.shown, name=container.path.name, content=content)


def _trouble_with_entry(info: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a symbolic link in an archive, and not followed; put the story itself there"
    if info.flag_bits & _ENCRYPTED:
        return "is protected by a password; give an unprotected copy"
    if info.file_size > limits.STORY:
        return _too_large(info.file_size)
    if info.file_size > limits.GRACE // 2 and info.file_size > limits.RATIO * info.compress_size:
        return f"would unpack to more than {limits.RATIO} times its size, like a zip bomb, and was not unpacked"
    return ""


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[bytes, str]:
    """A member's bytes, or the trouble with them."""
    try:
        with archive.open(info) as member:
            content = member.read(limits.STORY + 1)
    except limits.DAMAGE as error:
        return b"", f"is damaged in the archive ({error}); get the archive again"
    return (b"", _too_large(len(content))) if len(content) > limits.STORY else (content, "")


class _BoundedInfo(tarfile.TarInfo):
    """A member of a TAR archive whose long names and other headers have a bound."""

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        if self.type in _LONG_HEADERS and self.size > limits.HEADER:
            raise tarfile.ReadError("a header in it is larger than any name is long")
        return super()._proc_member(archive)  # type: ignore[misc]


def _in_tar(container: Container) -> Iterator[Item]:
    with (
        limits.unpacked(container.path) as stream,
        tarfile.open(fileobj=stream, mode="r|", tarinfo=_BoundedInfo) as archive,
    ):
        while (member := archive.next()) is not None:
            # The archive would remember every member, of which there may be millions.
            archive.members = []  # type: ignore[attr-defined]
            if member.isdir() or not _is_story(container, member.name):
                continue
            trouble = _trouble_with_name(member.name) or _trouble_with_member(member)
            content = b""
            if not trouble:
                file = archive.extractfile(member)
                assert file is not None
                content = file.read(limits.STORY + 1)
            yield container.member(member.name, content, trouble=trouble)


def _trouble_with_member(member: tarfile.TarInfo) -> str:
    if member.issym() or member.islnk():
        return "is a link in an archive, and not followed; put the story itself there"
    if not member.isreg():
        return "is no ordinary file (a device, a pipe); leave it out of the archive"
    return _too_large(member.size) if member.size > limits.STORY else ""


def _is_story(container: Container, name: str) -> bool:
    """Whether a member may be a story by its name; what isn't is counted, archives within archives are told of."""
    path = PurePosixPath(name.replace("\\", "/"))
    if any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in path.parts):
        return False
    if named_format(path.name) or container_kind(path.name):
        return True
    container.passed[path.suffix.lower()[:16]] += 1
    return False


def _trouble_with_name(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if container_kind(path.name):
        return "is an archive within an archive, and not opened; unpack it and give it by itself"
    if path.is_absolute() or ".." in path.parts or path.parts[0].endswith(":"):
        return "has a name that leads out of the archive, and was not read; pack the archive again without such paths"
    if len(name) > limits.NAME:
        return f"has a name of more than {limits.NAME:,} characters; pack the archive again with shorter ones"
    return ""


def _too_large(size: int) -> str:
    return f"has {size:,} bytes, more than the {limits.STORY:,} that a story may have; give the story alone"


def _in_lines(container: Container) -> Iterator[Item]:
    with limits.unpacked(container.path) as lines:
        number = 0
        while line := lines.readline(limits.STORY):
            number += 1
            if not line.endswith(b"\n") and len(line) == limits.STORY:
                raise SourceError(f"line {number:,} is longer than {limits.STORY:,} bytes; a line is one story's JSON")
            if line.strip():
                item = _line(container, number, line)
                if number == 1 and item.trouble:
                    raise SourceError(f"line 1 {item.trouble}")
                yield item


def _line(container: Container, number: int, line: bytes) -> Item:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return container.row(number, None, trouble=f"is no JSON ({error}); mend the line")
    if not isinstance(row, dict):
        return container.row(number, None, trouble="is no JSON object; each line is one, with the text in a field")
    key = row.get(container.columns.id) if container.columns.id else None
    text = row.get(container.columns.text)
    if not isinstance(text, str):
        return container.row(number, key, trouble=_no_text("field", container.columns.text, row))
    return container.row(number, key, text.encode("utf-8", "replace"))


def _no_text(kind: str, name: str, names: Any) -> str:
    there = ", ".join(printable(str(one))[:40] for one in list(names)[:8])
    return f"has no {kind} {name!r} that holds text; it has {there}: choose with --text-column"


def _in_parquet(container: Container) -> Iterator[Item]:
    name, own = container.columns.text, container.columns.id
    with pq.ParquetFile(container.path) as file:
        schema = file.schema_arrow
        if name not in schema.names or not _is_text(schema.field(name).type):
            raise SourceError(_no_text("column", name, schema.names))
    wanted = [name, own] if own in schema.names else [name]
    packed, given, number = container.path.stat().st_size, 0, 0
    # As a dictionary: a text that is there a million times is in memory once.
    with pq.ParquetFile(container.path, read_dictionary=[name]) as file:
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
            for text, key in zip(batch[name], batch[own] if own in wanted else [None] * len(batch), strict=True):
                number += 1
                content = _bytes(text.as_py())
                given += len(content)
                limits.check_burst(given, packed)
                trouble = _too_large(len(content)) if len(content) > limits.STORY else ""
                yield container.row(number, key and key.as_py(), b"" if trouble else content, trouble=trouble)


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
    return any(is_kind(kind) for is_kind in (*tests, pa.types.is_string_view, pa.types.is_binary_view))


def _bytes(text: str | bytes | None) -> bytes:
    return text.encode() if isinstance(text, str) else text or b""
