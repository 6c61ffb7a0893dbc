"""The documentation says what the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docs.make import DOCS, pages
from irises.annotation import TABLES
from irises.story import Story
from irises.web.page import render
from tests.web.packed import unpacked

README = DOCS.parent / "README.md"


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_up_to_date(name: str) -> None:
    """A page made from the code is committed as the code makes it, line breaks aside (`make docs` mends it)."""
    assert (DOCS / name).read_text(encoding="utf-8").split() == pages()[name].split()


def test_tables_page_has_every_column() -> None:
    """Every table has its section, every column of its own a row in it."""
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", pages()["tables.md"], re.M | re.S))
    assert set(TABLES) <= set(sections)
    for name, spec in TABLES.items():
        own = [column.name for column in spec.all_columns[5:]]
        assert re.findall(r"^\| `(\w+)`", sections[name], re.M) == own


@pytest.mark.parametrize("page", [README, *sorted(DOCS.glob("*.md"))], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the project leads to one."""
    links = re.findall(r"\]\((?!\w+:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_readme_names_real_commands() -> None:
    """Each make target that the README speaks of is in the Makefile."""
    makefile = (DOCS.parent / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z]+)\b", README.read_text(encoding="utf-8")))
    assert {"demo", "test"} <= named
    assert [target for target in named if not re.search(rf"^{target}:", makefile, re.M)] == []


def test_readme_names_real_tables() -> None:
    """Each Parquet file that the README speaks of is a table of the contract."""
    named = set(re.findall(r"`(\w+)\.parquet`", README.read_text(encoding="utf-8")))
    assert named
    assert named <= set(TABLES)


def test_page_says_what_is_in_it(handmade: Story) -> None:
    """docs/page.md names every field of the page's data, and every column of its tables, in order."""
    written = (DOCS / "page.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|$", written, re.M))
    held = json.loads(unpacked(render(handmade), "data"))
    assert set(held) | set(held["tables"]) <= set(described)
    for name, table in held["tables"].items():
        assert re.findall(r"`(\w+)`", described[name]) == list(table)
