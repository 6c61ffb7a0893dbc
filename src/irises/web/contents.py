"""The table of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from irises.story import Story
from irises.view import OutlineItem

_MANY_UNITS = 60
_UNTITLED = frozenset({"prologue", "chapter", "epilogue", "scene", "journal_entry", "letter", "message"})
_OPENING_WORDS = 6


@dataclass(frozen=True, kw_only=True)
class ContentsItem:
    """A line of the table of contents; `opening` are the first words of a section that has no title."""

    section_id: int
    depth: int
    is_story: bool
    title: str
    opening: str
    date: str | None


def contents(story: Story, items: Sequence[OutlineItem]) -> Iterator[ContentsItem]:
    """Sections with titles; those of the story without one too, unless there are very many."""
    untitled = sum(item.is_story and not item.title and item.kind in _UNTITLED for item in items)
    titles: dict[int, str] = {}
    for item in items:
        titles[item.start] = item.title or titles.get(item.start, "")
        told = item.is_story and item.kind in _UNTITLED and untitled <= _MANY_UNITS
        if not (item.title or told) or item.kind in ("title", "byline"):
            continue
        yield ContentsItem(
            section_id=item.section_id,
            depth=min(3, item.depth),
            is_story=item.is_story,
            title=item.title or item.name,
            opening="" if item.title else _opening(story.text[item.start : item.end], titles[item.start]),
            date=None if item.title and item.date and item.date[:4] in item.title else item.date,
        )


def _opening(text: str, title: str) -> str:
    """The first words of a text, past a scene's marker and the title of the section around it that begins there."""
    words = [word for word in text[:600].replace("_", "").split() if any(letter.isalnum() for letter in word)]
    heading = title.split()
    if words[: len(heading)] == heading:
        words = words[len(heading) :]
    return " ".join(words[:_OPENING_WORDS]) + ("…" if len(words) > _OPENING_WORDS else "")
