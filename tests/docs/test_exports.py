"""The page about exports names those that there are."""

from __future__ import annotations

import re

from docs.make import DOCS
from irises.write.exports import EXPORTS


def test_every_export_has_its_row() -> None:
    """The table names every export, in order."""
    page = (DOCS / "exports.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert [name for row in rows for name in re.findall(r"`([\w-]+)`", row) if name != "--to"] == list(EXPORTS)
