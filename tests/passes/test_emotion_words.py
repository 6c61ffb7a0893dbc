"""The list of words of emotion: families, parts of speech, and how sure a word is."""

from __future__ import annotations

import pytest

from irises.annotation.schemas import EMOTIONS
from irises.passes.emotion_words import emotion_words, senses_of


@pytest.mark.parametrize(
    ("form", "lemma", "upos", "expected"),
    [
        ("joyfully", "joyfully", "ADV", [("joy", True, False)]),
        ("trembled", "tremble", "VERB", [("fear", True, True)]),
        ("rages", "rage", "VERB", [("anger", False, False)]),
        ("rage", "rage", "NOUN", [("anger", True, False)]),
        ("regrets", "regret", "VERB", [("sadness", True, False)]),
        ("long", "long", "ADJ", []),
        ("table", "table", "NOUN", []),
    ],
)
def test_senses_by_form_lemma_and_part_of_speech(
    form: str, lemma: str, upos: str, expected: list[tuple[str, bool, bool]]
) -> None:
    """A family's words have one sense; a tag keeps a sense to its part of speech; other words have none."""
    assert [(sense.emotion, sense.is_sure, sense.is_shown) for sense in senses_of(form, lemma, upos)] == expected


def test_every_class_has_words() -> None:
    """Each of the contract's emotions, and nothing else."""
    assert {sense.emotion for senses in emotion_words().values() for sense in senses} == set(EMOTIONS)
