"""weights.toml: every weights file with its digest, what made it, and the scores it reached."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

WIDTH = 384
"""Length of the encoder's vectors."""
MANIFEST = "weights.toml"
_ENCODER = "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), fine-tuned"
_FITS = ">=0.1,<0.2"
_CORPORA = {
    "encoder.bin": ("Project Gutenberg's novels, unlabelled (public domain)",),
    "heads.npz": (
        "LitBank train (CC BY 4.0)",
        "UD English EWT train (CC BY-SA 4.0)",
        "REMAN train, by author (CC BY 4.0)",
        "our own passages (gold/minds/told)",
    ),
    "calibration.json": ("LitBank dev, a dozen numbers of calibration.json (CC BY 4.0)",),
    "speakers.npz": (
        "PDNC, its sixteen training novels (no licence stated)",
        "our own passages (gold/minds/told, told_weighed)",
    ),
}


def write_manifest(folder: Path, recipe: str | None = None, scores: Mapping[str, Any] | None = None) -> None:
    """Writes weights.toml for the files there are; recipe and scores not given stay as an earlier one has them."""
    before = read_manifest(folder)
    recipe = before.get("recipe", "training.train") if recipe is None else recipe
    scores = before.get("scores", {}) if scores is None else scores
    text = "\n".join(_lines(folder, recipe, scores)) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """What weights.toml says; nothing where there is none."""
    path = folder / MANIFEST
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _lines(folder: Path, recipe: str, scores: Mapping[str, Any]) -> Iterator[str]:
    files = [path for path in sorted(folder.iterdir()) if path.name != MANIFEST and not path.name.startswith(".")]
    corpora = [corpus for path in files for corpus in _CORPORA.get(path.name, ())]
    yield "# Written by `python -m training.export`; every version of the weights has its own digests."
    yield f"width = {WIDTH}"
    yield f"encoder = {_toml(_ENCODER)}"
    yield f"corpora = {_toml(corpora)}"
    yield f"recipe = {_toml(recipe)}"
    yield f"fits = {_toml(_FITS)}"
    for path in files:
        content = path.read_bytes()
        yield f'\n[files."{path.name}"]'
        yield f'sha256 = "{hashlib.sha256(content).hexdigest()}"'
        yield f"bytes = {len(content)}"
    if scores:
        yield "\n[scores]"
        yield from (f"{_toml(name)} = {_toml(score)}" for name, score in scores.items())


def _toml(value: str | float | list[str]) -> str:
    """A string, number or list of strings: JSON of these is TOML.

    Raises:
        ValueError: if the value is another kind of thing, as in scores that are nested.
    """
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str | int | float) for item in items):
        raise ValueError(f"weights.toml takes names with numbers or words, not {value!r}")
    return json.dumps(value, ensure_ascii=False)
