"""The queue of stories to read, on disk: what was dropped in is not lost when the server ends.

Each job is a folder `queue/ID` in the library's own folder, with the file as it came and `job.json`. It appears there
by one rename when the file has wholly arrived, and goes when the story is in the library.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from irises.errors import PlanError
from irises.web.server.library import Library, Missing

_JOB = "job.json"
_ID = re.compile(r"[0-9a-f]{24}")
_MOST_ATTEMPTS = 3
_LONGEST_NAME = 55


@dataclass(frozen=True, kw_only=True)
class Job:
    """A story to read."""

    id: str
    name: str
    """The file's name."""
    key: str
    """The story's folder in the library, new or to be read again."""
    is_again: bool = False
    state: str = "waiting"
    """waiting, reading, done or failed."""
    message: str = ""
    """Why it failed, and what to do."""
    attempts: int = 0
    done: int = 0
    total: int = 0
    """Words."""


class Queue:
    """Jobs on disk, in the order they came."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._root = library.own / "queue"
        self._root.mkdir(parents=True, exist_ok=True)

    def jobs(self) -> list[Job]:
        """All that wait or have failed."""
        ids = sorted(path.name for path in self._root.iterdir() if _ID.fullmatch(path.name))
        return [job for number in ids if (job := self._job(number)) is not None]

    def _job(self, number: str) -> Job | None:
        try:
            return Job(**json.loads((self._root / number / _JOB).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def incoming(self) -> Path:
        """A new folder for a file that is arriving; `add` makes a job of it."""
        folder = self._root / f".{secrets.token_hex(8)}.incoming"
        folder.mkdir()
        return folder

    def add(self, incoming: Path, name: str, *, again: str | None = None) -> Job:
        """The job made of a folder whose one file has arrived; `again` is the key of the story to read again.

        Raises:
            Missing: there is no story of that key.
        """
        if again is not None:
            self._library.folder(again)
        number = f"{time.time_ns():016x}{secrets.token_hex(4)}"
        key = again or self._free_key(name)
        job = Job(id=number, name=name, key=key, is_again=again is not None)
        _write(incoming / _JOB, job)
        incoming.rename(self._root / number)
        return job

    def placed(self, job: Job) -> Job:
        """The job, with another key if somebody has put a folder in the place of its new story meanwhile."""
        is_taken = not job.is_again and self.folder(job).exists()
        return replace(job, key=self._free_key(job.name)) if is_taken else job

    def _free_key(self, name: str) -> str:
        """A key that neither a story nor a job has."""
        taken = {job.key.casefold() for job in self.jobs()}
        key, tries = self._library.free_key(name), 1
        stem = key.removesuffix(".irises")
        while key.casefold() in taken:
            tries += 1
            key = self._library.free_key(f"{stem} {tries}.txt")
        return key

    def source(self, job: Job) -> Path:
        """The file of a job."""
        return self._root / job.id / job.name

    def folder(self, job: Job) -> Path:
        """The folder that the job's story is written to."""
        return self._library.root / job.key

    def save(self, job: Job) -> None:
        """Notes a job's state."""
        _write(self._root / job.id / _JOB, replace(job, done=0, total=0))

    def remove(self, job: Job) -> None:
        """Forgets a job and its file."""
        shutil.rmtree(self._root / job.id, ignore_errors=True)

    def retry(self, number: str) -> Job:
        """The failed job with this id, waiting again.

        Raises:
            PlanError: none has failed that has it.
        """
        job = self.find(number)
        if job.state != "failed":
            raise PlanError("this reading has not failed")
        again = replace(job, state="waiting", message="", attempts=0)
        self.save(again)
        return again

    def find(self, number: str) -> Job:
        """The job with this id.

        Raises:
            Missing: there is none.
        """
        job = self._job(number) if _ID.fullmatch(number) else None
        if job is None:
            raise Missing("there is no such reading in the queue")
        return job

    def resume(self) -> None:
        """After a start: what was being read waits again, what was finished is forgotten, half a file is cleared."""
        for path in self._root.glob(".*.incoming"):
            shutil.rmtree(path, ignore_errors=True)
        for job in self.jobs():
            if job.state == "reading" and self._is_finished(job):
                self.remove(job)
            elif job.state == "reading":
                self.save(_after_an_end(job))

    def _is_finished(self, job: Job) -> bool:
        """Whether a new story is in its place: it is written all at once."""
        return not job.is_again and (self.folder(job) / "manifest.json").exists()


def _after_an_end(job: Job) -> Job:
    if job.attempts < _MOST_ATTEMPTS:
        return replace(job, state="waiting")
    message = f"reading it was broken off {job.attempts} times: try again when more memory is free"
    return replace(job, state="failed", message=message)


def file_name(given: str) -> str:
    """A file's name as it may stand in a folder: its last part, without what steers terminals or systems."""
    last = re.split(r"[/\\]", given)[-1]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*').strip(". ")
    stem, dot, ending = kept.rpartition(".")
    shown = f"{stem[:_LONGEST_NAME]}{dot}{ending[:8]}" if stem else kept[:_LONGEST_NAME]
    return "story" if not shown or shown.casefold().startswith(_JOB) else shown


def _write(path: Path, job: Job) -> None:
    new = path.with_name(f"{path.name}.new")
    with open(new, "w", encoding="utf-8") as file:
        json.dump(asdict(job), file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


def first_waiting(jobs: Iterable[Job]) -> Job | None:
    """The job that is read next."""
    return next((job for job in jobs if job.state == "waiting"), None)
