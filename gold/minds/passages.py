"""The annotated passages: where each lies in its source, and its paragraphs.

`split.tsv` names them: passage, split (dev or test; all of a source's in one), source (a file name), start and end
(code points of the source's text as Irises reads it: `tidy`), sha256 of the passage's text in UTF-8. `gold/fresh` has a
split file of its own, with a third split, fresh: stories written and labelled after the rules had been tuned on dev and
the test half looked at.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from irises.annotation import Span
from irises.document.encodings import tidy

HERE = Path(__file__).parent
FRESH = HERE.parent / "fresh"
SPLIT_FILES = (HERE / "split.tsv", FRESH / "split.tsv")
OWN_TEXTS = (HERE / "stories", FRESH / "stories", HERE.parent.parent / "examples")
"""Folders of the sources that are our own."""

_PARAGRAPH = re.compile(r"\S.*?(?=\n[ \t]*\n|\s*\Z)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a passage lies: `[start, end)` of the source's text, with the digest of what must stand there."""

    passage: str
    split: str
    source: str
    start: int
    end: int
    sha256: str


def read_places(paths: Iterable[Path] = SPLIT_FILES) -> list[Place]:
    """The passages of split files, in their order."""
    return [place for path in paths for place in _places_of(path)]


def _places_of(path: Path) -> list[Place]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        Place(
            passage=row["passage"],
            split=row["split"],
            source=row["source"],
            start=int(row["start"]),
            end=int(row["end"]),
            sha256=row["sha256"],
        )
        for row in rows
    ]


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def source_text(source: str, folders: Iterable[Path]) -> str:
    """The whole text of a source, from the first of the folders that has it; FileNotFoundError if none has."""
    for folder in folders:
        if (folder / source).is_file():
            return tidy((folder / source).read_text(encoding="utf-8"))[0]
    raise FileNotFoundError(source)


def passage_text(place: Place, folders: Iterable[Path]) -> str:
    """The words of a passage; ValueError if they aren't the ones that were annotated."""
    text = source_text(place.source, folders)[place.start : place.end]
    if digest(text) != place.sha256:
        raise ValueError(f"passage {place.passage}: {place.source} is not the text that was annotated")
    return text


def paragraphs(text: str) -> list[Span]:
    """The blocks between empty lines, without the white space around them; numbered from 1 in a reading."""
    return [Span(*found.span()) for found in _PARAGRAPH.finditer(text)]
