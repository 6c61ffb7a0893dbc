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
        ("Mary sat by the fire. Tom bowed to Mary and offered to carry the box.", ("promise", "Tom", (), "offered")),
        ("Anna yelled at Tom to get off the roof.", ("command", "Anna", ("Tom",), "yelled")),
        ("Anna said she wouldn't sign the letter.", ("refusal", "Anna", (), "said")),
        ("Anna said she would kill Tom for it.", ("threat", "Anna", (), "said")),
        ("Anna said Tom wasn't to come back.", ("command", "Anna", ("Tom",), "said")),
        ("Anna asked if Tom would carry the box.", ("request", "Anna", ("Tom",), "asked")),
        ("Anna had sworn to herself that she would never go back.", ("vow", "Anna", (), "sworn")),
        ("Anna made Tom promise to come back.", ("request", "Anna", ("Tom",), "made")),
        ("The bread was counted at Anna's request.", ("request", "Anna", (), "request")),
        ("Anna had Tom carry the boxes.", ("command", "Anna", ("Tom",), "had")),
        ("Anna got Tom to carry the boxes.", ("request", "Anna", ("Tom",), "got")),
        ("Anna talked Tom into selling the boat.", ("request", "Anna", ("Tom",), "talked")),
        ("Anna sent Tom to fetch the doctor.", ("command", "Anna", ("Tom",), "sent")),
        ("Anna persuaded Tom to stay.", ("request", "Anna", ("Tom",), "persuaded")),
        ("Anna dared Tom to jump.", ("request", "Anna", ("Tom",), "dared")),
        ("Tom asked to come along. Anna put her foot down.", ("refusal", "Anna", (), "put")),
        ("Tom asked for her hand. Anna turned him down.", ("refusal", "Anna", (), "turned")),
        ("Anna turned down the job.", ("refusal", "Anna", (), "turned")),
        ("Anna would not hear of it.", ("refusal", "Anna", (), "hear")),
        ("Anna had sworn off gin.", ("vow", "Anna", (), "sworn")),
        ("Anna warned Tom what would happen.", ("threat", "Anna", ("Tom",), "warned")),
        ("Anna waved Tom away.", ("command", "Anna", ("Tom",), "waved")),
        ("Tom offered to pay. Anna waved the money away.", ("refusal", "Anna", (), "waved")),
        ("Anna sent Tom to bed.", ("command", "Anna", ("Tom",), "sent")),
        ("Anna invited Tom to dinner.", ("request", "Anna", ("Tom",), "invited")),
        ("Tom knocked again. Anna wasn't having it.", ("refusal", "Anna", (), "having")),
        ("Tom kept quiet, as Anna had asked.", ("request", "Anna", (), "asked")),
        ("Anna struck a deal with Tom.", ("promise", "Anna", ("Tom",), "deal")),
        ("Anna begged Tom to stay. In the end he gave in.", ("promise", "Tom", ("Anna",), "gave")),
        ("Anna begged Tom to stay. Tom said fine.", ("promise", "Tom", ("Anna",), "said")),
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
        "Anna asked if Tom was hungry.",
        "Anna spoke as though she were ordering candles.",
        "Anna agreed that it was cold.",
        "Anna turned down the lamp.",
        "Anna put the box down.",
        "Anna sent the letter to Mary.",
        "Anna got Tom to bed.",
        "Anna sent Tom a letter.",
        "Anna called Tom a fool.",
        "Anna demanded to know where Tom had been.",
        '"The shop is shut," said Tom.\n\nAnna had warned Mary about the dog.',
        "Anna got Tom to laugh.",
        "Anna convinced Tom that he had seen a boat.",
        "Anna could not get Tom to talk.",
        "Anna had them laugh.",
        "Tom made a great deal of noise.",
        "Anna dared to speak.",
        f'{ROOM}"Take your time," said Anna to Tom.',
        f'{ROOM}"Can I help you?" said Anna to Tom.',
        f'{ROOM}"Can I get you a drink?" said Anna to Tom.',
        f'{ROOM}"Where can I sit?" said Anna to Tom.',
        f'{ROOM}"You stay young for ever," said Anna to Tom.',
        f'{ROOM}"You\'re going to love it," said Anna to Tom.',
        f'{ROOM}"How about you?" said Anna to Tom.',
        f'{ROOM}"Nobody knows," said Anna to Tom.',
        f'{ROOM}"Don\'t worry about it," said Anna to Tom.',
        f'{ROOM}"Now," said Anna to Tom, "it is late."',
        f'{ROOM}"You could see the boat," said Anna to Tom.',
        f'{ROOM}"He was ill and you were tired," said Anna to Tom.',
        f'{ROOM}"Two more and you\'re done," said Anna to Tom.',
        f'{ROOM}"Suit yourself," said Anna to Tom.',
        f'{ROOM}"Can you swim?" said Anna to Tom.',
        f'{ROOM}"I won\'t be long," said Anna to Tom.',
        f'{ROOM}"I\'m not hungry," said Anna to Tom.',
        f'{ROOM}"You can\'t be serious," said Anna to Tom.',
        f'{ROOM}"You must be tired," said Anna to Tom.',
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
        ("Could you find me the map?", "request"),
        ("Would you mind opening the door?", "request"),
        ("Why don't you sit down?", "request"),
        ("I want you to be honest with me", "request"),
        ("You'd better see a lawyer", "request"),
        ("Remember to eat something", "request"),
        ("Promise me you'll come back", "request"),
        ("Sit down", "command"),
        ("Shut the door", "command"),
        ("Don't move", "command"),
        ("You are not to leave this house", "command"),
        ("You're not coming with me", "command"),
        ("I want it on my desk tomorrow", "command"),
        ("I'll be back before dark", "promise"),
        ("I'm not going to hurt you", "promise"),
        ("You have my word", "promise"),
        ("I'm not leaving this house", "refusal"),
        ("I am not going", "refusal"),
        ("Over my dead body", "refusal"),
        ("I'll tell your mother", "threat"),
        ("If you don't pay, I shall go to the papers", "threat"),
        ("I'm going to tell everyone", "threat"),
        ("Can I come in?", "request"),
        ("May I see the letter?", "request"),
        ("Can't we just go home?", "request"),
        ("You could just ring the man", "request"),
        ("You might want to sit down", "request"),
        ("I think you should go home", "request"),
        ("I'd go home, if I were you", "request"),
        ("Can you not", "request"),
        ("You wait here", "command"),
        ("You listen to me", "command"),
        ("You're going to sit down and listen", "command"),
        ("You're not going to tell anyone", "command"),
        ("No running", "command"),
        ("Louder", "command"),
        ("You're going to regret this", "threat"),
        ("You are dead meat", "threat"),
        ("I'm not going anywhere", "promise"),
        ("It won't happen again", "promise"),
        ("On my mother's grave", "promise"),
        ("Never again", "vow"),
        ("No thanks", "refusal"),
        ("I'm good", "refusal"),
        ("No way am I going", "refusal"),
        ("I'm not talking about it", "refusal"),
        ("Be careful, okay?", "request"),
        ("Stay with me?", "request"),
        ("Promise you won't laugh", "request"),
        ("Don't you dare die on me", "command"),
        ("Could you maybe not do that?", "request"),
        ("I'd appreciate it if you didn't tell Mary", "request"),
        ("How about you give me the key?", "request"),
        ("Shoes off", "command"),
        ("Nobody leaves this room", "command"),
        ("Nothing's going to happen to you", "promise"),
        ("I won't say a word", "promise"),
        ("I'm going to get you home", "promise"),
        ("I'm not going to let anything happen to you", "promise"),
        ("I'm never drinking again", "vow"),
        ("Don't make me come up there", "threat"),
        ("You'll wish you had stayed", "threat"),
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
        ('"Not a chance," said Tom.', "refusal"),
        ('"Oh, absolutely not," said Tom.', "refusal"),
        ('"I\'d rather not," said Tom.', "refusal"),
        ('"Will do," said Tom.', "promise"),
        ('"Copy that," said Tom.', "promise"),
        ('"Carrying," said Tom.', "promise"),
        ('"Watch me," said Tom.', "refusal"),
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


