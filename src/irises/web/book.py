"""The book as pieces in order: sections that open and close, headings, rules, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from irises.story import Story
from irises.story.rows import Paragraph
from irises.view import OutlineItem, said_kind
from irises.view.headings import Headings, bare_words, in_lines

_FOLDED = frozenset({"licence", "contents", "archive_metadata"})
_FOLDED_WORDS = 80
_UNLABELLED = frozenset(
    {"part", "prologue", "chapter", "epilogue", "scene", "title", "byline", "epigraph", "poem", "other"}
)
_TAGS = {"bold": "b", "italic": "em", "strike": "s", "underline": "u"}
_LABELLED = re.compile(r"\W*\w[\w'’/ ]{0,30}:")
_SIGNS = re.compile(r"([_*]{1,3})(.*?)([_*]{1,3})", re.DOTALL)
_LINE = 66
_LINES_OF_RUN = 40
_TEXT = frozenset({"heading", "rule", "paragraph"})


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A step through the book: a section or a run of paragraphs that opens or closes, or a paragraph."""

    what: str
    """`open`, `close`, `run`, `end_of_run`, `heading`, `rule` or `paragraph`."""
    section: OutlineItem | None = None
    """The section that opens or closes."""
    label: str = ""
    """What the section is, in words, where its own text doesn't say so."""
    is_said: bool = False
    """Whether the page's own head says what the section says: title, author, content notes."""
    is_folded: bool = False
    """Whether the section is shut until asked for: a licence, long lists."""
    level: int = 2
    """Depth of a heading, 2 to 6."""
    number: int = -1
    """paragraph_id."""
    content: str = ""
    """The paragraph's words, italics and the like as elements (markup)."""
    in_lines: bool = False
    """Whether the text's own line ends are kept (verse, bylines)."""
    n_lines: int = 1
    """About how many lines it takes."""


def book(story: Story, items: Sequence[OutlineItem]) -> Iterator[Piece]:
    """The book in order; sections open before their first paragraph and close after their last."""
    parents = {section.section_id: section.parent_id for section in story.sections}
    by_id = {item.section_id: item for item in items}
    styles = _styles(story)
    headings = Headings()
    opened: list[int] = []
    begins = True
    for paragraph in story.paragraphs:
        path = _path(paragraph.section_id, parents)
        shared = _shared(opened, path)
        yield from (_close(by_id[section_id]) for section_id in reversed(opened[shared:]))
        for section_id in path[shared:]:
            begins = begins and _is_said(by_id[section_id], story)
            yield _open(by_id[section_id], paragraph, is_said=begins or is_first_note(by_id[section_id], story))
            headings.expect(by_id[section_id])
        opened = path
        yield _paragraph(paragraph, by_id[paragraph.section_id], headings, styles.get(paragraph.paragraph_id, ()))
    yield from (_close(by_id[section_id]) for section_id in reversed(opened))


def in_runs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with paragraphs in runs of about a page, which a browser lays out only when they come near.

    No run ends with a heading or a rule, which belong to what follows.
    """
    n_lines, is_open, before = 0, False, ""
    for piece in pieces:
        is_text = piece.what in _TEXT
        if is_open and (not is_text or (n_lines >= _LINES_OF_RUN and before == "paragraph")):
            yield Piece(what="end_of_run")
            is_open = False
        if is_text and not is_open:
            yield Piece(what="run")
            n_lines, is_open = 0, True
        yield piece
        n_lines, before = n_lines + piece.n_lines, piece.what
    if is_open:
        yield Piece(what="end_of_run")


def _path(section: int, parents: Mapping[int, int]) -> list[int]:
    """The sections around and including one, outermost first."""
    path = []
    while section != -1:
        path.append(section)
        section = parents[section]
    return path[::-1]


def _shared(opened: Sequence[int], path: Sequence[int]) -> int:
    """How many of the sections that are open stay so."""
    pairs = zip(opened, path, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(opened), len(path)))


def _open(item: OutlineItem, first: Paragraph, *, is_said: bool) -> Piece:
    says_so = not item.is_story and _LABELLED.match(first.text) is not None
    label = "" if item.kind in _UNLABELLED or says_so else said_kind(item.kind)
    return Piece(what="open", section=item, label=label, is_said=is_said, is_folded=_is_folded(item))


def _is_said(item: OutlineItem, story: Story) -> bool:
    """Whether the section is just the story's title or author."""
    author = bare_words(story.author or "")
    said = (bare_words(story.title or ""), author, ["by", *author])
    return item.kind in ("title", "byline") and bare_words(story.text[item.start : item.end]) in said


def is_first_note(item: OutlineItem, story: Story) -> bool:
    """Whether a section is a content note before the story, short enough to stand in the page's head."""
    is_note = item.kind == "content_note" and not item.is_story and item.end <= story.body.start
    return is_note and item.n_words <= _FOLDED_WORDS


def _close(item: OutlineItem) -> Piece:
    return Piece(what="close", section=item, is_folded=_is_folded(item))


def _is_folded(item: OutlineItem) -> bool:
    return not item.is_story and item.kind in _FOLDED and item.n_words > _FOLDED_WORDS


def _paragraph(
    paragraph: Paragraph, section: OutlineItem, headings: Headings, styles: Sequence[tuple[int, int, str]]
) -> Piece:
    number, content = paragraph.paragraph_id, _content(paragraph.text, styles)
    if not any(letter.isalnum() for letter in paragraph.text):
        return Piece(what="rule", number=number, content=content)
    level = headings.level(paragraph.text)
    if level:
        return Piece(what="heading", number=number, content=content, level=level)
    is_verse = in_lines(paragraph.text, section)
    n_lines = paragraph.text.count("\n") + 1 if is_verse else -(-len(paragraph.text) // _LINE)
    return Piece(what="paragraph", number=number, content=content, in_lines=is_verse, n_lines=n_lines)


def _styles(story: Story) -> dict[int, list[tuple[int, int, str]]]:
    """Per paragraph_id what is italic and the like: start, end (code points from its start), tag."""
    spans = [(row.start, row.end, _TAGS[row.kind]) for row in story.markup if row.kind in _TAGS]
    spans.sort(reverse=True)
    running: list[tuple[int, int, str]] = []
    styles: dict[int, list[tuple[int, int, str]]] = {}
    for paragraph in story.paragraphs:
        while spans and spans[-1][0] < paragraph.end:
            running.append(spans.pop())
        running = [span for span in running if span[1] > paragraph.start]
        for start, end, tag in running:
            inside = (max(start, paragraph.start) - paragraph.start, min(end, paragraph.end) - paragraph.start, tag)
            styles.setdefault(paragraph.paragraph_id, []).append(inside)
    return styles


def _content(text: str, styles: Sequence[tuple[int, int, str]]) -> Markup:
    """The words escaped, each stretch in the elements that cover it."""
    if not styles:
        return escape(text)
    cuts = sorted({0, len(text), *(cut for start, end, _ in styles for cut in (start, end))})
    content = Markup("")
    for a, b in pairwise(cuts):
        tags = sorted({tag for start, end, tag in styles if start <= a and b <= end})
        opening, closing = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
        content += Markup(opening) + (_unsigned(text[a:b]) if tags else escape(text[a:b])) + Markup(closing)
    return content


def _unsigned(text: str) -> Markup:
    """The words, with the underscores or asterisks that say "italic" in plain text kept but not seen."""
    signed = _SIGNS.fullmatch(text)
    if signed is None or signed[1] != signed[3]:
        return escape(text)
    sign = Markup('<span class="sign">{}</span>').format(signed[1])
    return sign + escape(signed[2]) + sign
