"""The encoder in torch, read back from the files that ship."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openvino
import torch
from transformers import BertConfig, BertModel

_LINEAR = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
_INNER = ("intermediate.dense", "output.dense")
_NORMS = ("attention.output.LayerNorm", "output.LayerNorm")
_EMBEDDINGS = ("word_embeddings", "position_embeddings", "token_type_embeddings")


def encoder_of(weights: Path, base: Path) -> BertModel:
    """The encoder of a folder with `encoder.xml` and `encoder.bin`, 8-bit weights as the numbers that they stand for.

    `base` has the `config.json` of the encoder that it was made from.
    """
    graph = _Graph(weights / "encoder.xml")
    config = BertConfig.from_json_file(str(base / "config.json"))
    config.type_vocab_size = 4
    config.attention_probs_dropout_prob = config.hidden_dropout_prob = 0.0
    state = {f"embeddings.{name}.weight": graph.table(f"embeddings.{name}") for name in _EMBEDDINGS}
    state |= graph.norm("embeddings.LayerNorm")
    for number in range(config.num_hidden_layers):
        layer = f"encoder.layer.{number}"
        for name in (*_LINEAR, *_INNER):
            state |= graph.linear(f"{layer}.{name}")
        for name in _NORMS:
            state |= graph.norm(f"{layer}.{name}")
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(state, strict=False)
    missing = set(model.state_dict()) - set(state) - {"embeddings.position_ids", "embeddings.token_type_ids"}
    if missing:
        raise ValueError(f"{weights}: no weights for {sorted(missing)}")
    return model.eval()


class _Graph:
    """An exported encoder's nodes by name."""

    def __init__(self, path: Path) -> None:
        self._model = openvino.Core().read_model(path)
        self._nodes = {node.get_friendly_name(): node for node in self._model.get_ordered_ops()}

    def table(self, name: str) -> torch.Tensor:
        """The rows of an embedding."""
        return _tensor(self._input(f"{name}/aten::embedding/Gather", 0))

    def linear(self, name: str) -> dict[str, torch.Tensor]:
        """Weight and bias of a linear layer; what smoothed its input is part of the weight."""
        product = f"{name}/aten::linear/MatMul"
        weight = _tensor(self._input(product, 1)).reshape(-1, self._node(product).input(1).get_shape()[-1])
        smoothed = self._input(product, 0).input_value(0).get_node()
        scale = _tensor(smoothed.input_value(1).get_node()).reshape(-1)
        bias = _tensor(self._input(f"{name}/aten::linear/Add", 1)).reshape(-1)
        return {f"{name}.weight": weight * scale, f"{name}.bias": bias}

    def norm(self, name: str) -> dict[str, torch.Tensor]:
        """Weight and bias of a layer's normalization."""
        parts = {"weight": "Multiply_1", "bias": "Add"}
        return {
            f"{name}.{part}": _tensor(self._input(f"{name}/aten::layer_norm/{node}", 1)).reshape(-1)
            for part, node in parts.items()
        }

    def _node(self, name: str) -> openvino.Node:
        for prefix in ("__module.encoder.", "__module.encoder.encoder."):
            if prefix + name in self._nodes:
                return self._nodes[prefix + name]
        raise ValueError(f"the exported encoder has no {name}")

    def _input(self, name: str, number: int) -> openvino.Node:
        return self._node(name).input_value(number).get_node()


def _tensor(node: openvino.Node) -> torch.Tensor:
    """The numbers that a constant, or an 8-bit constant with its scale, stands for."""
    kind = node.get_type_name()
    if kind == "Constant":
        return torch.from_numpy(np.array(node.data, dtype=np.float32))
    parts = [_tensor(value.get_node()) for value in node.input_values()]
    if kind == "Convert":
        return parts[0]
    if kind in ("Multiply", "Subtract"):
        return parts[0] * parts[1] if kind == "Multiply" else parts[0] - parts[1]
    raise ValueError(f"{node.get_friendly_name()}: a {kind} is no weight")
