"""Masks as present-day prose lets them be seen, and what looks like one; sentences written for each way of saying.

The ways are those of gold/minds/masks.md, by its letters.
"""

from __future__ import annotations

import pytest

from irises import read
from irises.story.rows import Emotion

_BEFORE, _AFTER = "Anna waited for Tom at the gate.", "Then they walked on to the house."


def masked(words: str) -> list[Emotion]:
    """The rows of masks in a short story with these words in it."""
    gap = "\n\n" if '"' in words else " "
    story = read(gap.join((_BEFORE, words, _AFTER)).encode(), name="a.txt")
    return [row for row in story.emotions if row.is_masked]


@pytest.mark.parametrize(
    ("words", "show"),
    [
        ("Anna was terrified. She grinned anyway.", "grinned"),  # A
        ("Tom walked up to the desk with more confidence than he felt.", "more confidence"),
        ("Anna answered with a calm she didn't feel.", "calm"),
        ("Tom rolled the ball back as though it was nothing to him.", "as though it was nothing"),
        ("Anna kept typing like she hadn't heard a word.", "like she hadn"),
        ("Anna gave Tom a tight smile.", "smile"),  # B
        ("Her smile was brittle, and Tom could see it.", "smile"),
        ("Anna made herself smile.", "made herself smile"),
        ("Anna willed her face to stay blank.", "willed her face to stay"),
        ("The smile on Tom's face lasted until the door closed.", "smile on Tom's face lasted"),
        ('"Hello, Mrs Ray!" Anna said in her telephone voice.', "telephone voice"),
        ("Tom used the voice he saved for policemen.", "voice he saved"),
        ('"It is late," Anna said, a little too quickly.', "too quickly"),
        ("Tom laughed too loudly.", "laughed too loudly"),
        ("Tom held his face very still.", "held his face very still"),  # C
        ("Anna's face gave nothing away.", "gave nothing away"),
        ("Nothing moved in Anna's face.", "Nothing moved in Anna's face"),
        ("Tom's face was carefully blank.", "carefully blank"),
        ("Tom kept a straight face.", "kept a straight face"),
        ("Anna shoved her hands into her pockets so that Tom wouldn't see.", "shoved her hands"),
        ("Anna yawned, so that Tom should not see.", "yawned"),
        ("Tom made a joke of it.", "made a joke of"),  # D
        ("Anna laughed it off.", "laughed it off"),
        ("Tom became very interested in his shoes.", "became very interested in his shoes"),  # E
        ("Anna let him think she was bored.", "let him think"),
        ("Tom did his best impression of somebody at ease.", "did his best impression of somebody"),
        ("Tom was being very brave about it.", "being very brave"),
        ("Tom yawned, since that was what a bored man did.", "yawned"),
        ("Anna held it together until she got to the car.", "held it together"),  # F
    ],
)
def test_a_show_by_its_words(words: str, show: str) -> None:
    """A show is masked, with no feeling named or with the one beside it."""
    assert any(show in row.text for row in masked(words) if row.channel == "shown")


@pytest.mark.parametrize(
    ("words", "feeling"),
    [
        ("Anna would not let Tom see her cry.", "cry"),
        ("Tom fought down a wave of panic.", "panic"),
        ("Tom turned the laugh into a cough.", "laugh"),
        ("Anna was secretly thrilled.", "thrilled"),
        ('Inwardly, Tom groaned. "Of course," he said.', "groaned"),
        ("Anna never told Tom how much it had hurt.", "hurt"),
        ("Tom tried not to laugh.", "laugh"),
        ("Anna resisted the urge to scream.", "scream"),
        ("It took everything Tom had not to cry.", "cry"),
        ("Anna dug her nails into her palms to keep from crying.", "crying"),
        ("You'd never have known that Tom was frightened.", "frightened"),
        ("Anna ran the tap so that Tom wouldn't hear her crying.", "crying"),
        ("Under the table Anna's hands were shaking.", "hands were shaking"),
    ],
)
def test_a_feeling_kept_from_sight(words: str, feeling: str) -> None:
    """What is kept in is felt and hidden."""
    assert any(feeling in row.text for row in masked(words) if row.channel == "felt")


@pytest.mark.parametrize(
    ("words", "show", "feeling"),
    [
        ("Anna wanted to scream. Instead, she smiled and passed Tom the salt.", "smiled", "wanted to scream"),
        ("You smile. Your knees have turned to water.", "smile", "knees have turned to water"),
        ("Tom hummed a tune. His throat was tight.", "hummed", "throat was tight"),
        ('"Not bad," said Anna cheerfully. Her stomach had dropped.', "cheerfully", "stomach had dropped"),
    ],
)
def test_two_halves(words: str, show: str, feeling: str) -> None:
    """A show of ease masks what stirs beside it; neither is a row without the other."""
    rows = masked(words)
    (felt,) = (row for row in rows if feeling in row.text)
    assert [row.masks for row in rows if show in row.text] == [felt.emotion_id]


@pytest.mark.parametrize("half", ["Tom hummed a tune.", "His throat was tight.", "Anna spoke in a light voice."])
def test_a_half_alone_is_no_row(half: str) -> None:
    """A stirring or a show of ease by itself masks nothing and is masked by nothing."""
    assert not masked(half)


@pytest.mark.parametrize(
    "words",
    ['"I\'m fine," Anna lied.', '"I\'m not scared," Tom said. His hands were shaking.'],
)
def test_feigned_words(words: str) -> None:
    """What is said to be a lie, or belied by the body, is masked where it is said."""
    assert any(row.channel == "said" for row in masked(words))


@pytest.mark.parametrize(
    "words",
    [
        "Anna smiled. The sun was out and she was happy.",
        "Tom smiled politely and took the bag.",
        '"I\'m fine," said Anna. She was; the fever had gone.',
        "Anna lied about the money.",
        "Tom forced the lock.",
        "Tom kept his voice down.",
        "Anna made herself eat a sandwich.",
        "Tom swallowed his tea and got up.",
        "Tom laughed, but Anna was furious.",
        "Tom put his hands in his pockets because it was cold.",
        "Anna wanted to sleep, but she got up.",
        "Anna's heart raced. She smiled at Tom.",
        '"Of course," Tom said quickly, and took the plate.',
        "Anna ran too quickly and fell.",
        "As if it were nothing, the river took the bridge.",
        "It looked as if nobody had lived there.",
        "Tom didn't say where he had been.",
        '"Where were you?" said Tom. Anna did not answer. "I waited for you," he said.',
        "Nobody could have guessed the number.",
        "Tom hid behind the tree so that Anna wouldn't see him.",
        "Anna tried not to wake Tom.",
        "Tom stopped himself from falling.",
        "Anna let them think about it for a week.",
        "Anna said it again, louder, so that Tom would hear.",
        "Tom was older than he felt.",
    ],
)
def test_look_alikes(words: str) -> None:
    """Honest shows, manners, facts and things that are hidden, other people's feelings."""
    assert not masked(words)
