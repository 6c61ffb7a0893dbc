"""Lemmas from scripts and a word list."""

from __future__ import annotations

import pytest

from irises.passes.lemmas import lemma_of


@pytest.mark.parametrize(
    ("word", "upos", "script", "lemma"),
    [
        ("knew", "VERB", "1|", "know"),
        ("begged", "VERB", "3|y", "beg"),
        ("hoping", "VERB", "3|", "hope"),
        ("told", "VERB", "2|y", "tell"),
        ("swore", "VERB", "2|", "swear"),
        ("shook", "VERB", "0|", "shake"),
        ("cities", "NOUN", "1|", "city"),
        ("men", "NOUN", "1|", "man"),
        ("meeting", "NOUN", "0|", "meeting"),
        ("Crookshankses", "PROPN", "=|0|", "Crookshankses"),
        ("an", "DET", "0|", "a"),
        ("i", "PRON", "0|", "I"),
        ("her", "PRON", "3|she", "she"),
    ],
)
def test_lemma(word: str, upos: str, script: str, lemma: str) -> None:
    """Where the script's lemma is no word, or the list has the verb's form, the list decides; else the script does."""
    assert lemma_of(word, upos, script) == lemma


def test_words_no_list_knows_follow_the_script() -> None:
    """An invented verb is cut as the tagger says."""
    assert lemma_of("glimmerwumped", "VERB", "2|") == "glimmerwump"
