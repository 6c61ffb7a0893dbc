"""Fits how the mind head weighs commitments (`irises.passes.commitment_signs`).

    python -m training.commitments --data DIR

Gold: our own marked passages and the dev passages of `gold.minds`; the head has learnt from none of them, and those
that are held are not read. Prints the weights, and what fits to the other passages make of those not seen (F1 of cue
with kind, whoever gives it): by the rules alone, and weighed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evaluation.counts import Tally
from gold.minds.matching import paired, shared
from gold.minds.reader import Commitment
from irises.annotation import Span
from irises.annotation.schemas import COMMITMENTS
from irises.passes.clauses import Clauses
from irises.passes.commitment_signs import FOUND, KINDS, MISSED, Weighing, found_clues, sensed, sign_of
from irises.passes.commitments import givings
from irises.passes.giving import Giving
from irises.passes.mind_head import Floats, word_signs
from irises.passes.written import pieces
from training.logistic import Logistic, best_threshold, fit, sigmoid
from training.marked import Read, read, row_texts

Array = np.ndarray
FOLDS = 10
_PENALTY, _RULED = 3.0, 1.0
_NO_KIND = -1


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Clues of what rules found or of what the head found alone, their kinds by the rule and by gold (-1: none), and
    the head's signs there."""

    clues: Array
    ruled: Array
    gold: Array
    near: Array


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What is found in a passage, and how many commitments it has."""

    found: Candidates
    missed: Candidates
    n: int


def passage(one: Read) -> Passage:
    """A passage as the program reads it."""
    clauses = one.clauses
    signs = word_signs(one.encoding)
    found = givings(clauses, pieces(clauses, one.tables["sections"]))
    others = list(sensed(clauses, found, signs))
    items = [*found, *(item for item, _ in others)]
    kinds = np.full(len(items), _NO_KIND)

    def alike(gold: Commitment, item: Giving) -> float:
        cue = clauses.span(item.cue, item.cue)
        content = Span(*_bounds(clauses, item))
        return 1000 * shared(gold.span, cue) + shared(gold.content or gold.span, content)

    for i, j in paired(one.gold.commitments, items, alike):
        kinds[j] = COMMITMENTS.index(one.gold.commitments[i].kind)
    near = [sign_of(clauses, item, signs) for item in items]
    n = len(found)
    return Passage(
        found=_candidates(found_clues(clauses, found, near[:n]), found, kinds[:n], near[:n]),
        missed=_candidates(
            np.array([clues for _, clues in others]).reshape(-1, len(MISSED)),
            [i for i, _ in others],
            kinds[n:],
            near[n:],
        ),
        n=len(one.gold.commitments),
    )


def _bounds(clauses: Clauses, item: Giving) -> tuple[int, int]:
    """Start and end of a content, or of the cue."""
    within = clauses.same_quotation(item.cue, *item.content) if item.content else (item.cue, item.cue)
    span = clauses.span(*within)
    return span.start, span.end


def _candidates(clues: Floats, items: Sequence[Giving], kinds: Array, near: Sequence[Floats]) -> Candidates:
    return Candidates(
        clues=np.asarray(clues, dtype=np.float64),
        ruled=np.array([COMMITMENTS.index(item.kind) for item in items], dtype=np.int64),
        gold=kinds,
        near=np.array([row[KINDS] for row in near], dtype=np.float64).reshape(-1, len(KINDS)),
    )


def joined(parts: Sequence[Candidates]) -> Candidates:
    """The candidates of several passages."""
    return Candidates(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in ("clues", "ruled", "gold", "near")}
    )


def fitted(seen: Sequence[Passage]) -> Weighing:
    """The weights under which what these passages have is likeliest."""
    found, missed = joined([p.found for p in seen]), joined([p.missed for p in seen])
    functions = [fit(c.clues[:, 1:], (c.gold >= 0).astype(float), penalty=_PENALTY) for c in (found, missed)]
    sure = [f.probabilities(c.clues[:, 1:]) for f, c in zip(functions, (found, missed), strict=True)]
    # One threshold for the greatest expected F1 of all that is found; what nobody found counts against all alike.
    least = best_threshold(np.concatenate(sure))
    of_kind, ruled = _kinds(found)
    return Weighing(
        found=_named(functions[0], FOUND),
        missed=_named(functions[1], MISSED),
        least_found=least,
        least_missed=least,
        of_kind=of_kind,
        ruled=ruled,
    )


def _named(function: Logistic, names: Sequence[str]) -> dict[str, float]:
    return dict(zip(names, (function.bias, *function.slopes), strict=True))


def _kinds(found: Candidates) -> tuple[float, list[list[float]]]:
    """How much the head says of the kind, and what each rule's kind speaks for: a conditional logit."""
    is_one = found.gold >= 0
    near, ruled, gold = found.near[is_one], found.ruled[is_one], found.gold[is_one]
    k = len(COMMITMENTS)
    start = np.r_[0.3, (3.0 * np.eye(k)).ravel()]

    def loss(weights: Array) -> float:
        scores = weights[0] * near + weights[1:].reshape(k, k)[ruled]
        top = scores.max(axis=1, keepdims=True)
        total = np.log(np.exp(scores - top).sum(axis=1)) + top[:, 0]
        away = weights - start
        return float((total - scores[np.arange(len(gold)), gold]).sum() + _RULED * away @ away / 2)

    best = minimize(loss, start, method="L-BFGS-B").x
    return float(best[0]), best[1:].reshape(k, k).tolist()


def tally(one: Passage, weighing: Weighing | None) -> Tally:
    """Right, of the gold and of what is said, with the rules alone (None) or weighed."""
    if weighing is None:
        right = int((one.found.ruled == one.found.gold).sum())
        return Tally(right, one.n, right, len(one.found.gold))
    vectors = (list(weighing.found.values()), list(weighing.missed.values()))
    right = said = 0
    for c, vector, least in zip(
        (one.found, one.missed), vectors, (weighing.least_found, weighing.least_missed), strict=True
    ):
        kept = sigmoid(c.clues @ np.array(vector)) >= least
        kinds = c.near.argmax(axis=1) if c is one.missed else _weighed_kinds(c, weighing)
        said += int(kept.sum())
        right += int((kept & (kinds == c.gold)).sum())
    return Tally(right, one.n, right, said)


def _weighed_kinds(c: Candidates, weighing: Weighing) -> Array:
    scores = weighing.of_kind * c.near + np.array(weighing.ruled)[c.ruled]
    return scores.argmax(axis=1)


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(prog="python -m training.commitments")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    seen = [passage(read(text, gold, until="commitments")) for text, gold in row_texts(parser.parse_args().data)]
    before, after = Tally(), Tally()
    for fold in range(FOLDS):
        weighing = fitted([one for number, one in enumerate(seen) if number % FOLDS != fold])
        for one in seen[fold::FOLDS]:
            before, after = before + tally(one, None), after + tally(one, weighing)
    print(f"passages not seen: F1 {before.f1:.3f} by the rules, {after.f1:.3f} weighed")
    weighing = fitted(seen)
    print(f"least probability {weighing.least_found:.2f}; of kind {weighing.of_kind:.2f}")
    for weights in (weighing.found, weighing.missed):
        print("    {", *(f'        "{name}": {weight:.2f},' for name, weight in weights.items()), "    }", sep="\n")
    for kind, row in zip(COMMITMENTS, weighing.ruled, strict=True):
        print(f"        ({', '.join(f'{weight:.2f}' for weight in row)}),  # {kind}")


if __name__ == "__main__":
    main()
