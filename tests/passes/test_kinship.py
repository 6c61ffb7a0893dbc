"""Whom words for family mean; the families are made up."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from irises.annotation import table_from_rows
from irises.passes.coreference import surface_of
from irises.passes.deixis import meant_in_speech
from irises.passes.kin_words import INVERSE, THROUGH, is_own_name, kin_of
from irises.passes.kinship import named_by
from irises.passes.mention_traits import FEMININE, MASCULINE, UNKNOWN
from tests.passes.talk_tables import Talk

ANNA, MOTHER, FATHER, HUGO = range(4)
NAMES = ("Anna Venn", "Mrs. Venn", "Mr. Venn", "Hugo")


def aliases(names: Sequence[str]) -> pa.Table:
    """Each entity's one name."""
    made = {"start": 0, "end": 1, "known_at": 1, "confidence": 1.0, "source": "hand@1", "form": "proper", "n": 9}
    return table_from_rows("aliases", [made | {"entity_id": e, "alias": name} for e, name in enumerate(names)])


def meant(text: str, phrase: str, speakers: Sequence[int | None], hearers: Sequence[Sequence[int]]) -> int:
    """Whom the phrase means that was linked to Hugo."""
    pronouns = (["she"], ["she"], ["he"], ["he"])
    people = [(name, used, []) for name, used in zip(NAMES, pronouns, strict=True)]
    people[HUGO] = ("Hugo", ["he"], [phrase])
    talk = Talk(text, people)
    rows = [
        row | {"speaker": who, "speaker_confidence": 0.9, "addressees": list(told), "addressees_confidence": 0.9}
        for row, who, told in zip(talk.tables["quotations"].to_pylist(), speakers, hearers, strict=True)
    ]
    tables = talk.tables | {"quotations": table_from_rows("quotations", rows), "aliases": aliases(NAMES)}
    surface = surface_of(talk.document, tables)
    at = surface.words.index(phrase.lower().split())
    return int(meant_in_speech(talk.document, tables, surface).entity[at])


@pytest.mark.parametrize(
    ("phrase", "speaker", "hearer", "who"),
    [
        ("my mother", ANNA, HUGO, MOTHER),
        ("your father", HUGO, ANNA, FATHER),
        ("my husband", MOTHER, HUGO, FATHER),
        ("my daughter", FATHER, HUGO, ANNA),
        ("my aunt", ANNA, HUGO, HUGO),
        ("my mother", HUGO, ANNA, HUGO),
    ],
)
def test_kin_by_names(phrase: str, speaker: int, hearer: int, who: int) -> None:
    """Mr. and Mrs. Venn are a couple, Anna Venn is their child; of an aunt, or of Hugo's people, nothing is known."""
    assert meant(f'Hugo came. "There is {phrase}."', phrase, [speaker], [[hearer]]) == who


def test_a_name_beside_the_phrase_tells() -> None:
    """ "My aunt, Mrs. Venn" is Mrs. Venn."""
    assert meant('"There is my aunt, Mrs. Venn."', "my aunt", [HUGO], [[ANNA]]) == MOTHER


def test_what_a_name_told_once_is_known_later() -> None:
    """Hugo's aunt is Mrs. Venn wherever he says "my aunt"."""
    text = '"There is my own aunt, Mrs. Venn."\n\n"And?"\n\n"I like my aunt."'
    people = [(name, [used], []) for name, used in zip(NAMES, ("she", "she", "he", "he"), strict=True)]
    people[HUGO] = ("Hugo", ["he"], ["my own aunt", "my aunt"])
    talk = Talk(text, people)
    rows = [
        row
        | {"speaker": who, "speaker_confidence": 0.9, "addressees": [HUGO + ANNA - who], "addressees_confidence": 0.9}
        for row, who in zip(talk.tables["quotations"].to_pylist(), (HUGO, ANNA, HUGO), strict=True)
    ]
    tables = talk.tables | {"quotations": table_from_rows("quotations", rows), "aliases": aliases(NAMES)}
    surface = surface_of(talk.document, tables)
    found = meant_in_speech(talk.document, tables, surface).entity
    assert found[surface.words.index(["my", "aunt"])] == MOTHER


def test_whoever_a_kin_phrase_says_is_the_speaker() -> None:
    """Her mother, linked to Hugo, is Mrs. Venn, and so says the words."""
    text = '"Well," said her mother.'
    people = [(name, [used], []) for name, used in zip(NAMES, ("she", "she", "he", "he"), strict=True)]
    people[HUGO] = ("Hugo", ["he"], ["her mother"])
    talk = Talk(text, people, pronouns=[("her", 0, ANNA)])
    cue = {"cue_start": text.index("said"), "cue_end": len(text) - 1}
    rows = [row | cue | {"speaker": HUGO} for row in talk.tables["quotations"].to_pylist()]
    tables = talk.tables | {"quotations": table_from_rows("quotations", rows), "aliases": aliases(NAMES)}
    assert meant_in_speech(talk.document, tables, surface_of(talk.document, tables)).speaker == [MOTHER]


@pytest.mark.parametrize(
    ("words", "kin"),
    [
        ("my dear sister", ("sibling", FEMININE)),
        ("the father of the girl", ("parent", MASCULINE)),
        ("cousin", ("cousin", UNKNOWN)),
        ("my friend", None),
    ],
)
def test_kin_of_a_phrase(words: str, kin: tuple[str, int] | None) -> None:
    """The head word tells."""
    assert kin_of(words.split()) == kin


def test_every_relation_has_its_other_side() -> None:
    """Ties are entered both ways, and steps lead over ties."""
    assert {INVERSE[other] for other in INVERSE.values()} == set(INVERSE)
    assert {step for steps in THROUGH.values() for pair in steps for step in pair} <= set(INVERSE)
    assert is_own_name("papa")
    assert not is_own_name("son")


def test_names_tell_families_and_ranks() -> None:
    """A family name after a title, or after a given name."""
    named = named_by(aliases(NAMES))
    assert [named[who].families for who in (ANNA, MOTHER, HUGO)] == [{"venn"}, {"venn"}, set()]
    assert [named[who].is_given for who in (ANNA, MOTHER, HUGO)] == [True, False, True]
    assert named[MOTHER].ranks == {"mrs"}
