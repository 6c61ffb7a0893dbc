"""Thoughts set in italics: sentence-like stretches in a voice that isn't the narration's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from irises.passes.quotation_brackets import Block
from irises.passes.quotation_marks import BLANKS
from irises.passes.quotation_words import SURE_THOUGHT_VERBS, THOUGHT_VERBS, WRITING_VERBS, WRITTEN_THINGS, word_set

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MARKS = frozenset('"“”„«»')
_FIRST = word_set("""
i i'm i've i'll i'd me my mine myself we we're we've we'll us our
""")
_SECOND = word_set("""
you you're you've you'll your yours yourself
""")
_PRESENT = word_set("""
is isn't are aren't am do don't does doesn't can can't cannot will won't shall must has hasn't have haven't it's
that's there's what's who's he's she's they're let's should need want know think gotta gonna please stop
""")
_FUNCTION = word_set("""
the a an and or but of to in on at for with not no what who why how where when this that it he she they him her his
them so if as be was were did had just all never please god
""")
_LIMIT = 2.0
_REACH = 120
_FLASHBACK = 3


@dataclass(frozen=True, kw_only=True)
class Thought:
    """An italic stretch that is somebody's thought (or something read: mode `writing`)."""

    start: int
    end: int
    mode: str
    confidence: float
    block: int


def italic_thoughts(
    text: str, markup: pa.Table, blocks: Sequence[Block], taken: Sequence[tuple[int, int]], *, past: bool
) -> list[Thought]:
    """The thoughts among the italic spans of the story.

    `taken` are spans in text order that no thought may overlap; `past` says that the narration is in the past tense.
    """
    spans = list(_within_blocks(_italics(text, markup), blocks))
    runs = _long_runs(spans, blocks)
    starts = [start for start, _ in taken]
    found = []
    for place, start, end in spans:
        near = bisect_left(starts, end)
        if place in runs or any(b > start for _, b in taken[max(0, near - 1) : near]):
            continue
        thought = _thought(text, start, end, blocks[place], place, past=past)
        if thought is not None:
            found.append(thought)
    return found


def _italics(text: str, markup: pa.Table) -> list[tuple[int, int]]:
    """Italic spans in order; those with only white space between them on one line are one."""
    kinds, starts, ends = (markup[name].to_pylist() for name in ("kind", "start", "end"))
    spans = sorted((a, b) for kind, a, b in zip(kinds, starts, ends, strict=True) if kind == "italic" and a < b)
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start - merged[-1][1] < 3 and not text[merged[-1][1] : start].strip(" _*"):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _within_blocks(spans: Sequence[tuple[int, int]], blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    """Each span cut at the bounds of story paragraphs, with the paragraph's place."""
    place = 0
    for start, end in spans:
        while place < len(blocks) and blocks[place].end <= start:
            place += 1
        here = place
        while here < len(blocks) and blocks[here].start < end:
            yield here, max(start, blocks[here].start), min(end, blocks[here].end)
            here += 1


def _long_runs(spans: Sequence[tuple[int, int, int]], blocks: Sequence[Block]) -> set[int]:
    """Paragraphs in runs of wholly italic ones: flashbacks, dreams and letters, not thoughts."""
    whole = [place for place, a, b in spans if b - a > 0.9 * (blocks[place].end - blocks[place].start)]
    runs: set[int] = set()
    run: list[int] = []
    for place in [*whole, -9]:
        if run and place != run[-1] + 1:
            runs.update(run if len(run) >= _FLASHBACK else ())
            run = []
        run.append(place)
    return runs


def _thought(text: str, start: int, end: int, block: Block, place: int, *, past: bool) -> Thought | None:
    inner = text[start:end].strip(BLANKS)
    words = [word.lower().replace("’", "'") for word in _WORD.findall(inner)]
    if not words or _MARKS & set(inner):
        return None
    before, after = (
        text[max(block.start, start - _REACH) : start].rstrip(BLANKS),
        text[end : min(block.end, end + _REACH)].lstrip(BLANKS),
    )
    cue = _cue(before, after)
    score = _score(inner, words, before, after, cue=cue, past=past)
    if score < _LIMIT:
        return None
    mode = "writing" if _reads(before, after) else "thought"
    sure = min(0.95, 0.5 + 0.1 * (score - _LIMIT))
    return Thought(start=start, end=end, mode=mode, confidence=sure, block=place)


def _score(inner: str, words: Sequence[str], before: str, after: str, *, cue: bool, past: bool) -> float:
    """Points for being a sentence of a mind's own; 2 are enough."""
    ends = inner[-1] in ".!?…—-," or after[:1] in (".", "?", "!")
    begins = not before or before[-1] in '.!?…:,;—–-"”’»'
    held = set(words)
    if not cue and not (begins and ends):
        return 0.0
    if not cue and (_is_title(inner) or (len(words) > 2 and not held & (_FUNCTION | _FIRST | _SECOND | _PRESENT))):
        return 0.0
    score = 2.0 if cue else 0.0
    score += (begins and ends) + (inner[0].isupper()) * 0.5
    score += 1.0 * bool(held & _FIRST) + 0.5 * bool(held & _SECOND)
    score += (1.0 if past else 0.3) * bool(held & _PRESENT)
    score += 0.7 * (inner[-1] in "?!") + 0.5 * (len(words) > 3)
    score += 0.5 * (not before or before[-1] in ".!?…") * (not after or after[0].isupper())
    return score


def _is_title(inner: str) -> bool:
    words = _WORD.findall(inner)
    capital = sum(word[0].isupper() for word in words)
    return len(words) > 1 and capital > 0.6 * len(words) and inner[-1] not in "!?." and "I" not in words


def _cue(before: str, after: str) -> bool:
    """A thinking verb next to it: `, she thought.` after, or `He wondered,` before."""
    behind = [word.lower() for word in _WORD.findall(after[:60])[:4]]
    ahead = [word.lower() for word in _WORD.findall(before[-60:])[-4:]]
    if any(word in SURE_THOUGHT_VERBS for word in behind[:3]) and after[:1].islower() | after[:1].isupper() | (
        after[:1] in ",—"
    ):
        return True
    return before[-1:] in (",", ":", "—") and any(word in THOUGHT_VERBS for word in ahead)


def _reads(before: str, after: str) -> bool:
    """Whether a thing that carries writing has it on it: `The note said: ...`, `... the message read.`"""
    ahead = [word.lower() for word in _WORD.findall(before[-60:])[-5:]]
    behind = [word.lower() for word in _WORD.findall(after[:40])[:3]]
    if before[-1:] in (":", ",") and not WRITTEN_THINGS.isdisjoint(ahead):
        return True
    return not WRITTEN_THINGS.isdisjoint(behind[:2]) and not WRITING_VERBS.isdisjoint(behind[1:])
