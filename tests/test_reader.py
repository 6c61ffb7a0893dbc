"""The whole way of a story, with stand-ins for the encoder and the passes."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import irises
from irises import encode, passes
from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.errors import ContractError, PlanError, SourceError
from irises.passes.interface import PassSpec

TEXT = "Summary: A letter comes.\n\nChapter 1\n\nKate didn't wait. “Go,” she said -- and went.\n\nChapter 2\n\nRain.\n"
Given = Mapping[str, pa.Table] | None


class Step:
    """A pass that says only what it is."""

    spec = PassSpec(name="step", version=3, requires=frozenset(), provides=frozenset({"perspectives"}))


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoder that sees nothing and passes that find one point of view per told section."""

    def encoded(document: Document, *, progress: Any = None) -> Encoding:
        if progress is not None:
            progress(len(document.words), len(document.words))
        return Encoding(vectors=np.zeros((len(document.words), 1), dtype=np.float16))

    def run(document: Document, encoding: Encoding, *, given: Given = None) -> dict[str, pa.Table]:
        assert len(encoding.vectors) == len(document.words)
        common = {"confidence": 1.0, "source": "step@3", "focalizer_confidence": 0.0, "evidence": []}
        told = [row for row in document.tables["sections"].to_pylist() if row["is_story"]]
        rows = [
            common | {"start": s["start"], "end": s["end"], "known_at": s["end"], "person": "third", "tense": "past"}
            for s in told
        ]
        return {**document.tables, "perspectives": table_from_rows("perspectives", rows), **(given or {})}

    monkeypatch.setattr(encode, "encode", encoded)
    monkeypatch.setattr(passes, "run", run)
    monkeypatch.setattr(passes, "PASSES", (Step(),))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file with a story."""
    path = tmp_path / "rain.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_record_of_the_story(source: Path) -> None:
    """The story table says where the story comes from and how long it is."""
    story = irises.read(source)
    record = story.record
    assert story.text == TEXT
    assert (record.source_name, record.source_format, record.person) == ("rain.txt", "txt", "third")
    assert record.source_sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert record.text_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (record.n_chars, record.end) == (len(TEXT), len(TEXT))


def test_words_of_the_story_itself(source: Path) -> None:
    """Contractions are one word, marks are none, and front matter isn't counted; headings belong to their chapter."""
    story = irises.read(source)
    told = [section for section in story.sections if section.is_story]
    headed = sum("Chapter" in section.text for section in told if section.kind == "chapter")
    assert story.n_words == len(["Kate", "didn't", "wait", "Go", "she", "said", "and", "went", "Rain"]) + 2 * headed


def test_manifest_of_a_reading(source: Path) -> None:
    """The manifest has the versions of program and passes, the time, and the warnings of the document."""
    manifest = irises.read(source).manifest
    assert manifest.passes == {"step": 3}
    assert manifest.read_at.endswith("+00:00")
    assert 0 <= manifest.seconds < 60


def test_warnings_are_handed_on() -> None:
    """What intake warned of is in the story."""
    assert any("only" in warning for warning in irises.read(b"Rain.", name="rain.txt").warnings)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads standard input as bytes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("utf-16"))))
    story = irises.read("-")
    assert (story.text, story.record.source_name) == (TEXT, "-")


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without standard input `-` is a SourceError."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match="standard input"):
        irises.read("-")


def test_progress_is_words(source: Path) -> None:
    """Progress is told in words read and words in all."""
    told: list[tuple[int, int]] = []
    irises.read(source, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 10


def test_broken_tables_are_found(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that leaves the text is a ContractError, not a story."""
    row = {"start": 0, "end": 10_000, "confidence": 1.0, "source": "step@3", "known_at": 0, "event_id": 0}
    broken = {"events": table_from_rows("events", [row])}
    monkeypatch.setattr(passes, "run", lambda document, encoding, **_: {**document.tables, **broken})
    with pytest.raises(ContractError, match="events"):
        irises.read(source)


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_unreadable_sources(tmp_path: Path, name: str) -> None:
    """A file that is not there, or a folder, is a SourceError."""
    with pytest.raises(SourceError):
        irises.read(tmp_path / name)


def test_top_level_names() -> None:
    """Everything that `import irises` promises is there, and nothing else is invented."""
    for name in irises.__all__:
        assert getattr(irises, name) is not None
        assert name in dir(irises)
    with pytest.raises(AttributeError, match="devour"):
        irises.devour  # type: ignore[attr-defined]  # noqa: B018


def test_save_and_load(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story is kept with its page, and comes back."""
    import types

    page = types.ModuleType("irises.web.page")
    page.render = lambda story: f"<p>{story.n_words}"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "irises.web.page", page)
    story = irises.read(source)
    folder = irises.save(story, tmp_path / "rain.irises")
    assert (folder / "page.html").read_text() == f"<p>{story.n_words}"
    assert irises.load(folder).text == TEXT
    with pytest.raises(PlanError):
        irises.save(story, folder)


def test_import_is_light() -> None:
    """`import irises` alone loads no library of ours or others."""
    code = "import sys, irises; print([m for m in ('pyarrow', 'numpy', 'click') if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
