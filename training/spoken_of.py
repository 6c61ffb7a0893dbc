"""Fits the weights by which "he" and "she" inside a quotation mean one of the people mentioned last.

    python -m training.spoken_of --data DIR

Gold: whom the pronouns inside the quotations of PDNC's training novels mean. Each novel is read by the installed
program up to its speakers, and its entities are matched to the gold's characters. The model is a conditional logit,
fitted twice: first with the links of coreference, then with what the first fit settles, for each pronoun sees those
before it. Prints the weights, and how many pronouns are right in novels that the fit has not seen (four folds), before
and after.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.example import Example
from evaluation.people import match_people
from gold import pdnc
from gold.model import Annotated
from irises import passes
from irises.annotation import Span
from irises.document.load import load
from irises.encode import encode
from irises.passes.coreference import surface_of
from irises.passes.deixis import talk_of
from irises.passes.kinship import named_by
from irises.passes.spoken_of import PRONOUNS, WEIGHTS, Talk, Weighing

Floats = npt.NDArray[np.float64]

ROUNDS, FOLDS, STEPS, RATE, DECAY = 2, 4, 1500, 0.5, 1e-4


@dataclass(frozen=True, kw_only=True)
class Novel:
    """A novel's talk before its pronouns are settled, and the entities that each gold pronoun may rightly mean."""

    talk: Talk
    meant: dict[int, frozenset[int]]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One pronoun: features of the people it may mean, which of them are right, and whether its link was."""

    features: Floats
    is_right: npt.NDArray[np.bool_]
    was_right: bool


def read(data: Path, name: str) -> Novel:
    """The novel as the program reads it up to its speakers."""
    novel = pdnc.read_novel(data / "pdnc", name)
    document = load(pdnc.novel_files(data / "pdnc", name)[0])
    earlier = tuple(takewhile(lambda step: step.spec.name != "cast", passes.PASSES))
    tables = passes.run_passes(document, encode(document), earlier)
    people = match_people(Example(predicted=Annotated(name=name, text=novel.text, tables=tables), reference=novel))
    talk = talk_of(document, tables, surface_of(document, tables), named_by(tables["aliases"]))
    mentions = tables["mentions"]
    spans = (Span(*span) for span in zip(mentions["start"].to_pylist(), mentions["end"].to_pylist(), strict=True))
    place = {span: number for number, span in enumerate(spans)}
    meant = {
        place[said.span]: frozenset(e for e, who in people.character_of.items() if who in said.characters)
        for quotation in novel.quotations
        for said in quotation.mentions
        if len(said.characters) == 1 and said.span in place
    }
    return Novel(talk=talk, meant=meant)


def choices(novel: Novel, weights: Floats | None) -> Iterator[Choice]:
    """The novel's gold pronouns, in text order, each settled by the weights before the next (if there are any)."""
    talk = novel.talk
    linked, weighing = list(talk.entity), Weighing(talk)
    for mention, kind in enumerate(talk.kind):
        if kind not in PRONOUNS or talk.speech[mention] < 0:
            continue
        people, features = weighing.weigh(mention)
        right = novel.meant.get(mention)
        if right is not None:
            is_right = np.array([person in right for person in people])
            yield Choice(features=features, is_right=is_right, was_right=linked[mention] in right)
        if weights is not None:
            talk.entity[mention] = people[int((features @ weights).argmax())]
    talk.entity[:] = linked


def fit(seen: Sequence[Choice]) -> Floats:
    """The weights under which the right people are likeliest, by gradient ascent with momentum on scaled features."""
    known = [choice for choice in seen if choice.is_right.any()]
    features = np.concatenate([choice.features for choice in known])
    right = np.concatenate([choice.is_right for choice in known])
    group = np.repeat(np.arange(len(known)), [len(choice.is_right) for choice in known])
    scale = features.std(axis=0) + 1e-9
    features = features / scale
    weights, speed = np.zeros(features.shape[1]), np.zeros(features.shape[1])
    for _ in range(STEPS):
        shares = np.exp(np.clip(features @ weights, -50, 50))
        among_right = np.bincount(group, shares * right)[group]
        pull = shares * right / among_right - shares / np.bincount(group, shares)[group]
        speed = 0.9 * speed + RATE * (features.T @ pull / len(known) - DECAY * weights)
        weights = weights + speed
    return np.asarray(weights / scale)


def fitted(novels: Sequence[Novel]) -> Floats:
    """The weights of the last round."""
    weights: Floats | None = None
    for _ in range(ROUNDS):
        weights = fit([choice for novel in novels for choice in choices(novel, weights)])
    assert weights is not None
    return weights


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(prog="python -m training.spoken_of")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    names = [name for name in pdnc.novel_names(options.data / "pdnc") if name not in pdnc.DEV]
    novels = [read(options.data, name) for name in names]
    before = after = n = 0
    for fold in range(FOLDS):
        weights = fitted([novel for place, novel in enumerate(novels) if place % FOLDS != fold])
        for novel in novels[fold::FOLDS]:
            for choice in choices(novel, weights):
                best = int((choice.features @ weights).argmax())
                n, before, after = n + 1, before + choice.was_right, after + bool(choice.is_right[best])
    print(f"novels not seen: {before / n:.3f} right as linked, {after / n:.3f} as settled, of {n}")
    for name, weight in zip(WEIGHTS, fitted(novels), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
