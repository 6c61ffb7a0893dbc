"""Whether the confidence columns mean what they say: each decision's confidence against whether it is right.

Which decisions, and when one is right:

- **mentions** (`confidence`): every predicted mention of LitBank dev; right if gold has the span (and, in a second
  figure, gives it the same category).
- **events** (`confidence`): every predicted trigger; right if it is gold's.
- **links** (`entity_confidence`): predicted mentions whose span is gold's, singletons included. Predicted and gold
  entities are matched one to one so that they share the most mentions (Luo's phi 3); a link is right if the mention's
  entity is matched to the entity that gold gives the mention.
- **links in quotations**: mentions of one person inside PDNC's quotations, whole novels; right as in `identity`.
- **speakers** (`speaker_confidence`): quotations that were found and given a speaker; right as in `speakers`.
- **addressees** (`addressees_confidence`): quotations that were found, given addressees, and whose addressees PDNC
  names; right if the two sets are equal.

Expected calibration error: the decisions in order of confidence, cut into ten bins of equal mass; the mean of the bins'
distances between mean confidence and share of right ones (Naeini et al. 2015, with the equal-mass bins of Nguyen and
O'Connor 2015). Area under ROC: how often a right decision is surer than a wrong one, ties counting half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.coreference import matched_pairs
from evaluation.example import Example, spans_of
from evaluation.people import MentionIndex, People
from evaluation.quotations import novel_of
from evaluation.rows import Row
from evaluation.speakers import answers
from gold.model import Annotated
from irises.annotation import Span

BINS = 10
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """How sure the program was of one decision, 0..1, and whether it was right."""

    confidence: float
    is_right: bool


def calibration_error(decisions: Sequence[Decision], *, bins: int = BINS) -> float:
    """Expected calibration error in `bins` of equal mass, 0 for no decisions.

    Decisions of equal confidence count as equally right, so that their order makes no difference.
    """
    sure, right = _sorted(decisions)
    if not len(sure):
        return 0.0
    _, same = np.unique(sure, return_inverse=True)
    right = (np.bincount(same, weights=right) / np.bincount(same))[same]
    parts = [part for part in np.array_split(np.arange(len(sure)), bins) if len(part)]
    return float(sum(abs(sure[part].mean() - right[part].mean()) * len(part) for part in parts) / len(sure))


def area_under_roc(decisions: Sequence[Decision]) -> float:
    """Share of (right, wrong) pairs in which the right one is surer, ties counting half; 0.5 where there are none."""
    sure, right = _sorted(decisions)
    n_right = int(right.sum())
    n_wrong = len(right) - n_right
    if not n_right or not n_wrong:
        return 0.5
    _, same, counts = np.unique(sure, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[same]
    return float((ranks[right > 0].sum() - n_right * (n_right + 1) / 2) / (n_right * n_wrong))


def _sorted(decisions: Sequence[Decision]) -> tuple[Floats, Floats]:
    """Confidence and rightness (0 or 1) in order of confidence."""
    sure = np.array([decision.confidence for decision in decisions], dtype=np.float64)
    right = np.array([decision.is_right for decision in decisions], dtype=np.float64)
    order = np.argsort(sure, kind="stable")
    return sure[order], right[order]


def calibration_rows(task: str, decisions: Iterable[tuple[str, Sequence[Decision]]]) -> list[Row]:
    """Expected calibration error and area under ROC of each named group of decisions."""
    rows = []
    for name, group in decisions:
        n = len(group)
        rows += [
            Row(task=task, measure=f"{name}: calibration error", value=calibration_error(group), n=n),
            Row(task=task, measure=f"{name}: area under ROC", value=area_under_roc(group), n=n),
        ]
    return rows


def passage_calibration_rows(examples: Sequence[Example]) -> list[Row]:
    """The figures of mentions, events and links, from LitBank."""
    groups = {
        "mentions": mention_decisions,
        "mentions with category": lambda e: mention_decisions(e, "category"),
        "events": event_decisions,
        "links": link_decisions,
    }
    found = ((name, [d for e in examples for d in decide(e)]) for name, decide in groups.items())
    return calibration_rows("calibration", found)


def talk_calibration_rows(examples: Sequence[Example], matchings: Sequence[People]) -> list[Row]:
    """The figures of speakers, addressees and links inside quotations, from PDNC."""
    groups = {
        "speakers": speaker_decisions,
        "addressees": addressee_decisions,
        "links in quotations": quoted_link_decisions,
    }
    pairs = list(zip(examples, matchings, strict=True))
    found = ((name, [d for e, people in pairs for d in decide(e, people)]) for name, decide in groups.items())
    return calibration_rows("calibration-talk", found)


def mention_decisions(example: Example, *columns: str) -> list[Decision]:
    """Every predicted mention; right if gold has its span with the same values of the columns."""
    return _found(example, "mentions", columns)


def event_decisions(example: Example) -> list[Decision]:
    """Every predicted trigger."""
    return _found(example, "events", ())


def _found(example: Example, table: str, columns: Sequence[str]) -> list[Decision]:
    def keys(side: Annotated) -> list[tuple[object, ...]]:
        rows = side.tables[table]
        return list(zip(spans_of(rows), *(rows[column].to_pylist() for column in columns), strict=True))

    true = set(keys(example.reference))
    sure = example.predicted.tables[table]["confidence"].to_pylist()
    return [Decision(confidence=s, is_right=key in true) for key, s in zip(keys(example.predicted), sure, strict=True)]


def link_decisions(example: Example) -> list[Decision]:
    """Predicted mentions that gold has, by their entities."""
    return [decision for _, decision in linked_mentions(example)]


def linked_mentions(example: Example) -> list[tuple[int, Decision]]:
    """Row and decision of each predicted mention whose span is gold's; of rows with one span the first counts."""
    gold = _entities(example.reference)
    predicted = _entities(example.predicted)
    shared = [span for span in predicted if span in gold]
    overlap = Counter((gold[span][1], predicted[span][1]) for span in shared)
    gold_of = {entity: true for true, entity in matched_pairs(overlap)}
    sure = example.predicted.tables["mentions"]["entity_confidence"].to_pylist()
    found = []
    for span in shared:
        row, entity = predicted[span]
        found.append((row, Decision(confidence=sure[row], is_right=gold_of.get(entity) == gold[span][1])))
    return found


