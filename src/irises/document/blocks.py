"""The one writer that turns marked-up blocks into text with marks, hints and fields at code-point offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from irises.document.model import Field, Hint, Mark
from irises.document.remap import Edit, Offset, apply_edits, normalise

RULE = "* * *"

_FOLDED = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0]*")
_SPACES = " \t\n\r\f\v\u00a0"
# Above this share of gaps, empty blocks are the file's way to part paragraphs and not signs of a break.
_USUAL_GAP = 0.5
_JOINED = frozenset({"archive_metadata", "contents"})


def fold(text: str) -> str:
    """The text in one line: runs of white space are one space, none at the ends."""
    return " ".join(text.split())


@dataclass(eq=False)
class Stretch:
    """A mark, hint or field being written; it starts with the first character written while it is open."""

    make: type[Mark] | type[Hint] | type[Field]
    name: str
    value: str | None = None
    level: int | None = None
    start: int = -1
    end: int = -1


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a writer has gathered; every offset points into `text`."""

    text: str
    marks: tuple[Mark, ...]
    hints: tuple[Hint, ...]
    fields: tuple[Field, ...]
    anchors: dict[str, int] = field(default_factory=dict)


class BlockWriter:
    """Appends blocks joined by an empty line and records what spans them.

    White space at the edges of a block is not written, `line_break` is a line end, a block that shows only an empty
    line adds an empty block. The text comes out in NFC.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._pending: list[str] = []
        self._raw = False
        self._in_block = False
        self._blanks = 0
        self._gaps: list[tuple[int, int]] = []
        self._waiting: list[Stretch] = []
        self._open: list[Stretch] = []
        self._done: list[Stretch] = []
        self._anchors: dict[str, int] = {}
        self._waiting_anchors: list[str] = []
        self._page_break = False

    def write(self, text: str, *, raw: bool = False) -> None:
        """Append words to the block that is open; unless `raw`, white space is folded as HTML does."""
        if not raw:
            text = _FOLDED.sub(" ", text)
        core = text.strip(_SPACES)
        if not core:
            self._pending.append(text)
            self._raw = self._raw or raw
            return
        lead = len(text) - len(text.lstrip(_SPACES))
        self._pending.append(text[:lead])
        self._raw = self._raw or raw
        self._flush()
        self._append(core)
        self._pending.append(text[lead + len(core) :])
        self._raw = raw

    def line_break(self) -> None:
        """End the line, not the block."""
        self._pending.append("\n")

    def space(self) -> None:
        """Part what follows from what precedes by a space."""
        self._pending.append(" ")

    def end_block(self) -> None:
        """Close the block; what is written next starts another one."""
        if self._pending and not self._in_block:
            pending = "".join(self._pending)
            if "\n" in pending or "\u00a0" in pending:
                self._blanks += max(1, pending.count("\n"))
        self._pending.clear()
        self._raw = self._in_block = False

    def blank(self) -> None:
        """Write an empty block."""
        self.end_block()
        self._blanks += 1

    def rule(self) -> None:
        """Write a horizontal rule as a block of its own, marked as a rule and hinted as a break."""
        self.end_block()
        opened = [self.open_mark("rule"), self.open_hint("break")]
        self.write(RULE)
        for stretch in opened:
            self.close(stretch)
        self.end_block()

    def image(self, description: str) -> None:
        """Mark the place of an image; its description is no part of the text."""
        self._done.append(Stretch(Mark, "image", fold(description) or None, None, self._length, self._length))

    def anchor(self, name: str) -> None:
        """Remember under a name where the next character will stand."""
        self._waiting_anchors.append(name)

    def page_break(self) -> None:
        """Hint at a break before the next character, without writing anything."""
        self._page_break = self._length > 0

    def open_mark(self, kind: str, value: str | None = None) -> Stretch:
        """Begin a mark."""
        return self._opened(Stretch(Mark, kind, value))

    def open_hint(self, kind: str, title: str | None = None, level: int | None = None) -> Stretch:
        """Begin a hint."""
        return self._opened(Stretch(Hint, kind, title, level))

    def open_field(self, name: str, value: str | None = None) -> Stretch:
        """Begin a field; without a value its value is what is written until it is closed."""
        return self._opened(Stretch(Field, name, value))

    def close(self, stretch: Stretch) -> None:
        """End a stretch after the last character written; one around nothing is forgotten."""
        self._open.remove(stretch)
        if stretch.start < 0:
            self._waiting.remove(stretch)
            return
        stretch.end = self._length
        self._done.append(stretch)
        if stretch.make is Hint and stretch.name == "heading":
            self._entitle(stretch)

    def finish(self) -> Written:
        """Everything written, in NFC; empty blocks that part nearly all paragraphs are taken out."""
        self.end_block()
        text = "".join(self._pieces)
        text, squeezed = apply_edits(text, self._usual_gaps())
        text, composed = normalise(text)

        def moved(offset: int) -> int:
            return composed(squeezed(offset))

        self._done.sort(key=lambda s: (s.start, -s.end))
        return Written(
            text=text,
            marks=tuple(_mark(s, moved) for s in self._done if s.make is Mark),
            hints=_joined([_hint(s, moved) for s in self._done if s.make is Hint], text),
            fields=tuple(_field(s, moved, text) for s in self._done if s.make is Field),
            anchors={name: moved(offset) for name, offset in self._anchors.items()},
        )

    def _opened(self, stretch: Stretch) -> Stretch:
        self._open.append(stretch)
        self._waiting.append(stretch)
        return stretch

    def _append(self, text: str) -> None:
        for stretch in self._waiting:
            stretch.start = self._length
        self._waiting.clear()
        for name in self._waiting_anchors:
            self._anchors.setdefault(name, self._length)
        self._waiting_anchors.clear()
        if self._page_break:
            self._done.append(Stretch(Hint, "break", "page", None, self._length, self._length))
            self._page_break = False
        self._pieces.append(text)
        self._length += len(text)

    def _flush(self) -> None:
        """Write what parts the next character from the last one."""
        between = self._between()
        if between:
            self._pieces.append(between)
            self._length += len(between)
        self._pending.clear()
        self._raw, self._in_block = False, True

    def _between(self) -> str:
        if not self._in_block:
            if not self._length:
                self._blanks = 0
                return ""
            self._gaps.append((self._length, self._blanks))
            gap = "\n\n" * (1 + self._blanks)
            self._blanks = 0
            return gap
        pending = "".join(self._pending)
        if "\n" in pending and not self._raw:
            return _AROUND_BREAK.sub("\n", pending)
        return pending if self._raw else _FOLDED.sub(" ", pending)

    def _entitle(self, heading: Stretch) -> None:
        """A section that opens with this heading and has no title takes its words."""
        words: str | None = None
        for stretch in self._open:
            if stretch.make is Hint and stretch.value is None and stretch.start == heading.start:
                words = words or heading.value or self._written(heading)
                stretch.value = words
        heading.value = heading.value or words or self._written(heading)

    def _written(self, stretch: Stretch) -> str:
        """The words of a stretch that ends at the end of what is written."""
        wanted = stretch.end - stretch.start
        pieces: list[str] = []
        for piece in reversed(self._pieces):
            if wanted <= 0:
                break
            pieces.append(piece[-wanted:])
            wanted -= len(piece)
        return fold("".join(reversed(pieces)))

    def _usual_gaps(self) -> list[Edit]:
        blanks = sum(1 for _, count in self._gaps if count)
        if blanks < 4 or blanks <= _USUAL_GAP * len(self._gaps):
            return []
        return [Edit(at, at + 2, "") for at, count in self._gaps if count]


def _mark(stretch: Stretch, moved: Offset) -> Mark:
    return Mark(start=moved(stretch.start), end=moved(stretch.end), kind=stretch.name, value=stretch.value)


def _hint(stretch: Stretch, moved: Offset) -> Hint:
    return Hint(
        start=moved(stretch.start), end=moved(stretch.end), kind=stretch.name, title=stretch.value, level=stretch.level
    )


def _joined(hints: list[Hint], text: str) -> tuple[Hint, ...]:
    """Neighbouring blocks of a record, or of contents, are one section."""
    kept: list[Hint] = []
    last: dict[str, int] = {}
    for hint in hints:
        number = last.get(hint.kind)
        before = kept[number] if number is not None else None
        if before and hint.kind in _JOINED and hint.end > before.end and not text[before.end : hint.start].strip():
            kept[last[hint.kind]] = replace(before, end=hint.end)
            continue
        last[hint.kind] = len(kept)
        kept.append(hint)
    return tuple(kept)


def _field(stretch: Stretch, moved: Offset, text: str) -> Field:
    start, end = moved(stretch.start), moved(stretch.end)
    value = fold(text[start:end] if stretch.value is None else stretch.value)
    return Field(name=stretch.name, value=value, start=start, end=end)
