"""Commitments, read from sentences written for each rule."""

from __future__ import annotations

from typing import Any

import pytest

from tests.passes.read_stories import name, story

ROOM = "Anna and Tom sat in the kitchen. "


def commitments(text: str) -> list[tuple[Any, ...]]:
    """Kind, giver, receivers and words of the cue."""
    read_story = story(text)
    return [
        (c.kind, name(read_story, c.by), tuple(name(read_story, who) for who in c.to or ()), c.text)
        for c in read_story.commitments
    ]


def kinds(text: str) -> list[str]:
    return [row[0] for row in commitments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna promised Tom to write every week.", ("promise", "Anna", ("Tom",), "promised")),
        ("Tom swore that he would come back.", ("vow", "Tom", (), "swore")),
        ("Anna begged Tom to stay.", ("request", "Anna", ("Tom",), "begged")),
        ("Anna ordered Tom to leave the house.", ("command", "Anna", ("Tom",), "ordered")),
        ("Tom refused to leave the house.", ("refusal", "Tom", (), "refused")),
        ("Tom threatened to burn the boat.", ("threat", "Tom", (), "threatened")),
        ("Tom was ordered by Anna to leave the house.", ("command", "Anna", ("Tom",), "ordered")),
        ("Anna gave Tom her word that she would write.", ("promise", "Anna", ("Tom",), "word")),
        ("Anna warned Tom that the door must not be opened.", ("command", "Anna", ("Tom",), "warned")),
        ("Anna said she would bring the bread.", ("promise", "Anna", (), "said")),
        ("Anna made Tom sit by the fire.", ("command", "Anna", ("Tom",), "made")),
        ("Anna called him twice. Tom would not come.", ("refusal", "Tom", (), "would")),
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
        "Tom refused to believe it.",
        "If Anna promised to write, Tom would go.",
        "Anna wanted to ask Tom to stay.",
        "Tom ordered bread and a glass of beer.",
        f'{ROOM}"I beg your pardon," said Tom.',
        f'{ROOM}"Look here, Tom," said Anna.',
        f'{ROOM}"Do as you like," said Anna to Tom.',
        f'{ROOM}"I think I will go up," said Anna to Tom.',
        f'{ROOM}"I shall be tired tomorrow," said Anna to Tom.',
        f'{ROOM}"Could you see the boat?" said Anna to Tom.',
    ],
)
def test_look_alikes_are_no_commitments(text: str) -> None:
    """Prospects, questions, denials, wishes, politeness, permission, plans and forecasts are none."""
    assert commitments(text) == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Please give Mary the letter", "request"),
        ("Don't be angry with me", "request"),
        ("Let me see the letter", "request"),
        ("Will you carry the letter?", "request"),
        ("Why not tell Mary the truth?", "request"),
        ("You must go to Mary", "request"),
        ("Get out!", "command"),
        ("I will bring you the letter", "promise"),
        ("I will never marry", "vow"),
        ("I won't go to Mary", "refusal"),
        ("I won't tell anybody", "promise"),
        ("I'll kill you", "threat"),
        ("I'm hanged if I'll pay it", "refusal"),
        ("You shall have the letter", "promise"),
    ],
)
def test_what_is_said_itself(said: str, kind: str) -> None:
    """Imperatives, questions, what "I" will and what "you" shall, by the one who speaks."""
    end = "" if said[-1] in "?!" else ","
    assert [row[:2] for row in commitments(f'{ROOM}"{said}{end}" said Anna to Tom.')] == [(kind, "Anna")]


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ('"Don\'t leave me," said Tom.', "promise"),
        ('"Don\'t, Tom," said Anna.\n\n"Out of my way," said Tom.', "refusal"),
    ],
)
def test_what_will_not_answers(before: str, kind: str) -> None:
    """ "I won't" gives what somebody else asks just before, and refuses else; what one said oneself is no challenge."""
    assert (kind, "Anna") in [row[:2] for row in commitments(f'{ROOM}\n\n{before}\n\n"I won\'t," said Anna.')]


def test_what_befalls_us_is_no_promise() -> None:
    """What "we" shall suffer is foreseen, not promised."""
    assert kinds(f'{ROOM}"If we stay we\'ll choke," said Anna. "And then we\'ll drown."') == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('The captain saw Tom. "Open the gate," said the captain to Tom.', "command"),
        ('"Open the gate," ordered Anna.', "command"),
        ('"Open the gate," begged Anna.', "request"),
    ],
)
def test_how_and_by_whom_makes_it_a_command(text: str, kind: str) -> None:
    """The same words are an order or a plea by rank and by manner."""
    assert kinds(text) == [kind]


def test_a_messenger_is_asked_and_carries_a_promise() -> None:
    """ "Tell my sister I will pay": asked of the messenger, promised to the sister, both by the speaker."""
    text = f'{ROOM}"Tell Mary I will pay the rent," said Anna to Tom.'
    rows = [(kind, by, to) for kind, by, to, _ in commitments(text)]
    assert rows == [("request", "Anna", ("Tom",)), ("promise", "Anna", ("Mary",))]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ('"Yes," said Tom.', "promise"),
        ('"Of course I will," said Tom.', "promise"),
        ('"No," said Tom.', "refusal"),
        ("Tom nodded.", "promise"),
        ("Tom shook his head.", "refusal"),
    ],
)
def test_answers_give_or_refuse(answer: str, kind: str) -> None:
    """What answers a request is a word given, or refused, by the one asked."""
    rows = commitments(f'{ROOM}"Will you carry the letter?" said Anna to Tom.\n\n{answer}')
    assert [row[:2] for row in rows] == [("request", "Anna"), (kind, "Tom")]


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("Anna kept her promise.", "kept"),
        ("Anna broke her word.", "broken"),
        ("Anna did not keep her promise.", "broken"),
        ("Tom released Anna from her promise.", "withdrawn"),
        ("Anna went home.", "open"),
    ],
)
def test_what_became_of_a_promise(end: str, status: str) -> None:
    """The words that tell of its end are its evidence."""
    text = f"Anna promised Tom to write every week. The winter passed. {end}"
    (row,) = (row for row in story(text).commitments if row.text == "promised")
    assert row.status == status
    assert (row.resolved_start is None) == (status == "open")


def test_a_request_that_is_done_is_kept() -> None:
    """Soon after, the one asked does it."""
    rows = story(f'{ROOM}"Please close the window," said Anna to Tom.\n\nTom closed the window.').commitments
    assert [row.status for row in rows] == ["kept"]
