"""A process that pretends to try inputs, for tests of what watches it; here, where a process of its own finds it."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection

from tests.fuzz.child import Tried

REFUSES, DIES, HANGS, SPINS = range(4)


def pretending(pipe: Connection) -> None:
    """Inputs have their way by their number."""
    while True:
        _, number = pipe.recv()
        if number == DIES:
            os.kill(os.getpid(), signal.SIGKILL)
        while number == SPINS:
            pass
        time.sleep(60 if number == HANGS else 0)
        pipe.send(Tried("refused", 0.0, 0))
