"""The Archive of Our Own and archives that run its software: downloads (HTML, EPUB) and saved pages."""

from __future__ import annotations

import re

from irises.document.fields import field_name, fields_of
from irises.document.markup import DROP, FIELD, PLAIN
from irises.document.model import Field
from irises.document.sites.shaping import (
    all_by_id,
    by_class,
    by_id,
    drop,
    group,
    has_class,
    keep_only,
    name_values,
    state,
    wrap,
)
from irises.document.trees import Element, tag_of, words_of

_LABELS = {
    "summary": "summary",
    "chapter summary": "summary",
    "notes": "authors_note",
    "chapter notes": "authors_note",
    "end notes": "authors_note",
    "chapter end notes": "authors_note",
}
_STATS = re.compile(r"\b(Published|Completed|Updated|Words|Chapters):\s*([\d?][\d,./?-]*)")
_SERIES = re.compile(r"(Part \d+ of .+?)(?=,? Part \d+ of |$)")
_READERS_STATS = ("comments", "kudos", "bookmarks", "hits")
_HEADINGS = ("h1", "h2", "h3")


def matches(root: Element) -> bool:
    """Whether the tree is a work of such an archive, or a page of one in an EPUB."""
    if by_id(root, "workskin") is not None or next(by_class(root, "work", "meta", "group"), None) is not None:
        return True
    if next(by_class(root, "tags", tag="dl"), None) is not None:
        return True
    names = {element.get("id") for element in root.iter("{*}div", "div")}
    return (
        "chapters" in names
        or ("preface" in names and next(by_class(root, "byline"), None) is not None)
        or ("afterword" in names and next(by_class(root, "message"), None) is not None)
    )


def prepare(root: Element) -> list[Field]:
    """Say what each block of the work is, drop the archive's furniture."""
    _keep_work(root)
    _drop_furniture(root)
    fields = [field for record in _records(root) for field in _read_record(record)]
    fields += _read_message(root)
    _name_title(root)
    _name_labelled_blocks(root)
    _name_modules(root)
    for box in _chapter_boxes(root):
        _name_chapters(box)
    return fields


def _keep_work(root: Element) -> None:
    """A saved page has the site around the work."""
    skin = by_id(root, "workskin")
    if skin is not None:
        record = next(by_class(root, "work", "meta", "group", tag="dl"), None)
        keep_only(root, [record, skin] if record is not None else [skin])


def _drop_furniture(root: Element) -> None:
    drop(e for e in root.iter() if has_class(e, "landmark") or has_class(e, "jump") or has_class(e, "endnote-link"))
    drop(by_class(root, "actions"))
    drop([by_id(root, "feedback"), by_id(root, "comments_placeholder"), by_id(root, "kudos")])
    for afterword in all_by_id(root, "afterword"):
        drop(by_class(afterword, "message"))
    drop(e for e in by_class(root, "toc-heading") if words_of(e) in ("Preface", "Afterword") or _is_title(e, root))


def _is_title(heading: Element, root: Element) -> bool:
    """Whether a heading for the reading device's contents repeats the work's title."""
    words = words_of(heading)
    for element in root.iter():
        if tag_of(element) == "title" and (words_of(element) + " - ").startswith(words + " - "):
            return True
        if tag_of(element) == "h1" and words_of(element) == words:
            return True
    return False


def _records(root: Element) -> list[Element]:
    prefaces = all_by_id(root, "preface")
    lists = [e for e in root.iter() if tag_of(e) == "dl"]
    # Converters rename classes, but not what a preface holds.
    return [
        e
        for e in lists
        if has_class(e, "tags") or has_class(e, "work", "meta") or any(p in prefaces for p in e.iterancestors())
    ]


def _read_record(record: Element) -> list[Field]:
    """Name the values of a tag list; returns those that have no words of their own (series, statistics)."""
    state(record, "archive_metadata")
    fields: list[Field] = []
    label = ""
    for element in record:
        if tag_of(element) == "dt":
            label = words_of(element).rstrip(":").strip()
        elif tag_of(element) == "dd":
            fields += _read_entry(element, label)
    return fields


def _read_entry(entry: Element, label: str) -> list[Field]:
    _inline_lists(entry)
    if label == "Stats":
        _drop_readers_stats(entry)
        found = _STATS.findall(" ".join(" ".join(entry.itertext()).split()))
        return [field for name, value in found for field in fields_of(name.lower(), value.rstrip("."))]
    name = field_name(label)
    if name == "series":
        return [Field(name=name, value=part.rstrip(", ")) for part in _SERIES.findall(words_of(entry))]
    if name:
        name_values(entry, name)
    return []


def _inline_lists(entry: Element) -> None:
    """A saved page keeps tags as list items: make them words of one line."""
    for element in entry.iter():
        if tag_of(element) == "ul":
            items = [child for child in element if tag_of(child) == "li"]
            for item in items:
                item.tag = "span"
                item.tail = ", "
            if items:
                items[-1].tail = None
            element.tag = "span"


