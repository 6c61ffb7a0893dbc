"""`python -m evaluation.spread --data DIR`: how much headline figures would move on other texts of the same kind.

The texts are drawn again, with replacement, a thousand times (bootstrap over documents; Berg-Kirkpatrick, Burkett and
Klein 2012); what is printed is the figure and the range of the middle 90 % of the draws. Ten passages and five novels
are few: take the ranges as rough, and for the least that can be said.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.calibration import quoted_mentions
from evaluation.coreference import METRICS, conll
from evaluation.counts import Tally, tally_sets, total
from evaluation.example import Example, clusters_of, spans_of
from evaluation.people import People
from evaluation.readings import program_readings
from evaluation.speakers import answers
from evaluation.tasks import Run

DRAWS = 1000
_MIDDLE = (5, 95)
Tallies = Mapping[str, Tally]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A figure and the ends of the middle 90 % of its draws, shares in 0..1."""

    measure: str
    value: float
    low: float
    high: float


def spread(measure: str, texts: Sequence[Tallies], figure: Callable[[Tallies], float], *, seed: int = 0) -> Spread:
    """The spread of a figure over draws of the texts, each given by its tallies."""
    rng = np.random.default_rng(seed)
    draws = [figure(_sum(texts, rng.integers(len(texts), size=len(texts)).tolist())) for _ in range(DRAWS)]
    low, high = np.percentile(draws, _MIDDLE)
    return Spread(measure=measure, value=figure(_sum(texts, range(len(texts)))), low=float(low), high=float(high))


def _sum(texts: Sequence[Tallies], which: Iterable[int]) -> Tallies:
    chosen = [texts[number] for number in which]
    return {name: total(text[name] for text in chosen) for name in texts[0]}


def f1_of(name: str) -> Callable[[Tallies], float]:
    """The F1 of one tally."""
    return lambda tallies: tallies[name].f1


def recall_of(name: str) -> Callable[[Tallies], float]:
    """The recall of one tally."""
    return lambda tallies: tallies[name].recall


def passage_tallies(example: Example) -> Tallies:
    """The tallies of a passage of LitBank."""
    gold, predicted = example.reference.tables, example.predicted.tables
    key, response = clusters_of(gold["mentions"]), clusters_of(predicted["mentions"])
    found = {
        table: tally_sets(set(spans_of(gold[table])), set(spans_of(predicted[table])))
        for table in ("mentions", "events")
    }
    return found | {name: metric(key, response) for name, metric in METRICS.items()}


def novel_tallies(example: Example, people: People) -> Tallies:
    """The tallies of a novel of PDNC."""
    told = answers(example, people)
    links = [decision for _, decision in quoted_mentions(example, people)]
    return {
        "speakers": Tally(sum(answer.is_right for answer in told), len(told)),
        "mentions in quotations, where found": Tally(sum(decision.is_right for decision in links), len(links)),
    }


def spreads(run: Run) -> list[Spread]:
    """The spreads of the headline figures."""
    passages = [passage_tallies(example) for example in run.passages]
    novels = [novel_tallies(example, people) for example, people in zip(run.novels, run.people, strict=True)]
    return [
        spread("mentions F1", passages, f1_of("mentions")),
        spread("events F1", passages, f1_of("events")),
        spread("coreference CoNLL F1", passages, conll),
        *(spread(name, novels, recall_of(name)) for name in novels[0]),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the spreads; 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.spread", description="How much figures may move.")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--readings", type=Path, metavar="DIR", help="keep readings there, and take those there are")
    options = parser.parse_args(arguments)
    for row in spreads(Run(options.data, program_readings(kept=options.readings))):
        print(f"{row.measure:36}  {100 * row.value:5.1f}  ({100 * row.low:.1f} to {100 * row.high:.1f})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
