"""The command `irises correct`: what a person changes in a story that has been read, one command per kind of change."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from irises.story import Story
    from irises.story.corrections.making import Correct

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 80}


@click.group(context_settings=_HELP)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=str))
@click.pass_context
def correct(context: click.Context, folder: str) -> None:
    """Correct what was read in a story's FOLDER.

    The reading itself stays as it was: corrections are kept beside it, fastened to the words, and stay when the story
    is read again (`irises read STORY --force`). People are meant by a name, an epithet or their id (`irises show FOLDER
    cast`).
    """
    context.obj = folder


@correct.command()
@click.argument("one", metavar="PERSON")
@click.argument("other", metavar="PERSON")
@click.pass_obj
def merge(folder: str, one: str, other: str) -> None:
    """Two people are one."""
    _change(folder, lambda story: story.merge(_key(one), _key(other)))


@correct.command()
@click.argument("person", metavar="PERSON")
@click.argument("words", metavar="[ALIAS]", required=False)
@click.option("--mention", "mentions", metavar="ID", type=int, multiple=True, help="This mention; may be repeated.")
@click.option("--name", metavar="NAME", help="What to call the other.")
@click.pass_obj
def split(folder: str, person: str, words: str | None, mentions: tuple[int, ...], name: str | None) -> None:
    """One PERSON is two: who is called ALIAS (or is meant by the mentions given) is somebody else."""
    if (words is None) == (not mentions):
        raise click.UsageError("give either an ALIAS of the person or --mention IDs (`irises show FOLDER mentions`)")
    meant = list(mentions) if words is None else words
    _change(folder, lambda story: story.split(_key(person), meant, name=name))


@correct.command()
@click.argument("person", metavar="PERSON")
@click.argument("mentions", metavar="MENTION...", type=int, nargs=-1, required=True)
@click.pass_obj
def means(folder: str, person: str, mentions: tuple[int, ...]) -> None:
    """PERSON is who is meant by these mentions (ids of `irises show FOLDER mentions --json`)."""
    _change(folder, lambda story: story.means(mentions, _key(person)))


@correct.command()
@click.argument("person", metavar="PERSON")
@click.argument("name", metavar="NAME")
@click.pass_obj
def rename(folder: str, person: str, name: str) -> None:
    """Call PERSON by NAME."""
    _change(folder, lambda story: story.rename(_key(person), name))


@correct.command()
@click.argument("quotation", metavar="QUOTATION")
@click.argument("person", metavar="[PERSON]", required=False)
@click.option("--nobody-known", is_flag=True, help="Nobody can know who says it.")
@click.pass_obj
def speaker(folder: str, quotation: str, person: str | None, nobody_known: bool) -> None:
    """QUOTATION (some of its words, or its id) is said by PERSON."""
    if (person is None) != nobody_known:
        raise click.UsageError("give either the PERSON who says it or --nobody-known")
    who = None if person is None else _key(person)
    _change(folder, lambda story: story.speaker(_key(quotation), who))


@correct.command("said-to")
@click.argument("quotation", metavar="QUOTATION")
@click.argument("people", metavar="[PERSON]...", nargs=-1)
@click.option("--nobody", is_flag=True, help="It is said to nobody, as in talking to oneself.")
@click.option("--nobody-known", is_flag=True, help="Nobody can know to whom it is said.")
@click.pass_obj
def said_to(folder: str, quotation: str, people: tuple[str, ...], nobody: bool, nobody_known: bool) -> None:
    """QUOTATION (some of its words, or its id) is said to these people."""
    if (bool(people), nobody, nobody_known).count(True) != 1:
        raise click.UsageError("give either whom it is said to, or --nobody, or --nobody-known")
    whom = None if nobody_known else [_key(person) for person in people]
    _change(folder, lambda story: story.said_to(_key(quotation), whom))


@correct.command("not-a-person")
@click.argument("name", metavar="NAME")
@click.option("--category", metavar="KIND", help="What it is instead: FAC, GPE, LOC, VEH or ORG.")
@click.pass_obj
def not_a_person(folder: str, name: str, category: str | None) -> None:
    """NAME is no person."""
    _change(folder, lambda story: story.not_a_person(_key(name), category=category))


@correct.command("same-from")
@click.argument("one", metavar="PERSON")
@click.argument("other", metavar="PERSON")
@click.argument("place", metavar="PLACE")
@click.pass_obj
def same_from(folder: str, one: str, other: str, place: str) -> None:
    """Two people turn out to be one at PLACE: an offset, 40%, 'chapter 3' (its end)."""
    _change(folder, lambda story: story.same_from(_key(one), _key(other), place))


@correct.command()
@click.argument("table", metavar="TABLE")
@click.argument("row_id", metavar="ID", type=int)
@click.pass_obj
def dismiss(folder: str, table: str, row_id: int) -> None:
    """The row ID of TABLE isn't so.

    TABLE is mentions, quotations, events, emotions, beliefs, commitments or relations; ids are those of `irises show
    FOLDER TABLE --json`.
    """
    _change(folder, lambda story: story.dismiss(table, row_id))


@correct.command()
@click.argument("number", metavar="[NUMBER]", type=int, required=False)
@click.pass_obj
def undo(folder: str, number: int | None) -> None:
    """Undo the last correction, or the one with this NUMBER (see list)."""
    _change(folder, lambda story: story.undo(number))


@correct.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON: a list of rows.")
@click.pass_obj
def list_corrections(folder: str, as_json: bool) -> None:
    """List the corrections in order; those that could not be placed are marked."""
    from irises.story import load
    from irises.write.corrections_text import correction_lines
    from irises.write.records import records

    story = load(folder)
    if as_json:
        click.echo(json.dumps(list(records(story, "corrections")), indent=2))
        return
    for line in correction_lines(story):
        click.echo(line)


@correct.command()
@click.option("--csv", "as_csv", is_flag=True, help="As CSV instead of JSON.")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@click.pass_obj
def export(folder: str, as_csv: bool, out: Path | None) -> None:
    """Write the corrections as JSON or CSV, to standard output unless --out is given."""
    from irises.story import corrections_in, load
    from irises.story.corrections.exchange import to_csv, to_json

    load(folder)
    text = (to_csv if as_csv else to_json)(corrections_in(folder))
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8", newline="")


@correct.command("import")
@click.argument("file", metavar="FILE", type=click.File("rb"))
@click.pass_obj
def import_corrections(folder: str, file: BinaryIO) -> None:
    """Add the corrections in FILE (- for standard input), which export wrote; what is there already stays once."""
    from irises.story.corrections.exchange import changes_in

    changes = changes_in(file.read())
    _change(folder, lambda story: story.add(changes))


def _change(folder: str, change: Callable[[Correct], Story]) -> None:
    """Makes a change, and tells how many corrections there are and which of them could not be placed."""
    from irises.web.correcting import correct as correct_story
    from irises.write.corrections_text import state_line

    click.echo(state_line(correct_story(folder, change)))


def _key(words: str) -> str | int:
    """A name, or the id that digits are."""
    return int(words) if words.isdecimal() and len(words) < len(str(sys.maxsize)) else words
