"""PDNC's files become objects and the contract's tables."""

from __future__ import annotations

import pytest

from gold import pdnc
from irises.annotation import check_table, texts_of
from tests.evaluation.corpora import write_pdnc


@pytest.fixture
def novel(tmp_path):
    """The novel of the miniature corpus."""
    return pdnc.read_novel(write_pdnc(tmp_path), "Ferry")


def test_tables_keep_the_contract(novel):
    """Every table that the reader makes passes the contract's own check."""
    for name, table in novel.tables.items():
        check_table(name, table, text_length=len(novel.text))


def test_parts_are_joined(novel):
    """The parts of one quotation are rows that continue each other."""
    quotations = novel.tables["quotations"]
    expected = ["You are late,", "The boat\nhas gone.", "Where is Anna?", "She waits for us,", "Good,"]
    assert texts_of(novel.text, quotations) == expected
    assert quotations["continues"].to_pylist() == [-1, 0, -1, -1, -1]


def test_speakers_by_alias(novel):
    """An alias and the narrator's sign mean their characters; a name on no list becomes one of its own."""
    hale, anna, jonas, ferryman, stranger = range(5)
    assert [quotation.speaker for quotation in novel.quotations] == [hale, hale, jonas, stranger]
    assert [person.name for person in novel.characters][stranger] == "A Man On The Quay"
    assert novel.characters[jonas].is_narrator
    assert novel.characters[jonas].aliases == {"Jonas"}
    assert (novel.characters[anna].weight, novel.characters[ferryman].gender) == ("intermediate", "M")


def test_addressees_and_kinds(novel):
    """Groups are left out of the addressees; an unmarked kind is None."""
    assert [quotation.addressees for quotation in novel.quotations] == [{2}, {2}, {0}, set()]
    assert [quotation.kind for quotation in novel.quotations] == ["explicit", "anaphoric", "anaphoric", None]


def test_mentions_of_several_people(novel):
    """A mention of two people points to a collective entity with both as members."""
    mentions, entities = novel.tables["mentions"], novel.tables["entities"]
    assert texts_of(novel.text, mentions) == ["You", "Anna", "She", "us"]
    collective = mentions["entity_id"][3].as_py()
    assert entities["members"][collective].as_py() == [0, 2]
    assert entities["name"][collective].as_py() == "Mr. Hale and Jonas"


def test_person_of_the_narration(tmp_path, novel):
    """The index says who tells each novel that is there."""
    assert novel.person == "first"
    assert pdnc.persons(write_pdnc(tmp_path / "other", person="3.0")) == {"Ferry": "third"}


def test_mentions_whose_names_are_missing(tmp_path):
    """Where the corpus lists fewer people than mentions in a part, nobody is guessed and the part's mentions go."""
    folder = write_pdnc(tmp_path)
    table = folder / "Ferry" / "quotation_info.csv"
    table.write_text(table.read_text().replace("[[['Anna Hale'], ['Mr. Hale', 'Jonas']]]", "[[['Anna Hale']]]"))
    novel = pdnc.read_novel(folder, "Ferry")
    assert texts_of(novel.text, novel.tables["mentions"]) == ["You", "Anna"]
