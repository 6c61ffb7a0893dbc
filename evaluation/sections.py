"""How well sections are found in plain text, against the markup of Standard Ebooks' editors.

Each novel is read twice: scene breaks as runs of empty lines ("gaps") and as `* * *` ("marks"). A section or break is
found if a predicted one of its kind begins at the same paragraph; letters and journal entries if half of the words of
both together are shared. Front and back matter is scored by words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evaluation.counts import Tally, share, tally_sets, total
from evaluation.rows import Row
from evaluation.standardebooks import Book, Stretch, book_names, read_book
from irises.annotation import Span
from irises.document.model import Draft, Source
from irises.document.paragraphs import paragraph_spans
from irises.document.sections import find_outline

TASK = "sections"
RULES = {"gaps": "", "marks": "* * *"}
_CHAPTERS = frozenset(("chapter", "prologue", "epilogue"))
_WRITINGS = {"letter": frozenset(("letter", "message")), "journal_entry": frozenset(("journal_entry",))}
_Rows = list[dict[str, Any]]


def section_rows(folder: Path) -> list[Row]:
    """Precision, recall and F1 per kind of section over the novels in the folder, per way of writing scene breaks."""
    return [row for style, rule in RULES.items() for row in _style_rows(folder, style, rule)]


def _style_rows(folder: Path, style: str, rule: str) -> list[Row]:
    read = [(book := read_book(folder, name, rule=rule), predict(book)) for name in book_names(folder)]
    rows = [
        *_tally_rows(f"chapters, {style}", total(chapter_tally(*pair) for pair in read)),
        *_tally_rows(f"scene breaks, {style}", total(break_tally(*pair) for pair in read)),
    ]
    for kind in _WRITINGS:
        rows += _tally_rows(f"{kind}, {style}", total(stretch_tally(*pair, kind=kind) for pair in read))
    return [*rows, *_date_rows(read, style), *_matter_rows(read, style)]


def predict(book: Book) -> _Rows:
    """The rows of the sections table for the book's plain text, read without any hint."""
    draft = Draft(text=book.text, source=Source(name=book.name, format="txt", sha256=""))
    return find_outline(draft, paragraph_spans(book.text, format="txt")).sections.to_pylist()


def chapter_tally(book: Book, rows: _Rows) -> Tally:
    """Starts of chapters (prologues, epilogues and stories of a collection among them)."""
    place = _Paragraphs(book.text)
    gold = {place(s.span.start) for s in book.stretches if s.kind == "chapter"}
    return tally_sets(gold, {place(row["start"]) for row in rows if row["kind"] in _CHAPTERS})


def break_tally(book: Book, rows: _Rows) -> Tally:
    """Scene breaks inside chapters: found if any section of the story begins there; precision is of scenes."""
    place = _Paragraphs(book.text)
    gold = {place(at) for at in book.breaks}
    containers = {row["start"] for row in rows if row["kind"] in (*_CHAPTERS, "part")}
    inner = [row for row in rows if row["is_story"] and row["start"] not in containers and row["kind"] != "other"]
    starts = {place(row["start"]) for row in inner}
    scenes = {place(row["start"]) for row in inner if row["kind"] == "scene" and not _opens(row, rows)}
    return Tally(len(gold & starts), len(gold), len(gold & scenes), len(scenes))


def _opens(row: dict[str, Any], rows: _Rows) -> bool:
    """Whether nothing of the story stands before the scene in its chapter."""
    siblings = [r for r in rows if r["parent_id"] == row["parent_id"] and r["is_story"]]
    return bool(siblings) and siblings[0]["section_id"] == row["section_id"]


def stretch_tally(book: Book, rows: _Rows, *, kind: str) -> Tally:
    """Letters (telegrams among them) or journal entries, the same if they share half of what both cover."""
    gold = [s.span for s in book.stretches if s.kind == kind]
    predicted = [Span(row["start"], row["end"]) for row in rows if row["kind"] in _WRITINGS[kind]]
    found = sum(any(_alike(a, b, book.text) for b in predicted) for a in gold)
    right = sum(any(_alike(a, b, book.text) for a in gold) for b in predicted)
    return Tally(found, len(gold), right, len(predicted))


def _alike(one: Span, other: Span, text: str) -> bool:
    other = Span(other.start, other.start + len(text[other.start : other.end].rstrip()))
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= max(one.end, other.end) - min(one.start, other.start)


def _date_rows(read: Sequence[tuple[Book, _Rows]], style: str) -> list[Row]:
    """Share of the dated letters and entries whose month and day a section that begins there has."""
    dated = [(s, book, rows) for book, rows in read for s in book.stretches if s.date]
    right = sum(_has_date(stretch, book, rows) for stretch, book, rows in dated)
    return [
        Row(task=TASK, measure=f"dates of letters and entries, {style}", value=share(right, len(dated)), n=len(dated))
    ]


def _has_date(stretch: Stretch, book: Book, rows: _Rows) -> bool:
    near = (row for row in rows if row["date"] and abs(row["start"] - stretch.span.start) < 200)
    return any(row["date"].endswith((stretch.date or "")[2:]) for row in near)


def _matter_rows(read: Sequence[tuple[Book, _Rows]], style: str) -> list[Row]:
    """Words of the body that count as story, and words of front and back matter that do not."""
    kept = body = left = matter = 0
    for book, rows in read:
        story, others = _words_by_matter(book, rows)
        kept, body = kept + story[0], body + story[1]
        left, matter = left + others[0], matter + others[1]
    return [
        Row(task=TASK, measure=f"words of the body kept, {style}", value=share(kept, body), n=body),
        Row(
            task=TASK, measure=f"words of front and back matter left out, {style}", value=share(left, matter), n=matter
        ),
    ]


def _words_by_matter(book: Book, rows: _Rows) -> tuple[tuple[int, int], tuple[int, int]]:
    parents = {row["parent_id"] for row in rows}
    leaves = [row for row in rows if row["section_id"] not in parents]
    kept = body = left = matter = 0
    for row in leaves:
        whole = len(book.text[row["start"] : row["end"]].split())
        inside = sum(
            len(book.text[max(row["start"], span.start) : min(row["end"], span.end)].split())
            for span in book.body
            if span.overlaps(Span(row["start"], row["end"]))
        )
        body, matter = body + inside, matter + whole - inside
        kept, left = kept + inside * row["is_story"], left + (whole - inside) * (not row["is_story"])
    return (kept, body), (left, matter)


class _Paragraphs:
    """The number of the paragraph at or after an offset."""

    def __init__(self, text: str) -> None:
        self._ends = [span.end for span in paragraph_spans(text, format="txt")]

    def __call__(self, offset: int) -> int:
        return bisect_left(self._ends, offset + 1)


def _tally_rows(what: str, tally: Tally) -> Iterable[Row]:
    yield Row(task=TASK, measure=f"{what}: recall", value=tally.recall, n=int(tally.recall_all))
    yield Row(task=TASK, measure=f"{what}: precision", value=tally.precision, n=int(tally.precision_all))
