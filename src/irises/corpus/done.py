"""Which stories need not be read, in little memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from irises.corpus.items import Item


class Done:
    """A set of stories as they were read: by id and content."""

    def __init__(self, stories: Iterable[tuple[str, str]]) -> None:
        """`stories` are ids, each with the SHA-256 of what was read."""
        self._keys = frozenset(_key(*story) for story in stories)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, item: Item) -> bool:
        return _key(item.story_id, item.sha256) in self._keys


def _key(story_id: str, sha256: str) -> bytes:
    return hashlib.blake2b(f"{sha256}{story_id}".encode(), digest_size=16).digest()
