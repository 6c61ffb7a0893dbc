"""What stands before a story: labelled blocks, title page, epigraphs, talk that nothing labels."""

from __future__ import annotations

import re

from irises.document.labelled import block_end, is_structural, labelled
from irises.document.labels import Label, label_of
from irises.document.layout import Layout, Piece
from irises.document.marks import is_mark_line
from irises.document.talk import OWNS, PERSONAL, is_talk, talk_score
from irises.document.title_page import title_page
from irises.document.units import fold, unquoted
from irises.document.verse import is_attribution, is_set_in_lines, is_verse

_MUSIC = re.compile(
    r"\b(?:written|wrote (?:this|it|most of (?:this|it))|listen(?:ed|ing)|inspired"
    r"|best read|read it)\s+(?:entirely |mostly )?(?:to|by|while listening to|with)"
    r"\s+(?=(?:the (?:song|songs|album|track|soundtrack)|a song|[\"“*_‘']))",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\ball rights reserved\b|\be-?books?\b|\bpublic domain\b|\bcopyright (?:©|\(c\)|\d{4}|laws?|status)|©|\bISBN\b"
    r"|\bproject gutenberg\b|\bcreative commons\b|\bno part of this (?:book|publication)\b|\bwork of fiction\b",
    re.IGNORECASE,
)
_QUOTE = "\"“'‘«„"
_CLOSING_QUOTE = frozenset("\"”'’»“")


def claim_front(layout: Layout, first: int, last: int, *, of_story: bool) -> int:
    """Claim what stands before the narration of `[first, last)`; where the narration begins.

    `of_story` is true before the whole story (title, byline, dedication are looked for too), false under a heading.
    """
    i = first
    titled = not of_story or any(piece and piece.kind == "title" for piece in layout.claims[:first])
    while i < last:
        if i in layout.breaks and layout.breaks[i].title:
            break
        piece = layout.claims[i] or _front_piece(layout, i, first, last, of_story=of_story, titled=titled)
        if piece is None:
            break
        if layout.claims[i] is None:
            layout.claim(piece)
        elif piece.kind == "poem" and of_story and (piece.last >= last or not layout.is_free(piece.last)):
            piece.is_story = False
        titled = titled or piece.kind == "title"
        i = max(i + 1, piece.last)
    return i


def end_of_matter(layout: Layout, heading: Piece, last: int) -> int:
    """The unit after what a heading of front or back matter stands over, the next heading being at unit `last`.

    Where nothing else says so it ends at a gap as wide as the one before its heading.
    """
    units = layout.units
    apart = units[heading.first].gap
    if apart > layout.usual_gap or heading.first == 0:
        wide = max(apart, layout.usual_gap + 1)
        return next((i for i in range(heading.last + 1, last) if units[i].gap >= wide), last)
    if last == len(units) and heading.kind != "preface" and 2 * heading.first < last:
        return next((i for i in range(heading.last, last) if not _LEGAL.search(units[i].text[:1000])), last)
    return last


def _front_piece(layout: Layout, i: int, first: int, last: int, *, of_story: bool, titled: bool) -> Piece | None:
    unit = layout.units[i]
    label = label_of(unit.text)
    if label and (of_story or _heads_chapter(label)):
        return labelled(layout, i, block_end(layout, i, last, label), label)
    if is_mark_line(unit.text):
        return Piece(i, i + 1, "mark", 0.9)
    if of_story and (piece := title_page(layout, i, last, titled=titled, opens=i == first)):
        return piece
    epigraph = epigraph_at(layout, i, last)
    if epigraph:
        return epigraph
    return _unlabelled_note(layout, i, last, of_story=of_story, opens=i == first)


def _heads_chapter(label: Label) -> bool:
    """Whether a label may stand between a chapter's heading and its first words."""
    if label.kind in ("byline", "dedication"):
        return False
    return label.is_alone or label.field is not None or not label.is_loose


