"""Files that are dropped in: queued on disk, read one at a time, never lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from irises.errors import PlanError
from irises.story import Story, load, save
from irises.web.server import app as server_app
from irises.web.server.guard import TOKEN_HEADER
from irises.web.server.library import Library
from irises.web.server.queue import Queue
from irises.web.server.run import kept_key, open_library
from tests.web.server.helpers import client, copying, shelved, until, worker


@pytest.fixture
def original(handmade: Story, tmp_path: Path) -> Path:
    """The folder of a story outside the library, which stand-ins for the reader give for every file."""
    return save(handmade, tmp_path / "original.irises", page="")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    (tmp_path / "library").mkdir()
    return Library(tmp_path / "library")


def added(queue: Queue, name: str = "a.txt", *, again: str | None = None) -> Any:
    """A job whose file has arrived."""
    incoming = queue.incoming()
    (incoming / name).write_text("words")
    return queue.add(incoming, name, again=again)


def jobs(browser: TestClient) -> list[dict[str, Any]]:
    """The jobs as a page sees them."""
    told: list[dict[str, Any]] = browser.get("/api/jobs").json()["jobs"]
    return told


def states(browser: TestClient) -> list[str]:
    """The jobs' states."""
    return [job["state"] for job in jobs(browser)]


def test_dropped_files_are_read_in_turn(library: Library, original: Path) -> None:
    """Files are read one after the other, and are in the library then; the queue on disk is empty."""
    with client(library, reads=copying(original)) as browser:
        for name in ("a.txt", "b.epub", "a.txt"):
            answer = browser.post(f"/api/stories?name={name}", content=b"It rained.")
            assert answer.status_code == 202
        until(lambda: states(browser) == ["done"] * 3)
        assert library.keys() == ["a 2.irises", "a.irises", "b.irises"]
        assert Queue(library).jobs() == []
        assert "Late" in browser.get("/").text


def test_one_at_a_time(library: Library, tmp_path: Path) -> None:
    """While one is read the others wait."""
    waits = worker(
        f"say(done=3, total=9);\nwhile not pathlib.Path({str(tmp_path / 'go')!r}).exists(): time.sleep(0.02)"
    )
    with client(library, reads=waits) as browser:
        for _ in range(3):
            browser.post("/api/stories?name=a.txt", content=b"x")
        until(lambda: [job["total"] for job in jobs(browser)] == [9, 0, 0])
        assert states(browser) == ["reading", "waiting", "waiting"]
        (tmp_path / "go").touch()
        until(lambda: states(browser) == ["failed"] * 3)


def test_failures_say_why_and_can_be_tried_again(library: Library, original: Path, tmp_path: Path) -> None:
    """What cannot be read says what to do, stays in the queue, and is read when tried again."""
    code = f"say(error='is empty: give another') if not pathlib.Path({str(tmp_path / 'good')!r}).exists() else "
    code += f"(shutil.copytree({str(original)!r}, folder), say(folder=folder))"
    with client(library, reads=worker(code)) as browser:
        browser.post("/api/stories?name=a.txt", content=b"x")
        until(lambda: states(browser) == ["failed"])
        (job,) = jobs(browser)
        assert job["message"] == "is empty: give another"
        (tmp_path / "good").touch()
        assert browser.post(f"/api/jobs/{job['id']}/retry").status_code == 200
        until(lambda: states(browser) == ["done"])
        assert browser.post(f"/api/jobs/{job['id']}/retry").status_code == 404


def test_folder_that_appears_meanwhile(library: Library, original: Path, tmp_path: Path) -> None:
    """A story that somebody else puts where a queued one was to go stays; the queued one goes elsewhere."""
    queue = Queue(library)
    added(queue, "a.txt")
    other = save(load(original).correct.rename("Kate", "Cate"), library.root / "a.irises", page="")
    with client(library, reads=copying(original)) as browser:
        until(lambda: states(browser) == ["done"])
        assert jobs(browser)[0]["key"] == "a 2.irises"
    assert load(other).correct.undo().corrections == ()


