"""What an assistant is answered: plain values, each claim with its words, its place and how sure it is.

Everything is bounded by how far somebody has read, and small enough for a conversation. Nothing is ever written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from irises.errors import IrisesError, PlanError
from irises.story import Story, load
from irises.story.folder import CORRECTIONS, MANIFEST
from irises.story.links import LINKS
from irises.story.rows import Quotation
from irises.view import Places, names_of, outline, sureness, through_eyes, who_talks_to_whom
from irises.write.records import records, through_record

TABLES = (
    "aliases", "beliefs", "commitments", "emotions", "events", "identities", "perspectives", "presence", "quotations",
    "relations", "sections",
)  # fmt: skip
"""Tables whose rows are told one by one."""
MOST_ROWS = 100
MOST_CHARACTERS = 4000
_MOST_STORIES = 1000
_AROUND = 120
_LONGEST = 600
_KEPT = 4
_PEOPLE = {
    table: tuple(link.column for link in LINKS if link.table == table and link.to == "entities") for table in TABLES
}
_PARTS = (
    "witnessed", "told", "emotions", "beliefs", "unknown", "given", "received", "toward", "received_relations",
)  # fmt: skip


class Shelf:
    """The stories of a folder, or the one story that the folder is; `until` is as far as all of them may be told."""

    def __init__(self, library: str | os.PathLike[str], *, until: str | None = None) -> None:
        self._library, self._until = Path(library), until
        if not self._library.is_dir():
            raise PlanError(
                "there is no such folder; give a folder of stories, or a story's folder", path=os.fspath(library)
            )
        self._open = lru_cache(maxsize=_KEPT)(self._opened)

    def folders(self) -> dict[str, Path]:
        """The folders of stories by name."""
        if (self._library / MANIFEST).is_file():
            return {self._library.resolve().name: self._library}
        entries = sorted(entry for entry in self._library.iterdir() if (entry / MANIFEST).is_file())
        return {entry.name: entry for entry in islice(entries, _MOST_STORIES)}

    def story(self, name: str, until: str | None) -> Story:
        """A story as far as it may be told, and no further than `until`.

        Raises:
            PlanError: there is no story of that name, or no such place in what may be told.
            SourceError: its folder cannot be read.
        """
        folder = self.folders().get(name)
        if folder is None:
            raise PlanError(f"there is no story {name!r}; list_stories tells their names")
        stamps = tuple((folder / file).stat().st_mtime_ns for file in (MANIFEST, CORRECTIONS))
        return self._open(name, folder, stamps, until or None)

    def _opened(self, name: str, folder: Path, stamps: tuple[int, ...], until: str | None) -> Story:
        story = load(folder)
        for place in (self._until, until):
            if place is not None:
                story = story.until(place)
        return story


def stories(shelf: Shelf) -> dict[str, Any]:
    """The stories there are."""
    found, unreadable = [], []
    for name in shelf.folders():
        try:
            record = shelf.story(name, None).record
        except IrisesError as error:
            unreadable.append({"story": name, "why": error.message})
            continue
        found.append({"story": name, "title": record.title, "author": record.author, "n_words": record.n_words})
    return {"stories": found, "unreadable": unreadable}


def overview(story: Story) -> dict[str, Any]:
    """What is in a story, and how sure the reading is."""
    told = sureness(story)
    items = [{"name": item.name, "kind": item.kind, "start": item.start, "end": item.end} for item in outline(story)]
    return _known(story) | {
        "title": story.title,
        "author": story.author,
        "person": story.record.person,
        "sections": items[:MOST_ROWS],
        "n_sections": len(items),
        "n_characters": len(story.cast),
        "n_quotations": told.n_quotations,
        "speaker_confidence": round(told.speaker_confidence or 0.0, 4),
        "warnings": list(story.warnings),
    }


def people(story: Story, limit: int) -> dict[str, Any]:
    """The cast, most mentioned first."""
    return _known(story) | _some(list(records(story, "cast")), limit)


def talk(story: Story, limit: int) -> dict[str, Any]:
    """Who talks to whom."""
    pairs = who_talks_to_whom(story)
    return _known(story) | _some(list(records(story, "talk", limit=len(pairs))), limit)


def character(story: Story, name: str, limit: int) -> dict[str, Any]:
    """The story through somebody's eyes, the surest rows of each part."""
    record = through_record(story, through_eyes(story, _who(name)))
    names, places = names_of(story), Places(story)
    parts = {part: _some(_surest(record[part], limit), limit, total=len(record[part])) for part in _PARTS}
    for part in parts.values():
        part["rows"] = [_evident(story, row, names, places) for row in part["rows"]]
    return _known(story) | {"character": record["character"]} | parts


