"""Every query of the page of recipes runs, on an archive and on one story, and both say the same of that story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from docs.make import DOCS
from irises.annotation import table_from_rows
from irises.corpus.store import opened
from irises.corpus.tables import TEXTS_TABLE, text_table
from irises.story import Story, save
from tests.conftest import TEXT
from tests.corpus.conftest import failed, reading_of

PAGE = (DOCS / "recipes.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"## ([^\n]+)\n(?:(?!\n## ).)*?```sql ?(\w*)\n(.*?)```", PAGE, re.DOTALL)
ALL_BLOCKS = re.findall(r"```sql ?(\w*)\n(.*?)```", PAGE, re.DOTALL)
SETUPS = {kind: sql for kind, sql in ALL_BLOCKS if sql.startswith("CREATE")}
QUERIES = [sql for kind, sql in ALL_BLOCKS if not kind]
OF_ARCHIVES = [sql for kind, sql in ALL_BLOCKS if kind == "archive" and not sql.startswith("CREATE")]


def _minds() -> dict[str, pa.Table]:
    """Whose eyes, what is felt and what is promised in the hand-made story."""
    row = {"confidence": 0.9, "source": "hand@1", "known_at": 100, "evidence": []}
    eyes = row | {"person": "third", "tense": "past", "narrator": None, "focalizer_confidence": 0.5, "kind": "internal"}
    feels = row | {"start": 40, "end": 50, "experiencer": 2, "target": None, "is_negated": False, "channel": "felt"}
    feels |= {"emotion_id": 0, "emotion": "fear", "valence": -0.5, "intensity": 0.5, "is_masked": False, "masks": -1}
    gives = row | {"kind": "promise", "by": 2, "to": [0], "about": [], "content_start": 1, "content_end": 5}
    gives |= {"resolved_start": None, "resolved_end": None}
    start = TEXT.index("You are late")
    return {
        "perspectives": table_from_rows(
            "perspectives",
            [eyes | {"start": 0, "end": 100, "focalizer": 2}, eyes | {"start": 100, "end": 400, "focalizer": None}],
        ),
        "emotions": table_from_rows("emotions", [feels]),
        "commitments": table_from_rows(
            "commitments",
            [
                gives | {"commitment_id": 0, "start": start, "end": start + 12, "status": "kept"},
                gives
                | {"commitment_id": 1, "start": 60, "end": 64, "status": "open", "kind": "vow", "confidence": 0.7},
            ],
        ),
    }


@pytest.fixture
def desk(handmade: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a story's folder, and an archive of that story, another like it and one that failed."""
    monkeypatch.chdir(tmp_path)
    minds = _minds()
    story = Story(text=handmade.text, tables={**handmade.tables, **minds}, manifest=handmade.manifest)
    save(story, tmp_path / "greenware.irises", page="<p>")
    tables = {**story.tables, TEXTS_TABLE: text_table(TEXT)}
    for readings in ([reading_of("greenware", tables), failed("s/bad.txt")], [reading_of("other", tables)]):
        with opened(tmp_path / "archive", withheld=False, reading="0" * 12) as store:
            for told, packed in readings:
                store.add(told, packed)
            store.commit()
    return tmp_path


def ask(kind: str, sql: str) -> list[tuple[Any, ...]]:
    """The answer to a query after the first lines for an archive or for one story."""
    with duckdb.connect() as database:
        database.execute(SETUPS[kind])
        return database.execute(sql).fetchall()


def headings() -> Iterator[str]:
    """The headings with a query under them."""
    yield from (heading for heading, kind, _ in BLOCKS if not kind)


def test_the_page_answers_what_it_must() -> None:
    """The questions that are asked of archives are there."""
    asked = {"Who speaks most", "Pairs by mentions", "First person, year by year", "Vows kept", "Through whose eyes"}
    assert asked <= set(headings())


@pytest.mark.parametrize("sql", QUERIES)
def test_query(desk: Path, sql: str) -> None:
    """It runs on one story and on an archive, has an answer, and says of the story in the archive what it says of it
    alone."""
    alone, together = ask("story", sql), ask("archive", sql)
    assert alone
    if any(row[0] == "greenware" for row in together):
        assert [row for row in together if row[0] == "greenware"] == alone
        assert Counter(row[1:] for row in together if row[0] == "other") == Counter(row[1:] for row in alone)
    else:
        assert len(together) == len(alone)


@pytest.mark.parametrize("sql", OF_ARCHIVES)
def test_query_of_the_ledger(desk: Path, sql: str) -> None:
    """It runs on an archive."""
    assert len(ask("archive", sql)) == 1


def test_answers(desk: Path) -> None:
    """Answers are right where the truth is known."""
    by_heading = {heading: sql for heading, kind, sql in BLOCKS if not kind}
    assert ask("story", by_heading["Who speaks most"]) == [
        ("greenware", "Kate Mallory", 2),
        ("greenware", "Tom Reeve", 1),
    ]
    assert ask("story", by_heading["Vows kept"]) == [("promise", 1, 1, 0), ("vow", 1, 0, 0)]
    assert ask("story", by_heading["Through whose eyes"]) == [
        ("greenware", "(nobody known)", 0.75),
        ("greenware", "Kate Mallory", 0.25),
    ]
    words = ask("archive", by_heading["What is promised, in its words"])
    assert [row[-1] for row in words[:2]] == ["You are late"] * 2
    pairs = ask("story", by_heading["Pairs by mentions"])
    assert pairs[0][1:3] == ("Tom Reeve", "Kate Mallory")


def test_polars(desk: Path) -> None:
    """The same question in Polars has the same answer."""
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code is not None
    names: dict[str, Any] = {}
    exec(code[1], names)
    by_heading = {heading: sql for heading, kind, sql in BLOCKS if not kind}
    assert names["answer"].rows() == ask("archive", by_heading["Who speaks most"])
