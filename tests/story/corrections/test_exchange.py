"""Corrections as files, and in the folder of a story."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from irises import reader
from irises.errors import PlanError, SourceError
from irises.story import Story, check_destination, load, locked, save
from irises.story.corrections.exchange import changes_in, to_csv, to_json
from irises.web.correcting import correct
from tests.story.corrections.editions import edition
from tests.web.packed import unpacked


@pytest.fixture
def corrected(handmade: Story) -> Story:
    """The hand-made story with three corrections."""
    story = handmade.correct.rename("Kate", "Cathérine, “Kit”\n")
    return story.correct.speaker("I know", "her brother").correct.merge("her brother", "the doctor")


@pytest.fixture
def folder(handmade: Story, tmp_path: Path) -> Path:
    """A saved story."""
    return save(handmade, tmp_path / "late.irises", page="old")


@pytest.mark.parametrize("written", [to_json, to_csv])
def test_there_and_back(handmade: Story, corrected: Story, written: object) -> None:
    """Both kinds of file bring the same corrections to another copy of the story, each only once."""
    content = written(corrected.table("corrections")).encode()  # type: ignore[operator]
    story = handmade.correct.add(changes_in(content))
    assert story.table("corrections").equals(corrected.table("corrections"))
    assert story.correct.add(changes_in(content)).table("corrections").num_rows == 3
    assert [person.name for person in story.cast] == [person.name for person in corrected.cast]


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "{}", '{"format": 2, "corrections": []}', "a,b\n1,2\n", "\x00", "[" * 100_000, "{" * 100_000),
        *("verb,arguments,anchor,made_at\nmerge\n", "verb,arguments,anchor,made_at\nmerge,{,{},x\n"),
    ],
)
def test_other_files_are_refused(content: str) -> None:
    """What is no file of corrections is said not to be one."""
    with pytest.raises(PlanError, match="no file of corrections"):
        changes_in(content.encode())


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ({"verb": "marry"}, "there is no correction 'marry'"),
        ({"verb": ["merge"]}, "there is no correction"),
        ({"made_at": 3}, "when it was made"),
        ({"arguments": {}}, "its arguments are person, name"),
        ({"arguments": {"person": "Kate", "name": 3}}, "name is no text"),
        ({"anchor": {"person": []}}, "person has no anchor"),
        ({"anchor": {"person": [3]}}, "person is a list of anchors"),
        ({"anchor": {"person": [{}]}}, "an anchor's start"),
        ({"anchor": []}, "fastened by person"),
    ],
)
def test_odd_rows_are_named(corrected: Story, odd: dict[str, object], words: str) -> None:
    """A row that is no correction is named, and nothing is imported."""
    record = json.loads(to_json(corrected.table("corrections")))
    record["corrections"][0] |= odd
    with pytest.raises(PlanError, match=f"correction 1 of the file.*{words}"):
        changes_in(json.dumps(record).encode())


# In the folder


def test_correcting_a_folder(folder: Path, handmade: Story) -> None:
    """Corrections are written beside the reading, which stays as it was; page and manifest follow."""
    correct(folder, lambda c: c.rename("Kate", "Catherine"))
    assert load(folder).cast[1].name == "Catherine"
    assert "Catherine" in unpacked((folder / "page.html").read_text(encoding="utf-8"), "data")
    tables = pq.read_table(folder / "entities.parquet")["name"].to_pylist()
    assert tables == handmade.table("entities")["name"].to_pylist()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"]["corrections.parquet"]["rows"] == 1
    correct(folder, lambda c: c.undo())
    assert load(folder).corrections == ()


def test_reading_again_keeps_corrections(folder: Path, handmade: Story) -> None:
    """A longer edition, read by a version that counts people otherwise, keeps what was corrected."""
    correct(folder, lambda c: c.merge("her brother", "the doctor"))
    correct(folder, lambda c: c.rename("Kate", "Catherine"))
    longer = edition(handmade, at=0, new="Dedicated to Kate.\n\n", order=(3, 1, 0, 2))
    reader.save(longer, folder, force=True)
    story = load(folder)
    assert story.text.startswith("Dedicated")
    assert [row.state for row in story.corrections] == ["applied", "applied"]
    assert [person.name for person in story.cast] == ["Tom Reeve", "Catherine"]


def test_what_a_loaded_story_undid_stays_undone(folder: Path) -> None:
    """Saving a story that was loaded and corrected is the last word on its corrections."""
    correct(folder, lambda c: c.rename("Kate", "Catherine"))
    reader.save(load(folder).correct.undo(), folder, force=True)
    assert load(folder).corrections == ()


def test_another_story_in_its_place(folder: Path, handmade: Story) -> None:
    """Corrections that fit nothing in what is there now are kept, and said to be unapplied."""
    correct(folder, lambda c: c.rename("Kate", "Catherine"))
    text = "x" * len(handmade.text)
    other = Story(text=text, tables={"story": handmade.table("story")}, manifest=handmade.manifest)
    reader.save(other, folder, force=True)
    assert [row.state for row in load(folder).corrections] == ["unapplied"]


def test_damaged_corrections_are_not_overwritten(folder: Path, handmade: Story) -> None:
    """Corrections that cannot be read stop a new reading before it begins, and the folder stays."""
    (folder / "corrections.parquet").write_bytes(b"torn")
    for attempt in (lambda: load(folder), lambda: check_destination(folder, force=True)):
        with pytest.raises(SourceError, match=r"corrections\.parquet is damaged"):
            attempt()
    with pytest.raises(SourceError):
        reader.save(handmade, folder, force=True)
    assert (folder / "corrections.parquet").read_bytes() == b"torn"


@pytest.mark.parametrize("call", range(6))
def test_ended_in_the_middle(folder: Path, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    """Wherever a change is interrupted, the folder loads, with the correction or without, and can be replaced."""
    calls, fsync = iter(range(100)), os.fsync

    def interrupted(handle: int) -> None:
        if next(calls) == call:
            raise KeyboardInterrupt
        fsync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            correct(folder, lambda c: c.rename("Kate", "Catherine"))
    story = load(folder)
    assert story.table("corrections").num_rows == (0 if call == 0 else 1)
    check_destination(folder, force=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no lock for folders")
def test_two_at_once(folder: Path) -> None:
    """Of two who correct one folder at the same time, neither loses anything."""
    names = [f"Kate {n}" for n in range(4)]
    writers = [threading.Thread(target=correct, args=(folder, lambda c, n=n: c.rename("Tom", n))) for n in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(json.loads(row.arguments)["name"] for row in load(folder).corrections) == names
    with locked(folder), locked(folder.parent / "nowhere"):
        pass
