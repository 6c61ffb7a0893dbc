"""Scores while training, a minute each; the figures we publish come from `evaluation`, over the whole program."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from evaluation.coreference import METRICS, conll
from evaluation.counts import Tally, tally_sets
from irises.encode.pieces import PieceVocabulary
from training.clusters import Cluster, clusters_of
from training.corpora import Feelings, Parsed, Passage
from training.labels import Labels
from training.losses import inner_arcs
from training.network import Reader
from training.spans import all_pair_features, gold_spans, proposals, span_tensors
from training.stretches import stretches

COMMON = 1
"""Number of the form of mentions headed by a common noun."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the model says of a passage: categories of mentions by span, clusters, and a bool per word of the rest."""

    mentions: dict[tuple[int, int], int]
    clusters: list[Cluster]
    events: np.ndarray
    sentences: np.ndarray


@torch.no_grad()
def read_passage(model: Reader, passage: Passage, vocabulary: PieceVocabulary, *, gold_mentions: bool = False) -> Said:
    """The model's reading of a passage, with mentions of its own or the true ones."""
    vectors = model.read(passage.words, vocabulary)
    first, last = span_tensors(gold_spans(passage)) if gold_mentions else proposals(model.span.propose(vectors))
    spans = model.span.represent(vectors, first, last)
    category_logits, form_logits = model.span.decide(spans)
    if not gold_mentions:
        keep = category_logits.argmax(1) > 0
        first, last, spans = first[keep], last[keep], spans[keep]
        category_logits, form_logits = category_logits[keep], form_logits[keep]
    category, form = category_logits[:, 1:].argmax(1), form_logits.argmax(1)
    features = all_pair_features(passage, first, last, category, form)
    clusters = clusters_of(model.pair(spans, features).numpy(), first.tolist(), last.tolist())
    return Said(
        mentions={(a, b): c for a, b, c in zip(first.tolist(), last.tolist(), category.tolist(), strict=True)},
        clusters=clusters,
        events=(model.events(vectors) > 0).numpy(),
        sentences=(model.sentence(vectors)[:, 0] > 0).numpy(),
    )


def evaluate(model: Reader, passages: list[Passage], vocabulary: PieceVocabulary) -> dict[str, float]:
    """Scores on passages, from 0 to 1: F1, but for the recall of common-noun mentions."""
    model.eval()
    totals: dict[str, Tally] = {}
    for passage in passages:
        for name, tally in _tallies(model, passage, vocabulary).items():
            totals[name] = totals.get(name, Tally()) + tally
    model.train()
    return {
        **{name: totals[name].f1 for name in ("mentions", "category", "events", "sentences")},
        "common_recall": totals["common"].recall,
        "conll_predicted": conll({name: totals[f"{name} predicted"] for name in METRICS}),
        "conll_gold": conll({name: totals[f"{name} gold"] for name in METRICS}),
    }


def _tallies(model: Reader, passage: Passage, vocabulary: PieceVocabulary) -> dict[str, Tally]:
    """What one passage adds to each score."""
    said = read_passage(model, passage, vocabulary)
    told = read_passage(model, passage, vocabulary, gold_mentions=True)
    gold = {(int(m[0]), int(m[1])): int(m[2]) for m in passage.mentions}
    common = {(int(m[0]), int(m[1])) for m in passage.mentions if m[3] == COMMON}
    clusters = gold_clusters(passage)
    return {
        "mentions": tally_sets(set(gold), set(said.mentions)),
        "category": tally_sets(set(gold.items()), set(said.mentions.items())),
        "common": tally_sets(common, set(said.mentions)),
        "events": _words_tally(passage.events, said.events),
        "sentences": _words_tally(passage.sentence_starts, said.sentences),
        **{f"{name} predicted": metric(clusters, said.clusters) for name, metric in METRICS.items()},
        **{f"{name} gold": metric(clusters, told.clusters) for name, metric in METRICS.items()},
    }


def gold_clusters(passage: Passage) -> list[Cluster]:
    """The mentions of each entity."""
    entities = passage.mentions[:, 4]
    return [
        frozenset((int(m[0]), int(m[1])) for m in passage.mentions[entities == entity])
        for entity in np.unique(entities)
    ]


def _words_tally(gold: np.ndarray, said: np.ndarray) -> Tally:
    return tally_sets(set(np.flatnonzero(gold).tolist()), set(np.flatnonzero(said).tolist()))


@torch.no_grad()
def evaluate_syntax(
    model: Reader, documents: list[Parsed], labels: Labels, vocabulary: PieceVocabulary
) -> dict[str, float]:
    """Accuracies on EWT stretches with gold words and sentences, and F1 of sentence starts."""
    model.eval()
    right: Counter[str] = Counter()
    starts = Tally()
    for document in stretches(documents, random.Random(0), 800):
        vectors = model.read(document.words, vocabulary)
        targets = {name: torch.from_numpy(numbers) for name, numbers in labels.numbers(document).items()}
        right.update(_right_words(model, vectors, document, targets))
        starts += _words_tally(document.sentence_starts, (model.sentence(vectors)[:, 0] > 0).numpy())
    model.train()
    words = sum(len(document.words) for document in documents)
    return {**{name: n / words for name, n in right.items()}, "ewt_sentences": starts.f1}


@torch.no_grad()
def evaluate_emotions(model: Reader, passages: list[Feelings], vocabulary: PieceVocabulary) -> dict[str, float]:
    """F1 of words in emotional phrases, of words with their class, and the share of phrases whose likeliest experiencer
    is right."""
    model.eval()
    words, classes, right, phrases = Tally(), Tally(), 0, 0
    for passage in passages:
        vectors = model.read(passage.words, vocabulary)
        logits = model.emotion.emotions(vectors).numpy()
        said = (logits[:, 0] > 0) & passage.is_scored
        words += _words_tally(passage.emotions.any(axis=1), said)
        best = np.where(said, logits[:, 1:].argmax(axis=1), -1)
        hit: np.ndarray = said & passage.emotions[np.arange(len(best)), best]
        classes += Tally(hit.sum(), passage.emotions.any(axis=1).sum(), hit.sum(), said.sum())
        for row, (first, last) in enumerate(passage.phrases):
            if passage.experiencers[row].any():
                phrases += 1
                right += int(passage.experiencers[row][int(model.emotion.roles(vectors, first, last)[0].argmax())])
    model.train()
    return {"emotions": words.f1, "emotion_class": classes.f1, "experiencers": right / max(1, phrases)}


def _right_words(model: Reader, vectors: Tensor, document: Parsed, targets: Mapping[str, Tensor]) -> dict[str, int]:
    """How many words have the right tag, head, and head with relation."""
    syntax = model.syntax
    tags = {name: getattr(syntax, name)(vectors).argmax(1) == targets[name] for name in ("upos", "feats", "lemmas")}
    heads = inner_arcs(syntax.arcs(vectors), document).argmax(1)
    attached = heads == torch.from_numpy(document.heads)
    labelled = attached & (syntax.labels(vectors, heads).argmax(1) == targets["deprels"])
    return {name: int(mask.sum()) for name, mask in {**tags, "uas": attached, "las": labelled}.items()}
