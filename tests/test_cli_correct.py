"""Corrections from the terminal."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from irises import reader
from irises.cli import main
from irises.story import Story, correct_folder, load, save
from tests.story.corrections.editions import edition
from tests.web.packed import unpacked

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def late(handmade: Story, tmp_path: Path) -> str:
    """The folder of a story."""
    return str(save(handmade, tmp_path / "late.irises", page="<p>"))


def correct(folder: str, *arguments: str) -> int:
    """The exit status of `irises correct FOLDER ...`."""
    return main(["correct", folder, *arguments])


@pytest.mark.parametrize(
    "arguments",
    [
        ["merge", "her brother", "the doctor"],
        ["split", "Tom Reeve", "the doctor", "--name", "Dr. Marr"],
        ["split", "Tom Reeve", "--mention", "4", "--mention", "5"],
        ["means", "Kate", "4"],
        ["rename", "Kate", "Catherine"],
        ["speaker", "I know", "her brother"],
        ["speaker", "2", "--nobody-known"],
        ["said-to", "I know", "Kate", "her brother"],
        ["said-to", "2", "--nobody"],
        ["said-to", "2", "--nobody-known"],
        ["not-a-person", "Kate", "--category", "VEH"],
        ["same-from", "Kate", "0", "chapter 1"],
        ["dismiss", "events", "1"],
    ],
    ids=" ".join,
)
def test_each_verb(late: str, capsys: Captured, arguments: list[str]) -> None:
    """Each command makes one correction, which is listed, exported, and undone."""
    assert correct(late, *arguments) == 0
    assert capsys.readouterr() == ("1 correction\n", "")
    (row,) = load(late).corrections
    assert (row.verb, row.state) == (arguments[0], "applied")
    assert correct(late, "list") == 0
    assert capsys.readouterr().out.startswith(f"   0  {arguments[0]}: ")
    assert correct(late, "undo") == 0
    assert load(late).corrections == ()


def test_show_and_through_are_corrected(late: str, capsys: Captured) -> None:
    """Every other command shows the story as corrected."""
    correct(late, "rename", "Kate", "Catherine")
    correct(late, "same-from", "Catherine", "her brother", "100%")
    capsys.readouterr()
    main(["show", late, "cast", "--json"])
    cast = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert cast["Catherine"]["same_as"] == [cast["her brother"]["entity_id"]]
    assert main(["through", late, "Catherine"]) == 0
    assert "Catherine" in capsys.readouterr().out
    main(["show", late, "cast"])
    assert "the same as her" in capsys.readouterr().out
    main(["show", late, "identities"])
    assert "her brother" in capsys.readouterr().out


@pytest.mark.parametrize("flags", [[], ["--csv"]])
def test_export_and_import(late: str, handmade: Story, tmp_path: Path, capsys: Captured, flags: list[str]) -> None:
    """What one folder exports another imports."""
    correct(late, "rename", "Kate", "Catherine")
    correct(late, "merge", "the doctor", "her brother")
    out = tmp_path / "corrections"
    assert correct(late, "export", *flags, "--out", str(out)) == 0
    capsys.readouterr()
    assert correct(late, "export", *flags) == 0
    assert capsys.readouterr().out == out.read_bytes().decode()
    other = str(save(edition(handmade, new="A note.\n\n"), tmp_path / "other", page=""))
    assert correct(other, "import", str(out)) == 0
    assert correct(other, "import", str(out)) == 0
    assert capsys.readouterr().out.endswith("2 corrections\n")
    assert [row.name for row in load(other).cast] == [row.name for row in load(late).cast]


def test_import_standard_input(late: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` imports standard input, and what is no correction is refused."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert correct(late, "import", "-") == 2


def test_reading_again_tells_of_corrections(
    late: str, handmade: Story, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """`read --force` keeps corrections, shows the story with them, and tells which could not be placed."""
    correct(late, "rename", "Kate", "Catherine")
    correct(late, "rename", "her brother", "Ned")
    fresh = edition(handmade, new="A note.\n\n")
    without = Story(text=fresh.text.replace("brother", "cat  xx"), tables=fresh.tables, manifest=fresh.manifest)
    monkeypatch.setattr(reader, "read", lambda source, **_: without)
    capsys.readouterr()
    assert main(["read", "late.txt", "--out", late, "--force"]) == 0
    out, err = capsys.readouterr()
    assert err == "irises: kept 2 corrections; could not be placed in this text: 1\n"
    assert "Catherine" in out
    assert "Corrections\n  2 corrections; could not be placed in this text: 1\n" in out
    main(["show", late, "--json"])
    summary = json.loads(capsys.readouterr().out)
    assert (summary["n_corrections"], summary["n_unapplied"]) == (2, 1)
    correct(late, "list")
    assert "1  rename: person her brother, name Ned (“her brother”)  [could not" in capsys.readouterr().out


def test_hostile_names_are_harmless(late: str, capsys: Captured) -> None:
    """A name that was given cannot steer a terminal."""
    correct(late, "rename", "Kate", "\x1b[31mred\u202e")
    correct(late, "list")
    main(["show", late, "cast"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["merge", "Kate"], "Missing argument"),
        (["split", "Kate"], "give either an ALIAS"),
        (["split", "Kate", "Kate", "--mention", "1"], "give either an ALIAS"),
        (["speaker", "I know"], "give either the PERSON"),
        (["marry", "Kate", "Tom"], "No such command 'marry'"),
        (["merge", "Kate", "Frank"], "irises: nobody in the story is called 'Frank'"),
        (["undo"], "irises: there is no correction to undo"),
        (["undo", "7"], "irises: there is no correction to undo"),
    ],
)
def test_wrong_calls(late: str, capsys: Captured, arguments: list[str], words: str) -> None:
    """A wrong call is told on standard error with exit status 2, and changes nothing."""
    assert correct(late, *arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert load(late).corrections == ()


def test_no_folder(tmp_path: Path, capsys: Captured) -> None:
    """A folder that isn't there is told."""
    assert correct(str(tmp_path / "no"), "list") == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_open_shows_the_page_with_corrections(
    late: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    """`open` opens the page in the browser; one that doesn't tell of the corrections yet is made anew first."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(opened.append(address)))
    page = Path(late) / "page.html"
    assert main(["open", late]) == 0
    assert page.read_text(encoding="utf-8") == "<p>"
    correct_folder(late, lambda c: c.rename("Kate", "Catherine"))
    assert main(["open", late]) == 0
    assert "Catherine" in unpacked(page.read_text(encoding="utf-8"), "data")
    assert opened == [page.resolve().as_uri()] * 2
    assert "no browser could be started" in capsys.readouterr().out
    assert main(["open", str(tmp_path / "no")]) == 2
