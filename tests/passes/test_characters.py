"""Who is a character: the people of made-up tables."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from irises.annotation import empty_table, table_from_rows
from irises.passes.characters import with_characters

MADE = {"start": 0, "end": 1, "known_at": 1, "confidence": 1.0, "source": "hand@1"}


def is_character(
    form: str, n: int, *, acts: bool = False, speaks: bool = False, pronoun: str = "she", name: str = "Orla",
    members: tuple[int, ...] = (), category: str = "PER", tells: bool = False,
    others: int = 0,
) -> bool:  # fmt: skip
    """Whether the first entity of a story, called by words of that form, is a character; `others` are mentions of a
    second one."""
    entity = {
        "entity_id": 0, "category": category, "name": name, "pronouns": [pronoun], "n_mentions": n,
        "is_character": False, "is_narrator": tells, "members": list(members),
    }  # fmt: skip
    mention = {"form": form, "category": category, "is_generic": False, "entity_id": 0, "entity_confidence": 1.0}
    event = {"event_id": 0, "agent": 0, "patient": None}
    quotation: dict[str, Any] = {
        "quotation_id": 0, "mode": "speech", "speaker": 0, "speaker_confidence": 1.0, "addressees_confidence": 0.0,
        "continues": -1, "within": -1, "evidence": [],
    }  # fmt: skip
    tables: dict[str, pa.Table] = {
        "entities": table_from_rows("entities", [MADE | entity]),
        "aliases": table_from_rows("aliases", [MADE | {"entity_id": 0, "alias": name, "form": form, "n": n}]),
        "mentions": table_from_rows(
            "mentions",
            [MADE | mention | {"mention_id": m, "entity_id": int(m >= n)} for m in range(n + others)],
        ),
        "events": table_from_rows("events", [MADE | event]) if acts else empty_table("events"),
        "quotations": table_from_rows("quotations", [MADE | quotation]) if speaks else empty_table("quotations"),
    }
    found: bool = with_characters(tables, source="cast@1")["is_character"][0].as_py()
    return found


@pytest.mark.parametrize(
    "facts",
    [
        {"form": "proper", "n": 1},
        {"form": "proper", "n": 2, "others": 6000},
        {"form": "proper", "n": 1, "acts": True, "others": 6000},
        {"form": "common", "n": 2, "acts": True, "name": "the boy"},
        {"form": "common", "n": 1, "speaks": True, "name": "a voice"},
        {"form": "proper", "n": 1, "speaks": True, "name": "God"},
        {"form": "proper", "n": 2, "name": "Mrs. St. Aubin"},
        {"form": "pronoun", "n": 1, "tells": True, "name": "not named (I)"},
        {"form": "proper", "n": 2, "pronoun": "they"},
    ],
)
def test_characters(facts: dict[str, Any]) -> None:
    """Named, in a long book again or acting under it; acting and met again; speaking; narrating; "they" of one."""
    assert is_character(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"form": "proper", "n": 1, "others": 6000},
        {"form": "common", "n": 1, "acts": True, "name": "a waiter"},
        {"form": "common", "n": 3, "name": "the boy"},
        {"form": "common", "n": 3, "acts": True, "pronoun": "they", "name": "the men"},
        {"form": "proper", "n": 3, "pronoun": "they", "name": "the Venns"},
        {"form": "common", "n": 3, "acts": True, "name": "two drivers"},
        {"form": "common", "n": 3, "acts": True, "name": "the ferrymen's wives"},
        {"form": "proper", "n": 9, "pronoun": "he", "name": "God"},
        {"form": "proper", "n": 2, "name": "St. Aubin"},
        {"form": "proper", "n": 2, "name": "Nobody"},
        {"form": "proper", "n": 3, "name": "Orla and Hugo", "members": (1, 2)},
        {"form": "proper", "n": 3, "category": "FAC", "name": "Venn House"},
    ],
)
def test_others(facts: dict[str, Any]) -> None:
    """Named once in a long book, called upon, met once, only spoken of, groups, and what is no person."""
    assert not is_character(**facts)


@pytest.mark.parametrize("name", ["Wednesday", "Lady Day"])
def test_a_day_is_nobody_who_does_not_act(name: str) -> None:
    """Unless a story has somebody of that name."""
    assert not is_character("proper", 5, name=name)
    assert is_character("proper", 5, name=name, acts=True)
