"""Corrections as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from irises.story import Story
from irises.story.corrections.change import parts
from irises.story.rows import Correction
from irises.write.plain import clean


def correction_lines(story: Story) -> Iterator[str]:
    """The corrections in order, one a line, with their number and what they say; unapplied ones are marked."""
    if not story.corrections:
        yield "no corrections"
    for row in story.corrections:
        mark = "" if row.state == "applied" else "  [could not be placed in this text]"
        yield f"{row.correction_id:4}  {clean(said(row))}{mark}"


def state_line(story: Story) -> str:
    """How many corrections there are, and which of them could not be placed."""
    rows = story.corrections
    lost = [str(row.correction_id) for row in rows if row.state != "applied"]
    line = f"{len(rows)} {'correction' if len(rows) == 1 else 'corrections'}"
    return f"{line}; could not be placed in this text: {', '.join(lost)}" if lost else line


def said(row: Correction) -> str:
    """A correction in a few words, with the words that it is fastened to."""
    known = ", ".join(f"{name} {value}" for name, value in parts(row.arguments).items() if value is not None)
    return f"{row.verb}: {known or 'not known'} (“{_first_words(row)}”)"


def _first_words(row: Correction) -> str:
    """The first words that a correction was fastened to, which may not be in this text any more."""
    return next((str(place["words"]) for places in parts(row.anchor).values() for place in places), "")
