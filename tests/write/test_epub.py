"""The EPUB: a whole book that e-readers take, whose cards tell nothing that is to come."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from irises.annotation import table_from_rows
from irises.story import Story
from irises.write.epub import epub

_NS = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf"}


def files(story: Story) -> dict[str, str]:
    """The members of the archive by name."""
    with zipfile.ZipFile(io.BytesIO(epub(story, "late"))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def text(page: str) -> str:
    """The words of a page."""
    return " ".join("".join(etree.fromstring(page.encode()).find("h:body", _NS).itertext()).split())


def cards(page: str) -> str:
    """The lines of a page of cards, with spaces between."""
    return " ".join(" ".join(etree.fromstring(page.encode()).find("h:body", _NS).itertext()).split())


def test_archive(worded: Story) -> None:
    """The type comes first and unpacked, everything in the package is there, and the bytes are always the same."""
    content = epub(worded, "late")
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    assert content == epub(worded, "late")
    members = files(worded)
    package = etree.fromstring(members["EPUB/package.opf"].encode())
    hrefs = [item.get("href") for item in package.findall(".//opf:item", _NS)]
    assert {f"EPUB/{href}" for href in hrefs} == {
        name for name in members if name.startswith("EPUB/") and not name.endswith(".opf")
    }
    for name, member in members.items():
        if name.endswith((".xhtml", ".opf", ".xml")):
            etree.fromstring(member.encode())


def test_text_is_all_there(worded: Story) -> None:
    """Every word of the story stands in its pages, in order, and the heading is one."""
    members = files(worded)
    pages = sorted((name for name in members if "/text-" in name), key=lambda name: int(re.findall(r"\d+", name)[0]))
    assert " ".join(" ".join(text(members[name]) for name in pages).split()) == " ".join(worded.text.split())
    assert "<h1>Chapter One: The Harbour</h1>" in members["EPUB/text-2.xhtml"]
    assert "<em>" in members["EPUB/text-2.xhtml"]
    assert "Before the story" in members["EPUB/nav.xhtml"]


def test_every_link_has_its_card(worded: Story) -> None:
    """Names lead to a card that is there; pronouns and epithets lead nowhere."""
    members = files(worded)
    links = [
        link for name, page in members.items() if "/text-" in name for link in re.findall(r'href="(\w[^"]+)"', page)
    ]
    targets = [link for link in links if "#" in link]
    assert len(targets) == 5
    for target in targets:
        file, _, card = target.partition("#")
        assert f'id="{card}"' in members[f"EPUB/{file}"]


def test_cards_know_what_is_known_where_the_chapter_begins(worded: Story) -> None:
    """A name that is told in the chapter, or later, is on no card before; who is met in it is only said to be."""
    members = files(worded)
    first, second = cards(members["EPUB/people-2.xhtml"]), cards(members["EPUB/people-3.xhtml"])
    assert "Kate Mallory Met in this chapter for the first time." in first
    assert "Tom" not in first
    assert "Tom" not in second
    assert "Kate Mallory Also: Kate" in second
    assert "The doctor" in second or "the doctor" in second
    assert "Talks with: the doctor (" in second
    last = cards(members["EPUB/people.xhtml"])
    assert "Tom Reeve" in last
    assert "Care: Kate Mallory (2 places" in last


def test_up_to_a_position(worded: Story) -> None:
    """Of a story known up to a place there is neither text nor anybody's name past it."""
    members = files(worded.until("chapter 1"))
    assert not any("Tom" in member for member in members.values())
    assert "The Letter" not in members["EPUB/nav.xhtml"]
    assert "tells all" not in members["EPUB/nav.xhtml"]


def test_identity_is_told_when_it_is_known(worded: Story) -> None:
    """Two who turn out to be one are two on cards until the text reveals it."""
    at = worded.text.index("Kate opened")
    row = {"start": at, "end": at + 4, "confidence": 0.9, "source": "hand@1", "known_at": at + 4}
    pair = table_from_rows("identities", [row | {"entity_id": 0, "same_as": 2, "evidence": []}])
    members = files(replace(worded, tables={**worded.tables, "identities": pair}))
    assert "Turns out to be" not in members["EPUB/people-3.xhtml"]
    assert "Turns out to be" in members["EPUB/people.xhtml"]


def test_name_whose_bearer_is_known_later_is_no_link(worded: Story) -> None:
    """Where only later words tell who is meant, the name leads nowhere."""
    mentions = worded.table("mentions").to_pylist()
    kate = next(row for row in mentions if worded.text[row["start"] : row["end"]] == "Kate Mallory")
    kate["known_at"] = len(worded.text)
    table = table_from_rows("mentions", mentions)
    members = files(replace(worded, tables={**worded.tables, "mentions": table}))
    assert 'href="people-2.xhtml#p2">Kate Mallory' not in members["EPUB/text-2.xhtml"]


@pytest.mark.skipif(not os.environ.get("CI") and not shutil.which("epubcheck"), reason="epubcheck isn't installed")
@pytest.mark.parametrize("which", ["worded", "hostile", "bounded"])
def test_epubcheck(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The W3C's checker finds nothing wrong, whatever stands in names and titles."""
    story: Story = request.getfixturevalue("worded" if which == "bounded" else which)
    book = tmp_path / "late.epub"
    book.write_bytes(epub(story.until("40%") if which == "bounded" else story, "late"))
    command = ["java", "-jar", shutil.which("epubcheck") or "epubcheck", "--failonwarnings", str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
