"""Makes confidences true: `python -m training.calibrate heads --data DIR`, and when the speakers are trained, `links`.

Writes calibration.json beside the weights. What it is fitted on:

- `heads`: mentions and events on LitBank dev, four numbers and a threshold each;
- `links`: whose a mention is, on LitBank's training passages and, for mentions inside quotations, on PDNC's training
  novels (`--kept`, as `training.speakers` keeps them); addressees, on the same novels. The heads were trained on these
  passages and do better there than elsewhere: three numbers are corrected on LitBank dev.

The figures that it prints are cross-fitted: those of each dev document come from a fit to the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.calibration import Decision, area_under_roc, calibration_error
from gold.litbank import LitBankStory
from irises.annotation.schemas import CATEGORIES
from irises.encode import encode, weights
from irises.passes import run_passes
from irises.passes.events import Events
from irises.passes.hearer_clues import HEARER_CLUES
from irises.passes.link_clues import CLUES
from irises.passes.mentions import Mentions
from irises.passes.sureness import BENDS, bends
from irises.passes.syntax import Syntax
from training.link_examples import HearerExamples, LinkExamples, novels, passages, stories
from training.logistic import Logistic, best_threshold, fit, fit_shift
from training.speakers import note_digest

_TALK_OF_NOVELS, _TALK_OF_PASSAGES = 0.25, 2.0
"""Weights of a mention inside quotations: novels have many times more of them than all passages."""
_PENALTY_OF_LINKS = 10.0
_SLACK = {"mentions": 0.003, "events": 0.0}
"""Expected F1 that may be lost for recall: with a mention an entity may be missed that has no other."""

Array = np.ndarray


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What a head says of a document: probabilities, and whether they are right (0, 1, or half)."""

    probability: Array
    right: Array


def scored_mentions(story: LitBankStory) -> Scored:
    """The spans proposed in a passage; one with the wrong category is half right."""
    document = story.document
    scores = Mentions().score(document, document.tables, encode(document))
    starts, ends = document.words.start[scores.first].tolist(), document.words.end[scores.last].tolist()
    gold = story.tables["mentions"].select(["start", "end", "category"]).to_pydict()
    category = dict(zip(zip(gold["start"], gold["end"], strict=True), gold["category"], strict=True))
    said = [CATEGORIES[best] for best in scores.category[:, 1:].argmax(axis=1)]
    found = [category.get(span) for span in zip(starts, ends, strict=True)]
    right = [0.0 if true is None else 0.5 + 0.5 * (true == own) for true, own in zip(found, said, strict=True)]
    return Scored(probability=1.0 - scores.category[:, 0], right=np.array(right))


def scored_events(story: LitBankStory) -> Scored:
    """The words of a passage."""
    document = story.document
    encoding = encode(document)
    probability = Events().score(document, run_passes(document, encoding, (Syntax(),)), encoding)
    return Scored(probability=probability, right=np.isin(document.words.start, story.tables["events"]["start"]))


def fit_head(documents: Sequence[Scored], *, slack: float = 0.0) -> tuple[Logistic, float]:
    """The calibrator of a head over BENDS, and the threshold."""
    features = np.concatenate([bends(d.probability) for d in documents]).astype(np.float64)
    known = fit(features, np.concatenate([d.right for d in documents]).astype(np.float64))
    return known, best_threshold(known.probabilities(features), slack=slack)


def cross_fitted_head(documents: Sequence[Scored], *, slack: float = 0.0) -> list[Decision]:
    """The decisions of each document that a fit to the others takes."""
    found: list[Decision] = []
    for held, document in enumerate(documents):
        known, least = fit_head([*documents[:held], *documents[held + 1 :]], slack=slack)
        sure = known.probabilities(bends(document.probability))
        taken = zip(sure[sure >= least], document.right[sure >= least], strict=True)
        found += [Decision(confidence=float(p), is_right=bool(y)) for p, y in taken]
    return found


def calibrate_heads(data: Path) -> dict[str, Any]:
    """The calibrators of mentions and events."""
    dev = stories(data, "dev")
    found: dict[str, Any] = {}
    heads: dict[str, Callable[[LitBankStory], Scored]] = {"mentions": scored_mentions, "events": scored_events}
    for name, scored in heads.items():
        documents = [scored(story) for story in dev]
        report(name, cross_fitted_head(documents, slack=_SLACK[name]))
        known, least = fit_head(documents, slack=_SLACK[name])
        found[name] = known.stored(BENDS, threshold=least)
    return found


