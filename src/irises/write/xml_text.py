"""Any text as XML can carry it, and elements from plain values."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
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


def serialised(root: etree._Element, *, pretty: bool = False) -> bytes:
    """The document as UTF-8 with its declaration; `pretty` only where white space carries nothing."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=pretty)
