"""What went wrong, in words."""

from __future__ import annotations

import pytest

from evaluation import misses
from evaluation.example import Example
from evaluation.people import match_people
from gold import pdnc
from tests.evaluation.corpora import NOVEL, reading, write_pdnc
from tests.evaluation.test_people import ALIASES, ANNA, ENTITIES, HALE, MENTIONS, SPEECHES


@pytest.fixture
def lines(tmp_path):
    """A maker of the lines of one kind for a perfect reading with some tables changed."""
    novel = pdnc.read_novel(write_pdnc(tmp_path), "Ferry")
    perfect = {"quotations": SPEECHES, "mentions": MENTIONS, "aliases": ALIASES, "entities": ENTITIES}

    def of(kind, **tables):
        example = Example(reference=novel, predicted=reading(NOVEL, **{**perfect, **tables}))
        return list(misses.KINDS[kind](example, match_people(example)))

    return of


@pytest.mark.parametrize("kind", ["quotations", "false-quotations", "speakers", "identity"])
def test_nothing_is_wrong(lines, kind):
    """A perfect reading has no misses."""
    assert lines(kind) == []


def test_quotations(lines):
    """A missed quotation and a false one are shown in their context."""
    (line,) = lines("quotations", quotations=SPEECHES[:-1])
    assert line.endswith('I told him. " [Good,] " said the ferryman.')
    false = [*SPEECHES, {"words": "I said nothing."}]
    (line,) = lines("false-quotations", quotations=false)
    assert 'has gone." [I said nothing.] "Where' in line


def test_speakers(lines):
    """A wrong speaker is named beside the right one, with the character whom the entity is matched to."""
    (line,) = lines(
        "speakers", quotations=[{**row, "speaker": HALE} if row["speaker"] == 1 else row for row in SPEECHES]
    )
    assert line.startswith("anaphoric: Jonas, not 'Mr. Hale' (#0, Mr. Hale): ")
    (line,) = lines(
        "speakers", quotations=[{**row, "speaker": None} if row["speaker"] == 1 else row for row in SPEECHES]
    )
    assert "Jonas, not nobody" in line


def test_identity(lines):
    """A mention of somebody else is shown with both."""
    (line,) = lines("identity", mentions=[{**MENTIONS[0], "entity_id": ANNA}, *MENTIONS[1:]])
    assert line.startswith("Jonas, not 'Anna' (#2, Anna Hale): ")
    assert "[You] are late" in line


def test_people(lines):
    """Every character is listed with its entity and who else holds evidence of it."""
    listed = lines("people")
    assert listed[0] == "major: Mr. Hale = 'Mr. Hale' (#0, Mr. Hale) 1; also nobody"
    assert listed[3] == "minor: The Ferryman = nobody 0; also nobody"
