"""Project Gutenberg's files: its header and footer are its own, and say who wrote what."""

from __future__ import annotations

from irises.document.markup import PLAIN
from irises.document.model import Field
from irises.document.sites.shaping import by_id, name_labelled, state
from irises.document.trees import Element, tag_of


def matches(root: Element) -> bool:
    """Whether the tree has Gutenberg's header or footer."""
    return by_id(root, "pg-header") is not None or by_id(root, "pg-footer") is not None


def prepare(root: Element) -> list[Field]:
    """Say that header and footer are the licence, and name the header's values."""
    for name in ("pg-header", "pg-footer"):
        box = by_id(root, name)
        if box is not None:
            state(box, "licence")
            name_labelled(box)
            for heading in box.iter():
                if tag_of(heading) in ("h1", "h2", "h3", "h4"):
                    heading.set(PLAIN, "1")
    return []
