"""Fits the weights by which sentences are told through somebody's eyes (`irises.passes.eyes`).

    python -m training.eyes --data DIR

Gold: the dev half of `gold.minds` and the passages beside it whose eyes are marked in the text (`training.marked`), as
the installed program reads them up to whose eyes it is; those that are held, and those that the mind head learns from,
are left out. Sentences of somebody whom the reading has not are left open. The weights make the right eyes likely word
by word, each passage counting alike, and stay near a prior, which is where they stand: the passages are few. Prints the
weights, and the share of words right in passages that the fit has not seen (folds by passage), as they stand and as
fitted.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from evaluation.minds import mentions_of, numbers_of
from gold.minds.reader import Annotation
from irises.passes.eyes import (
    EXTERNAL,
    OF_ENTRY,
    OF_STATES,
    OF_STEPS,
    OMNISCIENT,
    WEIGHTS,
    Chain,
    chain_of,
    eyes_of_chain,
)
from irises.passes.interface import Tables
from irises.passes.mind_head import SEES, word_signs
from irises.passes.person import person_of_sections
from irises.passes.views import Views
from training.marked import Read, eyes_texts, read

Floats = npt.NDArray[np.float64]

NAMES = (*OF_STATES, *OF_STEPS, *OF_ENTRY)
SPREAD, STEPS, FOLDS = 0.4, 12, 8
_FLOOR = 0.2
"""Added to the probability of the right eyes before its logarithm: words that are lost are not won at any price."""
_NUDGE = 1e-4
"""By how much each weight is changed to see what that does."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A section of a passage as the model sees it, and which states are right at each sentence (all, where the gold's
    eyes are of somebody the reading has not): (sentences, states)."""

    name: str
    chain: Chain
    right: npt.NDArray[np.bool_]
    words: Floats
    """Words of each sentence."""


def passages(one: Read) -> Iterator[Passage]:
    """The sections of a passage that are in the third person."""
    tables, gold, text = one.tables, one.gold, one.document.text
    entity = {person: entity for entity, person in _numbers(tables, gold).items()}
    views = Views(one.document, tables, word_signs(one.encoding)[:, SEES])
    starts = tables["sentences"]["start"].to_pylist()
    bounds = [*starts, len(text)]
    for voice in person_of_sections(text, tables["sections"], tables["paragraphs"], tables["quotations"]):
        inside = views.sentences_of(voice)
        if voice.person != "third" or not inside:
            continue
        chain = chain_of(views.clues_of(voice), views.usual)
        told = (gold.perspective_at(starts[n]) for n in inside)
        states = [
            entity.get(row.focalizer) if row.focalizer is not None
            else {"external": EXTERNAL, "omniscient": OMNISCIENT}[row.kind]
            for row in told
        ]  # fmt: skip
        right = np.array(
            [[state in (one, None) or one not in chain.states for state in chain.states] for one in states]
        )
        words = np.array([len(text[starts[n] : bounds[n + 1]].split()) for n in inside], dtype=float)
        yield Passage(name=one.name, chain=chain, right=right, words=words)


def _numbers(tables: Tables, gold: Annotation) -> dict[int, int]:
    return numbers_of(mentions_of(tables["mentions"].to_pylist()), gold)


def likelihood(weights: Floats, passage: Passage) -> Floats:
    """How likely the right eyes are in a passage, for each of several weightings (NAMES, weightings): the logarithm of
    their probability and `_FLOOR`, on average over its words."""
    chain, states, steps = passage.chain, len(OF_STATES), len(OF_STATES) + len(OF_STEPS)
    scores = chain.features @ weights[:states]
    entry = chain.entry @ weights[steps:]
    scores[0] += entry
    sure = _posteriors(scores, np.exp((chain.steps @ weights[states:steps])[:, None] + entry))
    right = np.log(_FLOOR + (sure * passage.right[:, :, None]).sum(axis=1))
    known = ~passage.right.all(axis=1)
    return np.asarray((passage.words * known) @ right / passage.words.sum())


def _posteriors(scores: Floats, moves: Floats) -> Floats:
    """`irises.passes.eyes.posterior` for several weightings at once: `scores`, and the odds of changing to each state,
    by sentence, state and weighting."""
    seen = np.exp(scores - scores.max(axis=1, keepdims=True))
    forward, backward = np.empty_like(seen), np.empty_like(seen)
    here = forward[0] = seen[0] / seen[0].sum(axis=0)
    for i in range(1, len(seen)):
        here = ((here.sum(axis=0) - here) * moves[i] + here) * seen[i]
        here /= here.sum(axis=0)
        forward[i] = here
    here = backward[-1] = np.ones(seen.shape[1:])
    for i in range(len(seen) - 1, 0, -1):
        stayed = here * seen[i]
        changed = moves[i] * stayed
        here = changed.sum(axis=0) - changed + stayed
        here /= here.sum(axis=0)
        backward[i - 1] = here
    both = forward * backward
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def fit(seen: Sequence[Passage], prior: Mapping[str, float] = WEIGHTS, *, spread: float = SPREAD) -> dict[str, float]:
    """The weights under which the right eyes are likeliest, not far from the prior's."""
    center = np.array([prior[name] for name in NAMES])
    nudges = np.concatenate([np.zeros((len(NAMES), 1)), _NUDGE * np.eye(len(NAMES))], axis=1)

    def loss(weights: Floats) -> tuple[float, Floats]:
        """The loss and its slope."""
        values = -np.sum([likelihood(weights[:, None] + nudges, passage) for passage in seen], axis=0)
        away = (weights - center) / spread
        return float(values[0] + away @ away / 2), (values[1:] - values[0]) / _NUDGE + away / spread

    best = minimize(loss, center, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return dict(zip(NAMES, best.tolist(), strict=True))


def words_right(weights: Mapping[str, float], seen: Sequence[Passage]) -> tuple[float, float]:
    """How many words the likeliest way gets right, of how many."""
    right = total = 0.0
    for passage in seen:
        states = eyes_of_chain(passage.chain, weights)
        place = {state: k for k, state in enumerate(passage.chain.states)}
        hits = np.array([passage.right[i, place[state]] for i, (state, _) in enumerate(states)])
        known = ~passage.right.all(axis=1)
        right, total = right + float(passage.words[known & hits].sum()), total + float(passage.words.sum())
    return right, total


def held_out(seen: Sequence[Passage], *, spread: float = SPREAD, folds: int = FOLDS) -> float:
    """The share of words right in passages that the fit has not seen."""
    names = list(dict.fromkeys(passage.name for passage in seen))
    right = total = 0.0
    for fold in range(folds):
        apart = set(names[fold::folds])
        weights = fit([passage for passage in seen if passage.name not in apart], spread=spread)
        hits, n = words_right(weights, [passage for passage in seen if passage.name in apart])
        right, total = right + hits, total + n
    return right / total


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(prog="python -m training.eyes")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    seen = [
        section
        for text, gold in eyes_texts(parser.parse_args().data)
        for section in passages(read(text, gold, until="perspectives"))
    ]
    hits, n = words_right(WEIGHTS, seen)
    print(f"words right: {hits / n:.3f} as the weights stand, {held_out(seen):.3f} in passages not seen by a fit")
    for name, weight in fit(seen).items():
        print(f'        "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
