"""What the page's template is given, as dataclasses that say what each value is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from irises.story import Story
from irises.story.rows import Paragraph
from irises.view.cast import CastMember, cast
from irises.view.outline import OutlineItem, outline
from irises.view.places import said_kind

STRONG_COLOURS = 8
_SHORT_CAST = 24
_LONGEST_HEADING = 160
_IN_LINES = frozenset({"poem", "epigraph", "byline", "archive_metadata"})
_INLINE = {"italic": "em", "bold": "b", "underline": "u", "strike": "s"}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A step through the book: a section that opens or closes, or a paragraph of it."""

    what: str
    """`open`, `close`, `heading`, `rule` or `paragraph`."""
    section: OutlineItem | None = None
    label: str = ""
    """What the section is, in words."""
    level: int = 2
    """Depth of a heading, 2 to 6."""
    number: int = -1
    """paragraph_id."""
    text: str = ""
    in_lines: bool = False
    """Whether the text's own line ends are kept (verse, bylines)."""


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """Everything that the page shows."""

    title: str
    author: str | None
    language: str
    n_words: int
    n_quotations: int
    version: str
    warnings: tuple[str, ...]
    contents: tuple[OutlineItem, ...]
    """Sections with a name of their own, for the table of contents."""
    cast: tuple[CastMember, ...]
    n_hidden: int
    """Characters of the cast beyond the first, shown on demand."""
    pieces: tuple[Piece, ...]
    people: list[list[Any]]
    """Per entity: name, category, aliases, pronouns, mentions, is_narrator, colour (0 quiet), mark."""
    marks: dict[int, list[list[list[Any]]]]
    """Per paragraph_id: mentions, quotations and inline markup, with offsets in code points from its start."""
    colours: dict[int, int]
    """Strong colour, 1 to 8, by entity_id."""


def page_context(story: Story) -> PageContext:
    """The context of a story's page."""
    items = outline(story)
    people = cast(story)
    colours = {person.character.entity_id: n + 1 for n, person in enumerate(people[:STRONG_COLOURS])}
    return PageContext(
        title=story.title or story.record.source_name,
        author=story.author,
        language=story.record.language,
        n_words=story.n_words,
        n_quotations=sum(q.continues == -1 for q in story.quotations),
        version=story.record.reader_version,
        warnings=story.warnings,
        contents=tuple(item for item in items if item.title or item.kind in ("scene", "journal_entry", "letter")),
        cast=people,
        n_hidden=max(0, len(people) - _SHORT_CAST),
        pieces=tuple(_pieces(story, items)),
        people=_people(story, colours),
        marks=_marks(story),
        colours=colours,
    )


def mark_of(name: str) -> str:
    """The letter or two that stand for a person beside the colour."""
    words = [word for word in name.replace("(", " ").split() if word[:1].isalnum()]
    titled = [word for word in words if not word.endswith(".")] or words
    return "".join(word[0] for word in (titled[:1] + titled[-1:] if len(titled) > 1 else titled)).upper() or "?"


def _people(story: Story, colours: dict[int, int]) -> list[list[Any]]:
    aliases: dict[int, list[tuple[int, str]]] = {}
    for alias in story.aliases:
        if alias.form != "pronoun":
            aliases.setdefault(alias.entity_id, []).append((-alias.n, alias.alias))
    return [
        [
            entity.name,
            entity.category,
            [text for _, text in sorted(aliases.get(entity.entity_id, ()))[:6] if text != entity.name],
            list(entity.pronouns),
            entity.n_mentions,
            int(entity.is_narrator),
            colours.get(entity.entity_id, 0),
            mark_of(entity.name),
        ]
        for entity in story.entities
    ]


def _marks(story: Story) -> dict[int, list[list[list[Any]]]]:
    starts = np.array([p.start for p in story.paragraphs], dtype=np.int64)
    marks: dict[int, list[list[list[Any]]]] = {}

    def add(kind: int, start: int, end: int, *what: Any) -> None:
        """Puts a span into every paragraph that it touches."""
        first = max(0, int(np.searchsorted(starts, start, side="right")) - 1)
        for paragraph in story.paragraphs[first:]:
            if paragraph.start >= end:
                break
            a, z = max(start, paragraph.start) - paragraph.start, min(end, paragraph.end) - paragraph.start
            if a < z:
                marks.setdefault(paragraph.paragraph_id, [[], [], []])[kind].append([a, z, *what])

    mentions = story.table("mentions")
    columns = [mentions[name].to_pylist() for name in ("start", "end", "entity_id", "entity_confidence")]
    for start, end, entity, sure in zip(*columns, strict=True):
        add(0, start, end, entity, round(100 * sure))
    for q in story.quotations:
        cue = "" if q.cue_start is None or q.cue_end is None else story.text[q.cue_start : q.cue_end]
        speaker = -1 if q.speaker is None else q.speaker
        add(1, q.start, q.end, speaker, round(100 * q.speaker_confidence), list(q.addressees or ()), q.attribution or "", q.mode, cue)
    for row in story.markup:
        if row.kind in _INLINE:
            add(2, row.start, row.end, _INLINE[row.kind])
    return marks


def _pieces(story: Story, items: Sequence[OutlineItem]) -> Iterator[Piece]:
    """The book in order; sections open before their first paragraph and close after their last."""
    parents = {section.section_id: section.parent_id for section in story.sections}
    by_id = {item.section_id: item for item in items}
    opened: list[int] = []
    last = -1
    for paragraph in story.paragraphs:
        path = _path(paragraph.section_id, parents)
        shared = next((n for n, (a, b) in enumerate(zip(opened, path, strict=False)) if a != b), min(len(opened), len(path)))
        yield from (Piece(what="close") for _ in opened[shared:])
        for section_id in path[shared:]:
            item = by_id[section_id]
            yield Piece(what="open", section=item, label="" if item.kind in ("scene", "chapter") else said_kind(item.kind))
            last = -1
        opened = path
        yield _paragraph(paragraph, by_id[paragraph.section_id], is_first=last != paragraph.section_id)
        last = paragraph.section_id
    yield from (Piece(what="close") for _ in opened)


def _path(section: int, parents: dict[int, int]) -> list[int]:
    path = []
    while section != -1:
        path.append(section)
        section = parents[section]
    return path[::-1]


def _paragraph(paragraph: Paragraph, section: OutlineItem, *, is_first: bool) -> Piece:
    text = paragraph.text
    if not any(character.isalnum() for character in text):
        return Piece(what="rule", number=paragraph.paragraph_id, text=text)
    if is_first and section.title and len(text) <= _LONGEST_HEADING and _folded(text) in (_folded(section.title), _folded(section.name)):
        return Piece(what="heading", number=paragraph.paragraph_id, text=text, level=min(6, 2 + section.depth))
    return Piece(what="paragraph", number=paragraph.paragraph_id, text=text, in_lines=section.kind in _IN_LINES)


def _folded(text: str) -> str:
    return " ".join(text.strip("#*_ ").split()).casefold()


__all__ = ["PageContext", "Piece", "mark_of", "page_context"]
