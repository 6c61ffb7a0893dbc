"""The package file of an EPUB: its metadata, its files and their order."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from irises.document.fields import fields_of
from irises.document.kinds import kind_of_guide
from irises.document.model import Field
from irises.document.trees import Element, elements, html_tree, tag_of, words_of

_OPF = "{http://www.idpf.org/2007/opf}"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_DATE_SUBJECT = re.compile(r"Last Update\b")
_ROLES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


@dataclass(frozen=True, kw_only=True)
class Item:
    """A file of the book: its name in the archive, and what the package says about it."""

    name: str
    media_type: str
    is_nav: bool = False


@dataclass(frozen=True, kw_only=True)
class Package:
    """A book's reading order and metadata."""

    spine: tuple[Item, ...]
    sheets: tuple[str, ...] = ()
    nav: str | None = None
    ncx: str | None = None
    guide: dict[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()


def read_package(root: Element, folder: str) -> Package:
    """The package that an OPF tree describes; `folder` is where it lies in the archive."""
    items = _manifest(root, folder)
    spine = [items[e.get("idref") or ""] for e in elements(root, "itemref") if (e.get("idref") or "") in items]
    pages = [item for item in spine if item.media_type in _PAGES or _looks_like_page(item.name)]
    if not pages:
        pages = [item for item in items.values() if item.media_type in _PAGES and not item.is_nav]
    return Package(
        spine=tuple(pages),
        sheets=tuple(item.name for item in items.values() if item.media_type == "text/css"),
        nav=next((item.name for item in items.values() if item.is_nav), None),
        ncx=next((item.name for item in items.values() if item.media_type == "application/x-dtbncx+xml"), None),
        guide=_guide(root, folder),
        fields=tuple(_metadata(root)),
    )


def resolve(folder: str, href: str) -> str:
    """The archive member that a reference means; without fragment, and never above the archive's root."""
    path = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _looks_like_page(name: str) -> bool:
    return name.lower().endswith((".xhtml", ".html", ".htm"))


def _manifest(root: Element, folder: str) -> dict[str, Item]:
    items = {}
    for element in elements(root, "item"):
        href, name = element.get("href"), element.get("id")
        if href and name:
            nav = "nav" in (element.get("properties") or "").split()
            media_type = (element.get("media-type") or "").lower()
            items[name] = Item(name=resolve(folder, href), media_type=media_type, is_nav=nav)
    return items


def _guide(root: Element, folder: str) -> dict[str, str]:
    found = {}
    for element in elements(root, "reference"):
        kind = kind_of_guide(element.get("type") or "")
        if kind and element.get("href"):
            found[resolve(folder, element.get("href") or "")] = kind
    return found


def _metadata(root: Element) -> list[Field]:
    fields: list[Field] = []
    subjects: list[Field] = []
    refined = _refinements(root)
    for element in elements(root, "metadata"):
        for entry in element.iter():
            tag, value = tag_of(entry), words_of(entry)
            if tag == "subject":
                subjects += fields_of("subject", value) if not _DATE_SUBJECT.match(value) else []
            elif tag == "meta":
                fields += _meta(entry, value, refined)
            else:
                fields += _dublin_core(tag, value, entry, refined)
    known = {field.value.casefold() for field in fields}
    tags = [Field(name="tag", value=s.value) for s in subjects if s.value.casefold() not in known]
    return fields + tags


def _refinements(root: Element) -> dict[str, dict[str, str]]:
    """EPUB 3's `<meta refines="#id" property="role">aut</meta>`, by id and property (the first of each)."""
    found: dict[str, dict[str, str]] = {}
    for element in elements(root, "meta"):
        target, name = (element.get("refines") or "").lstrip("#"), element.get("property")
        if target and name:
            found.setdefault(target, {}).setdefault(name, words_of(element))
    return found


def _dublin_core(tag: str, value: str, entry: Element, refined: dict[str, dict[str, str]]) -> list[Field]:
    more = refined.get(entry.get("id") or "", {})
    if tag == "title":
        return fields_of("title", value) if more.get("title-type", "main") == "main" else []
    if tag in ("creator", "contributor"):
        role = entry.get(f"{_OPF}role") or more.get("role") or ("aut" if tag == "creator" else "")
        return [Field(name=_ROLES[role], value=value)] if value and role in _ROLES else []
    if tag == "description":
        return fields_of("summary", _without_tags(value))
    if tag == "date":
        return fields_of(_date_name(entry), value.removesuffix("T00:00:00Z").removesuffix("T00:00:00+00:00"))
    if tag in ("identifier", "source") and value.startswith(("http://", "https://")):
        return fields_of("url", value)
    return fields_of(tag, value) if tag in ("publisher", "language") else []


def _date_name(entry: Element) -> str:
    event = entry.get(f"{_OPF}event") or "publication"
    return {"publication": "published", "modification": "updated", "creation": "packaged"}.get(event, "published")


def _meta(entry: Element, value: str, refined: dict[str, dict[str, str]]) -> list[Field]:
    name, content = entry.get("name") or "", entry.get("content") or ""
    if name == "calibre:series":
        return fields_of("series", content)
    kind = refined.get(entry.get("id") or "", {}).get("collection-type")
    if entry.get("property") == "belongs-to-collection" and kind == "series":
        return fields_of("series", value)
    if entry.get("property") in ("se:word-count", "schema:wordCount"):
        return fields_of("words", value)
    return []


def _without_tags(value: str) -> str:
    if "<" not in value:
        return value
    root = html_tree(value)
    return "" if root is None else words_of(root)
