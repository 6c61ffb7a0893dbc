"""A process that reads is ended when it takes too much, begun again when it dies, and never given up too early."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from irises.corpus.bounds import Bounds
from irises.corpus.items import Item
from irises.corpus.keeper import Keeper
from irises.errors import WeightsError

PRETENDER = '''
"""Does what the story tells it to; notes every start and every story."""
import os, signal, sys, time
from irises.corpus.frames import frame, read_frame

def say(**told):
    sys.stdout.buffer.write(frame(told, b"packed"))
    sys.stdout.buffer.flush()

def note(what):
    with open(sys.argv[1], "a") as file:
        file.write(what + "\\n")

note("start")
say(status="ready")
while (job := read_frame(sys.stdin.buffer)) is not None:
    what = job[1].decode()
    note(what)
    if what == "sleep":
        time.sleep(60)
    if what == "grow":
        block = bytearray(400_000_000)
        block[::4096] = b"x" * len(block[::4096])
        time.sleep(60)
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "killed once" and open(sys.argv[1]).read().count(what) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "fatal":
        say(status="fatal", why="the weights are missing")
        continue
    say(status="ok", n_words=3, warnings=[], tables=[], withheld=job[0]["withheld"])
'''


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """The file in which the pretender notes what it does."""
    (tmp_path / "pretender.py").write_text(PRETENDER)
    return tmp_path / "notes"


def keeper_of(notes: Path, *, seconds: float = 100.0) -> Keeper:
    """A keeper of a process that only pretends."""
    command = (sys.executable, str(notes.with_name("pretender.py")), str(notes))
    return Keeper(Bounds(memory=350_000_000, seconds=seconds), command=command)


@pytest.fixture
def keeper(notes: Path) -> Iterator[Keeper]:
    """One that has time."""
    with keeper_of(notes) as keeper:
        yield keeper


def story(what: str) -> Item:
    """A story that makes the pretender do something."""
    return Item(story_id="s/1.txt", source="s/1.txt", name="1.txt", content=what.encode())


def test_one_process_reads_many(keeper: Keeper, notes: Path) -> None:
    """The models are loaded once; what is told of a story is what the process says and what the keeper knows."""
    for number in range(3):
        told, packed = keeper.read(story(f"story {number}"))
    assert notes.read_text().split("\n")[:-1] == ["start", "story 0", "story 1", "story 2"]
    assert (told["status"], told["n_words"], told["story_id"], told["n_bytes"]) == ("ok", 3, "s/1.txt", 7)
    assert told["sha256"] == story("story 2").sha256
    assert told["megabytes"] > 5
    assert packed == b"packed"


def test_too_long(notes: Path) -> None:
    """A story that takes too long is ended and told of; the next is read by a new process."""
    with keeper_of(notes, seconds=3.0) as keeper:
        told, packed = keeper.read(story("sleep"))
        assert (told["status"], told["failure"], packed) == ("failed", "time", b"")
        assert "more than 3 s" in told["why"]
        assert "--time" in told["cure"]
        assert told["seconds"] >= 3
        assert keeper.read(story("next"))[0]["status"] == "ok"
    assert notes.read_text().split() == ["start", "sleep", "start", "next"]


def test_too_much_memory(keeper: Keeper) -> None:
    """A story that takes too much memory is ended and told of."""
    told, _ = keeper.read(story("grow"))
    assert told["failure"] == "memory"
    assert "--memory" in told["cure"]
    assert told["megabytes"] > 350


def test_it_crashes(keeper: Keeper, notes: Path) -> None:
    """A story on which the process dies by itself is tried once more, and then told of with the signal."""
    told, _ = keeper.read(story("crash"))
    assert (told["failure"], notes.read_text().count("crash")) == ("died", 2)
    assert "SIGSEGV" in told["why"]


def test_it_is_killed(keeper: Keeper, notes: Path) -> None:
    """A process that somebody else kills is no fault of the story, which is begun again, though not forever."""
    assert keeper.read(story("killed once"))[0]["status"] == "ok"
    told, _ = keeper.read(story("killed"))
    assert (told["failure"], notes.read_text().splitlines().count("killed")) == ("died", 10)


def test_no_hope(keeper: Keeper) -> None:
    """Where the installation is broken, no story is blamed."""
    with pytest.raises(WeightsError, match="the weights are missing"):
        keeper.read(story("fatal"))


def test_a_process_that_cannot_start() -> None:
    """Nor where the process ends before it can read anything."""
    with (
        Keeper(Bounds(memory=10**9), command=(sys.executable, "-c", "raise SystemExit(3)")) as keeper,
        pytest.raises(WeightsError, match="could not be loaded"),
    ):
        keeper.read(story("any"))


def test_it_ends_with_its_keeper(notes: Path) -> None:
    """If the keeper is killed, so that it can end nothing, the process that reads a story ends all the same."""
    code = (
        "import sys; from irises.corpus.bounds import Bounds; from irises.corpus.items import Item;"
        "from irises.corpus.keeper import Keeper\n"
        "Keeper(Bounds(memory=10**10, seconds=300), command=(sys.executable, '-c', sys.argv[1])).read("
        "Item(story_id='1', source='1', content=b'x'))"
    )
    reader = (
        "import sys, threading, time, queue; from irises.corpus import child; from irises.corpus.frames import frame\n"
        "threading.Thread(target=child._take, args=(sys.stdin.buffer, queue.Queue(1)), daemon=True).start()\n"
        "sys.stdout.buffer.write(frame({'status': 'ready'})); sys.stdout.buffer.flush()\n"
        "time.sleep(300)"
    )
    keeper = subprocess.Popen((sys.executable, "-c", code, reader))
    seen = psutil.Process(keeper.pid)
    try:
        reading = _wait_for(lambda: seen.children())[0]
        time.sleep(1)
        os.kill(keeper.pid, signal.SIGKILL)
        keeper.wait()
        assert reading.wait(60) is None or not reading.is_running()
    finally:
        keeper.kill()


def _wait_for(look, seconds: float = 60.0):
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")