def calibrate_links(data: Path, kept: Path) -> dict[str, Any]:
    """The calibrators of links outside and inside quotations, and of addressees."""
    train, dev, read = passages(data, "train"), passages(data, "dev"), novels(data, kept)
    talk = [novel.links for novel in read]
    telling, inside = fit_links(train, talk)
    held: list[Decision] = []
    for number, document in enumerate(dev):
        held += decisions(document, *corrected(telling, inside, [*dev[:number], *dev[number + 1 :]]))
    report("links", held)
    report("links in quotations (training novels)", [d for novel in talk for d in decisions(novel, telling, inside)])
    telling, inside = corrected(telling, inside, dev)
    return {
        "links": telling.stored(CLUES),
        "links in quotations": inside.stored(CLUES),
        "addressees": fit_hearers([novel.hearers for novel in read]).stored(HEARER_CLUES),
    }


def corrected(telling: Logistic, inside: Logistic, dev: Sequence[LinkExamples]) -> tuple[Logistic, Logistic]:
    """Both functions as they should be for texts that nothing was trained on: a slope and a shift for mentions outside
    quotations; inside, where a passage holds few, only a shift, the one that all mentions together ask for."""
    outside = [document.part(~document.quoted) for document in dev]
    odds = np.concatenate([telling.log_odds(document.clues) for document in outside])
    line = fit(odds[:, None], _rights(outside))
    return (
        telling.scaled(float(line.slopes[0]), shift=line.bias),
        inside.scaled(shift=shift_of(dev, telling, inside)),
    )


def fit_hearers(read: Sequence[HearerExamples]) -> Logistic:
    """The function for addressees; reports what the fit to the other novels says of each."""
    held: list[Decision] = []
    for number, novel in enumerate(read):
        sure = _fit_hearers([*read[:number], *read[number + 1 :]]).probabilities(novel.clues)
        held += [Decision(confidence=float(p), is_right=bool(y)) for p, y in zip(sure, novel.right, strict=True)]
    report("addressees (training novels)", held)
    return _fit_hearers(read)


def _fit_hearers(read: Sequence[HearerExamples]) -> Logistic:
    clues = np.concatenate([e.clues for e in read]).astype(np.float64)
    return fit(clues, np.concatenate([e.right for e in read]).astype(np.float64))


def fit_links(train: Sequence[LinkExamples], talk: Sequence[LinkExamples]) -> tuple[Logistic, Logistic]:
    """The functions for mentions outside and inside quotations."""
    outside = [e.part(~e.quoted) for e in train]
    inside = [*(e.part(e.quoted) for e in train), *talk]
    weight = [_TALK_OF_PASSAGES] * len(train) + [_TALK_OF_NOVELS] * len(talk)
    return (
        fit(_clues(outside), _rights(outside), penalty=_PENALTY_OF_LINKS),
        fit(
            _clues(inside),
            _rights(inside),
            weight=np.concatenate([np.full(len(e.right), w) for e, w in zip(inside, weight, strict=True)]),
            penalty=_PENALTY_OF_LINKS,
        ),
    )


def shift_of(documents: Sequence[LinkExamples], telling: Logistic, inside: Logistic) -> float:
    """The shift by which both functions are right on the mean of the documents."""
    odds = [np.where(e.quoted, inside.log_odds(e.clues), telling.log_odds(e.clues)) for e in documents]
    return fit_shift(np.concatenate(odds), _rights(documents))


def decisions(document: LinkExamples, telling: Logistic, inside: Logistic) -> list[Decision]:
    """A document's links with their calibrated confidence."""
    sure = np.where(document.quoted, inside.probabilities(document.clues), telling.probabilities(document.clues))
    return [Decision(confidence=float(p), is_right=bool(y)) for p, y in zip(sure, document.right, strict=True)]


def _clues(examples: Sequence[LinkExamples]) -> Array:
    return np.concatenate([e.clues for e in examples]).astype(np.float64)


def _rights(examples: Sequence[LinkExamples]) -> Array:
    return np.concatenate([e.right for e in examples]).astype(np.float64)


def report(name: str, found: Sequence[Decision]) -> None:
    """Prints what a reader would find."""
    error, area = 100 * calibration_error(found), 100 * area_under_roc(found)
    print(f"{name}: calibration error {error:.1f}, area under ROC {area:.1f}, n {len(found):,}", flush=True)


def store(found: dict[str, Any], folder: Path) -> None:
    """Adds the calibrators to the folder's calibration.json, and its digest to weights.toml."""
    path = folder / weights.CALIBRATION
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(before | found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    note_digest(path)


def main() -> None:
    """Fits, reports and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("heads", "links"))
    parser.add_argument("--data", type=Path, required=True, help="the folder of gold corpora")
    parser.add_argument("--kept", type=Path, help="links: where training.speakers keeps the novels it reads")
    a = parser.parse_args()
    if a.what == "heads":
        found = calibrate_heads(a.data)
    elif a.kept is None:
        parser.error("links needs --kept")
    else:
        found = calibrate_links(a.data, a.kept)
    store(found, weights.FOLDER)


if __name__ == "__main__":
    main()
