"""The process that tries inputs: what takes it down or holds it up is told by whoever started it."""

from __future__ import annotations

import faulthandler
import random
import resource
import signal
import time
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.readers import READERS, attempt, broken

SECONDS, BYTES = 10, 3 * 2**30
"""Of the processor and of address space, for an input."""
_AGAIN = 1


class Tried(NamedTuple):
    """What became of an input: `read`, `refused` or `found`; seconds of the processor, and most bytes of memory so far.

    Of a finding, where it was raised (`kind`) and how (`trace`).
    """

    what: str
    seconds: float
    memory: int
    kind: str = ""
    trace: str = ""


class TooLong(BaseException):
    """An input takes too long; no reader catches this."""


def work(pipe: Connection) -> None:
    """Tries the inputs that come as (reader, number), and answers each with `Tried`."""
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, _too_long)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    for reader in READERS.values():
        # Libraries are loaded, so that no input is charged with it.
        attempt(reader, reader.seeds()[0])
    # Until whoever asks is gone.
    with suppress(EOFError):
        while True:
            pipe.send(tried(*pipe.recv()))


def tried(name: str, number: int) -> Tried:
    """One input, within its time."""
    files = broken(READERS[name], random.Random(number))
    began = time.process_time()
    kind = trace = ""
    try:
        try:
            _limit(SECONDS)
            what = attempt(READERS[name], files)
        finally:
            _limit(0)
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        what, trace = "found", "".join(traceback.format_exception(error, limit=-6))
        kind = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
    memory = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Tried(what, time.process_time() - began, memory, kind, trace)


def _limit(seconds: float) -> None:
    # Again and again, since what is raised in a destructor is lost.
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN if seconds else 0)


def _too_long(*_: object) -> None:
    raise TooLong(f"more than {SECONDS} seconds of the processor")
