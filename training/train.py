"""Train the encoder and its heads: `python -m training.train --data DIR --out DIR`.

First some epochs of syntax alone (English EWT), then all together: one step is one LitBank passage (mentions,
coreference on the mentions proposed, events, sentences), one stretch of EWT (syntax, sentences) and some passages of
REMAN (emotions, experiencers, targets). What it takes and gives: docs/training.md.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch

from irises.encode.pieces import PieceVocabulary
from training.base_encoder import add_encoder_option, base_encoder
from training.batches import CONTEXT, CORE, encoder_batch
from training.corpora import Feelings, Parsed, Passage, ewt, litbank_parts, reman
from training.labels import Labels
from training.losses import Losses, emotion_losses, passage_losses, syntax_losses
from training.network import Reader, load_encoder
from training.quick_scores import evaluate, evaluate_emotions, evaluate_syntax
from training.stretches import RENAMED, augmented, proper_names, renamed, stretches

SHORTEST_CORE = 60
"""Pieces that the first window keeps at least; how many is drawn anew in each epoch, so that windows shift."""
WARM_UP = 0.08
"""Share of the steps in which the rates rise."""
AVERAGE = 0.995
"""Weight of the past in the running average of the parameters, which is what is scored and saved."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to train: epochs of syntax alone and of everything, peak rates of encoder and heads, seed, words of EWT and
    passages of REMAN in a step, share of passages with other names, core and context of windows in pieces."""

    syntax_epochs: int
    epochs: int
    rate: float
    head_rate: float
    seed: int
    syntax_words: int
    emotion_passages: int
    renamed: float = RENAMED
    window: tuple[int, int] = (CORE, CONTEXT)


@dataclass(frozen=True, kw_only=True)
class Corpora:
    """What is trained on, or scored."""

    passages: list[Passage]
    parsed: list[Parsed]
    feelings: list[Feelings]


def corpora_of(data: Path, fold: int | None = None) -> tuple[Corpora, Corpora]:
    """What to train on and what to score, from the folder of gold corpora."""
    training, dev = (
        Corpora(passages=passages, parsed=ewt(data, part), feelings=reman(data, part))
        for part, passages in zip(("train", "dev"), litbank_parts(data, fold), strict=True)
    )
    return training, dev


class Trainer:
    """A model in training."""

    def __init__(
        self, recipe: Recipe, corpora: Corpora, *, model: Reader, labels: Labels, vocabulary: PieceVocabulary
    ) -> None:
        self.recipe, self.corpora, self.model = recipe, corpora, model
        self.labels, self.vocabulary = labels, vocabulary
        self.rng = random.Random(recipe.seed)
        self.names = proper_names(corpora.parsed)
        self._pool: list[Parsed] = []
        self._feelings: list[Feelings] = []
        self._begin(max(1, recipe.syntax_epochs * len(stretches(corpora.parsed, self.rng, recipe.syntax_words))))

    def _begin(self, steps: int) -> None:
        """Starts rates and average anew, for so many steps."""
        self.optimizer = optimizer_of(self.model, self.recipe.rate, self.recipe.head_rate)
        self.schedule = schedule_of(self.optimizer, steps)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE)
        )

    def syntax_epoch(self) -> dict[str, float]:
        """One turn over EWT alone: the mean losses."""
        self._pool = stretches(self.corpora.parsed, self.rng, self.recipe.syntax_words)
        return self._mean([self._update(self._learn_syntax()) for _ in range(len(self._pool))])

    def start_all(self) -> None:
        """Goes on from the syntax's averaged parameters to everything, at full rates."""
        if self.recipe.syntax_epochs:
            self.model.load_state_dict(self.average.module.state_dict())
        self._begin(self.recipe.epochs * len(self.corpora.passages))

    def epoch(self) -> dict[str, float]:
        """One turn over the LitBank passages, shuffled: the mean losses."""
        order = self.corpora.passages[:]
        self.rng.shuffle(order)
        return self._mean([self._step(passage) for passage in order])

    @staticmethod
    def _mean(losses: list[dict[str, float]]) -> dict[str, float]:
        return {name: sum(said[name] for said in losses) / len(losses) for name in losses[0]}

    def _step(self, passage: Passage) -> dict[str, float]:
        """One update of the parameters on everything: the losses."""
        return self._update(self._learn(passage))

    def _learn(self, passage: Passage) -> dict[str, float]:
        """Adds up the gradients of a step: the losses."""
        return self._learn_passage(passage) | self._learn_syntax() | self._learn_emotions()

    def _update(self, losses: dict[str, float]) -> dict[str, float]:
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.update_parameters(self.model)
        return losses

    def _learn_passage(self, passage: Passage) -> dict[str, float]:
        passage = renamed(passage, self.names, self.rng, share=self.recipe.renamed)
        batch = self._batch(augmented(passage.words, self.rng))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = passage_losses(self.model, passage, batch)
        return backward(losses, weight=1.0)

    def _learn_syntax(self) -> dict[str, float]:
        self._pool = self._pool or stretches(self.corpora.parsed, self.rng, self.recipe.syntax_words)
        document = self._pool.pop()
        targets = {name: torch.from_numpy(numbers) for name, numbers in self.labels.numbers(document).items()}
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = syntax_losses(self.model, document, targets, self._batch(document.words))
        return {f"ewt_{name}": loss for name, loss in backward(losses, weight=0.5).items()}

    def _learn_emotions(self) -> dict[str, float]:
        size = self.recipe.emotion_passages
        if len(self._feelings) < size:
            self._feelings = self.rng.sample(self.corpora.feelings, len(self.corpora.feelings))
        passages, self._feelings = self._feelings[:size], self._feelings[size:]
        batch = self._batch([word for passage in passages for word in passage.words])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = emotion_losses(self.model, passages, batch)
        return backward(losses, weight=1.0)

    def _batch(self, words: list[str]) -> dict[str, torch.Tensor]:
        core, context = self.recipe.window
        first = self.rng.randint(SHORTEST_CORE, core)
        return encoder_batch(words, self.vocabulary, first_core=first, core=core, context=context)

    def scores(self, dev: Corpora) -> dict[str, float]:
        """Scores of the averaged parameters, in per cent."""
        reader = self.average.module
        scores = evaluate(reader, dev.passages, self.vocabulary)
        scores |= evaluate_syntax(reader, dev.parsed, self.labels, self.vocabulary)
        scores |= evaluate_emotions(reader, dev.feelings, self.vocabulary)
        return {name: round(100 * value, 2) for name, value in scores.items()}


