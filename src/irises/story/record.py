"""A story made whole from what was read: the one row about all of it, every table checked, the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from irises.annotation import check_table, empty_table, table_from_rows
from irises.document.model import Document
from irises.story.manifest import Manifest
from irises.story.story import Story

SOURCE = "reader@1"


def story_of(
    document: Document,
    tables: Mapping[str, pa.Table],
    *,
    passes: Mapping[str, int],
    warnings: tuple[str, ...] = (),
    seconds: float = 0.0,
) -> Story:
    """The story of all tables that were read, but for `story`, by these passes (versions by name), now, in so many
    seconds; `warnings` come after the document's.

    Raises:
        ContractError: if a table breaks the contract.
    """
    whole = {**tables, "story": story_table(document, tables, reader_version=version("irises"))}
    for name, table in whole.items():
        check_table(name, table, text_length=len(document.text))
    manifest = Manifest(
        irises=version("irises"),
        read_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=seconds,
        passes=dict(passes),
        warnings=(*document.warnings, *warnings),
    )
    return Story(text=document.text, tables=whole, manifest=manifest)


def story_table(document: Document, tables: Mapping[str, pa.Table], *, reader_version: str) -> pa.Table:
    """The `story` table of a document that has been read; `tables` are what was read."""
    source = document.source
    row = {
        "start": 0,
        "end": len(document.text),
        "confidence": 1.0,
        "source": SOURCE,
        "known_at": 0,
        "title": " ".join(_stated(document.tables["metadata"], "title")[:1]) or None,
        "author": " & ".join(_stated(document.tables["metadata"], "author")) or None,
        "language": document.language,
        "person": main_person(document, tables.get("perspectives", empty_table("perspectives"))),
        "source_name": source.name,
        "source_format": source.format,
        "source_sha256": source.sha256,
        "text_sha256": hashlib.sha256(document.text.encode("utf-8")).hexdigest(),
        "n_chars": len(document.text),
        "n_words": story_words(document),
        "reader_version": reader_version,
    }
    return table_from_rows("story", [row])


def story_words(document: Document) -> int:
    """Words of the story itself: runs of tokens that hold a letter or digit, "don't" being one, front matter none."""
    paragraphs = document.tables["paragraphs"]["section_id"].to_numpy()
    told = document.tables["sections"]["is_story"].to_numpy(zero_copy_only=False)
    words = document.words
    counted = _has_letters(document.text, words.start, words.end)
    goes_on = np.zeros_like(counted)
    goes_on[1:] = counted[:-1] & (words.end[:-1] == words.start[1:])
    return int(np.sum(counted & ~goes_on & told[paragraphs[words.paragraph]])) if len(words) else 0


def _has_letters(text: str, start: npt.NDArray[np.int32], end: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    is_letter = np.zeros(int(points.max(initial=0)) + 1, dtype=np.bool_)
    distinct = np.flatnonzero(np.bincount(points))
    is_letter[distinct] = [chr(point).isalnum() for point in distinct.tolist()]
    before = np.concatenate([[0], np.cumsum(is_letter[points])])
    return np.asarray(before[end] > before[start], dtype=np.bool_)


def main_person(document: Document, perspectives: pa.Table) -> str | None:
    """Grammatical person of the main narration by words; letters and diaries count only where they are most of it."""
    from irises.passes.person import SectionVoice, person_of_story

    sections = document.tables["sections"]
    spans = zip(sections["start"].to_pylist(), sections["end"].to_pylist(), strict=True)
    kinds = dict(zip(spans, sections["kind"].to_pylist(), strict=True))
    voices: list[SectionVoice] = []
    for row in perspectives.to_pylist():
        first, last = document.words.between(row["start"], row["end"])
        voice = {name: row[name] for name in ("start", "end", "person", "tense", "confidence")}
        kind = kinds.get((row["start"], row["end"]), "scene")
        voices.append(SectionVoice(section_id=len(voices), kind=kind, words=last - first, **voice))
    return person_of_story(voices)


def _stated(metadata: pa.Table, field: str) -> list[str]:
    """Values of a field, as the file gives them first and its front matter after."""
    columns = (metadata["name"].to_pylist(), metadata["value"].to_pylist())
    return [value for name, value in zip(*columns, strict=True) if name == field]
