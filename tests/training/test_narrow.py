"""Narrowing the encoder: what goes is what the others can make up for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from transformers import BertConfig, BertModel  # noqa: E402

from training.narrow import load_narrow, narrow  # noqa: E402


def encoder() -> BertModel:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=50,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=32,
        type_vocab_size=4,
    )
    return BertModel(config, add_pooling_layer=False).eval()


def batches(n: int = 4) -> list[dict[str, torch.Tensor]]:
    torch.manual_seed(2)
    ids = torch.randint(0, 50, (n, 3, 12))
    return [{"ids": one, "case": torch.zeros_like(one), "mask": torch.ones_like(one)} for one in ids]


def states(model: BertModel) -> torch.Tensor:
    batch = batches(1)[0]
    with torch.no_grad():
        given = {"input_ids": batch["ids"], "token_type_ids": batch["case"], "attention_mask": batch["mask"]}
        return model(**given).last_hidden_state


def widths(model: BertModel) -> Sequence[tuple[int, int, int]]:
    layers = model.encoder.layer
    return [
        (one.attention.self.num_attention_heads, one.attention.self.key.out_features, one.output.dense.in_features)
        for one in layers
    ]


def test_units_that_are_doubled_cost_nothing() -> None:
    """A unit whose twin stays is made up for."""
    model = encoder()
    for layer in model.encoder.layer:
        inner = layer.intermediate.dense
        inner.weight.data[16:], inner.bias.data[16:] = inner.weight.data[:16], inner.bias.data[:16]
    before = states(model)
    lost = narrow(model, batches(), units=16, heads=4)
    assert widths(model) == [(4, 16, 16)] * 2
    assert max(lost) < 1e-3
    assert torch.allclose(states(model), before, atol=0.02)


def test_a_head_that_is_doubled_costs_nothing() -> None:
    """A head that attends to the same as another, to take the same, is made up for."""
    model = encoder()
    for layer in model.encoder.layer:
        for name in ("query", "key", "value"):
            inner = getattr(layer.attention.self, name)
            inner.weight.data[12:], inner.bias.data[12:] = inner.weight.data[:4], inner.bias.data[:4]
    before = states(model)
    lost = narrow(model, batches(), units=32, heads=3)
    assert widths(model) == [(3, 12, 32)] * 2
    assert max(lost) < 1e-3
    assert torch.allclose(states(model), before, atol=0.02)


def test_more_is_lost_of_a_narrower_layer_and_less_than_by_cutting() -> None:
    """What is left is fitted anew."""
    wide, narrower = encoder(), encoder()
    full = states(wide)
    lost = narrow(wide, batches(), units=24, heads=3)
    lost_more = narrow(narrower, batches(), units=8, heads=2)
    assert all(less < more for less, more in zip(lost, lost_more, strict=True))
    cut = encoder()
    for layer in cut.encoder.layer:
        layer.output.dense.weight.data[:, 24:] = 0
        layer.attention.output.dense.weight.data[:, 12:] = 0
    assert (states(wide) - full).norm() < (states(cut) - full).norm()


def test_parameters_of_a_narrow_encoder_load() -> None:
    """Widths come with them."""
    narrowed, fresh = encoder(), encoder()
    narrow(narrowed, batches(), units=8, heads=2)
    load_narrow(fresh, narrowed.state_dict())
    assert torch.equal(states(fresh.eval()), states(narrowed))
