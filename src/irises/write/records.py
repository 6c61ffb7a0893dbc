"""A summary or a table as plain values for JSON. Names and meaning of fields stay; new ones may be added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from itertools import islice
from typing import Any

from irises.story import Story
from irises.story.rows import Row
from irises.view import CastMember, Place, Summary, Talk, ThroughEyes, cast, names_of, who_talks_to_whom

_DIGITS = 4


def summary_record(whole: Summary) -> dict[str, Any]:
    """The summary: story, sections, cast, talk, sureness, warnings, and how many corrections there are."""
    record = whole.story.record
    return {
        "title": record.title,
        "author": record.author,
        "language": record.language,
        "person": record.person,
        "n_words": record.n_words,
        "n_chars": record.n_chars,
        "source_name": record.source_name,
        "source_format": record.source_format,
        "known_until": whole.story.bound,
        "sections": [_rounded(asdict(item) | {"place": _place(item.place)}) for item in whole.outline],
        "cast": [_member(member) for member in whole.cast],
        "talk": [_talk(talk, whole.names) for talk in whole.talk],
        "sureness": _rounded(asdict(whole.sureness)),
        "warnings": list(whole.story.warnings),
        "n_corrections": len(whole.story.corrections),
        "n_unapplied": sum(row.state == "unapplied" for row in whole.story.corrections),
    }


def records(story: Story, name: str, *, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """The named table's rows, `cast` or `talk`; a row of a table has its columns and its words as `text`."""
    if name == "cast":
        rows: Iterator[dict[str, Any]] = (_member(member) for member in cast(story))
    elif name == "talk":
        names = names_of(story)
        rows = (_talk(talk, names) for talk in who_talks_to_whom(story))
    else:
        rows = _table_rows(story, name)
    return islice(rows, limit)


def through_record(story: Story, eyes: ThroughEyes) -> dict[str, Any]:
    """One character's story: rows of tables with their words as `text`, part by part."""
    unknown = ({"why": u.why, "is_about_them": u.is_about_them} | _row(u.row) for u in eyes.unknown)
    return {
        "character": _rounded(asdict(eyes.character)),
        "known_until": story.bound,
        "witnessed": [_row(row) for row in eyes.witnessed],
        "told": [{"by": told.by} | _row(told.quotation) for told in eyes.told],
        "emotions": [_row(row) for row in eyes.emotions],
        "beliefs": [_row(row) for row in eyes.beliefs],
        "unknown": list(unknown),
        "given": [_row(row) for row in eyes.given],
        "received": [_row(row) for row in eyes.received],
        "toward": [_row(row) for row in eyes.toward],
        "received_relations": [_row(row) for row in eyes.received_relations],
    }


def _row(row: Row) -> dict[str, Any]:
    """A row's columns and its words; evidence as names of tables with ids."""
    columns = {f.name: getattr(row, f.name) for f in fields(row) if f.name != "story_text"}
    if "evidence" in columns:
        columns["evidence"] = [link._asdict() for link in columns["evidence"]]
    return _rounded(columns | {"text": row.text})


def _table_rows(story: Story, name: str) -> Iterator[dict[str, Any]]:
    for batch in story.table(name).to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            yield _rounded(row | {"text": story.text[row["start"] : row["end"]]})


def _member(member: CastMember) -> dict[str, Any]:
    places = {"first": _place(member.first), "last": _place(member.last)}
    return _rounded(asdict(member.character) | places)


def _talk(talk: Talk, names: dict[int, str]) -> dict[str, Any]:
    told = {"speaker_name": names.get(talk.speaker), "addressee_name": names.get(talk.addressee)}
    return _rounded(asdict(talk) | told)


def _place(place: Place) -> dict[str, Any]:
    return {"offset": place.offset, "unit": place.unit, "share": round(place.share, _DIGITS)}


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, _DIGITS) if isinstance(value, float) else value for name, value in row.items()}
