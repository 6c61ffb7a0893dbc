"""Whole runs on Ray, with the real models, on small stories of ours: in peace, and killed at every turn."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import psutil
import pyarrow.parquet as pq
import pytest

from bench.digests import digests
from bench.war import workers_of
from irises.corpus import Archive
from irises.corpus.tables import LEDGER
from tests.corpus.test_withheld import strings_in

pytest.importorskip("ray")

Found = TypeVar("Found")
STORIES = [Path(__file__).parents[2] / "examples" / name for name in ("greenware.txt", "address-only.txt")]
N = 9


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small stories, one in a ZIP archive's place that is none, and one that is empty."""
    folder = tmp_path_factory.mktemp("sources") / "tales"
    folder.mkdir()
    paragraphs = [part for story in STORIES for part in story.read_text(encoding="utf-8").split("\n\n")]
    step = len(paragraphs) // N
    for number in range(N):
        text = "\n\n".join(paragraphs[number * step : (number + 1) * step])
        (folder / f"tale-{number}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_text(" \n")
    (folder / "torn.zip").write_bytes(b"PK\x03\x04 and no more")
    return folder


def command(stories: Path, out: Path, *more: str) -> list[str]:
    """The command that reads them."""
    return [sys.executable, "-m", "irises.cli", "corpus", str(stories), "--out", str(out), "--json", *more]


def run(stories: Path, out: Path, *more: str) -> dict[str, Any]:
    """What a run says that it came to."""
    done = subprocess.run(command(stories, out, *more), stdin=subprocess.DEVNULL, capture_output=True, timeout=500)
    assert done.returncode == 0, done.stderr.decode()
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def peace(stories: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that was read in peace."""
    out = tmp_path_factory.mktemp("peace") / "archive"
    told = run(stories, out)
    assert (told["n_read"], told["failed"], told["n_parts"]) == (N, {"source": 2}, 1)
    return out


def wait_for(look: Callable[[], Found], seconds: float = 300.0) -> Found:
    """What is looked for, once it is there."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come")


def test_in_peace(peace: Path, stories: Path) -> None:
    """Every story is in the ledger, and each that was read is a Story again, its spans in its text."""
    rows = {row["story_id"]: row for row in Archive(peace).table(LEDGER).to_table().to_pylist()}
    assert set(rows) == {f"tales/{path.name}" for path in stories.iterdir()}
    assert "is empty" in rows["tales/empty.txt"]["why"]
    assert "damaged" in rows["tales/torn.zip"]["why"]
    assert all(row["cure"] for row in rows.values() if row["status"] == "failed")
    read = rows["tales/tale-0.txt"]
    assert read["seconds"] > 0
    assert read["megabytes"] > 100
    story = Archive(peace).story("tales/tale-5.txt")
    assert story.text == (stories / "tale-5.txt").read_text(encoding="utf-8")
    assert story.cast
    assert all(token.text.strip() for token in story.tokens)


def test_killed_worker_and_killed_command(peace: Path, stories: Path, tmp_path: Path) -> None:
    """With a worker killed, then the command, and the command run again, the archive is the one read in peace: nothing
    lost, nothing twice, nothing half. Nothing that was started outlives the command."""
    out = tmp_path / "archive"
    log = out / ".work" / "log-000001"
    process = subprocess.Popen(command(stories, out), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: log.exists() and log.stat().st_size > 100_000)
        os.kill(wait_for(lambda: workers_of(process.pid))[0].pid, signal.SIGKILL)
        before = log.stat().st_size
        wait_for(lambda: log.stat().st_size > before or process.poll() is not None)
        below = [one for one in psutil.Process(process.pid).children(recursive=True) if not _is_rays_own(one)]
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    finally:
        process.kill()
    assert not list(out.glob("part-*"))
    _, alive = psutil.wait_procs(below, timeout=60)
    assert alive == []
    told = run(stories, out)
    assert 0 < told["n_read"] < N
    assert digests(out) == digests(peace)


def _is_rays_own(process: psutil.Process) -> bool:
    """Whether it is an agent of Ray's, which looks only now and then whether it is still needed."""
    return "Agent" in process.name()


def test_going_on(peace: Path, stories: Path, tmp_path: Path) -> None:
    """Nothing is read twice by the same version; what is new, and what has changed, is read, and takes the old one's
    place."""
    told = run(stories, peace)
    assert (told["n_read"], told["n_done_already"]) == (0, N + 1)
    before = digests(peace)
    changed = stories / "tale-1.txt"
    text = changed.read_text(encoding="utf-8")
    (stories / "new.txt").write_text("“Late again,” said Ada. She smiled.\n", encoding="utf-8")
    changed.write_text(text + "\n\n“Go home,” said Ada.\n", encoding="utf-8")
    try:
        told = run(stories, peace)
        assert (told["n_read"], told["n_done_already"]) == (2, N)
        assert Archive(peace).story("tales/tale-1.txt").text.endswith("said Ada.\n")
        assert set(digests(peace)) == set(before)
        assert digests(peace) != before
        rows = Archive(peace).table(LEDGER).to_table().to_pylist()
        assert len(rows) == len({row["story_id"] for row in rows}) == N + 3
    finally:
        changed.write_text(text, encoding="utf-8")
        (stories / "new.txt").unlink()


def test_without_words(stories: Path, tmp_path: Path) -> None:
    """Of stories that were really read nothing of their words is in any cell of a non-consumptive archive."""
    out = tmp_path / "archive"
    told = run(stories, out, "--non-consumptive")
    assert told["n_read"] == N
    text = "".join(story.read_text(encoding="utf-8") for story in STORIES)
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", text)}
    found: set[str] = set()
    for string in strings_in(out.glob("part-*/*.parquet")):
        found |= set(re.findall(r"[^\W\d_]+", string.casefold()))
    told_by_us = {value for file in out.glob("part-*/*.parquet") for value in _declared(file)}
    assert not words & found - told_by_us


def _declared(file: Path) -> set[str]:
    """Words that the declarations of columns allow, and those in which the ledger tells of failures."""
    schema = pq.read_schema(file)
    values = {word for field in schema for word in (field.metadata or {}).get(b"values", b"").decode().split()}
    if file.stem == LEDGER:
        told = pq.read_table(file, columns=["why", "cure", "source", "story_id"]).to_pylist()
        values |= {
            word for row in told for value in row.values() for word in re.findall(r"[^\W\d_]+", str(value).lower())
        }
    return values


def test_dry_run(stories: Path, tmp_path: Path) -> None:
    """A plan says what would be read and writes nothing."""
    told = run(stories, tmp_path / "archive", "--dry-run", "--workers", "2")
    assert (told["n_to_read"], told["n_cannot_be_had"], told["workers"]) == (N + 1, 1, 2)
    assert told["seconds"] >= 10
    assert list(tmp_path.iterdir()) == []
