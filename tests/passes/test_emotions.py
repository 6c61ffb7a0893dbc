"""Emotions: classes, channels, bearers, denial and masks, read from sentences written for each rule."""

from __future__ import annotations

from functools import cache

import pytest

from irises import read
from irises.story import Story
from irises.story.rows import Emotion

_BEFORE, _AFTER = "Anna waited for Tom at the gate.", "Then they walked on to the house."


@cache
def story(sentence: str) -> Story:
    """A short story with the sentence in it, a paragraph of its own if it is said."""
    gap = "\n\n" if '"' in sentence else " "
    return read(gap.join((_BEFORE, sentence, _AFTER)).encode(), name="a.txt")


def emotion(sentence: str, word: str) -> Emotion:
    """The emotion whose words hold a word."""
    (row,) = (row for row in story(sentence).emotions if word in row.text)
    return row


def bearer(sentence: str, word: str) -> str | None:
    """The name of who has it."""
    who = emotion(sentence, word).experiencer
    return next((e.name for e in story(sentence).entities if e.entity_id == who), None)


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Anna was afraid of the dark.", "afraid", "fear"),
        ("Tom was furious with her.", "furious", "anger"),
        ("Anna was ashamed of the letter.", "ashamed", "other"),
        ("Tom spoke contemptuously of the house.", "contemptuously", "disgust"),
        ("Tom was grateful to her.", "grateful", "trust"),
    ],
)
def test_a_word_says_its_class(sentence: str, word: str, expected: str) -> None:
    """By our guideline's classes, whatever the head prefers."""
    assert emotion(sentence, word).emotion == expected


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Anna was afraid of the dark.", "afraid", "felt"),
        ("Anna looked pleased.", "pleased", "shown"),
        ("Anna's green eyes narrowed with anger.", "anger", "shown"),
        ("Anna gave Tom a look of mingled joy and terror.", "terror", "shown"),
        ("Tom spoke with composure.", "composure", "shown"),
        ("Tom smiled, in spite of his grief.", "grief", "felt"),
        ('"I am so glad," said Anna to Tom.', "glad", "said"),
    ],
)
def test_how_it_reaches_us(sentence: str, word: str, expected: str) -> None:
    """Stated of somebody's inside; seen or heard in face, voice and manner; said."""
    assert emotion(sentence, word).channel == expected


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Tom's hands shook with fear.", "shook", "Tom"),
        ("The candour of the letter pleased Anna.", "pleased", "Anna"),
        ("Tom laughed at her.", "laughed", "Tom"),
    ],
)
def test_whose_it_is(sentence: str, word: str, expected: str) -> None:
    """The owner of the body, the object of what stirs, the subject."""
    assert bearer(sentence, word) == expected


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Anna was no longer afraid.", "afraid", True),
        ("Anna answered without a trace of anger.", "anger", True),
        ("Anna could not hide her joy.", "joy", False),
        ('"Do not be angry," said Tom to Anna.', "angry", False),
    ],
)
def test_what_is_denied(sentence: str, word: str, expected: bool) -> None:
    """Not what is forbidden, nor what cannot be hidden."""
    assert emotion(sentence, word).is_negated is expected


@pytest.mark.parametrize(
    "sentence",
    [
        '"I am afraid it is late," said Tom to Anna.',
        'Tom ran. "Wait!" cried Anna.',
        "Anna shook hands with Tom.",
        "In spite of the rain Anna went out.",
        "The lamb stood there shaking its tail.",
        "A crow sat on the roof, and a tin whistle lay on the table.",
        "Suddenly Tom stood up.",
    ],
)
def test_formulas_are_no_emotions(sentence: str) -> None:
    """Politeness, mere speaking, handshakes, what happens suddenly."""
    assert not story(sentence).emotions


