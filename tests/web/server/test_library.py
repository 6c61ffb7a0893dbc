"""The library: what is in it, what is found, and that nothing outside it is."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from irises.annotation import table_from_rows
from irises.errors import PlanError
from irises.story import Story, save
from irises.web.server import library as library_module
from irises.web.server.library import OWN, Library
from irises.web.server.queue import file_name
from tests.web.server.helpers import client, shelved

HOSTILE = "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;{{ 7 * 7 }}\u202e"


def named(story: Story, name: str) -> Story:
    """The story by somebody hostile, about somebody hostile, with hostile words."""
    record = [row | {"title": name, "author": name, "source_name": name} for row in story.table("story").to_pylist()]
    people = [row | {"name": name} for row in story.table("entities").to_pylist()]
    aliases = [row | {"alias": name} for row in story.table("aliases").to_pylist()]
    text = (name * 9)[: story.text.index("Chapter")] + story.text[story.text.index("Chapter") :]
    tables = {"story": record, "entities": people, "aliases": aliases}
    arrow = {table: table_from_rows(table, rows) for table, rows in tables.items()}
    assert len(text) == len(story.text)
    return replace(story, text=text, tables={**story.tables, **arrow})


@pytest.fixture
def library(handmade: Story, tmp_path: Path) -> Library:
    """A library of one story, beside which there is another that is not in it."""
    save(handmade, tmp_path / "secret.irises", page="")
    return shelved(handmade, tmp_path / "library")


@pytest.fixture
def browser(library: Library) -> TestClient:
    """A browser before it."""
    return client(library)


OUTSIDE = [
    "../secret.irises", "..", ".", "", "/etc", "late.irises/../../secret.irises", "..\\secret.irises", "secret.irises",
    "late.irises/text.txt", OWN, f"{OWN}/queue", "late.irises\x00", "LATE.IRISES/.", "%2e%2e", "..%2fsecret.irises",
]  # fmt: skip


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_outside(library: Library, browser: TestClient, key: str) -> None:
    """No key leads out of the library, or to a file in it that isn't a story."""
    with pytest.raises(PlanError, match="no such story"):
        library.folder(key)
    for path in (
        f"/stories/{quote(key, safe='')}",
        f"/stories/{key}",
        f"/api/stories/{quote(key, safe='')}/corrections",
    ):
        answer = browser.get(path.replace("\x00", "%00"))
        assert answer.status_code in (200, 404)
        # An address that a browser shortens to the library's own is the library.
        assert answer.status_code == 404 or answer.text.startswith('<!doctype html>\n<html lang="en">\n<head>')
        assert "boat has left" not in answer.text


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_lead_nowhere(library: Library, browser: TestClient, tmp_path: Path) -> None:
    """Neither a link to a folder nor one to a file is followed out of the library."""
    (library.root / "link.irises").symlink_to(tmp_path / "secret.irises")
    assert library.keys() == ["late.irises"]
    assert browser.get("/stories/link.irises").status_code == 404
    (library.root / "late.irises" / "text.txt").unlink()
    (library.root / "late.irises" / "text.txt").symlink_to(tmp_path / "secret.irises" / "text.txt")
    assert browser.get("/stories/late.irises").status_code == 400
    assert browser.get("/api/stories?q=boat").json()["stories"] == []
    assert "is a link" in browser.get("/").text


def test_stored_page_is_not_served(browser: TestClient) -> None:
    """A page that came with a folder is not given out: it would be our own to the browser."""
    page = browser.get("/stories/late.irises")
    assert page.status_code == 200
    assert "alert('page')" not in page.text
    assert "boat has left" in page.text


def test_hostile_words_stay_words(handmade: Story, tmp_path: Path) -> None:
    """Titles, authors, names, file names and text never become markup or script, on either page, found or not."""
    library = shelved(named(handmade, HOSTILE), tmp_path / "library", key="a'b\"<b>&amp;.irises")
    browser = client(library)
    for path in (
        "/",
        f"/?q={quote(HOSTILE[:150])}",
        f"/stories/{quote(library.keys()[0])}",
        "/?q=<script>alert(1)</script>",
    ):
        answer = browser.get(path)
        assert answer.status_code == 200
        page = html.document_fromstring(answer.text)
        assert all("alert(1)" not in (script.text or "")[:60] for script in page.xpath("//script[not(@type)]"))
        assert len(page.xpath("//script[not(@type)]")) == 1
        assert page.xpath("//img | //*[@onerror]") == []
        assert "49" not in "".join(page.xpath("//h2//text()"))
    record = browser.get("/api/stories").json()["stories"][0]
    assert record["title"] == HOSTILE


def test_scripts_of_pages_match_their_policy(browser: TestClient) -> None:
    """What the pages run is what their policy names, and a story's page may ask this server only."""
    import base64
    import hashlib

    for path in ("/", "/stories/late.irises"):
        answer = browser.get(path)
        policy = answer.headers["content-security-policy"]
        page = html.document_fromstring(answer.text)
        inline = page.xpath("//script[not(@type)]")[0].text, page.xpath("//style")[0].text
        for content in inline:
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
        assert "connect-src 'self'" in policy
        inner = page.xpath("//meta[@http-equiv]/@content")
        assert all("connect-src 'self'" in said for said in inner)


