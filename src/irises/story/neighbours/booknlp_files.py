"""BookNLP's files as rows: `.entities` and `.quotes`, with `.tokens` and `.book` where they are there.

They come from outside: what is missing, damaged or too large is refused with the file and the line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from irises.errors import PlanError, SourceError

LARGEST = 512 * 2**20
"""Bytes of one file."""
_MOST = 2**31 - 1
_DIGITS = 10
_ENDINGS = ("tokens", "entities", "quotes", "supersense", "book", "book.html")
_TOKENS = (
    "sentence_ID", "word", "lemma", "byte_onset", "byte_offset", "POS_tag", "dependency_relation", "syntactic_head_ID",
    "event", "paragraph_ID", "token_ID_within_document",
)  # fmt: skip
_ENTITIES = ("COREF", "start_token", "end_token", "prop", "cat", "text")
_QUOTES = ("quote_start", "quote_end", "mention_start", "mention_end", "char_id", "quote")
_NONE = frozenset(("", "None", "null", "-1"))


@dataclass(frozen=True, kw_only=True)
class Token:
    """A word: `start` and `end` are characters of the text that BookNLP read, `head` is a place among the words."""

    paragraph: int
    sentence: int
    word: str
    lemma: str
    start: int
    end: int
    upos: str
    deprel: str
    head: int
    is_event: bool


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A mention of words `first` to `last`, both included."""

    coref: int
    first: int
    last: int
    prop: str
    cat: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A quotation of words `first` to `last`, both included, and the mention by which its speaker is known."""

    first: int
    last: int
    mention: tuple[int, int] | None
    speaker: int | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What BookNLP wrote of one book; `tokens` is None where there is no such file."""

    name: str
    path: Path
    tokens: tuple[Token, ...] | None
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
    described: frozenset[int] | None
    """COREF of the characters that `.book` describes; None without it."""


def open_reading(path: str | os.PathLike[str]) -> Reading:
    """The files in a folder, or those whose path without the ending (`emma/158_emma`), or one of them, is given.

    Raises:
        PlanError: there are no such files, or those of several books.
        SourceError: one cannot be read, or is none of BookNLP's; the message says which, and where.
    """
    stem = _stem(Path(path))
    entities = parse_entities(_content(stem, "entities"))
    quotes = parse_quotes(_content(stem, "quotes"))
    tokens = parse_tokens(_content(stem, "tokens")) if _file(stem, "tokens").exists() else None
    described = parse_book(_content(stem, "book")) if _file(stem, "book").exists() else None
    return Reading(name=stem.name, path=stem, tokens=tokens, entities=entities, quotes=quotes, described=described)


def is_booknlp(path: str | os.PathLike[str]) -> bool:
    """Whether BookNLP's files are there: in a folder, by their path without the ending, or one of them."""
    try:
        return _file(_stem(Path(path)), "entities").exists()
    except PlanError:
        return False


def parse_tokens(content: bytes) -> tuple[Token, ...]:
    """The words of a `.tokens` file, in order.

    Raises:
        SourceError: it is none.
    """
    tokens: list[Token] = []
    for line, row in _rows(content, ".tokens", _TOKENS):
        if _number(row["token_ID_within_document"], ".tokens", line) != len(tokens):
            raise SourceError(f".tokens, line {line}: its words are not numbered in order; take it from BookNLP again")
        if not row["word"].strip():
            raise SourceError(f".tokens, line {line}: there is no word; take it from BookNLP again")
        tokens.append(_token(row, line))
    return tuple(tokens)


def _token(row: Mapping[str, str], line: int) -> Token:
    def number(column: str) -> int:
        return _number(row[column], ".tokens", line)

    return Token(
        paragraph=number("paragraph_ID"),
        sentence=number("sentence_ID"),
        word=row["word"].strip(),
        lemma=row["lemma"],
        start=number("byte_onset"),
        end=number("byte_offset"),
        upos=row["POS_tag"],
        deprel=row["dependency_relation"],
        head=number("syntactic_head_ID"),
        is_event=row["event"] == "EVENT",
    )


