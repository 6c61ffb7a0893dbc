"""Train the encoder and its heads: `python -m training.train --data DIR --out DIR`.

One step is one LitBank passage (mentions, coreference on the mentions proposed, events, sentences) and one stretch of
English EWT (syntax, sentences). What it takes and gives: docs/training.md.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import torch

from irises.encode.pieces import PieceVocabulary
from training.base_encoder import add_encoder_option, base_encoder
from training.batches import CORE, encoder_batch
from training.corpora import Parsed, Passage, ewt, litbank
from training.labels import Labels
from training.losses import Losses, passage_losses, syntax_losses
from training.network import Reader, load_encoder
from training.quick_scores import evaluate, evaluate_syntax
from training.stretches import augmented, stretches

SHORTEST_CORE = 60
"""Pieces that the first window keeps at least; how many is drawn anew in each epoch, so that windows shift."""
WARM_UP = 0.08
"""Share of the steps in which the rates rise."""
AVERAGE = 0.995
"""Weight of the past in the running average of the parameters, which is what is scored and saved."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to train: epochs, peak rates of encoder and heads, seed, words of EWT in a step (0 trains no syntax)."""

    epochs: int
    rate: float
    head_rate: float
    seed: int
    syntax_words: int


class Trainer:
    """A model in training on passages and parsed documents."""

    def __init__(self, recipe: Recipe, passages: list[Passage], parsed: list[Parsed], *, encoder: Path) -> None:
        self.recipe = recipe
        self.rng = random.Random(recipe.seed)
        torch.manual_seed(recipe.seed)
        self.passages, self.parsed = passages, parsed
        self.vocabulary = PieceVocabulary.load(encoder / "tokenizer.json")
        self.labels = Labels.of(parsed)
        self.model = Reader(load_encoder(encoder), self.labels.sizes())
        self.optimizer = optimizer_of(self.model, recipe.rate, recipe.head_rate)
        self.schedule = schedule_of(self.optimizer, recipe.epochs * len(passages))
        self.average = torch.optim.swa_utils.AveragedModel(
            self.model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE)
        )
        self._pool: list[Parsed] = []

    def epoch(self) -> dict[str, float]:
        """One turn over the passages, shuffled: the mean losses."""
        self.rng.shuffle(self.passages)
        sums: Counter[str] = Counter()
        for passage in self.passages:
            sums.update(self._step(passage))
        return {name: total / len(self.passages) for name, total in sums.items()}

    def _step(self, passage: Passage) -> dict[str, float]:
        """One update of the parameters: the losses."""
        said = self._learn_passage(passage)
        if self.recipe.syntax_words:
            said |= self._learn_syntax()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.update_parameters(self.model)
        return said

    def _learn_passage(self, passage: Passage) -> dict[str, float]:
        words = augmented(passage.words, self.rng)
        batch = encoder_batch(words, self.vocabulary, first_core=self.rng.randint(SHORTEST_CORE, CORE))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = passage_losses(self.model, passage, batch)
        return _backward(losses, weight=1.0)

    def _learn_syntax(self) -> dict[str, float]:
        self._pool = self._pool or stretches(self.parsed, self.rng, self.recipe.syntax_words)
        document = self._pool.pop()
        targets = {name: torch.from_numpy(numbers) for name, numbers in self.labels.numbers(document).items()}
        batch = encoder_batch(document.words, self.vocabulary, first_core=self.rng.randint(SHORTEST_CORE, CORE))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = syntax_losses(self.model, document, targets, batch)
        return {f"ewt_{name}": loss for name, loss in _backward(losses, weight=0.5).items()}

    def scores(self, passages: list[Passage], parsed: list[Parsed]) -> dict[str, float]:
        """Scores of the averaged parameters, in per cent."""
        reader = self.average.module
        scores = evaluate(reader, passages, self.vocabulary)
        scores |= evaluate_syntax(reader, parsed, self.labels, self.vocabulary)
        return {name: round(100 * value, 2) for name, value in scores.items()}


def _backward(losses: Losses, *, weight: float) -> dict[str, float]:
    """Adds the gradients of the summed losses; the losses as numbers."""
    (sum(losses.values()) * weight).backward()
    return {name: float(loss.detach()) for name, loss in losses.items()}


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


def schedule_of(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Rates that rise during the warm-up under a line that falls to 0 at the last step."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )


def main() -> None:
    """Train; a line of JSON per epoch goes to standard output, the averaged parameters to last.pt."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of gold corpora")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go (outside the repository)")
    add_encoder_option(parser)
    parser.add_argument("--epochs", type=int, default=13)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="of the encoder's last layer")
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--syntax-words", type=int, default=450, help="words of EWT in a step; 0 trains no syntax")
    parser.add_argument("--every", type=int, default=2, help="epochs between evaluations")
    a = parser.parse_args()
    recipe = Recipe(epochs=a.epochs, rate=a.rate, head_rate=a.head_rate, seed=a.seed, syntax_words=a.syntax_words)
    train(recipe, data=a.data, encoder=a.encoder or base_encoder(), out=a.out, every=a.every)


def train(recipe: Recipe, *, data: Path, encoder: Path, out: Path, every: int) -> None:
    """Trains on the corpora in `data`; writes labels.json, last.pt and scores.json to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    dev, parsed_dev = litbank(data, "dev"), ewt(data, "dev")
    trainer = Trainer(recipe, litbank(data, "train"), ewt(data, "train"), encoder=encoder)
    trainer.labels.save(out / "labels.json")
    began = time.time()
    for epoch in range(1, recipe.epochs + 1):
        losses = {name: round(loss, 3) for name, loss in trainer.epoch().items()}
        line = {"epoch": epoch, "seconds": round(time.time() - began), **losses}
        if epoch % every == 0 or epoch == recipe.epochs:
            line["dev"] = trainer.scores(dev, parsed_dev)
            torch.save(trainer.average.module.state_dict(), out / "last.pt")
            (out / "scores.json").write_text(json.dumps(line["dev"]), encoding="utf-8")
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
