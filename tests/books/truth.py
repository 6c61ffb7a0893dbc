"""What is true in an example story, read from its `.truth.toml`: anchors in words become spans of the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from irises.annotation import Span

EXAMPLES = Path(__file__).parents[2] / "examples"
OPENING = "\"“‘«_*'"
CLOSING = "\"”’»_*'"
ROW_TABLES = ("perspectives", "lapses", "emotions", "beliefs", "commitments", "relations", "presence")


class AnchorError(LookupError):
    """Words that a truth points to are not in the text, or are there more often than the truth allows for."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in the story; `names` are proper names, `same_as` the key of who he or she turns out to be."""

    key: str
    name: str
    names: tuple[str, ...] = ()
    epithets: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    is_narrator: bool = False
    never_present: bool = False
    same_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A leaf of the text's structure, from its first words to the next one's; any of `kinds` is right."""

    span: Span
    kinds: tuple[str, ...]
    is_story: bool = False
    date: str | None = None
    narrator: str | None = None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """The stretch between two paragraphs, and whether a scene ends there."""

    span: Span
    is_break: bool


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """An unbroken stretch of speech or thought, marks included; any of `speakers` is right."""

    span: Span
    speakers: frozenset[str]
    addressees: frozenset[str]
    attribution: str
    mode: str = "speech"
    continues: bool = False
    nested: bool = False


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Words that refer to `people`; none of them where they refer to no person."""

    span: Span
    people: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table that the program fills later: its words, what they point to, and the rest as written."""

    table: str
    span: Span
    points_to: Mapping[str, Span]
    fields: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Truth:
    """Everything a `.truth.toml` says about one text."""

    text: str
    story: Mapping[str, Any]
    people: Mapping[str, Person]
    outsiders: tuple[str, ...]
    sections: tuple[Section, ...]
    gaps: tuple[Gap, ...]
    quotations: tuple[Quotation, ...]
    not_quotations: tuple[Span, ...]
    writing: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Span, ...]
    not_events: tuple[Span, ...]
    rows: tuple[Row, ...]


def occurrences(text: str, words: str) -> list[Span]:
    """Every place where the words stand whole; `head ... tail` reaches from the head to the nearest tail."""
    head, gap, tail = words.partition(" ... ")
    found = [Span(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)", text)]
    if not gap:
        return found
    ends = ((span.start, text.find(tail, span.end)) for span in found)
    return [Span(start, end + len(tail)) for start, end in ends if end >= 0]


def find(text: str, words: str, *, nth: int | None = None, within: str | None = None) -> Span:
    """The one place of the words, or the nth (from 1) of several, in the whole text or in the words of `within`.

    Raises:
        AnchorError: if there is no such place, or more than one and `nth` doesn't say which.
    """
    around = find(text, within) if within is not None else Span(0, len(text))
    return _choose([span for span in occurrences(text, words) if around.covers(span)], words, nth)


def find_quoted(text: str, words: str, *, nth: int | None = None) -> Span:
    """The place of the words between quotation marks, marks included.

    Raises:
        AnchorError: as `find` does.
    """
    head, gap, tail = words.partition(" ... ")
    body = re.escape(head) + (rf".*?{re.escape(tail)}" if gap else "")
    pattern = rf"(?<!\w)[{OPENING}]{body}[{CLOSING}](?!\w)"
    return _choose([Span(m.start(), m.end()) for m in re.finditer(pattern, text)], words, nth)


def _choose(found: list[Span], words: str, nth: int | None) -> Span:
    if nth is None and len(found) > 1:
        raise AnchorError(f"{words!r} stands {len(found)} times in the text; say which with nth")
    place = (nth or 1) - 1
    if not 0 <= place < len(found):
        raise AnchorError(f"{words!r}: the text has {len(found)} of it, wanted number {nth or 1}")
    return found[place]


def load(path: Path, *, text: str) -> Truth:
    """The truth in `path`, anchored in the text that was made of the story's file.

    Raises:
        AnchorError: if any words the truth points to cannot be placed.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    quotations, mentions, events = raw["quotations"], raw["mentions"], raw["events"]
    return Truth(
        text=text,
        story=raw["story"],
        people={key: _person(key, fields) for key, fields in raw["people"].items()},
        outsiders=tuple(raw["outside"]["names"]),
        sections=tuple(_sections(raw["sections"], text)),
        gaps=tuple(_gap(row, text) for row in raw.get("breaks", ())),
        quotations=tuple(_quotation(row, text) for row in quotations["stretches"]),
        not_quotations=tuple(
            find_quoted(text, row["words"], nth=row.get("nth")) for row in quotations["not_quotations"]
        ),
        writing=tuple(find_quoted(text, row["words"]) for row in quotations.get("writing", ())),
        mentions=tuple(_mention(row, text) for row in mentions["some"]),
        events=tuple(_anchor(row, text) for row in events["some"]),
        not_events=tuple(_anchor(row, text) for row in events["not_events"]),
        rows=tuple(_row(table, row, text) for table in ROW_TABLES for row in raw.get(table, ())),
    )


def source(path: Path) -> Path:
    """The story that a truth is about."""
    return path.parent / str(tomllib.loads(path.read_text(encoding="utf-8"))["story"]["file"])


def _person(key: str, fields: Mapping[str, Any]) -> Person:
    lists = {name: tuple(fields.get(name, ())) for name in ("names", "epithets", "pronouns")}
    flags = {name: bool(fields.get(name)) for name in ("is_narrator", "never_present")}
    return Person(key=key, name=fields["name"], same_as=fields.get("same_as"), **lists, **flags)


def _sections(rows: list[Mapping[str, Any]], text: str) -> Iterator[Section]:
    starts = [find(text, row["starts"], nth=row.get("nth")).start for row in rows]
    for row, start, end in zip(rows, starts, [*starts[1:], len(text)], strict=True):
        known = {name: row[name] for name in ("date", "narrator", "is_story") if name in row}
        yield Section(span=Span(start, end), kinds=(row["kind"], *row.get("or", ())), **known)


def _gap(row: Mapping[str, Any], text: str) -> Gap:
    span = Span(find(text, row["after"]).end, find(text, row["before"]).start)
    if text[span.start : span.end].strip("~*-# \n"):
        raise AnchorError(f"there are words between {row['after']!r} and {row['before']!r}")
    return Gap(span=span, is_break=row["is_break"])


def _quotation(row: Mapping[str, Any], text: str) -> Quotation:
    place = find if row.get("bare") else find_quoted
    return Quotation(
        span=place(text, row["words"], nth=row.get("nth")),
        speakers=frozenset([row["by"], *row.get("or", ())]),
        addressees=frozenset(row["to"]),
        attribution=row["how"],
        mode=row.get("mode", "speech"),
        continues=row.get("continues", False),
        nested=row.get("nested", False),
    )


def _anchor(row: Mapping[str, Any], text: str) -> Span:
    return find(text, row["words"], nth=row.get("nth"), within=row.get("in"))


def _mention(row: Mapping[str, Any], text: str) -> Mention:
    who = row["who"]
    return Mention(span=_anchor(row, text), people=frozenset([who] if isinstance(who, str) else who) - {""})


def _row(table: str, row: Mapping[str, Any], text: str) -> Row:
    first = find(text, row["starts"]) if "starts" in row else _anchor(row, text)
    points_to = {name: find(text, row[name]) for name in ("content", "resolved") if name in row}
    return Row(table=table, span=first, points_to=points_to, fields=row)