def rows(story: Story, table: str, person: str | None, *, skip: int, limit: int) -> dict[str, Any]:
    """Rows of a table in text order, those that have a person in them if one is given.

    Raises:
        PlanError: there is no such table, or nobody of that name.
    """
    if table not in TABLES:
        raise PlanError(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    who = None if person is None else story.entity(_who(person)).entity_id
    found = [row for row in records(story, table) if who is None or who in _people_in(table, row)]
    names, places = names_of(story), Places(story)
    some = _some(found[skip:], limit, total=len(found))
    some["rows"] = [_evident(story, row, names, places, table) for row in some["rows"]]
    return _known(story) | some


def quotations(
    story: Story, speaker: str | None, addressee: str | None, words: str | None, *, skip: int, limit: int
) -> dict[str, Any]:
    """Quotations in text order, of a speaker, to an addressee, with some words in them.

    Raises:
        PlanError: nobody is of that name.
    """
    says = None if speaker is None else story.entity(_who(speaker)).entity_id
    hears = None if addressee is None else story.entity(_who(addressee)).entity_id

    def is_meant(row: Quotation) -> bool:
        is_said = says is None or row.speaker == says
        is_heard = hears is None or hears in (row.addressees or ())
        return is_said and is_heard and (words is None or words.casefold() in row.text.casefold())

    chosen = {row.quotation_id for row in story.quotations if is_meant(row)}
    found = [row for row in records(story, "quotations") if row["quotation_id"] in chosen]
    names, places = names_of(story), Places(story)
    some = _some(found[skip:], limit, total=len(found))
    some["rows"] = [_evident(story, row, names, places, "quotations") for row in some["rows"]]
    return _known(story) | some


def search(story: Story, words: str, *, skip: int, limit: int) -> dict[str, Any]:
    """Places where the text has some words, upper and lower case aside.

    Raises:
        PlanError: there are no words to look for.
    """
    if not words.strip():
        raise PlanError("there are no words to look for")
    places, found = Places(story), list(_places_of(story.text, words))
    some = _some(found[skip:], limit, total=len(found))
    some["rows"] = [_passage(story, start, end) | _where(places, start) for start, end in some["rows"]]
    return _known(story) | some


def passage(story: Story, start: int, end: int) -> dict[str, Any]:
    """The text between two offsets (code points), at most `MOST_CHARACTERS`.

    Raises:
        PlanError: the place is not in what is known of the story.
    """
    first = story.position(start)
    last = min(max(first, end), len(story.text), first + MOST_CHARACTERS)
    here = {"start": first, "end": last, "text": story.text[first:last]}
    return _known(story) | here | _where(Places(story), first)


def _known(story: Story) -> dict[str, Any]:
    """How far the answer goes."""
    return {"known_until": story.bound, "n_chars_known": len(story.text)}


def _some(found: Sequence[Any], limit: int, *, total: int | None = None) -> dict[str, Any]:
    most = max(0, min(limit, MOST_ROWS))
    return {"n_rows": len(found) if total is None else total, "rows": list(found[:most])}


def _surest(found: Sequence[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    surest = sorted(found, key=lambda row: -row["confidence"])[: max(0, min(limit, MOST_ROWS))]
    return sorted(surest, key=lambda row: row["start"])


def _people_in(table: str, row: dict[str, Any]) -> Iterator[int]:
    for column in _PEOPLE[table]:
        value = row[column]
        yield from value if isinstance(value, (list, tuple)) else () if value is None else (value,)


def _evident(
    story: Story, row: dict[str, Any], names: dict[int, str], places: Places, table: str | None = None
) -> dict[str, Any]:
    """A row with names for ids, its words, the words around them, and its place."""
    columns = set(_PEOPLE[table]) if table else {column for columns in _PEOPLE.values() for column in columns} | {"by"}
    named: dict[str, Any] = {}
    for column in sorted(columns & row.keys()):
        value = row[column]
        is_list = isinstance(value, (list, tuple))
        named[f"{column}_name"] = [names.get(one) for one in value] if is_list else names.get(value)
    start, end = row["start"], row["end"]
    content = {}
    if row.get("content_end") is not None:
        content = {"content": story.text[row["content_start"] : row["content_end"]][:_LONGEST]}
    told = row | {"text": row["text"][:_LONGEST]}
    return told | named | content | {"passage": _passage(story, start, end)["passage"]} | _where(places, start)


def _passage(story: Story, start: int, end: int) -> dict[str, Any]:
    first, last = max(0, start - _AROUND), min(len(story.text), min(end, start + _LONGEST) + _AROUND)
    return {"start": start, "end": end, "passage": " ".join(story.text[first:last].split())}


def _where(places: Places, offset: int) -> dict[str, Any]:
    place = places.at(offset)
    return {"chapter": place.unit, "share": round(place.share, 4)}


def _places_of(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand; in lower case a text keeps its length but for letters that no English word has."""
    folded, sought = "".join(c if len(low := c.lower()) != 1 else low for c in text), words.lower()
    at = folded.find(sought)
    while at >= 0:
        yield at, at + len(sought)
        at = folded.find(sought, at + len(sought))


def _who(name: str) -> str | int:
    """A name, or the entity_id that digits are."""
    return int(name) if name.isascii() and name.isdecimal() and len(name) < 10 else name
