"""`python -m tests.fuzz --minutes N`: tries broken inputs on every reader by turns, keeps what is found, and counts.

An input may take 10 seconds of the processor (a minute by the clock) and 3 GiB of address space; what takes more, or
raises anything but an error with a cure, is written to `tests/fuzz/found/` as a regression test to be.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path

from tests.fuzz.readers import READERS, attempt, broken

FOUND = Path(__file__).parent / "found"
SECONDS, WAIT, BYTES = 10, 60, 3 * 2**30


def main() -> int:
    """The number of findings, as exit status 0 or 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=sorted(READERS), action="append")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    for limit in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(limit, _too_long)
    for reader in READERS.values():
        # Libraries are loaded, so that no input is charged with it.
        attempt(reader, reader.seeds()[0])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: Counter[str] = Counter()
    known: set[str] = set()
    number, end = given.seed, time.monotonic() + 60 * given.minutes
    while time.monotonic() < end:
        for name in given.only or READERS:
            files = broken(READERS[name], random.Random(number))
            began = time.monotonic()
            counts[name][_tried(name, files, number, known)] += 1
            slowest[name] = max(slowest[name], round(1000 * (time.monotonic() - began)))
        number += 1
    for name, counted in counts.items():
        said = ", ".join(f"{n:,} {what}" for what, n in sorted(counted.items()))
        print(f"{name}: {counted.total():,} inputs ({said}); slowest {slowest[name]:,} ms")
    print(f"all: {sum(c.total() for c in counts.values()):,} inputs, {len(known)} kinds of findings")
    return min(1, len(known))


def _tried(name: str, files: dict[str, bytes], number: int, known: set[str]) -> str:
    _limit(SECONDS, WAIT)
    try:
        return attempt(READERS[name], files)
    except BaseException as error:
        _limit(0, 0)
        if isinstance(error, KeyboardInterrupt):
            raise
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{name}: {type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        if kind not in known:
            known.add(kind)
            print(f"{kind}: {str(error)[:200]} (seed {number})")
            traceback.print_exc(limit=-6, file=sys.stdout)
            _keep(name, files, number)
        return "found"
    finally:
        _limit(0, 0)


def _keep(name: str, files: dict[str, bytes], number: int) -> None:
    """Notes which input was broken, and the files of it that are others than there."""
    seeds = READERS[name].seeds()
    changed = {
        place: {n: c.hex() for n, c in files.items() if seed[n] != c}
        for place, seed in enumerate(seeds)
        if seed.keys() == files.keys()
    }
    of = min(changed, key=lambda place: len(changed[place]))
    kept = {"reader": name, "of": of, "files": changed[of], "expected": "refused"}
    (FOUND / f"{name}-{number}.json").write_text(json.dumps(kept) + "\n", encoding="utf-8")


def _limit(seconds: int, wait: int) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(wait)


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} seconds of the processor, or {WAIT} by the clock")


if __name__ == "__main__":
    sys.exit(main())
