"""Whom I, you, he, she and calls mean inside quotations; the talks are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from irises.annotation import table_from_rows
from irises.passes.coreference import surface_of
from irises.passes.deixis import is_address, is_call, meant_in_speech
from irises.passes.hearers import Hearers
from irises.passes.mention_traits import KIND, MASCULINE
from irises.passes.spoken_of import WEIGHTS, Talk, Weighing, settle
from tests.passes import talk_tables

ORLA, MARTA, HUGO, PIERS = range(4)
PRONOUN = {ORLA: "she", MARTA: "she", HUGO: "he", PIERS: "he"}
OUTSIDE = -1


def talk(
    mentions: Sequence[tuple[str, int, int]],
    speakers: Sequence[int | None],
    hearers: Mapping[int, frozenset[int]] | None = None,
) -> Talk:
    """A talk of four people; `mentions` are (kind, entity as linked, speech), one turn per speaker."""
    heard = hearers or {}
    return Talk(
        entity=[entity for _, entity, _ in mentions],
        sure=[0.6] * len(mentions),
        kind=[KIND[kind] for kind, _, _ in mentions],
        form=["proper" if kind == "PROPER" else "pronoun" for kind, _, _ in mentions],
        is_person=[True] * len(mentions),
        speech=[speech for _, _, speech in mentions],
        start=[10 * place for place in range(len(mentions))],
        end=[10 * place + 5 for place in range(len(mentions))],
        words=[[kind.lower()] for kind, _, _ in mentions],
        begins=list(range(len(speakers))),
        speaker=list(speakers),
        speaker_sure=[0.95] * len(speakers),
        hearers=[heard.get(speech, frozenset()) for speech in range(len(speakers))],
        hearers_sure=[0.9] * len(speakers),
        pronoun=[PRONOUN[person] for person in range(4)],
        is_group=[False] * 4,
        is_named=[True] * 4,
        n=[20] * 4,
    )


def test_he_is_not_the_speaker_but_whom_they_talk_about() -> None:
    """ "He" was linked to Hugo, who says it; Piers was named just before."""
    said = talk(
        [("PROPER", HUGO, OUTSIDE), ("PROPER", PIERS, 0), ("HE", HUGO, 1)], [ORLA, HUGO], {1: frozenset({ORLA})}
    )
    settle(said)
    assert said.entity[2] == PIERS
    assert 0 < said.told[2] < 1


def test_she_is_not_the_hearer() -> None:
    """Hugo speaks to Marta of Orla."""
    said = talk(
        [("PROPER", ORLA, 0), ("PROPER", MARTA, OUTSIDE), ("SHE", MARTA, 1)], [MARTA, HUGO], {1: frozenset({MARTA})}
    )
    settle(said)
    assert said.entity[2] == ORLA


def test_a_sure_link_to_somebody_who_takes_no_part_stays() -> None:
    """Nothing speaks against Piers."""
    said = talk([("PROPER", PIERS, 0), ("HE", PIERS, 0)], [ORLA, MARTA])
    settle(said)
    assert said.entity[1] == PIERS


def test_pronouns_outside_quotations_are_left_alone() -> None:
    """Narration is coreference's own."""
    said = talk([("PROPER", PIERS, OUTSIDE), ("HE", HUGO, OUTSIDE)], [HUGO])
    settle(said)
    assert said.entity[1] == HUGO
    assert not said.told


def test_every_weight_has_its_feature() -> None:
    """A row of features per person, as long as the weights."""
    said = talk([("PROPER", PIERS, OUTSIDE), ("HE", HUGO, 0)], [ORLA])
    people, features = Weighing(said).weigh(1)
    assert set(people) == {PIERS, HUGO}
    assert features.shape == (2, len(WEIGHTS))


@pytest.mark.parametrize(
    ("hearers", "called", "speakers", "meant"),
    [
        ({MARTA}, [], [ORLA, None], MARTA),
        ({MARTA, HUGO}, [HUGO], [ORLA, MARTA], HUGO),
        ({MARTA, HUGO}, [], [ORLA, HUGO], HUGO),
        (set(), [], [ORLA, MARTA], MARTA),
    ],
)
def test_you_is_one_hearer(hearers: set[int], called: list[int], speakers: list[int | None], meant: int) -> None:
    """The only hearer, else whom the speech calls, else who answers."""
    mentions = [*(("PROPER", person, 0) for person in called), ("YOU", PIERS, 0)]
    said = talk(mentions, speakers, {0: frozenset(hearers)})
    Hearers(said, range(len(called))).tell(len(called))
    assert said.entity[-1] == meant


