"""Tables of contents that no markup names: blocks that are nothing but links into the same book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from irises.document.blocks import Written
from irises.document.model import Hint, Mark

_BLOCK = re.compile(r"\S(?:.|\n(?!\n))*")
_ABROAD = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HEADING = re.compile(r"(?:table of )?contents[.:]?|chapters|index", re.IGNORECASE)
_FEWEST = 3


def with_contents(written: Written) -> tuple[Hint, ...]:
    """The hints, and one for each run of three blocks or more that are links to other places of the book."""
    links = [mark for mark in written.marks if mark.kind == "link" and not _ABROAD.match(mark.value or "")]
    if len(links) < _FEWEST:
        return written.hints
    named = [(hint.start, hint.end) for hint in written.hints if hint.kind == "contents"]
    found = [
        Hint(start=start, end=end, kind="contents")
        for start, end in _runs(written.text, links)
        if not any(a < end and start < b for a, b in named)
    ]
    return tuple(sorted((*written.hints, *found), key=lambda hint: (hint.start, -hint.end)))


def _runs(text: str, links: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    first, last, count = 0, 0, 0
    before: re.Match[str] | None = None
    stop = max(link.end for link in links)
    at = 0
    for block in _BLOCK.finditer(text):
        inside = []
        while at < len(links) and links[at].start < block.end():
            inside.append(links[at])
            at += 1
        if _is_linked(block[0], inside):
            if not count:
                titled = before is not None and _HEADING.fullmatch(before[0].strip())
                first = before.start() if titled and before is not None else block.start()
            last, count = block.end(), count + len(inside)
        else:
            if count >= _FEWEST:
                yield first, last
            count = 0
            if block.start() > stop:
                return
        before = block
    if count >= _FEWEST:
        yield first, last


def _is_linked(words: str, links: Sequence[Mark]) -> bool:
    """Whether links cover nearly all letters of a block; chapter numbers before them do not count."""
    letters = sum(1 for character in words if character.isalpha())
    return bool(links) and letters > 0 and sum(link.end - link.start for link in links) >= 0.8 * letters
