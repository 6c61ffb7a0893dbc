"""Goes on from what ships: `python -m training.refit --data DIR --out DIR [--student FILE]`.

The heads have learnt beside another encoder than the one that ships, which is narrower and in 8 bits, and over longer
windows. Here they go on from where they are: over the vectors that `irises` itself computes, the encoder as it is; or,
with `--student`, the student.pt of `training.distil`, together with that encoder, over windows as `irises` cuts them.
Steps, corpora and losses are those of `training.train`, and each step learns links and signs of minds from two passages
of our own besides (`training.told`). Writes heads.npz, scores.json (on dev before the first epoch and after each), and
student.pt, encoder.xml and encoder.bin where the encoder has learnt too.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from irises.encode import encode_words, weights
from irises.encode.encoder import BEFORE, LENGTH, SLACK
from irises.encode.pieces import PieceVocabulary
from irises.encode.windows import Window, windows_of
from training.base_encoder import add_encoder_option, base_encoder
from training.batches import window_arrays
from training.corpora import Passage, litbank
from training.files import calibration_samples, export_encoder, export_heads
from training.labels import Labels
from training.losses import Losses, coreference_loss
from training.mind_head import sign_losses
from training.narrow import load_narrow
from training.network import Reader, load_encoder
from training.spans import all_pair_features, gold_labels, gold_spans, span_tensors
from training.stretches import augmented, renamed
from training.told import Told, told_passages
from training.train import Recipe, Trainer, backward, corpora_of, tell

OWN_PASSAGES = 2
"""Passages of our own in a step."""


class Narrow(Reader):
    """Heads and encoder that ship, both to learn; a batch is windows as `irises` cuts them."""

    def read(self, words: Sequence[str], vocabulary: PieceVocabulary) -> Tensor:
        """Word vectors, float32: shape (words, WIDTH)."""
        return self.encode(batch_of(words, vocabulary)).float()


class OverShipped(Reader):
    """The heads that ship, over the vectors of the encoder that ships; a batch is the words of a text."""

    def __init__(self, labels: Labels) -> None:
        super().__init__(nn.Identity(), labels.sizes())
        self.load_state_dict(heads_of(weights.FOLDER), strict=False)

    def encode(self, batch: dict[str, Any]) -> Tensor:
        """Word vectors, float32: shape (words, WIDTH)."""
        return torch.from_numpy(encode_words(batch["words"]).vectors.astype(np.float32))

    def read(self, words: Sequence[str], vocabulary: PieceVocabulary) -> Tensor:
        """The same."""
        return self.encode({"words": words})


class Refitter(Trainer):
    """Heads in training, and passages of our own, whose people are to be linked; the encoder as it ships."""

    own: Sequence[Told] = ()
    _own_pool: Sequence[Told] = ()

    def _batch(self, words: list[str]) -> dict[str, Any]:
        return {"words": words}

    def _learn(self, passage: Passage) -> dict[str, float]:
        losses = super()._learn(passage)
        for _ in range(OWN_PASSAGES if self.own else 0):
            self._own_pool = self._own_pool or self.rng.sample(self.own, len(self.own))
            told, *self._own_pool = self._own_pool
            losses |= self._learn_own(told)
        return losses

    def _learn_own(self, told: Told) -> dict[str, float]:
        """What one of our own passages teaches."""
        passage = renamed(told.passage, self.names, self.rng, share=self.recipe.renamed)
        batch = self._batch(augmented(passage.words, self.rng))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = own_losses(self.model, passage, told, batch)
        return backward(losses, weight=1.0)


class NarrowRefitter(Refitter):
    """The encoder in training too."""

    def _batch(self, words: list[str]) -> dict[str, Any]:
        return batch_of(words, self.vocabulary, first=self.rng.randint(0, LENGTH))


def own_losses(model: Reader, passage: Passage, told: Told, batch: dict[str, Any]) -> Losses:
    """The losses of the links between true mentions, and of the signs of minds; `passage` may have other names."""
    vectors = model.dropout(model.encode(batch))
    first, last = span_tensors(gold_spans(passage))
    category, form, entity = gold_labels(passage, first, last)
    features = all_pair_features(passage, first, last, category - 1, form)
    links = coreference_loss(model.pair(model.span.represent(vectors, first, last), features), entity)
    return {"own_links": links, **sign_losses(model.mind(vectors), told)}


def heads_of(folder: Path) -> dict[str, Tensor]:
    """The parameters of all heads in a folder's heads.npz."""
    with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
        return {name: torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files}


