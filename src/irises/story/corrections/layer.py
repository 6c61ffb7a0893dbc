"""The layer of corrections over a reading."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS
from irises.story.corrections.change import Change, changes_of, placed
from irises.story.corrections.recount import recounted
from irises.story.corrections.verbs import apply
from irises.story.corrections.work import Work, spans_of
from irises.story.links import Tables


def corrected(text: str, reading: Mapping[str, pa.Table]) -> Tables:
    """The tables of a reading with its corrections applied in order, and with the state of each.

    What cannot be placed in this text, or has become unclear, is unapplied and changes nothing.
    """
    changes = changes_of(reading["corrections"])
    work = Work(text=text, tables=dict(reading), next_entity=_past_the_last(reading["entities"]))
    spans: list[tuple[int, int, int] | None] = []
    for change in changes:
        applied = None if change is None else apply(work, change)
        spans.append(None if change is None or applied is None else _where(applied, change))
        work = applied or work
    tables = recounted(text, work.tables, work.touched) if work.touched else work.tables
    tables["corrections"] = placed(reading["corrections"], spans, len(text))
    return {name: table.cast(SCHEMAS[name]) for name, table in tables.items()}


def _past_the_last(entities: pa.Table) -> int:
    return 1 + (pc.max(entities["entity_id"]).as_py() if entities.num_rows else -1)


def _where(work: Work, change: Change) -> tuple[int, int, int]:
    """The first of a correction's places, and the end of the last, in this text."""
    spans = [span for anchors in change.anchors.values() for span in spans_of(work, anchors)]
    return spans[0].start, spans[0].end, max(span.end for span in spans)
