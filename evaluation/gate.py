"""`python -m evaluation.gate --data DIR`: fails where a figure is below its floor, the gold is not the pinned gold, or
a floor was lowered without a reason.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.__main__ import add_run_options
from evaluation.floors import Floors, broken, eroded, format_floors, lowered, parse_floors, raised
from evaluation.readings import program_readings
from evaluation.rows import Row
from evaluation.tasks import TASKS, Run, digests, score

FLOORS = Path(__file__).with_name("floors.toml")

HEADLINES: Mapping[str, tuple[str, ...]] = {
    "mentions": ("spans F1", "spans and category F1"),
    "events": ("F1",),
    "coreference": ("CoNLL F1",),
    "coreference-gold-mentions": ("CoNLL F1",),
    "quotations": ("all: recall", "all: precision"),
    "speakers": ("all", "explicit", "anaphoric", "implicit"),
    "addressees": ("F1 where the speaker is right",),
    "identity": ("all mentions in quotations",),
    "characters": ("as exactly one entity",),
    "person": ("narrative person",),
    "syntax": ("UPOS", "lemma", "LAS", "sentences F1"),
    "emotions": ("F1", "F1 with class", "experiencer where right"),
    "minds": (
        "person of words",
        "tense of words",
        "focalizer of words",
        "channel where span right",
        "masks F1",
        "beliefs F1",
        "commitments F1",
        "presence F1",
    ),
    "calibration": tuple(f"{name}: area under ROC" for name in ("mentions", "events", "links")),
    "calibration-talk": tuple(f"{name}: area under ROC" for name in ("speakers", "addressees", "links in quotations")),
}
"""The figures that get a floor; of a task that is not listed, every figure does. (Of an error, less is better.)"""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where all floors hold, 1 where not, with a line for each problem.

    With `--raise` or `--lower-because` the floors are written, if nothing is wrong with them as they then are.
    """
    options = _options(arguments)
    names = options.only or list(TASKS)
    before = parse_floors(options.floors.read_text(encoding="utf-8")) if options.floors.exists() else Floors()
    rows, gold = _figures(options, names)
    after = before
    if options.lower_because is not None:
        after = lowered(after, rows, gold, because=options.lower_because)
    if options.pin:
        after = raised(after, rows, gold)
    problems = broken(after, rows, gold, tasks=names) + eroded(after, committed_floors(options.floors))
    print("\n".join(problems) or f"{len(rows)} figures, no floor is broken")
    if after != before and not problems:
        options.floors.write_text(format_floors(after), encoding="utf-8")
    return 1 if problems else 0


def headlines(rows: Sequence[Row]) -> list[Row]:
    """The rows that get a floor."""
    return [row for row in rows if row.measure in HEADLINES.get(row.task, (row.measure,))]


def committed_floors(path: Path) -> list[Floors]:
    """Every version of the file that git holds, the newest first; none where there is no repository."""
    folder, name = path.resolve().parent, path.name
    log = _git(folder, "log", "--format=%H", "--", name)
    contents = [_git(folder, "show", f"{commit}:./{name}") for commit in (log or "").split()]
    return [parse_floors(content) for content in contents if content]


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def _figures(options: argparse.Namespace, names: Sequence[str]) -> tuple[list[Row], dict[str, str]]:
    """The headlines of the named tasks and the digests of their gold: measured now, or taken from a file."""
    if options.figures is None:
        rows = score(Run(options.data, program_readings(kept=options.readings)), names)
        return headlines(rows), digests(options.data, names)
    content = json.loads(options.figures.read_text(encoding="utf-8"))
    rows = [Row(**row) for row in content["rows"] if row["task"] in names]
    return headlines(rows), content["gold"]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.gate", description="Hold the floors of quality.")
    add_run_options(parser)
    parser.add_argument(
        "--floors", type=Path, default=FLOORS, metavar="FILE", help="the floors (default: the project's)"
    )
    parser.add_argument(
        "--figures", type=Path, metavar="FILE", help="a JSON of `python -m evaluation`, instead of a run"
    )
    parser.add_argument("--raise", dest="pin", action="store_true", help="pin figures that are better, and new ones")
    parser.add_argument("--lower-because", metavar="REASON", help="lower the floors that are broken, and say why")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
