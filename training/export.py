"""Turn a checkpoint into the files that ship: `python -m training.export --checkpoint DIR --encoder DIR`.

The encoder becomes ONNX, its attention fused and its weights int8 per channel; the heads become float16 arrays.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from irises.encode import weights
from training.network import WIDTH, Reader, TagSizes, load_encoder


class _States(torch.nn.Module):
    """The encoder with plain inputs and output, as ONNX wants it."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state


def load_reader(checkpoint: Path, encoder: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The trained network and its label names."""
    labels = json.loads((checkpoint / "labels.json").read_text(encoding="utf-8"))
    sizes = TagSizes(**{name: len(values) for name, values in labels.items()})
    reader = Reader(load_encoder(encoder), sizes)
    reader.load_state_dict(torch.load(checkpoint / "last.pt", weights_only=True))
    return reader.eval(), labels


def export_encoder(reader: Reader, path: Path) -> None:
    """The encoder as fused int8 ONNX."""
    reader.encoder.set_attn_implementation("eager")
    example = torch.ones(2, 16, dtype=torch.long)
    axes = {0: "windows", 1: "pieces"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch) / "plain.onnx", Path(scratch) / "fused.onnx"
        torch.onnx.export(
            _States(reader.encoder), (example, example, example * 0), str(plain), dynamo=False, opset_version=17,
            input_names=names, output_names=["states"], dynamic_axes={name: axes for name in [*names, "states"]},
        )  # fmt: skip
        options = FusionOptions("bert")
        model = optimizer.optimize_model(
            str(plain), model_type="bert", num_heads=12, hidden_size=WIDTH, optimization_options=options
        )
        print(model.get_fused_operator_statistics())
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused),
            str(path),
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def export_heads(reader: Reader, path: Path) -> None:
    """All parameters outside the encoder, float16 but for the small ones."""
    arrays = {}
    for name, value in reader.state_dict().items():
        if not name.startswith("encoder."):
            arrays[name] = value.numpy().astype(np.float16 if value.numel() > 64 else np.float32)
    np.savez_compressed(path, **arrays)


def write_manifest(folder: Path, checkpoint: str) -> None:
    """weights.toml: each file with its digest; what made them."""
    lines = [
        "# Written by `python -m training.export`; every version of the weights has its own digests.",
        f"width = {WIDTH}",
        'encoder = "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), fine-tuned"',
        'corpora = ["LitBank train (CC BY 4.0)", "UD English EWT train (CC BY-SA 4.0)"]',
        f'recipe = "{checkpoint}"',
        'fits = ">=0.1,<0.2"',
    ]
    for path in sorted(folder.iterdir()):
        if path.name not in ("weights.toml", ".gitignore"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines += ["", f'[files."{path.name}"]', f'sha256 = "{digest}"', f"bytes = {path.stat().st_size}"]
    (folder / "weights.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Export a checkpoint into the package (or another folder)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="folder with last.pt and labels.json")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the base encoder")
    parser.add_argument("--out", type=Path, default=weights.FOLDER)
    parser.add_argument("--recipe", default="training.train", help="what made the checkpoint")
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    reader, _ = load_reader(a.checkpoint, a.encoder)
    export_heads(reader, a.out / "heads.npz")
    export_encoder(reader, a.out / "encoder.onnx")
    shutil.copy(a.checkpoint / "labels.json", a.out / "labels.json")
    shutil.copy(a.encoder / "tokenizer.json", a.out / "tokenizer.json")
    write_manifest(a.out, a.recipe)
    for path in sorted(a.out.iterdir()):
        print(f"{path.name:20} {path.stat().st_size:>12,}")


if __name__ == "__main__":
    main()