def backward(losses: Losses, *, weight: float) -> dict[str, float]:
    """Adds the gradients of the summed losses; the losses as numbers."""
    (sum(losses.values()) * weight).backward()
    return {name: float(loss.detach()) for name, loss in losses.items()}


def optimizer_of(model: Reader, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW with the encoder's lower layers learning slower."""
    groups = []
    depth = sum(name.endswith("intermediate.dense.bias") for name, _ in model.named_parameters())
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
    parser.add_argument("--start", type=Path, help="folder with last.pt to go on from, with its encoder and heads")
    parser.add_argument("--syntax-epochs", type=int, default=5, help="epochs of EWT alone, at first")
    parser.add_argument("--epochs", type=int, default=13, help="epochs of everything")
    parser.add_argument("--rate", type=float, default=2e-4, help="of the encoder's last layer")
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--syntax-words", type=int, default=900, help="words of EWT in a step")
    parser.add_argument("--emotion-passages", type=int, default=8, help="passages of REMAN in a step")
    parser.add_argument("--renamed", type=float, default=RENAMED, help="share of passages shown with other names")
    parser.add_argument("--window", type=int, nargs=2, default=(CORE, CONTEXT), metavar=("CORE", "CONTEXT"))
    parser.add_argument("--every", type=int, default=2, help="epochs between evaluations")
    parser.add_argument("--fold", type=int, help="leave this fold of LitBank's training passages out, and score on it")
    a = parser.parse_args()
    recipe = Recipe(
        syntax_epochs=a.syntax_epochs,
        epochs=a.epochs,
        rate=a.rate,
        head_rate=a.head_rate,
        seed=a.seed,
        syntax_words=a.syntax_words,
        emotion_passages=a.emotion_passages,
        renamed=a.renamed,
        window=tuple(a.window),
    )
    train(
        recipe, data=a.data, encoder=a.encoder or base_encoder(), out=a.out, every=a.every, fold=a.fold, start=a.start
    )


def train(
    recipe: Recipe,
    *,
    data: Path,
    encoder: Path,
    out: Path,
    every: int,
    fold: int | None = None,
    start: Path | None = None,
) -> None:
    """Trains on the corpora in `data`; writes labels.json, last.pt and scores.json to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    training, dev = corpora_of(data, fold)
    torch.manual_seed(recipe.seed)
    labels, vocabulary = Labels.of(training.parsed), PieceVocabulary.load(encoder / "tokenizer.json")
    labels.save(out / "labels.json")
    model = Reader(load_encoder(encoder), labels.sizes())
    if start is not None:
        model.load_state_dict(torch.load(start / "last.pt", weights_only=True))
    trainer = Trainer(recipe, training, model=model, labels=labels, vocabulary=vocabulary)
    began = time.time()
    for epoch in range(1, recipe.syntax_epochs + 1):
        tell(began, trainer.syntax_epoch(), syntax_epoch=epoch)
    trainer.start_all()
    for epoch in range(1, recipe.epochs + 1):
        losses = trainer.epoch()
        scores = trainer.scores(dev) if epoch % every == 0 or epoch == recipe.epochs else None
        tell(began, losses, epoch=epoch, dev=scores)
        if scores is not None:
            torch.save(trainer.average.module.state_dict(), out / "last.pt")
            (out / "scores.json").write_text(json.dumps(scores), encoding="utf-8")


def tell(began: float, losses: dict[str, float], **where: object) -> None:
    """Prints what an epoch came to as a line of JSON."""
    rounded = {name: round(loss, 3) for name, loss in losses.items()}
    print(json.dumps({**where, "seconds": round(time.time() - began), **rounded}), flush=True)


if __name__ == "__main__":
    main()
