"""A narrower encoder: inner units of its feed-forward layers left out, those whose work others can do.

Optimal brain surgeon on whole units (Hassibi and Stork 1993; Kurtic et al. 2023): with the inner states of each layer
on real text, the unit is left out whose loss changes the layer's output least once the others' outgoing weights are
fitted anew; one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from transformers import BertModel

_RIDGE = 1e-3
"""Added to the inner states' covariance, as a share of its mean diagonal."""


def inner_width(encoder: BertModel) -> int:
    """Units of the feed-forward layers."""
    return encoder.encoder.layer[0].intermediate.dense.out_features


def set_inner_width(encoder: BertModel, width: int) -> None:
    """Gives the feed-forward layers fresh parameters of that many units, to be loaded."""
    outer = encoder.config.hidden_size
    for layer in encoder.encoder.layer:
        layer.intermediate.dense = nn.Linear(outer, width)
        layer.output.dense = nn.Linear(width, outer)
    encoder.config.intermediate_size = width


@torch.no_grad()
def narrow(encoder: BertModel, batches: Sequence[dict[str, Tensor]], width: int) -> list[float]:
    """Leaves `width` inner units in each layer; for each, the share of its output's variance that is lost.

    `batches` are texts as `encoder_batch` gives them.

    Raises:
        ValueError: if the layers are not wider than that.
    """
    if width >= inner_width(encoder):
        raise ValueError(f"the encoder's inner layers have {inner_width(encoder)} units, not more than {width}")
    layers = list(encoder.encoder.layer)
    moments = _moments(encoder, [layer.output.dense for layer in layers], batches)
    lost = []
    for layer, (mean, covariance) in zip(layers, moments, strict=True):
        inner, outer = layer.intermediate.dense, layer.output.dense
        before = outer.weight.double()
        after, kept = _without_units(before, covariance, inner.out_features - width)
        difference = before - after
        lost.append(float(((difference @ covariance) * difference).sum() / ((before @ covariance) * before).sum()))
        bias = outer.bias + (difference @ mean).float()
        layer.intermediate.dense = _linear(inner.weight[kept], inner.bias[kept])
        layer.output.dense = _linear(after[:, kept].float(), bias)
    encoder.config.intermediate_size = width
    return lost


def _moments(
    encoder: BertModel, outers: Sequence[nn.Linear], batches: Sequence[dict[str, Tensor]]
) -> list[tuple[Tensor, Tensor]]:
    """Mean and covariance of what each of the linear layers is given, over all pieces of the batches."""
    sums = [torch.zeros(outer.in_features, dtype=torch.double) for outer in outers]
    squares = [torch.zeros(outer.in_features, outer.in_features, dtype=torch.double) for outer in outers]
    seen: list[Tensor] = []

    def watch(at: int) -> object:
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
        watcher.remove()  # type: ignore[attr-defined]
    pieces = sum(int(mask.sum()) for mask in seen)
    means = [total / pieces for total in sums]
    return [(mean, square / pieces - mean.outer(mean)) for mean, square in zip(means, squares, strict=True)]


def _without_units(weight: Tensor, covariance: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """The outgoing weights (outer, inner) with `count` units at 0 and the others fitted anew, and the units kept."""
    weight = weight.clone()
    ridge = _RIDGE * covariance.diagonal().mean()
    inverse = torch.linalg.inv(covariance + ridge * torch.eye(len(covariance), dtype=covariance.dtype))
    kept = torch.ones(len(covariance), dtype=torch.bool)
    for _ in range(count):
        cost = weight.square().sum(0) / inverse.diagonal()
        unit = int(cost.masked_fill(~kept, torch.inf).argmin())
        column = inverse[:, unit] / inverse[unit, unit]
        weight -= weight[:, unit].outer(column)
        inverse -= column.outer(inverse[unit])
        kept[unit] = False
        inverse[unit, unit] = 1.0
        weight[:, ~kept] = 0.0
    return weight, kept.nonzero()[:, 0]


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight.data, layer.bias.data = weight.clone(), bias.clone()
    return layer
