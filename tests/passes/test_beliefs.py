"""Beliefs, read from sentences written for each rule."""

from __future__ import annotations

from typing import Any

import pytest

from tests.passes.read_stories import name, story


def beliefs(text: str) -> list[tuple[Any, ...]]:
    """Holder, stance, negation and content of each."""
    read_story = story(text)
    return [
        (name(read_story, b.holder), b.stance, b.is_negated, text[b.content_start : b.content_end])
        for b in read_story.beliefs
    ]


def stances(text: str) -> list[tuple[str | None, str, bool]]:
    """Holder, stance and negation of each."""
    return [row[:3] for row in beliefs(text)]


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
        ("It struck Anna that Tom had lied.", ("Anna", "believes", False, "that Tom had lied")),
        ("Tom forgot that Anna was waiting.", ("Tom", "forgot", False, "that Anna was waiting")),
    ],
)
def test_a_cue_gives_holder_stance_and_content(text: str, expected: tuple[Any, ...]) -> None:
    """Verbs, predicates and what occurs to somebody; a denial changes knowing to not knowing, being sure to doubt."""
    assert beliefs(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna took the boat out. She had no idea that Tom had lied.", ("Anna", "unaware", False)),
        ("Anna had a suspicion that Tom had lied.", ("Anna", "suspects", False)),
        ("It was Anna's opinion that the boat was lost.", ("Anna", "believes", False)),
        ("Anna sat down under the impression that Tom had left.", ("Anna", "believes", False)),
        ("Anna came to the conclusion that Tom had lied.", ("Anna", "believes", False)),
        ("It never crossed Anna's mind that Tom had lied.", ("Anna", "believes", True)),
        ("The name of the boat had slipped Anna's memory.", ("Anna", "forgot", False)),
        ("Anna could tell that Tom had lied.", ("Anna", "knows", False)),
        ("Anna worked out that Tom had lied.", ("Anna", "knows", False)),
        ("To Anna's mind, Tom was a fool.", ("Anna", "believes", False)),
        ("As far as Anna was concerned, Tom was a fool.", ("Anna", "believes", False)),
        ("Unbeknownst to Anna, Tom had sold the boat.", ("Anna", "unaware", False)),
        ("Anna was no longer sure of it.", ("Anna", "doubts", False)),
        ("Anna couldn't remember where the key was.", ("Anna", "forgot", False)),
        ("Anna imagined wrongly that Tom had gone.", ("Anna", "misbelieves", False)),
        ("Anna had a hunch that Tom had lied.", ("Anna", "suspects", False)),
        ("Anna wasn't convinced that Tom had lied.", ("Anna", "doubts", False)),
        ("Anna had no way of knowing that Tom had lied.", ("Anna", "unaware", False)),
        ("Anna had got it into her head that Tom had lied.", ("Anna", "believes", False)),
        ("Tom shut the door. Anna didn't get why he was angry.", ("Anna", "unaware", False)),
        ("Anna had a bad feeling about the boat.", ("Anna", "suspects", False)),
    ],
)
def test_nouns_and_phrases(text: str, expected: tuple[Any, ...]) -> None:
    """What somebody has, owns, comes to or never thought of."""
    assert stances(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna looked upon Tom as a fool.", ("Anna", "believes", False)),
        ("Anna took Tom for a sailor.", ("Anna", "believes", False)),
        ("Anna thought Tom a coward.", ("Anna", "believes", False)),
        ("Anna told herself that the boat was safe.", ("Anna", "believes", False)),
        ("Anna asked herself whether the boat was safe.", ("Anna", "doubts", False)),
        ("Tom convinced Anna that the boat was safe.", ("Anna", "believes", False)),
        ("Tom was suspected by Anna.", ("Anna", "suspects", False)),
        ("Anna, who had guessed the truth, passed the salt to Tom.", ("Anna", "suspects", False)),
    ],
)
def test_holders_beside_the_subject(text: str, expected: tuple[Any, ...]) -> None:
    """Being taken for something, minds that others change, passives and relative clauses."""
    assert expected in stances(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna began to think that Tom had lied.", [("Anna", "believes", False)]),
        ("Anna failed to notice that Tom had left.", [("Anna", "unaware", False)]),
        ("Anna was glad to find that Tom had left.", [("Anna", "knows", False)]),
        ("Anna wanted to know where Tom was.", []),
        ("Anna pretended to know where Tom was.", []),
        ("Anna tried to remember where Tom was.", []),
    ],
)
def test_infinitives_hold_by_what_governs_them(text: str, expected: list[Any]) -> None:
    """What is begun is so, what is failed is not, what is wanted or feigned is neither."""
    assert stances(text) == expected


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
        'Tom shut the door. "I believe it is Tuesday," said Tom to Anna.',
        'Tom shut the door. "Remember the bread," said Tom to Anna.',
        'Tom shut the door. "God knows what the bread will cost," said Tom to Anna.',
        "If Anna knew that Tom was here, she would leave.",
        "Anna would have thought that Tom was asleep.",
        "Anna saw Tom cross the street.",
        "Anna knew Tom and his brother.",
        "Anna believed in God.",
        "Anna didn't get the letter.",
        "Anna had a scarf on her head.",
        'Tom shut the door. "I got it," said Tom to Anna.',
        "The tide came in over the stones and went out again.",
    ],
)
def test_look_alikes_are_no_beliefs(text: str) -> None:
    """Formulas, questions, hedges, orders, conditions, sights and acquaintance: nobody is said to hold anything."""
    assert beliefs(text) == []


def test_what_is_heard_is_held_by_who_is_heard() -> None:
    """Of "heard him wondering" he is the holder, not who hears."""
    assert stances("Tom sat by the fire. Anna could see him realising that the boat was lost.") == [
        ("Tom", "knows", False)
    ]


def test_what_one_says_of_others_is_a_claim() -> None:
    """ "I think" about somebody else, and a denied one, are beliefs of the speaker."""
    text = 'Anna shut the door.\n\n"I think that Tom has taken the key," said Anna.\n\n"I do not think so," said Mary.'
    assert stances(text) == [("Anna", "believes", False), ("Mary", "believes", True)]
