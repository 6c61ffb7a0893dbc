"""Standard Ebooks' novels as a person would save them as plain text, with what the editors' markup says beside it.

Markup: https://standardebooks.org/manual (epub:type of sections, `<hr/>` for scene breaks).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from irises.annotation import Span

_TYPE = "{http://www.idpf.org/2007/ops}type"
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li dt dd td th tr table ul ol dl figure figcaption header "
    "footer section article blockquote div "
    "hgroup body cite".split()
)
_KINDS = {
    "chapter": "chapter",
    "short-story": "chapter",
    "prologue": "chapter",
    "epilogue": "chapter",
    "part": "part",
    "volume": "part",
    "division": "part",
    "letter": "letter",
    "diary-entry": "journal_entry",
}
_MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_MONTHS)})|({'|'.join(_MONTHS)})\s+(\d{{1,2}}))\b")


@dataclass(frozen=True)
class Stretch:
    """A stretch that the editors marked; `date` is month and day as its first words say them, `--MM-DD`."""

    kind: str
    span: Span
    date: str | None = None


@dataclass
class Book:
    """A novel's plain text, its marked stretches in text order, scene breaks, and what is front or back matter.

    `breaks` holds the offset of the first paragraph after each break; `body` the spans of the story's files.
    """

    name: str
    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    body: list[Span] = field(default_factory=list)


def book_names(folder: Path) -> list[str]:
    """The novels in the folder, in order of their names."""
    return sorted(path.parent.name for path in folder.glob("*/content.opf"))


def read_book(folder: Path, name: str, *, rule: str) -> Book:
    """A novel as plain text, paragraphs parted by empty lines; `rule` stands for a scene break ("" is an empty run)."""
    writer = _Writer(Book(name), rule)
    for path in _spine(folder / name):
        root = ElementTree.parse(path).getroot()
        body = next(element for element in root.iter() if _tag(element) == "body")
        writer.file(body)
    return writer.book


def _spine(folder: Path) -> Iterator[Path]:
    root = ElementTree.parse(folder / "content.opf").getroot()
    items = {e.get("id"): e.get("href") or "" for e in root.iter() if _tag(e) == "item"}
    for element in root.iter():
        path = folder / posixpath.basename(items.get(element.get("idref"), "")) if _tag(element) == "itemref" else None
        if path is not None and path.is_file():
            yield path


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


class _Writer:
    """Writes blocks as paragraphs; `_gap` is what parts the next one from the text so far."""

    def __init__(self, book: Book, rule: str) -> None:
        self.book = book
        self._rule = rule
        self._gap = ""
        self._broken = False

    def file(self, body: Element) -> None:
        """Write a file of the book."""
        self._gap = "\n\n\n\n" if self.book.text else ""
        start = len(self.book.text) + len(self._gap)
        self._block(body)
        if "bodymatter" in (body.get(_TYPE) or ""):
            self.book.body.append(Span(start, len(self.book.text)))

    def _block(self, element: Element) -> None:
        tag, types = _tag(element), (element.get(_TYPE) or "").replace("z3998:", "").replace("se:", "").split()
        kind = next((_KINDS[name] for name in types if name in _KINDS), None)
        if tag == "hr":
            self._break()
            return
        start = len(self.book.text) + len(self._gap)
        place = len(self.book.stretches)
        if any(_tag(child) in (*_BLOCKS, "hr") for child in element) and tag != "p":
            for child in element:
                if _tag(child) in (*_BLOCKS, "hr"):
                    self._block(child)
        else:
            self._paragraph(element, heading=tag.startswith("h"))
        if kind and len(self.book.text) > start:
            self._mark(kind, start, place)

    def _mark(self, kind: str, start: int, place: int) -> None:
        words = self.book.text[start : start + 200]
        day = _DAY.search(words.split("\n\n")[0][:60])
        date = None
        if day and kind in ("letter", "journal_entry"):
            number, month = day[1] or day[4], day[2] or day[3]
            date = f"--{_MONTHS.index(month) + 1:02d}-{int(number):02d}"
        self.book.stretches.insert(place, Stretch(kind, Span(start, len(self.book.text)), date))

    def _break(self) -> None:
        self._gap = f"\n\n{self._rule}\n\n" if self._rule else "\n\n\n\n"
        self._broken = True

    def _paragraph(self, element: Element, *, heading: bool) -> None:
        words = _words(element)
        if not words:
            return
        self.book.text += self._gap
        if self._broken:
            self.book.breaks.append(len(self.book.text))
        self._broken = False
        self.book.text += words
        self._gap = "\n\n"


def _words(element: Element) -> str:
    pieces = []
    for part in _parts(element):
        pieces.append(part)
    lines = "".join(pieces).split("\n")
    return "\n".join(line for line in (re.sub(r"\s+", " ", line).strip() for line in lines) if line)


def _parts(element: Element) -> Iterator[str]:
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        if _tag(child) == "br":
            yield "\n"
        elif "noteref" not in (child.get(_TYPE) or ""):
            yield from _parts(child)
        yield re.sub(r"\s+", " ", child.tail or "")
