"""Where BookNLP's words stand in a text: its own found in order, or its tokenizer run again and brought into step."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from irises.errors import SourceError
from irises.story.neighbours.booknlp_files import Entity, Token

_FURTHEST = 500
"""Characters between two words that the text has and BookNLP left out."""
_STEPS = sorted(range(-12, 13), key=abs)
_AHEAD = 12
_SURE = 3
_FEW, _MOST_ASTRAY = 2, 0.02
_CHUNK = 100_000

Spans = list[tuple[int, int]]


def text_of(tokens: Sequence[Token]) -> str:
    """The text that words with their offsets and paragraphs were taken from, but for its white space."""
    parts = [tokens[0].word] if tokens else []
    for before, token in pairwise(tokens):
        parts.append("\n\n" if token.paragraph != before.paragraph else " " if token.start > before.end else "")
        parts.append(token.word)
    return "".join(parts)


def find_words(tokens: Sequence[Token], text: str) -> Spans:
    """Where each word stands in a text (code points, half-open).

    Raises:
        SourceError: a word is not where it should be, so this is another text.
    """
    spans, at = [], 0
    for number, token in enumerate(tokens):
        start = -1
        for part in unicodedata.normalize("NFC", token.word).split():
            found = text.find(part, at, at + _FURTHEST + len(part))
            if found < 0:
                message = f"word {number} of .tokens ({token.word[:40]!r}) is not in the text where it should be"
                raise SourceError(f"{message}: give the very text that BookNLP read with --text, or none")
            start = found if start < 0 else start
            at = found + len(part)
        spans.append((start, at))
    return spans


def split_words(text: str) -> Spans:
    """The words of a text as BookNLP splits it: by spaCy's rules for English, without white space."""
    from spacy.lang.en import English

    tokenizer = English().tokenizer
    spans = []
    for first, last in _chunks(text):
        for token in tokenizer(text[first:last]):
            if not token.is_space:
                spans.append((first + token.idx, first + token.idx + len(token)))
    return spans


def _chunks(text: str) -> Spans:
    """The text in pieces that end before white space, where words cannot be cut."""
    chunks, first = [], 0
    while first < len(text):
        last = first + _CHUNK
        while last < len(text) and not text[last].isspace():
            last += 1
        chunks.append((first, min(last, len(text))))
        first = last
    return chunks


class Steps:
    """How many words further on a place of BookNLP's is among the words of another tokenizer, place by place."""

    def __init__(self, entities: Sequence[Entity], words: Sequence[str]) -> None:
        self._words = words
        self._from, self._by = [0], [0]
        self.astray = 0
        """Mentions whose words are not found."""
        placed = sorted(entities, key=lambda entity: entity.first)
        for number, entity in enumerate(placed):
            if self._is_at(entity, self._by[-1]):
                continue
            following = placed[number : number + _AHEAD]
            best = max(_STEPS, key=lambda step: sum(self._is_at(e, self._by[-1] + step) for e in following))
            by = self._by[-1] + best
            agree = sum(self._is_at(e, by) for e in following)
            if best and self._is_at(entity, by) and agree >= min(_SURE, len(following)):
                self._from.append(entity.first)
                self._by.append(by)
            else:
                self.astray += 1
        if self.astray > max(_FEW, _MOST_ASTRAY * len(placed)):
            message = f"{self.astray:,} of {len(placed):,} mentions are not in the text where they should be"
            raise SourceError(f"{message}: give the very text that BookNLP read with --text, and .tokens")

    def __call__(self, place: int) -> int:
        """The place among the other words."""
        return place + self._by[bisect_right(self._from, place) - 1]

    def _is_at(self, entity: Entity, by: int) -> bool:
        first = entity.first + by
        return first >= 0 and " ".join(self._words[first : entity.last + by + 1]) == entity.text