def test_you_stays_as_linked_where_nobody_answers() -> None:
    """Nothing is known of a hearer."""
    said = talk([("YOU", PIERS, 0)], [ORLA])
    Hearers(said, []).tell(0)
    assert said.entity == [PIERS]


def test_the_likeliest_hearer_is_not_the_speaker() -> None:
    """Orla, taken for a hearer of herself under another name, speaks to Marta."""
    said = talk([], [ORLA, MARTA], {0: frozenset({ORLA, MARTA})})
    assert Hearers(said, []).likeliest(0)[0] == MARTA


def test_nobody_near_is_no_hearer() -> None:
    """A speech alone is said to nobody known."""
    assert Hearers(talk([], [ORLA]), []).likeliest(0) == (None, 0.0)


def test_we_is_the_speaker_with_the_hearer() -> None:
    """Orla's "we" to Marta is a group of the two, and so is Marta's to Orla."""
    people = [("Orla", ["she"], []), ("Marta", ["she"], []), ("the crew", ["they"], [])]
    pronouns = [("we", 0, 2), ("we", 1, 2), ("we", 2, 2)]
    said = talk_tables.Talk('"We go, and we stay."\n\n"Do we?"', people, pronouns=pronouns)
    rows = said.tables["quotations"].to_pylist()
    rows = [row | {"speaker": who, "addressees": [1 - who]} for who, row in enumerate(rows)]
    tables = said.tables | {"quotations": table_from_rows("quotations", rows)}
    meant = meant_in_speech(said.document, tables, surface_of(said.document, tables))
    assert len(set(meant.entity.tolist())) == 1
    assert meant.members == {int(meant.entity[0]): [0, 1]}


def test_a_call_for_a_man_means_the_man_who_hears() -> None:
    """ "Sir" to Marta and Hugo is Hugo, though Marta answers."""
    said = talk([("BARE", PIERS, 0)], [ORLA, MARTA], {0: frozenset({MARTA, HUGO})})
    Hearers(said, []).tell(0, MASCULINE)
    assert said.entity == [HUGO]


@pytest.mark.parametrize("words", ["sir", "my dear fellow", "Mamma", "Doctor", "dear", "old man", "Your Majesty"])
def test_calls_without_a_name(words: str) -> None:
    """Titles, endearments and kin words call somebody."""
    assert is_address(words)


@pytest.mark.parametrize("words", ["my mother", "Mrs. Venn", "Orla", "the doctor", "a man", "his friend"])
def test_names_and_descriptions_are_no_such_calls(words: str) -> None:
    """Whoever these are, it need not be the hearer."""
    assert not is_address(words)


def test_a_call_stands_between_punctuation() -> None:
    """ "Come, sir, now" calls; "the sir now" doesn't."""
    text = "Come, sir, now the sir now, _mon ami_!"
    assert is_call(text, 6, 9)
    assert not is_call(text, 19, 22)
    assert is_call(text, 29, 36)


def test_a_call_by_a_family_name_means_its_bearer_who_hears() -> None:
    """ "Mr. Venn" to Hugo Venn is Hugo, though the book's Mr. Venn is Piers."""
    text = '"Come, Mr. Venn, come."\n\n"I come."'
    people = [("Orla", ["she"], []), ("Hugo Venn", ["he"], []), ("Mr. Venn", ["he"], [])]
    said = talk_tables.Talk(text, people)
    rows = said.tables["quotations"].to_pylist()
    rows = [row | {"speaker": who, "addressees": [1 - who]} for who, row in enumerate(rows)]
    names = [
        {"entity_id": who, "alias": name, "form": "proper", "n": 9, "start": 0, "end": 1, "known_at": 1}
        | {"confidence": 1.0, "source": "hand@1"}
        for who, (name, _, _) in enumerate(people)
    ]
    tables = said.tables | {
        "quotations": table_from_rows("quotations", rows),
        "aliases": table_from_rows("aliases", names),
    }
    meant = meant_in_speech(said.document, tables, surface_of(said.document, tables))
    assert meant.entity.tolist()[0] == 1
