"""An archive's folder: parts that are whole stories, and what it takes that nothing in it is ever lost, twice or half.

    DIR/corpus.json        what it is
    DIR/part-000001/       a part: one Parquet file per table, and the ledger's rows of its stories
    DIR/.work/             log-000002, readings that are in no part yet; commit.json, renames that are under way
    DIR/.damaged/          parts that were found damaged and set aside

A reading is appended to the log as soon as it is there. A part is made of the log beside its place and comes by one
rename, which is the moment at which its stories count; the log, which has its number, is removed after that. Where
stories were read anew, the parts that held them before are written without them, and the renames (old parts go, new
ones come) are noted first, so that they are all made whatever happens in between.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from irises.corpus.containers import container_kind
from irises.corpus.log import Log
from irises.corpus.parts import ledger_of, trouble_with, write_part, write_without
from irises.corpus.tables import CORPUS_SCHEMAS
from irises.corpus.withheld import WITHHELD_SCHEMAS
from irises.errors import PlanError
from irises.story.folder import locked
from irises.story.one_step import explained, replace_file, sync_folder

FORMAT = 1
CORPUS, WORK, DAMAGED = "corpus.json", ".work", ".damaged"
_COMMIT = "commit.json"
_PART = re.compile(r"part-(\d{6,})")
_LOG = re.compile(r"log-(\d{6,})")
_SYSTEMS_OWN = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class Known(NamedTuple):
    """What the ledger knows of a story."""

    part: int
    """Number of its part; 0 while it is in the log."""
    sha256: str
    reading: str
    failure: str | None
    is_archive: bool
    """Whether it stands for a whole file that holds stories and could not be read."""


@dataclass(frozen=True, kw_only=True)
class Damage:
    """A part that was set aside, why, and where it is now."""

    part: str
    why: str
    aside: Path


class Store:
    """The folder of an archive, open for one run. Use `opened`."""

    def __init__(self, root: Path, *, withheld: bool, reading: str) -> None:
        self.root = root
        self.withheld = withheld
        self.damage: list[Damage] = []
        self.known: dict[str, Known] = {}
        self.reading = reading
        self._schemas = WITHHELD_SCHEMAS if withheld else CORPUS_SCHEMAS
        self._stale: dict[int, set[str]] = {}
        self._finish_commit()
        self._set_damaged_aside()
        self._clear()
        for number in self._numbers():
            self._learn(number)
        self.log = self._open_log()

    @property
    def parts(self) -> list[Path]:
        """The parts, in order."""
        return [self._part(number) for number in self._numbers()]

    def add(self, told: dict[str, Any], packed: bytes) -> bool:
        """Keeps a reading, in place of an older one of the same story; False if it is there already.

        Raises:
            PlanError: the disk refuses, for instance because it is full; what was there stays.
        """
        story_id = told["story_id"]
        before = self.known.get(story_id)
        told = told | {"reader_version": version("irises"), "reading": self.reading}
        if before is not None and before.part == 0:
            return False
        with self._disk():
            self.log.append(told, packed)
        if before is not None:
            self._stale.setdefault(before.part, set()).add(story_id)
        self.known[story_id] = _known(0, told)
        return True

    def forget(self, story_ids: Iterable[str]) -> None:
        """Lets stories go with the next commit."""
        for story_id in story_ids:
            known = self.known.pop(story_id)
            self._stale.setdefault(known.part, set()).add(story_id)

    def commit(self) -> None:
        """Makes a part of the log, and takes out of others what has been read anew.

        Raises:
            PlanError: the disk refuses; the log stays, and the next run makes the part of it.
        """
        if not len(self.log) and not self._stale:
            return
        number = self._log_number
        with self._disk():
            try:
                places = self._write_new(number)
                if self._stale:
                    replace_file(self.root / WORK / _COMMIT, json.dumps(sorted(places.items())).encode())
            except BaseException:
                self._clear_new()
                raise
            if self._stale:
                self._finish_commit()
            else:
                self._place(number)
            self.log.close()
            self.log.path.unlink()
        for told in self.log.told:
            story_id = told["story_id"]
            self.known[story_id] = self.known[story_id]._replace(part=number)
        self._stale = {}
        self.log = self._open_log()

    def close(self) -> None:
        """Closes the log; what is in it is there when the archive is opened again."""
        with self._disk():
            self.log.close()

    # Files

    def _part(self, number: int) -> Path:
        return self.root / f"part-{number:06}"

    def _new(self, number: int) -> Path:
        return self.root / WORK / f"new-{number:06}"

    def _numbers(self) -> list[int]:
        found = (_PART.fullmatch(name) for name in os.listdir(self.root))
        return sorted(int(match[1]) for match in found if match)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        """Tells what the disk refuses as an error with a cure."""
        try:
            with explained(self.root):
                yield
        except PlanError as error:
            message = error.message.replace(
                "; nothing was written", ". What was read is kept: run the same command again to go on"
            )
            raise PlanError(message, path=error.path) from error

    def _open_log(self) -> Log:
        """The log of the next part, with what an earlier run left in it."""
        work = self.root / WORK
        work.mkdir(exist_ok=True)
        left = sorted(int(match[1]) for name in os.listdir(work) if (match := _LOG.fullmatch(name)))
        self._log_number = left[0] if left else max(self._numbers(), default=0) + 1
        log = Log(work / f"log-{self._log_number:06}")
        for told in log.told:
            story_id = told["story_id"]
            before = self.known.get(story_id)
            if before is not None and before.part:
                self._stale.setdefault(before.part, set()).add(story_id)
            self.known[story_id] = _known(0, told)
        return log

    def _learn(self, number: int) -> None:
        """Takes a part's ledger into what is known."""
        columns = ["story_id", "sha256", "reading", "failure", "source", "key"]
        rows = ledger_of(self._part(number), columns)
        for row in zip(*(rows[name].to_pylist() for name in columns), strict=True):
            told = dict(zip(columns, row, strict=True))
            self.known[told["story_id"]] = _known(number, told)

    # Commit

    def _write_new(self, number: int) -> dict[int, bool]:
        """New parts beside their places: the log's, and others without what was read anew; False: nothing is left."""
        places = {
            old: write_without(self._new(old), self._part(old), gone, self._schemas)
            for old, gone in self._stale.items()
        }
        if len(self.log):
            write_part(self._new(number), self.log.by_story(), self._schemas)
            places[number] = True
        return places

    def _finish_commit(self) -> None:
        """Makes the renames that are noted, as far as they are still to be made: what goes goes first."""
        note = self.root / WORK / _COMMIT
        if not note.exists():
            return
        places = json.loads(note.read_bytes())
        for number, stays in places:
            part, new = self._part(number), self._new(number)
            if part.exists() and (new.exists() or not stays):
                old = self.root / WORK / f"old-{number:06}"
                if old.exists():
                    shutil.rmtree(old)
                os.rename(part, old)
        for number, stays in places:
            if stays and self._new(number).exists():
                self._place(number)
        note.unlink()
        self._clear_new()

    def _place(self, number: int) -> None:
        os.rename(self._new(number), self._part(number))
        sync_folder(self.root)

    # Start

    def _set_damaged_aside(self) -> None:
        with ThreadPoolExecutor() as threads:
            troubles = list(threads.map(trouble_with, self.parts))
        for part, why in zip(self.parts, troubles, strict=True):
            if why:
                aside = self.root / DAMAGED / f"{part.name}.{secrets.token_hex(3)}"
                aside.parent.mkdir(exist_ok=True)
                os.rename(part, aside)
                self.damage.append(Damage(part=part.name, why=why, aside=aside))

    def _clear(self) -> None:
        """Removes what an end in the middle left: new and old parts, and logs whose part is there."""
        self._clear_new()
        for number in self._numbers():
            (self.root / WORK / f"log-{number:06}").unlink(missing_ok=True)

    def _clear_new(self) -> None:
        work = self.root / WORK
        for path in work.glob("*") if work.exists() else ():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name == f"{_COMMIT}.new":
                path.unlink()


