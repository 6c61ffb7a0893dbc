"""The text of a story as TEI: sections as `div`, paragraphs as `p`, quotations, mentions and markup nested in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from irises.story import Story
from irises.story.rows import Markup, Mention, Paragraph, Quotation, Relation, Section
from irises.write.xml_text import child, legal, uri

_NAMES = {"PER": "persName", "ORG": "orgName", "FAC": "placeName", "GPE": "placeName", "LOC": "placeName"}
_HIGHLIGHTS = frozenset({"italic", "bold", "underline", "strike"})


@dataclass(frozen=True, kw_only=True)
class Standoff:
    """A stretch that cannot be an element: its row's table, its xml:id, and attributes of a `span`."""

    table: str
    id: str
    attributes: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """An element to be: its span (code points), which of equal spans is the outer one, and what to write."""

    start: int
    end: int
    rank: int
    tag: str
    attributes: dict[str, str | None]
    standoff: Standoff | None = None
    """How it is written where it cannot nest; None for what is left out then."""


def write_text(text: etree._Element, story: Story) -> list[Standoff]:
    """Fills the `text` element; returns what stands off from it, whose anchors are in the text."""
    nesting, crossing = _nested(story.paragraphs, _pieces(story))
    crossing += map(_evidence, story.relations)
    anchors = [anchor for piece in crossing for anchor in _anchors(piece)]
    _Sections(story, [*nesting, *anchors]).write(child(text, "body"))
    return [piece.standoff for piece in crossing if piece.standoff is not None]


def pointers(entities: Iterable[int]) -> str:
    """TEI pointers to entities, in order."""
    return " ".join(f"#e{entity}" for entity in entities)


def _pieces(story: Story) -> list[_Piece]:
    made = [
        *map(_quotation, story.quotations),
        *map(_mention, story.mentions),
        *(_markup(row) for row in story.markup if row.kind in _HIGHLIGHTS or (row.kind == "link" and row.value)),
    ]
    return sorted((piece for piece in made if piece.start < piece.end), key=lambda p: (p.start, -p.end, p.rank))


def _quotation(row: Quotation) -> _Piece:
    who = None if row.speaker is None else pointers([row.speaker])
    to = pointers(row.addressees) if row.addressees else None
    before = f"#q{row.continues}" if row.continues >= 0 else None
    sure = {"cert": f"{row.speaker_confidence:.2f}", "xml_id": f"q{row.quotation_id}"}
    known = {"ana": who, "corresp": to, "prev": before, "cert": sure["cert"], "type": row.mode}
    manner: dict[str, str | None] = {"type": "writing"} if row.mode == "writing" else {"direct": "true"}
    if row.mode != "writing":
        manner["aloud"] = "false" if row.mode == "thought" else "true"
    return _Piece(
        start=row.start,
        end=row.end,
        rank=0,
        tag="q" if row.mode == "writing" else "said",
        attributes={**sure, "who": who, "toWhom": to, "prev": before, **manner},
        standoff=Standoff(table="quotations", id=f"q{row.quotation_id}", attributes=_known(known)),
    )


def _mention(row: Mention) -> _Piece:
    is_name = row.form == "proper"
    tag = _NAMES.get(row.category, "name") if is_name else "rs"
    shared = {"cert": f"{row.entity_confidence:.2f}", "type": row.category, "subtype": row.form}
    link = f"#e{row.entity_id}"
    return _Piece(
        start=row.start,
        end=row.end,
        rank=1,
        tag=tag,
        attributes={"xml_id": f"m{row.mention_id}", "ref": link, **shared},
        standoff=Standoff(table="mentions", id=f"m{row.mention_id}", attributes={"ana": link, **shared}),
    )


def _markup(row: Markup) -> _Piece:
    link = uri(row.value or "") if row.kind == "link" else ""
    attributes: dict[str, str | None] = {"target": link} if link else {"rend": row.kind}
    return _Piece(start=row.start, end=row.end, rank=2, tag="ref" if link else "hi", attributes=attributes)


def _known(attributes: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value is not None}


