"""From a file to a Document: its text, structure and words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from irises.annotation import Span, check_table, table_from_rows
from irises.document.blocks import fold
from irises.document.intake import draft_of
from irises.document.language import language_of
from irises.document.model import Document, Draft, Field, Mark
from irises.document.paragraphs import paragraph_spans
from irises.document.sections import Outline, find_outline
from irises.document.words import split_words

SOURCE = "intake@1"
_FEW_WORDS = 10


def load(source: str | os.PathLike[str] | bytes, *, name: str | None = None, format: str | None = None) -> Document:
    """The document in a file (or its bytes): text, words and the tables metadata, markup, sections and paragraphs.

    `name` is the file name to note for bytes; `format` overrides what the content looks like.

    Raises:
        SourceError: if there is no story to read in it; the message says what to do.
    """
    return document_of(draft_of(source, name=name, format=format))


def document_of(draft: Draft) -> Document:
    """The document that a draft becomes: paragraphs, sections and words found, tables built."""
    outline = find_outline(draft, paragraph_spans(draft.text, format=draft.source.format))
    paragraphs = outline.paragraphs
    words = split_words(draft.text, paragraphs)
    language = language_of(_body(draft.text, paragraphs, outline))
    return Document(
        text=draft.text,
        source=draft.source,
        tables=_tables(draft, paragraphs, outline),
        words=words,
        language=language,
        warnings=(*draft.warnings, *_warnings(language, len(words))),
    )


def _warnings(language: str, n_words: int) -> Iterable[str]:
    if language != "en":
        yield f"the story seems to be in another language than English ({language}); it is read as if it were English"
    if n_words < _FEW_WORDS:
        yield "the text has one word only" if n_words == 1 else f"the text has {n_words} words only"


def _body(text: str, paragraphs: Sequence[Span], outline: Outline) -> str:
    is_story = outline.sections["is_story"].to_pylist()
    told = [
        span.of(text) for span, section in zip(paragraphs, outline.paragraph_sections, strict=True) if is_story[section]
    ]
    return "\n\n".join(told) or text


def _tables(draft: Draft, paragraphs: Sequence[Span], outline: Outline) -> dict[str, pa.Table]:
    tables = {
        "metadata": table_from_rows("metadata", _metadata_rows(draft, paragraphs, outline)),
        "markup": table_from_rows("markup", (_markup_row(mark) for mark in draft.marks)),
        "sections": outline.sections,
        "paragraphs": table_from_rows("paragraphs", _paragraph_rows(paragraphs, outline)),
    }
    return {name: check_table(name, table, text_length=len(draft.text)) for name, table in tables.items()}


def _row(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "confidence": 1.0, "source": SOURCE, "known_at": end}


def _markup_row(mark: Mark) -> dict[str, Any]:
    return {**_row(mark.start, mark.end), "kind": mark.kind, "value": mark.value}


def _paragraph_rows(paragraphs: Sequence[Span], outline: Outline) -> Iterable[dict[str, Any]]:
    for number, (span, section) in enumerate(zip(paragraphs, outline.paragraph_sections, strict=True)):
        yield {**_row(*span), "paragraph_id": number, "section_id": section}


def _metadata_rows(draft: Draft, paragraphs: Sequence[Span], outline: Outline) -> list[dict[str, Any]]:
    """One row per field, the file's own first; what front matter repeats is left out."""
    rows = []
    seen: set[tuple[str, str]] = set()
    stated = ((field, _section_at(field, paragraphs, outline)) for field in draft.fields)
    read = zip(outline.fields, outline.field_sections, strict=True)
    for field, section in (*stated, *read):
        value = fold(field.value)
        key = (field.name, value.casefold())
        if value and key not in seen:
            seen.add(key)
            rows.append({**_row(field.start, field.end), "name": field.name, "value": value, "section_id": section})
    return rows


def _section_at(field: Field, paragraphs: Sequence[Span], outline: Outline) -> int | None:
    """The section of the paragraph in which a field's words stand; None where only the file's records say it."""
    if field.start == field.end:
        return None
    spans = zip(paragraphs, outline.paragraph_sections, strict=True)
    return next((section for span, section in spans if span.start <= field.start < span.end), None)
