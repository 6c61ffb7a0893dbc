"""The sections of a story, in order and nested, with their lengths."""

from __future__ import annotations

from dataclasses import dataclass

from irises.story import Story
from irises.view.places import Place, Places, names_of_sections


@dataclass(frozen=True, kw_only=True)
class OutlineItem:
    """A section: `depth` counts the sections around it, `n_words` are words between spaces, its own and inner ones."""

    section_id: int
    depth: int
    kind: str
    name: str
    title: str | None
    date: str | None
    is_story: bool
    start: int
    end: int
    n_words: int
    place: Place


def outline(story: Story) -> tuple[OutlineItem, ...]:
    """Every section in text order, outer before inner."""
    places = Places(story)
    depths: dict[int, int] = {-1: -1}
    items = []
    for section, name in zip(story.sections, names_of_sections(story.sections), strict=True):
        depths[section.section_id] = depths[section.parent_id] + 1
        items.append(
            OutlineItem(
                section_id=section.section_id,
                depth=depths[section.section_id],
                kind=section.kind,
                name=name,
                title=section.title,
                date=section.date,
                is_story=section.is_story,
                start=section.start,
                end=section.end,
                n_words=len(section.text.split()),
                place=places.at(section.start),
            )
        )
    return tuple(items)
