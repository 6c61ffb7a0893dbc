"""What the page's template is given, as a dataclass that says what each value is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from irises.story import Story
from irises.view import Sureness, cast, outline, sureness
from irises.web.book import Piece, book, in_runs, is_first_note
from irises.web.contents import ContentsItem, contents
from irises.web.island import island
from irises.web.titles import shown_title


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """Everything that the page shows."""

    title: str
    author: str | None
    language: str
    n_words: int
    n_quotations: int
    version: str
    source: str
    read_on: str
    warnings: tuple[str, ...]
    sureness: Sureness
    notes: tuple[str, ...]
    """Content notes, which a reader wants to see first."""
    contents: tuple[ContentsItem, ...]
    """For readers without scripts; with them it is drawn anew, as far as is read."""
    pieces: Iterable[Piece]
    """To be gone through once."""
    island: dict[str, Any]
    """For the script: see `island`."""


def page_context(story: Story) -> PageContext:
    """The context of a story's page."""
    items, sure = outline(story), sureness(story)
    listed = tuple(contents(story, items))
    return PageContext(
        title=shown_title(story.title, story.record.source_name),
        author=story.author,
        language=story.record.language,
        n_words=story.n_words,
        n_quotations=sure.n_quotations,
        version=story.record.reader_version,
        source=story.record.source_name,
        read_on=story.manifest.read_at[:10],
        warnings=story.warnings,
        sureness=sure,
        notes=tuple(_in_a_line(story.text[item.start : item.end]) for item in items if is_first_note(item, story)),
        contents=listed,
        pieces=in_runs(book(story, items)),
        island=island(story, items, cast(story), listed),
    )


def _in_a_line(text: str) -> str:
    """The words in one line, without rules."""
    lines = (line for line in text.splitlines() if any(map(str.isalnum, line)))
    return " ".join(" ".join(lines).split())


__all__ = ["PageContext", "page_context"]
