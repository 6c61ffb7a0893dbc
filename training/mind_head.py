"""Trains the mind head alone, over the encoder that ships: `python -m training.mind_head`.

It learns from our own passages (`gold.minds.marked_rows.TOLD`); while everything learns together (`training.refit`) it
comes too short. Puts its arrays into heads.npz, and prints how well it tells words of passages that it has not seen
(`TOLD_WEIGHED`).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from evaluation.calibration import Decision
from gold.minds.marked_rows import TOLD, TOLD_WEIGHED
from irises.encode import encode_words, weights
from irises.passes.mind_head import SIGNS
from training.calibrate import report
from training.files import stored_arrays
from training.manifest import MANIFEST
from training.network import MindHead
from training.speakers import note_digest
from training.told import Told, told_passages

EPOCHS, RATE, DECAY = 20, 2e-3, 0.02
Seen = tuple[Told, Tensor]
"""A passage and the vectors of its words."""


def seen(folder: Path) -> list[Seen]:
    """The passages of a folder with the vectors that `irises` gives their words."""
    passages = told_passages(folder)
    return [(told, torch.from_numpy(encode_words(told.passage.words).vectors.astype(np.float32))) for told in passages]


def sign_losses(signs: Tensor, told: Told) -> dict[str, Tensor]:
    """The losses of the signs of words, and of who sees where that is known; `signs`: logits (words, SIGNS)."""
    gold, known = torch.from_numpy(told.signs).float(), torch.from_numpy(told.sees)
    losses = F.binary_cross_entropy_with_logits(signs.float(), gold, reduction="none")
    return {"signs": losses[:, :-1].sum(1).mean(), "sees": losses[known, -1].sum() / known.sum().clamp(min=1)}


def trained(passages: Sequence[Seen], *, seed: int) -> MindHead:
    """A head that has gone over the passages EPOCHS times, at a rate that falls to nothing."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    head = MindHead()
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * len(passages)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for _ in range(EPOCHS):
        for told, vectors in chance.sample(passages, len(passages)):
            torch.stack(list(sign_losses(head(vectors), told).values())).sum().backward()
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
    return head.eval()


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--out", type=Path, default=weights.FOLDER, help="folder with heads.npz (default: the package's)"
    )
    a = parser.parse_args()
    head = trained(seen(TOLD), seed=a.seed)
    apart = seen(TOLD_WEIGHED)
    with torch.no_grad():
        said = np.concatenate([head(vectors).sigmoid().numpy() for _, vectors in apart])
    signs, known = (np.concatenate([getattr(told, name) for told, _ in apart]) for name in ("signs", "sees"))
    for sign in ("commitment", "belief", "show", "sees"):
        column, rows = SIGNS.index(sign), known if sign == "sees" else slice(None)
        pairs = zip(said[rows, column].tolist(), signs[rows, column].tolist(), strict=True)
        report(f"{sign}, words not seen", [Decision(confidence=sure, is_right=right) for sure, right in pairs])
    path = a.out / "heads.npz"
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files if not name.startswith("mind.")}
    np.savez_compressed(path, **arrays, **stored_arrays({f"mind.{n}": v for n, v in head.state_dict().items()}))
    if (a.out / MANIFEST).exists():
        note_digest(path)


if __name__ == "__main__":
    main()
