"""Writing a story's folder, and loading it."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from irises.annotation import SCHEMAS, TABLES, table_from_rows
from irises.errors import PlanError, SourceError
from irises.story import Story, check_destination, load, save

FILES = {"text.txt", "manifest.json", "page.html", *(f"{name}.parquet" for name in TABLES)}


@pytest.fixture
def folder(handmade: Story, tmp_path: Path) -> Path:
    """A saved story."""
    return save(handmade, tmp_path / "late.irises", page="<p>page</p>")


def content(folder: Path) -> dict[str, bytes]:
    """Every file's bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_file_is_written(folder: Path, handmade: Story) -> None:
    """The folder holds text, manifest, page and each table with its full schema, and nothing else."""
    assert {path.name for path in folder.iterdir()} == FILES
    assert (folder / "text.txt").read_bytes() == handmade.text.encode()
    assert (folder / "page.html").read_text() == "<p>page</p>"
    for name in TABLES:
        assert pq.read_table(folder / f"{name}.parquet").schema.equals(SCHEMAS[name]), name


def test_manifest_says_what_is_there(folder: Path, handmade: Story) -> None:
    """The manifest has versions, warnings, and each file's digest, with rows for tables."""
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == FILES - {"manifest.json"}
    for name, entry in manifest["files"].items():
        assert entry["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert entry["bytes"] == (folder / name).stat().st_size
    assert manifest["files"]["mentions.parquet"]["rows"] == handmade.table("mentions").num_rows
    assert manifest["warnings"] == ["It is very short."]
    assert manifest["passes"] == {"hand": 1}


def test_loaded_story_is_the_saved_one(folder: Path, handmade: Story) -> None:
    """Text, tables and warnings come back as they were."""
    story = load(folder)
    assert story.text == handmade.text
    assert story.warnings == handmade.warnings
    for name in TABLES:
        assert story.table(name).equals(handmade.table(name)), name


def test_loading_needs_no_model(folder: Path) -> None:
    """Loading and looking at the cast imports neither the tokenizer's nor the model's libraries."""
    code = (
        "import sys, irises; story = irises.load(sys.argv[1]); print(len(story.cast));"
        "print([m for m in ('openvino', 'spacy', 'tokenizers', 'lxml', 'click') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    assert answer.stdout.split("\n")[:2] == ["3", "[]"]


def test_text_is_kept_to_the_letter(handmade: Story, tmp_path: Path) -> None:
    """Letters outside the basic plane and odd line separators survive."""
    text = "A\u2028b\x0bc\u00a0\U0001f40b\ufffd\n"
    row = handmade.table("story").to_pylist()[0] | {"end": len(text), "n_chars": len(text)}
    odd = replace(handmade, text=text, tables={"story": table_from_rows("story", [row])})
    assert load(save(odd, tmp_path / "odd", page="")).text == text


def test_existing_folder_is_refused(folder: Path, handmade: Story) -> None:
    """Without force nothing of an existing folder changes."""
    before = content(folder)
    with pytest.raises(PlanError, match="--force"):
        save(handmade, folder, page="new")
    assert content(folder) == before


def test_empty_folder_is_refused_without_force(handmade: Story, tmp_path: Path) -> None:
    """An empty folder of that name is somebody's, too."""
    (tmp_path / "mine").mkdir()
    with pytest.raises(PlanError, match="--force"):
        save(handmade, tmp_path / "mine", page="")
    assert load(save(handmade, tmp_path / "mine", page="", force=True)).title == "Late"


def test_force_replaces(folder: Path, handmade: Story) -> None:
    """With force an Irises folder is replaced whole, and nothing is left beside it."""
    (folder / "events.parquet").unlink()
    (folder / ".DS_Store").write_bytes(b"x")
    save(handmade, folder, page="new", force=True)
    assert {path.name for path in folder.iterdir()} == FILES
    assert (folder / "page.html").read_text() == "new"
    assert os.listdir(folder.parent) == ["late.irises"]


@pytest.mark.parametrize("name", ["notes.txt", "events.csv"])
def test_force_spares_what_is_not_ours(folder: Path, handmade: Story, name: str) -> None:
    """A folder that holds somebody's own file is not replaced, not even with force."""
    (folder / name).write_text("mine")
    before = content(folder)
    with pytest.raises(PlanError, match=f"holds {name}"):
        save(handmade, folder, page="new", force=True)
    assert content(folder) == before


def test_force_spares_other_folders(handmade: Story, tmp_path: Path) -> None:
    """A folder without a manifest is no Irises folder, whatever the names in it."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "text.txt").write_text("my novel")
    with pytest.raises(PlanError, match="not an Irises folder"):
        save(handmade, other, page="", force=True)
    assert (other / "text.txt").read_text() == "my novel"


def test_file_in_the_way(handmade: Story, tmp_path: Path) -> None:
    """A file of the folder's name, or on the way to it, is never touched."""
    (tmp_path / "file").write_text("mine")
    for target in (tmp_path / "file", tmp_path / "file" / "deep"):
        with pytest.raises(PlanError):
            save(handmade, target, page="", force=True)
    assert (tmp_path / "file").read_text() == "mine"


def test_missing_parents_are_made(handmade: Story, tmp_path: Path) -> None:
    """Folders above the target are made as needed."""
    assert load(save(handmade, tmp_path / "a" / "b" / "late", page="")).title == "Late"


def test_link_stays_a_link(folder: Path, handmade: Story, tmp_path: Path) -> None:
    """A link to a folder is followed, not replaced."""
    link = tmp_path / "link"
    link.symlink_to(folder)
    save(handmade, link, page="new", force=True)
    assert link.is_symlink()
    assert (folder / "page.html").read_text() == "new"


REFUSALS = [(errno.EACCES, "no permission"), (errno.EROFS, "no permission"), (errno.EIO, "cannot be written")]


def refuse(code: int, *, after: int = 0) -> Callable[..., Any]:
    """A function that fails with the system's error, from a later call on."""
    calls = iter(range(10_000))

    def refused(*_: Any, **__: Any) -> None:
        if next(calls) >= after:
            raise OSError(code, os.strerror(code))

    return refused


@pytest.mark.parametrize("after", [0, 3, 20])
@pytest.mark.parametrize("existing", [False, True])
def test_full_disk(
    handmade: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int, existing: bool
) -> None:
    """A disk that fills up is named; an older folder stays, and no half of a new one."""
    target = tmp_path / "deep" / "late"
    if existing:
        save(handmade, target, page="old")
    monkeypatch.setattr(os, "fsync", refuse(errno.ENOSPC, after=after))
    with pytest.raises(PlanError, match="no space left"):
        save(handmade, target, page="new", force=True)
    assert os.listdir(tmp_path) == (["deep"] if existing else [])
    if existing:
        assert os.listdir(tmp_path / "deep") == ["late"]
        assert (target / "page.html").read_text() == "old"
        assert load(target).title == "Late"


@pytest.mark.parametrize(("code", "words"), REFUSALS)
def test_no_permission(handmade: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str) -> None:
    """What the system refuses is said with a cure, and nothing is left."""
    monkeypatch.setattr(Path, "mkdir", refuse(code))
    with pytest.raises(PlanError, match=f"{words}.*--out"):
        save(handmade, tmp_path / "late", page="")
    assert os.listdir(tmp_path) == []


def test_no_permission_is_seen_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be written is refused before any reading."""
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    with pytest.raises(PlanError, match="no permission"):
        check_destination(tmp_path / "deep" / "late")


@pytest.mark.parametrize("failing", [0, 1])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.EIO, "broken")])
def test_interrupted_replacing(
    folder: Path, handmade: Story, monkeypatch: pytest.MonkeyPatch, failing: int, error: BaseException
) -> None:
    """Whichever of the two renames is interrupted, the old folder is there as it was."""
    before = content(folder)
    rename, calls = os.rename, iter(range(10))

    def interrupted(source: Path, target: Path) -> None:
        if next(calls) == failing:
            raise error
        rename(source, target)

    monkeypatch.setattr(os, "rename", interrupted)
    with pytest.raises((KeyboardInterrupt, PlanError)):
        save(handmade, folder, page="new", force=True)
    assert content(folder) == before
    assert os.listdir(folder.parent) == ["late.irises"]


def test_interrupted_writing(handmade: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of writing leaves nothing behind."""
    calls = iter(range(100))

    def interrupted(_: int) -> None:
        if next(calls) == 7:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(handmade, tmp_path / "late", page="")
    assert os.listdir(tmp_path) == []


def test_folder_that_appears_meanwhile(handmade: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that another process writes in the same moment is not overwritten."""
    target, rename = tmp_path / "late", os.rename

    def too_late(source: Path, destination: Path) -> None:
        target.mkdir()
        (target / "text.txt").write_text("the other's")
        rename(source, destination)

    monkeypatch.setattr(os, "rename", too_late)
    with pytest.raises(PlanError, match="meanwhile"):
        save(handmade, target, page="")
    assert content(target) == {"text.txt": b"the other's"}
    assert os.listdir(tmp_path) == ["late"]


@pytest.mark.parametrize("name", ["text.txt", "quotations.parquet", "emotions.parquet"])
def test_altered_file_is_named(folder: Path, name: str) -> None:
    """A file that is not as it was written is named, with what to do."""
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(SourceError, match=f"{name} is not as it was written.*--force"):
        load(folder)


@pytest.mark.parametrize("name", ["text.txt", "quotations.parquet"])
def test_missing_file_is_named(folder: Path, name: str) -> None:
    """A file that is gone is named, with what to do."""
    (folder / name).unlink()
    with pytest.raises(SourceError, match=f"{name} is missing"):
        load(folder)


def test_page_is_not_needed(folder: Path) -> None:
    """A story loads without its page, which can be made again."""
    (folder / "page.html").unlink()
    assert load(folder).title == "Late"


def test_no_irises_folder(tmp_path: Path) -> None:
    """A folder of another kind, a file and nothing at all are told apart from damage."""
    (tmp_path / "file").write_text("x")
    kinds = [(tmp_path, "not a folder that Irises"), (tmp_path / "file", "not a folder"), (tmp_path / "no", "no such")]
    for path, words in kinds:
        with pytest.raises(PlanError, match=words):
            load(path)


@pytest.mark.parametrize("manifest", ["", "{", "[]", "{}", '{"format": 1}', '"x"', "\udcff"])
def test_damaged_manifest(folder: Path, manifest: str) -> None:
    """A manifest that cannot be understood is damage, not a crash."""
    (folder / "manifest.json").write_bytes(manifest.encode("utf-8", "surrogateescape"))
    with pytest.raises(SourceError, match=r"manifest\.json is damaged"):
        load(folder)


def test_newer_folder(folder: Path) -> None:
    """A folder that a newer Irises wrote asks for an upgrade."""
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 99, "irises": "9.0"}))
    with pytest.raises(PlanError, match=r"Irises 9\.0, which is newer"):
        load(folder)


def test_bounded_story_is_not_saved(handmade: Story, tmp_path: Path) -> None:
    """Files hold the whole reading."""
    with pytest.raises(PlanError, match="whole"):
        save(handmade.until("50%"), tmp_path / "half", page="")


def test_loading_is_quick(folder: Path) -> None:
    """A small story loads in a fraction of a second."""
    began = time.process_time()
    load(folder)
    assert time.process_time() - began < 0.5


def _made_to_agree(folder: Path, name: str, content: bytes) -> None:
    """Writes a file of a folder, and its digest into the manifest, as somebody hostile would do."""
    (folder / name).write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"][name]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        ("mentions", "entity_id", 99, "entity_id leads to a row of entities that is not there"),
        ("mentions", "end", 10**6, "ends after the text"),
        ("mentions", "start", -5, "starts before the text"),
        ("mentions", "form", "odd", "form holds"),
        ("quotations", "speaker", 99, "speaker leads to a row"),
        ("quotations", "addressees", [99], "addressees leads to a row"),
        ("sections", "parent_id", 7, "parent_id leads to a row"),
        ("sections", "parent_id", 1, "not before it"),
        ("quotations", "continues", 3, "not before it"),
    ],
)
def test_tables_that_keep_no_contract(folder: Path, table: str, column: str, value: Any, message: str) -> None:
    """A folder that somebody made, digests and all, is refused before anything is looked up in it."""
    rows = load(folder).table(table).to_pylist()
    rows[1][column] = value
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[table]), sink)
    _made_to_agree(folder, f"{table}.parquet", sink.getvalue())
    with pytest.raises(SourceError, match=message):
        load(folder)


def test_files_that_are_none_of_ours(folder: Path) -> None:
    """A pipe is not waited for, text is UTF-8, a table is one, and one that would fill the memory isn't unpacked."""
    _made_to_agree(folder, "events.parquet", b"PAR1")
    with pytest.raises(SourceError, match=r"events\.parquet is damaged"):
        load(folder)
    sink = io.BytesIO()
    many = pa.table({"x": pa.DictionaryArray.from_arrays(pa.nulls(10**8, pa.int8()), pa.array([1]))})
    pq.write_table(many, sink)
    assert len(sink.getvalue()) < 10**6
    _made_to_agree(folder, "events.parquet", sink.getvalue())
    with pytest.raises(SourceError, match="would unpack to 100,000,000 rows"):
        load(folder)
    _made_to_agree(folder, "text.txt", b"\xff")
    with pytest.raises(SourceError, match=r"text\.txt is not UTF-8"):
        load(folder)
    if hasattr(os, "mkfifo"):
        (folder / "text.txt").unlink()
        os.mkfifo(folder / "text.txt")
        with pytest.raises(SourceError, match="no ordinary file"):
            load(folder)
    (folder / "manifest.json").write_text('{"format": ' + "[" * 100_000)
    with pytest.raises(SourceError, match=r"manifest\.json is damaged"):
        load(folder)
