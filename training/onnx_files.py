"""A trained reader as the files that ship: the encoder in ONNX, the heads as arrays."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from training.labels import Labels
from training.network import WIDTH, Reader, load_encoder

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_SMALL = 64
"""Values up to which an array stays in whole precision."""


class _States(torch.nn.Module):
    """The encoder with plain inputs and output, as ONNX wants it."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Last states: (windows, pieces, WIDTH)."""
        return self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state


def load_reader(checkpoint: Path, encoder: Path) -> Reader:
    """The trained network of a folder with last.pt and labels.json."""
    reader = Reader(load_encoder(encoder), Labels.load(checkpoint / "labels.json").sizes())
    reader.load_state_dict(torch.load(checkpoint / "last.pt", weights_only=True))
    return reader.eval()


def export_encoder(reader: Reader, path: Path) -> None:
    """Writes the encoder as ONNX: attention fused, weights int8 per channel, case in the token types."""
    reader.encoder.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch) / "plain.onnx", Path(scratch) / "fused.onnx"
        _to_onnx(_States(reader.encoder).eval(), plain)
        model = optimizer.optimize_model(
            str(plain),
            model_type="bert",
            num_heads=reader.encoder.config.num_attention_heads,
            hidden_size=WIDTH,
            optimization_options=FusionOptions("bert"),
        )
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused),
            str(path),
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def _to_onnx(states: _States, path: Path) -> None:
    example = torch.ones(2, 16, dtype=torch.long)
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        states,
        (example, example, example * 0),
        str(path),
        dynamo=False,
        opset_version=17,
        input_names=[*_INPUTS],
        output_names=["states"],
        dynamic_axes=dict.fromkeys([*_INPUTS, "states"], axes),
    )


def export_heads(reader: torch.nn.Module, path: Path) -> None:
    """Writes all parameters outside the encoder under their names: float16, but float32 for the small ones."""
    arrays = {
        name: value.numpy().astype(np.float16 if value.numel() > _SMALL else np.float32)
        for name, value in reader.state_dict().items()
        if not name.startswith("encoder.")
    }
    np.savez_compressed(path, **arrays)
