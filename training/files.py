"""A trained reader as the files that ship: the encoder for OpenVINO, the heads as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import nncf
import numpy as np
import openvino
import torch
from transformers import BertModel

from irises.encode.pieces import PieceVocabulary
from training.batches import encoder_arrays
from training.corpora import Passage
from training.labels import Labels
from training.network import Reader, load_encoder

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_SMALL = 64
"""Values up to which an array stays in whole precision."""


class _States(torch.nn.Module):
    """The encoder with plain inputs and output, as its inputs come."""

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


def plain_encoder(encoder: BertModel) -> openvino.Model:
    """The encoder for OpenVINO in whole precision, case in the token types."""
    encoder.set_attn_implementation("eager")
    example = tuple(torch.ones(2, 16, dtype=torch.long) for _ in _INPUTS)
    model = openvino.convert_model(_States(encoder).eval(), example_input=example)
    for tensor, name in zip(model.inputs, _INPUTS, strict=True):
        tensor.set_names({name})
    return model


def export_encoder(encoder: BertModel, path: Path, samples: Sequence[Mapping[str, np.ndarray]]) -> None:
    """Writes the encoder as `path` and its .bin, weights and states int8.

    `samples`, inputs as the encoder is given them, show the ranges of its states.
    """
    quantized = nncf.quantize(
        plain_encoder(encoder),
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
    """Writes all parameters outside the encoder under their names."""
    state = reader.state_dict()
    np.savez_compressed(path, **stored_arrays({n: v for n, v in state.items() if not n.startswith("encoder.")}))


def stored_arrays(state: Mapping[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """Parameters as they are stored: float16, but float32 for the small ones."""
    return {
        name: value.numpy().astype(np.float16 if value.numel() > _SMALL else np.float32)
        for name, value in state.items()
    }
