"""Train the encoder and its heads: `python -m training.train --data DIR --out DIR`.

One step is one LitBank passage (mentions, coreference on the mentions proposed, events, sentences) and one batch of
English EWT (syntax, sentences). Measured on 2 cores with AMX: see docs/training.md.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from irises.encode.pieces import PieceVocabulary
from irises.passes.lemma_scripts import script_of
from irises.passes.mention_traits import traits_of
from irises.passes.pair_features import GROUP_SIZES, pair_attributes, pair_features
from training.batches import CORE, encoder_batch
from training.corpora import Parsed, Passage, ewt, litbank
from training.network import MAX_WIDTH, Reader, TagSizes, load_encoder
from training.scores import ConllScore, f1

PROPOSE_ABOVE = -3.0
MOST_PROPOSED = 0.45


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Class names of the tagging heads, most frequent first."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    deprels: list[str]

    @classmethod
    def of(cls, documents: list[Parsed]) -> Labels:
        """The classes of a corpus; lemma scripts seen once are left out."""
        upos = Counter(tag for d in documents for tag in d.upos)
        feats = Counter(f for d in documents for f in d.feats)
        deprels = Counter(r for d in documents for r in d.deprels)
        scripts = Counter(script_of(w, m) for d in documents for w, m in zip(d.words, d.lemmas, strict=True))
        lemmas = [script for script, n in scripts.most_common() if n > 1 and not script.startswith("!") or n > 3]
        return cls(upos=[*dict(upos.most_common())], feats=[*dict(feats.most_common())], lemmas=lemmas, deprels=[*dict(deprels.most_common())])

    def sizes(self) -> TagSizes:
        """Class counts."""
        return TagSizes(upos=len(self.upos), feats=len(self.feats), lemmas=len(self.lemmas), deprels=len(self.deprels))


def span_matrix(passage: Passage) -> np.ndarray:
    """1 where a mention starts at the row's word and has the column's width - 1."""
    out = np.zeros((len(passage.words), MAX_WIDTH), dtype=np.float32)
    for first, last, *_ in passage.mentions:
        if last - first < MAX_WIDTH:
            out[first, last - first] = 1
    return out


def proposals(scores: Tensor) -> tuple[Tensor, Tensor]:
    """First and last words of the best proposed spans, in text order (longer first)."""
    flat = scores.flatten()
    k = min(int(MOST_PROPOSED * len(scores)) + 4, int((flat > PROPOSE_ABOVE).sum()))
    chosen = flat.topk(k).indices
    first, width = chosen // MAX_WIDTH, chosen % MAX_WIDTH
    order = torch.argsort(first * 64 - width)
    return first[order], (first + width)[order]


def with_gold(first: Tensor, last: Tensor, passage: Passage) -> tuple[Tensor, Tensor]:
    """The proposals and every gold span, once each, in text order."""
    spans = set(zip(first.tolist(), last.tolist(), strict=True))
    spans |= {(int(m[0]), int(m[1])) for m in passage.mentions if m[1] - m[0] < MAX_WIDTH}
    ordered = sorted(spans, key=lambda s: (s[0], -s[1]))
    return torch.tensor([s[0] for s in ordered]), torch.tensor([s[1] for s in ordered])


def gold_labels(passage: Passage, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Category (0 none), form (-1 none) and entity (-1 none) of each span."""
    known = {(int(m[0]), int(m[1])): m for m in passage.mentions}
    rows = [known.get(span) for span in zip(first.tolist(), last.tolist(), strict=True)]
    category = torch.tensor([0 if m is None else int(m[2]) + 1 for m in rows])
    form = torch.tensor([-1 if m is None else int(m[3]) for m in rows])
    entity = torch.tensor([-1 if m is None else int(m[4]) for m in rows])
    return category, form, entity


