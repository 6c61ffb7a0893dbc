"""Which descriptions a book writes like names."""

from __future__ import annotations

import pytest

from irises.passes.name_uses import like_names

STORY = (
    "The Captain of the barge sat down. 'So,' said the Captain, 'the Grey Heron is late.' The Grey Heron came in, and "
    "the man behind him, and the Man from the lock; the man said nothing. The English wait, said the English."
)


@pytest.mark.parametrize("phrase", ["the Captain", "The Captain", "the Grey Heron"])
def test_a_description_with_capitals_throughout_is_like_a_name(phrase: str) -> None:
    """A title or an animal that the book always writes with a capital is somebody's name there."""
    assert like_names(STORY, [phrase]) == [True]


@pytest.mark.parametrize(
    "phrase", ["the man", "the Man", "the English", "the Captain of the barge", "Captain", "the Lock"]
)
def test_other_descriptions_are_not(phrase: str) -> None:
    """Small letters, a capital now and then, peoples, longer phrases and words not seen twice are no names."""
    assert like_names(STORY, [phrase]) == [False]
