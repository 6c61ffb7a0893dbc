"""What FanFicFare writes: its title page of labels, its contents, its log and its chapters, in HTML and EPUB."""

from __future__ import annotations

from irises.document.fields import fields_of
from irises.document.markup import FIELD, PLAIN
from irises.document.model import Field
from irises.document.sites.shaping import by_class, group, has_class, name_labelled, state, wrap
from irises.document.trees import Element, tag_of, words_of

_BODIES = {
    "fff_titlepage": "archive_metadata",
    "fff_tocpage": "contents",
    "fff_logpage": "archive_metadata",
    "fff_chapter": "chapter",
}
_SUMMARY_LABELS = ("summary for the chapter:", "description:")


def matches(root: Element) -> bool:
    """Whether the tree is one of FanFicFare's files."""
    body = _body(root)
    if any(has_class(body, name) for name in _BODIES):
        return True
    return any(_is_chapter_anchor(e) for e in body) and next(by_class(body, "full", tag="table"), None) is not None


def prepare(root: Element) -> list[Field]:
    """Say what the pages are and name the values of the title page."""
    body = _body(root)
    kind = next((kind for name, kind in _BODIES.items() if has_class(body, name)), None)
    fields: list[Field] = []
    if kind is None:
        fields = _prepare_single_page(body)
    elif kind == "chapter":
        heading = next((e for e in body if tag_of(e) in ("h2", "h3")), None)
        state(body, "chapter", words_of(heading) if heading is not None else None)
    elif has_class(body, "fff_titlepage"):
        fields = _prepare_title_page(list(body))
    else:
        state(body, kind)
    _name_notes(body)
    return fields


def _body(root: Element) -> Element:
    return next((e for e in root.iter() if tag_of(e) == "body"), root)


def _is_chapter_anchor(element: Element) -> bool:
    return tag_of(element) == "a" and (element.get("name") or "").startswith("section")


def _prepare_title_page(children: list[Element]) -> list[Field]:
    """Name title, authors and values; the story's address is where the title links to."""
    fields: list[Field] = []
    for element in children:
        if tag_of(element) in ("h1", "h3"):
            state(element, "title")
            element.set(PLAIN, "1")
            links = [e for e in element.iter() if tag_of(e) == "a"]
            fields += fields_of("url", links[0].get("href") or "") if links else []
            for link in links:
                link.set(FIELD, "author" if has_class(link, "authorlink") or link is not links[0] else "title")
        elif tag_of(element) in ("div", "table"):
            state(element, "archive_metadata")
            _name_table(element)
            name_labelled(element)
    return fields


def _name_table(table: Element) -> None:
    """A label in the first cell, its value in the second: make them one line."""
    for row in [e for e in table.iter() if tag_of(e) == "tr"]:
        cells = [e for e in row if tag_of(e) == "td"]
        if len(cells) == 2 and len(cells[0]) == 1:
            label, value = cells[0][0], cells[1]
            label.tail = " " + (value.text or "")
            for element in list(value):
                cells[0].append(element)
            row.remove(value)


def _prepare_single_page(body: Element) -> list[Field]:
    children = list(body)
    first = next((i for i, e in enumerate(children) if _is_chapter_anchor(e)), len(children))
    contents = next((e for e in children[:first] if tag_of(e) == "a" and e.get("name") == "TOCTOP"), None)
    if contents is not None:
        at = children.index(contents)
        wrap(contents, children[at + 1 : first], "contents")
        first_page = children[:at]
    else:
        first_page = children[:first]
    fields = _prepare_title_page(first_page)
    for run in list(group(children[first:], _is_chapter_anchor)):
        wrap(run[0], run[1:], "chapter", words_of(run[0]))
    return fields


def _name_notes(body: Element) -> None:
    """Notes and chapter summaries that it puts before and after a chapter."""
    for notes in list(by_class(body, "fff_chapter_notes")):
        labels = [e for e in notes if tag_of(e) == "b"]
        if not labels:
            state(notes, "authors_note")
        for run in list(group(list(notes), lambda e: tag_of(e) == "b")):
            words = words_of(run[0])
            kind = "summary" if words.casefold() in _SUMMARY_LABELS else "authors_note"
            wrap(run[0], run[1:], kind, words.rstrip(":"))
