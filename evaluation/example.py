"""A reading beside the truth, and what scorers ask of both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyarrow as pa

from gold.model import Annotated
from irises.annotation import Span


@dataclass(frozen=True, kw_only=True)
class Example:
    """What was predicted for a text and what is true of it, in tables of the same shape.

    Raises:
        ValueError: if the two texts differ, since no offset would mean the same in both.
    """

    predicted: Annotated
    reference: Annotated

    def __post_init__(self) -> None:
        if self.predicted.text != self.reference.text:
            raise ValueError(f"{self.reference.name}: the text that was read is not the text of the gold")

    @property
    def text(self) -> str:
        """The text that both are about."""
        return self.reference.text


def spans_of(table: pa.Table) -> list[Span]:
    """The span of each row."""
    return [Span(a, b) for a, b in zip(table["start"].to_pylist(), table["end"].to_pylist(), strict=True)]


def clusters_of(mentions: pa.Table) -> list[set[Span]]:
    """The mentions of each entity, singletons included; of rows with one span the first counts."""
    entity_at: dict[Span, int] = {}
    for span, entity in zip(spans_of(mentions), mentions["entity_id"].to_pylist(), strict=True):
        entity_at.setdefault(span, entity)
    clusters: dict[int, set[Span]] = defaultdict(set)
    for span, entity in entity_at.items():
        clusters[entity].add(span)
    return list(clusters.values())
