"""Files that hold many stories, honest and hostile."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from irises.corpus import limits
from irises.corpus.containers import Columns
from irises.corpus.items import Item
from irises.corpus.sources import Sources


def stories(path: Path, **columns: str) -> list[Item]:
    """What is in a file."""
    return list(Sources(given=(str(path),), columns=Columns(**columns)).stories())


def contents(path: Path, **columns: str) -> dict[str, bytes]:
    """The stories in a file, by what comes after the file's own id."""
    found = stories(path, **columns)
    assert not any(item.trouble for item in found)
    return {item.story_id.removeprefix(f"{path.parent.name}/{path.name}"): item.content for item in found}


def only_trouble(path: Path) -> str:
    """The trouble with the one thing in a file."""
    (item,) = stories(path)
    assert item.content == b""
    return item.trouble


def zipped(path: Path, members: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """A ZIP archive of these members."""
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, members: list[tuple[tarfile.TarInfo, bytes]], mode: str = "w") -> Path:
    """A TAR archive of these members."""
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def test_zip(tmp_path: Path) -> None:
    """Members that may be stories, whatever folder they are in; what a Mac adds, and pictures, are not."""
    path = zipped(
        tmp_path / "s.zip", {"a.txt": b"A", "d/b.html": b"B", "__MACOSX/._a.txt": b"x", "i.png": b"x", "d/.c.txt": b"x"}
    )
    assert contents(path) == {"/a.txt": b"A", "/d/b.html": b"B"}


def test_a_book_called_zip(tmp_path: Path) -> None:
    """An EPUB is a story, also where it is called .zip."""
    path = zipped(tmp_path / "book.zip", {"META-INF/container.xml": b"<x/>", "a.xhtml": b"A"})
    assert list(contents(path)) == [""]


@pytest.mark.parametrize(("ending", "mode"), [("tar", "w"), ("tar.gz", "w:gz"), ("tbz2", "w:bz2"), ("tar.xz", "w:xz")])
def test_tar(tmp_path: Path, ending: str, mode: str) -> None:
    """Members, packed in any of the usual ways."""
    members = [(tarfile.TarInfo("d/a.txt"), b"A"), (tarfile.TarInfo("b.md"), b"B"), (tarfile.TarInfo("c.css"), b"x")]
    assert contents(tarred(tmp_path / f"s.{ending}", members, mode)) == {"/d/a.txt": b"A", "/b.md": b"B"}


def _zstd(content: bytes) -> bytes:
    packed: bytes = pa.compress(content, codec="zstd", asbytes=True)
    return packed


@pytest.mark.parametrize(
    ("ending", "pack"),
    [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", _zstd)],
)
def test_json_lines(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    """A story a line, by number or by its own id, and each line's trouble is its own."""
    lines = [
        json.dumps({"text": "One “é”.", "id": "x"}), "", json.dumps({"text": "Two.", "id": 7}), "{broken", "[1]",
        json.dumps({"body": "no"}),
    ]  # fmt: skip
    path = tmp_path / f"s.jsonl{ending}"
    path.write_bytes(pack("\n".join(lines).encode()))
    found = stories(path)
    assert [item.key for item in found] == ["1", "3", "4", "5", "6"]
    assert [item.content.decode() for item in found[:2]] == ["One “é”.", "Two."]
    assert [item.trouble[:14] for item in found[2:]] == ["is no JSON (Ex", "is no JSON obj", "has no field '"]
    assert [item.story_id.partition("#")[2] for item in stories(path, id="id")[:2]] == ["x", "7"]


def test_json_lines_of_another_kind(tmp_path: Path) -> None:
    """If the first line has no such field, the file has trouble as a whole, and the fields are named."""
    path = tmp_path / "s.jsonl"
    path.write_text('{"body": "One."}\n{"body": "Two."}\n')
    assert "has no field 'text'" in only_trouble(path)
    assert "body" in only_trouble(path)
    assert len(contents(path, text="body")) == 2


def test_parquet(tmp_path: Path) -> None:
    """A story a row; what is null is empty, and told so by who reads it."""
    path = tmp_path / "s.parquet"
    pq.write_table(pa.table({"text": ["One.", None, "Three."], "id": ["a", "b", None]}), path)
    assert contents(path, id="id") == {"#a": b"One.", "#b": b"", "#3": b"Three."}
    assert "has no column 'body'" in stories(path, text="body")[0].trouble


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/etc/x.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt"])
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    """Such a member isn't read, and nothing is written anywhere."""
    before = sorted(tmp_path.rglob("*"))
    assert "leads out of the archive" in only_trouble(zipped(tmp_path / "s.zip", {name: b"x"}))
    assert "leads out of the archive" in only_trouble(tarred(tmp_path / "s.tar", [(tarfile.TarInfo(name), b"x")]))
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "s.zip", tmp_path / "s.tar"])


