"""An archive read while its workers and its command are killed again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

_LOOK = 0.2


@dataclass(frozen=True, kw_only=True)
class War:
    """What was killed until the work was done."""

    seconds: float
    workers_killed: int
    commands_killed: int


def at_war(command: Sequence[str], *, every: float, commands: int, after: float, report: Callable[[str], None]) -> War:
    """Runs a command to its end; a worker of its is killed every so many seconds, and so many times the command itself,
    each time `after` seconds from its start. It is started again each time.

    Raises:
        subprocess.CalledProcessError: it failed by itself.
    """
    began, killed, rest = time.monotonic(), 0, commands
    chance = random.Random(0)
    while True:
        started = last = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            time.sleep(_LOOK)
            now = time.monotonic()
            if rest and now - started >= after:
                process.kill()
                process.wait()
                rest -= 1
                report(f"killed the command, {rest} more to come")
                break
            if now - last >= every:
                last = now
                workers = workers_of(process.pid)
                if workers:
                    victim = chance.choice(workers)
                    _kill(victim)
                    killed += 1
                    report(f"killed worker {victim.pid}")
        else:
            if process.returncode:
                raise subprocess.CalledProcessError(process.returncode, command)
            return War(seconds=time.monotonic() - began, workers_killed=killed, commands_killed=commands - rest)


def workers_of(pid: int) -> list[psutil.Process]:
    """The workers of a command: Ray's processes that read stories, wherever in its tree."""
    try:
        below = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []
    return [process for process in below if _is_worker(process)]


def _is_worker(process: psutil.Process) -> bool:
    try:
        return any("_Worker" in part for part in process.cmdline()[:1])
    except psutil.Error:
        return False


def _kill(process: psutil.Process) -> None:
    try:
        os.kill(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
