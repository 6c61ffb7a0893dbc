"""Files as archives and publishers make them, around words written for these tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{opf}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>
<manifest>{items}</manifest><spine toc="ncx">{spine}</spine>{guide}</package>"""

Bytes = Callable[..., bytes]


def zip_of(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xhtml(body: str, *, head: str = "", attributes: str = "") -> str:
    """A page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>Page</title>{head}</head><body{attributes}>{body}</body></html>"
    )


def epub_of(
    pages: Mapping[str, str],
    *,
    metadata: str = "",
    folder: str = "OEBPS",
    extra: Mapping[str, str | bytes] | None = None,
    items: str = "",
    guide: str = "",
    spine: Sequence[str] | None = None,
) -> bytes:
    """An EPUB whose spine holds the pages in order."""
    manifest = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(pages)
    )
    names = list(pages)
    order = "".join(f'<itemref idref="i{names.index(name)}"/>' for name in spine or names)
    package = PACKAGE.format(metadata=metadata, items=manifest + items, spine=order, guide=guide)
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format(opf=f"{folder}/content.opf".lstrip("/")),
        f"{folder}/content.opf".lstrip("/"): package,
        **{f"{folder}/{name}".lstrip("/"): page for name, page in pages.items()},
        **(extra or {}),
    }
    return zip_of(members)


@pytest.fixture(name="zip_of")
def _zip_of() -> Bytes:
    return zip_of


@pytest.fixture(name="epub_of")
def _epub_of() -> Bytes:
    return epub_of


@pytest.fixture(name="xhtml")
def _xhtml() -> Callable[..., str]:
    return xhtml
