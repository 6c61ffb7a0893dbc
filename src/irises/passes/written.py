"""Letters, diary entries and exchanges of messages as what their writers say, for passes that ask who says what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyarrow as pa

from irises.passes.clauses import Clauses
from irises.passes.places import word_spans

_GREETING = 9
"""Words of a letter among which it names whom it is to."""
_NAME = 3
"""Words before the colon of a message, at most."""
_FEWEST = 2
"""Messages that make an exchange."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of writing: first and last word (inclusive), kind, entity_ids of who writes it and to whom."""

    first: int
    last: int
    kind: str
    writer: int | None
    to: tuple[int, ...]


def pieces(clauses: Clauses, sections: pa.Table) -> list[Piece]:
    """Letters, diary entries and messages with somebody who writes them, in text order."""
    letters = list(_letters(clauses, sections))
    taken = {w for piece in letters if piece.kind != "message" for w in range(piece.first, piece.last + 1)}
    chats = [piece for piece in _messages(clauses) if piece.first not in taken]
    known = [piece for piece in letters if not any(piece.first <= c.first <= piece.last for c in chats)]
    return sorted((*known, *chats), key=lambda piece: piece.first)


def _letters(clauses: Clauses, sections: pa.Table) -> Iterator[Piece]:
    rows = [
        row
        for row in sections.select(["start", "end", "kind", "narrator"]).to_pylist()
        if row["kind"] in ("letter", "journal_entry", "message") and row["narrator"] is not None
    ]
    first, last = word_spans(clauses.document, [r["start"] for r in rows], [r["end"] for r in rows])
    for row, a, b in zip(rows, first.tolist(), last.tolist(), strict=True):
        if a <= b:
            to = _greeted(clauses, a, b, row["narrator"]) if row["kind"] == "letter" else ()
            yield Piece(first=a, last=b, kind=row["kind"], writer=row["narrator"], to=to)


def _greeted(clauses: Clauses, first: int, last: int, writer: int) -> tuple[int, ...]:
    """Whom a letter names before its first comma or colon: "My dearest Nell,"."""
    for w in range(first, min(first + _GREETING, last) + 1):
        who = clauses.person(w)
        if who is not None and who != writer:
            return (who,)
        if clauses.words[w] in (",", ":", "."):
            break
    return ()


def _messages(clauses: Clauses) -> Iterator[Piece]:
    """The paragraphs of an exchange that begin with who writes them: "Lo: call me"."""
    paragraph = clauses.document.words.paragraph
    begins = np.flatnonzero(np.diff(paragraph, prepend=-1) != 0).tolist()
    ends = [*begins[1:], len(paragraph)]
    turns = [
        (place, _named(clauses, a, colon), a, b - 1)
        for place, (a, b) in enumerate(zip(begins, ends, strict=True))
        if (colon := _colon(clauses, a, b)) is not None
    ]
    for _, run in groupby(enumerate(turns), key=lambda pair: pair[1][0] - pair[0]):
        exchange = [turn for _, turn in run]
        people = {writer for _, writer, _, _ in exchange}
        if len(exchange) < _FEWEST or people == {None}:
            continue
        for _, writer, a, b in exchange:
            others = tuple(who for who in people - {writer} if who is not None)
            yield Piece(first=a, last=b, kind="message", writer=writer, to=others if len(others) == 1 else ())


def _colon(clauses: Clauses, first: int, end: int) -> int | None:
    """The colon that ends the name at the head of a paragraph."""
    colon = next((w for w in range(first + 1, min(first + _NAME + 1, end - 1)) if clauses.words[w] == ":"), None)
    return colon if clauses.quotation[first] < 0 else None


def _named(clauses: Clauses, first: int, colon: int) -> int | None:
    """entity_id of the person named before a colon."""
    people = (who for w in range(first, colon) if (who := clauses.person(w)) is not None)
    return next(people, None)