@pytest.mark.parametrize(
    ("sentence", "show", "feeling"),
    [
        ("Tom laughed, though he was miserable.", "laughed", "miserable"),
        ("Tom smiled, in spite of his grief.", "smiled", "grief"),
        ("Tom spoke coolly, though he was furious.", "coolly", "furious"),
        ("Tom laughed, but he was frightened.", "laughed", "frightened"),
    ],
)
def test_a_show_over_a_feeling(sentence: str, show: str, feeling: str) -> None:
    """The show names the row it hides, and both are masked."""
    shown, felt = emotion(sentence, show), emotion(sentence, feeling)
    assert (shown.channel, shown.masks, shown.is_masked) == ("shown", felt.emotion_id, True)
    assert (felt.channel, felt.is_masked) == ("felt", True)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Anna forced a smile.", "smile"),
        ("Anna listened with affected gaiety.", "gaiety"),
        ("Anna pretended not to see Tom.", "pretended not to see Tom"),
        ("Tom feigned surprise.", "surprise"),
        ("Tom put on a cheerful face.", "put on a cheerful face"),
        ("Anna schooled her features.", "schooled her features"),
        ("Tom kept his face blank.", "kept his face blank"),
        ("Tom gave a smile that did not reach his eyes.", "smile"),
        ("Tom laughed without mirth.", "laughed"),
        ("Anna pasted a smile on her face.", "pasted a smile"),
        ("Tom shrugged like it was nothing.", "shrugged"),
        ("Anna acted as if nothing had happened.", "acted"),
        ("Anna kept her voice light.", "kept her voice light"),
    ],
)
def test_a_show_that_is_put_on(sentence: str, word: str) -> None:
    """Masked, with no feeling named."""
    row = emotion(sentence, word)
    assert (row.channel, row.is_masked, row.masks, row.is_negated) == ("shown", True, -1, False)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Anna hid her grief.", "grief"),
        ("Tom choked back a sob.", "sob"),
        ("Anna kept the anger out of her voice.", "anger"),
        ("Anna was pleased, and took care not to show it.", "pleased"),
        ("Tom would not let Anna see how much he suffered.", "suffered"),
        ("Tom was hurt, but he did not let it show.", "hurt"),
    ],
)
def test_a_feeling_kept_from_sight(sentence: str, word: str) -> None:
    """Felt and masked; a sob that is choked back is no show."""
    row = emotion(sentence, word)
    assert (row.channel, row.is_masked, row.masks) == ("felt", True, -1)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tom hid the letter under the bed.",
        "Anna put the mask and the cloak on the chair.",
        "Tom covered the body with a sheet.",
        "Tom assumed the command of the ship.",
        "Tom pretended to be a doctor.",
        "Anna was deeply affected by the news.",
        "Anna could not hide her joy.",
        "Tom laughed, and Anna was sad.",
        "Anna kept her voice low.",
        "Tom looks as though he couldn't swallow his dinner.",
        "Tom did not see that Anna was frightened.",
    ],
)
def test_look_alikes_mask_nothing(sentence: str) -> None:
    """Things hidden, offices assumed, feelings that are seen, other people's."""
    assert not any(row.is_masked for row in story(sentence).emotions)


@pytest.mark.parametrize(
    ("sentence", "word", "name"),
    [
        ("A smile spread across Tom's face as Anna spoke.", "smile", "Tom"),
        ("There was a smile on Tom's face when Anna came in.", "smile", "Tom"),
        ("Panic seized Tom when Anna came in.", "Panic", "Tom"),
        ("Guilt twisted in Tom's stomach as Anna spoke.", "Guilt", "Tom"),
        ("Anna made Tom laugh.", "laugh", "Tom"),
        ("Anna watched Tom tremble.", "tremble", "Tom"),
        ("Tom was laughing when Anna came in.", "laughing", "Tom"),
    ],
)
def test_a_feeling_is_whose_body_it_moves_in(sentence: str, word: str, name: str) -> None:
    """On whose face, in whose stomach, whom it seizes, who is made or seen to do it."""
    assert bearer(sentence, word) == name
