"""The pass that finds direct speech, directly quoted thought and quoted writing, in every common typography."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.interface import PassSpec, Tables
from irises.passes.narration import narrated
from irises.passes.quotation_blocks import blocks_of, story_paragraphs, wrapping
from irises.passes.quotation_brackets import Block, Stretch, stretches_of
from irises.passes.quotation_chains import goes_on
from irises.passes.quotation_dashes import dash_lines, dash_sections, spoken_parts, without_lead
from irises.passes.quotation_evidence import confidence_of
from irises.passes.quotation_modes import mode_of
from irises.passes.quotation_settings import setting_of
from irises.passes.thoughts import italic_thoughts
from irises.passes.verb_tense import tenses_in

_LEAST = 0.5
_DASH_CONFIDENCE = 0.85
_WRITING_CONFIDENCE = 0.6


@dataclass(slots=True, eq=False)
class Quotation:
    """One quotation: `before` is the one it goes on from, `around` the one it stands in, `block` its paragraph."""

    start: int
    end: int
    mode: str
    confidence: float
    block: int
    before: Quotation | None = None
    around: Quotation | None = None


class Quotations:
    """Reads quotations off their marks; who speaks is left to a later pass."""

    @property
    def spec(self) -> PassSpec:
        """Name, version, needs and the one table it gives."""
        return PassSpec(
            name="quotations",
            version=1,
            requires=frozenset({"sections", "paragraphs", "markup"}),
            provides=frozenset({"quotations"}),
        )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> None:
        """No model is asked: typography and words suffice."""
        return None

    def decode(self, document: Document, tables: Tables, scores: None = None) -> dict[str, pa.Table]:
        """The `quotations` table; speakers, addressees, attributions and cues are not known yet."""
        return {"quotations": _table(find_quotations(document.text, tables), self.spec.source)}


def find_quotations(text: str, tables: Tables) -> list[Quotation]:
    """The quotations of a story in text order, from its text and its `sections`, `paragraphs` and `markup`."""
    blocks = blocks_of(text, story_paragraphs(tables["sections"], tables["paragraphs"]))
    dashed = _dash_quotations(text, blocks)
    found = _nested([*dashed, *_marked_quotations(text, blocks, tables["sections"])])
    _link(text, blocks, found)
    thoughts = _thoughts(text, tables["markup"], blocks, found)
    return sorted(found + thoughts, key=_text_order)


def _text_order(quotation: Quotation) -> tuple[int, int]:
    return quotation.start, -quotation.end


def _dash_quotations(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """Speech that a dash at the line's start opens, in the sections that set their dialogue so."""
    dashed = dash_sections(text, blocks)
    return [
        Quotation(start, end, "speech", _DASH_CONFIDENCE, place)
        for place, block in enumerate(blocks)
        if block.section in dashed
        for start, end in dash_lines(text, block)
    ]


def _marked_quotations(text: str, blocks: Sequence[Block], sections: pa.Table) -> list[Quotation]:
    """Quotations between marks."""
    stretches = stretches_of(blocks)
    wrappers = wrapping(stretches, blocks, sections)
    of_stretch: dict[int, list[Quotation]] = {}
    for number, left, right in _neighbourhoods(stretches, blocks):
        if number not in wrappers:
            stretch = stretches[number]
            earlier = of_stretch.get(stretch.carried)
            of_stretch[number] = _judged(text, stretch, blocks[stretch.block], left, right, earlier)
    return [quotation for made in of_stretch.values() for quotation in made]


def _nested(found: Iterable[Quotation]) -> list[Quotation]:
    """The quotations in text order, each told what it lies in; one that crosses an earlier one is given up."""
    kept: list[Quotation] = []
    open_: list[Quotation] = []
    for quotation in sorted(found, key=_text_order):
        while open_ and open_[-1].end <= quotation.start:
            open_.pop()
        outer = open_[-1] if open_ else None
        crosses = outer is not None and (
            outer.end < quotation.end or (outer.start, outer.end) == (quotation.start, quotation.end)
        )
        if quotation.start < quotation.end and not crosses:
            quotation.around = outer
            open_.append(quotation)
            kept.append(quotation)
    ids = set(map(id, kept))
    for quotation in kept:
        while quotation.before is not None and id(quotation.before) not in ids:
            quotation.before = quotation.before.before
    return kept