@pytest.mark.parametrize("code", ["os.abort()", "print('{]')", "print('3')", "sys.exit(3)", "say(error='')"])
def test_a_worker_that_breaks_off(library: Library, code: str) -> None:
    """A process that ends without a word is a failure, not a story, and the next file is read."""
    with client(library, reads=worker(code)) as browser:
        for _ in range(2):
            browser.post("/api/stories?name=a.txt", content=b"x")
        until(lambda: states(browser) == ["failed", "failed"])
        assert "broke off" in jobs(browser)[0]["message"]


def test_cancelling(library: Library) -> None:
    """A file that waits or is being read can be taken out; the next one is read."""
    with client(library, reads=worker("time.sleep(60)")) as browser:
        for name in ("a.txt", "b.txt"):
            browser.post(f"/api/stories?name={name}", content=b"x")
        until(lambda: states(browser) == ["reading", "waiting"])
        browser.delete(f"/api/jobs/{jobs(browser)[0]['id']}")
        until(lambda: [(job["name"], job["state"]) for job in jobs(browser)] == [("b.txt", "reading")])
        browser.delete(f"/api/jobs/{jobs(browser)[0]['id']}")
        until(lambda: jobs(browser) == [])
    assert library.keys() == []


@pytest.mark.parametrize("number", ["..", "x", "0" * 24, "%2e%2e", "../queue"])
def test_no_such_job(library: Library, number: str) -> None:
    """An id that is none leads nowhere."""
    browser = client(library)
    assert browser.delete(f"/api/jobs/{number}").status_code in (404, 405)
    assert library.own.exists()


def test_reading_again(handmade: Story, tmp_path: Path) -> None:
    """A new edition is read in the place of the old one; what isn't there can't be read again."""
    queue = Queue(shelved(handmade, tmp_path / "library"))
    job = added(queue, "second edition.txt", again="late.irises")
    assert (job.key, job.is_again) == ("late.irises", True)
    with pytest.raises(PlanError, match="no such story"):
        added(queue, again="../original.irises")


@pytest.mark.parametrize(("body", "words"), [(b"", "is empty"), (b"x" * 33, "larger than")])
def test_files_that_are_not_taken(library: Library, monkeypatch: pytest.MonkeyPatch, body: bytes, words: str) -> None:
    """An empty file and one that is too large are refused, and leave nothing."""
    monkeypatch.setattr(server_app, "LARGEST_FILE", 32)
    browser = client(library)
    answer = browser.post("/api/stories?name=a.txt", content=body)
    assert (answer.status_code, words in answer.json()["error"]) == (400, True)
    assert list((library.own / "queue").iterdir()) == []


def test_after_a_start(library: Library, original: Path) -> None:
    """What was being read when all ended waits again, what had been finished is done, half a file is forgotten."""
    queue = Queue(library)
    begun, finished, hopeless = (added(queue, name) for name in ("a.txt", "b.txt", "c.txt"))
    queue.save(replace(begun, state="reading", attempts=1))
    queue.save(replace(finished, state="reading", attempts=1))
    queue.save(replace(hopeless, state="reading", attempts=3))
    save(load(original), queue.folder(finished), page="")
    (queue.incoming() / "d.txt").write_text("half")
    (library.own / "queue" / begun.id / "job.json.new").write_text("{")
    queue.resume()
    assert [(job.name, job.state) for job in queue.jobs()] == [("a.txt", "waiting"), ("c.txt", "failed")]
    assert "3 times" in queue.jobs()[1].message
    assert sorted(path.name for path in (library.own / "queue").iterdir()) == sorted([begun.id, hopeless.id])


# As a process of its own


