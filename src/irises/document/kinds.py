"""What markup calls a part of a book, in the section kinds of the data contract."""

from __future__ import annotations

import re
from collections.abc import Iterable

# EPUB 3 structural semantics, Z39.98 (DAISY) and Standard Ebooks' own vocabulary, without their prefixes.
_EPUB_TYPES = {
    "titlepage": "title",
    "halftitlepage": "title",
    "halftitle": "title",
    "fulltitle": "title",
    "imprint": "licence",
    "imprimatur": "licence",
    "colophon": "licence",
    "copyright-page": "licence",
    "uncopyright": "licence",
    "toc": "contents",
    "toc-brief": "contents",
    "landmarks": "contents",
    "loi": "contents",
    "lot": "contents",
    "dedication": "dedication",
    "epigraph": "epigraph",
    "preface": "preface",
    "foreword": "preface",
    "introduction": "preface",
    "preamble": "preface",
    "acknowledgments": "authors_note",
    "acknowledgements": "authors_note",
    "afterword": "authors_note",
    "prologue": "prologue",
    "epilogue": "epilogue",
    "conclusion": "epilogue",
    "volume": "part",
    "part": "part",
    "division": "part",
    "book": "part",
    "chapter": "chapter",
    "short-story": "chapter",
    "novella": "chapter",
    "novel": "part",
    "scene": "scene",
    "letter": "letter",
    "diary-entry": "journal_entry",
    "email": "message",
    "telegram": "message",
    "sms": "message",
    "poem": "poem",
    "verse": "poem",
    "song": "poem",
    "hymn": "poem",
    "footnotes": "footnote",
    "footnote": "footnote",
    "endnotes": "end_note",
    "rearnotes": "end_note",
    "endnote": "end_note",
    "rearnote": "end_note",
    "appendix": "other",
    "bibliography": "other",
    "glossary": "other",
    "index": "other",
    "errata": "other",
}

# Class names that publishers and transcribers use for the same thing.
_CLASSES = {
    "msotitle": "title",
    "poem": "poem",
    "poetry": "poem",
    "poetry-container": "poem",
    "verse": "poem",
    "letter": "letter",
    "dedication": "dedication",
    "epigraph": "epigraph",
    "footnote": "footnote",
    "footnotes": "footnote",
    "titlepage": "title",
    "toc": "contents",
    "copyright": "licence",
    "pgheader": "licence",
    "pgfooter": "licence",
    "pg-boilerplate": "licence",
    "boilerplate": "licence",
}

# EPUB 2's guide.
_GUIDE = {
    "toc": "contents",
    "title-page": "title",
    "titlepage": "title",
    "copyright-page": "licence",
    "colophon": "licence",
    "dedication": "dedication",
    "epigraph": "epigraph",
    "foreword": "preface",
    "preface": "preface",
    "acknowledgements": "authors_note",
    "loi": "contents",
    "lot": "contents",
    "glossary": "other",
    "index": "other",
    "bibliography": "other",
}
_COUNTER = re.compile(r"\d+$")


def kind_of_epub_type(types: str) -> str | None:
    """The section kind that an `epub:type` (or `role`) attribute states; None if it states none."""
    for name in types.lower().split():
        kind = _EPUB_TYPES.get(name.removeprefix("doc-").rpartition(":")[2])
        if kind:
            return kind
    return None


def kind_of_classes(names: Iterable[str]) -> str | None:
    """The section kind that class names state by custom; None if they state none."""
    return next((_CLASSES[name] for name in map(str.lower, names) if name in _CLASSES), None)


def kind_of_guide(name: str) -> str | None:
    """The section kind of an EPUB 2 guide reference."""
    return _GUIDE.get(name.lower().removeprefix("other."))


def without_counter(name: str) -> str:
    """A class name as it was before calibre numbered it: `userstuff2` is `userstuff`."""
    return _COUNTER.sub("", name)
