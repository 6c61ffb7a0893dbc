"""Masks, beliefs, commitments and eyes against our own passages with marks in the text (`gold.minds.marked_rows`), and
people and speakers where every mention is marked.

Most are for finding what rules miss: the rules were made better with them in sight, or learnt from them, so that their
figures are no measure of other texts. Those of `told_held` are.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation.minds import (
    MindsExample,
    attitude_rows,
    eyes_rows,
    mask_rows,
    numbers_of,
    people_rows,
    predicted_annotation,
    same_people,
)
from evaluation.readings import Readings, program_readings
from evaluation.rows import as_table
from gold.minds.agreement import mask_likeness, named, renamed
from gold.minds.marked_rows import MARKED, read_marked
from gold.minds.matching import commitment_likeness, cue_likeness, paired
from gold.minds.reader import Annotation, Belief, Commitment
from irises.annotation import Span

_CONTEXT = 30


def examples(readings: Readings, folder: Path = MARKED) -> Iterator[MindsExample]:
    """The marked passages as the program reads them."""
    for text, gold in read_marked(folder):
        reading = readings.of_text(text, name=f"marked-{gold.place.passage}")
        yield MindsExample(text=text, gold=gold, predicted=predicted_annotation(reading, gold))


def second_readings(folder: Path, other: Path) -> Iterator[MindsExample]:
    """The marked passages as somebody else has marked them; ValueError if a text differs."""
    others = {gold.place.passage: (text, gold) for text, gold in read_marked(other)}
    for text, gold in read_marked(folder):
        if gold.place.passage not in others:
            continue
        its_text, reading = others[gold.place.passage]
        if its_text.strip() != text.strip():
            raise ValueError(f"{gold.place.passage} has other words in {other}")
        yield MindsExample(text=text, gold=gold, predicted=_renumbered(reading, gold))


def _renumbered(reading: Annotation, gold: Annotation) -> Annotation:
    """A reading with its people numbered as the gold's are, others with numbers of none."""
    number = numbers_of({person.person_id: list(person.mentions) for person in reading.people}, gold)

    def people(numbers: Iterable[int]) -> frozenset[int]:
        return renamed(numbers, number)

    return replace(
        reading,
        people=tuple(replace(p, person_id=number.get(p.person_id, -1 - p.person_id)) for p in reading.people),
        perspectives=tuple(replace(row, focalizer=named(row.focalizer, number)) for row in reading.perspectives),
        emotions=tuple(replace(row, experiencers=people(row.experiencers)) for row in reading.emotions),
        beliefs=tuple(replace(row, holders=people(row.holders)) for row in reading.beliefs),
        commitments=tuple(replace(row, by=people(row.by), to=people(row.to)) for row in reading.commitments),
        speeches=tuple(replace(row, speakers=people(row.speakers)) for row in reading.speeches),
    )


def faults(example: MindsExample) -> Iterator[str]:
    """A line for each row that is missed, wrong or too many."""
    gold, said = example.gold, example.predicted
    kinds: tuple[tuple[Sequence[Any], Sequence[Any], Callable[[Any, Any], float]], ...] = (
        (gold.commitments, said.commitments, commitment_likeness),
        (gold.beliefs, said.beliefs, cue_likeness),
        (gold.masks, said.masks, mask_likeness),
    )
    for ones, others, alike in kinds:
        pairs = paired(ones, others, alike)
        yield from (f"missed  {_told(example, row)}" for i, row in enumerate(ones) if i not in {a for a, _ in pairs})
        yield from (f"extra   {_told(example, row)}" for j, row in enumerate(others) if j not in {b for _, b in pairs})
        wrong = ((ones[i], others[j]) for i, j in pairs if not _is_right(ones[i], others[j]))
        yield from (f"wrong   {_told(example, a)}  BUT {_told(example, b)}" for a, b in wrong)


def _is_right(gold: Any, said: Any) -> bool:
    if isinstance(gold, Belief):
        return same_people(gold.holders, said.holders) and gold.stance == said.stance
    if isinstance(gold, Commitment):
        return same_people(gold.by, said.by) and gold.kind == said.kind
    return True


def _told(example: MindsExample, row: Any) -> str:
    """Kind, people and words of a row, with the words around them."""
    spans = [row.span] if isinstance(row, Belief | Commitment) else row.spans
    label = row.kind if isinstance(row, Commitment) else row.stance if isinstance(row, Belief) else "mask"
    who = row.by if isinstance(row, Commitment) else row.holders if isinstance(row, Belief) else row.wearers
    words = " / ".join(example.text[span.start : span.end] for span in spans)
    near = Span(max(0, spans[0].start - _CONTEXT), spans[-1].end + _CONTEXT)
    around = " ".join(example.text[near.start : near.end].split())
    return f"{label} {_names(example, who)} [{words}] << {around} >>"


def _names(example: MindsExample, people: frozenset[int]) -> str:
    first = {p.person_id: p.mentions[0] for p in example.gold.people}
    return "+".join(example.text[first[n].start : first[n].end] if n in first else "?" for n in sorted(people))


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m evaluation.attitudes [FOLDER] [--faults] [--against OTHER]`: the figures, each row not right; 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.attitudes", description="Score marked passages.")
    parser.add_argument("folder", type=Path, nargs="?", default=MARKED, help="folder of marked passages")
    parser.add_argument("--faults", action="store_true", help="print each row that is missed, wrong or too many")
    parser.add_argument("--against", type=Path, help="folder of the same passages as marked by somebody else")
    options = parser.parse_args(arguments)
    if options.against:
        found = list(second_readings(options.folder, options.against))
    else:
        found = list(examples(program_readings(), options.folder))
    if options.faults:
        for example in found:
            print(f"== {example.gold.place.passage}", *faults(example), sep="\n")
    told = [example for example in found if example.gold.speeches]
    print(as_table([*people_rows(told), *mask_rows(found), *attitude_rows(found), *eyes_rows(found)]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