def all_pair_features(words: list[str], first: Tensor, last: Tensor, category: Tensor, form: Tensor, quotation: np.ndarray) -> Tensor:
    """Features of every pair of mentions: (n, n, 4), numbered over all groups; the upper triangle means nothing."""
    a, b = first.numpy(), last.numpy()
    phrases = [words[i : j + 1] for i, j in zip(a.tolist(), b.tolist(), strict=True)]
    attributes = pair_attributes(a, b, category.numpy(), quotation[a], traits_of(phrases, form.tolist()))
    later, earlier = np.tril_indices(len(a), k=-1)
    bases = np.cumsum([0, *GROUP_SIZES[:-1]])
    out = torch.zeros(len(a), len(a), len(bases), dtype=torch.long) + torch.from_numpy(bases)
    out[later, earlier] += torch.from_numpy(pair_features(attributes, later, earlier).T)
    return out


def coreference_loss(scores: Tensor, entity: Tensor) -> Tensor:
    """Marginal likelihood of a mention's true antecedents, the dummy where it has none (Lee et al. 2017)."""
    n = len(entity)
    earlier = torch.ones(n, n, dtype=torch.bool).tril(-1)
    scores = scores.masked_fill(~earlier, -1e4)
    true = earlier & (entity[:, None] == entity[None, :]) & (entity[:, None] >= 0)
    full = torch.cat([torch.zeros(n, 1), scores], dim=1)
    gold = torch.cat([~true.any(1, keepdim=True), true], dim=1)
    return (full.logsumexp(1) - full.masked_fill(~gold, -1e4).logsumexp(1)).mean()


def passage_losses(model: Reader, passage: Passage, batch: dict[str, Any]) -> dict[str, Tensor]:
    """The losses of one LitBank passage."""
    vectors = model.dropout(model.encode(batch))
    gold = torch.from_numpy(span_matrix(passage))
    scores = model.span.propose(vectors).float()
    proposal = F.binary_cross_entropy_with_logits(scores, gold, reduction="none")
    proposal = (proposal * (1 + 2 * gold)).masked_fill(scores < -9e3, 0).sum() / len(vectors)
    first, last = with_gold(*proposals(scores.detach()), passage)
    category, form, entity = gold_labels(passage, first, last)
    spans = model.span.represent(vectors, first, last)
    category_logits, form_logits = model.span.decide(spans)
    mention = F.cross_entropy(category_logits.float(), category, reduction="sum") / len(vectors)
    true = category > 0
    mention = mention + F.cross_entropy(form_logits[true].float(), form[true])* 0.2
    guess = category_logits.detach().float().softmax(1)
    doubtful = guess[:, 0].masked_fill(true, -1.0)
    worst = doubtful.sort().values[min(int(1.3 * true.sum()), len(doubtful) - 1)]
    kept = (true | ((doubtful < 0.6) & (doubtful < worst))).nonzero()[:, 0]
    shown = torch.where(true, category - 1, category_logits.detach()[:, 1:].argmax(1))
    shown_form = torch.where(true, form, form_logits.detach().argmax(1))
    features = all_pair_features(passage.words, first[kept], last[kept], shown[kept], shown_form[kept], passage.quotation)
    coreference = coreference_loss(model.pair(spans[kept], features), entity[kept])
    events = F.binary_cross_entropy_with_logits(model.events(vectors).float(), torch.from_numpy(passage.events).float(), pos_weight=torch.tensor(2.0))
    sentences = F.binary_cross_entropy_with_logits(
        model.sentence(vectors)[:, 0].float(), torch.from_numpy(passage.sentence_starts).float()
    )
    return {"proposal": proposal, "mention": 4 * mention, "coreference": coreference, "events": 4 * events, "sentences": sentences}


def sentence_bounds(starts: np.ndarray) -> list[tuple[int, int]]:
    """Half-open word ranges of sentences."""
    firsts = np.flatnonzero(starts)
    return list(zip(firsts.tolist(), [*firsts[1:].tolist(), len(starts)], strict=True))