def _entities(side: Annotated) -> dict[Span, tuple[int, int]]:
    """Row and entity of the mention at each span."""
    mentions = side.tables["mentions"]
    found: dict[Span, tuple[int, int]] = {}
    for row, (span, entity) in enumerate(zip(spans_of(mentions), mentions["entity_id"].to_pylist(), strict=True)):
        found.setdefault(span, (row, entity))
    return found


def quoted_link_decisions(example: Example, people: People) -> list[Decision]:
    """Mentions of one person inside quotations, by whom the program takes them to mean."""
    return [decision for _, decision in quoted_mentions(example, people)]


def quoted_mentions(example: Example, people: People) -> list[tuple[int, Decision]]:
    """Row and decision of the predicted mention that stands for each mention of one person inside quotations."""
    mentions = example.predicted.tables["mentions"]
    index = MentionIndex(mentions)
    entities, sure = mentions["entity_id"].to_pylist(), mentions["entity_confidence"].to_pylist()
    found = []
    for mention in (mention for quotation in novel_of(example).quotations for mention in quotation.mentions):
        row = index.row_at(mention.span) if len(mention.characters) == 1 else None
        if row is not None:
            is_right = people.characters([entities[row]]) == mention.characters
            found.append((row, Decision(confidence=sure[row], is_right=is_right)))
    return found


def speaker_decisions(example: Example, people: People) -> list[Decision]:
    """Quotations that were given a speaker."""
    sure = example.predicted.tables["quotations"]["speaker_confidence"].to_pylist()
    return [
        Decision(confidence=sure[answer.row], is_right=answer.is_right)
        for answer in answers(example, people)
        if answer.row is not None and answer.entity is not None
    ]


def addressee_decisions(example: Example, people: People) -> list[Decision]:
    """Quotations that were given addressees, where gold names some."""
    return [decision for _, decision in addressed_quotations(example, people)]


def addressed_quotations(example: Example, people: People) -> list[tuple[int, Decision]]:
    """Row and decision of each quotation that was given addressees, where gold names some."""
    sure = example.predicted.tables["quotations"]["addressees_confidence"].to_pylist()
    return [
        (answer.row, Decision(confidence=sure[answer.row], is_right=answer.addressees == answer.quotation.addressees))
        for answer in answers(example, people)
        if answer.row is not None and answer.addressees and answer.quotation.addressees
    ]
