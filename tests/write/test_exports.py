"""Exports by name: written whole or not at all, as they were before, and harmless whatever a story is called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from irises.cli import main
from irises.errors import PlanError
from irises.story import Story, save
from irises.write.exports import EXPORTS, export

GOLDEN = Path(__file__).parent / "golden"
_NOT_AS_TEXT = {"docbin", "sqlite", "epub", "csv", "jsonl"}
"""Exports that tests of their own read back: three are packed, two repeat the tables."""


def contents(path: Path) -> dict[str, bytes]:
    """The files of an export, by name."""
    files = path.iterdir() if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("form", sorted(set(EXPORTS) - _NOT_AS_TEXT))
def test_golden(worded: Story, tmp_path: Path, form: str) -> None:
    """An export is what it was; `IRISES_GOLDEN=write` writes the golden files anew, to be looked at."""
    name = f"late{EXPORTS[form].suffix}"
    if os.environ.get("IRISES_GOLDEN") == "write":
        export(worded, form, GOLDEN / name, force=True)
    assert contents(export(worded, form, tmp_path / name)) == contents(GOLDEN / name)


@pytest.mark.parametrize("form", EXPORTS)
def test_the_same_twice(worded: Story, tmp_path: Path, form: str) -> None:
    """The same story gives the same bytes."""
    first, second = (contents(export(worded, form, tmp_path / f"{i}", name="late")) for i in "12")
    assert list(first.values()) == list(second.values())


@pytest.mark.parametrize("form", EXPORTS)
def test_any_story_can_be_written(hostile: Story, handmade: Story, tmp_path: Path, form: str) -> None:
    """Hostile names, a story without words, one that has not begun, one half read: each export can be written."""
    for number, story in enumerate((hostile, handmade, hostile.until(0), hostile.until("40%"))):
        assert export(story, form, tmp_path / f"{number}").exists()


@pytest.mark.parametrize("form", sorted(set(EXPORTS) - {"docbin", "sqlite", "epub"}))
def test_nothing_of_what_is_to_come(worded: Story, tmp_path: Path, form: str) -> None:
    """Up to a position, no export has words or names from behind it."""
    early = worded.until(worded.text.index("Chapter Two"))
    for name, content in contents(export(early, form, tmp_path / "early")).items():
        for word in ("Tom", "letter", "brother"):
            assert word.encode() not in content, name


def test_something_is_there(worded: Story, tmp_path: Path) -> None:
    """What is there is replaced only if that is asked for, and a folder only if all in it is of the export."""
    file, folder = tmp_path / "late.gexf", tmp_path / "late.booknlp"
    for form, path in (("gexf", file), ("booknlp", folder)):
        export(worded, form, path)
        with pytest.raises(PlanError, match="--force"):
            export(worded, form, path)
        export(worded, form, path, force=True)
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(PlanError, match=r"holds notes\.txt"):
        export(worded, "booknlp", folder, force=True)
    with pytest.raises(PlanError, match="a file of that name"):
        export(worded, "booknlp", file, force=True)
    with pytest.raises(PlanError, match="a folder of that name"):
        export(worded, "gexf", folder, force=True)
    assert sorted(os.listdir(tmp_path)) == ["late.booknlp", "late.gexf"]
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("form", ["gexf", "booknlp"])
def test_interrupted(worded: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Ended while it is written, an export leaves what was there and nothing else."""
    old = contents(export(worded, form, tmp_path / "late"))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    for path in (tmp_path / "late", tmp_path / "new" / "late"):
        with pytest.raises(KeyboardInterrupt):
            export(worded, form, path, force=True)
    assert os.listdir(tmp_path) == ["late"]
    assert contents(tmp_path / "late") == old


def test_unknown_export(worded: Story, tmp_path: Path) -> None:
    """A form that there is not names those that there are."""
    with pytest.raises(PlanError, match="booknlp, tei, gexf"):
        export(worded, "pdf", tmp_path / "late.pdf")


def test_names(worded: Story, tmp_path: Path) -> None:
    """The files go by the name of what is written, without its ending, or by a name that is given."""
    assert "late.book.html" in contents(export(worded, "booknlp", tmp_path / "late.booknlp"))
    assert "late.tokens" in contents(export(worded, "booknlp", tmp_path / "late"))
    assert "emma.tokens" in contents(export(worded, "booknlp", tmp_path / "x", name="emma"))


def test_command(
    worded: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`irises export` writes here by default, prints where, and knows positions and what is there."""
    folder = str(save(worded, tmp_path / "late.irises", page="<p>"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert main(["export", folder, "--to", "tei"]) == 0
    assert capsys.readouterr().out == "late.tei.xml\n"
    assert main(["export", folder, "--to", "tei"]) == 2
    assert "use --force" in capsys.readouterr().err
    assert main(["export", folder, "--to", "tei", "--force", "--until", "chapter 1"]) == 0
    assert b"Tom" not in Path("late.tei.xml").read_bytes()
    assert main(["export", folder, "--to", "casting", "--out", "a/b.txt"]) == 0
    assert main(["export", folder, "--to", "pdf"]) == 2
    assert sorted(os.listdir()) == ["a", "late.tei.xml"]


def test_command_names_every_export(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of the command names the exports that there are."""
    main(["export", "--help"])
    words = capsys.readouterr().out.replace(",", " ").replace(".", " ").split()
    assert set(EXPORTS) <= set(words)
