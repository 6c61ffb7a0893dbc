"""The text with what is marked in it: paragraphs cut into runs in which the same marks hold.

Mentions nest, and quotations and italics may cross them; runs hold all that covers them, so a page can render each
run by itself and needs no nesting of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from irises.story import Story

Int64s = npt.NDArray[np.int64]

_INLINE = frozenset({"italic", "bold", "underline", "strike", "link"})


class Run(NamedTuple):
    """A stretch of a paragraph (code points) and what covers it; of several, outer before inner."""

    start: int
    end: int
    text: str
    mentions: tuple[int, ...]
    """mention_ids."""
    quotations: tuple[int, ...]
    """quotation_ids."""
    markup: tuple[int, ...]
    """Rows of the markup table."""
    events: tuple[int, ...]
    """event_ids."""


@dataclass(frozen=True, kw_only=True)
class MarkedParagraph:
    """A paragraph as runs; they cover it without gap or overlap."""

    paragraph_id: int
    section_id: int
    start: int
    end: int
    runs: tuple[Run, ...]


class _Layer(NamedTuple):
    """Spans of one table with their ids, sorted by start, outer before inner."""

    start: Int64s
    end: Int64s
    ids: Int64s


def marked_text(story: Story) -> Iterator[MarkedParagraph]:
    """The paragraphs of a story in order. A span that crosses a paragraph's end is cut there."""
    layers = (
        _layer(story, "mentions", "mention_id"),
        _layer(story, "quotations", "quotation_id"),
        _markup_layer(story),
        _layer(story, "events", "event_id"),
    )
    cursors = [_Cursor(layer) for layer in layers]
    for paragraph in story.paragraphs:
        covering = [cursor.within(paragraph.start, paragraph.end) for cursor in cursors]
        yield MarkedParagraph(
            paragraph_id=paragraph.paragraph_id,
            section_id=paragraph.section_id,
            start=paragraph.start,
            end=paragraph.end,
            runs=tuple(_runs(story.text, paragraph.start, paragraph.end, covering)),
        )


def _layer(story: Story, name: str, id_column: str) -> _Layer:
    table = story.table(name)
    return _sorted(table["start"].to_numpy(), table["end"].to_numpy(), table[id_column].to_numpy())


def _markup_layer(story: Story) -> _Layer:
    table = story.table("markup")
    inline = np.array([kind in _INLINE for kind in table["kind"].to_pylist()], dtype=np.bool_)
    rows = np.arange(table.num_rows)[inline]
    return _sorted(table["start"].to_numpy()[inline], table["end"].to_numpy()[inline], rows)


def _sorted(start: npt.NDArray[np.int32], end: npt.NDArray[np.int32], ids: npt.NDArray[np.integer]) -> _Layer:
    order = np.lexsort((-end, start))
    return _Layer(start[order].astype(np.int64), end[order].astype(np.int64), ids[order].astype(np.int64))


class _Cursor:
    """Goes through a layer once; spans still open at a paragraph's end come again in the next."""

    def __init__(self, layer: _Layer) -> None:
        self._spans = list(zip(layer.start.tolist(), layer.end.tolist(), layer.ids.tolist(), strict=True))
        self._next = 0
        self._open: list[tuple[int, int, int]] = []

    def within(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Spans (start, end, id) that share a code point with `[start, end)`; to be asked in order."""
        while self._next < len(self._spans) and self._spans[self._next][0] < end:
            self._open.append(self._spans[self._next])
            self._next += 1
        found = [span for span in self._open if span[1] > start]
        self._open = [span for span in found if span[1] > end]
        return found


def _runs(text: str, start: int, end: int, covering: Sequence[list[tuple[int, int, int]]]) -> Iterator[Run]:
    bounds = {start, end}
    for spans in covering:
        bounds.update(max(start, first) for first, _, _ in spans)
        bounds.update(min(end, last) for _, last, _ in spans)
    cuts = sorted(bounds)
    inner = [_covering_ids(spans, cuts) for spans in covering]
    for (a, b), *marks in zip(pairwise(cuts), *inner, strict=True):
        yield Run(a, b, text[a:b], *marks)


def _covering_ids(spans: list[tuple[int, int, int]], cuts: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """For each stretch between two cuts the ids of the spans that cover it, outer before inner."""
    begun = 0
    active: list[tuple[int, int, int]] = []
    for cut in cuts[:-1]:
        active = [span for span in active if span[1] > cut]
        while begun < len(spans) and spans[begun][0] <= cut:
            active.append(spans[begun])
            begun += 1
        yield tuple(span[2] for span in active if span[1] > cut)