@contextmanager
def served(root: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """`irises serve` on a free port, and a browser that is let in with a page of it open."""
    command = [sys.executable, "-m", "irises.cli", "serve", str(root), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[4]
            base = address.partition("/?")[0]
            with httpx.Client(base_url=base, timeout=30) as browser:
                browser.get(address)
                browser.headers.update({TOKEN_HEADER: _token(browser), "Origin": base})
                yield process, browser
        finally:
            process.kill()


def _token(browser: httpx.Client) -> str:
    return browser.get("/").text.partition('irises-token" content="')[2].partition('"')[0]


def test_killed_server_loses_nothing(handmade: Story, tmp_path: Path) -> None:
    """Killed while it reads, with more in the queue, a server that is started again reads all of it."""
    shelved(handmade, tmp_path / "library")
    story = "Chapter 1\n\n“Come in,” said Anna. She opened the door to Peter.\n" * 40
    with served(tmp_path / "library") as (process, browser):
        path = "/api/stories/late.irises/corrections"
        assert browser.post(path, json={"verb": "rename", "person": "Kate", "name": "Cate"}).status_code == 200
        for name in ("one.txt", "two.txt"):
            assert browser.post(f"/api/stories?name={name}", content=story.encode()).status_code == 202
        until(lambda: "reading" in browser.get("/api/jobs").text)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with served(tmp_path / "library") as (process, browser):
        until(lambda: len(browser.get("/api/stories").json()["stories"]) == 3, seconds=240)
        until(lambda: {job["state"] for job in browser.get("/api/jobs").json()["jobs"]} == {"done"})
        assert browser.get("/stories/one.irises").status_code == 200
        assert "Cate" in browser.get("/").text
        with browser.stream("GET", "/api/events") as events:
            lines = events.iter_lines()
            assert next(lines) == "event: jobs"
            assert {job["state"] for job in json.loads(next(lines).removeprefix("data: "))["jobs"]} == {"done"}
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert sorted(path.name for path in (tmp_path / "library").iterdir()) == sorted(
        [".irises-library", "late.irises", "one.irises", "two.irises"]
    )


def test_only_the_loopback_interface(tmp_path: Path) -> None:
    """The server listens to this computer alone, refuses other names, and its key is its user's only."""
    (tmp_path / "library").mkdir()
    with served(tmp_path / "library") as (process, browser):
        port = browser.base_url.port
        assert browser.get("/", headers={"Host": f"evil.example:{port}"}).status_code == 403
        assert (
            browser.post("/api/stories?name=a", content=b"x", headers={"Origin": "http://evil.example"}).status_code
            == 403
        )
        assert _listeners(process.pid) <= {"0100007F"}
        if os.name != "nt":
            for path in (tmp_path / "library" / ".irises-library" / name for name in ("key", "open.html")):
                assert path.stat().st_mode & 0o077 == 0


def _listeners(pid: int) -> set[str]:
    """Addresses (as Linux writes them) that a process listens on; none where the system doesn't say."""
    table, links = Path(f"/proc/{pid}/net/tcp"), Path(f"/proc/{pid}/fd")
    if not table.exists():
        return set()
    sockets = {os.readlink(link) for link in links.iterdir()}
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    return {row[1].partition(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}


def test_worker_ends_with_the_server(tmp_path: Path) -> None:
    """The process that reads ends when nobody is at the other end any more, and writes nothing by halves."""
    (tmp_path / "a.txt").write_text("“Come in,” said Anna. She opened the door to Peter.\n\n" * 4000)
    command = [sys.executable, "-m", "irises.worker", str(tmp_path / "a.txt"), str(tmp_path / "a.irises"), "new"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert "total" in json.loads(process.stdout.readline())
        process.stdin.close()
        began = time.monotonic()
        process.wait(timeout=30)
        assert time.monotonic() - began < 10
    assert os.listdir(tmp_path) == ["a.txt"]


def test_two_servers(tmp_path: Path) -> None:
    """A port that is taken, and a library that is served already, are told in a line."""
    with served(tmp_path / "library") as (_, browser):
        taken = str(browser.base_url.port)
        for root, port, words in (
            (tmp_path, taken, "is taken: choose another"),
            (tmp_path / "library", "0", "already"),
        ):
            command = [sys.executable, "-m", "irises.cli", "serve", str(root), "--port", port]
            answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            assert answer.returncode == 2
            assert words in answer.stderr


def test_key_is_kept_and_never_empty(tmp_path: Path) -> None:
    """The key is the same at every start; a file that was cut short lets nobody in."""
    library = open_library(tmp_path / "library")
    key = kept_key(library)
    assert (len(key) >= 32, kept_key(library)) == (True, key)
    for torn in (b"", b"short", b"\xff" * 40):
        (library.own / "key").write_bytes(torn)
        assert len(kept_key(library)) >= 32
