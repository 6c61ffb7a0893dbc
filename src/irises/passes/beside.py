"""Work in a second process, begun with all that this one knows, where the system can do that (Linux)."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

Result = TypeVar("Result")

CAN_BEGIN = sys.platform == "linux"
"""Whether a process can be copied as it stands. On macOS that is not safe, on Windows not possible."""


class Beside(Generic[Result]):
    """Work that is done in a copy of this process while this one goes on.

    The copy shares memory with us until one of the two changes it, may not use what has threads of its own (the
    encoder), and changes nothing here: only what the work returns comes back.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        context = multiprocessing.get_context("fork")
        self._work = work
        self._answers, answer = context.Pipe(duplex=False)
        self._process: ForkProcess = context.Process(target=_do, args=(work, answer), daemon=True)
        self._process.start()
        answer.close()

    def result(self) -> Result:
        """What the work returned. If the copy has failed or was killed, the work is done here, and fails here."""
        try:
            found: Result = self._answers.recv()
        except (EOFError, OSError):
            return self._work()
        finally:
            self._answers.close()
            self._process.join()
        return found

    def stop(self) -> None:
        """Ends the copy; its result is not wanted any more."""
        self._process.kill()
        self._process.join()


def _do(work: Callable[[], Result], answer: Connection) -> None:
    # Ctrl-C and a wish to end are our first process's to answer; it ends us.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    try:
        answer.send(work())
    except Exception:
        sys.exit(1)
