"""A library: a folder of stories' folders, and nothing outside it."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from irises.errors import IrisesError, PlanError
from irises.story import Story, corrections_in, load, load_tables
from irises.story.folder import CORRECTIONS, MANIFEST, TEXT
from irises.story.lookup import folded
from irises.web.titles import shown_title

ENDING = ".irises"
OWN = ".irises-library"
"""The library's own folder, with its queue."""
_LONGEST_NAME = 55
"""Letters; systems allow 255 bytes with what a writer puts around it."""
_UNFINISHED = re.compile(r"\.(.+)\.[0-9a-f]{8}\.(new|old)")
_UNLEADING = frozenset("/\\:\x00")
"""Letters that a folder's name has nowhere or that lead elsewhere."""
_LEFT_ALONE = 60.0
"""Seconds for which somebody may still be writing a folder."""
_PEOPLE = 12
_EARLY, _PAGE = 10, 1500
"""How much of a story the list of stories may tell of: a tenth, or the first page in code points."""
Row = dict[str, Any]
_AROUND = 60
_HITS = 5
_UNTELLING = re.compile(r"[^\w\s.,'’&()\[\]-]+")


class Missing(PlanError):
    """What was asked for isn't there."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A story as the library lists it; `trouble` says why one cannot be read, and then it has only its key."""

    key: str
    """The name of its folder in the library."""
    title: str = ""
    author: str | None = None
    n_words: int = 0
    people: tuple[str, ...] = ()
    """Those met on the first page or in the first tenth, under what they are called by then, most mentioned first: a
    list of stories tells nobody how they end."""
    called: tuple[str, ...] = ()
    """Every name and alias of the cast, folded, for searching."""
    read_on: str = ""
    n_corrections: int = 0
    n_unapplied: int = 0
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A story that a search has found, with some of the places where its text has the words."""

    card: Card
    n_places: int
    places: tuple[tuple[str, str, str], ...]
    """Before, the words as they stand there, after."""


class Library:
    """The stories in a folder. Cards are kept until a story's files change."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(os.path.realpath(root))
        self._cards: dict[str, tuple[object, Card]] = {}
        self._lock = threading.Lock()

    @property
    def own(self) -> Path:
        """The library's own folder."""
        return self.root / OWN

    def keys(self) -> list[str]:
        """Names of the folders with stories, in order of their names; links are left out."""
        with os.scandir(self.root) as entries:
            names = [entry.name for entry in entries]
        return sorted(filter(self._is_story, names), key=folded)

    def _is_story(self, key: str) -> bool:
        """Whether a name is that of a story's folder in the library; a path, or a link, is none."""
        if not key or key.startswith(".") or not _UNLEADING.isdisjoint(key):
            return False
        folder = self.root / key
        return folder.is_dir() and not folder.is_symlink() and (folder / MANIFEST).is_file()

    def folder(self, key: str) -> Path:
        """The folder of a story.

        Raises:
            Missing: the library has no such story.
            PlanError: a file in it is a link, which could lead anywhere.
        """
        if not self._is_story(key):
            raise Missing("the library has no such story")
        folder = self.root / key
        if any(path.is_symlink() for path in folder.iterdir()):
            raise PlanError("a file in the story's folder is a link: put the file itself there")
        return folder

    def story(self, key: str) -> Story:
        """A story with its corrections.

        Raises:
            PlanError, SourceError: there is none, or its files are damaged.
        """
        return load(self.folder(key))

    def stamp(self, key: str) -> object:
        """Something that is another after the story or its corrections have changed."""
        # A reading that is written anew has a new manifest; a correction changes only its own file.
        files = (self.folder(key) / name for name in (MANIFEST, CORRECTIONS))
        return tuple((stat.st_mtime_ns, stat.st_ino) for stat in (path.stat() for path in files))

    def cards(self) -> list[Card]:
        """Every story, in order of titles."""
        cards = [self.card(key) for key in self.keys()]
        return sorted(cards, key=lambda card: (folded(card.title or card.key), card.key))

    def card(self, key: str) -> Card:
        """A story as the library lists it."""
        try:
            stamp = self.stamp(key)
            with self._lock:
                kept = self._cards.get(key)
            if kept is None or kept[0] != stamp:
                kept = stamp, _card(key, self.folder(key))
                with self._lock:
                    self._cards[key] = kept
            return kept[1]
        except IrisesError as error:
            return Card(key=key, trouble=error.message)
        except OSError as error:
            return Card(key=key, trouble=error.strerror or "cannot be read")

    def search(self, words: str) -> list[Hit]:
        """Stories whose title, author, people or text has the words; those by title, author and people come first."""
        wanted = folded(words)
        if not wanted:
            return [Hit(card=card, n_places=0, places=()) for card in self.cards()]
        pattern = re.compile(r"\s+".join(map(re.escape, wanted.split())).replace("'", "['’]"), re.IGNORECASE)
        hits = []
        for card in self.cards():
            found = [] if card.trouble else list(pattern.finditer(text := self._text(card.key)))
            is_named = any(wanted in folded(name) for name in (card.title, card.author or "", *card.called, card.key))
            if found or is_named:
                places = tuple(_place(text, match.start(), match.end()) for match in found[:_HITS])
                hits.append((not is_named, Hit(card=card, n_places=len(found), places=places)))
        return [hit for _, hit in sorted(hits, key=lambda pair: pair[0])]

    def _text(self, key: str) -> str:
        """A story's text; nothing where it cannot be read, which its page tells."""
        try:
            return (self.folder(key) / TEXT).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def free_key(self, name: str) -> str:
        """A name for a new story's folder, made from a file's name; none that is there differs from it by case only."""
        stem = _UNTELLING.sub(" ", unicodedata.normalize("NFC", Path(name).stem))
        stem = " ".join(stem.split()).strip(". ")[:_LONGEST_NAME].strip(". ") or "story"
        taken = {entry.name.casefold() for entry in self.root.iterdir()}
        keys = (f"{stem}{f' {n}' if n > 1 else ''}{ENDING}" for n in range(1, len(taken) + 3))
        return next(key for key in keys if key.casefold() not in taken)

    def mend(self) -> None:
        """Clears away what writers that were ended left; a folder that one had set aside is put back if it is gone."""
        for path in self.root.iterdir():
            left = _UNFINISHED.fullmatch(path.name)
            if left is None or path.is_symlink() or not path.is_dir():
                continue
            if left[2] == "old" and not (self.root / left[1]).exists():
                path.rename(self.root / left[1])
            elif time.time() - path.stat().st_mtime > _LEFT_ALONE:
                shutil.rmtree(path, ignore_errors=True)


