"""What Project Gutenberg and its volunteers put round a book: header, credits, licence, pictures, notes."""

from __future__ import annotations

import re

from irises.document.labels import label_of
from irises.document.layout import Layout, Piece
from irises.document.units import Unit, fold

_START = re.compile(
    r"\*+\s*START\s+OF\s+(?:THE|THIS)\s+PROJECT\s+GUTENBERG|\*END\*?\s*THE SMALL PRINT|\*+\s*START\*+THE SMALL PRINT",
    re.IGNORECASE,
)
_END = re.compile(
    r"\*+\s*END\s+OF\s+(?:THE|THIS)\s+PROJECT\s+GUTENBERG|(?:\*+\s*)?END\s+OF\s+(?:THE\s+)?PROJECT\s+GUTENBER"
    r"G(?:'S|’S)?\b",
    re.IGNORECASE,
)
_HEADER = re.compile(r"[\W_]*(?:The\s+)?Project\s+Gutenberg(?:'s|’s)?\b", re.IGNORECASE)
_CREDITS = re.compile(
    r"[\W_]*(?:This\s+e-?(?:text|book)\s+was\s+)?(?:produced|prepared|transcribed|scanned"
    r"|digitized|e-?text prepared|html version)\s+(?:by|from)\b"
    r"|[\W_]*(?:e-?text|credits?)\s*(?:prepared\s+)?(?:by|:)",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"[\W_]*\[(?:Illustration|Picture|Frontispiece|Decoration|Image|Map|Cover)\b[^\]]*(?:\]|$)", re.IGNORECASE
)
_TRANSCRIBER = re.compile(r"[\W_]*\[?\s*Transcriber(?:'s|’s|s'|s)?\s+notes?\b", re.IGNORECASE)
_FOOTNOTE = re.compile(
    r"\s*(?:\[\s*footnote\b|\[[\dA-Z*†]{1,3}\]\s*\w|\{\d{1,3}\}\s*\w|footnote\s*\d*\s*:|\(\d{1,2}\)\s+[A-Z]|\[\*)",
    re.IGNORECASE,
)
FAR = 400
"""Units from either end within which a header or licence is looked for."""


def claim_gutenberg(layout: Layout) -> None:
    """Claim header, credits and licence as `licence`."""
    units = layout.units
    first = next((i for i, unit in enumerate(units[:FAR]) if _START.search(unit.text[:200])), None)
    if first is not None:
        _claim_header(layout, first + 1 + _goes_over(layout, first))
    elif units and _HEADER.match(units[0].text[:100]):
        layout.claim(Piece(0, 1, "licence", 0.95))
    start = _after_claims(layout)
    for i in range(start, min(start + 6, len(units))):
        if units[i].n_words < 60 and _CREDITS.match(units[i].text[:200]):
            layout.claim(Piece(i, i + 1, "licence", 0.9))
    low = max(0, len(units) - FAR)
    end = next((i for i in range(low, len(units)) if _END.search(units[i].text[:200])), None)
    if end is not None:
        layout.claim(Piece(end, len(units), "licence", 0.99))


def claim_insets(layout: Layout) -> None:
    """Claim illustrations, transcriber's notes and footnotes wherever they stand as paragraphs of their own."""
    for i, unit in enumerate(layout.units):
        if layout.claims[i] is not None:
            continue
        first = unit.text[0]
        if first not in "[({_*Tt" and not unit.text.startswith(("Footnote", "FOOTNOTE")):
            continue
        if _PICTURE.match(unit.text[:2000]):
            layout.claim(Piece(i, i + 1, "other", 0.95, is_story=False))
        elif _TRANSCRIBER.match(unit.text[:100]):
            layout.claim(Piece(i, _closing(layout, i), "other", 0.95, is_story=False))
        elif _FOOTNOTE.match(unit.text[:100]):
            layout.claim(Piece(i, _closing(layout, i), "footnote", 0.85))


def is_boundary(line: str) -> bool:
    """Whether the line is Gutenberg's own line before or after the book."""
    return _START.match(line.strip()[:200]) is not None or _END.match(line.strip()[:200]) is not None


def _claim_header(layout: Layout, last: int) -> None:
    """The record's labelled lines are metadata, the rest of the header is licence."""
    for i in range(last):
        label = label_of(layout.units[i].text)
        if label and label.field and label.value and label.kind in ("title", "byline", "archive_metadata"):
            layout.claim(Piece(i, i + 1, "archive_metadata", 0.95, field=label.field, value=fold(label.value)))
    for i in range(last):
        if layout.is_free(i):
            stop = next((j for j in range(i, last) if not layout.is_free(j)), last)
            layout.claim(Piece(i, stop, "licence", 0.99))


def _goes_over(layout: Layout, i: int) -> bool:
    """Whether the line at unit `i` is wrapped: its closing asterisks stand on the next."""
    lines = layout.units[i : i + 2]
    return len(lines) > 1 and not lines[0].text.endswith("*") and lines[1].gap == 0 and lines[1].text.endswith("***")


def _after_claims(layout: Layout) -> int:
    return next((i for i, piece in enumerate(layout.claims) if piece is None), len(layout.units))


def _closing(layout: Layout, i: int) -> int:
    """The end of a block that begins at unit `i`: where its square bracket closes, if it opens one."""
    text = layout.units[i].text
    if text.lstrip("_* ").startswith("[") and text.count("[") > text.count("]"):
        for j in range(i + 1, min(i + 12, len(layout.units))):
            if not layout.is_free(j):
                break
            if _closes(layout.units[j]):
                return j + 1
    return i + 1


def _closes(unit: Unit) -> bool:
    return unit.text.rstrip("_* ").endswith("]")
