"""Mentions and events: spans found, against LitBank."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.counts import Tally, tally_sets, total
from evaluation.example import Example, spans_of
from evaluation.rows import Row
from gold.model import Annotated
from irises.annotation.schemas import FORMS


def mention_rows(examples: Sequence[Example]) -> list[Row]:
    """Mention spans, micro-averaged over the examples.

    A mention is right if both its ends are; with category, if that is the same too. Recall by form is over gold
    mentions of the form, whatever form the found one has; precision by form is over predicted mentions of the form.
    """
    spans = total(tally_sets(_mentions(e.reference), _mentions(e.predicted)) for e in examples)
    labelled = total(
        tally_sets(_mentions(e.reference, "category"), _mentions(e.predicted, "category")) for e in examples
    )
    n = int(spans.recall_all)
    rows = [
        Row(task="mentions", measure="spans F1", value=spans.f1, n=n),
        Row(task="mentions", measure="spans recall", value=spans.recall, n=n),
        Row(task="mentions", measure="spans precision", value=spans.precision, n=int(spans.precision_all)),
        Row(task="mentions", measure="spans and category F1", value=labelled.f1, n=n),
    ]
    for form in FORMS:
        tally = total(_by_form(e, form) for e in examples)
        rows += [
            Row(task="mentions", measure=f"{form} recall", value=tally.recall, n=int(tally.recall_all)),
            Row(task="mentions", measure=f"{form} precision", value=tally.precision, n=int(tally.precision_all)),
        ]
    return rows


def event_rows(examples: Sequence[Example]) -> list[Row]:
    """Trigger words of realis events, micro-averaged over the examples."""
    tally = total(
        tally_sets(set(spans_of(e.reference.tables["events"])), set(spans_of(e.predicted.tables["events"])))
        for e in examples
    )
    n = int(tally.recall_all)
    return [
        Row(task="events", measure="F1", value=tally.f1, n=n),
        Row(task="events", measure="recall", value=tally.recall, n=n),
        Row(task="events", measure="precision", value=tally.precision, n=int(tally.precision_all)),
    ]


def _mentions(side: Annotated, *columns: str) -> set[tuple[object, ...]]:
    table = side.tables["mentions"]
    return set(zip(spans_of(table), *(table[column].to_pylist() for column in columns), strict=True))


def _by_form(example: Example, form: str) -> Tally:
    gold, predicted = example.reference.tables["mentions"], example.predicted.tables["mentions"]
    gold_spans, predicted_spans = set(spans_of(gold)), set(spans_of(predicted))
    gold_of_form = {span for span, value in zip(spans_of(gold), gold["form"].to_pylist(), strict=True) if value == form}
    predicted_of_form = {
        span for span, value in zip(spans_of(predicted), predicted["form"].to_pylist(), strict=True) if value == form
    }
    return Tally(
        len(gold_of_form & predicted_spans),
        len(gold_of_form),
        len(predicted_of_form & gold_spans),
        len(predicted_of_form),
    )
