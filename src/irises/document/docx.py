"""DOCX manuscripts: the text with tracked changes accepted and comments left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from irises.document import encodings
from irises.document.blocks import BlockWriter, Stretch
from irises.document.docx_styles import PLAIN, Style, W, is_centred, outline_level, read_styles, run_looks, value_of
from irises.document.fields import distinct, fields_of
from irises.document.model import Draft, Field, Source
from irises.document.trees import Element, tag_of, words_of, xml_tree
from irises.document.zips import Archive
from irises.errors import SourceError

_DOCUMENT = "word/document.xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NAMES = {"title": "title", "creator": "author", "language": "language"}
# Deleted and moved-away text, comments, field codes, properties, and Word's second copy of a drawing's text.
_LEFT_OUT = frozenset([
    "del", "movefrom", "deltext", "deletedtext", "instrtext", "comment", "commentreference", "annotationref", "rpr",
    "ppr", "tblpr", "tblgrid", "trpr", "tcpr", "sectpr", "sdtpr", "sdtendpr", "fallback", "rubypr", "rt",
])  # fmt: skip
_LONGEST_HEADING = 80
_NOTES = {
    "footnotereference": ("word/footnotes.xml", "footnote"),
    "endnotereference": ("word/endnotes.xml", "end_note"),
}
_CHARACTERS = {"tab": "\t", "nobreakhyphen": "\u2011", "softhyphen": "\u00ad"}


def read_docx(archive: Archive, source: Source) -> Draft:
    """The draft of a manuscript.

    Raises:
        SourceError: if it is damaged.
    """
    if not archive.find(_DOCUMENT):
        raise SourceError("is no DOCX: it has no word/document.xml; export it again")
    root = _part(archive, _DOCUMENT)
    assert root is not None, "it has just been found"
    writer = BlockWriter()
    reader = _Reader(writer, read_styles(_part(archive, "word/styles.xml")), _links(archive))
    reader.read(root)
    for name, kind in _NOTES.values():
        reader.read_notes(_part(archive, name), kind)
    written = writer.finish()
    return Draft(
        text=written.text,
        source=source,
        marks=written.marks,
        hints=written.hints,
        fields=distinct((*written.fields, *_properties(archive))),
    )


def _part(archive: Archive, name: str) -> Element | None:
    if not archive.find(name):
        return None
    text, _ = encodings.tidy(encodings.decode(archive.read(name)).text)
    return xml_tree(text)


def _links(archive: Archive) -> dict[str, str]:
    root = _part(archive, "word/_rels/document.xml.rels")
    return {} if root is None else {e.get("Id") or "": e.get("Target") or "" for e in root}


def _properties(archive: Archive) -> list[Field]:
    root = _part(archive, "docProps/core.xml")
    fields: list[Field] = []
    for element in root if root is not None else ():
        name, value = tag_of(element), words_of(element)
        if name in _NAMES:
            fields += fields_of(_NAMES[name], value)
        elif name == "keywords":
            fields += fields_of("tag", value.replace(";", ","))
    return fields


class _Reader:
    """Writes paragraphs, runs and notes of WordprocessingML (ECMA-376) through one BlockWriter."""

    def __init__(self, writer: BlockWriter, styles: Mapping[str, Style], links: Mapping[str, str]) -> None:
        self._writer = writer
        self._styles = styles
        self._links = links
        self._numbers: dict[tuple[str, str], str] = {}
        self._goes_on = False
        self._section: tuple[str, Stretch] | None = None
        self._boxes: list[Element] = []

    def read(self, root: Element) -> None:
        """Write the body."""
        self._read_blocks(root)
        self._leave_section()

    def read_notes(self, root: Element | None, kind: str) -> None:
        """Write the notes that the body refers to, in the order of their numbers."""
        notes = {e.get(f"{W}id") or "": e for e in root} if root is not None else {}
        for (note_kind, note_id), number in list(self._numbers.items()):
            if note_kind == kind and note_id in notes:
                hint = self._writer.open_hint(kind, number)
                self._writer.write(f"[{number}] ", raw=True)
                self._goes_on = True
                self._read_blocks(notes[note_id])
                self._writer.close(hint)
                self._writer.end_block()

    def _read_blocks(self, element: Element) -> None:
        for child in element:
            tag = tag_of(child)
            if tag == "p":
                self._read_paragraph(child)
                self._read_boxes()
            elif tag == "tr":
                self._read_row(child)
            elif tag and tag not in _LEFT_OUT:
                self._read_blocks(child)

    def _read_boxes(self) -> None:
        """Text boxes hang on a run: write them after its paragraph."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._read_blocks(box)

    def _read_row(self, row: Element) -> None:
        cells = [e for e in row if tag_of(e) == "tc"]
        for cell in cells:
            paragraphs = list(cell.iter(f"{W}p"))
            if len(paragraphs) == 1 and len(cells) > 1:
                self._read_runs(paragraphs[0], PLAIN)
                self._writer.space()
            else:
                self._read_blocks(cell)
        self._writer.end_block()

    def _read_paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.get(value_of(properties, "pStyle") or "", PLAIN)
        if not self._goes_on:
            self._writer.end_block()
        if _is_ruled(paragraph, properties):
            self._writer.rule()
            return
        self._enter_section(_kind_of(style))
        if _flag(properties, "pageBreakBefore"):
            self._writer.page_break()
        level = outline_level(properties) or style.level or self._looks_like_heading(paragraph, properties, style)
        opened = self._open_heading(level)
        if not self._read_runs(paragraph, style) and not self._goes_on:
            self._writer.blank()
        for stretch in reversed(opened):
            self._writer.close(stretch)
        # A deleted paragraph mark joins the paragraph with the next one.
        self._goes_on = _is_joined(properties)
        if not self._goes_on:
            self._writer.end_block()

    def _open_heading(self, level: int | None) -> list[Stretch]:
        if level is None:
            return []
        return [self._writer.open_hint("heading", None, level), self._writer.open_mark("heading", str(level))]

    def _looks_like_heading(self, paragraph: Element, properties: Element | None, style: Style) -> int | None:
        """A short centred line all in bold is a heading, whatever its style."""
        centred = is_centred(properties)
        if not (style.centred if centred is None else centred):
            return None
        runs = [(run, words) for run in _runs(paragraph) if (words := _words(run)).strip()]
        words = "".join(words for _, words in runs).strip()
        bold = all(self._run_style(run, style).get("bold") for run, _ in runs)
        is_heading = bold and 0 < len(words) <= _LONGEST_HEADING and any(c.isalnum() for c in words)
        return 2 if is_heading else None

    def _enter_section(self, kind: str | None) -> None:
        """Paragraphs of one style that follow each other are one section."""
        if self._section and self._section[0] == kind:
            return
        self._leave_section()
        if kind:
            self._section = (kind, self._writer.open_hint(kind))

    def _leave_section(self) -> None:
        if self._section:
            self._writer.close(self._section[1])
            self._section = None

    def _run_style(self, run: Element, style: Style) -> dict[str, bool]:
        properties = run.find(f"{W}rPr")
        named = self._styles.get(value_of(properties, "rStyle") or "", PLAIN)
        return {**style.looks, **named.looks, **run_looks(properties)}

    def _read_runs(self, element: Element, style: Style) -> bool:
        """Write the runs inside an element; whether anything was there to write."""
        found = False
        for child in element:
            tag = tag_of(child)
            if tag == "r":
                found = self._read_run(child, style) or found
            elif tag == "hyperlink":
                target = self._links.get(child.get(f"{_R}id") or "") or f"#{child.get(f'{W}anchor') or ''}"
                link = self._writer.open_mark("link", target)
                found = self._read_runs(child, style) or found
                self._writer.close(link)
            elif tag and tag not in _LEFT_OUT:
                found = self._read_runs(child, style) or found
        return found

    def _read_run(self, run: Element, style: Style) -> bool:
        looks = {look for look, on in self._run_style(run, style).items() if on}
        if "hidden" in looks:
            return False
        opened = [self._writer.open_mark(look) for look in sorted(looks)]
        found = [self._read_piece(piece) for piece in run]
        for stretch in reversed(opened):
            self._writer.close(stretch)
        return any(found)

    def _read_piece(self, piece: Element) -> bool:
        tag = tag_of(piece)
        if tag == "t":
            self._writer.write(piece.text or "", raw=True)
        elif tag in _CHARACTERS:
            self._writer.write(_CHARACTERS[tag], raw=True)
        elif tag in ("br", "cr"):
            self._read_break(piece.get(f"{W}type"))
        elif tag in _NOTES:
            self._refer(piece, _NOTES[tag][1])
        elif tag in ("drawing", "pict", "alternatecontent", "object"):
            self._read_drawing(piece)
        else:
            return False
        return True

    def _read_break(self, kind: str | None) -> None:
        if kind == "page":
            self._writer.page_break()
        elif kind != "column":
            self._writer.line_break()

    def _refer(self, reference: Element, kind: str) -> None:
        key = (kind, reference.get(f"{W}id") or "")
        number = self._numbers.setdefault(key, str(len(self._numbers) + 1))
        mark = self._writer.open_mark("footnote", number)
        self._writer.write(f"[{number}]", raw=True)
        self._writer.close(mark)

    def _read_drawing(self, drawing: Element) -> None:
        boxes = [e for e in _without_fallback(drawing) if tag_of(e) == "txbxcontent"]
        self._boxes += boxes
        pictures = [e for e in drawing.iter() if tag_of(e) == "docpr"]
        if not boxes:
            self._writer.image(next((e.get("descr") or "" for e in pictures), ""))


