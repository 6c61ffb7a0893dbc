"""The command `irises`: a thin skin, and the only place that prints or exits.

Answers go to standard output, messages to standard error. Exit status: 0, or 2 with a message when something cannot be
done, or 130 when interrupted.
"""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from irises.cli_corpus import corpus
from irises.cli_correct import correct
from irises.errors import ContractError, IrisesError

if TYPE_CHECKING:
    from irises.document.given_cast import GivenCast
    from irises.story import Story

_NARROWEST, _WIDEST = 60, 110
_UNUSABLE = 2
_INTERRUPTED = 130
_TERMINATED = 143


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="irises", prog_name="irises", message="%(prog)s %(version)s")
def app() -> None:
    """Read fiction: who is in a story, what they say and do.

    Everything happens on this computer; nothing is downloaded or sent.
    """


@app.command()
@click.argument("source", metavar="STORY", type=click.Path(path_type=str))
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=str), help="Folder to write [default: STEM.irises here]."
)
@click.option(
    "--cast", metavar="FILE", type=click.Path(path_type=str), help="People known beforehand: CSV, TOML or JSON."
)
@click.option("--force", is_flag=True, help="Replace an Irises folder that is already there.")
@click.option("--quiet", "-q", is_flag=True, help="Neither summary nor progress: only where the page is.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON, with `folder` and `page`.")
def read(source: str, out: str | None, cast: str | None, force: bool, quiet: bool, as_json: bool) -> None:
    """Read STORY and write a folder of tables and a page.

    STORY is a file (plain text, Markdown, HTML, EPUB, DOCX) or - for standard input. A cast names people with aliases
    and pronouns (columns name, aliases, pronouns); with --force the corrections and the cast of the folder stay.
    """
    from irises import reader
    from irises.document.given_cast import read_cast
    from irises.story import check_destination, given_cast_in

    folder = check_destination(out or _default_folder(source), force=force)
    given = given_cast_in(folder) if cast is None else read_cast(cast)
    story = _read_with_progress(source, given, quiet=quiet)
    reader.save(story, folder, force=force)
    if force:
        story = _with_kept_corrections(folder)
    shown = out or os.path.relpath(folder)
    page = os.path.join(shown, "page.html")
    if as_json:
        _print_json(_summary(story) | {"folder": shown, "page": page})
        return
    if not quiet:
        _print_summary(story)
        click.echo()
    click.echo(f"folder {_clean(shown)}, page {_clean(page)}")


@app.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=str))
@click.argument("what", metavar="[WHAT]", default="summary")
@click.option("--json", "as_json", is_flag=True, help="As JSON: one object for the summary, else a list of rows.")
@click.option("--until", metavar="PLACE", help="Only what is known there: an offset, 40%, 'chapter 3' (its end).")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="At most N rows.")
def show(folder: str, what: str, as_json: bool, until: str | None, limit: int | None) -> None:
    """Show what is in a story's FOLDER.

    WHAT is summary, cast, talk (who talks to whom) or a table: sections, quotations, events, mentions, entities,
    aliases, metadata, perspectives ...
    """
    from irises.annotation import TABLES
    from irises.story import load

    kinds = ("summary", "cast", "talk", *TABLES)
    if what not in kinds:
        raise click.UsageError(f"there is no {_clean(what)!r} to show; there are {', '.join(kinds)}")
    story = load(folder)
    if until is not None:
        story = story.until(until)
    if what == "summary":
        _print_json(_summary(story)) if as_json else _print_summary(story)
    else:
        _print_rows(story, what, as_json=as_json, limit=limit)


@app.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=str))
@click.argument("name", metavar="NAME")
@click.option("--until", metavar="PLACE", help="Only what is known there: an offset, 40%, 'chapter 3' (its end).")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@click.option("--all", "every", is_flag=True, help="Every line, not only the first of each part.")
def through(folder: str, name: str, until: str | None, as_json: bool, every: bool) -> None:
    """The story in FOLDER through the eyes of NAME.

    What they witness and are told, feel and show, hold in mind, promise and are promised, how they stand to others, and
    what the reader knows that they don't. Each line ends with how sure it is.
    """
    from irises.story import load
    from irises.view import through_eyes
    from irises.write.records import through_record
    from irises.write.through_text import MOST, through_lines

    story = load(folder)
    if until is not None:
        story = story.until(until)
    eyes = through_eyes(story, name)
    if as_json:
        _print_json(through_record(story, eyes))
    else:
        _print_lines(through_lines(story, eyes, width=_width(), most=None if every else MOST))


