"""The run that tries inputs: whatever an input does, it is counted, kept, and told at the end."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from irises.errors import SourceError
from tests.fuzz import __main__ as fuzz
from tests.fuzz import child
from tests.fuzz.pretending import DIES, HANGS, REFUSES, SPINS, pretending
from tests.fuzz.readers import Reader


@pytest.fixture
def worker() -> Iterator[fuzz.Worker]:
    """A worker whose process pretends."""
    made = fuzz.Worker(pretending)
    yield made
    made.end()


def test_a_process_that_dies(worker: fuzz.Worker) -> None:
    """An input that takes the process down is found, and the next one is tried by another."""
    assert worker.tried("txt", REFUSES).what == "refused"
    died = worker.tried("txt", DIES)
    assert (died.what, died.kind) == ("found", f"the process died (-{int(signal.SIGKILL)})")
    assert worker.tried("txt", REFUSES).what == "refused"


def test_a_process_that_hangs(worker: fuzz.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """An input that never ends, in code that hears no signal, is found too, whether it sleeps or computes."""
    worker.tried("txt", REFUSES)
    monkeypatch.setattr(fuzz, "SLEEP", 0)
    assert worker.tried("txt", HANGS).kind == "no answer after 0 seconds of sleep"
    monkeypatch.undo()
    worker.tried("txt", REFUSES)
    monkeypatch.setattr(fuzz, "PROCESSOR", 0)
    assert worker.tried("txt", SPINS).kind == "no answer after 0 seconds of the processor"


def test_too_much_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """An input has its time, even where the reader catches all errors of files."""

    def never_ends(_: Any) -> None:
        while True:
            try:
                time.sleep(0)
            except OSError as error:
                raise SourceError("cannot be read") from error

    monkeypatch.setitem(child.READERS, "txt", Reader(seeds=lambda: ({"a": b"b"},), read=never_ends))  # type: ignore[misc]
    monkeypatch.setattr(child, "SECONDS", 0.05)
    before = signal.signal(signal.SIGPROF, child._too_long)
    try:
        tried = child.tried("txt", 0)
    finally:
        signal.signal(signal.SIGPROF, before)
    assert (tried.what, tried.kind.partition(" ")[0]) == ("found", "TooLong")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_totals_of_an_interrupted_run(
    end: signal.Signals, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run that somebody ends says what it has counted so far."""

    def ended(totals: fuzz.Totals, *_: object) -> None:
        totals.add("txt", child.Tried("read", 0.25, 5 * 2**20))
        os.kill(os.getpid(), end)
        time.sleep(5)

    monkeypatch.setattr(fuzz, "_run", ended)
    monkeypatch.setattr(sys, "argv", ["fuzz"])
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        assert fuzz.main() == 130
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "interrupted"
    assert out[1] == "txt: 1 inputs (1 read); slowest 250 ms"
    assert out[2].startswith("all: 1 inputs, 0 kinds of findings; 0.0 minutes, 5 MiB")
