"""Element trees from untrusted markup: no entity is expanded, no file or address is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from irises.errors import SourceError

Element = etree._Element

_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
# Pages number Windows-1252's characters as if they were Unicode's, and browsers read them so.
_C1_REFERENCE = re.compile(r"&#(?:0*(1[2-5]\d)|[xX]0*([89][0-9a-fA-F]));?")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_LOOKS = re.compile(r"</?(?:font|span|i|b|u|em|strong|small|big|a|s|strike|tt|sub|sup|o:p)\b[^<>]*>", re.IGNORECASE)
# Characters that XML cannot hold.
_UNHOLDABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd") | {12: " ", 11: " "}
_XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def xml_tree(text: str) -> Element:
    """The root of well-formed XML or XHTML; document types are left out, HTML's named entities are characters.

    Raises:
        SourceError: if it is not well formed.
    """
    body = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    body = _C1_REFERENCE.sub(_windows_character, _ENTITY.sub(_character, body)).translate(_UNHOLDABLE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, encoding="utf-8")
    try:
        return _without_comments(etree.fromstring(body.encode("utf-8", "replace"), parser))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"its XML is broken ({error}); export or download it again") from error


def html_tree(text: str) -> Element | None:
    """The root of HTML of any quality; None if there is no element in it.

    Raises:
        SourceError: if it is nested deeper than any page.
    """
    body = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    body = _C1_REFERENCE.sub(_windows_character, body).translate(_UNHOLDABLE)
    root, is_whole = _parsed(body)
    if not is_whole:
        # Tags that are never closed nest without end; the words are worth more than their looks.
        root, is_whole = _parsed(_LOOKS.sub("", body))
    if not is_whole:
        raise SourceError("its markup is nested too deep to be read; copy the story into a plain text file")
    return root


def _parsed(body: str) -> tuple[Element | None, bool]:
    """The root, and whether the parser came to the end: past a depth it stops and loses the rest in silence."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root: Element | None = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    stopped = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return None if root is None else _without_comments(root), not stopped


def page_tree(text: str) -> Element | None:
    """The root of a page: as XHTML if it says that it is, else as HTML."""
    return xhtml_tree(text) if _XHTML in text[:2000] else html_tree(text)


def xhtml_tree(text: str) -> Element | None:
    """The root of XHTML; read as HTML where it is not well formed."""
    try:
        return xml_tree(text)
    except SourceError:
        return html_tree(text)


def tag_of(element: Element) -> str:
    """An element's name without its namespace, in lower case; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def classes_of(element: Element) -> list[str]:
    """An element's class names."""
    return (element.get("class") or "").split()


def epub_type_of(element: Element) -> str:
    """An element's `epub:type`, however it was parsed."""
    return element.get(_EPUB_TYPE) or element.get("epub:type") or ""


def words_of(element: Element) -> str:
    """All text inside an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def elements(root: Element, *tags: str) -> Iterator[Element]:
    """The elements with one of these names below (and at) the root, in document order."""
    wanted = frozenset(tags)
    return (element for element in root.iter() if tag_of(element) in wanted)


def _without_comments(root: Element) -> Element:
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    return root


def _windows_character(match: re.Match[str]) -> str:
    number = int(match[1]) if match[1] else int(match[2], 16)
    return bytes([number]).decode("cp1252", "ignore") if 128 <= number < 160 else match[0]


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML_ENTITIES:
        return match[0]
    return html5.get(f"{name};", match[0])
