"""A text's units with what each was found to be: the board on which the finders of sections write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from irises.document.outline import NOT_STORY
from irises.document.units import Unit


@dataclass(slots=True)
class Piece:
    """Units `[first, last)` that are one section, `mark` (a scene mark) or heading.

    `value` fills metadata field `field` where the piece states one, `also` gives further ones;
    `is_story` is None where the kind decides.
    Of headings, `level` is the depth, and `until` the unit where the source closes the section (-1 if it does not say).
    """

    first: int
    last: int
    kind: str
    confidence: float
    title: str | None = None
    date: str | None = None
    field: str | None = None
    value: str | None = None
    also: tuple[tuple[str, str], ...] = ()
    is_story: bool | None = None
    level: int = 0
    until: int = -1

    @property
    def tells_story(self) -> bool:
        """Whether its words belong to the story."""
        return self.kind not in NOT_STORY if self.is_story is None else self.is_story


@dataclass(frozen=True, slots=True)
class Break:
    """Where a scene begins: how sure, and what the mark before it calls it."""

    confidence: float
    title: str | None = None


@dataclass
class Layout:
    """Units, for each the piece that claims it (None while it is narration), and the breaks before units."""

    text: str
    units: list[Unit]
    width: int
    claims: list[Piece | None] = field(default_factory=list)
    breaks: dict[int, Break] = field(default_factory=dict)
    gap_counts: Counter[int] | None = None

    def __post_init__(self) -> None:
        self.claims = [None] * len(self.units)

    def claim(self, piece: Piece) -> Piece:
        """Give the piece its units; units that another piece has stay with that one."""
        for i in range(piece.first, piece.last):
            if self.claims[i] is None:
                self.claims[i] = piece
        return piece

    def is_free(self, i: int) -> bool:
        """Whether there is a unit `i` that no piece has claimed."""
        return 0 <= i < len(self.units) and self.claims[i] is None

    def pieces(self, first: int, last: int) -> Iterator[Piece]:
        """The pieces within units `[first, last)`, in order, each once."""
        seen: Piece | None = None
        for i in range(first, last):
            piece = self.claims[i]
            if piece is not None and piece is not seen:
                yield piece
            seen = piece

    @cached_property
    def speaks_by_dashes(self) -> bool:
        """Whether dialogue is set with dashes, so that a dash at a line's head says nothing about an attribution."""
        return sum(unit.text[0] in "—–-" and unit.n_words > 1 for unit in self.units) > 0.02 * len(self.units) + 3

    @cached_property
    def usual_gap(self) -> int:
        """The number of empty lines that usually part two paragraphs; long ones count more than lines of a list."""
        gaps: Counter[int] = Counter()
        for unit in self.units[1:]:
            gaps[unit.gap] += 1 if unit.is_short else 3
        return gaps.most_common(1)[0][0] if gaps else 1
