"""The hand-made story with words, syntax, ties and feelings, for what counts words or draws people."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from irises.annotation import table_from_rows
from irises.story import Story
from tests.conftest import DOCTOR, KATE, MADE, TEXT, at, handmade_tables, stretch

_WORD = re.compile(r"\w+|[^\w\s]")
_SYNTAX = {
    "The": ("the", "DET", "Definite=Def|PronType=Art", "det"),
    "doctor": ("doctor", "NOUN", "Number=Sing", "nsubj"),
    "waited": ("wait", "VERB", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", "root"),
    "You": ("you", "PRON", "Case=Nom|Person=2|PronType=Prs", "nsubj"),
    "are": ("be", "AUX", "Mood=Ind|Number=Sing|Person=2|Tense=Pres|VerbForm=Fin", "cop"),
    "late": ("late", "ADJ", "Degree=Pos", "root"),
    "Kate": ("Kate", "PROPN", "Number=Sing", "nsubj"),
    "He": ("he", "PRON", "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs", "nsubj"),
    "nodded": ("nod", "VERB", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", "root"),
    "opened": ("open", "VERB", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", "root"),
    "letter": ("letter", "NOUN", "Number=Sing", "obj"),
    "her": ("her", "PRON", "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs", "nmod:poss"),
    "brother": ("brother", "NOUN", "Number=Sing", "obl"),
}


def _sentences() -> list[tuple[int, int, int]]:
    """Start, end and paragraph of each sentence: a stretch up to a full stop, a paragraph's end or a quotation's."""
    found = []
    for paragraph in handmade_tables()["paragraphs"]:
        words = TEXT[paragraph["start"] : paragraph["end"]]
        for match in re.finditer(r"\S.*?(?:[.,]”|[.](?= )|$)", words):
            start = paragraph["start"] + match.start()
            found.append((start, paragraph["start"] + match.end(), paragraph["paragraph_id"]))
    return found


def _words() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of sentences and tokens; of words without an entry only the place is known."""
    sentences: list[dict[str, Any]] = []
    tokens: list[dict[str, Any]] = []
    for start, end, paragraph in _sentences():
        number = len(sentences)
        sentences.append(
            MADE | {"start": start, "end": end, "known_at": end, "sentence_id": number, "paragraph_id": paragraph}
        )
        words = [(start + m.start(), m[0]) for m in _WORD.finditer(TEXT[start:end])]
        root = next((i for i, (_, word) in enumerate(words) if _SYNTAX.get(word, ("",) * 4)[3] == "root"), 0)
        first = len(tokens)
        for place, (offset, word) in enumerate(words):
            lemma, upos, feats, deprel = _SYNTAX.get(word, (None, None, None, None))
            span = {"start": offset, "end": offset + len(word), "known_at": offset + len(word)}
            known = {"lemma": lemma, "upos": upos, "feats": feats, "deprel": "root" if place == root else deprel}
            head = first + (place + 1 if deprel in ("det", "nmod:poss") and place != root else root)
            tokens.append(MADE | span | known | {"token_id": len(tokens), "sentence_id": number, "head": head})
    return sentences, tokens


def worded_tables() -> dict[str, list[dict[str, Any]]]:
    """Rows of the hand-made story, with sentences, tokens, markup, ties, feelings, beliefs and promises."""
    sentences, tokens = _words()
    first, second = stretch("The doctor waited", "“I know, Kate.”"), stretch("Kate opened", "Tom Reeve.")
    there = {"status": "present", "n_quotations": 1, "n_mentions": 1, "evidence": []}
    view = {"person": "third", "tense": "past", "focalizer_confidence": 0.6, "kind": "internal", "evidence": []}
    feeling = {"valence": -0.5, "intensity": 0.5, "is_negated": False, "is_masked": False, "masks": -1, "evidence": []}
    mind = {"about": [DOCTOR], "is_negated": False, "within": -1, "evidence": []}
    boat, known = at("The boat has left"), at("I know")
    return handmade_tables() | {
        "sentences": sentences,
        "tokens": tokens,
        # The italics cross the end of a quotation.
        "markup": [
            stretch("has left.”", "He nodded") | {"kind": "italic"},
            at("letter") | {"kind": "link", "value": "http://[a:b|\\ %zz#é#"},
        ],
        "perspectives": [first | view | {"focalizer": DOCTOR}, second | view | {"focalizer": KATE, "narrator": KATE}],
        "relations": [
            at("waited") | {"relation_id": 0, "from_entity": DOCTOR, "to_entity": KATE, "kind": "care", "valence": 0.5}
            | {"evidence": []},
            at("whispered") | {"relation_id": 1, "from_entity": DOCTOR, "to_entity": KATE, "kind": "care"}
            | {"valence": 0.1, "evidence": []},
        ],
        "presence": [
            first | there | {"section_id": 1, "entity_id": DOCTOR},
            at("said Kate Mallory") | there | {"section_id": 1, "entity_id": KATE},
            second | there | {"section_id": 2, "entity_id": KATE},
        ],
        "emotions": [
            at("late") | feeling | {"emotion_id": 0, "experiencer": KATE, "emotion": "anger", "channel": "said"}
            | {"target": DOCTOR},
        ],
        "beliefs": [
            known | mind | {"belief_id": 0, "holder": DOCTOR, "stance": "knows", "content_start": boat["start"]}
            | {"content_end": boat["end"]},
        ],
        "commitments": [
            boat | {"commitment_id": 0, "kind": "request", "by": KATE, "to": [DOCTOR], "about": [], "status": "open"}
            | {"content_start": boat["start"], "content_end": boat["end"], "evidence": []},
        ],
    }  # fmt: skip


@pytest.fixture
def worded(handmade: Story) -> Story:
    """The hand-made story with every table that exports draw on."""
    tables = {name: table_from_rows(name, rows) for name, rows in worded_tables().items()}
    return replace(handmade, tables=tables)


@pytest.fixture
def hostile(worded: Story) -> Story:
    """The same with names, title and source that steer terminals, spreadsheets, markup and columns."""
    evil = "=1+1\t|\x1b[31m\x00</p>&amp;\"')] _*\n# x\ufffe\u202e;--"
    tables = {name: worded.table(name).to_pylist() for name in ("story", "entities", "aliases", "metadata", "sections")}
    tables["story"][0] |= {"title": evil, "author": evil, "source_name": evil}
    for row in tables["entities"]:
        row["name"] = evil
    tables["aliases"][0]["alias"] = tables["metadata"][0]["value"] = tables["sections"][1]["title"] = evil
    tables["metadata"][0]["name"] = evil
    changed = {name: table_from_rows(name, rows) for name, rows in tables.items()}
    return replace(worded, tables={**worded.tables, **changed})
