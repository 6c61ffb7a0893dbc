"""weights.toml says what lies beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from irises.encode import weights
from training.base_encoder import base_encoder
from training.manifest import read_manifest, write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two weights files, and one that git wants."""
    folder = tmp_path / "weights"
    folder.mkdir()
    (folder / "heads.npz").write_bytes(b"heads")
    (folder / "labels.json").write_bytes(b"{}")
    (folder / ".gitignore").write_bytes(b"")
    return folder


def test_the_package_reads_what_is_written(folder: Path) -> None:
    """Every file is found by its digest, as the package checks it."""
    write_manifest(folder, "training.train")
    assert weights.weight_bytes("heads.npz", folder) == b"heads"
    assert set(read_manifest(folder)["files"]) == {"heads.npz", "labels.json"}


def test_scores_and_recipe_are_told(folder: Path) -> None:
    """Recipe and scores stand in the manifest as given."""
    write_manifest(folder, 'train "twice"', {"mentions F1": 90.53, "n": 10})
    told = read_manifest(folder)
    assert told["recipe"] == 'train "twice"'
    assert told["scores"] == {"mentions F1": 90.53, "n": 10}


def test_corpora_are_those_of_the_files(folder: Path) -> None:
    """The corpus of the speakers' weights is named once these are there."""
    write_manifest(folder, "training.train")
    assert not any("PDNC" in corpus for corpus in read_manifest(folder)["corpora"])
    (folder / "speakers.npz").write_bytes(b"speakers")
    write_manifest(folder)
    assert any("PDNC" in corpus for corpus in read_manifest(folder)["corpora"])


def test_written_again_it_keeps_what_is_not_given(folder: Path) -> None:
    """A new file gets its digest; recipe and scores stay."""
    write_manifest(folder, "mine", {"events F1": 75.5})
    (folder / "speakers.npz").write_bytes(b"speakers")
    write_manifest(folder)
    told = read_manifest(folder)
    assert (told["recipe"], told["scores"]) == ("mine", {"events F1": 75.5})
    assert "speakers.npz" in told["files"]


def test_nested_scores_are_refused(folder: Path) -> None:
    """Scores are names and numbers; a table of tables is an error, not a broken file."""
    write_manifest(folder, "mine")
    with pytest.raises(ValueError, match="numbers"):
        write_manifest(folder, "mine", {"litbank": {"mentions": 1.0}})
    assert read_manifest(folder)["recipe"] == "mine"


def test_the_command_needs_no_torch_for_the_manifest(folder: Path) -> None:
    """`--manifest-only` runs where only the package is installed, and takes scores from a file."""
    (folder.parent / "scores.json").write_text(json.dumps({"events F1": 75.66}), encoding="utf-8")
    options = ["--manifest-only", "--out", str(folder), "--scores", str(folder.parent / "scores.json")]
    code = (
        f"import sys; sys.modules['torch'] = None; sys.argv[1:] = {options!r}; from training.export import main; main()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True, capture_output=True)
    assert read_manifest(folder)["scores"] == {"events F1": 75.66}


def test_a_missing_base_encoder_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package of the base encoder the error says what to install."""
    monkeypatch.setattr("training.base_encoder.PACKAGE", "no_such_package_here")
    with pytest.raises(FileNotFoundError, match="train"):
        base_encoder()


def test_the_base_encoder_is_found_without_loading_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder `model` of the installed package; what the package imports needn't be there."""
    package = tmp_path / "some_encoder_package"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('imported')", encoding="utf-8")
    monkeypatch.setattr("training.base_encoder.PACKAGE", package.name)
    monkeypatch.syspath_prepend(tmp_path)
    assert base_encoder() == package / "model"
