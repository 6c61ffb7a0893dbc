"""Has stories read by a process of its own, which it ends when a story takes too long or too much memory."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import psutil

from irises.corpus.bounds import Bounds
from irises.corpus.frames import frame, read_frame
from irises.corpus.items import Item
from irises.errors import WeightsError

CHILD = (sys.executable, "-m", "irises.corpus.child")
_LOOK = 0.1
_PATIENCE = 300.0
"""Seconds in which the models must be loaded."""
_PATIENCE_WITH_THE_DEAD = 5.0
_TRIES, _TRIES_WHEN_KILLED = 2, 10
"""How often a story is begun whose reader dies: by itself, or killed by somebody else."""
_MEGABYTE = 10**6
_CURES = {
    "source": "mend or replace it: it is read again when its bytes have changed",
    "time": "give it longer with --time, and read it again with --retry",
    "memory": "give it more with --memory or fewer --workers, and read it again with --retry",
    "died": "read it again with --retry, with fewer --workers if memory was short; report it if it dies again",
    "bug": "this is a bug of Irises: please report it, with the story if you can share it",
}
_UNTOLD: Mapping[str, Any] = {
    "failure": None, "why": None, "place": None, "n_words": 0, "megabytes": 0, "seconds": 0.0, "warnings": (),
}  # fmt: skip

Answer = tuple[dict[str, Any], bytes]


class Keeper:
    """Reads stories one at a time, with bounds. Use it as a context, or call `close`.

    `withheld` leaves every word of the author's out of what is answered.
    """

    def __init__(self, bounds: Bounds, *, withheld: bool = False, command: tuple[str, ...] = CHILD) -> None:
        self._bounds = bounds
        self._withheld = withheld
        self._command = command
        self._reader: _Reader | None = None

    def __enter__(self) -> Keeper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process."""
        if self._reader is not None:
            self._reader.end()
            self._reader = None

    def read(self, item: Item) -> Answer:
        """What the ledger tells of a story, and its packed tables where it could be read.

        Raises:
            WeightsError: no story at all can be read with this installation.
        """
        told, packed = self._outcome(item)
        if told["status"] == "fatal":
            raise WeightsError(told["why"])
        told = {**_UNTOLD, **told}
        told |= {
            "cure": _CURES.get(told["failure"] or ""),
            "story_id": item.story_id,
            "source": item.source,
            "key": item.key,
            "sha256": item.sha256,
            "n_bytes": len(item.content),
            "read_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        return told, packed

    def _outcome(self, item: Item) -> Answer:
        if item.trouble:
            why = "it cannot be had from where it is" if self._withheld else item.trouble
            return _failed("source", why), b""
        deaths: list[int] = []
        while True:
            told, packed = self._try(item)
            if told.get("failure") != "died":
                return told, packed
            deaths.append(told["signal"])
            by_itself = sum(one != signal.SIGKILL for one in deaths)
            if by_itself >= _TRIES or len(deaths) >= _TRIES_WHEN_KILLED:
                return told | _failed("died", _why_died(deaths)), b""

    def _try(self, item: Item) -> Answer:
        if self._reader is None:
            self._reader = _Reader(self._command)
            told, _ = self._reader.answer(_PATIENCE, self._bounds.memory)
            if told["status"] != "ready":
                self.close()
                return _not_ready(told), b""
        reader, began = self._reader, time.monotonic()
        if reader.ask({"name": item.name, "withheld": self._withheld}, item.content):
            told, packed = reader.answer(self._bounds.seconds_for(len(item.content)), self._bounds.memory)
        else:
            told, packed = reader.death()
        told["megabytes"] = reader.peak // _MEGABYTE
        told["seconds"] = round(time.monotonic() - began, 3)
        # What a long story took is given back only by the end of the process.
        if told.get("failure") in ("time", "memory", "died") or reader.holds() > self._bounds.memory // 2:
            self.close()
        return told, packed


class _Reader:
    """The process, from its start to its end."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(os.environ),
        )
        self._answers: queue.Queue[Answer | None] = queue.Queue()
        self._seen = psutil.Process(self._process.pid)
        self.peak = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while (answer := read_frame(self._process.stdout)) is not None:
            self._answers.put(answer)
        self._answers.put(None)

    def ask(self, told: Mapping[str, Any], content: bytes) -> bool:
        """Gives the process a story; False if it is no longer there to take it."""
        assert self._process.stdin is not None
        self.peak = 0
        try:
            self._process.stdin.write(frame(told, content))
            self._process.stdin.flush()
        except OSError:
            return False
        return True

    def answer(self, seconds: float, memory: int) -> Answer:
        """What the process answers within its bounds, or that it didn't."""
        last = time.monotonic() + seconds
        while True:
            try:
                answer = self._answers.get(timeout=_LOOK)
            except queue.Empty:
                if self.holds() > memory:
                    return _failed("memory", f"it took more than {memory // _MEGABYTE:,} MB of memory"), b""
                if time.monotonic() > last:
                    return _failed("time", f"it took more than {seconds:,.0f} s"), b""
            else:
                self.holds()
                return self.death() if answer is None else answer

    def death(self) -> Answer:
        """That it died, and of which signal (0 if of none)."""
        try:
            status = self._process.wait(_PATIENCE_WITH_THE_DEAD)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = 0
        return _failed("died", "") | {"signal": max(0, -status)}, b""

    def holds(self) -> int:
        """Bytes of memory that it holds now."""
        try:
            now = int(self._seen.memory_info().rss)
        except psutil.Error:
            return 0
        self.peak = max(self.peak, now)
        return now

    def end(self) -> None:
        """Ends it, whatever it does."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        self._process.wait()


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """One core for each reader: several stories at a time is faster than several cores on one."""
    one = dict.fromkeys(("IRISES_CORES", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    return {**given, **one}


def _failed(failure: str, why: str) -> dict[str, Any]:
    return {"status": "failed", "failure": failure, "why": why, "place": None}


def _not_ready(told: dict[str, Any]) -> dict[str, Any]:
    """A reader that could not load its models: one that was killed is started again, else there is no hope."""
    if told["status"] == "fatal" or told.get("signal") == signal.SIGKILL:
        return told
    why = told["why"] or "the process ended; `python -m irises.corpus.child` shows why"
    return {"status": "fatal", "why": f"the models could not be loaded: {why}"}


def _why_died(deaths: list[int]) -> str:
    names = ", ".join(sorted({_signal_name(one) for one in deaths}))
    return f"the process that read it died {len(deaths)} times ({names})"


def _signal_name(number: int) -> str:
    return signal.Signals(number).name if number else "without a signal"
