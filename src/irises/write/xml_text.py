"""Any text as XML can carry it, and elements from plain values."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from lxml import etree

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_BEFORE_PATH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(//[\w.-]+(:\d+)?(?=[/?#]|$))?", re.ASCII)
_ESCAPE = re.compile(r"%25([0-9A-Fa-f]{2})")
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text, same length, with U+FFFD for each character that XML forbids."""
    return _ILLEGAL.sub("\ufffd", text)


def child(parent: etree._Element, tag: str, text: str | None = None, /, **attributes: Any) -> etree._Element:
    """A new last child, in the parent's namespace.

    Attributes that are None are left out; `xml_id` is xml:id, and a last underscore is dropped.
    """
    namespace = parent.nsmap.get(None)
    element = etree.SubElement(parent, tag if namespace is None else f"{{{namespace}}}{tag}")
    element.text = None if text is None else legal(text)
    for name, value in attributes.items():
        if value is not None:
            element.set(XML_ID if name == "xml_id" else name.removesuffix("_"), legal(str(value)))
    return element


def uri(target: str) -> str:
    """A link's target, which may be anything that somebody typed, as a URI: what cannot stand in one is escaped."""
    begins = _BEFORE_PATH.match(target)
    path, mark, fragment = target[begins.end() if begins else 0 :].partition("#")
    return (begins[0] if begins else "") + _escaped(path) + mark + _escaped(fragment)


def _escaped(part: str) -> str:
    return _ESCAPE.sub(r"%\1", quote(part, safe="/?@!$&'()*+,;=~"))


def serialised(root: etree._Element, *, pretty: bool = False) -> bytes:
    """The document as UTF-8 with its declaration; `pretty` only where white space carries nothing."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=pretty)
