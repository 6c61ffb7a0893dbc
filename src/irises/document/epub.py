"""EPUB books: the files of the spine in order, with what package and contents say about them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace

from irises.document import encodings
from irises.document.blocks import BlockWriter, Written, fold
from irises.document.contents import with_contents
from irises.document.css import Looks, class_looks
from irises.document.fields import distinct
from irises.document.markup import Walker, bracket_note_signs
from irises.document.model import Draft, Field, Hint, Source
from irises.document.opf import Item, Package, read_package, resolve
from irises.document.sites import prepare_book_page
from irises.document.trees import Element, elements, tag_of, words_of, xhtml_tree, xml_tree
from irises.document.zips import Archive
from irises.errors import SourceError

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# Fonts may be obfuscated in a book that is free to read.
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#rc"})


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """A line of a book's table of contents."""

    label: str
    anchor: str
    depth: int


def read_epub(archive: Archive, source: Source) -> Draft:
    """The draft of a book.

    Raises:
        SourceError: if it is damaged, protected, or has no page to read.
    """
    _refuse_protected(archive)
    package = _package(archive)
    writer = BlockWriter()
    sheet = class_looks(_text(archive, name)[0] for name in package.sheets if archive.find(name))
    warnings: list[str] = []
    fields: list[Field] = []
    for item in package.spine:
        fields += _write_page(archive, item, package, writer, sheet, warnings)
    written = writer.finish()
    if not written.text and warnings:
        raise SourceError(f"is damaged: {warnings[0]}; download or export it again")
    return Draft(
        text=written.text,
        source=source,
        marks=written.marks,
        hints=_with_headings(written, _contents(archive, package)),
        fields=_merged(written, fields, package),
        warnings=tuple(warnings),
    )


def _refuse_protected(archive: Archive) -> None:
    name = archive.find(_ENCRYPTION)
    if archive.find("META-INF/sinf.xml"):
        raise SourceError("is protected (Apple's DRM); give an unprotected copy")
    if name is None:
        return
    root = xml_tree(_text(archive, name)[0])
    for method in elements(root, "encryptionmethod"):
        if (method.get("Algorithm") or "").lower() not in _FONTS:
            raise SourceError("is encrypted (DRM); give an unprotected copy")


def _package(archive: Archive) -> Package:
    name = _package_name(archive)
    root = xhtml_tree(_text(archive, name)[0])
    package = read_package(root, posixpath.dirname(name)) if root is not None else Package(spine=())
    if not package.spine:
        raise SourceError("has no pages to read in its package file; download or export it again")
    return package


def _package_name(archive: Archive) -> str:
    if archive.find(_CONTAINER):
        root = xml_tree(_text(archive, _CONTAINER)[0])
        for element in elements(root, "rootfile"):
            found = archive.find(resolve("", element.get("full-path") or ""))
            if found:
                return found
    packages = [name for name in archive.names if name.lower().endswith(".opf")]
    if not packages:
        raise SourceError("is a damaged EPUB: it has no package file; download or export it again")
    return packages[0]


def _text(archive: Archive, name: str) -> tuple[str, tuple[str, ...]]:
    data = archive.read(name)
    decoded = encodings.decode(data, declared=encodings.declared_encoding(data))
    text, mended = encodings.tidy(decoded.text)
    return text, (*decoded.warnings, *mended)


def _write_page(
    archive: Archive, item: Item, package: Package, writer: BlockWriter, sheet: dict[str, Looks], warnings: list[str]
) -> list[Field]:
    name = archive.find(item.name)
    if name is None:
        warnings.append(f"the book names {item.name} but does not hold it")
        return []
    text, odd = _text(archive, name)
    warnings += [f"{name}: {warning}" for warning in odd]
    root = xhtml_tree(text)
    if root is None:
        return []
    bracket_note_signs(root)
    fields = prepare_book_page(root)
    kind = "contents" if item.is_nav else package.guide.get(item.name)
    hint = writer.open_hint(kind) if kind else None
    writer.anchor(f"{item.name}#")
    Walker(writer, sheet={**sheet, **_own_sheet(root)}, keep_nav=True, place=item.name).walk(root)
    if hint:
        writer.close(hint)
    return fields


def _own_sheet(root: Element) -> dict[str, Looks]:
    return class_looks(e.text or "" for e in root.iter() if tag_of(e) == "style")


def _contents(archive: Archive, package: Package) -> list[_Entry]:
    """The table of contents: EPUB 3's nav, or EPUB 2's ncx."""
    if package.nav and archive.find(package.nav):
        root = xhtml_tree(_text(archive, package.nav)[0])
        return _nav_entries(root, posixpath.dirname(package.nav)) if root is not None else []
    if package.ncx and archive.find(package.ncx):
        root = xhtml_tree(_text(archive, package.ncx)[0])
        return _ncx_entries(root, posixpath.dirname(package.ncx)) if root is not None else []
    return []


def _nav_entries(root: Element, folder: str) -> list[_Entry]:
    navs = [e for e in elements(root, "nav") if "toc" in "".join(str(v) for v in e.attrib.values()).lower()]
    return [
        _entry(words_of(link), folder, link.get("href") or "", _depth(link, "ol"))
        for nav in navs[:1]
        for link in elements(nav, "a")
    ]


def _ncx_entries(root: Element, folder: str) -> list[_Entry]:
    entries = []
    for point in elements(root, "navpoint"):
        label = next((words_of(e) for e in point if tag_of(e) == "navlabel"), "")
        src = next((e.get("src") or "" for e in point if tag_of(e) == "content"), "")
        entries.append(_entry(label, folder, src, _depth(point, "navpoint") + 1))
    return entries


def _entry(label: str, folder: str, href: str, depth: int) -> _Entry:
    return _Entry(label=label, anchor=f"{resolve(folder, href)}#{href.partition('#')[2]}", depth=depth)


def _depth(element: Element, tag: str) -> int:
    return sum(1 for ancestor in element.iterancestors() if tag_of(ancestor) == tag)


def _with_headings(written: Written, entries: list[_Entry]) -> tuple[Hint, ...]:
    """The hints, and a heading for each block that the contents name and the pages do not mark as one."""
    starts = {hint.start for hint in written.hints if hint.kind == "heading"}
    found = []
    for entry in entries:
        start = written.anchors.get(entry.anchor)
        if start is None or start in starts:
            continue
        stop = written.text.find("\n\n", start)
        block = written.text[start : stop if stop >= 0 else len(written.text)]
        if _same(block, entry.label):
            end = start + len(block.rstrip())
            found.append(Hint(start=start, end=end, kind="heading", title=fold(block), level=entry.depth))
    return tuple(sorted((*with_contents(written), *found), key=lambda hint: (hint.start, -hint.end)))


def _same(block: str, label: str) -> bool:
    """Whether a block is what the contents call it: the same letters, or all of them in a short block."""
    one = "".join(c for c in block.casefold() if c.isalnum())
    other = "".join(c for c in label.casefold() if c.isalnum())
    return bool(one) and bool(other) and len(block) <= 200 and (one in other or other in one)


def _merged(written: Written, read: list[Field], package: Package) -> tuple[Field, ...]:
    """Fields of the pages and the package; where a page has said it, the package is not asked."""
    stated = [*written.fields, *read]
    names = {field.name for field in stated}
    values = {field.value.casefold() for field in stated}
    more = [
        field
        for field in package.fields
        if field.name not in names and not (field.name == "tag" and field.value.casefold() in values)
    ]
    return distinct(replace(field) for field in (*stated, *more))
