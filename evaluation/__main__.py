"""`python -m evaluation --data DIR [--only TASK ...] [--json FILE]`: every quality figure we publish."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from evaluation.readings import program_readings
from evaluation.rows import as_json, as_table
from evaluation.tasks import FOLDED, TASKS, Run, digests, score


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table of figures, and writes them as JSON where asked; 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description="Score Irises against gold.")
    add_run_options(parser)
    parser.add_argument(
        "--fold", type=int, metavar="K", help="LitBank's passages that `training.train --fold K` left out"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    names = options.only or list(TASKS if options.fold is None else FOLDED)
    if options.fold is not None and not FOLDED.issuperset(names):
        parser.error(f"--fold goes with {', '.join(sorted(FOLDED))}")
    rows = score(Run(options.data, program_readings(kept=options.readings), options.fold), names)
    print(as_table(rows))
    if options.json:
        gold = digests(options.data, names) if options.fold is None else {}
        content = as_json(rows, gold=gold, reader_version=version("irises"))
        options.json.write_text(content, encoding="utf-8")
    return 0


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """The options that say what to score against what."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with litbank/, pdnc/, ...")
    parser.add_argument("--only", action="append", choices=TASKS, metavar="TASK", help=f"one of {', '.join(TASKS)}")
    parser.add_argument(
        "--readings", type=Path, metavar="DIR", help="keep readings there, and take those that are there already"
    )


if __name__ == "__main__":
    raise SystemExit(main())
