"""Grammatical person of the narration, against PDNC's index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation.counts import share
from evaluation.rows import Row


def person_rows(gold: Mapping[str, str], predicted: Mapping[str, str | None]) -> list[Row]:
    """Share of novels whose person is right, of all and by gold person; "not known" is wrong."""
    right = [name for name, person in gold.items() if predicted.get(name) == person]
    rows = [Row(task="person", measure="narrative person", value=share(len(right), len(gold)), n=len(gold))]
    kinds: Sequence[str] = sorted(set(gold.values()))
    for kind in kinds:
        own = [name for name, person in gold.items() if person == kind]
        hits = sum(predicted.get(name) == kind for name in own)
        rows.append(Row(task="person", measure=f"{kind} person", value=share(hits, len(own)), n=len(own)))
    return rows
