"""Author's notes in the middle and at the end of a chapter."""

from __future__ import annotations

from irises.document.labelled import block_end, labelled
from irises.document.labels import Label, label_of
from irises.document.layout import Layout, Piece
from irises.document.marks import ending_of, is_mark_line
from irises.document.talk import TALK, is_talk, talk_score
from irises.document.units import Unit

_QUOTE = "\"“'‘«„"
_ANYWHERE = frozenset(("authors_note", "disclaimer"))


def claim_notes(layout: Layout, first: int, last: int) -> None:
    """Claim notes in the middle and at the end of the narration `[first, last)`."""
    i = first
    while i < last:
        label = label_of(layout.units[i].text) if layout.is_free(i) else None
        if label and _is_note_here(layout, i, last, label):
            end = block_end(layout, i, last, label, closing=True)
            layout.claim(labelled(layout, i, end, label))
            i = end
        else:
            i += 1
    _claim_trailing_talk(layout, first, last)


def _is_note_here(layout: Layout, i: int, last: int, label: Label) -> bool:
    """Whether a label in the midst of narration is a note's, and not part of the story."""
    unit = layout.units[i]
    if unit.text[0] in _QUOTE:
        return False
    after_mark = i > 0 and (not layout.is_free(i - 1) or is_mark_line(layout.units[i - 1].text))
    near_end = last - i <= 6
    if label.kind in _ANYWHERE and not label.is_loose:
        return True
    if label.kind in ("title", "byline", "dedication"):
        return False
    talk = talk_score(" ".join(u.text[:600] for u in layout.units[i : min(i + 2, last)]))
    if label.is_loose:
        return (after_mark or near_end) and talk >= TALK
    if label.kind == "archive_metadata":
        return talk >= 2 * TALK and (after_mark or near_end)
    return after_mark or talk >= TALK


def _claim_trailing_talk(layout: Layout, first: int, last: int) -> None:
    """Claim talk that follows the last words of a chapter, and lines that say it ends."""
    i = last
    while i > first and (
        not layout.is_free(i - 1) or is_mark_line(layout.units[i - 1].text) or _closes(layout.units[i - 1])
    ):
        i -= 1
    for j in range(i, last):
        if layout.is_free(j) and ending_of(layout.units[j].text):
            layout.claim(Piece(j, j + 1, "other", 0.9, is_story=False))
        elif layout.is_free(j) and not is_mark_line(layout.units[j].text):
            layout.claim(Piece(j, j + 1, "authors_note", 0.7))


def _closes(unit: Unit) -> bool:
    if ending_of(unit.text):
        return True
    return unit.n_words < 150 and unit.text[0] not in _QUOTE and is_talk(unit)
