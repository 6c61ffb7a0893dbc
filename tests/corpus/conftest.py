"""Readings made by hand, so that what keeps them is tested without any model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest

from irises.annotation import table_from_rows
from irises.corpus.packing import pack
from irises.corpus.tables import TEXTS_TABLE, text_table
from tests.conftest import TEXT, handmade_tables

Reading = tuple[dict[str, Any], bytes]


def told(story_id: str, **more: Any) -> dict[str, Any]:
    """What the ledger tells of a story that was read."""
    common = {
        "story_id": story_id, "source": f"/here/{story_id}", "key": None, "sha256": "1" * 64, "status": "ok",
        "failure": None, "why": None, "place": None, "cure": None, "seconds": 1.0, "megabytes": 500, "n_bytes": 1000,
        "n_words": 53, "read_at": "2026-11-27T12:00:00+00:00", "warnings": [],
    }  # fmt: skip
    return common | more


def reading_of(story_id: str, tables: Mapping[str, pa.Table], **more: Any) -> Reading:
    """A reading with these tables."""
    contents, packed = pack(tables)
    return told(story_id, tables=contents, **more), packed


def made_tables() -> dict[str, pa.Table]:
    """The tables of the hand-made story."""
    made = {name: table_from_rows(name, rows) for name, rows in handmade_tables().items()}
    return made | {TEXTS_TABLE: text_table(TEXT)}


@pytest.fixture
def tables() -> dict[str, pa.Table]:
    """The tables of the hand-made story."""
    return made_tables()


def failed(story_id: str, failure: str = "source", **more: Any) -> Reading:
    """What the ledger tells of a story that could not be read."""
    return told(story_id, status="failed", failure=failure, why="it is empty", cure="mend it", n_words=0, **more), b""
