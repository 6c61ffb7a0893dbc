"""A story as it stands in an archive, before it is read; or what stands in its place and cannot be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Item:
    """A story's bytes and where they are from; `trouble` says why there are none that could be read, and what to do."""

    story_id: str
    source: str
    """Path of the file that it is in."""
    key: str | None = None
    """Where in that file: the member's name, the row's number or id; None for a file that is the story."""
    name: str = "-"
    """File name, by which its format may be known."""
    content: bytes = b""
    trouble: str = ""

    @property
    def sha256(self) -> str:
        """Of the bytes, in hexadecimal; of the trouble where there are none, so that other trouble is told anew."""
        return hashlib.sha256(self.content or self.trouble.encode()).hexdigest()


def distinct(items: Iterable[Item]) -> Iterator[Item]:
    """The items with no id twice: the second of an id gets `~2` at its end, the third `~3`."""
    seen: set[bytes] = set()
    again: dict[str, int] = {}
    for item in items:
        story_id = item.story_id
        while (short := hashlib.blake2b(story_id.encode(), digest_size=16).digest()) in seen:
            again[item.story_id] = again.get(item.story_id, 1) + 1
            story_id = f"{item.story_id}~{again[item.story_id]}"
        seen.add(short)
        yield item if story_id == item.story_id else replace(item, story_id=story_id)


def printable(name: str) -> str:
    """A file name as text that UTF-8 can hold: bytes that no encoding explains are U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