def test_story_page_knows_the_server(browser: TestClient) -> None:
    """A story's page has the token and the path of its corrections in its head, before any word of the story."""
    page = browser.get("/stories/late.irises").text
    head = html.document_fromstring(page)
    assert head.xpath("//meta[@name='irises-api']/@content") == ["/api/stories/late.irises"]
    assert len(head.xpath("//meta[@name='irises-token']/@content")[0]) >= 32
    assert page.index("irises-token") < page.index("<title>")


@pytest.mark.parametrize(
    ("words", "found", "n_places"),
    [
        *[("late", 1, 2), ("a. writer", 1, 0), ("MALLORY", 1, 1), ("boat  has\nleft", 1, 1), ("doctor’s  NAME", 1, 1)],
        *[("kate", 1, 4), ("submarine", 0, 0), ("[", 0, 0), (".*", 0, 0), ("", 1, 0)],
    ],
)
def test_search(browser: TestClient, words: str, found: int, n_places: int) -> None:
    """A search finds title, author, people and text, whatever the case, white space and apostrophes."""
    stories = browser.get("/api/stories", params={"q": words}).json()["stories"]
    assert len(stories) == found
    if found:
        assert stories[0]["n_places"] == n_places


def test_many_stories(handmade: Story, tmp_path: Path) -> None:
    """Who is named comes before who is only spoken of, and each card shows its people."""
    library = shelved(handmade, tmp_path / "library")
    record = [row | {"title": "The Boat"} for row in handmade.table("story").to_pylist()]
    boat = replace(handmade, tables={**handmade.tables, "story": table_from_rows("story", record)})
    save(boat, library.root / "z.irises", page="")
    browser = client(library)
    assert [story["title"] for story in browser.get("/api/stories?q=boat").json()["stories"]] == ["The Boat", "Late"]
    page = html.document_fromstring(browser.get("/?q=boat").text)
    assert page.xpath("//ul[@id='stories']/li/h2/a/@href") == ["/stories/z.irises", "/stories/late.irises"]
    assert "Kate Mallory" in page.text_content()
    assert page.xpath("//mark/text()") == ["boat", "boat"]


def test_the_list_tells_nobody_by_a_later_name(
    handmade: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is told after the first tenth isn't in the list, but is found by a search."""
    monkeypatch.setattr(library_module, "_PAGE", 0)
    end = len(handmade.text)
    aliases = [row | {"known_at": end} for row in handmade.table("aliases").to_pylist()]
    first = next(row for row in aliases if row["alias"] == "Kate Mallory")
    early = first | {"alias": "the stranger", "form": "common", "known_at": 0}
    tables = {**handmade.tables, "aliases": table_from_rows("aliases", [*aliases, early])}
    browser = client(shelved(replace(handmade, tables=tables), tmp_path / "library"))
    page = html.document_fromstring(browser.get("/").text)
    assert page.xpath("//p[@class='people']/bdi/text()") == ["the stranger"]
    assert browser.get("/api/stories", params={"q": "mallory"}).json()["stories"]


def test_damaged_story_is_listed_with_its_trouble(library: Library, browser: TestClient) -> None:
    """One damaged story hides no other, and says what to do."""
    shutil.copytree(library.root / "late.irises", library.root / "torn.irises")
    (library.root / "torn.irises" / "entities.parquet").write_text("torn")
    page = browser.get("/").text
    assert "is not as it was written" in page
    assert "Late" in page
    answer = browser.get("/stories/torn.irises")
    assert answer.status_code == 400
    assert "is not as it was written" in answer.text


def test_empty_library(tmp_path: Path) -> None:
    """An empty library says so."""
    (tmp_path / "empty").mkdir()
    assert "There is no story yet." in client(Library(tmp_path / "empty")).get("/").text


@pytest.mark.parametrize(
    ("given", "name"),
    [
        *[("a.txt", "a.txt"), ("../../a.epub", "a.epub"), ("C:\\x\\a.docx", "a.docx"), ("..", "story"), ("", "story")],
        *[("job.json", "story"), ("a\x00b\n.txt", "ab.txt"), (".hidden", "hidden"), ("猫.txt", "猫.txt")],
    ],
)
def test_file_names(given: str, name: str) -> None:
    """A file's name is its last part, without what could lead or steer."""
    assert file_name(given) == name


def test_long_names_fit(library: Library) -> None:
    """Names as long as may be still fit the system."""
    name = file_name("猫" * 300 + ".txt")
    (library.root / f".{library.free_key(name)}.01234567.new").mkdir()
    assert len(name.encode()) < 250


@pytest.mark.parametrize(
    ("name", "key"), [("late.epub", "late 2.irises"), ("LATE.txt", "LATE 2.irises"), ("a/b<c>.txt", "b c.irises")]
)
def test_new_keys(library: Library, name: str, key: str) -> None:
    """A new story's folder is named after the file, and hides none that is there."""
    assert library.free_key(name) == key


def test_mending(library: Library, tmp_path: Path) -> None:
    """What an ended writer left is cleared away when nobody can be at it, and what it had set aside comes back."""
    for name in (".left.irises.01234567.new", ".being.irises.01234567.new"):
        (library.root / name).mkdir()
    os.utime(library.root / ".left.irises.01234567.new", (0, 0))
    (library.root / "late.irises").rename(library.root / ".late.irises.89abcdef.old")
    (library.root / ".mine.new").mkdir()
    library.mend()
    left = sorted(path.name for path in library.root.iterdir())
    assert left == [".being.irises.01234567.new", ".mine.new", "late.irises"]