def test_links_and_devices(tmp_path: Path) -> None:
    """Links in archives lead nowhere, and devices are no stories."""
    link = zipfile.ZipInfo("l.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "symbolic link" in only_trouble(tmp_path / "s.zip")
    members = []
    for name, kind in (("s.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("d.txt", tarfile.CHRTYPE)):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        members.append((info, b""))
    found = stories(tarred(tmp_path / "s.tar", members))
    assert [item.content for item in found] == [b""] * 3
    assert ["link" in item.trouble for item in found] == [True, True, False]
    assert "ordinary" in found[2].trouble


def test_a_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that bursts is not unpacked; many that burst together end the archive."""
    monkeypatch.setattr(limits, "GRACE", 2**16)
    assert "zip bomb" in only_trouble(zipped(tmp_path / "one.zip", {"a.txt": bytes(2**20)}))
    many = {f"{number}.txt": bytes(2**15) for number in range(40)}
    found = stories(zipped(tmp_path / "many.zip", many))
    assert "zip bomb" in found[-1].trouble
    assert len(found) < len(many)


@pytest.mark.parametrize("ending", ["tar.gz", "jsonl.gz"])
def test_a_stream_that_bursts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """A packed stream is read no further than its size explains."""
    monkeypatch.setattr(limits, "GRACE", 2**16)
    path = tmp_path / f"s.{ending}"
    if ending == "tar.gz":
        tarred(path, [(tarfile.TarInfo("a.bin"), bytes(2**24)), (tarfile.TarInfo("b.txt"), b"B")], "w:gz")
    else:
        path.write_bytes(gzip.compress(b" " * 2**24))
    assert "zip bomb" in only_trouble(path)


def test_a_parquet_file_that_bursts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that a small file holds a thousand times is read no further than its size explains."""
    monkeypatch.setattr(limits, "GRACE", 2**16)
    path = tmp_path / "s.parquet"
    pq.write_table(pa.table({"text": ["x" * 10_000] * 1000}), path)
    found = stories(path)
    assert "zip bomb" in found[-1].trouble
    assert len(found) < 1000


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story has a largest size, wherever it is, and the others are read."""
    monkeypatch.setattr(limits, "STORY", 1000)
    (tmp_path / "b.txt").write_bytes(b"x" * 1001)
    members = {"a.txt": b"x" * 1001, "b.txt": b"B"}
    zipped(tmp_path / "s.zip", members, packing=zipfile.ZIP_STORED)
    tarred(tmp_path / "s.tar", [(tarfile.TarInfo(name), content) for name, content in members.items()])
    pq.write_table(pa.table({"text": [content.decode() for content in members.values()]}), tmp_path / "s.parquet")
    found = {item.story_id.partition("/")[2]: item for item in stories(tmp_path)}
    for name in ("b.txt", "s.zip/a.txt", "s.tar/a.txt", "s.parquet#1"):
        assert "1,000" in found[name].trouble, name
    for name in ("s.zip/b.txt", "s.tar/b.txt", "s.parquet#2"):
        assert found[name].content == b"B"
    (tmp_path / "long.jsonl").write_text(json.dumps({"text": "x" * 2000}) + "\n")
    assert "longer than 1,000 bytes" in only_trouble(tmp_path / "long.jsonl")


def test_archives_in_archives(tmp_path: Path) -> None:
    """They are not opened, and what to do is said."""
    assert "unpack it" in only_trouble(zipped(tmp_path / "s.zip", {"inner.zip": b"x"}))


def test_huge_lists_and_headers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ZIP archive's list of contents and a TAR archive's long names have bounds."""
    monkeypatch.setattr(limits, "CONTENTS", 1000)
    many = zipped(tmp_path / "s.zip", {f"{number}.txt": b"" for number in range(100)})
    assert "more members" in only_trouble(many)
    monkeypatch.setattr(limits, "HEADER", 1000)
    long = tarred(tmp_path / "s.tar", [(tarfile.TarInfo("n" * 5000 + ".txt"), b"x")])
    assert "larger than any name" in only_trouble(long)


@pytest.mark.parametrize("ending", ["zip", "tar", "tar.gz", "jsonl.gz", "parquet"])
def test_no_archive_at_all(tmp_path: Path, ending: str) -> None:
    """A file that isn't what it is called has trouble as a whole."""
    (tmp_path / f"s.{ending}").write_bytes(b"This is no archive, and long enough to be looked at." * 20)
    (item,) = stories(tmp_path / f"s.{ending}")
    assert item.trouble


def _samples(folder: Path) -> dict[str, bytes]:
    """A small archive of each kind."""
    text = b"\n".join(json.dumps({"text": f"Line {number}."}).encode() for number in range(20))
    pq.write_table(pa.table({"text": [f"Row {number}." for number in range(20)]}), folder / "p")
    return {
        "zip": zipped(folder / "z", {f"{number}.txt": b"Some text." * 9 for number in range(5)}).read_bytes(),
        "tar": tarred(folder / "t", [(tarfile.TarInfo(f"{number}.txt"), b"T") for number in range(5)]).read_bytes(),
        "jsonl.gz": gzip.compress(text),
        "parquet": (folder / "p").read_bytes(),
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["zip", "tar", "jsonl.gz", "parquet"]), data=st.data())
def test_damage_is_told_and_never_raised(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    """Bytes changed or cut off anywhere give stories or trouble, and no other end."""
    folder = tmp_path_factory.mktemp("damage")
    content = bytearray(_samples(folder)[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = folder / f"s.{kind}"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    assert all(isinstance(item, Item) for item in stories(path))
