"""From pieces of text with a kind to the nested `sections` table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pyarrow as pa

from irises.annotation import table_from_rows

SOURCE = "sections@2"

NOT_STORY = frozenset(
    "title byline archive_metadata disclaimer content_note summary dedication soundtrack epigraph contents preface "
    "authors_note licence footnote end_note".split()
)
"""Kinds whose words are never the story's own."""


@dataclass(slots=True)
class Node:
    """A section in the making: it runs from `start` to the start of the next one; `end` is set for the last of all."""

    kind: str
    start: int
    confidence: float = 1.0
    title: str | None = None
    date: str | None = None
    is_story: bool = True
    children: list[Node] = field(default_factory=list)
    end: int = 0

    def leaves(self) -> Iterator[Node]:
        """The leaves under this node, in text order."""
        stack = [self]
        while stack:
            node = stack.pop()
            if node.children:
                stack.extend(reversed(node.children))
            else:
                yield node


def close(roots: list[Node], length: int) -> None:
    """Set starts and ends so that the leaves cover `[0, length)` without gap."""
    leaves = [leaf for root in roots for leaf in root.leaves()]
    if leaves:
        leaves[0].start = 0
    for leaf, following in pairwise(leaves):
        leaf.end = following.start
    if leaves:
        leaves[-1].end = length
    for root in roots:
        _enclose(root)


def _enclose(node: Node) -> None:
    for child in node.children:
        _enclose(child)
    if node.children:
        node.start, node.end = node.children[0].start, node.children[-1].end


def to_table(roots: list[Node]) -> pa.Table:
    """The `sections` table of closed trees, parents before children, in text order."""
    rows: list[dict[str, object]] = []

    def add(node: Node, parent: int) -> None:
        number = len(rows)
        rows.append(
            {
                "start": node.start,
                "end": node.end,
                "confidence": round(node.confidence, 4),
                "source": SOURCE,
                "known_at": node.start,
                "section_id": number,
                "parent_id": parent,
                "kind": node.kind,
                "is_story": node.is_story,
                "title": node.title,
                "date": node.date,
            }
        )
        for child in node.children:
            add(child, number)

    for root in roots:
        add(root, -1)
    return table_from_rows("sections", rows)
