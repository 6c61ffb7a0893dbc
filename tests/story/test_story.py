"""A Story's tables, cast and look-ups."""

from __future__ import annotations

import sys
from dataclasses import FrozenInstanceError, replace

import pyarrow as pa
import pytest

from irises.annotation import SCHEMAS, TABLES, empty_table
from irises.errors import ContractError, PlanError
from irises.story import Manifest, Story


def test_missing_tables_are_empty(handmade: Story) -> None:
    """Every table of the contract is there with its schema, empty where nothing was read."""
    assert list(handmade.tables) == list(TABLES)
    assert handmade.table("emotions").num_rows == 0
    assert all(handmade.table(name).schema.equals(SCHEMAS[name]) for name in TABLES)


def test_story_cannot_be_changed(handmade: Story) -> None:
    """Neither attributes nor the mapping of tables can be replaced."""
    with pytest.raises(FrozenInstanceError):
        handmade.text = ""  # type: ignore[misc]
    with pytest.raises(TypeError):
        handmade.tables["mentions"] = empty_table("mentions")  # type: ignore[index]


def test_foreign_tables_are_refused(handmade: Story) -> None:
    """A table that the contract does not know, or with other columns, is a bug of the maker."""
    with pytest.raises(ContractError, match="no table is called moods"):
        replace(handmade, tables={**handmade.tables, "moods": empty_table("events")})
    with pytest.raises(ContractError, match="table events"):
        replace(handmade, tables={**handmade.tables, "events": pa.table({"start": [1]})})


def test_story_needs_its_record(handmade: Story) -> None:
    """The story table must have exactly one row."""
    with pytest.raises(ContractError, match="one row"):
        Story(text="", tables={}, manifest=Manifest(irises="0", read_at=""))


def test_record(handmade: Story) -> None:
    """Title, author and length come from the story table, warnings from the manifest."""
    assert (handmade.title, handmade.author, handmade.n_words) == ("Late", "A. Writer", 53)
    assert handmade.warnings == ("It is very short.",)


def test_unknown_table_lists_the_known(handmade: Story) -> None:
    """Asking for a table that is not there names those that are."""
    with pytest.raises(PlanError, match="mentions, entities"):
        handmade.table("persons")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_optional_libraries_are_named(handmade: Story, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas or Polars the error says how to install it."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(PlanError, match=f"pip install {library}"):
        getattr(handmade, f"to_{library}")("mentions")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames_have_words(handmade: Story, library: str) -> None:
    """A data frame has the table's columns and the words of each row."""
    pytest.importorskip(library)
    frame = getattr(handmade, f"to_{library}")("quotations")
    assert frame["text"].to_list()[0] == "“You are late,”"
    assert frame["speaker"].to_list()[0] == handmade.quotations[0].speaker


def test_cast_counts(handmade: Story) -> None:
    """The cast has characters only, most mentioned first, with their counts and places."""
    tom, kate, brother = handmade.cast
    assert [tom.name, kate.name, brother.name] == ["Tom Reeve", "Kate Mallory", "her brother"]
    assert (tom.n_mentions, tom.n_quotations, tom.n_words_said, tom.n_events) == (7, 1, 3, 2)
    assert (kate.n_quotations, kate.n_words_said) == (2, 10), "a quotation that goes on after its cue counts once"
    assert tom.first.of(handmade.text) == "The doctor"
    assert tom.last.of(handmade.text) == "Tom Reeve"
    assert tom.aliases == ("The doctor", "Tom")


def test_entity_by_name_alias_and_id(handmade: Story) -> None:
    """A canonical name, an alias in any case, or an id finds the entity."""
    kate = handmade.entity("Kate Mallory")
    assert handmade.entity("kate") == kate
    assert handmade.entity(kate.entity_id) == kate
    assert handmade.character("KATE").name == "Kate Mallory"


def test_unknown_name_lists_near_ones(handmade: Story) -> None:
    """A misspelt name is answered with near ones, an unknown one with the people most mentioned."""
    with pytest.raises(PlanError, match="near names: Kate"):
        handmade.entity("Katie")
    with pytest.raises(PlanError, match="Tom Reeve"):
        handmade.entity("Zebulon")
    with pytest.raises(PlanError, match="id 99"):
        handmade.entity(99)


def test_two_of_a_name_are_not_guessed(handmade: Story) -> None:
    """A name that two people have in equal right is not decided for the caller."""
    rows = handmade.table("entities").to_pylist()
    rows[3]["name"], rows[3]["n_mentions"] = "Kate Mallory", rows[2]["n_mentions"]
    twins = pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])
    story = replace(handmade, tables={**handmade.tables, "entities": twins})
    with pytest.raises(PlanError, match=r"Kate Mallory \(2\), Kate Mallory \(3\)"):
        story.entity("Kate Mallory")


def test_characters_leave_out_places(handmade: Story) -> None:
    """A place is an entity and no character."""
    assert handmade.entity("the harbour").category == "FAC"
    with pytest.raises(PlanError):
        handmade.character("the harbour")
