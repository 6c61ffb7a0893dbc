"""Names, pronouns and cast for all positions at once are those of the story up to each position."""

from __future__ import annotations

from pathlib import Path

import pytest

from irises.reader import read
from irises.story import Story
from irises.story.known_names import characters_as_read, names_as_read, pronouns_as_read

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def example() -> Story:
    """A whole example, as it is read."""
    return read(EXAMPLES / "address-only.txt")


def positions(story: Story) -> range:
    """Places all over the text."""
    return range(1, len(story.text) + 1, max(1, len(story.text) // 40))


def test_names_are_those_of_each_position(handmade: Story, example: Story) -> None:
    """At every position everybody met so far has the name that the story up to there gives."""
    for story in (handmade, example):
        learnt = names_as_read(story.text, story.tables)
        for position in positions(story):
            for entity in story.until(position).entities:
                assert [name.name for name in learnt[entity.entity_id] if name.at <= position][-1] == entity.name


def test_pronouns_and_cast_are_those_of_each_position(handmade: Story, example: Story) -> None:
    """At every position the same people count among the cast, with the same pronouns."""
    for story in (handmade, example):
        pronouns, joins = (f(story.text, story.tables) for f in (pronouns_as_read, characters_as_read))
        for position in positions(story):
            cast = story.until(position).cast
            assert {who for who, at in joins.items() if at <= position} == {person.entity_id for person in cast}
            for person in cast:
                known = [words for at, words in pronouns.get(person.entity_id, []) if at <= position]
                assert tuple(known[-1] if known else ()) == person.pronouns


def test_a_name_of_ones_own_is_learnt_at_the_end(handmade: Story) -> None:
    """A name that the text gives nowhere is told to nobody who is still reading."""
    entities = handmade.table("entities")
    names = entities["name"].to_pylist()
    names[0] = "The Harbour Doctor of Late"
    tables = {**handmade.tables} | {
        "entities": entities.set_column(entities.column_names.index("name"), "name", [names])
    }
    learnt = names_as_read(handmade.text, tables)[0]
    assert (learnt[-1].at, learnt[-1].name) == (len(handmade.text), names[0])
    assert names[0] not in [name.name for name in learnt[:-1]]
