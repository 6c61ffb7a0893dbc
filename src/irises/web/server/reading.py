"""Reading what is in the queue, one story at a time, in a process of its own; and telling everybody how it goes."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

from irises.web.server.pages import story_path
from irises.web.server.queue import Job, Queue, first_waiting

_HEARTBEAT = 15.0
_PAUSE = 5.0
_KEPT = 20
"""Finished jobs that are still told of."""
WORKER = (sys.executable, "-m", "irises.worker")


class Reading:
    """The reader of a queue. Use it inside one event loop."""

    def __init__(self, queue: Queue, *, worker: tuple[str, ...] = WORKER) -> None:
        self.queue = queue
        self.n_read = 0
        """Stories read since the start, with those no longer told of: it tells whether a list is still true."""
        self._worker = worker
        self._current: Job | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._finished: list[Job] = []
        self._changed = asyncio.Event()
        self._is_over = False

    def jobs(self) -> list[Job]:
        """Finished ones of late, the one that is being read with how far it is, and those that wait or have failed."""
        current = self._current
        queued = [current if current and job.id == current.id else job for job in self.queue.jobs()]
        return [*self._finished, *queued]

    def notice(self) -> None:
        """Has everybody look again: a job was added, removed or is further on."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def changes(self) -> AsyncIterator[list[Job] | None]:
        """The jobs, now and after every change; None now and then where nothing changes."""
        yield self.jobs()
        while not self._is_over:
            changed = self._changed
            try:
                await asyncio.wait_for(changed.wait(), _HEARTBEAT)
                yield self.jobs()
            except TimeoutError:
                yield None

    async def run(self) -> None:
        """Reads job after job until it is told to stop."""
        self.queue.resume()
        while not self._is_over:
            changed = self._changed
            job = first_waiting(self.queue.jobs())
            if job is None:
                await changed.wait()
            else:
                try:
                    await self._read(job)
                except OSError:
                    # The disk may be full; the job is on it and is tried again.
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._changed.wait(), _PAUSE)

    def stop(self) -> None:
        """Ends streams of changes, and the process that reads; its job waits for the next start."""
        self._is_over = True
        self.notice()
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def cancel(self, job: Job) -> None:
        """Takes a job out of the queue, also while it is being read."""
        self.queue.remove(job)
        if self._current is not None and self._current.id == job.id and self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
        self._finished = [other for other in self._finished if other.id != job.id]
        self.notice()

    async def _read(self, job: Job) -> None:
        job = replace(self.queue.placed(job), state="reading", attempts=job.attempts + 1)
        self.queue.save(job)
        self._current = job
        self.notice()
        outcome = await self._outcome(job)
        self._current = None
        if "folder" in outcome:
            self.queue.remove(job)
            self.n_read += 1
            self._finished = [*self._finished, replace(job, state="done")][-_KEPT:]
        elif self._is_over:
            self.queue.save(replace(job, state="waiting", attempts=job.attempts - 1))
        elif self.queue.source(job).exists():
            message = str(outcome.get("error") or "reading broke off: perhaps too little memory was free; try again")
            self.queue.save(replace(job, state="failed", message=message))
        self.notice()

    async def _outcome(self, job: Job) -> dict[str, Any]:
        """What the worker said last."""
        pipe = asyncio.subprocess.PIPE
        mode = "again" if job.is_again else "new"
        arguments = (*self._worker, str(self.queue.source(job)), str(self.queue.folder(job)), mode)
        process = await asyncio.create_subprocess_exec(
            *arguments, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
        )
        self._process = process
        if self._is_over:
            process.kill()
        said: dict[str, Any] = {}
        try:
            assert process.stdout is not None
            async for line in process.stdout:
                said = _line(line)
                if "total" in said and self._current is not None:
                    self._current = replace(self._current, done=int(said["done"]), total=int(said["total"]))
                    self.notice()
        finally:
            self._process = None
            await _ended(process)
        return said


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Waits for a process to end that says nothing more; one that is left in the middle is killed."""
    assert process.stdout is not None
    if process.returncode is None and not process.stdout.at_eof():
        process.kill()
    await process.communicate()


def _line(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def job_record(job: Job) -> dict[str, Any]:
    """A job as plain values for JSON, with the path that its story's page has when it is read."""
    record = {name: value for name, value in asdict(job).items() if name != "attempts"}
    return record | {"page": story_path(job.key)}