def test_an_order_and_what_follows_if_it_is_not_obeyed() -> None:
    """ "Leave now, or I call the police": what follows on "or" is a threat."""
    assert "threat" in kinds(f'{ROOM}"Leave now, or I call the police," said Anna to Tom.')
    assert "threat" in kinds(f'{ROOM}"Put it down or he dies," said Anna to Tom.')
    assert "threat" in kinds(f'{ROOM}"Touch it again and you\'re dead," said Anna to Tom.')


def test_a_letter_promises_and_asks_by_its_writer() -> None:
    """What a letter itself says is its writer's, to whom it greets."""
    text = (
        "Anna and Nell had been friends at school. In May a letter came from Anna.\n\n"
        "Harbour Street, 3rd May\n\nMy dear Nell,\n\nI have left the school. Please do not tell Papa yet. "
        "Could you send me the grey dress?\n\nYour loving\n\nAnna\n"
    )
    found = story(text)
    rows = [(c.kind, c.text) for c in found.commitments]
    assert ("request", "do") in rows or ("request", "Please") in rows
    assert ("request", "Could") in rows


def test_a_diary_vows_and_plans() -> None:
    """In a diary "I will" is a vow to nobody; "I shall" and "I am going to" are plans."""
    text = (
        "14 January 1912\n\nNo wind. I shall write to the Captain tomorrow. We are going to the hut.\n\n"
        "15 January 1912\n\nI do not sleep. I will bring them both home. I wrote that at the hut.\n"
    )
    assert [(c.kind, list(c.to or ())) for c in story(text).commitments] == [("vow", [])]
