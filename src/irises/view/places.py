"""Where in a story something is, as a reader would say it: a chapter, and how far in."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from irises.story import Story
from irises.story.position import share
from irises.story.rows import Section

_CHAPTERS = frozenset({"prologue", "chapter", "epilogue"})
_SCENES = frozenset({"scene", "journal_entry", "letter", "message", "poem"})


@dataclass(frozen=True, kw_only=True)
class Place:
    """A position in a story: its offset (code points), the unit it is in, and its share of the body (0 to 1)."""

    offset: int
    unit: str | None
    """Heading of the chapter (or "scene 2", "journal entry 1" where there are no chapters); None outside them."""
    share: float


class Places:
    """Places of one story's offsets."""

    def __init__(self, story: Story) -> None:
        self._body = story.body
        self._units = _named_units(story)
        self._starts = [section.start for section, _ in self._units]

    def at(self, offset: int) -> Place:
        """The place of an offset (code points)."""
        unit = None
        before = bisect_right(self._starts, offset) - 1
        if before >= 0 and offset < self._units[before][0].end:
            unit = self._units[before][1]
        return Place(offset=offset, unit=unit, share=share(offset, self._body))


def said_kind(kind: str) -> str:
    """A section's kind in words: "author's note"."""
    return kind.replace("authors", "author's").replace("_", " ")


def names_of_sections(sections: Sequence[Section]) -> list[str]:
    """Each section's heading; else its kind, with a number if there are several of the kind."""
    of_kind = Counter(section.kind for section in sections)
    seen: Counter[str] = Counter()
    names = []
    for section in sections:
        seen[section.kind] += 1
        number = f" {seen[section.kind]}" if of_kind[section.kind] > 1 else ""
        names.append(section.title or said_kind(section.kind) + number)
    return names


def _named_units(story: Story) -> list[tuple[Section, str]]:
    told = [section for section in story.sections if section.is_story]
    kinds = _CHAPTERS if any(section.kind in _CHAPTERS for section in told) else _SCENES
    units = [section for section in told if section.kind in kinds]
    named = zip(units, names_of_sections(units), strict=True)
    return sorted(named, key=lambda unit: unit[0].start)