def narrow_reader(labels: Labels, encoder: Path, student: Path, heads: Path) -> Narrow:
    """A narrow encoder and heads, to learn; the embeddings stay as they are."""
    narrow = load_encoder(encoder)
    load_narrow(narrow, torch.load(student, weights_only=True))
    narrow.embeddings.requires_grad_(False)
    reader = Narrow(narrow, labels.sizes())
    reader.load_state_dict(heads_of(heads), strict=False)
    return reader


def batch_of(words: Sequence[str], vocabulary: PieceVocabulary, *, first: int = 0) -> dict[str, Tensor]:
    """Windows as `irises` cuts them; the first `first` words have their own, which shifts the others."""
    windows = []
    for at, part in ((0, words[:first]), (first, words[first:])):
        for w in windows_of(part, vocabulary.pieces(part), length=LENGTH, before=BEFORE, slack=SLACK):
            shifted = {name: at + place for name, place in asdict(w).items()}
            windows.append(Window(**shifted))
    arrays = window_arrays(vocabulary.pieces(words), windows, vocabulary)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def main() -> None:
    """Train; a line of JSON per epoch goes to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of gold corpora")
    parser.add_argument("--out", type=Path, required=True, help="where the files go (outside the repository)")
    parser.add_argument("--student", type=Path, help="the encoder's student.pt, to learn too")
    parser.add_argument(
        "--heads", type=Path, default=weights.FOLDER, help="folder with heads.npz beside it (default: those that ship)"
    )
    add_encoder_option(parser)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4, help="of the encoder's last layer")
    parser.add_argument("--head-rate", type=float, default=2e-4, help="at the most; it falls to nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--syntax-words", type=int, default=900, help="words of EWT in a step")
    parser.add_argument("--no-own", action="store_true", help="learn nothing from passages of our own")
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    training, dev = corpora_of(a.data)
    labels = Labels.load(weights.FOLDER / "labels.json")
    vocabulary = PieceVocabulary.load(weights.FOLDER / "tokenizer.json")
    recipe = Recipe(
        syntax_epochs=0,
        epochs=a.epochs,
        rate=a.rate,
        head_rate=a.head_rate,
        seed=a.seed,
        syntax_words=a.syntax_words,
        emotion_passages=8,
    )
    if a.student:
        model: Reader = narrow_reader(labels, a.encoder or base_encoder(), a.student, a.heads)
    else:
        model = OverShipped(labels)
    kind = NarrowRefitter if a.student else Refitter
    trainer = kind(recipe, training, model=model, labels=labels, vocabulary=vocabulary)
    trainer.own = () if a.no_own else told_passages()
    began = time.time()
    tell(began, {}, epoch=0, dev=trainer.scores(dev))
    trainer.start_all()
    for epoch in range(1, a.epochs + 1):
        losses = trainer.epoch()
        scores = trainer.scores(dev)
        tell(began, losses, epoch=epoch, dev=scores)
        export_heads(trainer.average.module, a.out / "heads.npz")
        (a.out / "scores.json").write_text(json.dumps(scores), encoding="utf-8")
        if a.student:
            torch.save(trainer.average.module.encoder.state_dict(), a.out / "student.pt")
    if a.student:
        samples = calibration_samples(litbank(a.data, "train"), vocabulary)
        export_encoder(trainer.average.module.encoder, a.out / "encoder.xml", samples)


if __name__ == "__main__":
    main()
