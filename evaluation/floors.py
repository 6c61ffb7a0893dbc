"""Floors that quality must keep: the file, what breaks it, and how it may change.

`floors.toml` pins a floor for each headline figure, the digest of the gold that it was measured on, and every lowering
with its reason. A floor is its figure rounded down to half a point, since arithmetic differs a little between
processors. The habit is trafilatura's (`tests/eval_gate.py`).
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from evaluation.rows import Row

Key = tuple[str, str]
_STEP = 200
_HEADER = """\
# The floors of `python -m evaluation.gate`, written by it. Never lower one by hand: the gate compares this file with
# every version that was committed. `--raise` pins better figures, `--lower-because "..."` lowers with a reason.
"""


@dataclass(frozen=True, kw_only=True)
class Lowering:
    """A floor that was lowered, or gold that was pinned anew (task `gold`, the measure is its name), and why."""

    task: str
    measure: str
    before: float
    after: float
    because: str


@dataclass(frozen=True, kw_only=True)
class Floors:
    """The pinned state: floors by (task, measure), digests by set of gold, lowerings in order."""

    floors: Mapping[Key, float] = field(default_factory=dict)
    gold: Mapping[str, str] = field(default_factory=dict)
    lowered: tuple[Lowering, ...] = ()


def parse_floors(content: str) -> Floors:
    """The floors of a file.

    Raises:
        ValueError: if it is no TOML, or a key is missing.
    """
    try:
        tables: Mapping[str, Any] = tomllib.loads(content)
        return Floors(
            floors={(row["task"], row["measure"]): float(row["value"]) for row in tables.get("floor", [])},
            gold=dict(tables.get("gold", {})),
            lowered=tuple(Lowering(**row) for row in tables.get("lowered", [])),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"this is no file of floors: {error}") from error


def format_floors(floors: Floors) -> str:
    """The file that `parse_floors` reads."""
    blocks = [_HEADER + "\n[gold]\n" + "".join(f"{name} = {_toml(digest)}\n" for name, digest in floors.gold.items())]
    for (task, measure), value in floors.floors.items():
        blocks.append(f"[[floor]]\ntask = {_toml(task)}\nmeasure = {_toml(measure)}\nvalue = {value}\n")
    for row in floors.lowered:
        fields = ("task", "measure", "before", "after", "because")
        blocks.append("[[lowered]]\n" + "".join(f"{name} = {_toml(getattr(row, name))}\n" for name in fields))
    return "\n".join(blocks)


def _toml(value: str | float) -> str:
    # A JSON string without escapes of its own making is a TOML basic string.
    return json.dumps(value, ensure_ascii=False)


def floor_of(value: float) -> float:
    """The figure rounded down to half a point; one that is exactly on a step stays."""
    return math.floor(value * _STEP + 1e-9) / _STEP


def broken(floors: Floors, rows: Iterable[Row], gold: Mapping[str, str], *, tasks: Iterable[str]) -> list[str]:
    """What is wrong with the figures of the tasks that were run: a sentence for each figure below its floor, each
    floor without a figure and each set of gold that is not the pinned one.
    """
    measured = {row.key: row for row in rows}
    run = set(tasks)
    problems = [
        f"gold {name}: its files are not those the floors were measured on (SHA-256 {gold[name][:12]}, "
        f"pinned {floors.gold.get(name, 'nothing')[:12]}); restore them, or pin them with --lower-because"
        for name in gold
        if gold[name] != floors.gold.get(name)
    ]
    for (task, measure), floor in floors.floors.items():
        row = measured.get((task, measure))
        if task not in run:
            continue
        if row is None:
            problems.append(f"{task}, {measure}: has a floor of {100 * floor:.1f} and was not measured")
        elif row.value < floor:
            problems.append(f"{task}, {measure}: {100 * row.value:.2f} is below its floor of {100 * floor:.1f}")
    return problems


def eroded(present: Floors, committed: Sequence[Floors]) -> list[str]:
    """What was taken away from the floors since they were committed, without a reason: a sentence for each floor that
    is lower than in any version or gone, each set of gold pinned anew, each reason that was struck out.

    `committed` holds every version, the newest first.
    """
    highest: dict[Key, float] = {}
    for version in committed:
        for key, value in version.floors.items():
            highest[key] = max(value, highest.get(key, value))
    reasons = {(row.task, row.measure): row.after for row in present.lowered if row.because.strip()}
    problems = []
    for key, value in highest.items():
        now = present.floors.get(key, 0.0)
        if now < value and now < reasons.get(key, math.inf):
            problems.append(
                f"{key[0]}, {key[1]}: the floor was {100 * value:.1f} and is {100 * now:.1f}, for no reason"
            )
    for version in committed[:1]:
        problems += [
            f"gold {name}: another digest was pinned, for no reason"
            for name, digest in version.gold.items()
            if present.gold.get(name) != digest and not _regold(present, version, name)
        ]
    kept = set(present.lowered)
    struck = {row for version in committed for row in version.lowered} - kept
    return problems + [f"{row.task}, {row.measure}: the reason for its lowering was struck out" for row in struck]


def _regold(present: Floors, version: Floors, name: str) -> bool:
    return any((row.task, row.measure) == ("gold", name) for row in present.lowered[len(version.lowered) :])


def raised(floors: Floors, rows: Iterable[Row], gold: Mapping[str, str]) -> Floors:
    """The floors with every better figure pinned, and new figures and new sets of gold."""
    better = {row.key: max(floor_of(row.value), floors.floors.get(row.key, 0.0)) for row in rows}
    return replace(floors, floors={**floors.floors, **better}, gold={**gold, **floors.gold})


def lowered(floors: Floors, rows: Iterable[Row], gold: Mapping[str, str], *, because: str) -> Floors:
    """The floors lowered to the figures that are below them, and the gold pinned as it is, with the reason.

    Raises:
        ValueError: if no reason is given.
    """
    if not because.strip():
        raise ValueError("a floor is lowered for a reason, which --lower-because has to give")
    below = [row for row in rows if row.value < floors.floors.get(row.key, 0.0)]
    notes = [
        Lowering(
            task=row.task,
            measure=row.measure,
            before=floors.floors[row.key],
            after=floor_of(row.value),
            because=because,
        )
        for row in below
    ]
    notes += [
        Lowering(task="gold", measure=name, before=0.0, after=0.0, because=because)
        for name, digest in gold.items()
        if floors.gold.get(name, digest) != digest
    ]
    return Floors(
        floors={**floors.floors, **{row.key: floor_of(row.value) for row in below}},
        gold={**floors.gold, **gold},
        lowered=(*floors.lowered, *notes),
    )
