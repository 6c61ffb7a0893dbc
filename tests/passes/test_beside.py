"""Work in a second process: its result comes back, and nothing is lost if it fails."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from irises import passes
from irises.document.load import load
from irises.encode import encode
from irises.passes.beside import CAN_BEGIN, Beside

pytestmark = pytest.mark.skipif(not CAN_BEGIN, reason="no process can be copied here")

STORY = Path(__file__).parents[2] / "examples"


def test_what_the_work_returns_comes_back() -> None:
    """It was done by another process, which knew what ours knew."""
    known = ["a lamp"]
    pid, words = Beside(lambda: (os.getpid(), known)).result()
    assert pid != os.getpid()
    assert words == known
    assert words is not known


def test_what_fails_there_fails_here() -> None:
    """The error is raised by our own process, as if there were no other."""

    def work() -> None:
        raise ValueError("no lamp")

    with pytest.raises(ValueError, match="no lamp"):
        Beside(work).result()


def test_work_of_a_process_that_was_killed_is_done_here() -> None:
    """A system short of memory kills processes; nobody notices."""
    ours = os.getpid()

    def work() -> int:
        if os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)
        return 7

    assert Beside(work).result() == 7


def test_work_that_is_not_wanted_ends() -> None:
    """Whoever stops it need not wait for it."""
    beside = Beside(lambda: signal.pause())
    beside.stop()
    assert not beside._process.is_alive()


def test_two_processes_read_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table is the same, to the row."""
    monkeypatch.setattr(passes, "_WORTH_IT", 0)
    begun: list[object] = []
    monkeypatch.setattr(passes, "Beside", lambda work: begun.append(work) or Beside(work))
    document = load(sorted(STORY.glob("*.txt"))[0])
    encoding = encode(document)
    one, two = (passes.run(document, encoding, processes=n) for n in (1, 2))
    assert len(begun) == 1
    assert one.keys() == two.keys()
    assert [name for name in one if not one[name].equals(two[name])] == []
    assert one["emotions"].num_rows
    assert one["beliefs"].num_rows


def test_a_short_story_is_not_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a story for which two processes could have too little memory."""
    monkeypatch.setattr(passes, "Beside", None)
    document = load(b"It rained. Anna was afraid of the dark.", name="rain.txt")
    assert passes.run(document, encode(document), processes=2)["emotions"].num_rows
    monkeypatch.setattr(passes, "_WORTH_IT", 0)
    monkeypatch.setattr(passes, "_TOO_LARGE", 5)
    assert passes.run(document, encode(document), processes=2)["emotions"].num_rows
