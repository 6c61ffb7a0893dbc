"""Every pass through the same cases: odd texts must give tables that keep the contract."""

import numpy as np
import pyarrow as pa
import pytest

from irises.annotation import Span, check_table
from irises.document.load import load
from irises.document.model import Document
from irises.encode import encode
from irises.errors import PlanError
from irises.passes import PASSES, plan, run_passes
from irises.passes.plan import DOCUMENT_TABLES

CASES = {
    "one word": b"Rain.",
    "only signs": "* * *\n\n!\n\n\u2026".encode() + b" x",
    "no dialogue": b"The tide went out. Nobody came for the boat, and the lamp on the pier was not lit that night.",
    "unclosed marks": b'"We are late, said Mara.\n\n"Then run," Tom said. "Run, and don\'t',
    "nothing but speech": b'"Yes."\n\n"No."\n\n"Yes!"\n\n"Why, Mara?"',
    "lower case": b"mara said she'd wait. tom didn't. he never had, and i knew it, and so did you",
    "another script": "Мара ждала. «Иди», — сказал он. 風が吹いた。".encode(),
    "astral and combining": "\U0001f98a Fox said \u201cna\u0131\u0308ve\u201d to \U0001d4dc\U0001d4ea.".encode(),
    "front matter only": b"Title: Low Water\nSummary: Two people and a boat.\n\nx",
    "a long run": b"ha" * 4000 + b" said Mara.",
    "a letter": b"Dear Tom,\n\nI have sold the boat. You will be angry.\n\nYours,\nMara\n",
    "right to left": "\u202e\u201cRun,\u201d said Mara.\u202c".encode(),
}


@pytest.fixture(scope="module", params=CASES, ids=str)
def read(request: pytest.FixtureRequest) -> tuple[Document, dict[str, pa.Table]]:
    """A case's document with the tables of all passes."""
    document = load(CASES[request.param], name="case.txt")
    return document, run_passes(document, encode(document), PASSES)


def test_every_table_keeps_the_contract(read: tuple[Document, dict[str, pa.Table]]) -> None:
    """Schemas, nulls, enumerations, ids, confidences and spans hold for every table."""
    document, tables = read
    for name, table in tables.items():
        check_table(name, table, text_length=len(document.text))


def test_ids_point_to_rows_that_exist(read: tuple[Document, dict[str, pa.Table]]) -> None:
    """Entities, mentions, quotations and sections that rows name are there."""
    _, tables = read
    entities, quotations = tables["entities"].num_rows, tables["quotations"].num_rows
    for name, column in (
        ("mentions", "entity_id"),
        ("aliases", "entity_id"),
        ("quotations", "speaker"),
        ("perspectives", "narrator"),
    ):
        assert all(0 <= e < entities for e in tables[name][column].drop_null().to_pylist()), (name, column)
    assert all(-1 <= q < quotations for c in ("continues", "within") for q in tables["quotations"][c].to_pylist())
    assert all(-1 <= p < n for n, p in enumerate(tables["sections"]["parent_id"].to_pylist()))


def test_every_entity_has_its_mentions(read: tuple[Document, dict[str, pa.Table]]) -> None:
    """Counts agree with the mentions, and nobody is without one."""
    _, tables = read
    counted = np.bincount(
        np.asarray(tables["mentions"]["entity_id"].to_numpy(), dtype=np.int64), minlength=tables["entities"].num_rows
    )
    assert counted.tolist() == tables["entities"]["n_mentions"].to_pylist()
    assert (counted > 0).all()


def test_nothing_is_read_outside_the_story(read: tuple[Document, dict[str, pa.Table]]) -> None:
    """Mentions, events and quotations lie in sections that belong to the story."""
    _, tables = read
    rows = tables["sections"].select(["start", "end", "is_story", "section_id", "parent_id"]).to_pylist()
    parents = {row["parent_id"] for row in rows}
    outside = [
        Span(row["start"], row["end"]) for row in rows if not row["is_story"] and row["section_id"] not in parents
    ]
    for name in ("mentions", "events", "quotations"):
        for start, end in zip(tables[name]["start"].to_pylist(), tables[name]["end"].to_pylist(), strict=True):
            assert not any(span.overlaps(Span(start, end)) for span in outside), name


def test_reading_twice_is_the_same(read: tuple[Document, dict[str, pa.Table]]) -> None:
    """Ids and values don't depend on the run."""
    document, tables = read
    again = run_passes(document, encode(document), PASSES)
    assert all(again[name].equals(table) for name, table in tables.items())


@pytest.mark.parametrize("step", PASSES, ids=lambda step: step.spec.name)
def test_a_pass_needs_what_it_says(step: object) -> None:
    """A pass whose needs nobody meets stops the plan, and the message lists what is missing."""
    spec = step.spec  # type: ignore[attr-defined]
    if spec.requires <= DOCUMENT_TABLES:
        pytest.skip("needs nothing but the document")
    with pytest.raises(PlanError, match=sorted(spec.requires - DOCUMENT_TABLES)[0]):
        plan((step,))  # type: ignore[arg-type]
