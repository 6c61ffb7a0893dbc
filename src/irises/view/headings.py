"""Which paragraphs are headings, and in which line ends mean something."""

from __future__ import annotations

from irises.view.outline import OutlineItem

_IN_LINES = frozenset({"poem", "epigraph", "title", "byline", "dedication", "archive_metadata", "contents", "message"})
_LONGEST_HEADING = 160
_SHORT_LINE = 48


class Headings:
    """Which paragraphs are a section's heading: those at its beginning that together say its title."""

    def __init__(self) -> None:
        self._rest: list[str] = []
        self._level = 2

    def expect(self, item: OutlineItem) -> None:
        """A section opens, whose title may come now; one without keeps what the section around it awaits."""
        if item.title:
            self._rest = bare_words(item.title)
            self._level = min(6, 2 + item.depth)

    def level(self, text: str) -> int:
        """The heading's level if the next paragraph is (a part of) a heading, else 0."""
        words = bare_words(text) if self._rest and len(text) <= _LONGEST_HEADING else []
        if not words or words != self._rest[: len(words)]:
            self._rest = []
            return 0
        self._rest = self._rest[len(words) :]
        return self._level


def bare_words(text: str) -> list[str]:
    """The words in lower case, without marks."""
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()


def in_lines(text: str, section: OutlineItem) -> bool:
    """Whether line ends mean something: in verse, and where all lines are too short for wrapped prose."""
    lines = text.split("\n")
    return section.kind in _IN_LINES or (len(lines) > 1 and max(map(len, lines)) <= _SHORT_LINE)
