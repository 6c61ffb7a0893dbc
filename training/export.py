"""Turn a checkpoint into the files that ship: `python -m training.export --checkpoint DIR --data DIR`.

The encoder becomes int8 for OpenVINO, with ranges seen on LitBank's training part; the heads become float16 arrays.
`--manifest-only` writes weights.toml again, for files that others have put beside these.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from irises.encode import weights
from irises.encode.pieces import PieceVocabulary
from training.base_encoder import add_encoder_option, base_encoder
from training.corpora import litbank
from training.manifest import write_manifest


def export(checkpoint: Path, encoder: Path, data: Path, folder: Path) -> None:
    """Writes the encoder, the heads, their labels and the tokenizer into the folder."""
    # torch is not needed for the manifest
    from training.files import calibration_samples, export_encoder, export_heads, load_reader

    reader = load_reader(checkpoint, encoder)
    export_heads(reader, folder / "heads.npz")
    vocabulary = PieceVocabulary.load(encoder / "tokenizer.json")
    export_encoder(reader.encoder, folder / "encoder.xml", calibration_samples(litbank(data, "train"), vocabulary))
    shutil.copy(checkpoint / "labels.json", folder / "labels.json")
    shutil.copy(encoder / "tokenizer.json", folder / "tokenizer.json")


def main() -> None:
    """Export a checkpoint into the package (or another folder), and list what is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--checkpoint", type=Path, help="folder with last.pt and labels.json")
    what.add_argument("--manifest-only", action="store_true", help="only weights.toml, for the files that are there")
    parser.add_argument("--data", type=Path, help="the folder of gold corpora; needed with --checkpoint")
    add_encoder_option(parser)
    parser.add_argument("--out", type=Path, default=weights.FOLDER, help="default: where the package has its weights")
    parser.add_argument(
        "--recipe", help="what made the checkpoint (default: training.train; --manifest-only: as it was)"
    )
    parser.add_argument(
        "--scores", type=Path, help="JSON of names and numbers for the manifest (--manifest-only: as they were)"
    )
    a = parser.parse_args()
    if a.checkpoint and not a.data:
        parser.error("--checkpoint needs --data")
    a.out.mkdir(parents=True, exist_ok=True)
    scores = json.loads(a.scores.read_text(encoding="utf-8")) if a.scores else None
    if a.manifest_only:
        write_manifest(a.out, a.recipe, scores)
    else:
        export(a.checkpoint, a.encoder or base_encoder(), a.data, a.out)
        write_manifest(a.out, a.recipe or "training.train", scores or {})
    for path in sorted(a.out.iterdir()):
        print(f"{path.name:20} {path.stat().st_size:>12,}")


if __name__ == "__main__":
    main()