def _nested(paragraphs: Sequence[Paragraph], pieces: Sequence[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The pieces that nest within each other and a paragraph, and those that cross one that begins before them."""
    nesting, crossing = list[_Piece](), list[_Piece]()
    ends = iter([(paragraph.start, paragraph.end) for paragraph in paragraphs])
    start, end = next(ends, (0, 0))
    around: list[_Piece] = []
    for piece in pieces:
        while end <= piece.start and (following := next(ends, None)):
            start, end = following
        around = [outer for outer in around if outer.end > piece.start]
        fits = start <= piece.start and piece.end <= end and (not around or piece.end <= around[-1].end)
        (nesting if fits else crossing).append(piece)
        if fits:
            around.append(piece)
    return nesting, [piece for piece in crossing if piece.standoff]


def _evidence(row: Relation) -> _Piece:
    """The words that a relation is known by; they always stand off."""
    standoff = Standoff(table="relations", id=f"r{row.relation_id}", attributes={"type": row.kind})
    return _Piece(start=row.start, end=row.end, rank=0, tag="span", attributes={}, standoff=standoff)


def _anchors(piece: _Piece) -> Iterator[_Piece]:
    """The two anchors of what stands off."""
    for name, offset in (("from", piece.start), ("to", piece.end)):
        xml_id = f"{piece.standoff.id}.{name}" if piece.standoff else None
        yield _Piece(start=offset, end=offset, rank=-1, tag="anchor", attributes={"xml_id": xml_id})


class _Sections:
    """Writes the sections of a story as they nest."""

    def __init__(self, story: Story, pieces: Sequence[_Piece]) -> None:
        self._text = story.text
        self._pieces = _by_paragraph(story.paragraphs, pieces)
        inside: defaultdict[int, list[Section | Paragraph]] = defaultdict(list)
        for section in story.sections:
            inside[section.parent_id].append(section)
        for paragraph in story.paragraphs:
            inside[paragraph.section_id].append(paragraph)
        self._inside = {parent: sorted(parts, key=lambda part: part.start) for parent, parts in inside.items()}

    def write(self, body: etree._Element) -> None:
        """Fills the body."""
        for part in self._inside.get(-1, ()):
            self._part(body, part, is_wrapped=True)
        if not len(body):
            child(body, "p")

    def _part(self, parent: etree._Element, part: Section | Paragraph, *, is_wrapped: bool) -> None:
        if isinstance(part, Section):
            self._section(parent, part)
        else:
            # After a division TEI has divisions only.
            around = child(parent, "div") if is_wrapped else parent
            self._paragraph(child(around, "p"), part)

    def _section(self, parent: etree._Element, section: Section) -> None:
        paratext = None if section.is_story else "paratext"
        division = child(parent, "div", type=section.kind, subtype=paratext, xml_id=f"s{section.section_id}")
        if section.narrator is not None:
            division.set("ana", f"#e{section.narrator}")
        parts = list(self._inside.get(section.section_id, ()))
        title = _folded(section.title or "")
        if title and parts and isinstance(parts[0], Paragraph) and _folded(parts[0].text) == title:
            self._paragraph(child(division, "head"), parts[0])
            parts = parts[1:]
        divided = False
        for part in parts:
            divided = divided or isinstance(part, Section)
            self._part(division, part, is_wrapped=divided)
        if not parts:
            child(division, "p")

    def _paragraph(self, element: etree._Element, paragraph: Paragraph) -> None:
        filling = _Filling(self._text, element, paragraph.start, paragraph.end)
        for piece in self._pieces[paragraph.paragraph_id]:
            filling.add(piece)
        filling.write_to(paragraph.end)


def _by_paragraph(paragraphs: Sequence[Paragraph], pieces: Iterable[_Piece]) -> dict[int, list[_Piece]]:
    """The pieces of each paragraph, by paragraph_id, as they are written; an anchor between two is in the first."""
    found: dict[int, list[_Piece]] = {paragraph.paragraph_id: [] for paragraph in paragraphs}
    following = iter(paragraphs)
    paragraph = next(following, None)
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.end > piece.start, -piece.end, piece.rank)):
        while paragraph and paragraph.end < piece.start + (piece.end > piece.start):
            paragraph = next(following, None)
        if paragraph:
            found[paragraph.paragraph_id].append(piece)
    return found


class _Filling:
    """Fills a paragraph from left to right."""

    def __init__(self, text: str, element: etree._Element, start: int, end: int) -> None:
        self._text, self._at = text, start
        self._open = [(element, end)]

    def add(self, piece: _Piece) -> None:
        """Opens an element where its words begin; what has ended by then is closed."""
        self.write_to(max(piece.start, self._at))
        element = child(self._open[-1][0], piece.tag, **piece.attributes)
        if piece.end > piece.start:
            self._open.append((element, piece.end))

    def write_to(self, offset: int) -> None:
        """Writes the words up to an offset, and closes the elements that end there."""
        while len(self._open) > 1 and self._open[-1][1] <= offset:
            self._write(self._open[-1][1])
            self._open.pop()
        self._write(offset)

    def _write(self, offset: int) -> None:
        words, self._at = legal(self._text[self._at : offset]), max(offset, self._at)
        element = self._open[-1][0]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + words
        else:
            element.text = (element.text or "") + words


def _folded(text: str) -> str:
    return " ".join(text.split())
