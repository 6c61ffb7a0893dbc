"""What a command costs: wall clock, processor time and peak memory of the process and all its children."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil

_SAMPLE_SECONDS = 0.05
# Linux counts ru_maxrss in kibibytes, macOS in bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class CommandFailedError(Exception):
    """A measured command ended with another status than 0; the message holds the end of what it said."""


@dataclass(frozen=True, kw_only=True)
class Usage:
    """The cost of one run: seconds by the clock, seconds of all processors together, bytes at the peak."""

    wall: float
    cpu: float
    peak: int


def measure(command: Sequence[str]) -> Usage:
    """Runs the command to its end, from a fresh process, and says what it cost.

    Processor time is the kernel's account of the process and the children it waited for. The peak is the larger of
    the kernel's account (exact, of the largest process) and the sum over the process tree, sampled 20 times a second.

    Raises:
        CommandFailedError: if the command fails.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        sampler = _Sampler(process.pid)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        sampled = sampler.stop()
        if process.returncode:
            said.seek(0)
            end = said.read()[-2000:].decode(errors="replace").strip()
            raise CommandFailedError(f"{' '.join(command)}: exit status {process.returncode}\n{end}")
    return Usage(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=max(usage.ru_maxrss * _RSS_UNIT, sampled))


class _Sampler(threading.Thread):
    """Watches the resident memory of a process tree."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self._peak = 0

    def run(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            self._peak = max(self._peak, _tree_bytes(self._pid))

    def stop(self) -> int:
        """The largest sum seen."""
        self._ended.set()
        self.join()
        return self._peak


def _tree_bytes(pid: int) -> int:
    total = 0
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            total += process.memory_info().rss
    except psutil.Error:  # it has just ended
        return total
    return total