def parse_entities(content: bytes) -> tuple[Entity, ...]:
    """The mentions of an `.entities` file.

    Raises:
        SourceError: it is none.
    """
    return tuple(
        Entity(
            coref=_number(row["COREF"], ".entities", line),
            prop=row["prop"],
            cat=row["cat"],
            text=row["text"],
            **_span(row, ("start_token", "end_token"), ".entities", line),
        )
        for line, row in _rows(content, ".entities", _ENTITIES)
    )


def parse_quotes(content: bytes) -> tuple[Quote, ...]:
    """The quotations of a `.quotes` file.

    Raises:
        SourceError: it is none.
    """
    quotes = []
    for line, row in _rows(content, ".quotes", _QUOTES):
        is_named = row["mention_start"] not in _NONE and row["mention_end"] not in _NONE
        mention = _span(row, ("mention_start", "mention_end"), ".quotes", line) if is_named else None
        quotes.append(
            Quote(
                mention=None if mention is None else (mention["first"], mention["last"]),
                speaker=None if row["char_id"] in _NONE else _number(row["char_id"], ".quotes", line),
                text=row["quote"],
                **_span(row, ("quote_start", "quote_end"), ".quotes", line),
            )
        )
    return tuple(quotes)


def parse_book(content: bytes) -> frozenset[int]:
    """The COREF of the characters in a `.book` file.

    Raises:
        SourceError: it is none.
    """
    try:
        characters = json.loads(content)["characters"]
        return frozenset(character["id"] for character in characters if isinstance(character["id"], int))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise SourceError(".book is no JSON as BookNLP writes it; take it from BookNLP again, or away") from error


def _rows(content: bytes, name: str, columns: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a file of tabs and lines, by column, each with the number of its line."""
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is not UTF-8, as BookNLP writes it; take it from BookNLP again") from error
    head = lines[0].rstrip("\r").split("\t")
    missing = [column for column in columns if column not in head]
    if missing:
        raise SourceError(f"{name} has no column {missing[0]}; give the files that BookNLP 1 writes")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.rstrip("\r").split("\t")
        if cells == [""]:
            continue
        if len(cells) != len(head):
            message = f"{name}, line {number}: {len(cells)} cells where there are {len(head)} columns"
            raise SourceError(f"{message}; take it from BookNLP again")
        yield number, dict(zip(head, cells, strict=True))


def _span(row: Mapping[str, str], columns: tuple[str, str], name: str, line: int) -> dict[str, int]:
    first, last = (_number(row[column], name, line) for column in columns)
    if last < first:
        raise SourceError(f"{name}, line {line}: it ends before it begins; take it from BookNLP again")
    return {"first": first, "last": last}


def _number(cell: str, name: str, line: int) -> int:
    is_number = cell.isascii() and cell.isdecimal() and len(cell) <= _DIGITS
    if not is_number or int(cell) > _MOST:
        raise SourceError(f"{name}, line {line}: {cell[:20]!r} is no number; take it from BookNLP again")
    return int(cell)


def _stem(path: Path) -> Path:
    """The path of the files without their endings."""
    if path.is_dir():
        stems = sorted(
            {entry.name.removesuffix(".entities") for entry in path.iterdir() if entry.suffix == ".entities"}
        )
        if len(stems) == 1:
            return path / stems[0]
        found = f"files of {len(stems)} books: give one, as {path / stems[0]}" if stems else "no .entities of BookNLP's"
        raise PlanError(f"holds {found}", path=path)
    for ending in _ENDINGS:
        if path.name.endswith(f".{ending}"):
            return path.with_name(path.name.removesuffix(f".{ending}"))
    if not _file(path, "entities").exists():
        message = "there is neither such a folder nor NAME.entities; give the folder that BookNLP wrote"
        raise PlanError(message, path=path)
    return path


def _file(stem: Path, ending: str) -> Path:
    return stem.with_name(f"{stem.name}.{ending}")


def _content(stem: Path, ending: str) -> bytes:
    path = _file(stem, ending)
    try:
        if not path.is_file():
            raise SourceError(f"there is no .{ending}, which BookNLP writes; give all its files", path=stem)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceError(f".{ending} cannot be read: {error.strerror or error}", path=stem) from error
    if len(content) > LARGEST:
        raise SourceError(f".{ending} is larger than 512 MiB, which no book's is", path=stem)
    return content


__all__ = ["Entity", "Quote", "Reading", "Token", "is_booknlp", "open_reading"]
