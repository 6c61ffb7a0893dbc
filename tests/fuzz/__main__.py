"""`python -m tests.fuzz --minutes N`: tries broken inputs on every reader by turns, keeps what is found, and counts.

An input may take 10 seconds of the processor and 3 GiB of address space, in another process: what takes more, takes the
process down, or raises anything but an error with a cure, is written to `tests/fuzz/found/` as a regression test to be.
Totals are printed at the end, also of a run that is interrupted.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import psutil

from tests.fuzz.child import Tried, work
from tests.fuzz.readers import READERS, broken

FOUND = Path(__file__).parent / "found"
PROCESSOR, SLEEP, MOST = 60, 60, 5000
"""Seconds after which a process is given up that hears no signal, and inputs that one process tries."""
_INTERRUPTED = 130


class Worker:
    """A process that tries inputs, and another one after it as often as need be."""

    def __init__(self, target: Callable[[Connection], None] = work) -> None:
        self._target, self._left = target, 0
        self._process: SpawnProcess | None = None

    def tried(self, name: str, number: int) -> Tried:
        """One input; a process that it takes down or holds up is a finding."""
        if not self._left:
            self._start()
        self._left -= 1
        try:
            self._pipe.send((name, number))
            kind = self._trouble()
            if not kind:
                answer: Tried = self._pipe.recv()
                return answer
        except (EOFError, ConnectionError):
            assert self._process is not None
            self._process.join()
            kind = f"the process died ({self._process.exitcode})"
        self.end()
        self._left = 0
        return Tried("found", 0.0, 0, kind, f"{kind}\n")

    def _trouble(self) -> str:
        """Waits for the answer: nothing once it is there, else why it won't come.

        Time by the clock says little on a busy machine: seconds count in which it uses the processor, or sleeps.
        """
        assert self._process is not None
        watched, began, slept = psutil.Process(self._process.pid), self._used(), 0
        while not self._pipe.poll(1):
            if self._used() - began > PROCESSOR:
                return f"no answer after {PROCESSOR} seconds of the processor"
            slept += watched.status() == psutil.STATUS_SLEEPING
            if slept > SLEEP:
                return f"no answer after {SLEEP} seconds of sleep"
        return ""

    def _used(self) -> float:
        """Seconds of the processor that the process has taken, what it started with among them."""
        assert self._process is not None
        times = psutil.Process(self._process.pid).cpu_times()
        return float(times.user + times.system)

    def end(self) -> None:
        """Ends the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = None

    def _start(self) -> None:
        self.end()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=self._target, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._left = MOST


class Totals:
    """What became of all inputs."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._slowest: Counter[str] = Counter()
        self._memory = 0
        self._began = time.monotonic()
        self.known: set[str] = set()

    def add(self, name: str, tried: Tried) -> None:
        """Counts an input."""
        self._counts[name][tried.what] += 1
        self._slowest[name] = max(self._slowest[name], round(1000 * tried.seconds))
        self._memory = max(self._memory, tried.memory)

    def lines(self) -> Sequence[str]:
        """The totals, a line for each reader and one for all."""
        lines = []
        for name, counted in self._counts.items():
            said = ", ".join(f"{n:,} {what}" for what, n in sorted(counted.items()))
            lines.append(f"{name}: {counted.total():,} inputs ({said}); slowest {self._slowest[name]:,} ms")
        n, minutes = sum(c.total() for c in self._counts.values()), (time.monotonic() - self._began) / 60
        kinds = f"{len(self.known)} kinds of findings"
        return [*lines, f"all: {n:,} inputs, {kinds}; {minutes:.1f} minutes, {self._memory / 2**20:,.0f} MiB at most"]


def main() -> int:
    """0, or 1 where something was found, or 130 where somebody ended the run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=sorted(READERS), action="append")
    given = parser.parse_args()
    for ended in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ended, signal.default_int_handler)
    totals = Totals()
    try:
        _run(totals, given.only or list(READERS), given.seed, time.monotonic() + 60 * given.minutes)
    except KeyboardInterrupt:
        print("interrupted")
        return _INTERRUPTED
    finally:
        print("\n".join(totals.lines()), flush=True)
    return min(1, len(totals.known))


def _run(totals: Totals, names: Sequence[str], number: int, end: float) -> None:
    worker = Worker()
    try:
        while time.monotonic() < end:
            for name in names:
                tried = worker.tried(name, number)
                totals.add(name, tried)
                kind = f"{name}: {tried.kind}"
                if tried.kind and kind not in totals.known:
                    totals.known.add(kind)
                    print(f"{kind} (seed {number})\n{tried.trace}", end="", flush=True)
                    _keep(name, number)
            number += 1
    finally:
        worker.end()


def _keep(name: str, number: int) -> None:
    """Notes which input was broken, and the files of it that are others than there."""
    files = broken(READERS[name], random.Random(number))
    changed = {
        place: {n: c.hex() for n, c in files.items() if seed[n] != c}
        for place, seed in enumerate(READERS[name].seeds())
        if seed.keys() == files.keys()
    }
    of = min(changed, key=lambda place: len(changed[place]))
    kept = {"reader": name, "of": of, "files": changed[of], "expected": "refused"}
    (FOUND / f"{name}-{number}.json").write_text(json.dumps(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
