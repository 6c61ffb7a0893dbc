import pytest

from irises.annotation import Span
from irises.document.words import _tokenizer, _words_of_run, split_words


@pytest.mark.parametrize("run", ["lamp", "cannot", "dont", "Im", "gonna", "McLamp", "I"])
def test_letters_alone_are_split_as_the_tokenizer_splits_them(run: str) -> None:
    """A run of letters is one word, unless English has a rule for it."""
    assert _words_of_run(run) == tuple((token.idx, token.idx + len(token)) for token in _tokenizer()(run))


def test_a_run_is_split_alike_wherever_it_stands() -> None:
    """The same signs between white space are the same words, with the places of each."""
    text = "“I can’t!”\n\nHe said:  “I can’t!”"
    words = split_words(text, [Span(0, 10), Span(12, len(text))])
    assert words.texts(text) == ["“", "I", "ca", "n’t", "!", "”", "He", "said", ":", "“", "I", "ca", "n’t", "!", "”"]
    assert words.paragraph.tolist() == [0] * 6 + [1] * 9
