"""The command `irises corpus`: an archive of stories, read without anybody watching."""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from irises.corpus import Outcome, Plan
    from irises.corpus.progress import Progress

_MEGABYTE = 10**6
_SCREEN_EVERY, _LOG_EVERY = 0.5, 60.0
_NARROWEST, _WIDEST = 60, 110
_BUG, _INTERRUPTED = 2, 130


@click.command()
@click.argument("sources", metavar="SOURCES...", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=str), help="Folder of the archive.")
@click.option("--dry-run", is_flag=True, help="Only say what would be read, how long it may take, on what.")
@click.option("--ray", metavar="ADDRESS", help="Read on the Ray cluster at HOST:PORT [default: this computer].")
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Stories at a time [default: one a core].")
@click.option("--time", "seconds", metavar="S", type=click.FloatRange(min=1), help="Most seconds for a story.")
@click.option("--memory", metavar="MB", type=click.IntRange(min=500), help="Most memory for a story.")
@click.option("--retry", is_flag=True, help="Read stories again that failed before.")
@click.option("--text-column", metavar="NAME", default="text", help="Of JSON Lines and Parquet: the text [text].")
@click.option("--id-column", metavar="NAME", help="Of JSON Lines and Parquet: an id [default: the row's number].")
@click.option("--non-consumptive", is_flag=True, help="Leave every word of the authors' out (docs/withheld.md).")
@click.option("--quiet", "-q", is_flag=True, help="Neither progress nor summary.")
@click.option("--json", "as_json", is_flag=True, help="The summary (or the plan) as JSON.")
def corpus(
    sources: tuple[str, ...],
    out: str,
    dry_run: bool,
    ray: str | None,
    workers: int | None,
    seconds: float | None,
    memory: int | None,
    retry: bool,
    text_column: str,
    id_column: str | None,
    non_consumptive: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read every story in SOURCES into one set of tables, in DIR.

    SOURCES are folders, globs, files, and files that hold many stories: ZIP, TAR, JSON Lines, Parquet. What was read
    before by the same version is not read again: run the same command again to go on where it stopped, or when stories
    were added or changed. A story that cannot be read is a row of the ledger, and the run goes on.
    """
    from irises.corpus import Columns, Options, Sources, plan, run

    columns = Columns(text=text_column, id=id_column)
    given = Sources(given=sources, columns=columns, leave_out=Path(out))
    options = Options(
        ray=ray,
        workers=workers,
        seconds=seconds,
        memory=memory and memory * _MEGABYTE,
        retry=retry,
        withheld=non_consumptive,
    )
    if dry_run:
        _tell_plan(plan(given, out, options), as_json=as_json)
        return
    screen = _Screen(is_quiet=quiet)
    try:
        outcome = run(given, out, options, report=screen.show)
    except KeyboardInterrupt:
        screen.clear()
        click.echo("irises: interrupted; what was read is kept: run the same command again to go on", err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
    finally:
        screen.clear()
    _tell_outcome(outcome, out, as_json=as_json, is_quiet=quiet)


def _tell_plan(plan: Plan, *, as_json: bool) -> None:
    from irises.corpus.report import plan_lines, plan_record

    if as_json:
        click.echo(json.dumps(plan_record(plan), indent=2))
        return
    for line in plan_lines(plan, width=_width()):
        click.echo(line)


def _tell_outcome(outcome: Outcome, out: str, *, as_json: bool, is_quiet: bool) -> None:
    """The summary; a bug that stories have met ends the command with its status."""
    from irises.corpus.report import outcome_lines, outcome_record

    if as_json:
        click.echo(json.dumps(outcome_record(outcome, out), indent=2))
    elif not is_quiet:
        for line in outcome_lines(outcome, out, width=_width()):
            click.echo(line)
    if outcome.failed["bug"]:
        told = "met a bug of Irises: please report what the ledger tells of it (failure = 'bug')"
        click.echo(f"irises: {outcome.failed['bug']:,} of the stories {told}", err=True)
        raise click.exceptions.Exit(_BUG)


class _Screen:
    """How far it is: one line that is drawn over itself, or a line a minute where nobody looks."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._is_quiet = is_quiet or sys.stderr is None
        self._is_terminal = not self._is_quiet and sys.stderr.isatty()
        self._shown_at = time.monotonic() - (0 if self._is_terminal else _LOG_EVERY)
        self._drawn = 0

    def show(self, progress: Progress) -> None:
        """Shows it now and then."""
        from irises.corpus.report import progress_line

        now = time.monotonic()
        if self._is_quiet or now - self._shown_at < (_SCREEN_EVERY if self._is_terminal else _LOG_EVERY):
            return
        self._shown_at = now
        line = progress_line(progress)
        if self._is_terminal:
            line = line[: shutil.get_terminal_size().columns - 1]
            sys.stderr.write("\r" + line.ljust(self._drawn))
            self._drawn = len(line)
        else:
            sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def clear(self) -> None:
        """Clears the line."""
        if self._drawn:
            sys.stderr.write("\r" + " " * self._drawn + "\r")
            sys.stderr.flush()
            self._drawn = 0


def _width() -> int:
    if sys.stdout is None or not sys.stdout.isatty():
        return 80
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size().columns))
