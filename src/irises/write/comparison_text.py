"""Two readings beside each other as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from irises.story import Story
from irises.view import Comparison, Places, names_of
from irises.view.comparison import Agreement, Alone, Counts, Difference, Who
from irises.write.plain import Column, clean, columns, fit, wrap

MOST = 12
"""Lines of a part, where not all are asked for."""
_MARKS = '“”"'
_WORDS, _OTHERS = 300, 3


def comparison_lines(
    found: Comparison, *, called: tuple[str, str], width: int = 80, most: int | None = MOST
) -> Iterator[str]:
    """The comparison, line by line, at most so many in a part; A and B were `called` that."""
    for side, name, story in zip("AB", called, (found.a, found.b), strict=True):
        yield from wrap(f"{side}: {clean(name)} ({_made_by(story)})", width, indent="   ")
    yield from wrap(_texts(found), width, indent="   ")
    lines = _Lines(found, width, most)
    yield from lines.counts()
    yield from lines.agreements()
    yield from lines.people()
    yield from lines.alone("A", found.only_a)
    yield from lines.alone("B", found.only_b)
    for part in _PARTS:
        yield from lines.differences(part)


@dataclass(frozen=True)
class _Part:
    """A kind of differences."""

    heading: str
    table: str
    whats: tuple[str, ...]


_PARTS = (
    _Part("Said by others", "quotations", ("speaker",)),
    _Part("Said to others", "quotations", ("addressees",)),
    _Part("Quotations that one has alone", "quotations", ("only_a", "only_b")),
    _Part("Others meant", "mentions", ("meant",)),
    _Part("Mentions that one has alone", "mentions", ("only_a", "only_b")),
)


def _made_by(story: Story) -> str:
    by = "BookNLP" if "booknlp" in story.manifest.passes else f"Irises {clean(story.manifest.irises)}"
    n = len(story.corrections)
    return f"read by {by}" + (f", {n:,} {'correction' if n == 1 else 'corrections'}" if n else "")


def _texts(found: Comparison) -> str:
    """How much of the texts is the same."""
    a, b, shared = found.n_words_a, found.n_words_b, found.n_words_shared
    if a == b == shared:
        return f"Both texts have the same {a:,} words and marks."
    told = f"{shared:,} words and marks are in both texts, {a - shared:,} in A alone, {b - shared:,} in B alone"
    return f"{told}; only what is in both is compared."


def _some(n: int) -> str:
    return f"{n:,}" if n else "-"


class _Lines:
    """Says what two readings have in common and what not, at most so many lines of a kind."""

    def __init__(self, found: Comparison, width: int, most: int | None) -> None:
        self._found, self._width, self._most = found, width, most
        self._names = names_of(found.a), names_of(found.b)
        self._places = Places(found.a), Places(found.b)

    def counts(self) -> Iterator[str]:
        """How many rows each has, and both."""
        found = self._found
        people = Counts(
            n_a=len(found.people) + len(found.only_a),
            n_b=len(found.people) + len(found.only_b),
            n_both=len(found.people),
            n_beyond_a=0,
            n_beyond_b=0,
        )
        kinds = {"people": people, "quotations": found.quotations, "mentions": found.mentions}
        rows = [[name, f"{c.n_a:,}", f"{c.n_b:,}", f"{c.n_both:,}"] for name, c in kinds.items()]
        yield from self._table("What there is", ("", "A", "B", "both"), rows)

    def agreements(self) -> Iterator[str]:
        """How often both say the same of a row that both have."""
        found = self._found
        kinds = {"who says it": found.speakers, "to whom": found.addressees, "who is meant": found.meant}
        headings = ("", "both say", "the same", "", "A alone", "B alone")
        yield from self._table("Said of what both have", headings, [_agreed(name, a) for name, a in kinds.items()])

    def people(self) -> Iterator[str]:
        """Who of A is whom of B, with their mentions."""
        rows = [
            [pair.a.name, pair.b.name, f"{pair.a.n_mentions:,}", f"{pair.b.n_mentions:,}", f"{pair.n_shared:,}"]
            for pair in self._found.people
        ]
        yield from self._table("The same people, by mentions", ("in A", "in B", "A", "B", "both"), rows)

    def alone(self, side: str, people: Sequence[Alone]) -> Iterator[str]:
        """Who is nobody's own in the other reading, and who is meant there instead."""
        rows = [
            [
                one.person.name,
                f"{one.person.n_mentions:,}",
                ", ".join(f"{who.name} {n:,}" for who, n in one.others[:_OTHERS]) or "nobody",
            ]
            for one in people
        ]
        other = "B" if side == "A" else "A"
        yield from self._table(f"People of {side} alone", ("", "mentions", f"in {other} they mean"), rows)

    def differences(self, part: _Part) -> Iterator[str]:
        """Places that differ in one way."""
        rows = [d for d in self._found.differences if d.table == part.table and d.what in part.whats]
        yield from self._part(part.heading, [self._difference(row) for row in rows[: self._most]], len(rows))

    def _difference(self, row: Difference) -> str:
        side = 0 if row.a is not None else 1
        there = row.a if row.a is not None else row.b
        assert there is not None
        place = f"{self._places[side].at(there.start).share:4.0%}"
        names = [self._who(row.who_a, 0), self._who(row.who_b, 1)]
        said = f"{'AB'[side]} {names[side]}" if row.what.startswith("only") else f"{names[0]} | {names[1]}"
        return fit(f"  {place} {said}: “{clean(there.text[:_WORDS]).strip(_MARKS)}”", self._width)

    def _who(self, who: Who, side: int) -> str:
        if who is None:
            return "not known"
        return ", ".join(clean(self._names[side].get(one, "not known")) for one in who) or "nobody"

    def _table(self, heading: str, headings: Sequence[str], rows: Sequence[list[str]]) -> Iterator[str]:
        """A table whose cells after the first are figures, where they are."""
        kinds = [
            Column(heading=name, right=all(row[i][:1].isdigit() or row[i] in "-" for row in rows), grows=not i)
            for i, name in enumerate(headings)
        ]
        lines = list(columns(kinds, rows[: self._most], self._width)) if rows else []
        yield from self._part(heading, lines, len(rows))

    def _part(self, heading: str, lines: Sequence[str], n: int) -> Iterator[str]:
        """A heading, lines, and how many more of `n` there are; nothing where there is none."""
        if not n:
            return
        yield ""
        yield heading
        yield from lines
        if self._most is not None and n > self._most:
            yield f"  … and {n - self._most:,} more (--all shows them)"


def _agreed(name: str, agreement: Agreement) -> list[str]:
    said, same = agreement.n_said, agreement.n_same
    share = f"{same / said:.0%}" if said else "-"
    return [name, _some(said), _some(same), share, _some(agreement.n_only_a), _some(agreement.n_only_b)]
