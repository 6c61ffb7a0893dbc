"""The passages of our own that weights of minds are fitted on, as the program reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from gold.minds.marked_rows import EYES, MARKED, TOLD_WEIGHED, read_marked
from gold.minds.passages import OWN_TEXTS
from gold.minds.reader import LABELS, Annotation, read_annotations
from irises import passes
from irises.document.load import load
from irises.document.model import Document
from irises.encode import encode
from irises.encode.encoding import Encoding
from irises.passes.clauses import Clauses
from irises.passes.interface import Tables


@dataclass(frozen=True, kw_only=True)
class Read:
    """A passage with its labels, read up to a pass."""

    name: str
    gold: Annotation
    document: Document
    encoding: Encoding
    tables: Tables

    @property
    def clauses(self) -> Clauses:
        """Its clauses."""
        return Clauses(self.document, self.tables)


def row_texts(data: Path) -> Iterator[tuple[str, Annotation]]:
    """Passages with masks, beliefs and commitments: the marked ones, then the dev passages of `gold.minds`."""
    yield from read_marked(MARKED)
    yield from read_marked(TOLD_WEIGHED)
    yield from _dev(data)


def eyes_texts(data: Path) -> Iterator[tuple[str, Annotation]]:
    """Passages with labels of whose eyes."""
    yield from _dev(data)
    yield from read_marked(EYES)
    yield from ((text, gold) for text, gold in (*read_marked(MARKED), *read_marked(TOLD_WEIGHED)) if gold.perspectives)


def _dev(data: Path) -> Iterator[tuple[str, Annotation]]:
    for gold in read_annotations(LABELS, split="dev"):
        yield gold.text((data / "novels", *OWN_TEXTS)), gold


def read(text: str, gold: Annotation, *, until: str) -> Read:
    """A passage as the program reads it before a pass. Some have the same name in two folders."""
    document = load(text.encode(), name="passage.txt")
    encoding = encode(document)
    earlier = tuple(takewhile(lambda step: step.spec.name != until, passes.PASSES))
    return Read(
        name=f"{gold.place.passage}-{gold.place.sha256[:8]}",
        gold=gold,
        document=document,
        encoding=encoding,
        tables=passes.run_passes(document, encoding, earlier),
    )
