"""The words of a story in order, for formats that count words instead of characters."""

from __future__ import annotations

import re
from itertools import groupby

import numpy as np

from irises.story import Story
from irises.story.rows import Mention, Row, Token

_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")


class Words:
    """Words by their place in the story, from 0, and rows as stretches of words."""

    def __init__(self, story: Story) -> None:
        self.tokens: tuple[Token, ...] = story.tokens
        self.sentences: tuple[range, ...] = _sentences(self.tokens)
        self._starts = np.array([token.start for token in self.tokens], dtype=np.int64)
        self._ends = np.array([token.end for token in self.tokens], dtype=np.int64)
        self._places = {token.token_id: place for place, token in enumerate(self.tokens)}

    def of(self, row: Row) -> range:
        """The words that share a character with a row's span; empty if none does."""
        return self.between(row.start, row.end)

    def between(self, start: int, end: int) -> range:
        """The words that share a character with a span (code points)."""
        first = int(np.searchsorted(self._ends, start, side="right"))
        return range(first, max(first, int(np.searchsorted(self._starts, end, side="left"))))

    def head(self, place: int) -> int | None:
        """The place of a word's syntactic head, its own at a root; None where it is not known."""
        head = self.tokens[place].head
        return None if head is None else self._places.get(head)

    def top(self, row: Mention, words: range) -> int | None:
        """The place of a mention's head word among some of its words: the reading's, else the syntactic one."""
        known = None if row.head_token is None else self._places.get(row.head_token)
        if known in words:
            return known
        return next((place for place in words if self.head(place) == place or self.head(place) not in words), None)

    def text(self, words: range) -> str:
        """Words with one space between."""
        return " ".join(one_line(self.tokens[place].text) for place in words)


def one_line(text: str) -> str:
    """A text as a field of a format of lines and columns: white space and control characters folded to a space."""
    return _SPACE.sub(" ", text)


def _sentences(tokens: tuple[Token, ...]) -> tuple[range, ...]:
    sentences = []
    for _, places in groupby(range(len(tokens)), key=lambda place: tokens[place].sentence_id):
        first, *rest = places
        sentences.append(range(first, (rest[-1] if rest else first) + 1))
    return tuple(sentences)
