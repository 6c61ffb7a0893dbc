"""Corrections by way of the server."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from irises.story import Story, has_current_page, load
from irises.web.server.app import STATE_HEADER
from tests.web.packed import unpacked
from tests.web.server.helpers import client, shelved

PATH = "/api/stories/late.irises/corrections"
ASKED = [
    {"verb": "merge", "one": "her brother", "other": 0},
    {"verb": "split", "person": 0, "words": "the doctor", "name": "Dr. Marr"},
    {"verb": "split", "person": 0, "words": [4, 5]},
    {"verb": "means", "person": "Kate", "mentions": [4]},
    {"verb": "rename", "person": 2, "name": "Catherine"},
    {"verb": "speaker", "quotation": 2, "person": "her brother"},
    {"verb": "speaker", "quotation": 2, "person": None},
    {"verb": "said-to", "quotation": 2, "people": ["her brother", 2]},
    {"verb": "said-to", "quotation": 2, "people": []},
    {"verb": "said-to", "quotation": 2},
    {"verb": "not-a-person", "person": 2},
    {"verb": "not-a-person", "person": 2, "category": "VEH"},
    {"verb": "same-from", "one": 2, "other": 0, "place": "chapter 1"},
    {"verb": "same-from", "one": 2, "other": 0, "place": 200},
    {"verb": "dismiss", "table": "events", "row_id": 1},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the one story."""
    return tmp_path / "library" / "late.irises"


@pytest.fixture
def browser(handmade: Story, tmp_path: Path) -> TestClient:
    """A browser before a library of one story."""
    return client(shelved(handmade, tmp_path / "library"))


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_each_verb_and_undo(browser: TestClient, folder: Path, asked: dict[str, Any]) -> None:
    """Each correction is made, kept in the folder with its page, and undone."""
    answer = browser.post(PATH, json=asked)
    assert answer.status_code == 200
    (made,) = answer.json()["corrections"]
    assert (made["correction_id"], made["verb"], made["state"]) == (0, asked["verb"], "applied")
    assert load(folder).text[made["start"] : made["end"]] == made["words"]
    assert [row.verb for row in load(folder).corrections] == [asked["verb"]]
    assert has_current_page(folder)
    assert browser.get(PATH).json() == answer.json()
    assert browser.post(PATH, json={"verb": "undo"}).json() == {"corrections": []}
    assert load(folder).corrections == ()


def test_page_shows_corrections(browser: TestClient, folder: Path) -> None:
    """The story's page, the library and what is kept in the folder show a correction at once."""
    hostile = "</script><script>alert(2)</script>"
    browser.post(PATH, json={"verb": "rename", "person": "Kate", "name": hostile})
    served, kept = browser.get("/stories/late.irises").text, (folder / "page.html").read_text()
    for page in (served, kept):
        assert hostile in json.loads(unpacked(page, "data"))["people"]["names"][2][-1]
        assert "alert(2)" not in page
    assert "&lt;/script&gt;" in browser.get("/").text
    assert "<script>alert(2)" not in browser.get("/").text
    assert "1 correction" in browser.get("/").text
    browser.post(PATH, json={"verb": "undo", "correction": 0})
    assert hostile not in unpacked(browser.get("/stories/late.irises").text, "data")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (b"", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "has a verb"),
        (b'{"verb": {}}', "has a verb"),
        (b'{"verb": "__init__"}', "has a verb"),
        (b'{"verb": "add", "changes": []}', "has a verb"),
        (b'{"verb": "merge", "one": 1}', "not understood: other"),
        (b'{"verb": "merge", "one": 1, "other": true}', "not understood: other"),
        (b'{"verb": "merge", "one": 1, "other": 2, "x": 3}', "not understood: x"),
        (b'{"verb": "rename", "person": 2, "name": ""}', "not understood: name"),
        (b'{"verb": "means", "person": 2, "mentions": ["a"]}', "not understood: mentions"),
        (b'{"verb": "undo", "correction": -1}', "not understood: correction"),
        (b'{"verb": "undo", "correction": "0123456789abcdef"}', "undone already"),
        (b'{"verb": "said-to", "quotation": 2, "people": "Kate"}', "not understood: people"),
        (b'{"verb": "merge", "one": "Kate", "other": "Frank"}', "nobody in the story is called"),
        (b'{"verb": "dismiss", "table": "story", "row_id": 0}', "cannot be dismissed"),
    ],
)
def test_what_cannot_be_done_is_told(browser: TestClient, folder: Path, asked: bytes, words: str) -> None:
    """What is not understood or can't be done is told in words, and changes nothing."""
    answer = browser.post(PATH, content=asked)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert load(folder).corrections == ()