def syntax_losses(model: Reader, document: Parsed, targets: dict[str, Tensor], batch: dict[str, Any]) -> dict[str, Tensor]:
    """The losses of one stretch of EWT."""
    vectors = model.dropout(model.encode(batch))
    syntax = model.syntax
    out = {}
    for name in ("upos", "feats", "lemmas"):
        out[name] = F.cross_entropy(getattr(syntax, name)(vectors).float(), targets[name], ignore_index=-1)
    number = torch.from_numpy(np.cumsum(document.sentence_starts))
    arcs = syntax.arcs(vectors).float().masked_fill(number[:, None] != number[None, :], -1e4)
    heads = torch.from_numpy(document.heads)
    out["arcs"] = F.cross_entropy(arcs, heads)
    out["labels"] = F.cross_entropy(syntax.labels(vectors, heads).float(), targets["deprels"])
    starts = torch.from_numpy(document.sentence_starts).float()
    out["sentences"] = F.binary_cross_entropy_with_logits(model.sentence(vectors)[:, 0].float(), starts)
    return out


def syntax_targets(document: Parsed, labels: Labels) -> dict[str, Tensor]:
    """Class numbers of a stretch of EWT; -1 for a lemma script that is no class."""
    scripts = [script_of(w, m) for w, m in zip(document.words, document.lemmas, strict=True)]
    columns = {"upos": document.upos, "feats": document.feats, "lemmas": scripts, "deprels": document.deprels}
    out = {}
    for name, values in columns.items():
        number = {value: i for i, value in enumerate(getattr(labels, name))}
        out[name] = torch.tensor([number.get(value, -1) for value in values])
    return out


def stretches(documents: list[Parsed], rng: random.Random, size: int) -> list[Parsed]:
    """Documents in random order, joined and cut at sentence bounds into stretches of about `size` words."""
    order = documents[:]
    rng.shuffle(order)
    out: list[list[tuple[Parsed, int, int]]] = [[]]
    count = 0
    for document in order:
        for a, b in sentence_bounds(document.sentence_starts):
            out[-1].append((document, a, b))
            count += b - a
            if count >= size:
                out.append([])
                count = 0
    return [_joined(parts) for parts in out if parts]


def _joined(parts: list[tuple[Parsed, int, int]]) -> Parsed:
    heads, base = [], 0
    for d, a, b in parts:
        heads.append(d.heads[a:b] - a + base)
        base += b - a
    return Parsed(
        words=[w for d, a, b in parts for w in d.words[a:b]],
        sentence_starts=np.concatenate([d.sentence_starts[a:b] for d, a, b in parts]),
        lemmas=[w for d, a, b in parts for w in d.lemmas[a:b]],
        upos=[w for d, a, b in parts for w in d.upos[a:b]],
        feats=[w for d, a, b in parts for w in d.feats[a:b]],
        heads=np.concatenate(heads),
        deprels=[w for d, a, b in parts for w in d.deprels[a:b]],
    )


def augmented(words: list[str], rng: random.Random) -> list[str]:
    """Sometimes the same words in another dress: all lower case, or British quotation marks."""
    dice = rng.random()
    if dice < 0.06:
        return [word.lower() for word in words]
    if dice < 0.16:
        return ["'" if word in ('"', "“", "”") else word for word in words]
    return words


@torch.no_grad()
def read_passage(model: Reader, passage: Passage, vocabulary: PieceVocabulary, *, gold_mentions: bool = False) -> dict[str, Any]:
    """What the model says of a passage: mentions (first, last, category, form), clusters, events."""
    vectors = model.encode(encoder_batch(passage.words, vocabulary)).float()
    if gold_mentions:
        spans_list = [(int(m[0]), int(m[1])) for m in passage.mentions if m[1] - m[0] < MAX_WIDTH]
        first, last = torch.tensor([s[0] for s in spans_list]), torch.tensor([s[1] for s in spans_list])
    else:
        first, last = proposals(model.span.propose(vectors))
    spans = model.span.represent(vectors, first, last)
    category_logits, form_logits = model.span.decide(spans)
    keep = torch.ones(len(first), dtype=torch.bool) if gold_mentions else category_logits.argmax(1) > 0
    first, last, spans = first[keep], last[keep], spans[keep]
    category, form = category_logits[keep][:, 1:].argmax(1), form_logits[keep].argmax(1)
    features = all_pair_features(passage.words, first, last, category, form, passage.quotation)
    clusters = clusters_of(model.pair(spans, features).numpy(), first.tolist(), last.tolist())
    return {
        "mentions": {(a, b): c for a, b, c in zip(first.tolist(), last.tolist(), category.tolist(), strict=True)},
        "clusters": clusters,
        "events": (model.events(vectors) > 0).numpy(),
        "sentences": (model.sentence(vectors)[:, 0] > 0).numpy(),
    }


