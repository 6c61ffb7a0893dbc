"""Quotations found, against PDNC; and which predicted stretches a gold quotation fell into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evaluation.counts import Tally, total
from evaluation.example import Example, spans_of
from evaluation.rows import Row
from gold.pdnc import Novel, Quotation
from irises.annotation import Span

Flags = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]

_OPENING = frozenset("\"'“”„‟‘’‚‛«»‹›—–―")
_DOUBLE = frozenset('"“”„‟«»')
_NOWHERE = -1


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Which predicted stretch each code point of the text lies in.

    `stretch` holds the row of the quotations table, or -1; `is_word` marks letters and digits, the code points that
    have to be covered: marks, dashes, punctuation and white space are set aside.
    """

    stretch: Int32s
    is_word: Flags

    def found(self, quotation: Quotation) -> bool:
        """Whether every part of the quotation is covered, by whatever number of stretches."""
        return all(bool((self.stretch[_points(self.is_word, part)] != _NOWHERE).all()) for part in quotation.parts)

    def stretches(self, quotation: Quotation) -> Counter[int]:
        """The rows of the stretches that cover the quotation, each with the number of its code points there."""
        rows: Counter[int] = Counter()
        for part in quotation.parts:
            rows.update(self.stretch[_points(self.is_word, part)].tolist())
        rows.pop(_NOWHERE, None)
        return rows


def coverage_of(example: Example) -> Coverage:
    """The coverage by the predicted stretches that `scored_rows` names; where two overlap, the later one counts."""
    table = example.predicted.tables["quotations"]
    spans = spans_of(table)
    stretch = np.full(len(example.text), _NOWHERE, dtype=np.int32)
    for row in scored_rows(example.text, table):
        stretch[spans[row].start : spans[row].end] = row
    return Coverage(stretch=stretch, is_word=_words_of(example.text))


def scored_rows(text: str, quotations: pa.Table) -> list[int]:
    """The rows that are scored: speech, and whatever else stands in quotation marks, outside other quotations.

    PDNC's annotators saw marks: a thought or a letter within them is a quotation there, one in italics is not. The
    same rows count for recall and for precision, so that calling a doubtful stretch a thought gains nothing.
    """
    columns = (quotations[name].to_pylist() for name in ("start", "mode", "within"))
    return [
        row
        for row, (start, mode, within) in enumerate(zip(*columns, strict=True))
        if within == -1 and (mode == "speech" or text[start : start + 1] in _OPENING)
    ]


def novel_of(example: Example) -> Novel:
    """The reference as the novel it is.

    Raises:
        TypeError: if it is other gold.
    """
    if not isinstance(example.reference, Novel):
        raise TypeError(f"{example.reference.name} is no novel of PDNC")
    return example.reference


def quotation_tally(example: Example) -> Tally:
    """Recall: gold quotations all of whose parts are covered. Precision: predicted stretches that gold covers.

    Covered means all letters and digits: marks, punctuation and white space are set aside. A stretch without a letter
    or digit is not counted.
    """
    novel, coverage = novel_of(example), coverage_of(example)
    found = sum(coverage.found(quotation) for quotation in novel.quotations)
    spoken = len(_spoken_rows(example, coverage.is_word))
    return Tally(found, len(novel.quotations), spoken - len(false_stretches(example)), spoken)


def false_stretches(example: Example) -> list[int]:
    """The rows of predicted stretches that gold does not cover."""
    is_word = _words_of(example.text)
    gold = np.zeros(len(example.text), dtype=np.bool_)
    for quotation in novel_of(example).quotations:
        for start, end in unbroken(example.text, quotation.parts):
            gold[start:end] = True
    spans = spans_of(example.predicted.tables["quotations"])
    return [row for row in _spoken_rows(example, is_word) if not gold[_points(is_word, spans[row])].all()]


def _spoken_rows(example: Example, is_word: Flags) -> list[int]:
    """The rows that are scored and have a letter or digit."""
    table = example.predicted.tables["quotations"]
    spans = spans_of(table)
    return [row for row in scored_rows(example.text, table) if is_word[spans[row].start : spans[row].end].any()]


def unbroken(text: str, parts: Sequence[Span]) -> list[Span]:
    """The parts, joined where no double quotation mark stands between two: PDNC leaves out what a speaker quotes in
    single marks, and a cue never comes without the mark that closes the speech before it.
    """
    joined = [parts[0]]
    for part in parts[1:]:
        if _DOUBLE.isdisjoint(text[joined[-1].end : part.start]):
            joined[-1] = Span(joined[-1].start, part.end)
        else:
            joined.append(part)
    return joined


def quotation_rows(examples: Sequence[Example]) -> list[Row]:
    """Quotations of all novels together, then of each."""
    tallies = {example.reference.name: quotation_tally(example) for example in examples}
    return [row for name, tally in {"all": total(tallies.values()), **tallies}.items() for row in _figures(name, tally)]


def _figures(name: str, tally: Tally) -> list[Row]:
    return [
        Row(task="quotations", measure=f"{name}: recall", value=tally.recall, n=int(tally.recall_all)),
        Row(task="quotations", measure=f"{name}: precision", value=tally.precision, n=int(tally.precision_all)),
    ]


def _words_of(text: str) -> Flags:
    return np.fromiter((character.isalnum() for character in text), dtype=np.bool_, count=len(text))


def _points(is_word: Flags, span: Span) -> npt.NDArray[np.int64]:
    """The positions in the span that have to be covered; all of them where it holds no letter or digit."""
    inside = np.flatnonzero(is_word[span.start : span.end])
    return span.start + (inside if len(inside) else np.arange(span.end - span.start))