def test_undo_of_another_page(browser: TestClient, folder: Path) -> None:
    """A page that is behind undoes what it says and nothing else, though the numbers are others by now."""
    browser.post(PATH, json=ASKED[0])
    first, second = browser.post(PATH, json=ASKED[4]).json()["corrections"]
    browser.post(PATH, json={"verb": "undo", "correction": first["key"]})
    assert browser.post(PATH, json={"verb": "undo", "correction": first["key"]}).status_code == 400
    assert [row.verb for row in load(folder).corrections] == ["rename"]
    assert browser.post(PATH, json={"verb": "undo", "correction": second["key"]}).json() == {"corrections": []}


def test_a_page_that_is_behind_corrects_nothing(browser: TestClient, folder: Path) -> None:
    """Numbers of people and rows may mean others after another page's correction: it has to be loaded anew."""
    shown = state_in(browser.get("/stories/late.irises").text)
    assert browser.post(PATH, json=ASKED[0], headers={STATE_HEADER: shown}).status_code == 200
    answer = browser.post(PATH, json=ASKED[4], headers={STATE_HEADER: shown})
    assert answer.status_code == 409
    assert "load the page anew" in answer.json()["error"]
    assert [row.verb for row in load(folder).corrections] == ["merge"]
    anew = state_in(browser.get("/stories/late.irises").text)
    assert anew != shown
    assert browser.post(PATH, json=ASKED[4], headers={STATE_HEADER: anew}).status_code == 200


def state_in(page: str) -> str:
    """What a story's page says that it shows."""
    return re.findall(r'<meta name="irises-state" content="([0-9a-f]{16})">', page)[0]


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_export_and_import(browser: TestClient, kind: str) -> None:
    """What is exported can be imported again."""
    browser.post(PATH, json=ASKED[0])
    browser.post(PATH, json=ASKED[4])
    answer = browser.get(f"{PATH}/export?format={kind}")
    assert answer.headers["content-disposition"] == f'attachment; filename="corrections.{kind}"'
    for _ in range(2):
        browser.post(PATH, json={"verb": "undo"})
    again = browser.post(f"{PATH}/import", content=answer.content).json()["corrections"]
    assert [row["verb"] for row in again] == ["merge", "rename"]
    assert browser.post(f"{PATH}/import", content=b"no").status_code == 400


def test_unreadable_rows_are_listed(browser: TestClient, folder: Path) -> None:
    """A row that only another version understands is listed as unapplied."""
    import pyarrow.parquet as pq

    browser.post(PATH, json=ASKED[4])
    table = pq.read_table(folder / "corrections.parquet")
    damaged = [row | {"arguments": "{", "verb": "marry"} for row in table.to_pylist()]
    pq.write_table(table.from_pylist(damaged, schema=table.schema), folder / "corrections.parquet")
    (row,) = browser.get(PATH).json()["corrections"]
    assert (row["verb"], row["state"], row["arguments"]) == ("marry", "unapplied", {})
    assert browser.get("/stories/late.irises").status_code == 200
    exported = json.loads(browser.get(f"{PATH}/export").text)
    assert exported["corrections"][0]["verb"] == "marry"