def clusters_of(scores: np.ndarray, first: list[int], last: list[int]) -> list[frozenset[tuple[int, int]]]:
    """Each mention joins the cluster with the largest log-sum-exp of its members' scores, if above 0."""
    owner = np.zeros(len(first), dtype=np.int64)
    count = 0
    for i in range(len(first)):
        best, best_score = -1, 0.0
        if i:
            row = scores[i, :i]
            sums = np.bincount(owner[:i], weights=np.exp(np.minimum(row, 30.0)), minlength=count)
            best = int(sums.argmax())
            best_score = float(np.log(sums[best] + 1e-30))
        if best_score > 0:
            owner[i] = best
        else:
            owner[i], count = count, count + 1
    out: list[set[tuple[int, int]]] = [set() for _ in range(count)]
    for i, cluster in enumerate(owner):
        out[cluster].add((first[i], last[i]))
    return [frozenset(c) for c in out]


def evaluate(model: Reader, passages: list[Passage], vocabulary: PieceVocabulary) -> dict[str, float]:
    """Quick scores on passages."""
    model.eval()
    counts: Counter[str] = Counter()
    predicted_score, gold_score = ConllScore(), ConllScore()
    for passage in passages:
        gold_clusters = [frozenset((int(m[0]), int(m[1])) for m in passage.mentions if m[4] == e) for e in set(passage.mentions[:, 4].tolist())]
        said = read_passage(model, passage, vocabulary)
        gold = {(int(m[0]), int(m[1])): int(m[2]) for m in passage.mentions}
        common = {(int(m[0]), int(m[1])) for m in passage.mentions if m[3] == 1}
        counts["gold"] += len(gold)
        counts["predicted"] += len(said["mentions"])
        counts["hits"] += sum(s in gold for s in said["mentions"])
        counts["category"] += sum(gold.get(s) == c for s, c in said["mentions"].items())
        counts["common"] += len(common)
        counts["common_hits"] += sum(s in common for s in said["mentions"])
        counts["event_hits"] += int((said["events"] & passage.events).sum())
        counts["event_predicted"] += int(said["events"].sum())
        counts["event_gold"] += int(passage.events.sum())
        counts["sentence_hits"] += int((said["sentences"] & passage.sentence_starts).sum())
        counts["sentence_all"] += int(said["sentences"].sum() + passage.sentence_starts.sum())
        predicted_score.add(said["clusters"], gold_clusters)
        gold_score.add(read_passage(model, passage, vocabulary, gold_mentions=True)["clusters"], gold_clusters)
    model.train()
    return {
        "mentions": f1(counts["hits"], counts["predicted"], counts["gold"]),
        "category": f1(counts["category"], counts["predicted"], counts["gold"]),
        "common_recall": counts["common_hits"] / counts["common"],
        "events": f1(counts["event_hits"], counts["event_predicted"], counts["event_gold"]),
        "sentences": 2 * counts["sentence_hits"] / counts["sentence_all"],
        "conll_predicted": predicted_score.values()[3],
        "conll_gold": gold_score.values()[3],
    }


