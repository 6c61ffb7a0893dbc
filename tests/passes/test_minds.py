"""Emotions, masks, beliefs, commitments, relations and presence, read from sentences written for each rule."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from irises import read
from irises.story import Story


@cache
def story(text: str) -> Story:
    return read(text.encode(), name="a.txt")


def name(story: Story, entity: int | None) -> str | None:
    return {e.entity_id: e.name for e in story.entities}.get(entity) if entity is not None else None


def beliefs(text: str) -> list[tuple[Any, ...]]:
    """Holder, stance, negation and content of each."""
    read_story = story(text)
    return [
        (name(read_story, b.holder), b.stance, b.is_negated, text[b.content_start : b.content_end])
        for b in read_story.beliefs
    ]


def commitments(text: str) -> list[tuple[Any, ...]]:
    """Kind, giver, receivers and words of the cue."""
    read_story = story(text)
    return [
        (c.kind, name(read_story, c.by), tuple(name(read_story, who) for who in c.to or ()), c.text)
        for c in read_story.commitments
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna knew that Tom had taken the key.", ("Anna", "knows", False, "that Tom had taken the key")),
        ("Anna did not know that Tom had left.", ("Anna", "unaware", False, "that Tom had left")),
        ("Anna did not believe that Tom was a thief.", ("Anna", "believes", True, "that Tom was a thief")),
        ("Anna suspected that Tom had lied.", ("Anna", "suspects", False, "that Tom had lied")),
        ("Anna wondered whether Tom had lied.", ("Anna", "doubts", False, "whether Tom had lied")),
        ("Anna remembered that Tom had been kind.", ("Anna", "remembers", False, "that Tom had been kind")),
        ("Anna was sure that Tom had gone home.", ("Anna", "believes", False, "that Tom had gone home")),
        ("Anna was not sure that Tom had gone home.", ("Anna", "doubts", False, "that Tom had gone home")),
        ("It occurred to Anna that Tom had lied.", ("Anna", "believes", False, "that Tom had lied")),
    ],
)
def test_a_cue_gives_holder_stance_and_content(text: str, expected: tuple[Any, ...]) -> None:
    """Verbs, predicates and what occurs to somebody; a denial changes knowing to not knowing, being sure to doubt."""
    assert beliefs(text) == [expected]


def test_a_belief_inside_a_belief() -> None:
    """Both minds, the inner one within the outer."""
    text = "Anna knew that Tom believed that the boat was lost."
    rows = story(text).beliefs
    assert [(name(story(text), row.holder), row.stance, row.within) for row in rows] == [
        ("Anna", "knows", -1),
        ("Tom", "believes", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Tom shut the door. "It is late, you know," said Tom to Anna.',
        'Tom shut the door. "Do you think that it will rain?" said Tom to Anna.',
        "If Anna knew that Tom was here, she would leave.",
        "The tide came in over the stones and went out again.",
    ],
)
def test_formulas_questions_and_conditions_are_no_beliefs(text: str) -> None:
    """What nobody is said to hold is none."""
    assert [row for row in beliefs(text) if row[1] in ("knows", "believes")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna promised Tom to write every week.", ("promise", "Anna", ("Tom",), "promised")),
        ("Tom swore that he would come back.", ("vow", "Tom", (), "swore")),
        ("Anna begged Tom to stay.", ("request", "Anna", ("Tom",), "begged")),
        ("Anna ordered Tom to leave the house.", ("command", "Anna", ("Tom",), "ordered")),
        ("Tom refused to leave the house.", ("refusal", "Tom", (), "refused")),
    ],
)
def test_reported_commitments(text: str, expected: tuple[Any, ...]) -> None:
    """The verb that reports one says its kind, its subject gives or asks, its object is given or asked."""
    assert expected in commitments(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tom promised to be a fine man.",
        "Anna asked Tom why the boat was late.",
        "Anna did not promise to write.",
        "The sky threatened to be dark by noon.",
    ],
)
def test_look_alikes_are_no_commitments(text: str) -> None:
    """Prospects, questions and denials are none."""
    assert commitments(text) == []


def test_an_imperative_asks_the_hearer() -> None:
    """With "please" it is a request, without a command; by who speaks."""
    rows = commitments('"Please give Tom the letter," said Anna to Mary.\n\n"Open the gate!" said Tom to Anna.')
    assert [(row[0], row[1]) for row in rows] == [("request", "Anna"), ("command", "Tom")]


def test_feelings_have_bearers_and_channels() -> None:
    """Her fear is felt, his laugh is shown, what is said is said."""
    text = (
        "Anna was terrified and miserable. She waited by the door. Tom laughed at her.\n\n"
        '"I hate you," said Anna to Tom.'
    )
    rows = story(text).emotions
    seen = {(row.text, name(story(text), row.experiencer), row.channel) for row in rows}
    assert ("laughed", "Tom", "shown") in seen
    assert any(who == "Anna" and channel == "felt" for _, who, channel in seen)
    assert any("hate" in words and channel == "said" for words, _, channel in seen)


def test_a_forced_smile_is_a_mask() -> None:
    """A show that is said to be put on is masked; an honest one isn't."""
    (row,) = (row for row in story("Anna came in. She forced a smile.").emotions if "smile" in row.text)
    assert (row.channel, row.is_masked) == ("shown", True)
    (row,) = (row for row in story("Anna came in. She gave Tom a happy smile.").emotions if "smile" in row.text)
    assert not row.is_masked


def test_who_is_there() -> None:
    """Who speaks and acts is present; who is only spoken of is mentioned."""
    text = '"My brother Paul is in London," said Anna to Tom. Tom took the letter and sat down by the fire.'
    status = {name(story(text), row.entity_id): row.status for row in story(text).presence}
    assert (status["Anna"], status["Tom"], status["Paul"]) == ("present", "present", "mentioned")


def test_kin_stand_to_each_other() -> None:
    """ "Anna's brother" is family, both ways."""
    text = "Anna waited for Tom. Tom was Anna's brother, and he loved Mary. Mary laughed. Anna hated Mary."
    rows = story(text).relations
    seen = {(name(story(text), r.from_entity), name(story(text), r.to_entity), r.kind) for r in rows}
    assert ("Tom", "Mary", "romance") in seen
    assert ("Anna", "Mary", "enmity") in seen


def test_love_among_kin_is_care() -> None:
    """A sister's love is no romance, and one word is one piece of evidence."""
    text = "Anna's brother laughed at the fire. Anna's brother loved Anna."
    rows = [(name(story(text), r.from_entity), r.kind) for r in story(text).relations if r.text == "loved"]
    assert [kind for _, kind in rows] == ["care"]


def test_who_is_thought_of_is_not_there() -> None:
    """Neither who acts in a thought, a condition or a look back, nor who would come, is present."""
    text = (
        "Anna sat down by the fire. She believed that Tom loved her. If Mary came, Mary would laugh. "
        "Paul had painted the door."
    )
    status = {name(story(text), row.entity_id): row.status for row in story(text).presence}
    assert status == {"Anna": "present", "Tom": "mentioned", "Mary": "mentioned", "Paul": "remembered"}


def test_what_is_denied_or_only_possible_did_not_happen() -> None:
    """Of the same verb only the told deed is an event."""
    text = "Anna closed the gate. Tom did not close the door. Mary would close the shop. Anna ran home."
    assert [event.text for event in story(text).events if event.text.startswith("close")] == ["closed"]
