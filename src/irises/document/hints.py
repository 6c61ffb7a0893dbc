"""What the source's markup states outright: blocks of a known kind, headings, sections, scene breaks."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from irises.document.dates import find_date
from irises.document.headings import heading_of
from irises.document.layout import Break, Layout, Piece
from irises.document.model import Draft, Hint
from irises.document.units import fold

CHAPTER_LEVEL, SCENE_LEVEL, TITLED_SCENE_LEVEL = 10, 20, 30
"""Depths of headings; volumes and parts lie below the first, the outer ones lower."""

_CONTAINERS = {
    "part": 0,
    "chapter": CHAPTER_LEVEL,
    "prologue": CHAPTER_LEVEL,
    "epilogue": CHAPTER_LEVEL,
    "scene": TITLED_SCENE_LEVEL,
}
_DATED = frozenset(("journal_entry", "letter"))


def claim_hints(layout: Layout, draft: Draft) -> list[Piece]:
    """Claim what the draft's hints name, with confidence 1; the headings among them, in text order."""
    starts = [unit.start for unit in layout.units]
    hints = sorted(draft.hints, key=lambda hint: (hint.start, -hint.end))
    headings: list[Piece] = []
    for hint in hints:
        first, last = bisect_left(starts, hint.start), bisect_left(starts, hint.end)
        if hint.kind == "break":
            _break(layout, first, last)
        elif hint.kind in _CONTAINERS and first < len(starts):
            headings.append(_container(hint, first, last, headings))
        elif hint.kind not in ("heading", *_CONTAINERS) and first < last:
            layout.claim(_block(layout, hint, first, last))
    lone = [hint for hint in hints if hint.kind == "heading"]
    headings += _headings(layout, lone, starts, headings)
    headings.sort(key=lambda piece: (piece.first, piece.level))
    for piece in headings:
        layout.claim(piece)
    return headings


def _break(layout: Layout, first: int, last: int) -> None:
    if last > first:
        layout.claim(Piece(first, last, "mark", 1.0))
    layout.breaks[last] = Break(1.0)


def _block(layout: Layout, hint: Hint, first: int, last: int) -> Piece:
    date = None
    if hint.kind in _DATED:
        opening = (fold(unit.text[:90]) for unit in layout.units[first : min(last, first + 4)])
        date = next((found.iso for words in opening if (found := find_date(words))), None)
    story = False if hint.kind == "other" else None
    return Piece(first, last, hint.kind, 1.0, title=hint.title, date=date, is_story=story)


def _container(hint: Hint, first: int, last: int, headings: Sequence[Piece]) -> Piece:
    level = _CONTAINERS[hint.kind]
    if hint.kind == "part":
        level = sum(1 for outer in headings if outer.kind == "part" and outer.first <= first and outer.until >= last)
    return Piece(first, first, hint.kind, 1.0, title=hint.title, level=min(level, 30), until=last)


def _headings(layout: Layout, hints: list[Hint], starts: list[int], containers: list[Piece]) -> list[Piece]:
    """Heading hints: those that open a section are its title, the others are sections of their own."""
    opened = {piece.first: piece for piece in containers}
    kinds = _kinds_by_level(hints, bool(containers))
    found: list[Piece] = []
    for hint in hints:
        first, last = bisect_left(starts, hint.start), bisect_left(starts, hint.end)
        if first >= last or not layout.is_free(first):
            continue
        title = fold(hint.title or layout.text[hint.start : hint.end])
        container = opened.get(first)
        if container is not None:
            container.last, container.title = (
                last,
                " ".join(filter(None, [container.title, title]))
                if container.last > first
                else container.title or title,
            )
            opened[last] = container
            continue
        kind, level = _kind(hint, kinds, bool(containers))
        if kind in ("title", "contents"):
            layout.claim(Piece(first, last, "title", 1.0, field="title", value=title))
        else:
            found.append(Piece(first, last, kind, 1.0, title=title, level=level))
    return found


def _kinds_by_level(hints: list[Hint], contained: bool) -> dict[int, str]:
    """What the headings of each depth are: as their words say, else chapters at the first depth used more than once."""
    counts = Counter(hint.level or 1 for hint in hints)
    said: dict[int, Counter[str]] = {}
    for hint in hints:
        heading = heading_of(hint.title or "")
        if heading and heading.number is not None:
            said.setdefault(hint.level or 1, Counter())[heading.kind] += 1
    kinds = {level: count.most_common(1)[0][0] for level, count in said.items()}
    chapter = min((level for level, kind in kinds.items() if kind == "chapter"), default=None)
    if chapter is None and not contained:
        chapter = next((level for level in sorted(counts) if counts[level] > 1 and level not in kinds), None)
    for level in counts:
        if level not in kinds:
            kinds[level] = _unsaid(level, chapter, counts[level])
    return kinds


def _unsaid(level: int, chapter: int | None, count: int) -> str:
    if chapter is None or level > chapter:
        return "scene" if count > 1 else "title"
    if level == chapter:
        return "chapter"
    return "part" if count > 1 else "title"


def _kind(hint: Hint, kinds: dict[int, str], contained: bool) -> tuple[str, int]:
    heading = heading_of(hint.title or "")
    kind = heading.kind if heading and not heading.is_bare else kinds[hint.level or 1]
    if contained and kind in ("chapter", "title"):
        kind = "scene"
    if kind == "part":
        return kind, min(hint.level or 1, CHAPTER_LEVEL - 1)
    return kind, TITLED_SCENE_LEVEL if kind == "scene" else CHAPTER_LEVEL
