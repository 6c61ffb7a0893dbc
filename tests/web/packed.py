"""What a page holds packed, as docs/page.md says."""

from __future__ import annotations

import base64
import zlib

from lxml import html


def unpacked(page: str, number: str) -> str:
    """The text that an element of the page, by its id, holds packed."""
    element = html.document_fromstring(page).xpath(f"//*[@id='{number}']")[0]
    return zlib.decompress(base64.b64decode(element.text)).decode()
