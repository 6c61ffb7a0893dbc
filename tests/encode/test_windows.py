"""Windows tile the words and end where the text pauses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from irises.encode.windows import Window, windows_of
from tests.encode.test_pieces import vocabulary


def made(words: list[str], *, length: int, before: int = 0, slack: int = 0) -> list[Window]:
    return windows_of(words, vocabulary().pieces(words), length=length, before=before, slack=slack)


def ends(text: str, *, length: int, slack: int) -> list[str]:
    """The words of a text as its windows keep them."""
    words = text.split()
    return [" ".join(words[w.core_first : w.core_last]) for w in made(words, length=length, slack=slack)]


@given(
    st.lists(st.sampled_from(["the", "lamplight", "lamp-lamp", "'", ".", ",", "--"]), max_size=80),
    st.integers(16, 40),
    st.integers(0, 4),
    st.integers(0, 12),
)
def test_cores_tile_the_words(words: list[str], length: int, before: int, slack: int) -> None:
    """Every word is kept by exactly one window, inside what that window reads; none is longer than allowed."""
    windows = made(words, length=length, before=before, slack=slack)
    kept = [word for w in windows for word in range(w.core_first, w.core_last)]
    assert kept == list(range(len(words)))
    offsets = vocabulary().pieces(words).offsets
    for w in windows:
        assert w.first <= w.core_first < w.core_last == w.last
        assert offsets[w.core_first] - offsets[w.first] <= before
        assert offsets[w.last] - offsets[w.first] <= length


def test_a_window_begins_with_what_came_before() -> None:
    """All but the first have context at the beginning, and none at the end."""
    windows = made(["the"] * 100, length=25, before=5)
    assert [(w.first, w.core_first, w.core_last) for w in windows][:3] == [(0, 0, 25), (20, 25, 45), (40, 45, 65)]


def test_a_window_ends_with_a_sentence_if_one_ends_near() -> None:
    """The greatest pause in reach wins, the last of equals; where there is none, the window is full."""
    assert ends("the lamp . the lamp , the lamp the lamp", length=8, slack=6)[0] == "the lamp ."
    assert ends("the lamp . the lamp ; the , lamp the lamp", length=8, slack=4)[0] == "the lamp . the lamp ;"
    assert ends("the . lamp . the lamp", length=5, slack=5)[0] == "the . lamp ."
    assert ends("the lamp . the lamp the lamp the", length=7, slack=3)[0] == "the lamp . the lamp the lamp"
    assert ends("the lamp . the lamp", length=4, slack=0)[0] == "the lamp . the"


def test_what_closes_a_sentence_stays_with_it() -> None:
    """A quotation mark or a bracket after a full stop is before the pause, not after it."""
    assert ends("' the lamp . ' the lamp the", length=7, slack=4)[0] == "' the lamp . '"
    assert ends("( the lamp . ' ) the lamp", length=7, slack=4)[0] == "( the lamp . ' )"


def test_a_word_longer_than_a_window_has_one_of_its_own() -> None:
    """Nothing is lost of it."""
    words = ["the", "lamp-lamp-lamp", "the"]
    assert [(w.core_first, w.core_last) for w in made(words, length=3)] == [(0, 1), (1, 2), (2, 3)]