@app.command()
@click.argument("a", metavar="A", type=click.Path(path_type=str))
@click.argument("b", metavar="[B]", required=False, type=click.Path(path_type=str))
@click.option("--json", "as_json", is_flag=True, help="As one JSON object, with every place that differs.")
@click.option("--all", "every", is_flag=True, help="Every line, not only the first of each part.")
@click.option(
    "--text", metavar="STORY", type=click.Path(path_type=str), help="The file that BookNLP read [default: its words]."
)
def compare(a: str, b: str | None, as_json: bool, every: bool, text: str | None) -> None:
    """Compare two readings of a story, A and B: people, quotations, speakers.

    Each is a story's folder, or what BookNLP wrote: the folder with its files, or their path without the ending.
    Without B, A as it was read is compared with A as it is corrected. The texts may differ as editions do.
    """
    from irises.story.neighbours.booknlp import is_booknlp
    from irises.view import compare as compared
    from irises.write.comparison_record import comparison_record
    from irises.write.comparison_text import MOST, comparison_lines

    if text is not None and not any(map(is_booknlp, (a, b or a))):
        raise click.UsageError("--text is for what BookNLP wrote; neither A nor B is that")
    one, other = (_reading(path, text) for path in (a, b or a))
    if b is None:
        one = one.with_corrections(one.table("corrections").slice(0, 0))
    found = compared(one, other)
    if as_json:
        _print_json(comparison_record(found))
    else:
        _print_lines(comparison_lines(found, called=(a, b or a), width=_width(), most=None if every else MOST))


@app.command()
@click.argument("library", metavar="LIBRARY", type=click.Path(path_type=str))
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=8640, help="Port [8640]; 0 for any free one."
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
def serve(library: str, port: int, opens: bool) -> None:
    """Serve the stories in LIBRARY, a folder, to a browser on this computer.

    There they are searched, read and corrected, and new ones are added by dropping files. Ends with Ctrl-C.
    """
    import webbrowser

    from irises.web.server.run import serve as run

    def ready(address: str, door: Path) -> None:
        click.echo(f"the library is at {address} (Ctrl-C ends it)")
        if opens:
            webbrowser.open(door.resolve().as_uri())

    run(library, port=port, ready=ready)


@app.command()
@click.argument("library", metavar="LIBRARY", type=click.Path(path_type=str))
@click.option("--until", metavar="PLACE", help="Tell nothing past it, whatever is asked: 40%, 'chapter 3' (its end).")
def mcp(library: str, until: str | None) -> None:
    """Answer an assistant on this computer about the stories in LIBRARY.

    It speaks the Model Context Protocol over standard input and output: name this command in the assistant's settings.
    It only reads. LIBRARY is a folder of stories' folders, or one of these.
    """
    from irises.mcp.server import serve

    serve(library, until=until)


@app.command("open")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=str))
def open_page(folder: str) -> None:
    """Open the page of a story's FOLDER in the browser.

    To correct the story there, use `irises serve` with the folder that FOLDER is in.
    """
    import webbrowser

    from irises.story import has_current_page
    from irises.web.correcting import write_page

    if not has_current_page(folder):
        write_page(folder)
    page = Path(folder, "page.html").resolve()
    if not webbrowser.open(page.as_uri()):
        click.echo(f"no browser could be started; the page is {_clean(str(page))}")


app.add_command(correct)
app.add_command(corpus)


@app.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=str))
@click.option("--to", "form", metavar="NAME", required=True, help="The form.")
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=str),
    help="File or folder to write [default: here, by the story's name].",
)
@click.option("--until", metavar="PLACE", help="Only what is known there: an offset, 40%, 'chapter 3' (its end).")
@click.option("--force", is_flag=True, help="Replace an export that is already there.")
def export(folder: str, form: str, out: str | None, until: str | None, force: bool) -> None:
    """Write a story's FOLDER in the form of another tool.

    NAME is booknlp, tei, gexf, gexf-dynamic, graphml, graphml-dynamic, conll2012, conllu, docbin, annotations, csv,
    jsonl, sqlite, casting, epub or sheet.
    """
    from irises.story import load
    from irises.write.exports import EXPORTS
    from irises.write.exports import export as write

    if form not in EXPORTS:
        raise click.UsageError(f"there is no export {_clean(form)!r}; there are {', '.join(EXPORTS)}")
    story = load(folder)
    if until is not None:
        story = story.until(until)
    name = Path(folder).resolve().stem
    shown = out or f"{name}{EXPORTS[form].suffix}"
    write(story, form, shown, name=name if out is None else None, force=force)
    click.echo(_clean(shown))


