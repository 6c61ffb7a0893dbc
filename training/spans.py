"""Spans of a passage as tensors: what is proposed, what is true of each span, and the features of pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from irises.passes.mention_traits import traits_of
from irises.passes.pair_features import GROUP_SIZES, pair_attributes, pair_features
from irises.passes.span_head import MAX_WIDTH, MOST_PROPOSED, PROPOSE_ABOVE
from training.corpora import Passage


def span_matrix(passage: Passage) -> np.ndarray:
    """1 where a mention starts at the row's word and has the column's width - 1: shape (words, MAX_WIDTH)."""
    out = np.zeros((len(passage.words), MAX_WIDTH), dtype=np.float32)
    for first, last in gold_spans(passage):
        out[first, last - first] = 1
    return out


def gold_spans(passage: Passage) -> list[tuple[int, int]]:
    """First and last words of the mentions short enough to be found, in text order."""
    spans = [(int(m[0]), int(m[1])) for m in passage.mentions]
    return [(first, last) for first, last in spans if last - first < MAX_WIDTH]


def span_tensors(spans: Sequence[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    """First and last words, each of shape (spans,)."""
    return torch.tensor([first for first, _ in spans]), torch.tensor([last for _, last in spans])


def proposals(scores: Tensor) -> tuple[Tensor, Tensor]:
    """First and last words of the best spans, in text order (longer first), by scores (words, MAX_WIDTH)."""
    flat = scores.flatten()
    k = min(int(MOST_PROPOSED * len(scores)) + 4, int((flat > PROPOSE_ABOVE).sum()))
    chosen = flat.topk(k).indices
    first, width = chosen // MAX_WIDTH, chosen % MAX_WIDTH
    order = torch.argsort(first * 64 - width)
    return first[order], (first + width)[order]


def with_gold(first: Tensor, last: Tensor, passage: Passage) -> tuple[Tensor, Tensor]:
    """The proposals and every gold span, once each, in text order."""
    spans = {*zip(first.tolist(), last.tolist(), strict=True), *gold_spans(passage)}
    return span_tensors(sorted(spans, key=lambda span: (span[0], -span[1])))


def gold_labels(passage: Passage, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Category (0 none), form (-1 none) and entity (-1 none) of each span."""
    known = {(int(m[0]), int(m[1])): m for m in passage.mentions}
    rows = [known.get(span) for span in zip(first.tolist(), last.tolist(), strict=True)]
    category = torch.tensor([0 if m is None else int(m[2]) + 1 for m in rows])
    form = torch.tensor([-1 if m is None else int(m[3]) for m in rows])
    entity = torch.tensor([-1 if m is None else int(m[4]) for m in rows])
    return category, form, entity


def all_pair_features(passage: Passage, first: Tensor, last: Tensor, category: Tensor, form: Tensor) -> Tensor:
    """Features of every pair of mentions: (n, n, 4), numbered over all groups; the upper triangle means nothing."""
    a, b = first.numpy(), last.numpy()
    phrases = [passage.words[i : j + 1] for i, j in zip(a.tolist(), b.tolist(), strict=True)]
    traits = traits_of(phrases, form.tolist())
    attributes = pair_attributes(a, b, category.numpy(), passage.quotation[a], traits)
    later, earlier = np.tril_indices(len(a), k=-1)
    bases = np.cumsum([0, *GROUP_SIZES[:-1]])
    out = torch.zeros(len(a), len(a), len(bases), dtype=torch.long) + torch.from_numpy(bases)
    out[later, earlier] += torch.from_numpy(pair_features(attributes, later, earlier).T)
    return out
