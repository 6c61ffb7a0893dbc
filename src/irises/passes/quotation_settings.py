"""A stretch between marks with the narration around it, as the words that decide what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from irises.passes.quotation_brackets import Block, Stretch
from irises.passes.quotation_marks import BLANKS, MARKS

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_CLAUSE = re.compile(r"[.!?;:](?=\s|$)|[\"“”„«»]|\n\s*\n")
_REACH = 90
_OPENING_WORDS = 200
_PLACES = dict.fromkeys(".!?…", "sentence") | dict.fromkeys(",;", "comma") | dict.fromkeys(":—–-", "colon")


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch with its surroundings, up to the paragraph's bounds and the neighbouring stretches.

    `inner` lies between the marks, `before` and `after` are the narration on either side without blanks at the mark;
    `words` are the first of the stretch, `words_before` and `words_after` those around it, lower-cased, the latter up
    to the clause's end. `place` says what stands before: start, stretch, sentence, comma, colon, word or other.
    """

    stretch: Stretch
    primary: bool
    inner: str
    words: Sequence[str]
    before: str
    words_before: Sequence[str]
    place: str
    after: str
    words_after: Sequence[str]
    meets: bool

    @property
    def nested(self) -> bool:
        """Whether it lies in another stretch."""
        return self.stretch.parent >= 0


def setting_of(text: str, stretch: Stretch, block: Block, left: int, right: int) -> Setting:
    """The setting of a stretch; `left` and `right` bound the narration around it (code points)."""
    inner = text[stretch.start : stretch.end].strip(MARKS + BLANKS)
    before = text[max(left, stretch.start - _REACH) : stretch.start].rstrip(BLANKS)
    after = text[stretch.end : min(right, stretch.end + _REACH)].lstrip(BLANKS)
    return Setting(
        stretch=stretch,
        primary=stretch.family == block.primary,
        inner=inner,
        words=_WORD.findall(inner, 0, _OPENING_WORDS),
        before=before,
        words_before=_WORD.findall(before.lower()),
        place=_place(before, met=left > block.start),
        after=after,
        words_after=_WORD.findall(_CLAUSE.split(after.lower(), maxsplit=1)[0])[:8],
        meets=right < block.end,
    )


def _place(before: str, *, met: bool) -> str:
    if not before:
        return "stretch" if met else "start"
    return _PLACES.get(before[-1], "word" if before[-1].isalnum() else "other")