@contextmanager
def opened(root: str | os.PathLike[str], *, withheld: bool, reading: str) -> Iterator[Store]:
    """The archive in a folder, made if there is none, for this run alone.

    Raises:
        PlanError: it is another's folder, was made with or without words unlike now, is in use, or the disk refuses.
    """
    folder = Path(os.path.realpath(root))
    check(folder, withheld=withheld)
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / CORPUS).exists():
            replace_file(folder / CORPUS, (json.dumps({"format": FORMAT, "withheld": withheld}) + "\n").encode())
    try:
        with locked(folder, waits=False):
            with explained(folder):
                store = Store(folder, withheld=withheld, reading=reading)
            try:
                # What an earlier run left in the log.
                store.commit()
                yield store
            finally:
                store.close()
    except BlockingIOError:
        raise PlanError("another `irises corpus` is writing there: wait for it to end", path=folder) from None


def _known(part: int, told: Mapping[str, Any]) -> Known:
    """What is known of a story by a row of the ledger."""
    stands_for_all = told["failure"] is not None and told["key"] is None and container_kind(told["source"]) is not None
    return Known(part, told["sha256"], told["reading"], told["failure"], stands_for_all)


def check(root: Path, *, withheld: bool) -> None:
    """Does nothing if an archive may be written there.

    Raises:
        PlanError: it may not.
    """
    if not root.exists():
        return
    if not root.is_dir():
        raise PlanError("there is a file of that name: choose another folder with --out", path=root)
    note = root / CORPUS
    if not note.exists():
        foreign = sorted(set(os.listdir(root)) - _SYSTEMS_OWN - {f"{CORPUS}.new"})
        if foreign:
            raise PlanError(
                f"holds {foreign[0]}, which `irises corpus` did not write: choose another folder with --out", path=root
            )
        return
    made = is_withheld(root)
    if made != withheld:
        way = "with" if made else "without"
        raise PlanError(f"was made {way} --non-consumptive: say the same, or choose another --out", path=root)


def is_withheld(root: Path) -> bool:
    """Whether an archive was made without its authors' words.

    Raises:
        PlanError: it cannot be known, or a newer Irises wrote it.
    """
    try:
        told = json.loads((root / CORPUS).read_bytes())
        withheld, made = bool(told["withheld"]), int(told["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PlanError(f"its {CORPUS} cannot be read: choose another folder with --out", path=root) from error
    if made > FORMAT:
        raise PlanError("a newer Irises wrote it: run `pip install -U irises`", path=root)
    return withheld
