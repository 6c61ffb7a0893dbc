"""The queries of docs/recipes.md over an archive, by the clock."""

from __future__ import annotations

import re
import time
from pathlib import Path

_PAGE = Path(__file__).parents[1] / "docs" / "recipes.md"
TABLES = (
    "story", "metadata", "entities", "mentions", "paragraphs", "quotations", "perspectives", "commitments", "emotions",
    "texts", "ledger",
)  # fmt: skip
"""What they ask."""


def ask_all(archive: Path) -> dict[str, float]:
    """Seconds that each query takes, by its heading; the first has to open every file."""
    import duckdb

    blocks = [
        (section.partition("\n")[0], kind, sql)
        for section in _PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
        for kind, sql in re.findall(r"```sql ?(\w*)\n(.*?)```", section, re.DOTALL)
    ]
    seconds = {}
    with duckdb.connect() as database:
        for heading, kind, sql in blocks:
            if kind == "story":
                continue
            began = time.perf_counter()
            database.execute(sql.replace("'archive/*/'", f"'{archive}/*/'")).fetchall()
            if not sql.startswith("CREATE"):
                seconds[heading] = round(time.perf_counter() - began, 3)
    return seconds
