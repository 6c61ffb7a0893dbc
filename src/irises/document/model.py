"""What intake makes of a file: a draft with the source's own structure, then a Document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from irises.document.given_cast import GivenCast

Int32s = npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a story came from."""

    name: str
    """File name without its folder; `-` for standard input."""
    format: str
    """txt, md, html, epub or docx."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A stretch the source marked; `kind` is one of MARKUP_KINDS."""

    start: int
    end: int
    kind: str
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class Field:
    """A fact the file states about the story (author, fandom, tag ...); the span is where, empty (0, 0) if nowhere."""

    name: str
    value: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True)
class Hint:
    """Structure that the source's markup states outright; `kind` is one of SECTION_KINDS or `break` (a scene break).

    `level` is a heading's depth (1 outermost) where the source says only "heading": kind is then `heading`.
    """

    start: int
    end: int
    kind: str
    title: str | None = None
    level: int | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A file's text and what its format said about it, before sections are found."""

    text: str
    """NFC, `\\n` line ends, no BOM: exactly what text.txt will hold."""
    source: Source
    marks: tuple[Mark, ...] = ()
    fields: tuple[Field, ...] = ()
    hints: tuple[Hint, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a text in order, as parallel arrays of one length.

    `start` and `end` are code-point offsets, half-open; `paragraph` is each word's paragraph_id.
    """

    start: Int32s
    end: Int32s
    paragraph: Int32s

    def __len__(self) -> int:
        return len(self.start)

    def texts(self, text: str) -> list[str]:
        """The words themselves."""
        return [text[a:b] for a, b in zip(self.start.tolist(), self.end.tolist(), strict=True)]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of word indices that lie wholly inside the code points `[start, end)`."""
        first = int(np.searchsorted(self.start, start, side="left"))
        last = int(np.searchsorted(self.end, end, side="right"))
        return first, max(first, last)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A story's text with its structure, ready to be read.

    `tables` holds `metadata`, `markup`, `sections` and `paragraphs` of the data contract.
    """

    text: str
    source: Source
    tables: Mapping[str, pa.Table]
    words: Words
    language: str = "en"
    warnings: tuple[str, ...] = field(default=())
    given: GivenCast = ()
    """People whom somebody named before the story is read."""

    @cached_property
    def word_texts(self) -> list[str]:
        """The words themselves, not to be changed; the same string for equal ones, since all passes share them."""
        known: dict[str, str] = {}
        return [known.setdefault(word, word) for word in self.words.texts(self.text)]
