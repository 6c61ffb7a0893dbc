"""Takes the file a person has and makes a draft of it: text, and what its format says about it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from irises.document import encodings
from irises.document.model import Draft, Source
from irises.document.sniff import FORMATS, is_zip, named_format, refuse_foreign, text_format
from irises.document.zips import Archive
from irises.errors import PlanError, SourceError

_LARGEST = 512 * 2**20


def draft_of(source: str | os.PathLike[str] | bytes, *, name: str | None = None, format: str | None = None) -> Draft:
    """The draft of a story in a file, or in a file's bytes.

    `name` is the name to note, by default the file's own (`-` for bytes). `format` is one of txt, md, html, epub and
    docx, and is found from the content and then the name if it is not given.

    Raises:
        SourceError: if the file cannot be read or holds no story; path and cure are in it.
        PlanError: if `format` is none of the five.
    """
    if format is not None and format not in FORMATS:
        raise PlanError(f"no format is called {format!r}; there are {', '.join(FORMATS)}")
    path = None if isinstance(source, bytes) else Path(source)
    data = source if isinstance(source, bytes) else read_bytes(Path(source))
    noted = name or (path.name if path else "-")
    try:
        draft = _read(data, noted, format)
        return _checked(draft)
    except SourceError as error:
        raise SourceError(error.message, path=error.path or path or noted, span=error.span) from error


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        SourceError: if it is not there, is no file, may not be read, is empty or larger than any story.
    """
    try:
        if path.is_dir():
            raise SourceError("is a folder; give the story's file", path=path)
        if path.exists() and not path.is_file():
            raise SourceError("is no ordinary file; give the story's file", path=path)
        if path.stat().st_size > _LARGEST:
            raise SourceError("is larger than 512 MiB, which no story is; give the story alone", path=path)
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError("there is no such file; check the name and the folder", path=path) from None
    except PermissionError:
        raise SourceError(
            "may not be read; change its permissions or copy it to a folder of yours", path=path
        ) from None
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot be read ({error}); copy it to this computer and try again", path=path) from error


def _read(data: bytes, name: str, format: str | None) -> Draft:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise SourceError("is empty; give a file that holds the story")
    if is_zip(data):
        return _read_zip(data, name, format)
    refuse_foreign(data)
    if format in ("epub", "docx") or named_format(name) in ("epub", "docx"):
        kind = (format or named_format(name) or "").upper()
        raise SourceError(
            f"is no {kind}: it is not a ZIP archive; export it again, or name it .txt if it is plain text"
        )
    if encodings.looks_binary(data):
        raise SourceError("is binary, not text; give the story as text, HTML, EPUB or DOCX")
    return _read_text(data, name, format)


def _read_zip(data: bytes, name: str, format: str | None) -> Draft:
    with Archive(data) as archive:
        kind = archive.kind()
        if format is not None and format != kind:
            raise SourceError(f"is no {format}; it looks like {kind or 'a plain ZIP archive'}")
        if kind == "epub":
            from irises.document.epub import read_epub

            return read_epub(archive, _source(data, name, "epub"))
        if kind == "docx":
            from irises.document.docx import read_docx

            return read_docx(archive, _source(data, name, "docx"))
        raise SourceError(archive.why_not(named_format(name)))


def _read_text(data: bytes, name: str, format: str | None) -> Draft:
    decoded = encodings.decode(data, declared=encodings.declared_encoding(data))
    text, mended = encodings.tidy(decoded.text)
    kind = format or text_format(text, name)
    draft = _reader_of(kind)(text, _source(data, name, kind))
    return replace(draft, warnings=(*decoded.warnings, *mended, *draft.warnings))


def _reader_of(kind: str) -> Callable[[str, Source], Draft]:
    """What reads a text of that format; no file needs more than one."""
    if kind == "html":
        from irises.document.html import read_html

        return read_html
    if kind == "md":
        from irises.document.markdown import read_markdown

        return read_markdown
    from irises.document.txt import read_txt

    return read_txt


def _source(data: bytes, name: str, format: str) -> Source:
    return Source(name=name, format=format, sha256=hashlib.sha256(data).hexdigest())


def _checked(draft: Draft) -> Draft:
    if not any(character.isalnum() for character in draft.text):
        raise SourceError("holds no words; give a file that holds the story")
    return replace(draft, warnings=(*draft.warnings, *encodings.oddities(draft.text)))