@torch.no_grad()
def evaluate_syntax(model: Reader, documents: list[Parsed], labels: Labels, vocabulary: PieceVocabulary) -> dict[str, float]:
    """Accuracies on EWT stretches with gold words and sentences."""
    model.eval()
    counts: Counter[str] = Counter()
    for document in stretches(documents, random.Random(0), 800):
        vectors = model.encode(encoder_batch(document.words, vocabulary)).float()
        targets = syntax_targets(document, labels)
        for name in ("upos", "feats", "lemmas"):
            counts[name] += int((getattr(model.syntax, name)(vectors).argmax(1) == targets[name]).sum())
        number = torch.from_numpy(np.cumsum(document.sentence_starts))
        arcs = model.syntax.arcs(vectors).masked_fill(number[:, None] != number[None, :], -1e4)
        heads = arcs.argmax(1)
        right = heads == torch.from_numpy(document.heads)
        counts["uas"] += int(right.sum())
        counts["las"] += int((right & (model.syntax.labels(vectors, heads).argmax(1) == targets["deprels"])).sum())
        starts = (model.sentence(vectors)[:, 0] > 0).numpy()
        counts["s_hits"] += int((starts & document.sentence_starts).sum())
        counts["s_all"] += int(starts.sum() + document.sentence_starts.sum())
        counts["n"] += len(document.words)
    model.train()
    out = {name: counts[name] / counts["n"] for name in ("upos", "feats", "lemmas", "uas", "las")}
    return {**out, "ewt_sentences": 2 * counts["s_hits"] / counts["s_all"]}


def optimizer_of(model: Reader, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW with the encoder's lower layers learning slower."""
    groups = []
    depth = model.encoder.config.num_hidden_layers
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.embeddings"):
            lr = rate * 0.9 ** (depth + 1)
        elif name.startswith("encoder."):
            lr = rate * 0.9 ** (depth - 1 - int(name.split(".layer.")[1].split(".")[0]))
        else:
            lr = head_rate
        groups.append({"params": [parameter], "lr": lr, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def main() -> None:
    """Train and save checkpoints with their scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of gold corpora")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with config.json, model.safetensors, tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go (outside the repository)")
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--syntax-words", type=int, default=900, help="words of EWT in a step; 0 trains no syntax")
    parser.add_argument("--every", type=int, default=4, help="epochs between evaluations")
    arguments = parser.parse_args()
    train(arguments)


def train(a: argparse.Namespace) -> None:
    """The training loop."""
    rng = random.Random(a.seed)
    torch.manual_seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    vocabulary = PieceVocabulary.load(a.encoder / "tokenizer.json")
    passages, dev = litbank(a.data, "train"), litbank(a.data, "dev")
    parsed, parsed_dev = ewt(a.data, "train"), ewt(a.data, "dev")
    labels = Labels.of(parsed)
    (a.out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
    model = Reader(load_encoder(a.encoder), labels.sizes())
    optimizer = optimizer_of(model, a.rate, a.head_rate)
    steps = a.epochs * len(passages)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.0, 1 - step / steps)
    )
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    pool: list[Parsed] = []
    began = time.time()
    for epoch in range(a.epochs):
        rng.shuffle(passages)
        sums: Counter[str] = Counter()
        for passage in passages:
            words = augmented(passage.words, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = passage_losses(model, passage, encoder_batch(words, vocabulary, first_core=rng.randint(60, CORE)))
            sum(losses.values()).backward()
            sums.update({name: float(loss.detach()) for name, loss in losses.items()})
            if a.syntax_words:
                pool = pool or stretches(parsed, rng, a.syntax_words)
                document = pool.pop()
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    losses = syntax_losses(model, document, syntax_targets(document, labels), encoder_batch(document.words, vocabulary, first_core=rng.randint(60, CORE)))
                (sum(losses.values()) * 0.5).backward()
                sums.update({f"ewt_{name}": float(loss.detach()) for name, loss in losses.items()})
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            average.update_parameters(model)
        line = {"epoch": epoch + 1, "seconds": round(time.time() - began), **{n: round(s / len(passages), 3) for n, s in sums.items()}}
        if (epoch + 1) % a.every == 0 or epoch + 1 == a.epochs:
            scores = evaluate(average.module, dev, vocabulary)
            scores |= evaluate_syntax(average.module, parsed_dev, labels, vocabulary)
            line["dev"] = {name: round(100 * value, 2) for name, value in scores.items()}
            torch.save(average.module.state_dict(), a.out / "last.pt")
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
