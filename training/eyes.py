"""Fits the weights by which sentences are told through somebody's eyes (`irises.passes.eyes`).

    python -m training.eyes --data DIR [--kept FOLDER]

Gold: the dev half of `gold.minds` and the marked passages beside it, as the installed program reads them up to whose
eyes it is; sentences of somebody whom the reading has not are left open. A conditional random field, by its likelihood
and a normal prior around where the weights stand. Prints the weights, and the share of sentences right in passages that
the fit has not seen (folds by passage), as the weights stand and as fitted.
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
from evaluation.readings import program_readings
from gold.minds.marked import read_marked
from gold.minds.passages import OWN_TEXTS
from gold.minds.reader import Annotation, read_annotations
from irises.document.load import load
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
    summed,
    weighed,
)
from irises.passes.interface import Tables
from irises.passes.person import person_of_sections
from irises.passes.views import Views

Floats = npt.NDArray[np.float64]

NAMES = (*OF_STATES, *OF_STEPS, *OF_ENTRY)
SPREAD, FOLDS = 0.5, 8


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A section of a passage as the model sees it, and which states are right at each sentence (all, where the gold's
    eyes are of somebody the reading has not): (sentences, states)."""

    name: str
    chain: Chain
    right: npt.NDArray[np.bool_]
    words: Floats
    """Words of each sentence."""


def passages(name: str, text: str, tables: Tables, gold: Annotation) -> Iterator[Passage]:
    """The sections of a passage that are not in the first person."""
    document = load(text.encode(), name="passage.txt")
    entity = {person: entity for entity, person in _numbers(tables, gold).items()}
    views = Views(document, tables)
    starts = tables["sentences"]["start"].to_pylist()
    bounds = [*starts, len(text)]
    for voice in person_of_sections(text, tables["sections"], tables["paragraphs"], tables["quotations"]):
        inside = views.sentences_of(voice)
        if voice.person == "first" or not inside:
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
        yield Passage(name=name, chain=chain, right=right, words=words)


def _numbers(tables: Tables, gold: Annotation) -> dict[int, int]:
    return numbers_of(mentions_of(tables["mentions"].to_pylist()), gold)


def likelihood(weights: Mapping[str, float], passage: Passage) -> tuple[float, Floats]:
    """The log-likelihood of what is right, and its gradient by the weights in the order of NAMES."""
    scores, steps = weighed(passage.chain, weights)
    total, seen = _expected(scores, steps, passage.chain)
    held = np.where(passage.right, scores, -1e6)
    of_right, wanted = _expected(held, steps, passage.chain)
    return of_right - total, wanted - seen


def _expected(scores: Floats, steps: Floats, chain: Chain) -> tuple[float, Floats]:
    """The log of the sum over all ways, and how much of each feature a way has on average."""
    forward = [scores[0]]
    for row, step in zip(scores[1:], steps[1:], strict=True):
        forward.append(summed(forward[-1][:, None] + step, 0) + row)
    backward = [np.zeros(scores.shape[1])]
    for row, step in zip(scores[:0:-1], steps[:0:-1], strict=True):
        backward.append(summed(step + (row + backward[-1])[None, :], 1))
    backward.reverse()
    total = float(summed(forward[-1][None, :], 1)[0])
    share = np.exp(np.array(forward) + np.array(backward) - total)
    entered = np.zeros_like(share)
    entered[0] = share[0]
    for i in range(1, len(scores)):
        both = np.exp(forward[i - 1][:, None] + steps[i] + (scores[i] + backward[i])[None, :] - total)
        entered[i] = both.sum(axis=0) - np.diag(both)
    of_states = np.einsum("is,isk->k", share, chain.features)
    of_steps = entered[1:].sum(axis=1) @ chain.steps[1:]
    return total, np.concatenate([of_states, of_steps, entered.sum(axis=0) @ chain.entry])


def fit(seen: Sequence[Passage], prior: Mapping[str, float] = WEIGHTS, *, spread: float = SPREAD) -> dict[str, float]:
    """The weights that make what is right likeliest, and stay near the prior's."""
    center = np.array([prior[name] for name in NAMES])

    def loss(weights: Floats) -> tuple[float, Floats]:
        named = dict(zip(NAMES, weights.tolist(), strict=True))
        found = [likelihood(named, passage) for passage in seen]
        away = weights - center
        value = -sum(value for value, _ in found) + float(away @ away) / (2 * spread**2)
        return value, -sum((slope for _, slope in found), np.zeros_like(weights)) + away / spread**2

    best = minimize(loss, center, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
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
    parser.add_argument("--kept", type=Path, help="folder to keep readings in")
    options = parser.parse_args()
    readings = program_readings(kept=options.kept)
    folders = (options.data / "novels", *OWN_TEXTS)
    golds = [(gold.text(folders), gold) for gold in read_annotations(split="dev")] + read_marked()
    seen = [
        passage
        for text, gold in golds
        for passage in passages(
            gold.place.passage, text, readings.of_text(text, name=f"minds-{gold.place.passage}").tables, gold
        )
    ]
    hits, n = words_right(WEIGHTS, seen)
    print(f"words right: {hits / n:.3f} as the weights stand, {held_out(seen):.3f} in passages not seen by a fit")
    for name, weight in fit(seen).items():
        print(f'        "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