def _drop_readers_stats(entry: Element) -> None:
    """What readers did (comments, kudos) is no part of the work's record."""
    for element in entry.iter():
        if any(has_class(element, name) for name in _READERS_STATS):
            drop([element])
            for inner in list(element):
                element.remove(inner)
            element.text = None
        elif tag_of(element) == "dl":
            element.tag = "span"
        elif tag_of(element) in ("dt", "dd"):
            element.tag = "span"
            element.tail = " "


def _read_message(root: Element) -> list[Field]:
    """ "Posted originally on the Archive of Our Own at URL."""
    fields: list[Field] = []
    for message in by_class(root, "message"):
        links = [e.get("href") or "" for e in message.iter() if tag_of(e) == "a"]
        works = [link for link in links if "/works/" in link]
        if works:
            state(message, "archive_metadata")
            fields += [*fields_of("url", works[0]), *fields_of("publisher", "Archive of Our Own")]
    return fields


def _name_title(root: Element) -> None:
    prefaces = [*all_by_id(root, "preface"), *by_class(root, "preface", "group")]
    for preface in prefaces:
        if has_class(preface, "chapter"):
            continue
        for element in preface.iter():
            if tag_of(element) == "h1" or has_class(element, "title", "heading"):
                state(element, "title")
                element.set(FIELD, "title")
                element.set(PLAIN, "1")
            elif has_class(element, "byline") or _follows_title(element):
                _name_byline(element)


def _follows_title(element: Element) -> bool:
    before = element.getprevious()
    is_after = before is not None and tag_of(before) == "h1" and tag_of(element) == "div"
    return is_after and words_of(element).startswith("by ")


def _name_byline(byline: Element) -> None:
    state(byline, "byline")
    byline.set(PLAIN, "1")
    authors = [e for e in byline.iter() if tag_of(e) == "a"]
    for author in authors:
        author.set(FIELD, "author")
    name = words_of(byline).removeprefix("by ").strip()
    if not authors and name and not len(byline):
        byline.text, value = (
            "by " if words_of(byline).startswith("by ") else "",
            byline.makeelement("span", {FIELD: "author"}),
        )
        value.text = name
        byline.append(value)


def _name_labelled_blocks(root: Element) -> None:
    """Downloads: `<p>Summary</p><blockquote class="userstuff">`, in the preface, around chapters and at the end."""
    own = {*all_by_id(root, "preface"), *all_by_id(root, "afterword"), *by_class(root, "meta")}
    for label in [e for e in root.iter() if tag_of(e) == "p"]:
        kind = _LABELS.get(words_of(label).rstrip(":").casefold()) if len(label) == 0 else None
        after = label.getnext()
        if (
            kind
            and after is not None
            and (has_class(after, "userstuff") or any(e in own for e in label.iterancestors()))
        ):
            _wrap_labelled(label, kind, words_of(label))


def _wrap_labelled(label: Element, kind: str, words: str) -> None:
    blocks = []
    for element in label.itersiblings():
        if not (tag_of(element) == "blockquote" or tag_of(element) in ("ul", "dl")):
            break
        blocks.append(element)
    if blocks:
        wrap(label, blocks, kind, words.rstrip(":"))
        if words.rstrip(":") == "Summary":
            blocks[0].set(FIELD, "summary")


def _name_modules(root: Element) -> None:
    """Saved pages: `<div class="summary module"><h3 class="heading">Summary:</h3>`."""
    for module in by_class(root, "module"):
        kind = "summary" if has_class(module, "summary") else "authors_note" if has_class(module, "notes") else None
        if kind is None:
            continue
        heading = next((e for e in module if tag_of(e) in _HEADINGS), None)
        state(module, kind, words_of(heading).rstrip(":") if heading is not None else None)
        if heading is not None:
            heading.set(PLAIN, "1")
        parent = module.getparent()
        if kind == "summary" and parent is not None and not has_class(parent, "chapter"):
            for quote in (e for e in module if tag_of(e) == "blockquote"):
                quote.set(FIELD, "summary")


def _chapter_boxes(root: Element) -> list[Element]:
    boxes = all_by_id(root, "chapters")
    if boxes:
        return boxes
    body = next((e for e in root.iter() if tag_of(e) == "body"), root)
    return [e for e in body if tag_of(e) == "div" and not e.get("id") and _heading_in(e) is not None][:1]


def _name_chapters(box: Element) -> None:
    saved = [e for e in box if has_class(e, "chapter") and not has_class(e, "preface")]
    if saved:
        for chapter in saved:
            heading = next(by_class(chapter, "title"), None)
            state(chapter, "chapter", words_of(heading) if heading is not None else None)
        return
    for run in list(group(list(box), lambda e: _heading_in(e) is not None)):
        heading = _heading_in(run[0])
        if heading is not None:
            wrap(run[0], run[1:], "chapter", words_of(heading))


def _heading_in(element: Element) -> Element | None:
    """The chapter heading that an element is, or opens with; headings inside the text are the author's."""
    first = next(iter(element), None)
    for candidate in (element, first):
        if candidate is None or tag_of(candidate) != "h2" or candidate.get(DROP):
            continue
        is_named = has_class(candidate, "heading") or has_class(candidate, "toc-heading")
        if is_named or candidate is element or not has_class(element, "userstuff"):
            return candidate
    return None
