"""Which descriptions a book writes like names."""

from __future__ import annotations

import numpy as np
import pytest

from irises.passes.name_uses import like_names, of_people

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


def test_a_slip_of_category_is_overruled_by_the_other_uses() -> None:
    """One of five uses of a name is taken for a place's; where there are few, each stays what it is."""
    names = ["orla", "orla", "orla", "orla", "orla", "venn", "venn", "lock", "lock", "lock", "lock"]
    found = np.array([1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 1], dtype=bool)
    assert of_people(names, found).tolist() == [True] * 6 + [False] * 5


def test_a_word_of_somebody_s_full_name_is_the_person() -> None:
    """Dunes, mostly taken for a place, is Mr. Dunes where he is named; the plain Sands are none."""
    names = [*["mr. dunes"] * 5, *["dunes"] * 10, *["sands"] * 10]
    found = np.array([*[1] * 5, *[1] * 3, *[0] * 7, *[1] * 3, *[0] * 7], dtype=bool)
    assert of_people(names, found).tolist() == [True] * 15 + [False] * 10
