"""Fits the weights by which an empty run is a scene break or only a place where a line was lost.

    python -m training.breaks --data DIR

Gold: Standard Ebooks' `<hr/>` and the marks (`* * *`) of Project Gutenberg's novels, held-out ones left out. A novel is
cut into stretches of fan fiction's length; their breaks become empty runs, and elsewhere paragraphs are taken out as a
site loses them, so that an empty run is left there too. Prints the weights, and precision and recall on novels that the
fit has not seen.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.standardebooks import book_names, read_book
from irises.annotation import Span
from irises.document import evidence
from irises.document.breaks import candidates
from irises.document.layout import Layout
from irises.document.marks import is_mark_line
from irises.document.paragraphs import paragraph_spans
from irises.document.units import make_units, wrap_width

MARK = "* * *"
ROUNDS = 4
"""Times that each novel is cut up, each time otherwise."""
LONGEST, SHORTEST = 220, 40
"""Paragraphs of a stretch."""


@dataclass
class Gaps:
    """Empty runs of one novel: a row of features each (as in evidence.FITTED but the bias), and which are breaks."""

    name: str
    features: npt.NDArray[np.float64]
    is_break: npt.NDArray[np.bool_]


def novels(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Names and paragraphs of the novels; a scene break is the paragraph `* * *`."""
    for name in book_names(data / "standardebooks"):
        book = read_book(data / "standardebooks", name, rule=MARK)
        yield name, "\n\n".join(span.of(book.text) for span in book.body).split("\n\n")
    held_out = set((data / "novels-held-out.txt").read_text().split())
    for path in sorted((data / "novels").glob("*.txt")):
        if path.name not in held_out:
            yield path.name, re.split(r"\n[ \t]*\n\s*", path.read_text(encoding="utf-8-sig"))


def gaps_of(name: str, paragraphs: list[str], *, seed: int) -> Gaps | None:
    """The novel's breaks and as many lost lines as empty runs; None for a novel without breaks."""
    chance = random.Random(f"{seed} {name}")
    rows: list[list[float]] = []
    gold: list[bool] = []
    start = 0
    while start < len(paragraphs):
        end = start + chance.randint(SHORTEST, LONGEST)
        stretch = [MARK if is_mark_line(p) else p for p in paragraphs[start:end] if p.strip()]
        if MARK in stretch:
            _measure(stretch, chance, rows, gold)
        start = end
    if not rows:
        return None
    return Gaps(name, np.array(rows), np.array(gold))


def _measure(stretch: list[str], chance: random.Random, rows: list[list[float]], gold: list[bool]) -> None:
    breaking, losing = chance.choice([2, 2, 3, 3, 4]), chance.choice([2, 2, 3, 3, 4])
    lost = _lost_lines(stretch, chance)
    text, starts = "", {}
    gap = ""
    for i, paragraph in enumerate(stretch):
        if paragraph == MARK or i in lost:
            is_break = paragraph == MARK
            gap = "\n" * (breaking if is_break else losing) + "\n"
            truth = is_break
            continue
        text += gap
        if len(gap) > 2:
            starts[len(text)] = truth
        text += paragraph
        gap = "\n\n"
    layout = _layout(text)
    for i in candidates(layout, 0, len(layout.units)):
        if layout.units[i].start in starts:
            values = evidence.features(layout, i, marks=0)
            rows.append([values[name] for name in evidence.FITTED if name != "bias"])
            gold.append(starts[layout.units[i].start])


def _lost_lines(stretch: list[str], chance: random.Random) -> set[int]:
    """Paragraphs to take out: as many as there are breaks, none beside a break."""
    inner = [i for i in range(2, len(stretch) - 2) if MARK not in stretch[i - 2 : i + 3] and len(stretch[i]) < 600]
    return set(chance.sample(inner, min(len(inner), stretch.count(MARK))))


def _layout(text: str) -> Layout:
    spans: list[Span] = paragraph_spans(text, format="txt")
    width = wrap_width(text, spans)
    return Layout(text, make_units(text, spans, width=width, is_structural=lambda _: False), width)


def fit(
    features: npt.NDArray[np.float64], is_break: npt.NDArray[np.bool_], *, decay: float = 0.5
) -> npt.NDArray[np.float64]:
    """Weights of a logistic regression, the bias first, by Newton's method with an L2 penalty."""
    x = np.hstack([np.ones((len(features), 1)), features])
    weights = np.zeros(x.shape[1])
    penalty = decay * np.eye(x.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        gradient = x.T @ (p - is_break) + penalty @ weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def probabilities(weights: npt.NDArray[np.float64], features: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The probability of each row of features to be a break."""
    return 1.0 / (1.0 + np.exp(-(weights[0] + features @ weights[1:])))


def main() -> None:
    """Fit on all novels, and tell how well it does on novels left out in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    books = [
        gaps
        for name, paragraphs in novels(options.data)
        for seed in range(ROUNDS)
        if (gaps := gaps_of(name, paragraphs, seed=seed))
    ]
    _cross_validate(books)
    weights = fit(np.vstack([b.features for b in books]), np.concatenate([b.is_break for b in books]))
    for name, weight in zip(evidence.FITTED, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


def _cross_validate(books: list[Gaps], folds: int = 5) -> None:
    names = sorted({book.name for book in books})
    predicted, gold = [], []
    for fold in range(folds):
        left_out = set(names[fold::folds])
        train = [b for b in books if b.name not in left_out]
        weights = fit(np.vstack([b.features for b in train]), np.concatenate([b.is_break for b in train]))
        for book in (b for b in books if b.name in left_out):
            predicted.append(probabilities(weights, book.features))
            gold.append(book.is_break)
    p, truth = np.concatenate(predicted), np.concatenate(gold)
    print(f"{len(names)} novels, {ROUNDS} rounds, {int(truth.sum())} breaks, {int((~truth).sum())} lost lines")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        found = p >= threshold
        right = int((found & truth).sum())
        print(f"at {threshold}: recall {right / truth.sum():.3f}, precision {right / max(1, found.sum()):.3f}")


if __name__ == "__main__":
    main()
