"""`python -m evaluation.slices --data DIR`: figures by period, genre, person of narration and gender of characters.

For the model card. Novels are few: a slice of one or two novels says as much about these as about its kind, so every
row names how many texts it is measured on.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from evaluation.calibration import quoted_mentions
from evaluation.characters import character_rows
from evaluation.counts import share
from evaluation.example import Example
from evaluation.people import People
from evaluation.quotations import novel_of
from evaluation.readings import program_readings
from evaluation.rows import Row, as_table
from evaluation.spans import event_rows, mention_rows
from evaluation.speakers import Answer, answers
from evaluation.tasks import Run, coreference_rows
from gold import pdnc

NOVELS = Path(__file__).with_name("litbank_novels.tsv")
"""Year of first publication and person of narration of LitBank's novels; of a collection, of the passage's story."""
_ENDS = (1850, 1900)
_GENDERS = {"F": "women", "M": "men"}
T = TypeVar("T")


def period_of(year: int) -> str:
    """The period that a year lies in."""
    first, second = _ENDS
    if year <= first:
        return f"to {first}"
    return f"{first + 1} to {second}" if year <= second else f"from {second + 1}"


def litbank_facts() -> dict[str, tuple[str, ...]]:
    """The slices that each passage of LitBank is in."""
    with NOVELS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {row["name"]: (period_of(int(row["year"])), f"{row['person']} person") for row in rows}


def pdnc_facts(folder: Path) -> dict[str, tuple[str, ...]]:
    """The slices that each novel of PDNC is in, by its index."""
    return {
        name: (period_of(facts.year), f"{facts.person} person", facts.genre)
        for name, facts in pdnc.novel_facts(folder).items()
    }


def sliced(items: Iterable[T], slices_of: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    """The items of each slice; slices of one kind (the first that an item is in, the second, ...) stand together."""
    found: dict[tuple[int, str], list[T]] = defaultdict(list)
    for item in items:
        for kind, name in enumerate(slices_of(item)):
            found[kind, name].append(item)
    return {name: group for (_, name), group in sorted(found.items(), key=lambda pair: pair[0])}


def passage_rows(examples: Sequence[Example], facts: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Mentions, events and coreference of LitBank's passages by slice."""
    rows = []
    for name, group in sliced(examples, lambda example: facts[example.reference.name]).items():
        figures = {
            "mentions F1": mention_rows(group)[0],
            "events F1": event_rows(group)[0],
            "coreference CoNLL F1": coreference_rows("coreference", group)[0],
        }
        rows += [_row(_titled(name, group), measure, row.value, row.n) for measure, row in figures.items()]
    return rows


def novel_rows(pairs: Sequence[tuple[Example, People]], facts: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Speakers, identity and characters of PDNC's novels by slice."""
    rows = []
    for name, group in sliced(pairs, lambda pair: facts[pair[0].reference.name]).items():
        told = [answer for example, people in group for answer in answers(example, people)]
        links = [decision for pair in group for _, decision in quoted_mentions(*pair)]
        characters = character_rows([example for example, _ in group], [people for _, people in group])[0]
        title = _titled(name, group)
        rows += [
            _row(title, "speakers", share(sum(a.is_right for a in told), len(told)), len(told)),
            _row(title, "mentions in quotations", share(sum(d.is_right for d in links), len(links)), len(links)),
            _row(title, "characters as one entity", characters.value, characters.n),
        ]
    return rows


def gender_rows(pairs: Sequence[tuple[Example, People]]) -> list[Row]:
    """Speakers, all and the ones that nobody names, by the gender of who speaks."""
    told = [(novel_of(e).characters, answer) for e, people in pairs for answer in answers(e, people)]

    def gender(pair: tuple[tuple[pdnc.Character, ...], Answer]) -> list[str]:
        characters, answer = pair
        who = (
            _GENDERS.get(characters[answer.quotation.speaker].gender) if answer.quotation.speaker is not None else None
        )
        return [who] if who else []

    rows = []
    for name, group in sliced(told, gender).items():
        unnamed = [answer for _, answer in group if answer.quotation.kind == "implicit"]
        right, right_unnamed = (sum(a.is_right for a in some) for some in ([a for _, a in group], unnamed))
        rows += [
            _row(f"spoken by {name}", "speakers", share(right, len(group)), len(group)),
            _row(f"spoken by {name}", "speakers, implicit", share(right_unnamed, len(unnamed)), len(unnamed)),
        ]
    return rows


def _titled(name: str, group: Sequence[object]) -> str:
    return f"{name} ({len(group)} text{'s' if len(group) > 1 else ''})"


def _row(name: str, measure: str, value: float, n: int) -> Row:
    return Row(task=name, measure=measure, value=value, n=n)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.slices", description="Figures by kind of novel.")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--readings", type=Path, metavar="DIR", help="keep readings there, and take those there are")
    options = parser.parse_args(arguments)
    run = Run(options.data, program_readings(kept=options.readings))
    pairs = list(zip(run.novels, run.people, strict=True))
    print("LitBank dev", as_table(passage_rows(run.passages, litbank_facts())), sep="\n")
    print("\nPDNC dev", as_table([*novel_rows(pairs, pdnc_facts(run.pdnc)), *gender_rows(pairs)]), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
