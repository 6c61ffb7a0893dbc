"""The readers of bytes, each with valid inputs to begin from and a function that reads one."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from irises.annotation import TABLES, table_from_rows
from irises.corpus.sources import Sources
from irises.document.given_cast import cast_from
from irises.document.load import load as load_document
from irises.errors import ContractError, IrisesError, SourceError
from irises.story import Manifest, Story, load, save
from irises.story.corrections.exchange import changes_in, to_csv, to_json
from irises.story.neighbours.booknlp import read_booknlp
from irises.view import summary, through_eyes
from irises.write.booknlp import booknlp_files
from irises.write.epub import epub
from tests.conftest import TEXT
from tests.fuzz.mutations import mutated
from tests.write.conftest import worded_tables

HTML = b"""<!DOCTYPE html><html><head><title>Late</title><meta name="author" content="A. Writer"></head>
<body><h1>Late</h1><h2>Chapter 1</h2><p>Kate <em>didn't</em> wait.<br>\xe2\x80\x9cGo,\xe2\x80\x9d she said.</p><hr>
<blockquote><p>Dear Anna,</p><p>K.</p></blockquote><ol><li>one<ul><li>two</li></ul></li></ol>
<table><tr><td>a</td></tr></table><p>See <a href="#n1">1</a>.</p></body></html>"""
MARKDOWN = b"""---\ntitle: Late\nauthor: A. Writer\n---\n\n# Chapter 1\n\nKate *didn't* **wait**.\n\n> Dear Anna,\n>\n
> K.\n\n---\n\n1. one\n   - two\n\n| a | b |\n|---|---|\n| c | d |\n\n[link](http://x) ![it](y.png) `code` &amp;\n"""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DOCX = {
    "[Content_Types].xml": b'<?xml version="1.0"?>' + _TYPES,
    "word/document.xml": (
        f'<?xml version="1.0"?><w:document {_W}><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r>'
        "<w:t>Chapter 1</w:t></w:r></w:p><w:p><w:r><w:rPr><w:i/></w:rPr><w:t>Kate</w:t></w:r><w:r><w:t> waited.</w:t>"
        "<w:br/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>"
        "</w:document>"
    ).encode(),
    "word/styles.xml": (
        f'<?xml version="1.0"?><w:styles {_W}><w:style w:type="paragraph" w:styleId="Heading1">'
        '<w:name w:val="heading 1"/><w:basedOn w:val="Heading1"/></w:style></w:styles>'
    ).encode(),
}
CASTS = (
    b"name,aliases,pronouns\nEdwin Hall,Mr. Hall; the lodger,he/him\nKit,,they\n",
    b'[[person]]\nname = "Edwin Hall"\naliases = ["Mr. Hall"]\npronouns = "he"\n',
    b'{"person": [{"name": "Edwin Hall", "aliases": ["Mr. Hall"], "pronouns": ["he"]}]}',
)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A way in: valid inputs as files by name, and what reads them."""

    seeds: Callable[[], tuple[Mapping[str, bytes], ...]]
    read: Callable[[Mapping[str, bytes]], None]
    """Returns, or raises an error that names a cure."""
    change: Callable[[Mapping[str, bytes], random.Random], dict[str, bytes]] | None = None
    """How an input is changed, where not byte by byte."""


def broken(reader: Reader, seed: random.Random) -> dict[str, bytes]:
    """One of the reader's inputs with one of its files changed."""
    files = dict(seed.choice(reader.seeds()))
    if reader.change is not None:
        return reader.change(files, seed)
    name = seed.choice(sorted(files))
    return {**files, name: mutated(files[name], seed)}


def odd_values(files: Mapping[str, bytes], seed: random.Random) -> dict[str, bytes]:
    """A story's folder with some values of a table that are of the right type and of no sense."""
    name = seed.choice(sorted(TABLES))
    table = pq.read_table(pa.BufferReader(files[f"{name}.parquet"]))
    rows = table.to_pylist()
    for _ in range(seed.randint(1, 3) if rows else 0):
        row, column = seed.choice(rows), seed.choice(table.column_names)
        row[column] = _odd(table.schema.field(column).type, row[column], seed)
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), sink)
    return {**files, f"{name}.parquet": sink.getvalue()}


def _odd(kind: pa.DataType, value: Any, seed: random.Random) -> Any:
    if pa.types.is_list(kind):
        inner = kind.value_type
        return [] if pa.types.is_struct(inner) else [_odd(inner, None, seed) for _ in range(seed.randint(0, 3))]
    if pa.types.is_boolean(kind):
        return not value
    if pa.types.is_integer(kind):
        return seed.choice((-(2**31), -2, -1, 0, 1, 2, 3, 7, 50, 300, 10_000, 2**31 - 1))
    if pa.types.is_floating(kind):
        return seed.choice((0.0, 1.0, -1.0, 2.0, float("nan"), float("inf")))
    return seed.choice(
        ("", "\0", "odd", "\ud7ff\u202e<script>", "9" * 400, "--99-99", "{}", "first", "PER", "x" * 9000)
    )


def attempt(reader: Reader, files: Mapping[str, bytes]) -> str:
    """`read` or `refused`; anything else that happens is a finding."""
    try:
        reader.read(files)
    except ContractError:
        raise
    except IrisesError:
        return "refused"
    return "read"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


