"""Short stories read by the whole program, for the passes that need trees and people."""

from __future__ import annotations

from functools import cache

from irises import read
from irises.story import Story


@cache
def story(text: str) -> Story:
    """The story of a text; read once however many tests ask."""
    return read(text.encode(), name="a.txt")


def name(story: Story, entity: int | None) -> str | None:
    """The name of an entity."""
    return {e.entity_id: e.name for e in story.entities}.get(entity) if entity is not None else None
