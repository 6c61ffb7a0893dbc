"""Narrowing the encoder: what goes is what the others can make up for."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from transformers import BertConfig, BertModel  # noqa: E402

from training.narrow import inner_width, narrow, set_inner_width  # noqa: E402


def encoder(*, inner: int = 32) -> BertModel:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=50,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=inner,
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


def test_units_that_are_doubled_cost_nothing() -> None:
    model = encoder()
    for layer in model.encoder.layer:
        inner, outer = layer.intermediate.dense, layer.output.dense
        inner.weight.data[16:], inner.bias.data[16:] = inner.weight.data[:16], inner.bias.data[:16]
        outer.weight.data[:, 16:] = torch.randn_like(outer.weight.data[:, 16:])
    before = states(model)
    lost = narrow(model, batches(), 16)
    assert inner_width(model) == 16
    assert max(lost) < 1e-3
    assert torch.allclose(states(model), before, atol=0.02)


def test_more_is_lost_of_a_narrower_layer_and_less_than_by_cutting() -> None:
    wide, narrower = encoder(), encoder()
    full = states(wide)
    lost = narrow(wide, batches(), 24)
    lost_more = narrow(narrower, batches(), 8)
    assert all(less < more for less, more in zip(lost, lost_more, strict=True))
    cut = encoder()
    for layer in cut.encoder.layer:
        layer.output.dense.weight.data[:, 24:] = 0
    assert (states(wide) - full).norm() < (states(cut) - full).norm()


def test_a_checkpoint_of_a_narrow_encoder_loads() -> None:
    narrowed, fresh = encoder(), encoder()
    narrow(narrowed, batches(), 8)
    set_inner_width(fresh, 8)
    fresh.load_state_dict(narrowed.state_dict())
    assert torch.equal(states(fresh.eval()), states(narrowed))


def test_no_encoder_gets_wider() -> None:
    with pytest.raises(ValueError, match="32 units"):
        narrow(encoder(), batches(), 32)