@cache
def story() -> Story:
    """The hand-made story, with two corrections."""
    tables = {name: table_from_rows(name, rows) for name, rows in worded_tables().items()}
    made = Story(text=TEXT, tables=tables, manifest=Manifest(irises="0.1.0", read_at="2024-05-01T10:00:00Z"))
    return made.correct.rename("Tom Reeve", "Doctor Reeve").correct.merge("her brother", "Tom Reeve")


def _document(name: str, files: Mapping[str, bytes]) -> None:
    content = files[name] if name in files else zipped(files)
    document = load_document(content, name=name)
    assert document.text
    assert len(document.text) < 10_000_000


@cache
def _epub_members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(epub(story(), "late"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _corrections(files: Mapping[str, bytes]) -> None:
    story().correct.add(changes_in(files["corrections"]))


def _cast(files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        cast_from(content, name=name)


def _booknlp_seeds() -> tuple[Mapping[str, bytes], ...]:
    whole = dict(booknlp_files(story(), "late"))
    whole.pop("late.book.html")
    whole.pop("late.supersense")
    return ({**whole, "late.txt": TEXT.encode()},)


def _booknlp(files: Mapping[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        read_booknlp(Path(folder, "late"))
        read_booknlp(Path(folder, "late"), text=Path(folder, "late.txt"))


@cache
def _folder_seeds() -> tuple[Mapping[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as place:
        folder = save(story(), Path(place, "late.irises"), page="<p>")
        return ({path.name: path.read_bytes() for path in folder.iterdir()},)


def _folder(files: Mapping[str, bytes], *, agrees: bool) -> None:
    """A story's folder; if it `agrees`, its manifest has the digests of what is there, as somebody hostile would do."""
    with tempfile.TemporaryDirectory() as place:
        for name, content in (_with_digests(files) if agrees else files).items():
            Path(place, name).write_bytes(content)
        found = load(place)
        summary(found)
        for known in (found, found.until(len(found.text) // 2)):
            epub(known, "late")
            for person in known.cast[:3]:
                through_eyes(known, person.entity_id)


def _with_digests(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    try:
        manifest = json.loads(files["manifest.json"])
        for name, entry in manifest["files"].items():
            entry["sha256"] = hashlib.sha256(files[name]).hexdigest()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return files
    return {**files, "manifest.json": json.dumps(manifest).encode()}


@cache
def _archive_seeds() -> tuple[Mapping[str, bytes], ...]:
    """An archive of each kind, packed and not, of three stories."""
    stories = {f"more/{name}.txt": TEXT.encode()[:200] for name in ("early", "late", "never")}
    tar, table = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name, content in stories.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    texts = [content.decode("utf-8", "ignore") for content in stories.values()]
    pq.write_table(pa.table({"id": list(stories), "text": texts}), table)
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in zip(stories, texts, strict=True))
    packed = {"s.tar.gz": gzip.compress(tar.getvalue(), mtime=0), "s.jsonl.gz": gzip.compress(lines.encode(), mtime=0)}
    plain = {
        "s.zip": zipped(stories),
        "s.tar": tar.getvalue(),
        "s.jsonl": lines.encode(),
        "s.parquet": table.getvalue(),
    }
    return tuple({name: content} for name, content in (plain | packed).items())


def _archive(files: Mapping[str, bytes]) -> None:
    """A file of many stories; refused is one that has some trouble."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        items = list(Sources(given=(folder,)).stories())
    assert sum(len(item.content) for item in items) < 10_000_000
    if any(item.trouble for item in items):
        raise SourceError(next(item.trouble for item in items if item.trouble))


def _one(name: str, *contents: bytes) -> Callable[[], tuple[Mapping[str, bytes], ...]]:
    return lambda: tuple({name: content} for content in contents)


READERS: Mapping[str, Reader] = {
    "txt": Reader(seeds=_one("late.txt", TEXT.encode(), TEXT.encode("utf-16")), read=partial(_document, "late.txt")),
    "md": Reader(seeds=_one("late.md", MARKDOWN), read=partial(_document, "late.md")),
    "html": Reader(seeds=_one("late.html", HTML), read=partial(_document, "late.html")),
    "docx": Reader(seeds=lambda: (DOCX,), read=partial(_document, "late.docx")),
    "epub": Reader(seeds=lambda: (_epub_members(),), read=partial(_document, "late.epub")),
    "zip": Reader(
        seeds=lambda: ({"story": zipped(DOCX)}, {"story": epub(story(), "late")}), read=partial(_document, "story")
    ),
    "corrections": Reader(
        seeds=lambda: tuple({"corrections": form(story().table("corrections")).encode()} for form in (to_json, to_csv)),
        read=_corrections,
    ),
    "cast": Reader(
        seeds=lambda: tuple({f"cast.{n}": c} for n, c in zip(("csv", "toml", "json"), CASTS, strict=True)), read=_cast
    ),
    "booknlp": Reader(seeds=_booknlp_seeds, read=_booknlp),
    "archive": Reader(seeds=_archive_seeds, read=_archive),
    "folder": Reader(seeds=_folder_seeds, read=partial(_folder, agrees=False)),
    "hostile-folder": Reader(seeds=_folder_seeds, read=partial(_folder, agrees=True)),
    "hostile-tables": Reader(seeds=_folder_seeds, read=partial(_folder, agrees=True), change=odd_values),
}
