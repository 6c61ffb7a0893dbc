"""A story as an EPUB 3: its text with names that lead to a card of who that is, as far as one has read.

Each chapter has its own cards, which know what is known where it begins; of who comes in later they say only that.
At the end stands who is who in the whole story. (EPUB 3.2, w3.org/publishing/epub32; checked with epubcheck.)
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from irises.story import Story
from irises.write.epub_people import Known, people_page
from irises.write.epub_text import Chapter, chapters, content_of
from irises.write.epub_xhtml import e, page

_STYLE = """
body { line-height: 1.5; margin: 5%; }
h1, h2, h3, h4, h5, h6 { text-align: center; line-height: 1.2; }
p { margin: 0; text-indent: 1.2em; }
h1 + p, h2 + p, h3 + p, p.rule + p { text-indent: 0; }
p.lines { white-space: pre-line; text-indent: 0; margin: 1em 0; }
p.rule { text-align: center; text-indent: 0; margin: 1em 0; }
a.name { color: inherit; text-decoration: underline dotted; }
aside p, p.note { text-indent: 0; }
"""
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_NAMES = uuid.UUID("5bd6e7c2-61c0-5e2c-9a39-1ad0a4b4c5d1")
_LAST = "people.xhtml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def epub(story: Story, name: str) -> bytes:
    """The whole file; of a story known up to a position, only what is known there."""
    known = Known(story)
    told = chapters(story)
    title = story.title or name
    files = {"package.opf": "", "nav.xhtml": _nav(told, story), "style.css": _STYLE}
    files["title.xhtml"] = _title_page(story, title)
    cards: list[str] = []
    for chapter in told:
        files[chapter.file] = page(chapter.title, content_of(chapter, known), language=story.record.language)
        if chapter.people:
            cards.append(chapter.people_file)
            before = f"Who is who before “{chapter.title}”"
            files[chapter.people_file] = people_page(
                known, chapter.people, bound=chapter.start, heading=before, language=story.record.language
            )
    everybody = [person.entity_id for person in story.cast]
    heading = "Who is who at the end" if story.bound is None else "Who is who, as far as is known"
    files[_LAST] = people_page(known, everybody, bound=len(story.text), heading=heading, language=story.record.language)
    files["package.opf"] = _package(story, title, told, cards)
    return _zipped(files)


def _title_page(story: Story, title: str) -> str:
    by = f'<p class="rule">{e(story.author)}</p>' if story.author else ""
    note = "Names lead to what is known of somebody where the chapter begins."
    return page(title, f'<h1>{e(title)}</h1>{by}<p class="rule note">{note}</p>', language=story.record.language)


def _nav(told: Sequence[Chapter], story: Story) -> str:
    items = [(chapter.file, chapter.title) for chapter in told]
    items.append((_LAST, "Who is who (tells all of the story)" if story.bound is None else "Who is who"))
    listed = "".join(f'<li><a href="{file}">{e(title)}</a></li>' for file, title in items)
    content = f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{listed}</ol></nav>'
    return page("Contents", content, language=story.record.language)


def _package(story: Story, title: str, told: Sequence[Chapter], cards: Sequence[str]) -> str:
    pages = ["title.xhtml", *(chapter.file for chapter in told), *cards, _LAST]
    items = "".join(f'<item id="{_id(file)}" href="{file}" media-type="application/xhtml+xml"/>' for file in pages)
    spine = "".join(
        f'<itemref idref="{_id(file)}"{" linear=" + chr(34) + "no" + chr(34) if file in cards else ""}/>'
        for file in pages
    )
    creator = f"<dc:creator>{e(story.author)}</dc:creator>" if story.author else ""
    number = uuid.uuid5(_NAMES, f"{story.record.text_sha256} {story.bound}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{number}</dc:identifier><dc:title>{e(title)}</dc:title>'
        f"<dc:language>{e(story.record.language)}</dc:language>{creator}"
        f'<meta property="dcterms:modified">{_modified(story)}</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="style" href="style.css" media-type="text/css"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>\n"
    )


def _id(file: str) -> str:
    return file.removesuffix(".xhtml")


def _modified(story: Story) -> str:
    """When the story was read, as EPUB wants it."""
    try:
        when = datetime.fromisoformat(story.manifest.read_at)
    except ValueError:
        when = datetime(1980, 1, 1, tzinfo=UTC)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _zipped(files: dict[str, str]) -> bytes:
    """The archive; the same story gives the same bytes."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _EPOCH), b"application/epub+zip", zipfile.ZIP_STORED)
        packed = {"META-INF/container.xml": _CONTAINER, **{f"EPUB/{name}": text for name, text in files.items()}}
        for name, text in packed.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return sink.getvalue()
