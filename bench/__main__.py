"""`python -m bench --data DIR [--json FILE]`: what reading costs, beside spaCy's small pipeline on the same text.

Every run is a whole process, from its start to its end, on an otherwise idle machine (its load is stated).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.measure import CommandFailedError, measure
from bench.plan import NOVELS, Program, Text, irises_program, run, spacy_program, text_at
from bench.report import as_json, as_table, describe_machine, figures

STORY = Path(__file__).parents[1] / "examples" / "greenware.txt"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table, and writes JSON where asked; 1 if a program failed."""
    options = _options(arguments)
    machine = describe_machine()
    novels = [text_at(options.data / "novels" / name) for name in options.novel or NOVELS]
    story = text_at(options.story)
    with tempfile.TemporaryDirectory() as folder:
        pairs = _pairs(irises_program(options.irises, Path(folder)), story, novels, beside=not options.alone)
        try:
            results = run(pairs, turns=options.turns, measure=measure, report=_say)
        except CommandFailedError as error:
            _say(str(error))
            return 1
    told = figures(results, story=story.name, novels=[novel.name for novel in novels])
    print(as_table(results, told, machine))
    if options.json:
        options.json.write_text(as_json(results, told, machine), encoding="utf-8")
    return 0


def _pairs(irises: Program, story: Text, novels: Sequence[Text], *, beside: bool) -> list[tuple[Program, Text]]:
    programs = [irises, spacy_program()] if beside else [irises]
    return [(irises, story), *((program, novel) for novel in novels for program in programs)]


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the speed and memory of reading.")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with novels/")
    parser.add_argument("--novel", action="append", metavar="FILE", help=f"in novels/, shortest first; {NOVELS}")
    parser.add_argument("--story", type=Path, default=STORY, metavar="FILE", help="read from a cold start")
    parser.add_argument("--turns", type=int, default=3, metavar="N", help="runs of each; the median counts (3)")
    parser.add_argument("--alone", action="store_true", help="leave spaCy out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    default = str(Path(sys.executable).with_name("irises"))
    parser.add_argument("--irises", default=default, metavar="COMMAND", help="the program that has `read`")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