def _neighbourhoods(stretches: Sequence[Stretch], blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    """Each stretch's number with the bounds of what lies freely around it: its neighbours, parent or paragraph."""
    siblings: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, stretch in enumerate(stretches):
        siblings[stretch.block, stretch.parent].append(number)
    bounds: dict[int, tuple[int, int]] = {}
    for (place, parent), numbers in siblings.items():
        holder: Block | Stretch = blocks[place] if parent < 0 else stretches[parent]
        ends = [holder.start, *(stretches[n].end for n in numbers)]
        starts = [*(stretches[n].start for n in numbers), holder.end]
        for at, number in enumerate(numbers):
            bounds[number] = ends[at], starts[at + 1]
    for number in range(len(stretches)):
        yield number, *bounds[number]


def _judged(
    text: str, stretch: Stretch, block: Block, left: int, right: int, earlier: Sequence[Quotation] | None
) -> list[Quotation]:
    """The quotations a stretch holds: none, itself, or its spoken parts where a lost mark lets narration in."""
    parts = _parts(text, stretch)
    if earlier:
        last = earlier[-1]
        return [Quotation(a, b, last.mode, last.confidence, stretch.block, before=last) for a, b in parts]
    setting = setting_of(text, stretch, block, left, right)
    sure = confidence_of(setting)
    mode = mode_of(setting, speaks=sure >= _LEAST)
    if mode is None:
        return []
    sure = max(sure, _WRITING_CONFIDENCE) if mode == "writing" else sure
    return [Quotation(a, b, mode, sure, stretch.block) for a, b in parts]


def _parts(text: str, stretch: Stretch) -> list[tuple[int, int]]:
    """The spoken parts of a stretch: all of it, unless a lost mark lets narration in."""
    start = without_lead(text, stretch.start, stretch.end) if stretch.lost_open else stretch.start
    return spoken_parts(text, start, stretch.end) if stretch.lost_close else [(start, stretch.end)]


def _link(text: str, blocks: Sequence[Block], found: Sequence[Quotation]) -> None:
    """Joins a quotation to the one before it in its paragraph where only a cue interrupts the two."""
    last: dict[tuple[int, int], Quotation] = {}
    for quotation in found:
        key = quotation.block, id(quotation.around)
        earlier = last.get(key)
        last[key] = quotation
        if earlier is None or quotation.before is not None or earlier.end > quotation.start:
            continue
        if goes_on(text, earlier.end, quotation.start, quotation.end, blocks[quotation.block].end):
            quotation.before = earlier
            quotation.mode = earlier.mode if quotation.mode == "speech" else quotation.mode


def _thoughts(text: str, markup: pa.Table, blocks: Sequence[Block], found: Sequence[Quotation]) -> list[Quotation]:
    """Italic thoughts, where no quotation is."""
    taken = [(quotation.start, quotation.end) for quotation in found if quotation.around is None]
    tenses = tenses_in(text, narrated(((block.start, block.end) for block in blocks), taken))
    thoughts = italic_thoughts(text, markup, blocks, taken, past=tenses.past >= tenses.present)
    return [Quotation(t.start, t.end, t.mode, t.confidence, t.block) for t in thoughts]


def _table(found: Sequence[Quotation], source: str) -> pa.Table:
    ids = {id(quotation): number for number, quotation in enumerate(found)}
    return table_from_rows(
        "quotations", (_row(quotation, number, ids, source) for number, quotation in enumerate(found))
    )


def _row(quotation: Quotation, number: int, ids: dict[int, int], source: str) -> dict[str, object]:
    return {
        "start": quotation.start,
        "end": quotation.end,
        "confidence": quotation.confidence,
        "source": source,
        "known_at": quotation.end,
        "quotation_id": number,
        "mode": quotation.mode,
        "speaker_confidence": 0.0,
        "addressees_confidence": 0.0,
        "continues": -1 if quotation.before is None else ids[id(quotation.before)],
        "within": -1 if quotation.around is None else ids[id(quotation.around)],
        "evidence": [],
    }
