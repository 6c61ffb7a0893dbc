"""Who is who, and what is scored by it."""

from __future__ import annotations

import pytest

from evaluation.characters import character_rows, identity_rows
from evaluation.example import Example
from evaluation.people import MentionIndex, match_people
from evaluation.speakers import addressee_rows, answers, speaker_rows
from gold import pdnc
from irises.annotation import Span
from tests.evaluation.corpora import NOVEL, reading, write_pdnc

# Characters of the miniature corpus.
G_HALE, G_ANNA, G_JONAS, G_FERRYMAN, G_STRANGER = range(5)
# Entities of the readings below.
HALE, NARRATOR, ANNA, FERRYMAN, BOTH = range(5)

SPEECHES = [
    {"words": '"You are late,"', "speaker": HALE, "addressees": [NARRATOR]},
    {"words": '"The boat\nhas gone."', "speaker": HALE, "addressees": [NARRATOR], "continues": 0},
    {"words": '"Where is Anna?"', "speaker": HALE, "addressees": [NARRATOR]},
    {"words": '"She waits for us,"', "speaker": NARRATOR, "addressees": [HALE]},
    {"words": '"Good,"', "speaker": FERRYMAN, "addressees": None},
]
MENTIONS = [
    {"words": "You", "entity_id": NARRATOR},
    {"words": "Anna", "entity_id": ANNA},
    {"words": "She", "entity_id": ANNA},
    {"words": "us", "entity_id": BOTH},
]
ALIASES = [
    {"words": "Mr. Hale", "entity_id": HALE, "alias": "Mr. Hale"},
    {"words": "Anna", "entity_id": ANNA, "alias": "Anna"},
    {"words": "ferryman", "entity_id": FERRYMAN, "alias": "the quayside man", "form": "common"},
]
ENTITIES = [
    {"name": "Mr. Hale", "n_mentions": 2},
    {"name": "I", "is_narrator": True, "n_mentions": 3},
    {"name": "Anna", "n_mentions": 2},
    {"name": "the quayside man"},
    {"name": "us", "members": [HALE, NARRATOR]},
]


@pytest.fixture
def example(tmp_path):
    """A maker of examples on the miniature novel; tables not named are as in a perfect reading."""
    novel = pdnc.read_novel(write_pdnc(tmp_path), "Ferry")
    perfect = {"quotations": SPEECHES, "mentions": MENTIONS, "aliases": ALIASES, "entities": ENTITIES}
    return lambda **tables: Example(reference=novel, predicted=reading(NOVEL, **{**perfect, **tables}))


def changed(rows, number, **columns):
    """The rows, one of them with other columns."""
    return [{**row, **columns} if index == number else row for index, row in enumerate(rows)]


def values(rows):
    """The rows' values by measure."""
    return {row.measure: row.value for row in rows}


def test_matching(example):
    """Names match people, "I" the narrator, and quotations the nameless who are left."""
    people = match_people(example())
    assert people.character_of == {HALE: G_HALE, NARRATOR: G_JONAS, ANNA: G_ANNA, FERRYMAN: G_STRANGER}


def test_one_to_one(example):
    """Of two entities with a character's name only the one with more of it is matched."""
    twice = [*ALIASES, {"words": "Hale", "entity_id": FERRYMAN, "alias": "Hale", "n": 5}]
    people = match_people(example(aliases=twice))
    assert people.character_of[FERRYMAN] == G_HALE
    assert G_HALE not in [people.character_of.get(HALE)]


def test_a_name_outweighs_mentions(example):
    """An entity that swallowed most mentions of a character is not that character while another bears the name."""
    crowd = [*ENTITIES, {"name": "York"}]
    mentions = [{**row, "entity_id": 5} if row["entity_id"] == ANNA else row for row in MENTIONS]
    names = [{"words": "Anna", "entity_id": 5, "alias": alias, "n": n} for alias, n in (("York", 3), ("Anna", 1))]
    people = match_people(example(entities=crowd, mentions=mentions, aliases=[*ALIASES, *names]))
    assert people.character_of[ANNA] == G_ANNA
    assert 5 not in people.character_of


def test_mentions_match_names_that_nobody_lists(example):
    """An entity whose name is on no list is the character that its mentions mean; under another's name it is not."""
    unlisted = match_people(example(aliases=changed(ALIASES, 1, alias="Nancy")))
    assert unlisted.character_of[ANNA] == G_ANNA
    borrowed = match_people(example(aliases=changed(ALIASES, 1, alias="the ferryman")))
    assert borrowed.character_of[ANNA] == G_FERRYMAN


def test_quotations_do_not_excuse_another_name(example):
    """An entity that speaks all of somebody's quotations under a stranger's name is not that person."""
    people = match_people(example(aliases=changed(ALIASES, 0, alias="Colonel Voss"), mentions=MENTIONS[:3]))
    assert HALE not in people.character_of


