"""The headings of a book: contents left out, numerals believed in sequence, titles on the lines below taken in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from irises.document.dates import dateline, find_date
from irises.document.headings import Heading, all_caps, heading_of, key_of, plain, title_case
from irises.document.hints import CHAPTER_LEVEL, SCENE_LEVEL, TITLED_SCENE_LEVEL
from irises.document.labels import label_of
from irises.document.layout import Layout, Piece
from irises.document.marks import ending_of, is_mark_line, mark_of
from irises.document.units import Unit, words_of

PROSE_WORDS = 26
"""Words from which a paragraph is prose and no entry of a list."""
TITLE_LINES = 3

_QUOTE = "\"“'‘«„"
_ENDS = re.compile(r"[.!?…:;,—–-][\"”'’)\]_*]*$")
_STOPS = re.compile(r"[.!?…][\"”'’)\]_*]*$")
_BY = re.compile(r"(?:by|translated by|illustrated by)\b", re.IGNORECASE)
_MAIL_FIELD = re.compile(r"(?:from|to|cc|subject|sent|date|re)\s*:", re.IGNORECASE)
_SALUTED = re.compile(r"(?:my\s+)?dear(?:est)?\b.{0,60}[,:—-]+$|to\s+\w.{0,60}[,.:—-]+$", re.IGNORECASE)


@dataclass(slots=True)
class Candidate:
    """A unit that may be a heading."""

    unit: int
    heading: Heading
    last: int = 0
    confidence: float = 0.95

    def __post_init__(self) -> None:
        self.last = self.last or self.unit + 1


def find_headings(layout: Layout, hinted: list[Piece]) -> list[Piece]:
    """The book's headings as pieces, in text order, claimed; contents are claimed too.

    Where the source's markup gives chapters (`hinted`), words alone add no more than numbered scenes.

    A piece's `level` is 0 for volumes and parts (the outer first), then chapters and the like, then numbered scenes;
    its title is the heading as printed.
    """
    candidates = _candidates(layout)
    entries = _claim_contents(layout, candidates)
    candidates = [c for c in candidates if layout.is_free(c.unit)]
    candidates = _claim_lists(layout, candidates)
    candidates = _believed(layout, candidates)
    candidates = _with_named(layout, candidates, entries)
    _take_titles(layout, candidates)
    if sum(piece.level == CHAPTER_LEVEL for piece in hinted) > 1:
        candidates = [c for c in candidates if c.heading.is_bare]
    _take_titles_of_hints(layout, hinted)
    found = _levelled(layout, _merged(layout, candidates), chapters=bool(hinted))
    return sorted([*hinted, *found], key=lambda piece: (piece.first, piece.level))


def _candidates(layout: Layout) -> list[Candidate]:
    found: list[Candidate] = []
    for i, unit in enumerate(layout.units):
        if unit.end - unit.start > 250 or not layout.is_free(i) or unit.text[0] in _QUOTE:
            continue
        heading = heading_of(unit.text)
        if heading and not (heading.is_bare and _is_no_numeral(found, i, unit, heading)):
            found.append(Candidate(i, heading, confidence=0.85 if heading.is_bare else 0.95))
    return found


def _is_no_numeral(found: list[Candidate], i: int, unit: Unit, heading: Heading) -> bool:
    """Whether what looks like a numeral is a date, a scene mark or the title under a number."""
    return bool(dateline(plain(unit.text))) or _is_mark(unit, heading) or _is_title_below(found, i, heading)


def _is_mark(unit: Unit, heading: Heading) -> bool:
    """Whether a lone `x` or `xxx` is rather a scene mark than the number ten."""
    return heading.number in (10, 20, 30) and unit.text.strip().islower() and is_mark_line(unit.text)


def _is_title_below(found: list[Candidate], i: int, heading: Heading) -> bool:
    """Whether a title that begins with "I" or a figure stands under its own number."""
    last = found[-1] if found else None
    if last is None or last.unit != i - 1 or last.heading.title:
        return False
    return bool(heading.title) and last.heading.kind == "chapter"


# --- contents


def _claim_contents(layout: Layout, candidates: list[Candidate]) -> dict[str, str]:
    """Claim each table of contents that is announced; its entries by key."""
    entries: dict[str, str] = {}
    for candidate in candidates:
        if candidate.heading.kind != "contents" or not layout.is_free(candidate.unit):
            continue
        last = _end_of_contents(layout, candidate.unit + 1)
        if last > candidate.unit + 1:
            layout.claim(Piece(candidate.unit, last, "contents", 0.95, title=plain(layout.units[candidate.unit].text)))
            for unit in layout.units[candidate.unit + 1 : last]:
                entries.update((key_of(line), line) for line in unit.lines)
    return entries


def _end_of_contents(layout: Layout, first: int) -> int:
    """The unit after a table of contents: where its first entry comes again, or prose begins."""
    if first >= len(layout.units):
        return first
    opening = _entry_key(layout.units[first].lines[0])
    last = first
    for i in range(first, len(layout.units)):
        unit = layout.units[i]
        if not layout.is_free(i) or _is_prose(unit, layout.width) or label_of(unit.text[:60]):
            break
        if i > first and _entry_key(unit.lines[0]) == opening:
            return i
        last = i + 1
    return _without_tail(layout, first, last)


def _without_tail(layout: Layout, first: int, last: int) -> int:
    """Leave out the real heading that stands right before the prose."""
    seen = {_entry_key(line) for unit in layout.units[first : max(first, last - 3)] for line in unit.lines}
    for i in range(max(first + 1, last - 3), last):
        heading = heading_of(layout.units[i].text)
        if (
            heading
            and heading.kind != "contents"
            and (_entry_key(layout.units[i].lines[0]) in seen or heading.number == 1)
        ):
            return i
        if heading and heading.kind in ("preface", "prologue"):
            return i
    return last


def _entry_key(line: str) -> str:
    key = key_of(line)
    heading = heading_of(line)
    if heading and heading.number is not None and heading.word:
        return f"{heading.kind}{heading.number}"
    return key.rstrip("0123456789") or key


def _is_prose(unit: Unit, width: int) -> bool:
    lines = unit.lines
    if len(lines) > 2 and max(map(len, lines)) < 0.85 * width:
        return False
    if len(lines) > 2 and sum(heading_of(line) is not None for line in lines) > len(lines) / 2:
        return False
    return (unit.n_words >= PROSE_WORDS and not all_caps(unit.text)) or unit.text[0] in _QUOTE


def _claim_lists(layout: Layout, candidates: list[Candidate]) -> list[Candidate]:
    """Claim unannounced lists of headings (three or more with no prose between) and return the headings left."""
    kept: list[Candidate] = []
    run: list[Candidate] = []
    for candidate in candidates:
        if run and _has_prose(layout, run[-1].unit + 1, candidate.unit):
            kept.extend(_settle_run(layout, run, ends_in_prose=True))
            run = []
        run.append(candidate)
    if run:
        kept.extend(_settle_run(layout, run, ends_in_prose=_has_prose(layout, run[-1].unit + 1, len(layout.units))))
    return kept


def _has_prose(layout: Layout, first: int, last: int) -> bool:
    return any(_tells(layout.units[i], layout.width) or layout.claims[i] for i in range(first, last))


def _tells(unit: Unit, width: int) -> bool:
    """Whether a paragraph is prose, or one sentence of it."""
    if _is_prose(unit, width):
        return True
    words = words_of(unit.text)
    return len(words) > 4 and bool(_STOPS.search(unit.text)) and not title_case(unit.text) and not all_caps(unit.text)


def _settle_run(layout: Layout, run: list[Candidate], *, ends_in_prose: bool) -> list[Candidate]:
    real = len(run)
    if ends_in_prose:
        real -= 1
        while real and _rank(run[real - 1].heading) < _rank(run[real].heading):
            real -= 1
    listed = run[:real]
    levels = [(_rank(c.heading), c.heading.number) for c in listed]
    if real < 3 or not _is_counted(levels):
        return run
    if _is_contents(layout, listed):
        last = run[real].unit if real < len(run) else listed[-1].unit + 1
        layout.claim(Piece(listed[0].unit, last, "contents", 0.8))
    return run[real:] if not all(c.heading.word for c in listed) or not layout.is_free(listed[0].unit) else run


def _is_contents(layout: Layout, listed: list[Candidate]) -> bool:
    """Whether a list of headings stands before the book, or most of it comes again later."""
    if listed[0].unit < min(40, 0.1 * len(layout.units)):
        return True
    later = {key_of(unit.lines[0]) for unit in layout.units[listed[-1].unit + 1 :] if unit.is_short}
    return sum(key_of(layout.units[c.unit].lines[0]) in later for c in listed) > len(listed) / 2


def _is_counted(levels: list[tuple[int, int | None]]) -> bool:
    """Whether numbers rise within a level at least twice, as they do in a list."""
    return sum(a[0] == b[0] and b[1] == (a[1] or 0) + 1 for a, b in pairwise(levels)) >= 2


def _rank(heading: Heading) -> int:
    return {"part": 0, "chapter": 1 if heading.word else 2, "scene": 3}.get(heading.kind, 1)


# --- which to believe


def _believed(layout: Layout, candidates: list[Candidate]) -> list[Candidate]:
    """Worded headings, and the bare numerals that count up."""
    kept: list[Candidate] = []
    chapters = any(c.heading.word and c.heading.kind == "chapter" and c.heading.number for c in candidates)
    bare: list[Candidate] = []
    chapter_number = 0
    for candidate in candidates:
        heading = candidate.heading
        if not heading.is_bare:
            kept.extend(_sequences(layout, bare) if chapters else [])
            bare = bare if not chapters else []
            if heading.kind == "chapter" and heading.number:
                chapter_number = heading.number
            kept.append(candidate)
        elif chapters and heading.title and chapter_number and heading.number == chapter_number + 1:
            chapter_number = heading.number
            kept.append(
                Candidate(candidate.unit, Heading("chapter", "chapter", heading.number, heading.style, heading.title))
            )
        else:
            bare.append(candidate)
    kept.extend(_sequences(layout, bare))
    kept.sort(key=lambda c: c.unit)
    return kept


def _sequences(layout: Layout, bare: list[Candidate]) -> list[Candidate]:
    """The candidates that count up from one (or two), style by style; restarts are allowed."""
    kept: list[Candidate] = []
    for style in ("roman", "digit", "word"):
        runs: list[list[Candidate]] = []
        for candidate in (c for c in bare if c.heading.style == style):
            number = candidate.heading.number or 0
            run = next((r for r in reversed(runs) if 0 < number - (r[-1].heading.number or 0) <= 2), None)
            if run is not None and not (number == 2 and run[-1].heading.number == 0):
                run.append(candidate)
            elif number <= 2:
                runs.append([candidate])
        kept.extend(c for run in runs if len(run) > 1 and not _counts_stanzas(layout, run) for c in run)
    return kept


def _counts_stanzas(layout: Layout, run: list[Candidate]) -> bool:
    """Whether the numbered stretches are so short that they are stanzas or points of a list."""
    sizes = sorted(
        sum(unit.n_words for unit in layout.units[a.last : min(b.unit, a.last + 12)]) for a, b in pairwise(run)
    )
    small = sizes[len(sizes) // 2] < 45 and sizes[-1] < 250
    return small and sum(sizes) < 0.3 * sum(unit.n_words for unit in layout.units)


def _with_named(layout: Layout, candidates: list[Candidate], entries: dict[str, str]) -> list[Candidate]:
    """Headings, and lines set apart in capitals or listed in the contents, where they part the text as headings do."""
    taken = {c.unit for c in candidates}
    listed = [c for c in _set_apart(layout, entries) if c.unit not in taken]
    return sorted([*candidates, *listed], key=lambda c: c.unit)


def _set_apart(layout: Layout, entries: dict[str, str]) -> list[Candidate]:
    found = []
    units = layout.units
    keys = {key.rstrip("0123456789") for key in entries if len(key) > 3}
    for i, unit in enumerate(units):
        if unit.end - unit.start > 90 or not layout.is_free(i) or unit.text[0] in _QUOTE or i + 1 >= len(units):
            continue
        if key_of(unit.text) in keys:
            found.append(Candidate(i, Heading("chapter", "", None, "named", ""), confidence=0.9))
        elif heading_of(unit.text) is None and _is_apart(layout, i):
            found.append(Candidate(i, Heading("chapter", "", None, "named", ""), confidence=0.7))
    return found if len(found) > 2 else [c for c in found if c.confidence > 0.7]


def _is_apart(layout: Layout, i: int) -> bool:
    """Whether a line stands alone between stretches of prose as a heading does.

    In capitals it is farther from one of them than paragraphs usually are; otherwise it reads as a title and stands far
    from what is before it.
    """
    unit, following = layout.units[i], layout.units[i + 1]
    if "\n" in unit.text or unit.n_words > 9 or ending_of(unit.text) or label_of(unit.text) or find_date(unit.text):
        return False
    if re.search(r"[.,:;]$", unit.text) or _SALUTED.match(plain(following.text[:80])):
        return False
    if dateline(plain(following.text[:90])):
        return False
    if not layout.is_free(i + 1) or (following.n_words <= 12 and following.text[0] not in _QUOTE):
        return False
    if all_caps(unit.text):
        apart = i == 0 or max(unit.gap, following.gap) > layout.usual_gap
    else:
        far = i == 0 or (unit.gap > layout.usual_gap + 1 and following.gap < unit.gap)
        apart = far and title_case(plain(unit.text))
        apart = apart and not _ENDS.search(unit.text) and unit.text[0].isupper()
    return apart and (i == 0 or not layout.is_free(i - 1) or _closes_prose(layout, i - 1))


def _closes_prose(layout: Layout, i: int) -> bool:
    unit = layout.units[i]
    return _is_prose(unit, layout.width) or is_mark_line(unit.text) or bool(_ENDS.search(unit.text))


# --- titles on the lines below


def _take_titles(layout: Layout, candidates: list[Candidate]) -> None:
    """Take the lines under a heading into it where they are its title."""
    at = {c.unit for c in candidates}
    sentences = _titles_are_sentences(layout, candidates, at)
    for candidate in candidates:
        if candidate.heading.style == "named" or candidate.heading.kind in ("contents", "other"):
            continue
        limit = candidate.last + (TITLE_LINES if not candidate.heading.title else 1)
        while candidate.last < limit and candidate.last not in at and layout.is_free(candidate.last):
            nth = candidate.last - candidate.unit
            if not _is_title(layout, candidate.last, nth) and not (sentences and nth == 1 and candidate.heading.number):
                break
            candidate.last += 1


def _take_titles_of_hints(layout: Layout, hinted: list[Piece]) -> None:
    """Take the lines under a heading that the source marks and that is only a number."""
    starts = {piece.first for piece in hinted}
    for piece in hinted:
        heading = heading_of(piece.title or "")
        if heading is None or heading.title or piece.last == piece.first or piece.kind == "scene":
            continue
        first = piece.last
        while piece.last < first + TITLE_LINES and piece.last not in starts and layout.is_free(piece.last):
            if not _is_title(layout, piece.last, piece.last - first + 1):
                break
            layout.claims[piece.last] = piece
            piece.title = f"{piece.title} {plain_title(layout.units[piece.last].folded)}"
            piece.last += 1


def _titles_are_sentences(layout: Layout, candidates: list[Candidate], at: set[int]) -> bool:
    """Whether in most chapters the first paragraph is so short that it is a title, though written as a sentence."""
    chapters = [c for c in candidates if c.heading.kind == "chapter" and c.heading.number and not c.heading.title]
    firsts = [layout.units[c.last] for c in chapters if c.last < len(layout.units) and c.last not in at]
    short = [unit for unit in firsts if unit.n_words <= 45 and unit.text[0] not in _QUOTE]
    if len(firsts) < 4 or len(short) < 0.8 * len(firsts):
        return False
    seconds = [layout.units[c.last + 1] for c in chapters if c.last + 1 < len(layout.units) and c.last + 1 not in at]
    longer = sum(unit.n_words for unit in seconds) > 2 * sum(unit.n_words for unit in firsts)
    return len(seconds) >= 0.8 * len(firsts) and longer


def _is_title(layout: Layout, i: int, nth: int) -> bool:
    if i + 1 >= len(layout.units):
        return False
    unit = layout.units[i]
    words = plain(unit.text)
    if unit.end - unit.start > 250 or not words or label_of(unit.text) or mark_of(unit.text) or _BY.match(words):
        return False
    if dateline(words) or _MAIL_FIELD.match(words) or _SALUTED.match(words) or unit.gap > 6:
        return False
    if unit.text[0] in _QUOTE and _ENDS.search(words[:-1] or words):
        return False
    return _reads_as_title(words, nth, bracketed=unit.text.startswith("("))


def _reads_as_title(words: str, nth: int, *, bracketed: bool) -> bool:
    count = len(words_of(words))
    if not count:
        return False
    if all_caps(words):
        return count <= 45
    if nth > 1:
        return count <= 30 and bracketed
    if re.match(r"(?:in which|wherein|containing|of|how|concerning)\b", words, re.IGNORECASE) and count <= 45:
        return words[0].isupper() and (title_case(words) or not _ENDS.search(words))
    if not words[0].isupper() and not words[0].isdigit():
        return False
    if _ENDS.search(words):
        return count <= 8 and title_case(words) and words[-1] in ".!?" and (count > 1 or title_case(words))
    return count <= 14


# --- levels


def _merged(layout: Layout, candidates: list[Candidate]) -> list[Candidate]:
    """Headings with those left out that say the same chapter again on the next line."""
    kept: list[Candidate] = []
    for candidate in candidates:
        last = kept[-1] if kept else None
        if last and _says_again(last, candidate):
            last.last = candidate.last
        elif candidate.heading.kind != "contents":
            kept.append(candidate)
    return kept


def _says_again(last: Candidate, candidate: Candidate) -> bool:
    same = last.heading.kind == candidate.heading.kind and last.heading.number == candidate.heading.number
    return same and last.heading.number is not None and candidate.unit <= last.last


def _levelled(layout: Layout, candidates: list[Candidate], *, chapters: bool) -> list[Piece]:
    parts = _part_levels(candidates)
    under_chapter = chapters
    chapters = chapters or any(c.heading.kind == "chapter" and c.heading.word and c.heading.number for c in candidates)
    pieces = []
    for candidate in candidates:
        heading = candidate.heading
        kind, level = heading.kind, CHAPTER_LEVEL
        if kind == "part":
            level, under_chapter = parts[heading.word], False
        elif kind == "chapter" and heading.word:
            under_chapter = True
        elif kind == "chapter" and heading.style == "named":
            kind, level = (
                ("scene", TITLED_SCENE_LEVEL) if chapters or _numerals(candidates) else ("chapter", CHAPTER_LEVEL)
            )
        elif heading.is_bare and chapters and (under_chapter or heading.style != "named"):
            kind, level = "scene", SCENE_LEVEL
        elif kind == "scene":
            level = SCENE_LEVEL
        title = " ".join(layout.units[i].folded for i in range(candidate.unit, candidate.last))
        piece = Piece(candidate.unit, candidate.last, kind, candidate.confidence, title=plain_title(title), level=level)
        pieces.append(layout.claim(piece))
    return pieces


def _numerals(candidates: list[Candidate]) -> bool:
    return any(c.heading.is_bare for c in candidates)


def _part_levels(candidates: list[Candidate]) -> dict[str, int]:
    """The words for parts that are used, the outermost (first used) lowest."""
    levels: dict[str, int] = {}
    for candidate in candidates:
        if candidate.heading.kind == "part":
            levels.setdefault(candidate.heading.word, len(levels))
    return levels


def plain_title(words: str) -> str:
    """A heading as printed, without the marks of emphasis or decoration round it."""
    return words.strip(" \t*_~=#<>|•·")
