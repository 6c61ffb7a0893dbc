"""The text of an EPUB: chapters as pages, paragraphs with italics and with links from names to cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from irises.story import Story
from irises.story.rows import Markup, Mention, Section
from irises.view import MarkedParagraph, OutlineItem, Run, marked_text, outline
from irises.view.headings import Headings, in_lines
from irises.write.epub_people import Known
from irises.write.epub_xhtml import e

_CHAPTERS = frozenset({"prologue", "chapter", "epilogue"})
_SCENES = frozenset({"scene", "journal_entry", "letter", "message", "poem"})
_TAGS = {"italic": "em", "bold": "strong", "strike": "s", "underline": "u"}
_SIGNS = re.compile(r"([_*]{1,3})(.*?)\1", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A page of the book: its paragraphs, where it begins (code points), and the people whose names lead to cards."""

    number: int
    title: str
    start: int
    paragraphs: tuple[MarkedParagraph, ...]
    links: Mapping[int, int]
    """By mention_id of a name that leads to a card, the entity_id."""
    opens: Mapping[int, Sequence[OutlineItem]]
    """By paragraph_id the sections that begin with it."""
    sections: Mapping[int, OutlineItem]
    markup: tuple[Markup, ...]

    @property
    def file(self) -> str:
        """Its page."""
        return f"text-{self.number}.xhtml"

    @property
    def people(self) -> tuple[int, ...]:
        """entity_ids of those with a card, in the order of their names."""
        here = (mention for paragraph in self.paragraphs for run in paragraph.runs for mention in run.mentions)
        return tuple(dict.fromkeys(self.links[mention] for mention in here if mention in self.links))

    @property
    def people_file(self) -> str:
        """The page of their cards."""
        return f"people-{self.number}.xhtml"


def chapters(story: Story) -> list[Chapter]:
    """The story's chapters in order, or its scenes where it has none; what stands before and after is a page each."""
    items = {item.section_id: item for item in outline(story)}
    unit_of, opens = _units(story.sections), _openings(story, items)
    links = _links(story)
    found = []
    for number, (unit, group) in enumerate(groupby(marked_text(story), key=lambda p: unit_of[p.section_id]), start=1):
        paragraphs = tuple(group)
        found.append(
            Chapter(
                number=number,
                title=_title(unit, items[paragraphs[0].section_id if unit == -1 else unit], story.body.start),
                start=paragraphs[0].start,
                paragraphs=paragraphs,
                links=links,
                opens=opens,
                sections=items,
                markup=story.markup,
            )
        )
    return found


def _units(sections: Sequence[Section]) -> dict[int, int]:
    """By section_id the section that makes the page, the outermost chapter around it; -1 outside of chapters."""
    has_chapters = any(section.is_story and section.kind in _CHAPTERS for section in sections)
    kinds = _CHAPTERS if has_chapters else _SCENES
    units = {-1: -1}
    for section in sections:
        own = section.section_id if section.is_story and section.kind in kinds else -1
        units[section.section_id] = own if units[section.parent_id] == -1 else units[section.parent_id]
    return units


def _title(unit: int, first: OutlineItem, body: int) -> str:
    """What a page is called that begins with a section; `body` is where the story itself begins."""
    if unit == -1 and not first.is_story:
        return "Before the story" if first.start < body else "After the story"
    name = " ".join(first.name.split())
    return name[:1].upper() + name[1:]


def _openings(story: Story, items: Mapping[int, OutlineItem]) -> dict[int, list[OutlineItem]]:
    """By paragraph_id the sections that begin with it, outer first."""
    first: dict[int, int] = {}
    parents = {section.section_id: section.parent_id for section in story.sections}
    for paragraph in story.paragraphs:
        section = paragraph.section_id
        while section != -1 and section not in first:
            first[section] = paragraph.paragraph_id
            section = parents[section]
    opens: dict[int, list[OutlineItem]] = {}
    for section in sorted(first):
        opens.setdefault(first[section], []).append(items[section])
    return opens


def _links(story: Story) -> dict[int, int]:
    """By mention_id the entity_id, of names of the cast; not where only later words tell who is meant."""
    cast = {person.entity_id for person in story.cast}
    return {m.mention_id: m.entity_id for m in story.mentions if _is_link(m) and m.entity_id in cast}


def _is_link(mention: Mention) -> bool:
    return mention.form == "proper" and mention.known_at <= mention.end


def content_of(chapter: Chapter, known: Known) -> str:
    """A chapter's paragraphs and headings; those met in it first are known by the name they have there."""
    headings = Headings()
    lines: list[str] = []
    has_heading = False
    for paragraph in chapter.paragraphs:
        for item in chapter.opens.get(paragraph.paragraph_id, ()):
            headings.expect(item)
        text = "".join(run.text for run in paragraph.runs)
        words = "".join(_linked(paragraph, chapter, known))
        if not any(letter.isalnum() for letter in text):
            lines.append(f'<p class="rule">{words or "* * *"}</p>')
        elif headings.level(text):
            lines.append(f"<{'h2' if has_heading else 'h1'}>{words}</{'h2' if has_heading else 'h1'}>")
            has_heading = True
        else:
            is_verse = in_lines(text, chapter.sections[paragraph.section_id])
            lines.append(f'<p class="lines">{words}</p>' if is_verse else f"<p>{words}</p>")
    return "\n".join(lines)


def _linked(paragraph: MarkedParagraph, chapter: Chapter, known: Known) -> Iterator[str]:
    """The words in order, each name's in one link."""
    hidden = _signs(paragraph, chapter.markup)
    for mention, runs in groupby(paragraph.runs, key=lambda run: _link_of(run, chapter.links)):
        words = "".join(_styled(run, chapter.markup, hidden) for run in runs)
        if mention is None or not words:
            yield words
        else:
            target = f"{chapter.people_file}#{known.card_id(chapter.links[mention])}"
            yield f'<a class="name" epub:type="noteref" href="{target}">{words}</a>'


def _link_of(run: Run, links: Mapping[int, int]) -> int | None:
    """The outermost name around a run."""
    return next((mention for mention in run.mentions if mention in links), None)


def _signs(paragraph: MarkedParagraph, markup: Sequence[Markup]) -> set[int]:
    """Where the signs stand by which plain text says "italic": they are not shown beside real italics."""
    rows = {row for run in paragraph.runs for row in run.markup}
    hidden: set[int] = set()
    for row in rows:
        span, signed = markup[row], _SIGNS.fullmatch(markup[row].text)
        if signed is not None and span.kind in _TAGS:
            hidden.update(range(span.start, span.start + len(signed[1])))
            hidden.update(range(span.end - len(signed[1]), span.end))
    return hidden


def _styled(run: Run, markup: Sequence[Markup], hidden: set[int]) -> str:
    text = run.text
    if hidden:
        text = "".join(letter for at, letter in enumerate(text, start=run.start) if at not in hidden)
    tags = sorted({_TAGS[markup[row].kind] for row in run.markup if markup[row].kind in _TAGS})
    if not text:
        return ""
    return "".join(f"<{tag}>" for tag in tags) + e(text) + "".join(f"</{tag}>" for tag in reversed(tags))
