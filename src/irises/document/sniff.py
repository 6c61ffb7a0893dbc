"""What kind of file it is: by its content first, then by its name."""

from __future__ import annotations

import re

from irises.errors import SourceError

FORMATS = ("txt", "md", "html", "epub", "docx")

_EXTENSIONS = {
    ".txt": "txt", ".text": "txt", ".asc": "txt",
    ".md": "md", ".markdown": "md", ".mdown": "md", ".mkd": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".xht": "html", ".shtml": "html",
    ".epub": "epub",
    ".docx": "docx", ".docm": "docx",
}  # fmt: skip

_AS_TEXT = "save it as plain text, HTML, EPUB or DOCX and read that"
_PICTURE = "is a picture; give the story as text, HTML, EPUB or DOCX"
_PACKED = "is a packed archive; unpack it and give the story inside"
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "is a PDF, which has lost the paragraphs; " + _AS_TEXT),
    (0, b"{\\rtf", "is RTF; open it in a word processor and save it as DOCX"),
    (60, b"BOOKMOBI", "is a Kindle book (MOBI, AZW); convert it to EPUB, for instance with calibre"),
    (60, b"TEXtREAd", "is a Palm book; convert it to EPUB, for instance with calibre"),
    (0, b"TPZ", "is a Kindle book (Topaz); convert it to EPUB, for instance with calibre"),
    (0, b"\xeaDRMION", "is a protected Kindle book (KFX); give an EPUB"),
    (0, b"CONT\x02\x00", "is a Kindle book (KFX); convert it to EPUB, for instance with calibre"),
    (0, b"ITOLITLS", "is a Microsoft Reader book; convert it to EPUB"),
    (0, b"AT&TFORM", "is a DjVu scan; " + _AS_TEXT),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old (.doc) or a protected Word file; save it as DOCX, unprotected"),
    (0, b"\x89PNG", _PICTURE),
    (0, b"\xff\xd8\xff", _PICTURE),
    (0, b"GIF8", _PICTURE),
    (0, b"II*\0", _PICTURE),
    (0, b"MM\0*", _PICTURE),
    (8, b"WEBP", _PICTURE),
    (4, b"ftypheic", _PICTURE),
    (4, b"ftypavif", _PICTURE),
    (4, b"ftyp", "is a film or a sound; give the story as text"),
    (0, b"ID3", "is a sound; give the story as text"),
    (0, b"OggS", "is a sound or a film; give the story as text"),
    (8, b"WAVE", "is a sound; give the story as text"),
    (0, b"\x1f\x8b", _PACKED),
    (0, b"7z\xbc\xaf\x27\x1c", _PACKED),
    (0, b"Rar!\x1a\x07", _PACKED),
    (0, b"BZh", _PACKED),
    (0, b"\xfd7zXZ\0", _PACKED),
    (257, b"ustar", _PACKED),
    (0, b"\x7fELF", "is a program, not a story"),
    (0, b"MZ\x90", "is a program, not a story"),
    (0, b"SQLite format 3\0", "is a database, not a story"),
)  # fmt: skip

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OTHER_XML = re.compile(r"\s*<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*<(\w[\w:.-]*)", re.DOTALL)
_BLOCK_TAG = re.compile(r"<(?:p|br|div|h[1-6]|blockquote|hr)\b[^<>]*>", re.IGNORECASE)
_PARAGRAPH_TAG = re.compile(r"<(?:p|div|br)\b", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[\w-]+[ \t]*:)")
_LINK = re.compile(r"\[[^\]\n]+\]\([^)\s]+\)")
_SAMPLE = 65_536


def refuse_foreign(data: bytes) -> None:
    """Do nothing for bytes that can be a story.

    Raises:
        SourceError: for the kinds of file that are known but not read, each with its cure.
    """
    for offset, signature, message in _SIGNATURES:
        if data.startswith(signature, offset):
            raise SourceError(message)


def is_zip(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive, as EPUB and DOCX are."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def named_format(name: str) -> str | None:
    """The format that a file name's extension stands for."""
    dot = name.rfind(".")
    return _EXTENSIONS.get(name[dot:].lower()) if dot >= 0 else None


def text_format(text: str, name: str) -> str:
    """txt, md or html, by the text itself and then by the file's name.

    Raises:
        SourceError: for XML that is not HTML.
    """
    sample = text[:_SAMPLE].lstrip("\ufeff")
    named = named_format(name)
    if _HTML_START.match(sample):
        return "html"
    other = _OTHER_XML.match(sample)
    if other:
        raise SourceError(f"is XML of another kind (<{other[1]}>); convert it to EPUB or HTML")
    if named == "html" or _is_fragment(sample, named):
        return "html"
    if named in ("txt", "md"):
        return named
    return "md" if _is_markdown(sample) else "txt"


def _is_fragment(sample: str, named: str | None) -> bool:
    """A piece of HTML without its frame; a plain-text name needs more to show that."""
    tags = len(_BLOCK_TAG.findall(sample))
    if named == "md" or tags < 2:
        return False
    if named == "txt":
        return sample.lstrip().startswith("<") and bool(_PARAGRAPH_TAG.search(sample)) and tags * 1500 > len(sample)
    return tags * 3000 > len(sample)


def _is_markdown(sample: str) -> bool:
    return bool(_FRONT_MATTER.match(sample)) or len(_HEADING.findall(sample)) + len(_LINK.findall(sample)) >= 2
