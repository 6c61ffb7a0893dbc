"""Labelled blocks: which paragraphs a label like "A/N" or "Summary" stands for."""

from __future__ import annotations

from irises.document.chapters import plain_title
from irises.document.labels import Label, label_of
from irises.document.layout import Layout, Piece
from irises.document.marks import is_mark_line, mark_of
from irises.document.talk import PERSONAL, TALK, talk_score
from irises.document.units import fold, unquoted

LONGEST_NOTE = 60
"""Paragraphs that a labelled block may have."""

_QUOTE = "\"“'‘«„"


def labelled(layout: Layout, i: int, last: int, label: Label) -> Piece:
    """The piece that a label at unit `i` makes of units `[i, last)`, with the metadata it fills."""
    value = label.value
    if last > i + 1 and (label.is_alone or label.kind not in ("title", "byline", "archive_metadata")):
        value = f"{value} {layout.text[layout.units[i + 1].start : layout.units[last - 1].end]}"
    field = label.field
    value = plain_title(fold(value)).rstrip(")" if "(" not in value else "")
    confidence = 0.8 if label.is_loose else 0.95
    return Piece(i, last, label.kind, confidence, field=field if value else None, value=value or None)


def block_end(layout: Layout, i: int, last: int, label: Label, *, closing: bool = False) -> int:
    """The unit after a labelled block: its own paragraph, the next if the label stands alone, and talk that goes on."""
    units = layout.units
    bracketed = _bracket_end(layout, i, last)
    if bracketed:
        return bracketed
    end = i + 1
    if label.is_alone and end < last and layout.is_free(end) and not is_structural(layout, end):
        end += 1
    if label.kind in ("title", "byline", "archive_metadata", "soundtrack", "dedication") and not label.is_alone:
        return end
    if closing and is_all_talk(layout, end, last):
        return last
    while end < min(last, i + LONGEST_NOTE) and layout.is_free(end) and not is_structural(layout, end):
        if talk_score(units[end].text) < TALK and not _leads_to_talk(layout, end, last):
            break
        end += 1
    return end


def _bracket_end(layout: Layout, i: int, last: int) -> int | None:
    """Where a block in brackets closes, if unit `i` opens one and does not close it."""
    text = layout.units[i].text
    opening = text.lstrip("*_ ")[:1]
    closing = {"(": ")", "[": "]", "{": "}"}.get(opening)
    if not closing or text.count(opening) <= text.count(closing):
        return i + 1 if closing and text.rstrip("*_ ").endswith(closing) and len(text) > 12 else None
    for j in range(i + 1, min(last, i + 12)):
        if layout.units[j].text.rstrip("*_ ").endswith(closing):
            return j + 1
    return None


def _leads_to_talk(layout: Layout, i: int, last: int) -> bool:
    """Whether a paragraph in the writer's own voice stands between paragraphs of talk."""
    if i + 1 >= last or not layout.is_free(i + 1) or is_structural(layout, i + 1):
        return False
    words = unquoted(layout.units[i].text)
    short = layout.units[i].n_words < 60 and layout.units[i].text[0] not in _QUOTE
    return short and bool(PERSONAL.search(words)) and talk_score(layout.units[i + 1].text) >= 2 * TALK


def is_structural(layout: Layout, i: int) -> bool:
    """Whether unit `i` is a label or a mark, so that no block goes on over it."""
    unit = layout.units[i]
    if unit.end - unit.start > 300:
        return label_of(unit.text) is not None
    return label_of(unit.text) is not None or mark_of(unit.text) is not None


def is_all_talk(layout: Layout, first: int, last: int) -> bool:
    """Whether what is left of the chapter is in the writer's own voice: short, personal, no dialogue."""
    left = [unit for i, unit in enumerate(layout.units[first:last], first) if layout.is_free(i)]
    if not left:
        return True
    if len(left) > LONGEST_NOTE or sum(unit.n_words for unit in left) > 1200:
        return False
    if any(is_mark_line(unit.text) or unit.text[0] in _QUOTE for unit in left):
        return False
    scores = [talk_score(unit.text) for unit in left]
    voices = [score > 0 or bool(PERSONAL.search(unquoted(u.text))) for score, u in zip(scores, left, strict=True)]
    talks = sum(score >= 0.5 * TALK for score in scores)
    return sum(voices) >= 0.6 * len(left) and talks >= 0.3 * len(left)
