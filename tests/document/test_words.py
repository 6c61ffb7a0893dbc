from itertools import accumulate

import pytest

from irises.annotation import Span
from irises.document.words import _ends_in, _splitter, split_words


@pytest.mark.parametrize("run", ["lamp", "cannot", "dont", "Im", "gonna", "McLamp", "I"])
def test_letters_alone_are_split_as_the_tokenizer_splits_them(run: str) -> None:
    """A run of letters is one word, unless English has a rule for it."""
    assert _ends_in(run) == tuple(accumulate(map(len, _splitter()(run))))


def test_a_run_is_split_alike_wherever_it_stands() -> None:
    """The same signs between white space are the same words, with the places of each."""
    text = "“I can’t!”\n\nHe said:  “I can’t!”"
    words = split_words(text, [Span(0, 10), Span(12, len(text))])
    assert words.texts(text) == ["“", "I", "ca", "n’t", "!", "”", "He", "said", ":", "“", "I", "ca", "n’t", "!", "”"]
    assert words.paragraph.tolist() == [0] * 6 + [1] * 9


def test_words_are_parted_by_dashes_dots_and_emphasis_signs() -> None:
    """Dashes and dots are words; the signs of emphasis are none, and begin no word."""
    text = "No!--I _can't_ . . . well-known... so*ber* -"
    words = split_words(text, [Span(0, len(text))])
    told = ["No", "!", "--", "I", "ca", "n't", ".", ".", ".", "well-known", "...", "so", "ber", "-"]
    assert words.texts(text) == told


def test_what_is_no_prose_is_split_at_its_signs() -> None:
    """A run that no prose has is cut into pieces without trying the rules on it."""
    text = "x" * 1500 + " can't"
    words = split_words(text, [Span(0, len(text))])
    assert [len(word) for word in words.texts(text)[:15]] == [100] * 15
    assert words.texts(text)[15:] == ["can", "'", "t"]
