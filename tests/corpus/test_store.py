"""Parts come and go whole: nothing is lost, nothing is there twice, nothing is half, whatever happens when."""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.digests import digests
from irises.corpus import Archive
from irises.corpus.log import Log
from irises.corpus.store import Store, opened
from irises.corpus.tables import CORPUS_SCHEMAS, LEDGER
from irises.errors import PlanError
from tests.conftest import TEXT
from tests.corpus.conftest import Reading, failed, reading_of

VERSION = "0" * 12


def write(root: Path, *readings: Reading, version: str = VERSION) -> None:
    """A run that ends in peace."""
    with opened(root, withheld=False, reading=version) as store:
        for told, packed in readings:
            store.add(told, packed)
        store.commit()


def ledger(root: Path) -> dict[str, dict[str, Any]]:
    """The ledger's rows by story; no story has two."""
    rows = [
        row for part in sorted(root.glob("part-*")) for row in pq.read_table(part / f"{LEDGER}.parquet").to_pylist()
    ]
    assert max(Counter(row["story_id"] for row in rows).values(), default=1) == 1
    return {row["story_id"]: row for row in rows}


def test_an_archive(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """Every table is there with a leading story_id, in the order of ids; what failed is in the ledger alone."""
    write(tmp_path / "a", reading_of("s/2.txt", tables), failed("s/3.txt"), reading_of("s/1.txt", tables))
    (part,) = (tmp_path / "a").glob("part-*")
    assert {path.stem for path in part.glob("*.parquet")} == {*CORPUS_SCHEMAS, LEDGER}
    for name, schema in CORPUS_SCHEMAS.items():
        table = pq.read_table(part / f"{name}.parquet")
        assert table.schema.names[0] == "story_id"
        assert table.schema.equals(schema)
        assert len(table) == 2 * len(tables.get(name, ()))
    mentions = pq.read_table(part / "mentions.parquet")
    assert mentions["story_id"].to_pylist() == sorted(mentions["story_id"].to_pylist())
    rows = ledger(tmp_path / "a")
    assert [row["status"] for row in rows.values()] == ["ok", "ok", "failed"]
    assert (rows["s/3.txt"]["why"], rows["s/3.txt"]["cure"]) == ("it is empty", "mend it")


def test_a_story_out_of_it(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """One story is a Story again, with its text; one that failed says why."""
    write(tmp_path / "a", reading_of("s/1.txt", tables), failed("s/2.txt"))
    archive = Archive(tmp_path / "a")
    story = archive.story("s/1.txt")
    assert (story.text, story.title, len(story.cast)) == (TEXT, "Late", 3)
    assert archive.table("quotations").count_rows() == 4
    with pytest.raises(PlanError, match="it is empty"):
        archive.story("s/2.txt")
    with pytest.raises(PlanError, match="does not know"):
        archive.story("s/9.txt")


def test_read_anew(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """A story that is read anew takes the place of its old rows; the others stay."""
    root = tmp_path / "a"
    write(root, reading_of("1", tables), reading_of("2", tables), failed("3"))
    write(root, reading_of("4", tables), reading_of("5", {}))
    write(root, reading_of("2", {}, n_words=7), reading_of("3", tables))
    assert [row["n_words"] for row in ledger(root).values()] == [53, 53, 53, 7, 53]
    assert set(pq.read_table(next(root.glob("part-000001")) / "mentions.parquet")["story_id"].to_pylist()) == {"1"}
    assert Archive(root).table("mentions").count_rows() == 3 * len(tables["mentions"])
    write(root, reading_of("4", {}), reading_of("5", {}))
    assert sorted(path.name for path in root.glob("part-*")) == ["part-000001", "part-000003", "part-000004"]


def test_known_by_another_version(tmp_path: Path) -> None:
    """The ledger says by which version of the passes and weights each was read."""
    write(tmp_path / "a", failed("1"), version="a" * 12)
    write(tmp_path / "a", failed("2"), version="b" * 12)
    assert {one: row["reading"] for one, row in ledger(tmp_path / "a").items()} == {"1": "a" * 12, "2": "b" * 12}


def test_not_closed_in_peace(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """What was read before the process was killed becomes a part at the next start."""
    root = tmp_path / "a"
    killed(root, reading_of("1", tables), reading_of("2", tables))
    assert not list(root.glob("part-*"))
    with opened(root, withheld=False, reading=VERSION) as store:
        assert set(store.known) == {"1", "2"}
        assert len(store.parts) == 1
    assert set(ledger(root)) == {"1", "2"}


def killed(root: Path, *readings: Reading) -> None:
    """A run that ends without a word after these readings."""
    with opened(root, withheld=False, reading=VERSION) as store:
        for told, packed in readings:
            store.add(told, packed)


def in_log(path: Path) -> list[str]:
    """The stories whose readings are whole in a log."""
    log = Log(path)
    log.close()
    return [told["story_id"] for told in log.told]


@pytest.mark.parametrize("cut", [1, 100])
def test_half_a_reading(tmp_path: Path, tables: dict[str, pa.Table], cut: int) -> None:
    """What was being written when the process or the machine died is cut off; what was whole before is kept."""
    path = tmp_path / "log"
    log = Log(path)
    for reading in (reading_of("1", tables), reading_of("2", tables)):
        log.append(*reading)
    log.close()
    path.write_bytes(path.read_bytes()[:-cut])
    again = Log(path)
    assert [told["story_id"] for told in again.told] == ["1"]
    again.append(*failed("3"))
    again.close()
    assert in_log(path) == ["1", "3"]


def test_altered_log(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """A reading whose bytes have changed on the disk is not believed, nor what comes after it."""
    path = tmp_path / "log"
    log = Log(path)
    for number in "123":
        log.append(*reading_of(number, tables))
    log.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert in_log(path) == ["1"]


class EndError(BaseException):
    """The process is gone: nothing after it is done."""


class Steps:
    """Lets so many changes of the disk happen, and none after them, as if the process were killed there.

    The removal of a folder is one change, of which half is made when it is the first not to happen.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, last: int) -> None:
        self._left = last
        self._is_inside = False
        self._unlink = os.unlink
        for name in ("rename", "replace", "unlink", "mkdir"):
            monkeypatch.setattr(os, name, self._step(getattr(os, name)))
        monkeypatch.setattr(shutil, "rmtree", self._step(shutil.rmtree, self._half))

    def _step(self, real: Callable[..., Any], half: Callable[..., None] = lambda *_, **__: None) -> Callable[..., Any]:
        def step(*given: Any, **more: Any) -> Any:
            if self._is_inside:
                return real(*given, **more)
            if not self._left:
                half(*given)
                raise EndError
            self._left -= 1
            self._is_inside = True
            try:
                return real(*given, **more)
            finally:
                self._is_inside = False

        return step

    def _half(self, folder: Path) -> None:
        for path in sorted(folder.iterdir())[::2]:
            self._unlink(path)


def test_killed_at_every_step(tmp_path: Path, tables: dict[str, pa.Table], monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before any change that a commit makes on the disk, an archive is whole for who looks, and after the next
    start the same as after a run in peace: with stories read anew, a part that empties, and new ones."""
    before, peace, root = tmp_path / "before", tmp_path / "peace", tmp_path / "a"
    write(before, reading_of("1", tables), reading_of("2", tables))
    write(before, reading_of("3", tables))
    killed(before, reading_of("2", {}, n_words=7), reading_of("3", {}), reading_of("4", tables))
    shutil.copytree(before, peace)
    write(peace)
    wanted, whole = digests(peace), ledger(peace)
    tried = 0

    def act() -> None:
        with opened(root, withheld=False, reading=VERSION):
            pass

    for last in range(500):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(before, root)
        with monkeypatch.context() as patch:
            Steps(patch, last)
            try:
                act()
                is_over = True
            except EndError:
                is_over = False
        seen = ledger(root)
        assert set(seen) <= set(whole)
        if is_over:
            break
        tried += 1
        act()
        assert digests(root) == wanted, f"killed after {last} steps"
        assert not list((root / ".work").glob("[!l]*"))
    assert tried > 12


def test_full_disk(tmp_path: Path, tables: dict[str, pa.Table], monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the run ends with what to do; when there is room again, it goes on from there."""
    root = tmp_path / "a"

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    killed(root, reading_of("1", tables))
    monkeypatch.setattr("irises.corpus.parts.pq.ParquetWriter.write_table", full)
    with pytest.raises(PlanError, match=r"no space left on the disk.*run the same command again"):
        write(root)
    assert not list(root.glob("part-*"))
    assert [path.name for path in (root / ".work").iterdir()] == ["log-000001"]
    monkeypatch.undo()
    write(root, reading_of("2", tables))
    assert set(ledger(root)) == {"1", "2"}


def test_full_disk_in_the_middle_of_a_reading(tmp_path: Path, tables: dict[str, pa.Table]) -> None:
    """A reading that did not fit is not in the log at all."""
    log = Log(tmp_path / "log")
    log.append(*reading_of("1", tables))
    size = log.n_bytes

    class Full:
        def __init__(self, file: Any) -> None:
            self._file, self._left = file, 100

        def write(self, content: memoryview) -> int:
            if not self._left:
                raise OSError(errno.ENOSPC, "No space left on device")
            written = int(self._file.write(content[: self._left]))
            self._left = 0
            return written

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

    real, log._file = log._file, Full(log._file)  # type: ignore[assignment]
    with pytest.raises(OSError, match="No space"):
        log.append(*reading_of("2", tables))
    log._file = real
    assert (tmp_path / "log").stat().st_size == size
    log.append(*reading_of("3", tables))
    log.close()
    assert in_log(tmp_path / "log") == ["1", "3"]


def _altered(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _shorter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


@pytest.mark.parametrize("damage", [_altered, _shorter, Path.unlink])
@pytest.mark.parametrize("name", ["mentions.parquet", "ledger.parquet", "part.json"])
def test_a_damaged_part(tmp_path: Path, tables: dict[str, pa.Table], damage: Callable[[Path], None], name: str) -> None:
    """A part of which anything is not as it was written is set aside whole, and its stories are unknown again."""
    root = tmp_path / "a"
    write(root, reading_of("1", tables), reading_of("2", tables))
    write(root, reading_of("3", tables))
    damage(root / "part-000001" / name)
    with opened(root, withheld=False, reading=VERSION) as store:
        assert set(store.known) == {"3"}
        assert [one.part for one in store.damage] == ["part-000001"]
        assert store.damage[0].aside.is_dir()
    write(root, reading_of("1", tables), reading_of("2", tables))
    assert set(ledger(root)) == {"1", "2", "3"}


def test_whose_folder(tmp_path: Path) -> None:
    """A folder of something else, a file, and an archive made with words or without unlike now are refused."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    write(tmp_path / "a", failed("1"))
    for root, withheld, message in (
        ("mine", False, "holds thesis.txt"),
        ("file", False, "a file of that name"),
        ("a", True, "without --non-consumptive"),
    ):
        with pytest.raises(PlanError, match=message), opened(tmp_path / root, withheld=withheld, reading=VERSION):
            pass


@pytest.mark.skipif(os.name == "nt", reason="folders have no locks there")
def test_one_run_at_a_time(tmp_path: Path) -> None:
    """A second run in the same folder is refused while the first is under way."""
    root = tmp_path / "a"
    with (
        opened(root, withheld=False, reading=VERSION),
        pytest.raises(PlanError, match="another `irises corpus`"),
        opened(root, withheld=False, reading=VERSION),
    ):
        pass


def test_a_story_twice_in_a_run(tmp_path: Path) -> None:
    """A reading that comes again within a run is dropped."""
    with opened(tmp_path / "a", withheld=False, reading=VERSION) as store:
        assert isinstance(store, Store)
        assert store.add(*failed("1"))
        assert not store.add(*failed("1"))
