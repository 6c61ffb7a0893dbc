"""A trained reader as the files that ship: the encoder for OpenVINO, the heads as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import nncf
import numpy as np
import openvino
import torch

from irises.encode.pieces import PieceVocabulary
from training.batches import encoder_arrays
from training.corpora import Passage
from training.labels import Labels
from training.narrow import set_inner_width
from training.network import Reader, load_encoder

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_ENCODER = ("encoder.", "mix.")
"""Beginnings of the names of what is in the encoder's file."""
_SMALL = 64
"""Values up to which an array stays in whole precision."""


class _States(torch.nn.Module):
    """The encoder with plain inputs and output, as its inputs come."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """States of pieces, as `Reader.states` gives them."""
        return self.reader.states(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)


def load_reader(checkpoint: Path, encoder: Path) -> Reader:
    """The trained network of a folder with last.pt and labels.json."""
    state = torch.load(checkpoint / "last.pt", weights_only=True)
    base = load_encoder(encoder)
    set_inner_width(base, len(state["encoder.encoder.layer.0.intermediate.dense.bias"]))
    reader = Reader(base, Labels.load(checkpoint / "labels.json").sizes())
    reader.load_state_dict(state)
    return reader.eval()


def plain_encoder(reader: Reader) -> openvino.Model:
    """The encoder for OpenVINO in whole precision, case in the token types."""
    reader.encoder.set_attn_implementation("eager")
    example = tuple(torch.ones(2, 16, dtype=torch.long) for _ in _INPUTS)
    model = openvino.convert_model(_States(reader).eval(), example_input=example)
    for tensor, name in zip(model.inputs, _INPUTS, strict=True):
        tensor.set_names({name})
    return model


def export_encoder(reader: Reader, path: Path, samples: Sequence[Mapping[str, np.ndarray]]) -> None:
    """Writes the encoder as `path` and its .bin, weights and states int8; `samples`, inputs as the reader gives them,
    show the ranges of its states."""
    quantized = nncf.quantize(
        plain_encoder(reader),
        nncf.Dataset(list(samples)),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(samples),
    )
    openvino.save_model(quantized, path, compress_to_fp16=False)


def calibration_samples(
    passages: Sequence[Passage], vocabulary: PieceVocabulary, *, count: int = 200
) -> list[dict[str, np.ndarray]]:
    """Windows of passages as the encoder's inputs, spread over the passages."""
    words = [word for passage in passages for word in passage.words]
    arrays = encoder_arrays(words, vocabulary)
    rows = np.linspace(0, len(arrays["ids"]) - 1, count).astype(int)
    names = {"input_ids": "ids", "attention_mask": "mask", "token_type_ids": "case"}
    return [{name: arrays[of][row : row + 1] for name, of in names.items()} for row in rows]


def export_heads(reader: torch.nn.Module, path: Path) -> None:
    """Writes all parameters outside the encoder under their names: float16, but float32 for the small ones."""
    arrays = {
        name: value.numpy().astype(np.float16 if value.numel() > _SMALL else np.float32)
        for name, value in reader.state_dict().items()
        if not name.startswith(_ENCODER)
    }
    np.savez_compressed(path, **arrays)
