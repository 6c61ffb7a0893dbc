"""Whose unsigned pages are; the stories are made up."""

from __future__ import annotations

from irises.annotation import Span, table_from_rows
from irises.passes.coreference import surface_of
from irises.passes.writers import unnamed_writer
from tests.passes.talk_tables import Talk

ORLA, HUGO, PIERS, WRITER = range(4)
SCENE = "Orla met Hugo, and Hugo met Piers. Piers and Orla went home."


def writer(pages: str, scene: str = SCENE) -> int | None:
    """The writer of pages that follow a scene."""
    people = [("Orla", ["she"], []), ("Hugo", ["he"], []), ("Piers", ["he"], []), ("I", ["I"], [])]
    talk = Talk(f"{scene}\n\n{pages}", people, narrators=[WRITER])
    base = {"known_at": 1, "confidence": 1.0, "source": "hand@1", "parent_id": -1, "is_story": True}
    spans = (Span(0, len(scene)), Span(len(scene) + 2, len(talk.text)))
    kinds = ("scene", "journal_entry")
    sections = [
        base | {"section_id": n, "kind": kind, "start": span.start, "end": span.end}
        for n, (span, kind) in enumerate(zip(spans, kinds, strict=True))
    ]
    paragraphs = [row | {"section_id": n} for n, row in enumerate(talk.tables["paragraphs"].to_pylist())]
    talk.tables |= {
        "sections": table_from_rows("sections", sections),
        "paragraphs": table_from_rows("paragraphs", paragraphs),
    }
    surface = surface_of(talk.document, talk.tables)
    return unnamed_writer(talk.document, surface, talk.tables["mentions"]["entity_id"].to_numpy(), WRITER)


def test_the_one_who_is_not_named_writes() -> None:
    """Orla, for the pages tell of the two others."""
    assert writer("I saw Hugo, and I saw Piers.") == ORLA


def test_two_who_are_not_named_leave_it_open() -> None:
    """Orla or Piers."""
    assert writer("I saw Hugo.") is None


def test_nobody_is_left_where_all_are_named() -> None:
    """A stranger's pages."""
    assert writer("I saw Hugo, and I saw Piers, and Orla.") is None
