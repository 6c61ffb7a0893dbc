"""HTML files: pages of archives and any other page."""

from __future__ import annotations

import re

from irises.document.blocks import BlockWriter
from irises.document.contents import with_contents
from irises.document.css import class_looks
from irises.document.fields import distinct, fields_of
from irises.document.markup import Walker
from irises.document.model import Draft, Field, Source
from irises.document.sites import prepare_page
from irises.document.trees import Element, page_tree, tag_of, words_of
from irises.errors import SourceError

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")


def read_html(text: str, source: Source) -> Draft:
    """The draft of a page.

    Raises:
        SourceError: if there is no markup in it.
    """
    root = page_tree(text)
    if root is None:
        raise SourceError("holds no words; give a file that holds the story")
    # Elements are made anew each time they are met unless somebody holds them.
    held = list(root.iter())
    sheet = class_looks(e.text or "" for e in held if tag_of(e) == "style")
    title = _page_title(root)
    stated = [*prepare_page(root), *_saved_from(text)]
    writer = BlockWriter()
    Walker(writer, sheet=sheet).walk(root)
    written = writer.finish()
    fields = [*written.fields, *stated]
    if title and not any(field.name == "title" for field in fields):
        fields += title
    return Draft(
        text=written.text, source=source, marks=written.marks, hints=with_contents(written), fields=distinct(fields)
    )


def _page_title(root: Element) -> list[Field]:
    """The title in the page's head, and the author if it says "Title by Author"."""
    title = next((words_of(e) for e in root.iter() if tag_of(e) == "title"), "")
    return fields_of("title", title)


def _saved_from(text: str) -> list[Field]:
    match = _SAVED_FROM.search(text[:4096])
    return fields_of("url", match[1]) if match else []
