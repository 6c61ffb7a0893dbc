"""The story's paragraphs with their marks, and the family of marks that each section sets speech in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pyarrow as pa

from irises.passes.quotation_brackets import Block, Stretch
from irises.passes.quotation_marks import DOUBLE, SINGLE, Mark, habits_of, marks_in

Paragraph = tuple[int, int, int]
"""Start, end (code points, half-open) and section_id."""

_ENOUGH = 4.0
_MAJORITY = 0.6


def story_paragraphs(sections: pa.Table, paragraphs: pa.Table) -> list[Paragraph]:
    """The paragraphs that belong to the story itself, in text order."""
    is_story = dict(zip(sections["section_id"].to_pylist(), sections["is_story"].to_pylist(), strict=True))
    columns = (paragraphs[name].to_pylist() for name in ("start", "end", "section_id"))
    return [row for row in zip(*columns, strict=True) if is_story.get(row[2], False)]


def blocks_of(text: str, paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs as the bracket reader wants them."""
    habits = habits_of(text)
    marks = [marks_in(text, start, end, habits) for start, end, _ in paragraphs]
    primary = _primaries(paragraphs, marks)
    return [
        Block(start, end, found, primary[section], section)
        for (start, end, section), found in zip(paragraphs, marks, strict=True)
    ]


def _primaries(paragraphs: Sequence[Paragraph], marks: Sequence[Sequence[Mark]]) -> Mapping[int, str]:
    """Each section's family of speech marks: its own where it shows one clearly, else the whole story's."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for (_, _, section), found in zip(paragraphs, marks, strict=True):
        votes[section].update(_votes(found))
    whole: Counter[str] = sum(votes.values(), Counter())
    general = _winner(whole, DOUBLE, least=0.0)
    return {section: _winner(count, general, least=_ENOUGH) for section, count in votes.items()}


def _votes(marks: Sequence[Mark]) -> Counter[str]:
    """One vote for the mark that opens a paragraph, half of one for each that closes after punctuation."""
    votes: Counter[str] = Counter()
    if marks and marks[0].leads and marks[0].opens < 1 and marks[0].nothing > 0.5:
        votes[marks[0].family] += 1
    for place, mark in enumerate(marks):
        alone = place + 1 == len(marks) or marks[place + 1].start > mark.end
        if alone and mark.closes == 0.0 and (mark.family != SINGLE or mark.nothing > 1):
            votes[mark.family] += 0.5  # type: ignore[assignment]
    return votes


def _winner(votes: Counter[str], otherwise: str, *, least: float) -> str:
    total = sum(votes.values())
    if not total or total < least:
        return otherwise
    family, count = votes.most_common(1)[0]
    return family if count >= _MAJORITY * total else otherwise


_LETTERS = frozenset({"letter", "journal_entry", "message"})


def wrapping(stretches: Sequence[Stretch], blocks: Sequence[Block], sections: pa.Table) -> set[int]:
    """Numbers of the stretches that only wrap the text of a letter, entry or message section: no quotation there."""
    kinds = dict(zip(sections["section_id"].to_pylist(), sections["kind"].to_pylist(), strict=True))
    size: Counter[int] = Counter()
    covered: Counter[int] = Counter()
    whole: dict[int, list[int]] = defaultdict(list)
    for block in blocks:
        size[block.section] += block.end - block.start
    for number, stretch in enumerate(stretches):
        block = blocks[stretch.block]
        wraps = kinds.get(block.section) in _LETTERS and stretch.parent < 0
        if wraps and stretch.start <= block.start + 1 and stretch.end >= block.end - 1:
            covered[block.section] += stretch.end - stretch.start
            whole[block.section].append(number)
    return {
        number
        for section, numbers in whole.items()
        if _wraps(covered[section], size[section], [stretches[n] for n in numbers])
        for number in numbers
    }


def _wraps(covered: int, size: int, stretches: Sequence[Stretch]) -> bool:
    """Nearly all of the section, and its paragraphs carried on one into the next rather than closed as talk is."""
    carried = sum(stretch.carried >= 0 for stretch in stretches)
    return covered > 0.8 * size and (len(stretches) == 1 or 2 * carried >= len(stretches) - 1)
