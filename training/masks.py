"""Fits the weights of the clues that a stretch of words is a show or a feeling kept from sight.

    python -m training.masks --data DIR

Gold: our own marked passages and the dev passages of `gold.minds`; the mind head has learnt from none of
them, and those that are held are not read. Prints the
weights, what fits to the other passages say, and the probability from which a row is worth having.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.calibration import Decision
from irises.passes.mask_likely import LIKELINESS, likely_clues, signs_of, stretches_of
from irises.passes.mind_head import HIDDEN, SHOW, word_signs
from training.calibrate import report
from training.logistic import Logistic, best_threshold, fit
from training.marked import Read, read, row_texts

Array = np.ndarray
_PENALTY = 20.0
_FOLDS = 10


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The clues of a passage's stretches, and whether each is a show or a feeling that is kept from sight."""

    clues: Array
    is_mask: Array


def passage(one: Read) -> Passage:
    """A passage as the program reads it. The feeling under a show is no mask of its own."""
    clauses = one.clauses
    stretches = stretches_of(clauses)
    clues = likely_clues(clauses, stretches, signs_of(clauses), word_signs(one.encoding)[:, SHOW : HIDDEN + 1])
    masks = [(mask.shown or mask.felt) for mask in one.gold.masks]
    spans = [clauses.span(a, b) for a, b in zip(stretches.first.tolist(), stretches.last.tolist(), strict=True)]
    is_mask = [
        any(row is not None and min(span.end, row.span.end) - max(span.start, row.span.start) > 1 for row in masks)
        for span in spans
    ]
    return Passage(clues=clues.astype(np.float64), is_mask=np.array(is_mask, dtype=np.float64))


def fitted(seen: Sequence[Passage]) -> Logistic:
    """The function of all clues but the bias, which is its own."""
    clues = np.concatenate([one.clues for one in seen])[:, 1:]
    return fit(clues, np.concatenate([one.is_mask for one in seen]), penalty=_PENALTY)


def cross_fitted(seen: Sequence[Passage]) -> list[Decision]:
    """What fits to the other passages decide."""
    found: list[Decision] = []
    for fold in range(_FOLDS):
        function = fitted([one for number, one in enumerate(seen) if number % _FOLDS != fold])
        for one in (one for number, one in enumerate(seen) if number % _FOLDS == fold):
            sure = function.probabilities(one.clues[:, 1:])
            found += [Decision(confidence=float(p), is_right=bool(y)) for p, y in zip(sure, one.is_mask, strict=True)]
    return found


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(prog="python -m training.masks")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    seen = [passage(read(text, gold, until="emotions")) for text, gold in row_texts(parser.parse_args().data)]
    decisions = cross_fitted(seen)
    report("masks (held-out passages)", decisions)
    print(f"least probability {best_threshold(np.array([one.confidence for one in decisions])):.2f}")
    function = fitted(seen)
    for name, weight in zip(LIKELINESS, (function.bias, *function.slopes), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
