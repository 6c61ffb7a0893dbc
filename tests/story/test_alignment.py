"""Two texts of one story, word by word."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.story.alignment import align

STORY = """“You're late,” said Kate. The boat has left the harbour -- it went at six.

He nodded... and looked at the _long_ quay. Nobody was there but a dog, and the dog had nothing to say.
"""


def shared(a: str, b: str) -> list[tuple[str, str]]:
    """The words that are one in both texts."""
    found = align(a, b)
    pairs = ((found.a[i], found.b[j]) for i, j in enumerate(found.to_b.tolist()) if j >= 0)
    return [(a[slice(*one)], b[slice(*other)]) for one, other in pairs]


def test_shapes_do_not_count() -> None:
    """White space, underscores and the shapes of quotation marks, dashes and dots leave the words the same."""
    other = STORY.replace("\n\n", " ").replace("“", '"').replace("”", '"').replace("'", "’")
    other = other.replace(" -- ", "—").replace("...", "…").replace("_", "")
    found = align(STORY, other)
    assert found.is_same
    assert ("--", "—") in shared(STORY, other)


def test_words_put_in_and_left_out() -> None:
    """What only one text has is in no pair; everything else is."""
    other = "A new first line of which the other knows nothing.\n\n" + STORY.replace(" but a dog", "").replace(
        "six", "ten"
    )
    pairs = shared(STORY, other)
    assert all(a == b for a, b in pairs)
    found = align(STORY, other)
    alone = [STORY[slice(*found.a[i])] for i in np.flatnonzero(found.to_b < 0)]
    assert alone == ["six", "but", "a", "dog"]
    assert len(pairs) == len(found.a) - 4


def test_spans_on_one_scale() -> None:
    """A span's first and last shared word are the same places from either side; a span of words of its own has none."""
    other = STORY.replace("Kate.", "dear old Kate Mallory.")
    found = align(STORY, other)

    def places(text: str, words: str, side: str) -> list[int]:
        start = np.array([text.index(words)])
        place = found.in_a if side == "a" else found.in_b
        return [int(n) for n in place(start, start + len(words))[0]]

    assert places(STORY, "Kate", "a") == places(other, "Kate Mallory", "b") == places(other, "old Kate", "b")
    assert places(STORY, "a dog", "a") == places(other, "a dog", "b")
    assert places(other, "Mallory", "b") == [-1, -1]


def test_nothing_in_common() -> None:
    """Texts of no words, or of no words in common, share none."""
    assert align("", "").n_shared == 0
    assert align("Kate waited.", "").in_a(np.array([0]), np.array([4])).tolist() == [[-1, -1]]
    assert align("one two three", "four five six").n_shared == 0


@pytest.mark.parametrize("seed", range(3))
def test_a_long_text(seed: int) -> None:
    """Of a long text from which chapters were cut, and in which words were changed, nearly all is found again."""
    chance = random.Random(seed)
    words = [f"w{chance.randrange(3000)}" for _ in range(20_000)]
    changed = [word if chance.random() > 0.01 else "new" for word in words[:5000] + words[6000:]]
    pairs = shared(" ".join(words), " ".join(changed))
    assert all(a == b for a, b in pairs)
    assert len(pairs) > 0.985 * len(changed)


@given(st.lists(st.sampled_from("abcd“,"), max_size=40), st.lists(st.sampled_from("abcd“,"), max_size=40))
def test_any_texts(one: list[str], other: list[str]) -> None:
    """Pairs rise in both texts and join equal words, and a text is the same as itself."""
    a, b = " ".join(one), " ".join(other)
    to_b = align(a, b).to_b
    places = to_b[to_b >= 0]
    assert (np.diff(places) > 0).all()
    assert all(x == y for x, y in shared(a, b))
    assert align(a, a).is_same
