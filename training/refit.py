"""Fit the heads anew over the encoder that ships: `python -m training.refit --data DIR --out DIR`.

The heads have learnt beside another encoder than the one that ships, which is narrower and in 8 bits. Here they go on
from where they are, on the vectors that `irises` itself computes; the encoder stays as it is. Steps, corpora and losses
are those of `training.train`. Writes heads.npz and scores.json, those on dev before the first epoch and after each.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from irises.encode import encode_words, weights
from irises.encode.pieces import PieceVocabulary
from training.files import export_heads
from training.labels import Labels
from training.network import Reader
from training.train import Recipe, Trainer, corpora_of, tell


class OverShipped(Reader):
    """The heads that ship, over the vectors of the encoder that ships; a batch is the words of a text."""

    def __init__(self, labels: Labels) -> None:
        super().__init__(nn.Identity(), labels.sizes())
        with np.load(weights.FOLDER / "heads.npz", allow_pickle=False) as arrays:
            self.load_state_dict({name: torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files})

    def encode(self, batch: dict[str, Any]) -> Tensor:
        """Word vectors, float32: shape (words, WIDTH)."""
        return torch.from_numpy(encode_words(batch["words"]).vectors.astype(np.float32))

    def read(self, words: Sequence[str], vocabulary: PieceVocabulary) -> Tensor:
        """The same."""
        return self.encode({"words": words})


class Refitter(Trainer):
    """Heads in training, the encoder as it ships."""

    def _batch(self, words: list[str]) -> dict[str, Any]:
        return {"words": words}


def main() -> None:
    """Train; a line of JSON per epoch goes to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of gold corpora")
    parser.add_argument("--out", type=Path, required=True, help="where heads.npz goes (outside the repository)")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4, help="at the most; it falls to nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--syntax-words", type=int, default=900, help="words of EWT in a step")
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    training, dev = corpora_of(a.data)
    labels = Labels.load(weights.FOLDER / "labels.json")
    vocabulary = PieceVocabulary.load(weights.FOLDER / "tokenizer.json")
    recipe = Recipe(
        syntax_epochs=0,
        epochs=a.epochs,
        rate=0.0,
        head_rate=a.rate,
        seed=a.seed,
        syntax_words=a.syntax_words,
        emotion_passages=8,
    )
    trainer = Refitter(recipe, training, model=OverShipped(labels), labels=labels, vocabulary=vocabulary)
    began = time.time()
    tell(began, {}, epoch=0, dev=trainer.scores(dev))
    trainer.start_all()
    for epoch in range(1, a.epochs + 1):
        losses = trainer.epoch()
        scores = trainer.scores(dev)
        tell(began, losses, epoch=epoch, dev=scores)
        export_heads(trainer.average.module, a.out / "heads.npz")
        (a.out / "scores.json").write_text(json.dumps(scores), encoding="utf-8")


if __name__ == "__main__":
    main()