def _without_fallback(element: Element) -> Iterator[Element]:
    for child in element:
        if tag_of(child) != "fallback":
            yield child
            if tag_of(child) != "txbxcontent":
                yield from _without_fallback(child)


def _runs(paragraph: Element) -> Iterator[Element]:
    for run in paragraph.iter(f"{W}r"):
        if not any(tag_of(ancestor) in _LEFT_OUT for ancestor in run.iterancestors()):
            yield run


def _words(run: Element) -> str:
    return "".join(e.text or "" for e in run.iter(f"{W}t"))


def _kind_of(style: Style) -> str | None:
    return "contents" if style.name.startswith("toc ") or style.name == "toc heading" else style.kind


def _flag(properties: Element | None, tag: str) -> bool:
    element = properties.find(f"{W}{tag}") if properties is not None else None
    return element is not None and (element.get(f"{W}val") or "true").lower() not in ("0", "false", "off")


def _is_joined(properties: Element | None) -> bool:
    mark = properties.find(f"{W}rPr") if properties is not None else None
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _is_ruled(paragraph: Element, properties: Element | None) -> bool:
    """An empty paragraph with a border, or a line drawn as a picture, is a rule."""
    if any((e.get("{urn:schemas-microsoft-com:office:office}hr") or "") == "t" for e in paragraph.iter()):
        return True
    borders = properties.find(f"{W}pBdr") if properties is not None else None
    return borders is not None and len(borders) > 0 and not any(_words(run).strip() for run in _runs(paragraph))
