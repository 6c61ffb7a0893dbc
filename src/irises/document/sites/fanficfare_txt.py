"""FanFicFare's plain-text files: what its template puts around the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from irises.document.blocks import fold
from irises.document.fields import field_name, split_values
from irises.document.model import Field, Hint

_HEAD = re.compile(r"\s*(?P<title>\S[^\n]*)\n+[ \t]*by (?P<author>\S[^\n]*)\n+(?=[A-Z][\w /]*: )")
_LABEL = re.compile(r"^([A-Z][\w /]{0,30}): (\S[^\n]*(?:\n(?![A-Z][\w /]{0,30}: )\S[^\n]*)*)$", re.MULTILINE)
_CONTENTS = re.compile(r"TABLE OF CONTENTS\n(?:(?![\t ])[^\n]*\n)*")
_CHAPTER = re.compile(r"(?<=\n)(?:\t| {8})(\S[^\n]*)\n")
_NOTE = re.compile(r"^\*\*([^*\n]{1,60}):\*\*\n+((?:>[^\n]*\n+)+)", re.MULTILINE)
_END = re.compile(r"End file\.\s*\Z")
_OWN = ("Packaged", "Publisher", "Story URL")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the template states about a file."""

    fields: tuple[Field, ...]
    hints: tuple[Hint, ...]


def read_template(text: str) -> Found | None:
    """Fields and hints of a file that FanFicFare wrote; None if it did not write it."""
    head = _HEAD.match(text)
    if head is None:
        return None
    labels = list(_labels(text, head.end()))
    if len({label[1] for label in labels} & set(_OWN)) < 2:
        return None
    body = labels[-1].end()
    fields = [_field("title", *head.span("title"), text), _field("author", *head.span("author"), text)]
    fields += [field for label in labels for field in _values(label)]
    hints = [
        Hint(start=head.start("title"), end=head.end("title"), kind="title"),
        Hint(start=head.start("author") - 3, end=head.end("author"), kind="byline"),
        Hint(start=labels[0].start(), end=body, kind="archive_metadata"),
        *_parts(text, body),
    ]
    return Found(fields=tuple(fields), hints=tuple(sorted(hints, key=lambda hint: (hint.start, -hint.end))))


def _labels(text: str, start: int) -> Iterator[re.Match[str]]:
    """The labelled lines that follow each other without an empty line."""
    label = _LABEL.match(text, start)
    while label:
        yield label
        label = _LABEL.match(text, label.end() + 1)


def _values(label: re.Match[str]) -> Iterator[Field]:
    name = field_name(label[1])
    position = label.start(2)
    for value in split_values(name, label[2]) if name else ():
        at = label.string.find(value, position, label.end())
        if at < 0:
            yield Field(name=name or "", value=value)
        else:
            position = at + len(value)
            yield Field(name=name or "", value=value, start=at, end=position)


def _field(name: str, start: int, end: int, text: str) -> Field:
    return Field(name=name, value=fold(text[start:end]), start=start, end=end)


def _parts(text: str, body: int) -> Iterator[Hint]:
    end = _END.search(text, max(body, len(text) - 40))
    stop = end.start() if end else len(text)
    if end:
        yield Hint(start=end.start(), end=end.start() + len("End file."), kind="other")
    contents = _CONTENTS.search(text, body, stop)
    if contents:
        yield Hint(start=contents.start(), end=contents.start() + len(contents[0].rstrip()), kind="contents")
    chapters = list(_CHAPTER.finditer(text, contents.end() if contents else body, stop))
    ends = [chapter.start() for chapter in chapters[1:]] + [stop]
    for chapter, end_of_it in zip(chapters, ends, strict=False):
        yield from _chapter(text, chapter, end_of_it)


def _chapter(text: str, heading: re.Match[str], stop: int) -> Iterator[Hint]:
    start, title = heading.start(1), heading[1].strip()
    yield Hint(start=start, end=start + len(text[start:stop].rstrip()), kind="chapter", title=title)
    yield Hint(start=start, end=start + len(title), kind="heading", title=title, level=2)
    for note in _NOTE.finditer(text, heading.end(), stop):
        kind = "summary" if note[1].casefold() in ("summary for the chapter", "description") else "authors_note"
        yield Hint(start=note.start(), end=note.start() + len(note[0].rstrip()), kind=kind, title=note[1])
