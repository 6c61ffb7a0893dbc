"""Fits the weights by which stretches of words carry an emotion, and which.

    python -m training.emotions --data DIR

Gold: REMAN's dev passages (the middle sentences) and our own dev passages; the head was trained on neither. Each text
is read by the installed program up to its emotions. A stretch is right if it shares a word with a gold one, a class if
the gold one has it. Prints the weights, and what fits to the other authors and passages say of each.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np

from evaluation.calibration import Decision
from gold.minds.matching import shared
from gold.minds.passages import OWN_TEXTS
from gold.minds.reader import LABELS, read_annotations
from gold.reman import read_reman
from irises import passes
from irises.annotation import Span
from irises.annotation.schemas import EMOTIONS
from irises.document.load import load
from irises.encode import encode
from irises.passes.clauses import Clauses
from irises.passes.emotion_phrases import CLASSES, SURENESS, candidates_of, class_clues, sure_clues, word_logits
from irises.passes.places import story_words
from training.calibrate import report
from training.logistic import Logistic, fit
from training.spoken_of import Choice
from training.spoken_of import fit as fit_choice

Array = np.ndarray
_PENALTY = 2.0


@dataclass(frozen=True, kw_only=True)
class GoldText:
    """A text, where its emotions are annotated, and which; `group` is whose texts are held out together."""

    text: str
    group: str
    scored: Span
    emotions: tuple[tuple[Span, frozenset[str]], ...]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A candidate: its clues, those of its class, and the gold's classes (none: it carries no emotion)."""

    group: str
    sure: Array
    classes: Array
    emotions: frozenset[str]


def gold_texts(data: Path) -> Iterator[GoldText]:
    """REMAN's dev passages by author, then our own."""
    for passage in read_reman(data / "reman", split="dev"):
        emotions = tuple((emotion.span, emotion.emotions) for emotion in passage.emotions)
        yield GoldText(text=passage.text, group=passage.author, scored=passage.middle, emotions=emotions)
    for labels in read_annotations(LABELS, split="dev"):
        text = labels.text((data / "novels", *OWN_TEXTS))
        emotions = tuple((emotion.span, frozenset(emotion.emotions)) for emotion in labels.emotions)
        yield GoldText(text=text, group=labels.place.passage, scored=Span(0, len(text)), emotions=emotions)


def stretches(gold: GoldText) -> Iterator[Stretch]:
    """The candidates in the part of a text that is annotated."""
    document = load(gold.text.encode(), name="passage.txt")
    encoding = encode(document)
    earlier = tuple(takewhile(lambda step: step.spec.name != "emotions", passes.PASSES))
    clauses = Clauses(document, passes.run_passes(document, encoding, earlier))
    logits = word_logits(encoding, clauses.upos)
    candidates = candidates_of(clauses, logits, story_words(document))
    clues = zip(sure_clues(clauses, candidates, logits), class_clues(candidates, logits), strict=True)
    for candidate, (sure, classes) in zip(candidates, clues, strict=True):
        span = clauses.span(candidate.first, candidate.last)
        if gold.scored.start <= span.start < gold.scored.end:
            yield Stretch(
                group=gold.group,
                sure=sure,
                classes=classes,
                emotions=next((names for own, names in gold.emotions if shared(own, span)), frozenset()),
            )


def fit_sureness(seen: Sequence[Stretch]) -> Logistic:
    """The function of all clues but the bias, which is its own."""
    features = np.stack([stretch.sure for stretch in seen]).astype(np.float64)[:, 1:]
    return fit(features, np.array([float(bool(stretch.emotions)) for stretch in seen]), penalty=_PENALTY)


def fit_classes(seen: Sequence[Stretch]) -> Array:
    """The weights of the clues to the class."""
    return fit_choice([_choice(stretch) for stretch in seen if stretch.emotions])


def _choice(stretch: Stretch) -> Choice:
    is_right = np.array([emotion in stretch.emotions for emotion in EMOTIONS])
    best = int(stretch.classes[:, 0].argmax())
    return Choice(features=stretch.classes.astype(np.float64), is_right=is_right, was_right=bool(is_right[best]))


def cross_fitted(seen: Sequence[Stretch]) -> tuple[list[Decision], list[Choice], list[bool]]:
    """What fits to the other groups decide: that a stretch carries an emotion; and its class, where it does."""
    decisions: list[Decision] = []
    choices: list[Choice] = []
    right: list[bool] = []
    for group in sorted({stretch.group for stretch in seen}):
        others = [stretch for stretch in seen if stretch.group != group]
        sureness, classes = fit_sureness(others), fit_classes(others)
        for stretch in (stretch for stretch in seen if stretch.group == group):
            sure = float(sureness.probabilities(stretch.sure[None, 1:].astype(np.float64))[0])
            decisions.append(Decision(confidence=sure, is_right=bool(stretch.emotions)))
            if stretch.emotions:
                choice = _choice(stretch)
                choices.append(choice)
                right.append(bool(choice.is_right[int((choice.features @ classes).argmax())]))
    return decisions, choices, right


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(prog="python -m training.emotions")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    seen = [stretch for gold in gold_texts(parser.parse_args().data) for stretch in stretches(gold)]
    decisions, choices, right = cross_fitted(seen)
    report("emotions (held-out authors and passages)", decisions)
    before = np.mean([choice.was_right for choice in choices])
    print(f"their classes: {before:.3f} right by the head alone, {np.mean(right):.3f} as weighed, of {len(right)}")
    sureness = fit_sureness(seen)
    for name, weight in zip(SURENESS, (sureness.bias, *sureness.slopes), strict=True):
        print(f'    "{name}": {weight:.2f},')
    print()
    for name, weight in zip(CLASSES, fit_classes(seen), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
