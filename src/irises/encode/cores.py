"""The processor's cores: how many there are for us, and work on all of them at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from threadpoolctl import ThreadpoolController

Item = TypeVar("Item")
Result = TypeVar("Result")

_MOST_THREADS = 8
"""Each holds the arrays of one block."""


def usable_cores() -> int:
    """The number of cores that this process may use: all that the system gives it, or as `IRISES_CORES` says."""
    said = os.environ.get("IRISES_CORES", "")
    if said.isdecimal() and int(said):
        return int(said)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _libraries() -> ThreadpoolController:
    """The libraries that compute with threads of their own; numpy's is loaded by whoever has work for it."""
    return ThreadpoolController()


def on_all_cores(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What the work makes of each item, in their order, several items at a time.

    For work in numpy, which lets other threads run while it computes; it may not change what other items need. Matrix
    products keep to their own thread meanwhile: theirs would wait for ours, and ours for theirs.
    """
    one_each = _libraries().limit(limits=1, user_api="blas")
    with one_each, ThreadPoolExecutor(min(usable_cores(), _MOST_THREADS)) as threads:
        return list(threads.map(work, items))
