"""Training's windows tile the words and have context."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.encode.test_pieces import vocabulary
from training.windows import shifted_windows


@given(
    st.lists(st.sampled_from(["the", "lamplight", "lamp-lamp", "'"]), max_size=80),
    st.integers(3, 40),
    st.integers(0, 9),
)
def test_cores_tile_the_words(words: list[str], core: int, context: int) -> None:
    """Every word is kept by exactly one window, inside what that window reads."""
    windows = shifted_windows(vocabulary().pieces(words), core=core, context=context)
    kept = [word for w in windows for word in range(w.core_first, w.core_last)]
    assert kept == list(range(len(words)))
    assert all(w.first <= w.core_first < w.core_last <= w.last for w in windows)


def test_windows_have_context_on_both_sides() -> None:
    """A window in the middle reads words before and after its core, and no more pieces than allowed."""
    pieces = vocabulary().pieces(["the"] * 100)
    middle = shifted_windows(pieces, core=20, context=5)[2]
    assert (middle.core_first - middle.first, middle.last - middle.core_last) == (5, 5)
