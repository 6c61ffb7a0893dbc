"""A document made by hand from a text whose paragraphs empty lines part, for the passes that need no model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from irises.annotation import check_table, table_from_rows
from irises.document.model import Document, Source, Words
from irises.passes.quotations import Quotations

MADE = {"confidence": 1.0, "source": "hand@1"}
NO_WORDS = Words(start=np.zeros(0, np.int32), end=np.zeros(0, np.int32), paragraph=np.zeros(0, np.int32))
Section = tuple[str, str, bool]


def told(text: str, *, sections: Sequence[Section] = (), italics: Sequence[str] = ()) -> Document:
    """A document of one chapter, or of sections given as (kind, their text, is_story) that make up `text`.

    `italics` are words of the text that the source set in italics, each at its first place.
    """
    parts = sections or [("chapter", text, True)]
    rows, at = [], 0
    for kind, words, is_story in parts:
        start = text.index(words, at)
        at = start + len(words)
        rows.append((start, at, kind, is_story))
    tables = {
        "sections": table_from_rows("sections", [_section(n, *row) for n, row in enumerate(rows)]),
        "paragraphs": table_from_rows("paragraphs", _paragraphs(text, rows)),
        "markup": table_from_rows("markup", [_italic(text, words) for words in italics]),
    }
    source = Source(name="-", format="txt", sha256="")
    return Document(text=text, source=source, tables=tables, words=NO_WORDS)


def quotations_of(document: Document) -> pa.Table:
    """The quotations that the pass finds in a document, checked against the contract."""
    reader = Quotations()
    table = reader.decode(document, document.tables)["quotations"]
    return check_table("quotations", table, text_length=len(document.text))


def found(text: str, **more: Any) -> list[str]:
    """The words of the quotations of a text."""
    table = quotations_of(told(text, **more))
    return [text[a:b] for a, b in zip(table["start"].to_pylist(), table["end"].to_pylist(), strict=True)]


def rows_of(text: str, **more: Any) -> list[dict[str, Any]]:
    """The quotations of a text as rows."""
    rows: list[dict[str, Any]] = quotations_of(told(text, **more)).to_pylist()
    return rows


def _section(number: int, start: int, end: int, kind: str, is_story: bool) -> dict[str, Any]:
    return MADE | {
        "start": start, "end": end, "known_at": end, "section_id": number, "parent_id": -1, "kind": kind,
        "is_story": is_story,
    }  # fmt: skip


def _paragraphs(text: str, sections: Sequence[tuple[int, int, str, bool]]) -> list[dict[str, Any]]:
    spans = [match.span() for match in re.finditer(r"\S(?:[^\n]|\n(?![ \t]*\n))*", text)]
    return [
        MADE | {"start": a, "end": b, "known_at": b, "paragraph_id": n, "section_id": _section_at(a, sections)}
        for n, (a, b) in enumerate(spans)
    ]


def _section_at(position: int, sections: Sequence[tuple[int, int, str, bool]]) -> int:
    return max((n for n, row in enumerate(sections) if row[0] <= position), default=0)


def _italic(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return MADE | {"start": start, "end": start + len(words), "known_at": start + len(words), "kind": "italic"}
