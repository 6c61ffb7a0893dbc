"""Pages of an EPUB: XHTML around content, and any text as it can stand there."""

from __future__ import annotations

from html import escape

from irises.write.xml_text import legal


def e(text: str) -> str:
    """The text escaped; what XML forbids becomes U+FFFD."""
    return escape(legal(text))


def page(title: str, content: str, *, language: str) -> str:
    """A whole page; `content` is XHTML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{e(language)}" xml:lang="{e(language)}"><head><title>{e(title) or "Untitled"}</title>'
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>\n{content}\n</body></html>\n'
    )
