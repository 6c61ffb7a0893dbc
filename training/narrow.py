"""A narrower encoder: inner units and attention heads left out, those whose work others can do.

Optimal brain surgeon on whole units (Hassibi and Stork 1993; Kurtic et al. 2023): with what each layer's outgoing
weights are given on real text, the unit (or head, 32 of them) is left out that changes the layer's output least once
the others' outgoing weights are fitted anew; one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from transformers import BertModel

_RIDGE = 1e-3
"""Added to the covariance of what weights are given, as a share of its mean diagonal."""


@torch.no_grad()
def narrow(encoder: BertModel, batches: Sequence[dict[str, Tensor]], *, units: int, heads: int) -> list[float]:
    """Leaves so many inner units and attention heads in each layer; for each of both kinds of layers in turn, first the
    attention's, the share of the variance of its output that is lost.

    `batches` are texts as `encoder_batch` gives them.
    """
    layers = list(encoder.encoder.layer)
    lost = []
    size = encoder.config.hidden_size // encoder.config.num_attention_heads
    outers = [layer.attention.output.dense for layer in layers]
    for layer, (mean, covariance) in zip(layers, _moments(encoder, outers, batches), strict=True):
        attention, outer = layer.attention.self, layer.attention.output.dense
        narrower, kept, share = _fitted(outer, mean, covariance, group=size, count=outer.in_features // size - heads)
        lost.append(share)
        layer.attention.output.dense = narrower
        for name in ("query", "key", "value"):
            inner = getattr(attention, name)
            setattr(attention, name, _linear(inner.weight[kept], inner.bias[kept]))
        attention.num_attention_heads, attention.all_head_size = heads, heads * size
    outers = [layer.output.dense for layer in layers]
    for layer, (mean, covariance) in zip(layers, _moments(encoder, outers, batches), strict=True):
        inner, outer = layer.intermediate.dense, layer.output.dense
        layer.output.dense, kept, share = _fitted(outer, mean, covariance, group=1, count=inner.out_features - units)
        layer.intermediate.dense = _linear(inner.weight[kept], inner.bias[kept])
        lost.append(share)
    return lost


def load_narrow(encoder: BertModel, state: Mapping[str, Tensor]) -> None:
    """Gives the encoder parameters that `narrow` has made, with their widths."""
    size = encoder.config.hidden_size // encoder.config.num_attention_heads
    for number, layer in enumerate(encoder.encoder.layer):
        attention = layer.attention.self
        places = (
            (attention, "query", "attention.self.query"),
            (attention, "key", "attention.self.key"),
            (attention, "value", "attention.self.value"),
            (layer.attention.output, "dense", "attention.output.dense"),
            (layer.intermediate, "dense", "intermediate.dense"),
            (layer.output, "dense", "output.dense"),
        )
        for module, name, path in places:
            of = f"encoder.layer.{number}.{path}"
            setattr(module, name, _linear(state[f"{of}.weight"], state[f"{of}.bias"]))
        attention.all_head_size = attention.query.out_features
        attention.num_attention_heads = attention.all_head_size // size
    encoder.load_state_dict(state)


def _fitted(
    outer: nn.Linear, mean: Tensor, covariance: Tensor, *, group: int, count: int
) -> tuple[nn.Linear, Tensor, float]:
    """The layer without `count` groups of what it is given, what is kept, and the share of variance that is lost."""
    before = outer.weight.double()
    after, kept = _without_groups(before, covariance, group, count)
    difference = before - after
    lost = float(((difference @ covariance) * difference).sum() / ((before @ covariance) * before).sum())
    return _linear(after[:, kept].float(), outer.bias + (difference @ mean).float()), kept, lost


def _moments(
    encoder: BertModel, outers: Sequence[nn.Linear], batches: Sequence[dict[str, Tensor]]
) -> list[tuple[Tensor, Tensor]]:
    """Mean and covariance of what each of the linear layers is given, over all pieces of the batches."""
    sums = [torch.zeros(outer.in_features, dtype=torch.double) for outer in outers]
    squares = [torch.zeros(outer.in_features, outer.in_features, dtype=torch.double) for outer in outers]
    seen: list[Tensor] = []

    def watch(at: int) -> torch.utils.hooks.RemovableHandle:
        def keep(_module: nn.Module, given: tuple[Tensor, ...]) -> None:
            states = given[0][seen[-1]]
            sums[at] += states.double().sum(0)
            squares[at] += (states.T @ states).double()

        return outers[at].register_forward_pre_hook(keep)

    watchers = [watch(at) for at in range(len(outers))]
    for batch in batches:
        seen.append(batch["mask"].bool())
        encoder(input_ids=batch["ids"], token_type_ids=batch["case"], attention_mask=batch["mask"])
    for watcher in watchers:
        watcher.remove()
    pieces = sum(int(mask.sum()) for mask in seen)
    means = [total / pieces for total in sums]
    return [(mean, square / pieces - mean.outer(mean)) for mean, square in zip(means, squares, strict=True)]


def _without_groups(weight: Tensor, covariance: Tensor, group: int, count: int) -> tuple[Tensor, Tensor]:
    """The outgoing weights (outer, inner) with `count` groups of `group` neighbours at 0 and the others fitted anew,
    and the inner units kept."""
    weight = weight.clone()
    ridge = _RIDGE * covariance.diagonal().mean()
    inverse = torch.linalg.inv(covariance + ridge * torch.eye(len(covariance), dtype=covariance.dtype))
    kept = torch.ones(len(covariance) // group, dtype=torch.bool)
    starts = torch.arange(0, len(covariance), group)
    for _ in range(count):
        gone = starts[_cheapest(weight, inverse, kept, group)] + torch.arange(group)
        columns = torch.linalg.solve(inverse[gone][:, gone], inverse[gone])
        weight -= weight[:, gone] @ columns
        inverse -= inverse[:, gone] @ columns
        kept[gone[0] // group] = False
        inverse[gone, gone] = 1.0
        weight[:, gone] = 0.0
    return weight, kept.repeat_interleave(group).nonzero()[:, 0]


def _cheapest(weight: Tensor, inverse: Tensor, kept: Tensor, group: int) -> int:
    """The group that costs least of those kept."""
    if group == 1:
        cost = weight.square().sum(0) / inverse.diagonal()
    else:
        blocks = torch.stack([inverse[a : a + group, a : a + group] for a in range(0, len(inverse), group)])
        parts = weight.reshape(len(weight), -1, group).permute(1, 2, 0)
        cost = (parts * torch.linalg.solve(blocks, parts)).sum((1, 2))
    return int(cost.masked_fill(~kept, torch.inf).argmin())


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight.data, layer.bias.data = weight.clone(), bias.clone()
    return layer