@app.group("import", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
def import_() -> None:
    """Open what another tool has read as a story's folder."""


@import_.command()
@click.argument("files", metavar="FILES", type=click.Path(path_type=str))
@click.option(
    "--text", metavar="STORY", type=click.Path(path_type=str), help="The file that BookNLP read [default: its words]."
)
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=str), help="Folder to write [default: NAME.irises here]."
)
@click.option("--force", is_flag=True, help="Replace an Irises folder that is already there.")
def booknlp(files: str, text: str | None, out: str | None, force: bool) -> None:
    """What BookNLP wrote: the folder with its FILES, or their path without the ending (emma/158_emma).

    Mentions, entities, quotations and speakers are BookNLP's; words and events too where there is a .tokens.
    """
    from irises import reader
    from irises.story import check_destination
    from irises.story.neighbours.booknlp import read_booknlp

    story = read_booknlp(files, text=text)
    shown = out or f"{Path(files).resolve().name.removesuffix('.entities')}.irises"
    reader.save(story, check_destination(shown, force=force), force=force)
    _print_summary(story)
    click.echo(f"\nfolder {_clean(shown)}, page {_clean(os.path.join(shown, 'page.html'))}")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of the command with these arguments (by default, those it was called with)."""
    if arguments is None:
        # Ended from outside, a half-written folder is cleared away just as after Ctrl-C.
        signal.signal(signal.SIGTERM, _end)
        # Little of what a command makes is cyclic: looking for that as often as usual takes a tenth of Python's time.
        gc.set_threshold(50_000, 10, 10)
    for stream in (sys.stdout, sys.stderr):
        # A console may lack a letter of a name: a question mark there is better than no answer.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # Who reads our answer has seen enough; nothing may be flushed into the closed pipe at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _end(*_: object) -> None:
    raise SystemExit(_TERMINATED)


def _run(arguments: Sequence[str]) -> int:
    try:
        with app.make_context("irises", list(arguments)) as context:
            app.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ContractError as error:
        return _complain(f"{error} (a bug of Irises: please report it with the story, if you can share it)")
    except IrisesError as error:
        return _complain(str(error))
    except MemoryError:
        return _complain("this computer has too little memory free for the story: close other programs")
    except (KeyboardInterrupt, click.Abort):
        _tell("interrupted; nothing was written")
        return _INTERRUPTED
    return 0


def _complain(message: str) -> int:
    _tell(_clean(message))
    return _UNUSABLE


def _tell(message: str) -> None:
    with suppress(BrokenPipeError):
        click.echo(f"irises: {message}", err=True)


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal that can do more than print lines."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def _default_folder(source: str) -> str:
    return f"{'story' if source == '-' else Path(source).stem or 'story'}.irises"


def _read_with_progress(source: str, cast: GivenCast | None, *, quiet: bool) -> Story:
    from irises import reader
    from irises.write.progress import ProgressBar

    if source == "-" and sys.stdin is not None and sys.stdin.isatty():
        _tell("reading the keyboard; end with Ctrl-D (Windows: Ctrl-Z, Enter)")
    if quiet or not _is_terminal(sys.stderr):
        return reader.read(source, cast=cast)
    bar = ProgressBar(sys.stderr)
    try:
        return reader.read(source, cast=cast, progress=bar)
    finally:
        bar.close()


def _reading(path: str, text: str | None) -> Story:
    """The story in a folder of ours, or in what BookNLP wrote."""
    from irises.story import load
    from irises.story.neighbours.booknlp import is_booknlp, read_booknlp

    return read_booknlp(path, text=text) if is_booknlp(path) else load(path)


def _with_kept_corrections(folder: Path) -> Story:
    """The story in a folder that was replaced, with the corrections that were in it, of which a word is said."""
    from irises.story import load
    from irises.write.corrections_text import state_line

    story = load(folder)
    if story.corrections:
        _tell(f"kept {state_line(story)}")
    return story


def _summary(story: Story) -> dict[str, Any]:
    from irises.view import summary
    from irises.write.records import summary_record

    return summary_record(summary(story))


def _print_summary(story: Story) -> None:
    from irises.view import summary
    from irises.write.summary_text import summary_lines

    _print_lines(summary_lines(summary(story), width=_width()))


def _print_rows(story: Story, what: str, *, as_json: bool, limit: int | None) -> None:
    from irises.write.listing import listing
    from irises.write.records import records

    if as_json:
        _print_json_list(records(story, what, limit=limit))
    else:
        _print_lines(listing(story, what, width=_width(), limit=limit))


def _print_lines(lines: Iterable[str]) -> None:
    """Lines, those at the left edge in bold on a terminal that has it."""
    bold = _is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
    for line in lines:
        click.echo(click.style(line, bold=True) if bold and line and not line.startswith(" ") else line)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2))


def _print_json_list(rows: Iterable[Any]) -> None:
    """A JSON list, row by row, so that a long table needs little memory."""
    before = "["
    for row in rows:
        click.echo(f"{before}\n  {json.dumps(row)}", nl=False)
        before = ","
    click.echo("[]" if before == "[" else "\n]")


def _width() -> int:
    if sys.stdout is None or not sys.stdout.isatty():
        return 80
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size().columns))


def _clean(text: str) -> str:
    from irises.write.plain import clean

    return clean(text)


if __name__ == "__main__":
    sys.exit(main())
