"""What is given, as a stream of stories with ids that stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from irises.corpus.items import Item, distinct
from irises.corpus.sources import Sources
from irises.errors import PlanError


@pytest.fixture
def novels(tmp_path: Path) -> Path:
    """A folder with stories, and with what is none."""
    folder = tmp_path / "novels"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_text("B.")
    (folder / "a.html").write_text("<p>A.</p>")
    (folder / "deep" / "c.md").write_text("C.")
    (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / ".hidden.txt").write_text("no")
    return folder


def ids(*given: str | Path, **more: Path) -> list[str]:
    """The ids of the stories under what is given."""
    return [item.story_id for item in Sources(given=tuple(map(str, given)), **more).stories()]


def test_a_folder(novels: Path) -> None:
    """Stories below it, in the order of names, hidden files and other kinds left out and these counted."""
    sources = Sources(given=(str(novels),))
    found = list(sources.stories())
    assert [item.story_id for item in found] == ["novels/a.html", "novels/b.txt", "novels/deep/c.md"]
    assert [item.content for item in found] == [b"<p>A.</p>", b"B.", b"C."]
    assert sources.passed == {".jpg": 1}


def test_ids_are_the_same_however_it_is_given(novels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder, its files one by one, a glob, and a path from within give a story one id."""
    assert ids(novels / "b.txt") == ["novels/b.txt"]
    assert ids(f"{novels}/**/*.txt") == ["novels/b.txt"]
    assert ids(f"{novels}/*") == ["novels/a.html", "novels/b.txt", "novels/deep/c.md"]
    monkeypatch.chdir(novels)
    assert ids(".") == ["novels/a.html", "novels/b.txt", "novels/deep/c.md"]


def test_no_id_twice(novels: Path) -> None:
    """The same story given twice is two, and the second says so."""
    assert ids(novels / "b.txt", novels / "b.txt") == ["novels/b.txt", "novels/b.txt~2"]
    twice = [Item(story_id=one, source="") for one in ("a", "a", "a~2", "a")]
    assert [item.story_id for item in distinct(twice)] == ["a", "a~2", "a~2~2", "a~3"]


def test_nothing_there(tmp_path: Path) -> None:
    """A name under which there is nothing, and a pattern that nothing matches, are refused before anything is read."""
    with pytest.raises(PlanError, match="nothing of that name"):
        Sources(given=(str(tmp_path / "no"),)).check()
    with pytest.raises(PlanError, match="nothing of that name"):
        Sources(given=(f"{tmp_path}/*.txt",)).check()


def test_what_irises_wrote_is_passed_over(novels: Path) -> None:
    """Folders of stories and archives that lie among the sources, and the one that is written, are no sources."""
    story, archive, out = novels / "a.irises", novels / "archive", novels / "out"
    for folder in (story, archive / "part-000001", out):
        folder.mkdir(parents=True)
    for path in (
        story / "manifest.json",
        story / "text.txt",
        archive / "corpus.json",
        archive / "part-000001" / "x.txt",
    ):
        path.write_text("x")
    (out / "b.txt").write_text("x")
    assert ids(novels, leave_out=out) == ["novels/a.html", "novels/b.txt", "novels/deep/c.md"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_lead_nowhere_else(novels: Path, tmp_path: Path) -> None:
    """A link to a file in the same folder is followed; one that leads out of it, or to a folder, is told of."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (novels / "deep" / "same.txt").symlink_to(novels / "b.txt")
    (novels / "deep" / "out.txt").symlink_to(secret)
    (novels / "deep" / "up").symlink_to(novels)
    found = {item.story_id: item for item in Sources(given=(str(novels),)).stories()}
    assert found["novels/deep/same.txt"].content == b"B."
    for name in ("out.txt", "up"):
        assert "symbolic link" in found[f"novels/deep/{name}"].trouble
        assert found[f"novels/deep/{name}"].content == b""


@pytest.mark.skipif(os.name == "nt", reason="there are none there")
def test_a_pipe_does_not_hang(novels: Path) -> None:
    """What is no ordinary file is told of, whatever it is called."""
    os.mkfifo(novels / "p.txt")
    os.mkfifo(novels / "p.zip")
    troubles = [item.trouble for item in Sources(given=(str(novels),)).stories() if item.trouble]
    assert len(troubles) == 2
    assert all("no ordinary file" in trouble for trouble in troubles)
