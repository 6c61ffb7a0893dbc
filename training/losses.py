"""The losses of one step: a LitBank passage, a stretch of EWT, and some passages of REMAN."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.corpora import Feelings, Parsed, Passage
from training.network import Reader
from training.spans import all_pair_features, gold_labels, proposals, span_matrix, with_gold

Losses = dict[str, Tensor]
NEVER = -1e4
"""A score that no softmax sees."""


def passage_losses(model: Reader, passage: Passage, batch: dict[str, Any]) -> Losses:
    """The losses of one LitBank passage, weighted."""
    encoded = model.encode(batch)
    vectors = model.dropout(encoded.words)
    scores = model.span.propose(vectors).float()
    proposal = proposal_loss(scores, passage)
    first, last = with_gold(*proposals(scores.detach()), passage)
    category, form, entity = gold_labels(passage, first, last)
    spans = model.span.represent(vectors, first, last)
    category_logits, form_logits = model.span.decide(spans)
    mention = F.cross_entropy(category_logits.float(), category, reduction="sum") / len(vectors)
    true = category > 0
    mention = mention + F.cross_entropy(form_logits[true].float(), form[true]) * 0.2
    kept = believed_spans(category_logits.detach(), true)
    shown = torch.where(true, category - 1, category_logits.detach()[:, 1:].argmax(1))[kept]
    shown_form = torch.where(true, form, form_logits.detach().argmax(1))[kept]
    features = all_pair_features(passage, first[kept], last[kept], shown, shown_form)
    coreference = coreference_loss(model.pair(spans[kept], features), entity[kept])
    events = F.binary_cross_entropy_with_logits(
        model.events(vectors).float(), torch.from_numpy(passage.events).float(), pos_weight=torch.tensor(2.0)
    )
    return {
        "proposal": proposal,
        "mention": 4 * mention,
        "coreference": coreference,
        "events": 4 * events,
        "sentences": sentence_loss(model, model.dropout(encoded.syntax), passage.sentence_starts),
    }


def proposal_loss(scores: Tensor, passage: Passage) -> Tensor:
    """Cross-entropy of the band of spans (words, MAX_WIDTH) per word, true spans counted thrice."""
    gold = torch.from_numpy(span_matrix(passage))
    loss = F.binary_cross_entropy_with_logits(scores, gold, reduction="none")
    return (loss * (1 + 2 * gold)).masked_fill(scores < -9e3, 0).sum() / len(scores)


def believed_spans(category_logits: Tensor, true: Tensor) -> Tensor:
    """Indices of the spans that coreference learns on: the true ones and the likeliest wrong ones.

    As many as the reader will meet: at most three wrong spans to ten true ones, each less than 0.6 likely to be none.
    """
    guess = category_logits.float().softmax(1)
    doubtful = guess[:, 0].masked_fill(true, -1.0)
    worst = doubtful.sort().values[min(int(1.3 * true.sum()), len(doubtful) - 1)]
    return (true | ((doubtful < 0.6) & (doubtful < worst))).nonzero()[:, 0]


def coreference_loss(scores: Tensor, entity: Tensor) -> Tensor:
    """Marginal likelihood of a mention's true antecedents, the dummy where it has none (Lee et al. 2017).

    `scores`: (n, n), row the later mention; `entity`: (n,), -1 for a span that is no mention.
    """
    n = len(entity)
    earlier = torch.ones(n, n, dtype=torch.bool).tril(-1)
    scores = scores.masked_fill(~earlier, NEVER)
    true = earlier & (entity[:, None] == entity[None, :]) & (entity[:, None] >= 0)
    full = torch.cat([torch.zeros(n, 1), scores], dim=1)
    gold = torch.cat([~true.any(1, keepdim=True), true], dim=1)
    return (full.logsumexp(1) - full.masked_fill(~gold, NEVER).logsumexp(1)).mean()


def sentence_loss(model: Reader, vectors: Tensor, starts: np.ndarray) -> Tensor:
    """Cross-entropy of each word's starting a sentence."""
    return F.binary_cross_entropy_with_logits(model.sentence(vectors)[:, 0].float(), torch.from_numpy(starts).float())


def syntax_losses(model: Reader, document: Parsed, targets: dict[str, Tensor], batch: dict[str, Any]) -> Losses:
    """The losses of one stretch of EWT; `targets` are its class numbers (`Labels.numbers`)."""
    vectors = model.dropout(model.encode(batch).syntax)
    syntax = model.syntax
    out = {}
    for name in ("upos", "feats", "lemmas"):
        out[name] = F.cross_entropy(getattr(syntax, name)(vectors).float(), targets[name], ignore_index=-1)
    heads = torch.from_numpy(document.heads)
    out["arcs"] = F.cross_entropy(inner_arcs(syntax.arcs(vectors).float(), document), heads)
    out["labels"] = F.cross_entropy(syntax.labels(vectors, heads).float(), targets["deprels"])
    out["sentences"] = sentence_loss(model, vectors, document.sentence_starts)
    return out


def inner_arcs(scores: Tensor, document: Parsed) -> Tensor:
    """Arc scores (words, words) with those between sentences ruled out."""
    number = torch.from_numpy(np.cumsum(document.sentence_starts))
    return scores.masked_fill(number[:, None] != number[None, :], NEVER)


def emotion_losses(model: Reader, passages: list[Feelings], batch: dict[str, Any]) -> Losses:
    """The losses of REMAN passages, read one after the other as one stretch of words."""
    vectors = model.dropout(model.encode(batch).words)
    logits = model.emotion.emotions(vectors).float()
    scored = torch.from_numpy(np.concatenate([passage.is_scored for passage in passages]))
    carried = torch.from_numpy(np.concatenate([passage.emotions for passage in passages]))
    gold = torch.cat([carried.any(1, keepdim=True), carried], dim=1).float()
    emotions = F.binary_cross_entropy_with_logits(logits, gold, reduction="none")[scored].sum(1).mean()
    return {"emotions": emotions, "roles": role_loss(model, passages, vectors)}


def role_loss(model: Reader, passages: list[Feelings], vectors: Tensor) -> Tensor:
    """Marginal likelihood of the words of each phrase's experiencer and target, of nobody where it has none."""
    losses = [torch.zeros(())]
    base = 0
    for passage in passages:
        own = vectors[base : base + len(passage.words)]
        base += len(passage.words)
        for row, (first, last) in enumerate(passage.phrases):
            scores = model.emotion.roles(own, first, last).float()
            full = F.pad(scores, (1, 0))
            gold = torch.from_numpy(np.stack([passage.experiencers[row], passage.targets[row]]))
            gold = torch.cat([~gold.any(1, keepdim=True), gold], dim=1)
            losses.append((full.logsumexp(1) - full.masked_fill(~gold, NEVER).logsumexp(1)).mean())
    return torch.stack(losses).sum() / max(1, len(losses) - 1)
