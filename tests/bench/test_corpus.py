"""What is measured of archives, with a command that only pretends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.cut import cut
from bench.digests import digests
from bench.multiply import multiply
from bench.queries import ask_all
from bench.war import at_war
from irises.corpus.store import opened
from tests.corpus.conftest import failed, made_tables, reading_of

WORKER = "import sys, time, os; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"


@pytest.fixture
def tables() -> dict[str, pa.Table]:
    """The tables of the hand-made story."""
    return made_tables()


def archive(root: Path, *parts: list[str], tables: dict[str, pa.Table], **more: object) -> Path:
    """An archive with these stories in its parts."""
    for ids in parts:
        with opened(root, withheld=False, reading="0" * 12) as store:
            for story_id in ids:
                store.add(*reading_of(story_id, tables, **more))
            store.commit()
    return root


def test_digests_are_of_rows(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """The same stories in other parts, read in other times, have the same digests; another word hasn't."""
    one = digests(archive(tmp_path / "1", ["a", "b", "c"], tables=tables))
    other = digests(archive(tmp_path / "2", ["c"], ["b", "a"], tables=tables, seconds=9.0, megabytes=1))
    assert one == other
    assert "tokens" in one
    changed = tables | {"mentions": tables["mentions"].slice(1)}
    third = digests(archive(tmp_path / "3", ["a", "b", "c"], tables=changed))
    assert [name for name in one if one[name] != third[name]] == ["mentions"]


def test_digests_of_some_stories(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """Of a larger archive, the stories of a smaller one have the same digests; others haven't."""
    large = archive(tmp_path / "1", ["a", "b"], ["c"], tables=tables)
    small = digests(archive(tmp_path / "2", ["a", "c"], tables=tables))
    assert digests(large, only={"a", "c"}) == small
    assert digests(large, only={"a", "b"}) != small


def test_digests_notice_a_story_twice(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """Rows of one story in two places are no archive."""
    root = archive(tmp_path / "1", ["a"], tables=tables)
    (root / "part-000009").mkdir()
    for path in (root / "part-000001").glob("*.parquet"):
        (root / "part-000009" / path.name).write_bytes(path.read_bytes())
    with pytest.raises(ValueError, match="twice"):
        digests(root)


def test_cut(tmp_path: Path) -> None:
    """Stories end with a paragraph and have at least so many words; what is left over at the end is none."""
    (tmp_path / "n.txt").write_text("\n\n".join(["one two three"] * 7))
    pieces = list(cut([tmp_path / "n.txt"], n_words=5, most=None))
    assert [piece["id"] for piece in pieces] == ["n-00000", "n-00001", "n-00002"]
    assert {piece["text"] for piece in pieces} == {"one two three\n\none two three"}
    assert len(list(cut([tmp_path / "n.txt"], n_words=5, most=2))) == 2


def test_multiplied_and_asked(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """An archive three times over has each story three times, and answers every recipe."""
    root = archive(tmp_path / "1", ["a", "b"], tables=tables)
    with opened(root, withheld=False, reading="0" * 12) as store:
        store.add(*failed("c"))
        store.commit()
    (tmp_path / "many").mkdir()
    multiply(root, tmp_path / "many", times=3, report=lambda line: None)
    ids = {one for part in (tmp_path / "many").iterdir() for one in _ids(part)}
    assert len(ids) == 9
    assert set(ask_all(root)) == set(ask_all(tmp_path / "many"))


def _ids(part: Path) -> list[str]:
    found: list[str] = pq.read_table(part / "ledger.parquet")["story_id"].to_pylist()
    return found


def test_war(tmp_path: Path) -> None:
    """Workers are killed while the command runs, the command as often as asked, and it is begun again each time."""
    program = tmp_path / "command.py"
    program.write_text(
        "import subprocess, sys, time\n"
        f"open({str(tmp_path / 'starts')!r}, 'a').write('x')\n"
        f"command = ['_Worker', '-c', {WORKER!r}, {str(tmp_path / 'pids')!r}]\n"
        "worker = subprocess.Popen(command, executable=sys.executable)\n"
        "worker.wait(); time.sleep(0.1)\n"
    )
    told: list[str] = []
    began = time.monotonic()
    war = at_war([sys.executable, str(program)], every=3.0, commands=1, after=1.5, report=told.append)
    assert (war.commands_killed, war.workers_killed) == (1, 1)
    assert (tmp_path / "starts").read_text() == "xx"
    assert time.monotonic() - began < 60
    for pid in map(int, (tmp_path / "pids").read_text().split()):
        try:
            os.kill(pid, 9)
        except ProcessLookupError:
            continue
