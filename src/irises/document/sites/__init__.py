"""What is known of the pages of archives: each recipe marks up an element tree before it is written."""

from __future__ import annotations

from collections.abc import Callable

from irises.document.model import Field
from irises.document.sites import ao3, fanficfare, fanfictionnet, gutenberg, plain
from irises.document.trees import Element

Recipe = Callable[[Element], list[Field]]

_BOOK_PAGES: tuple[tuple[Callable[[Element], bool], Recipe], ...] = (
    (ao3.matches, ao3.prepare),
    (fanficfare.matches, fanficfare.prepare),
    (gutenberg.matches, gutenberg.prepare),
)
_PAGES = (*_BOOK_PAGES, (fanfictionnet.matches, fanfictionnet.prepare), (plain.matches, plain.prepare))


def prepare_page(root: Element) -> list[Field]:
    """Mark up a whole HTML file by the first recipe that knows it; returns fields that have no place in the text."""
    return next(prepare(root) for matches, prepare in _PAGES if matches(root))


def prepare_book_page(root: Element) -> list[Field]:
    """Mark up a file of a book (EPUB) by every recipe that knows it; returns fields that have no place in the text."""
    return [field for matches, prepare in _BOOK_PAGES if matches(root) for field in prepare(root)]
