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


@pytest.mark.parametrize(("source", "at"), [("hand@1", "at the end"), ("user", "when met")])
def test_a_name_that_the_text_never_gives(handmade: Story, source: str, at: str) -> None:
    """It is told to nobody who is still reading, unless a person gave it: then it holds from the first mention."""
    entities = handmade.table("entities")
    names = entities["name"].to_pylist()
    names[0] = "The Harbour Doctor of Late"
    sources = [source, *entities["source"].to_pylist()[1:]]
    for column, values in (("name", names), ("source", sources)):
        entities = entities.set_column(entities.column_names.index(column), column, [values])
    learnt = names_as_read(handmade.text, {**handmade.tables, "entities": entities})[0]
    end = len(handmade.text) if at == "at the end" else handmade.mentions[0].known_at
    assert (learnt[-1].at, learnt[-1].name) == (end, names[0])
    assert len(learnt) == (4 if at == "at the end" else 1)