def test_speakers_all_right(example):
    """A perfect reading has every speaker."""
    one = example()
    figures = values(speaker_rows([one], [match_people(one)]))
    assert figures["all"] == figures["explicit"] == figures["anaphoric"] == figures["coverage"] == 1.0


def test_unknown_and_missed_are_wrong(example):
    """A speaker who is not known and a quotation that is not found are wrong, and leave the accuracy when answered."""
    quotations = changed(SPEECHES, 2, speaker=None)[:3] + SPEECHES[4:]
    one = example(quotations=quotations)
    figures = values(speaker_rows([one], [match_people(one)]))
    assert figures["all"] == figures["coverage"] == 2 / 4
    assert figures["accuracy when answered"] == 1.0
    assert figures["anaphoric"] == 0.0


def test_most_of_the_words_decide(example):
    """Where the parts of a quotation have two speakers, the one who says more of it is the answer."""
    one = example(quotations=changed(SPEECHES, 1, speaker=NARRATOR))
    first = answers(one, match_people(one))[0]
    assert first.entity == NARRATOR
    assert not first.is_right


def test_addressees(example):
    """Sets are compared where the speaker is right; unknown addressees are missed, strangers are wrong."""
    quotations = changed(changed(SPEECHES, 2, addressees=None), 3, addressees=[HALE, FERRYMAN])
    one = example(quotations=quotations)
    figures = values(addressee_rows([one], [match_people(one)]))
    assert (figures["recall"], figures["precision"], figures["exactly right"]) == (2 / 3, 2 / 3, 1 / 3)


def test_collective_addressees_count_as_their_members(example):
    """Speaking to "us" is speaking to both."""
    one = example(quotations=changed(SPEECHES, 3, addressees=[BOTH]))
    figures = values(addressee_rows([one], [match_people(one)]))
    assert (figures["recall"], figures["precision"]) == (1.0, 3 / 4)


def test_mention_identity(example):
    """Whom a mention means must be exactly the people meant, collectives by their members."""
    one = example()
    assert values(identity_rows([one], [match_people(one)]))["all mentions in quotations"] == 1.0
    wrong = example(mentions=changed(MENTIONS, 3, entity_id=HALE)[1:])
    figures = values(identity_rows([wrong], [match_people(wrong)]))
    assert (figures["all mentions in quotations"], figures["coverage"]) == (2 / 4, 3 / 4)
    assert figures["accuracy when found"] == 2 / 3


def test_mentions_that_overlap():
    """A mention that shares half of the ground stands for the gold one; a word in a long phrase does not."""
    mentions = reading(NOVEL, mentions=[{"words": "the ferryman", "entity_id": 4}]).tables["mentions"]
    start = NOVEL.index("the ferryman")
    index = MentionIndex(mentions)
    assert index.entity_at(Span(start, start + 12)) == 4
    assert index.entity_at(Span(start + 4, start + 12)) == 4
    assert index.entity_at(Span(start, start + 3)) is None
    assert index.entity_at(Span(0, 5)) is None


def test_characters(example):
    """Major and intermediate characters are found as exactly one entity each."""
    one = example()
    assert set(values(character_rows([one], [match_people(one)])).values()) == {1.0}


def test_fragmented_and_conflated(example):
    """A second entity with a tenth of a character's mentions is a piece; two characters in one entity are conflated."""
    pieces = example(aliases=[*ALIASES, {"words": "Hale", "entity_id": FERRYMAN, "alias": "Hale"}])
    figures = values(character_rows([pieces], [match_people(pieces)]))
    assert (figures["as exactly one entity"], figures["not fragmented"]) == (2 / 3, 2 / 3)
    joined = example(
        aliases=changed(ALIASES, 1, entity_id=HALE),
        mentions=[{**row, "entity_id": HALE} if row["entity_id"] == ANNA else row for row in MENTIONS],
    )
    figures = values(character_rows([joined], [match_people(joined)]))
    assert (figures["as exactly one entity"], figures["not conflated"]) == (1 / 3, 1 / 3)


def test_exactly_one_entity_of_its_own(example):
    """A mention gone astray into another's entity is no second entity; of two in one entity only one has it."""
    astray = example(aliases=[*ALIASES, {"words": "Hale", "entity_id": ANNA, "alias": "Hale"}])
    assert values(character_rows([astray], [match_people(astray)]))["exactly one entity of its own"] == 1.0
    joined = example(
        aliases=changed(ALIASES, 1, entity_id=HALE),
        mentions=[{**row, "entity_id": HALE} if row["entity_id"] == ANNA else row for row in MENTIONS],
    )
    assert values(character_rows([joined], [match_people(joined)]))["exactly one entity of its own"] == 2 / 3
