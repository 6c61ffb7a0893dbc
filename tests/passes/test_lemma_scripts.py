import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.passes.lemma_scripts import apply_script, script_of


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("walked", "walk"), ("Houses", "house"), ("was", "be"), ("Kate", "Kate"), ("I", "I"), ("n't", "not")],
)
def test_a_script_makes_the_lemma_it_was_made_from(word: str, lemma: str) -> None:
    """Script and application are inverse."""
    assert apply_script(word, script_of(word, lemma)) == lemma


def test_words_of_one_pattern_share_a_script() -> None:
    """Regular inflection needs one class for all words."""
    assert script_of("walked", "walk") == script_of("Turned", "turn")


@given(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
def test_any_script_gives_any_word_a_lemma(word: str, other: str, lemma: str) -> None:
    """A script from another word never leaves nothing, whatever it is applied to."""
    assert apply_script(word, script_of(other, lemma))
