"""Fits the weights by which "he" and "she" in narration mean one of the mentions before, or somebody new.

    python -m training.narrated --data DIR

Gold: LitBank's training passages and those of our own in which all mentions are marked and that the heads have not
learnt from, as the installed program reads them up to the links. The model is a conditional logit over the pair head's
candidates, whose right ones are all earlier mentions of the same person. It is fitted three times, since its last clue,
how others are called, follows from what the fit before says. The heads know LitBank's passages and are surer there than
elsewhere; how much softer the scores are used is set beside the weights, by hand. Prints the weights, and how many
pronouns have a right antecedent in passages that the fit has not seen (five folds), before and after.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from evaluation.tasks import novel_file
from gold.litbank import read_story, story_names
from gold.minds.marked_rows import TOLD_WEIGHED, read_marked
from irises import passes
from irises.annotation import Span
from irises.document.load import load
from irises.document.model import Document
from irises.encode import encode
from irises.passes.coreference import Coreference, apart_by_grammar, head_words, labels_of, names_of, narration
from irises.passes.given_people import GivenNames
from irises.passes.narrated import WEIGHTS, Narration, clues, narrated_pronouns, weighed

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

ROUNDS, FOLDS, STEPS, PENALTY = 3, 5, 150, 3.0
_START = np.array([1.0, *[0.0] * (len(WEIGHTS) - 1), 1.0])
"""The head as it is, somebody known a little likelier than somebody new."""
_NEVER = -1e9


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The narrated pronouns of a passage: their clues, which candidates are possible and which right, and whether the
    gold has the pronoun."""

    narration: Narration
    rows: npt.NDArray[np.int64]
    earlier: npt.NDArray[np.int64]
    clues: npt.NDArray[np.float32]
    possible: Bools
    right: Bools
    is_known: Bools

    def told(self, weights: Floats) -> None:
        """Fills in the last clue by what the weights say."""
        self.clues[..., -1] = 0.0
        weighed(self.clues, self.earlier, self.narration, self.rows, weights=weights.tolist())


def litbank_passage(data: Path, name: str) -> Passage:
    """A LitBank passage as the program reads it up to the links."""
    story = read_story(data / "litbank", name, original=novel_file(data, name))
    gold = story.tables["mentions"]
    spans = map(Span, gold["start"].to_pylist(), gold["end"].to_pylist())
    return passage_of(story.document, dict(zip(spans, gold["entity_id"].to_pylist(), strict=True)))


def own_passages() -> Iterator[Passage]:
    """Passages of our own, as the program reads them up to the links."""
    for text, gold in read_marked(TOLD_WEIGHED):
        who = {span: person.person_id for person in gold.people for span in person.mentions}
        yield passage_of(load(text.encode(), name="passage.txt"), who)


def passage_of(document: Document, who: Mapping[Span, int]) -> Passage:
    """A passage as the program reads it up to the links; `who`: whom gold's mentions mean."""
    encoding = encode(document)
    earlier = tuple(takewhile(lambda step: step.spec.name != "coreference", passes.PASSES))
    tables = passes.run_passes(document, encoding, earlier)
    scores = Coreference().score(document, tables, encoding)
    surface, candidates = scores.surface, scores.candidates
    names, uses = names_of(document, tables, surface, candidates, GivenNames(document.given))
    label, _, _ = labels_of(len(surface.first), names, uses)
    words = head_words(tables, surface)
    told = narration(document, tables, surface, words, names, label)
    rows = narrated_pronouns(told)
    possible = candidates.earlier[rows] >= 0
    apart = apart_by_grammar(tables, surface, words)
    for place, row in enumerate(rows.tolist()):
        possible[place] &= ~np.isin(candidates.earlier[row], apart.get(row, []))
    spans = zip(tables["mentions"]["start"].to_pylist(), tables["mentions"]["end"].to_pylist(), strict=True)
    means = np.array([who.get(Span(*span), -1 - number) for number, span in enumerate(spans)], dtype=np.int64)
    return Passage(
        narration=told,
        rows=rows,
        earlier=candidates.earlier[rows],
        clues=clues(candidates, told, rows),
        possible=possible,
        right=possible & (means[np.maximum(candidates.earlier[rows], 0)] == means[rows][:, None]),
        is_known=means[rows] >= 0,
    )


def fit(seen: Sequence[Passage]) -> Floats:
    """The weights and the bias under which right antecedents, or somebody new, are likeliest, shrunk towards the head
    as it is."""
    found = np.concatenate([passage.clues[passage.is_known] for passage in seen])
    possible = np.concatenate([passage.possible[passage.is_known] for passage in seen])
    right = with_new(np.concatenate([passage.right[passage.is_known] for passage in seen]))

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scored(found, possible, weights)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        among_right = np.where(right, shares, 0.0)
        total, good = shares.sum(axis=1, keepdims=True), among_right.sum(axis=1, keepdims=True) + 1e-12
        pull = (shares / total - among_right / good)[:, 1:] * possible
        slope = np.append(np.einsum("rcf,rc->f", found, pull), pull.sum())
        away = weights - _START
        value = float((np.log(total) - np.log(good)).sum() + 0.5 * PENALTY * away @ away)
        return value, slope + PENALTY * away

    best = minimize(loss, _START, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(best.x)


def with_new(right: Bools) -> Bools:
    """With a first column for somebody new, who is right if none of the candidates is."""
    return np.column_stack([~right.any(axis=1), right])


def scored(found: npt.NDArray[np.float32], possible: Bools, weights: Floats) -> Floats:
    """Log-odds of somebody new (0) and of each candidate."""
    told = np.where(possible, found @ weights[:-1] + weights[-1], _NEVER)
    return np.column_stack([np.zeros(len(told)), told])


def fitted(passages: Sequence[Passage]) -> Floats:
    """The weights of the last round."""
    weights = _START
    for _ in range(ROUNDS):
        for passage in passages:
            passage.told(weights)
        weights = fit(passages)
    return weights


def right_ones(passage: Passage, weights: Floats) -> Bools:
    """Whether each pronoun that the gold has goes to a right antecedent, or to somebody new rightly."""
    passage.told(weights)
    known = passage.is_known
    best = scored(passage.clues[known], passage.possible[known], weights).argmax(axis=1)
    return np.asarray(with_new(passage.right[known])[np.arange(len(best)), best])


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(prog="python -m training.narrated")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    names = story_names(options.data / "litbank", split="train")
    own = list(own_passages())
    passages = [*(litbank_passage(options.data, name) for name in names), *own]
    before: list[Bools] = [np.zeros(0, dtype=bool)] * len(passages)
    after = before[:]
    for fold in range(FOLDS):
        weights = fitted([passage for place, passage in enumerate(passages) if place % FOLDS != fold])
        for place in range(fold, len(passages), FOLDS):
            before[place] = right_ones(passages[place], _START)
            after[place] = right_ones(passages[place], weights)
    n = len(passages) - len(own)
    for name, part in (("LitBank", slice(0, n)), ("our own", slice(n, None))):
        by_head, by_clues = (np.concatenate(said[part]) for said in (before, after))
        shares = f"{by_head.mean():.3f} right by the head, {by_clues.mean():.3f} with the clues"
        print(f"{name}, passages not seen: {shares}, of {len(by_clues)}")
    weights = fitted(passages)
    for name, weight in zip(WEIGHTS, weights[:-1], strict=True):
        print(f'    "{name}": {weight:.2f},')
    print(f"BIAS = {weights[-1]:.2f}")


if __name__ == "__main__":
    main()
