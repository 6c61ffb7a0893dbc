"""The sections of a story: what is not the story, and parts, chapters, scenes and writings within it."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from irises.annotation import Span
from irises.document.breaks import claim_empty_runs, claim_marks, note_eyes
from irises.document.chapters import find_headings
from irises.document.front_matter import claim_front, end_of_matter
from irises.document.gutenberg import claim_gutenberg, claim_insets, is_boundary
from irises.document.headings import is_heading_line
from irises.document.hints import claim_hints
from irises.document.labels import label_of
from irises.document.layout import Layout, Piece
from irises.document.marks import is_mark_line
from irises.document.model import Draft, Field
from irises.document.notes import claim_notes
from irises.document.outline import Node, close, to_table
from irises.document.tree import build
from irises.document.units import make_units, wrap_width
from irises.document.verse import claim_verse
from irises.document.writings import claim_writings


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A story's structure."""

    sections: pa.Table
    """The `sections` table of the contract; its leaves cover the text."""
    paragraphs: list[Span]
    """The paragraphs given, parted where a section begins inside one (a heading or a note on a line of its own)."""
    paragraph_sections: list[int]
    """Per paragraph of `paragraphs`, the section_id of the leaf it lies in."""
    fields: tuple[Field, ...] = ()
    """Metadata that the text itself states, with the spans of the sections that state them."""
    field_sections: list[int | None]
    """Per field, the section_id it was read from."""
    headings: tuple[Span, ...] = ()
    """The headings of parts, chapters and scenes, for whoever wants their words apart from the narration."""


def find_outline(draft: Draft, paragraphs: list[Span]) -> Outline:
    """The sections of a draft, from its hints where the source has markup and from its words where it has none."""
    layout = make_layout(draft, paragraphs)
    headings = claim_all(layout, draft)
    roots = build(layout, headings)
    close(roots, len(draft.text))
    leaves = [leaf for root in roots for leaf in root.leaves()]
    parted = _parted(draft.text, paragraphs, [leaf.start for leaf in leaves])
    table = to_table(roots)
    fields = _fields(layout)
    return Outline(
        sections=table,
        paragraphs=parted,
        paragraph_sections=_sections_at(table, [span.start for span in parted]) if leaves else [],
        fields=fields,
        field_sections=list(_sections_at(table, [field.start for field in fields])),
        headings=tuple(Span(layout.units[h.first].start, layout.units[h.last - 1].end) for h in headings),
    )


def make_layout(draft: Draft, paragraphs: list[Span]) -> Layout:
    """The draft's units, none claimed yet."""
    width = wrap_width(draft.text, paragraphs)
    units = make_units(draft.text, paragraphs, width=width, is_structural=_is_structural)
    return Layout(draft.text, units, width)


def claim_all(layout: Layout, draft: Draft) -> list[Piece]:
    """Let every finder claim its units, the surer ones first; the headings, in text order."""
    hinted = claim_hints(layout, draft)
    claim_gutenberg(layout)
    claim_insets(layout)
    headings = find_headings(layout, hinted)
    note_eyes(layout)
    bounds = [heading.first for heading in headings] + [len(layout.units)]
    _claim_between(layout, 0, bounds[0], None)
    for heading, last in zip(headings, bounds[1:], strict=True):
        if heading.tells_story:
            _claim_between(layout, heading.last, last, heading)
        elif heading.until < 0:
            heading.until = end_of_matter(layout, heading, last)
            _claim_between(layout, heading.until, last, None)
    return headings


def _claim_between(layout: Layout, first: int, last: int, heading: Piece | None) -> None:
    """Find what lies between a heading (None before the first one) and the next."""
    body = claim_front(layout, first, last, of_story=heading is None)
    claim_notes(layout, body, last)
    above = heading.title if heading and heading.title else ""
    marks = claim_marks(layout, body, last)
    claim_writings(layout, body, last, told_in_writing=above)
    claim_verse(layout, body, last)
    claim_empty_runs(layout, body, last, marks=marks)


def _is_structural(line: str) -> bool:
    if len(line) > 400:
        return label_of(line) is not None
    return is_mark_line(line) or is_boundary(line) or is_heading_line(line) or label_of(line) is not None


def _parted(text: str, paragraphs: list[Span], starts: list[int]) -> list[Span]:
    """The paragraphs, cut at those of the starts that lie inside them; white space at the cuts is left out.

    The starts are in order; an empty section shares its own with the next.
    """
    parted: list[Span] = []
    at = 0
    for start, end in paragraphs:
        while at < len(starts) and starts[at] <= start:
            at += 1
        begin = start
        while at < len(starts) and starts[at] < end:
            if starts[at] > begin:
                parted.append(Span(begin, begin + len(text[begin : starts[at]].rstrip())))
                begin = starts[at]
            at += 1
        parted.append(Span(begin, end))
    return parted


def _fields(layout: Layout) -> tuple[Field, ...]:
    found: list[Field] = []
    seen: set[tuple[str, str]] = set()
    for piece in layout.pieces(0, len(layout.units)):
        own = ((piece.field, piece.value),) if piece.field and piece.value else ()
        for name, value in (*own, *piece.also):
            if (name, value.casefold()) in seen:
                continue
            seen.add((name, value.casefold()))
            start, end = layout.units[piece.first].start, layout.units[piece.last - 1].end
            found.append(Field(name=name, value=value, start=start, end=end))
    return tuple(found)


def _sections_at(table: pa.Table, positions: list[int]) -> list[int]:
    """The innermost section at each position; positions rise."""
    starts, ends = table["start"].to_pylist(), table["end"].to_pylist()
    parents = set(table["parent_id"].to_pylist())
    leaves = [(a, b, i) for i, (a, b) in enumerate(zip(starts, ends, strict=True)) if i not in parents]
    found, at = [], 0
    for position in positions:
        while at + 1 < len(leaves) and leaves[at][1] <= position:
            at += 1
        found.append(leaves[at][2])
    return found


__all__ = ["Node", "Outline", "find_outline"]
