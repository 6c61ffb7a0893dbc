"""Masks that are denied, fall short, are hoped for, or refused to be seen; and what looks like one."""

from __future__ import annotations

import pytest

from irises import read
from irises.story.rows import Emotion

_BEFORE, _AFTER = "Anna waited for Tom at the gate.", "Then they walked on to the house."


def masked(words: str) -> list[Emotion]:
    """The rows of masks in a short story with these words in it."""
    story = read(" ".join((_BEFORE, words, _AFTER)).encode(), name="a.txt")
    return [row for row in story.emotions if row.is_masked]


@pytest.mark.parametrize(
    ("words", "show"),
    [
        ("Tom gave a laugh that was not a laugh at all.", "laugh that was not a laugh"),
        ("Anna's smile did not touch her eyes.", "smile"),
        ("Tom grinned, but his eyes were bleak.", "grinned"),
        ("Anna's laugh sounded hollow even to her own ears.", "sounded hollow"),
        ("Tom looked up with what he hoped was a confident smile.", "was a confident smile"),
        ("Anna aimed for casual and missed.", "aimed for casual"),
        ("Tom was surprised at how calm he sounded.", "calm he sounded"),
        ("Anna spoke with a veneer of calm.", "veneer of calm"),
        ("Her facade crumbled when Tom came in.", "facade crumbled"),
        ("Anna made a show of looking for her glove.", "made a show of looking"),
        ("Tom's breath caught, and he covered it with a cough.", "covered it with a cough"),
        ("Anna pulled her face into a smile.", "pulled her face into a smile"),
    ],
)
def test_a_show_that_falls_short(words: str, show: str) -> None:
    """It is masked, and shown."""
    assert any(show in row.text for row in masked(words) if row.channel == "shown")


@pytest.mark.parametrize(
    ("words", "feeling"),
    [
        ("Anna would not cry.", "cry"),
        ("Tom refused to flinch.", "flinch"),
        ("Anna refused to let the tears fall.", "tears"),
        ("Tom did not let his voice shake.", "let his voice shake"),
        ("Anna hoped that Tom would not notice the tremor in her voice.", "tremor"),
        ("Tom did not want Anna to see him cry.", "cry"),
        ("Nobody could see how frightened Anna was.", "frightened"),
        ("If Anna opened her mouth, she would scream.", "scream"),
    ],
)
def test_a_feeling_that_shall_not_be_seen(words: str, feeling: str) -> None:
    """It is felt and masked."""
    assert any(feeling in row.text for row in masked(words) if row.channel == "felt")


@pytest.mark.parametrize(
    "words",
    [
        "Anna showed Tom a lamp that was not a lamp but a kettle.",
        "Tom smiled, and his eyes were warm.",
        "Anna heard the bells with her own ears.",
        "Tom hoped that it was a good day for a swim.",
        "Anna went for a light lunch with Tom.",
        "Anna was surprised at how calm Tom sounded.",
        "Tom wore a mask against the dust.",
        "Anna covered it with a cloth.",
        "Tom backed his car into a wall.",
        "Anna let the dog go.",
        "Tom did not let Anna pay.",
        "Anna hoped that Tom would notice the hat.",
        "Tom wanted Anna to see the sea.",
        "If it rained, Anna would scream at Tom.",
        "Nobody could see the road.",
    ],
)
def test_look_alikes(words: str) -> None:
    """No mask in these."""
    assert masked(words) == []


def test_many_small_signs_make_a_mask() -> None:
    """No word says that the deed is put on; that it is set against what stirs, compared and light does."""
    rows = masked("Tom's stomach turned, but he whistled lightly, as a man whistles over the dishes.")
    assert any(row.channel == "shown" for row in rows)


def test_what_is_set_against_a_show_may_be_anothers() -> None:
    """One person's laugh does not mask another's feeling."""
    assert masked("Tom laughed, but Anna was furious.") == []
