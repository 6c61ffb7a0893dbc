"""Walks an element tree (HTML, XHTML) and writes its blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from irises.document.blocks import BlockWriter, Stretch
from irises.document.css import NOTHING, Looks, looks_of
from irises.document.kinds import kind_of_classes, kind_of_epub_type
from irises.document.trees import Element, classes_of, epub_type_of, tag_of

# A recipe for a site writes what it knows into these attributes. HTML has no upper-case names, so no page has them.
KIND = "IRISES-KIND"
TITLE = "IRISES-TITLE"
FIELD = "IRISES-FIELD"
DROP = "IRISES-DROP"
PLAIN = "IRISES-PLAIN"

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
])  # fmt: skip
_DROPPED = frozenset([
    "applet", "area", "audio", "button", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe",
    "input", "link", "map", "meta", "meter", "nav", "noembed", "noframes", "noscript",
    "object", "optgroup", "option", "output",
    "param", "progress", "script", "select", "source", "style", "svg", "template", "textarea", "title", "track",
    "video",
])  # fmt: skip
_INLINE = {
    "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic", "var": "italic",
    "b": "bold", "strong": "bold",
    "u": "underline", "ins": "underline",
    "s": "strike", "strike": "strike", "del": "strike",
}  # fmt: skip
_SMALL = frozenset({"title", "contents", "epigraph", "dedication", "footnote", "end_note", "poem", "letter"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PAGE_NUMBERS = frozenset({"pagenum", "pageno", "page-number", "pagebreak"})
_NOTE_SIGN = re.compile(r"\[?(\d{1,4}|[*†‡§¶]{1,3}|[a-z])\]?")


class Walker:
    """Writes element trees through one BlockWriter.

    `sheet` gives the looks of classes; `keep_nav` keeps `<nav>`, which a page has for its furniture and an EPUB for
    its contents; `place` goes before the ids that are remembered as anchors.
    """

    def __init__(
        self,
        writer: BlockWriter,
        *,
        sheet: Mapping[str, Looks] | None = None,
        keep_nav: bool = False,
        place: str = "",
    ) -> None:
        self._writer = writer
        self._sheet = sheet or {}
        self._keep_nav = keep_nav
        self._place = place
        self._raw = 0
        self._headings = 0

    def walk(self, root: Element) -> None:
        """Write everything below the root that a reader would see."""
        writer = self._writer
        opened: list[list[Stretch]] = []
        skipped: Element | None = None
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start":
                looks = self._looks(element)
                if self._is_dropped(element, looks):
                    skipped = element
                    events.skip_subtree()
                    continue
                opened.append(self._enter(element, looks))
                if element.text:
                    writer.write(element.text, raw=self._raw > 0)
                continue
            if element is skipped:
                skipped = None
            else:
                self._leave(element, opened.pop())
            if element.tail and element is not root:
                writer.write(element.tail, raw=self._raw > 0)
        writer.end_block()

    def _looks(self, element: Element) -> Looks:
        style, names = element.get("style"), element.get("class")
        if not style and not names:
            return NOTHING
        return looks_of(tag_of(element), (names or "").split(), style or "", self._sheet)

    def _is_dropped(self, element: Element, looks: Looks) -> bool:
        tag = tag_of(element)
        if element.get(DROP) or "hidden" in looks or element.get("hidden") is not None:
            return True
        if tag in _DROPPED:
            return not (tag == "nav" and self._keep_nav)
        types = f"{epub_type_of(element)} {element.get('role') or ''}"
        return (
            "pagebreak" in types
            or "backlink" in types
            or any(name.lower() in _PAGE_NUMBERS for name in classes_of(element))
        )

    def _enter(self, element: Element, looks: Looks) -> list[Stretch]:
        tag = tag_of(element)
        writer = self._writer
        if tag in _BLOCKS and not _continues_line(element, tag):
            writer.end_block()
        name = element.get("id") or (element.get("name") if tag == "a" else None)
        if name:
            writer.anchor(f"{self._place}#{name}")
        self._write_void(element, tag)
        opened = self._sections(element, tag) + self._marks(element, tag, looks)
        if tag == "pre":
            self._raw += 1
        elif tag == "q":
            writer.write("“")
        return opened

    def _leave(self, element: Element, opened: list[Stretch]) -> None:
        tag = tag_of(element)
        if tag == "q":
            self._writer.write("”")
        elif tag == "pre":
            self._raw -= 1
        elif tag in ("td", "th"):
            self._writer.space()
        if tag in _HEADINGS or tag == "hgroup":
            self._headings -= 1
        for stretch in reversed(opened):
            self._writer.close(stretch)
        if tag in _BLOCKS and not (tag == "dt" and _next_tag(element) == "dd"):
            self._writer.end_block()
        elif tag == "dt":
            self._writer.space()

    def _write_void(self, element: Element, tag: str) -> None:
        if tag == "br":
            self._writer.line_break()
        elif tag == "hr":
            self._writer.rule()
        elif tag == "img":
            self._write_image((element.get("alt") or "").strip())

    def _write_image(self, description: str) -> None:
        self._writer.image(description)
        if len(description) == 1 and description.isalpha():
            # A picture of one letter is the ornamented initial of the word that follows.
            self._writer.write(description)

    def _sections(self, element: Element, tag: str) -> list[Stretch]:
        """Hints and fields that the element opens, outermost first."""
        writer = self._writer
        opened = []
        kind = element.get(KIND) or self._stated_kind(element, tag)
        if kind:
            opened.append(writer.open_hint(kind, element.get(TITLE)))
        if tag in _HEADINGS or tag == "hgroup":
            if not self._headings and not element.get(PLAIN):
                opened.append(writer.open_hint("heading", None, _level(element, tag)))
            self._headings += 1
        for name in (element.get(FIELD) or "").split():
            opened.append(writer.open_field(name))
        return opened

    def _stated_kind(self, element: Element, tag: str) -> str | None:
        """A section kind from `epub:type`, `role` or a customary class; inline elements state none."""
        if tag not in _BLOCKS or tag in _HEADINGS:
            return None
        types = f"{epub_type_of(element)} {element.get('role') or ''}"
        kind = kind_of_epub_type(types) or kind_of_classes(classes_of(element))
        if tag in ("p", "header", "hgroup"):
            # A paragraph with a name of its own is a part of a section, never a chapter.
            return kind if kind in _SMALL else None
        return kind

    def _marks(self, element: Element, tag: str, looks: Looks) -> list[Stretch]:
        writer = self._writer
        kinds = {look for look in looks if look in ("italic", "bold", "underline", "strike")}
        inline = _INLINE.get(tag)
        if inline and not (inline == "italic" and "upright" in looks) and not (inline == "bold" and "light" in looks):
            kinds.add(inline)
        opened = [writer.open_mark(kind) for kind in sorted(kinds)]
        if tag in _HEADINGS:
            opened.append(writer.open_mark("heading", tag[1]))
        href = element.get("href") if tag == "a" else None
        if href:
            is_note = "noteref" in epub_type_of(element) or element.get("role") == "doc-noteref"
            opened.append(writer.open_mark("footnote" if is_note else "link", href))
        return opened


def bracket_note_signs(root: Element) -> None:
    """Put a note's bare number in square brackets, so that it does not stick to the word before it."""
    for element in root.iter():
        if tag_of(element) == "a" and "noteref" in epub_type_of(element) and not len(element):
            match = _NOTE_SIGN.fullmatch((element.text or "").strip())
            if match:
                element.text = f"[{match[1]}]"


def _continues_line(element: Element, tag: str) -> bool:
    """A definition stands on the line of its term."""
    if tag != "dd":
        return False
    before = element.getprevious()
    return before is not None and tag_of(before) == "dt"


def _next_tag(element: Element) -> str:
    after = element.getnext()
    return "" if after is None else tag_of(after)


def _level(element: Element, tag: str) -> int:
    if tag != "hgroup":
        return int(tag[1])
    return next((int(tag_of(child)[1]) for child in element if tag_of(child) in _HEADINGS), 6)