def _card(key: str, folder: Path) -> Card:
    """A story's card; where nothing is corrected three of its tables are enough, so that many are listed soon."""
    if corrections_in(folder).num_rows:
        story = load(folder)
        tables, read_at = dict(story.tables), story.manifest.read_at
    else:
        tables, manifest = load_tables(folder, ("story", "entities", "aliases", "corrections"))
        read_at = manifest.read_at
    (record,) = tables["story"].to_pylist()
    people = [row for row in tables["entities"].to_pylist() if row["is_character"]]
    people.sort(key=lambda row: (-row["n_mentions"], row["entity_id"]))
    ids, states = {row["entity_id"] for row in people}, tables["corrections"]["state"].to_pylist()
    aliases = [row for row in tables["aliases"].to_pylist() if row["entity_id"] in ids]
    return Card(
        key=key,
        title=shown_title(record["title"], record["source_name"]),
        author=record["author"],
        n_words=record["n_words"],
        people=tuple(islice(_called_early(people, aliases, max(record["end"] // _EARLY, _PAGE)), _PEOPLE)),
        called=tuple(
            dict.fromkeys([folded(row["name"]) for row in people] + [folded(row["alias"]) for row in aliases])
        ),
        read_on=read_at[:10],
        n_corrections=len(states),
        n_unapplied=states.count("unapplied"),
    )


def _called_early(people: list[Row], aliases: list[Row], end: int) -> Iterator[str]:
    """What each of the people is called up to a position: by the name, or else most often; not who isn't yet.

    A name that the text never says was given by a correction, and goes for all of the story.
    """
    uses: defaultdict[int, list[Row]] = defaultdict(list)
    for row in aliases:
        uses[row["entity_id"]].append(row)
    for person in people:
        called = uses[person["entity_id"]]
        early = [row for row in called if row["known_at"] <= end and row["form"] != "pronoun"]
        by_name = [row for row in called if row["alias"] == person["name"]]
        if early and (not by_name or any(row in early for row in by_name)):
            yield person["name"]
        elif early:
            yield max(early, key=lambda row: (row["form"] == "proper", row["n"]))["alias"]


def _place(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A place with a line of what is around it."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(before.split()), " ".join(text[start:end].split()), " ".join(after.split())
