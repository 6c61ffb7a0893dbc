"""A small story made by hand, with its tables, for tests of what holds, shows and writes stories."""

from __future__ import annotations

import hashlib
import os
from typing import Any

import pytest
from hypothesis import settings

from irises.annotation import table_from_rows
from irises.story import Manifest, Story

# A loaded machine is no failure, and a run that lands a change needs no luck.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

TEXT = """Summary: Kate comes home too late.

Chapter One: The Harbour

The doctor waited by the harbour. “You are late,” said Kate Mallory. “The boat has left.”

He nodded. “I know, Kate.”

Chapter Two: The Letter

Kate opened the letter. “It was Tom,” she whispered to her brother. The doctor’s name was Tom Reeve.
"""

MADE = {"confidence": 0.9, "source": "hand@1"}
DOCTOR, HARBOUR, KATE, BROTHER = range(4)


def at(words: str, nth: int = 0) -> dict[str, Any]:
    """The nth place of the words in the text, known once it is read."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return MADE | {"start": start, "end": start + len(words), "known_at": start + len(words)}


def stretch(first: str, last: str) -> dict[str, Any]:
    """From the first words to the end of the last, known where it begins."""
    start, end = TEXT.index(first), TEXT.index(last) + len(last)
    return MADE | {"start": start, "end": end, "known_at": start}


def _sections() -> list[dict[str, Any]]:
    common = {"parent_id": -1, "is_story": True}
    summary = stretch("Summary", "late.\n\n") | common | {"section_id": 0, "kind": "summary", "is_story": False}
    one = stretch("Chapter One", "Kate.”\n\n") | common
    two = stretch("Chapter Two", "Reeve.\n") | common
    return [
        summary,
        one | {"section_id": 1, "kind": "chapter", "title": "Chapter One: The Harbour"},
        two | {"section_id": 2, "kind": "chapter", "title": "Chapter Two: The Letter"},
    ]


def _paragraphs() -> list[dict[str, Any]]:
    """A paragraph per line, known when it has been read."""
    rows: list[dict[str, Any]] = []
    for line in filter(None, TEXT.split("\n")):
        section = sum(TEXT.index(line) >= row["start"] for row in _sections()) - 1
        rows.append(at(line) | {"paragraph_id": len(rows), "section_id": section})
    return rows


def _mentions() -> list[dict[str, Any]]:
    places = [
        ("The doctor", 0, "common", "PER", DOCTOR),
        ("the harbour", 0, "common", "FAC", HARBOUR),
        ("You", 0, "pronoun", "PER", DOCTOR),
        ("Kate Mallory", 0, "proper", "PER", KATE),
        ("He", 0, "pronoun", "PER", DOCTOR),
        ("I ", 0, "pronoun", "PER", DOCTOR),
        ("Kate", 2, "proper", "PER", KATE),
        ("Kate", 3, "proper", "PER", KATE),
        ("Tom", 0, "proper", "PER", DOCTOR),
        ("she", 0, "pronoun", "PER", KATE),
        ("her ", 0, "pronoun", "PER", KATE),
        ("her brother", 0, "common", "PER", BROTHER),
        ("The doctor", 1, "common", "PER", DOCTOR),
        ("Tom Reeve", 0, "proper", "PER", DOCTOR),
    ]
    rows = []
    for words, nth, form, category, entity in places:
        span = at(words, nth)
        span["end"] = span["start"] + len(words.strip())
        span |= {"form": form, "category": category, "is_generic": False}
        rows.append(span | {"entity_id": entity, "entity_confidence": 0.8})
    rows.sort(key=lambda row: (row["start"], -row["end"]))
    return [row | {"mention_id": i} for i, row in enumerate(rows)]


def _entities() -> list[dict[str, Any]]:
    def entity(who: int, name: str, pronouns: list[str], n: int, first: str, **more: Any) -> dict[str, Any]:
        person = {"category": "PER", "is_character": True, "is_narrator": False, "members": []} | more
        return at(first) | {"entity_id": who, "name": name, "pronouns": pronouns, "n_mentions": n} | person

    return [
        entity(DOCTOR, "Tom Reeve", ["he", "i", "you"], 7, "The doctor"),
        entity(HARBOUR, "the harbour", [], 1, "the harbour", category="FAC", is_character=False),
        entity(KATE, "Kate Mallory", ["she", "her"], 5, "Kate Mallory"),
        entity(BROTHER, "her brother", [], 1, "her brother"),
    ]


def _aliases() -> list[dict[str, Any]]:
    def alias(who: int, words: str, form: str, n: int, nth: int = 0) -> dict[str, Any]:
        return at(words, nth) | {"entity_id": who, "alias": words, "form": form, "n": n}

    return [
        alias(DOCTOR, "The doctor", "common", 2),
        alias(HARBOUR, "the harbour", "common", 1),
        alias(KATE, "Kate Mallory", "proper", 1),
        alias(KATE, "Kate", "proper", 2, 2),
        alias(DOCTOR, "Tom", "proper", 1),
        alias(BROTHER, "her brother", "common", 1),
        alias(DOCTOR, "Tom Reeve", "proper", 1),
    ]


def _quotations() -> list[dict[str, Any]]:
    def quotation(i: int, words: str, speaker: int, addressees: list[int], **more: Any) -> dict[str, Any]:
        said = {"mode": "speech", "continues": -1, "within": -1, "evidence": []}
        sure = {"speaker_confidence": 0.8, "addressees_confidence": 0.5}
        return at(words) | said | sure | {"quotation_id": i, "speaker": speaker, "addressees": addressees} | more

    cue = at("said Kate Mallory")
    explicit = {"attribution": "explicit", "cue_start": cue["start"], "cue_end": cue["end"], "known_at": cue["end"]}
    told = at("she whispered to her brother")
    told = {"attribution": "anaphoric", "cue_start": told["start"], "cue_end": told["end"], "known_at": told["end"]}
    return [
        quotation(0, "“You are late,”", KATE, [DOCTOR], **explicit),
        quotation(1, "“The boat has left.”", KATE, [DOCTOR], attribution="implicit", continues=0),
        quotation(2, "“I know, Kate.”", DOCTOR, [KATE], attribution="implicit"),
        quotation(3, "“It was Tom,”", KATE, [BROTHER], **told),
    ]


def handmade_tables() -> dict[str, list[dict[str, Any]]]:
    """Rows of the hand-made story, by table."""
    story = {
        "title": "Late", "author": "A. Writer", "language": "en", "person": "third", "source_name": "late.txt",
        "source_format": "txt", "source_sha256": "0" * 64, "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "n_chars": len(TEXT), "n_words": 53, "reader_version": "0.1.0", "start": 0, "end": len(TEXT), "known_at": 0,
    }  # fmt: skip
    mentions = _mentions()
    agent = next(row["mention_id"] for row in mentions if row["start"] == TEXT.index("He nodded"))
    return {
        "story": [MADE | story],
        "metadata": [
            at("Kate comes home") | {"name": "summary", "value": "Kate comes home too late.", "section_id": 0},
            MADE | {"start": 0, "end": 0, "known_at": 0, "name": "character", "value": "Tom Reeve"},
        ],
        "sections": _sections(),
        "paragraphs": _paragraphs(),
        "mentions": mentions,
        "entities": _entities(),
        "aliases": _aliases(),
        "quotations": _quotations(),
        "events": [
            at("waited") | {"event_id": 0, "agent": 0},
            at("nodded") | {"event_id": 1, "agent": agent},
            at("opened") | {"event_id": 2, "agent": None},
        ],
    }


@pytest.fixture
def handmade() -> Story:
    """Two chapters after a summary: Kate, her brother, and a doctor who is called Tom only at the end."""
    tables = {name: table_from_rows(name, rows) for name, rows in handmade_tables().items()}
    warnings = ("It is very short.",)
    manifest = Manifest(irises="0.1.0", read_at="2024-05-01T10:00:00Z", passes={"hand": 1}, warnings=warnings)
    return Story(text=TEXT, tables=tables, manifest=manifest)