def epigraph_at(layout: Layout, i: int, last: int) -> Piece | None:
    """Quoted words or verse, or one paragraph of prose, with the line that says whose they are."""
    units = layout.units
    said = is_verse(units[i].text, layout.width) or _is_set_off(units[i].text)
    if layout.speaks_by_dashes and not said:
        return None
    for j in range(i, min(i + 4, last)):
        if not layout.is_free(j) or units[j].n_words > 220 or (j > i and is_structural(layout, j)):
            return None
        lines = units[j].lines
        above = layout.text[units[i].start : units[j].end].rpartition("\n")[0]
        if not is_attribution(lines[-1], alone=len(lines) == 1, quoted=_is_quoted(above)) or j + 1 >= last:
            continue
        if j == i:
            return Piece(i, j + 1, "epigraph", 0.85) if len(lines) > 1 else None
        return Piece(i, j + 1, "epigraph", 0.85) if said or (j == i + 1 and len(lines) == 1) else None
    return None


def _is_set_off(text: str) -> bool:
    """Whether a paragraph begins in quotation marks or italics."""
    return text[0] in _QUOTE or text[0] in "*_"


def _is_quoted(text: str) -> bool:
    """Whether quotation marks stand around the whole text."""
    words = text.strip()
    return len(words) > 2 and words[0] in _QUOTE and words[-1] in _CLOSING_QUOTE


def _unlabelled_note(layout: Layout, i: int, last: int, *, of_story: bool, opens: bool) -> Piece | None:
    """Talk before the story that nothing labels; or a paragraph that still has a labelled block after it."""
    unit = layout.units[i]
    if of_story and _LEGAL.search(unit.text[:1000]):
        return Piece(i, i + 1, "licence", 0.8)
    if of_story and is_verse(unit.text, layout.width) and (not opens or _front_follows(layout, i + 1, last, within=3)):
        return Piece(i, i + 1, "poem", 0.7, is_story=False)
    if not opens and is_set_in_lines(unit.text, layout.width) and _is_closed_off(layout, i + 1, last):
        return Piece(i, i + 1, "poem" if of_story else "epigraph", 0.7, is_story=False)
    if not of_story and opens and is_verse(unit.text, layout.width) and layout.is_free(i + 1):
        return Piece(i, i + 1, "epigraph", 0.7)
    if of_story and unit.n_words < 60 and (music := _MUSIC.search(unit.text)) and unit.text[0] not in _QUOTE:
        return Piece(
            i, i + 1, "soundtrack", 0.8, field="soundtrack", value=fold(unit.text[music.end() :]).strip(" :.,")
        )
    if is_talk(unit) and unit.text[0] not in _QUOTE and unit.n_words < 400:
        owns = bool(OWNS.search(unit.text[:600].replace("’", "'")))
        kind = "disclaimer" if owns and talk_score(unit.text) < 4 else "authors_note"
        return Piece(i, i + 1, kind, 0.7, field="disclaimer" if kind == "disclaimer" else None, value=fold(unit.text))
    if not opens and talk_score(unit.text) > 0 and unit.n_words < 150 and _is_closed_off(layout, i + 1, last):
        return Piece(i, i + 1, "authors_note", 0.6)
    if of_story and i + 1 < last and _front_follows(layout, i + 1, last, within=2) and unit.n_words < 150:
        personal = bool(PERSONAL.search(unquoted(unit.text)))
        return Piece(i, i + 1, "authors_note" if personal else "other", 0.5, is_story=False)
    return None


def _is_closed_off(layout: Layout, i: int, last: int) -> bool:
    """Whether a mark stands at unit `i`, and more than one paragraph after it."""
    return i + 2 < last and layout.is_free(i) and is_mark_line(layout.units[i].text)


def _front_follows(layout: Layout, i: int, last: int, *, within: int) -> bool:
    for j in range(i, min(i + within, last)):
        if not layout.is_free(j) or layout.units[j].text[0] in "([":
            return False
        label = label_of(layout.units[j].text)
        if label and not label.is_loose and (label.kind != "authors_note" or j < last - 8):
            return True
    return False
