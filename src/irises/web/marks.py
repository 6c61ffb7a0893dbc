"""Whose each mention and quotation is, as the page's script wants it: short rows by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from irises.story import Story

_FORMS = {"pronoun": 0, "common": 1, "proper": 2}


def marks_of_paragraphs(story: Story) -> list[Any]:
    """Per paragraph 0 where nothing is marked, else its mentions and its quotations.

    Mentions are one flat list of five numbers each: start, length (code points from the paragraph's start), entity_id,
    how sure (percent), form (0 pronoun, 1 common, 2 proper). Quotations are lists: start, length, speaker (-1 is not
    known), how sure (percent), addressees, how sure of them (percent), attribution, mode, cue. What goes on in the
    next paragraph is there again.
    """
    mentions: list[list[int]] = [[] for _ in story.paragraphs]
    for number, start, length, *what in _in_paragraphs(story, _mentions(story)):
        mentions[number] += [start, length, *what]
    quotations: list[list[list[Any]]] = [[] for _ in story.paragraphs]
    for number, start, length, *what in _in_paragraphs(story, _quotations(story)):
        quotations[number].append([start, length, *what])
    return [[some, said] if some or said else 0 for some, said in zip(mentions, quotations, strict=True)]


def _in_paragraphs(story: Story, spans: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """Rows (start, end, ...) as (index of paragraph, start from there, length, ...), once in each they touch."""
    table = story.table("paragraphs")
    starts, ends = table["start"].to_pylist(), table["end"].to_pylist()
    rows = list(spans)
    first = np.searchsorted(np.array(ends), np.array([row[0] for row in rows], dtype=np.int64), side="right")
    for (start, end, *what), number in zip(rows, first.tolist(), strict=True):
        while number < len(starts) and starts[number] < end:
            begin = max(start, starts[number])
            length = min(end, ends[number]) - begin
            if length > 0:
                yield [number, begin - starts[number], length, *what]
            number += 1


def _mentions(story: Story) -> Iterator[list[Any]]:
    table = story.table("mentions")
    columns = (table[name].to_pylist() for name in ("start", "end", "entity_id", "entity_confidence", "form"))
    for start, end, entity, sure, form in zip(*columns, strict=True):
        yield [start, end, entity, round(100 * sure), _FORMS[form]]


def _quotations(story: Story) -> Iterator[list[Any]]:
    for q in story.quotations:
        speaker = -1 if q.speaker is None else q.speaker
        by = [speaker, round(100 * q.speaker_confidence)]
        to = [list(q.addressees or ()), round(100 * q.addressees_confidence)]
        yield [q.start, q.end, *by, *to, q.attribution or "", q.mode, q.cue or ""]
