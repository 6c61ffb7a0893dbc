"""What there is to read in the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from irises.corpus.containers import container_kind
from irises.corpus.done import Done
from irises.corpus.items import Item
from irises.corpus.sources import Sources
from irises.document.sniff import named_format

_KEPT_TROUBLES = 20


@dataclass(kw_only=True)
class Survey:
    """Stories in the sources: those that were read (or failed) before, those that cannot be had, and those to read."""

    n_done: int = 0
    n_to_read: int = 0
    n_bytes: int = 0
    """Length of those to read."""
    n_troubles: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    """All of them by what they are, or are in."""
    passed: Counter[str] = field(default_factory=Counter)
    """What is no story by its name, by the ending."""
    troubles: list[Item] = field(default_factory=list)
    """The first that cannot be had."""
    mended: frozenset[str] = frozenset()
    """Ids of files that hold stories and can be read."""

    @property
    def n_stories(self) -> int:
        """All of them."""
        return self.n_done + self.n_to_read + self.n_troubles


def survey(sources: Sources, done: Done, *, report: Callable[[int], None] = lambda n: None) -> Survey:
    """Goes through the sources; `report` is told of every story how many there are so far."""
    found = Survey(passed=sources.passed)
    unread: set[str] = set()
    for item in sources.stories():
        found.kinds[_kind(item)] += 1
        if item.trouble:
            found.n_troubles += 1
            unread.add(item.story_id)
            if len(found.troubles) < _KEPT_TROUBLES:
                found.troubles.append(item)
        elif item in done:
            found.n_done += 1
        else:
            found.n_to_read += 1
            found.n_bytes += len(item.content)
        report(found.n_stories)
    found.mended = frozenset(sources.opened - unread)
    return found


def _kind(item: Item) -> str:
    return container_kind(item.source) or named_format(item.name) or "other"
