"""What the page's template is given, as dataclasses that say what each value is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from irises.story import Story
from irises.view import CastMember, OutlineItem, Sureness, cast, outline, sureness
from irises.web.book import Piece, book
from irises.web.marks import marks_of_paragraphs
from irises.web.people import colours_of, marks_of, people_rows, said_place

_SHORT_CAST = 16
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


@dataclass(frozen=True, kw_only=True)
class Person:
    """One of the cast, as the list shows them."""

    entity_id: int
    name: str
    is_narrator: bool
    aliases: tuple[str, ...]
    pronouns: tuple[str, ...]
    n_mentions: int
    n_quotations: int
    colour: int
    """1 to 8; 0 is the quiet one that all others share."""
    mark: str
    """Letters that stand for the person beside the colour."""
    first_met: str
    first_paragraph: int
    """paragraph_id."""


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
    contents: tuple[ContentsItem, ...]
    cast: tuple[Person, ...]
    n_shown: int
    """Of the cast at first; the rest on demand."""
    pieces: Iterable[Piece]
    """To be gone through once."""
    people: list[list[Any]]
    """For the script: see `people_rows`."""
    marks: list[Any]
    """For the script: see `marks_of_paragraphs`."""


def page_context(story: Story) -> PageContext:
    """The context of a story's page."""
    items, members, sure = outline(story), cast(story), sureness(story)
    return PageContext(
        title=story.title or story.record.source_name or "Untitled",
        author=story.author,
        language=story.record.language,
        n_words=story.n_words,
        n_quotations=sure.n_quotations,
        version=story.record.reader_version,
        source=story.record.source_name,
        read_on=story.manifest.read_at[:10],
        warnings=story.warnings,
        sureness=sure,
        contents=tuple(_contents(story, items)),
        cast=tuple(_persons(story, members)),
        n_shown=_SHORT_CAST,
        pieces=book(story, items),
        people=people_rows(story, members),
        marks=marks_of_paragraphs(story),
    )


def _contents(story: Story, items: Sequence[OutlineItem]) -> Iterator[ContentsItem]:
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


def _persons(story: Story, members: Sequence[CastMember]) -> Iterator[Person]:
    colours, marks = colours_of(members), marks_of(members)
    starts = story.table("paragraphs")["start"].to_numpy()
    for member in members:
        who = member.character
        yield Person(
            entity_id=who.entity_id,
            name=who.name,
            is_narrator=who.is_narrator,
            aliases=who.aliases[:3],
            pronouns=who.pronouns,
            n_mentions=who.n_mentions,
            n_quotations=who.n_quotations,
            colour=colours.get(who.entity_id, 0),
            mark=marks[who.entity_id],
            first_met=said_place(member, "first"),
            first_paragraph=max(0, int(starts.searchsorted(who.first.start, side="right")) - 1),
        )


__all__ = ["ContentsItem", "PageContext", "Person", "page_context"]
