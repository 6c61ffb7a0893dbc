import numpy as np
import pyarrow as pa
import pytest

from irises.passes.binding import kept_apart, partners, placed_mentions
from irises.passes.mention_traits import traits_of

FORM = {"proper": 0, "common": 1, "pronoun": 2}
Word = tuple[str, int, str, str]
"""A word with its head's index (its own for a root), relation and part of speech."""


def tokens_of(words: list[Word]) -> pa.Table:
    return pa.table(
        {
            "lemma": [{"became": "become"}.get(word, word.lower()) for word, *_ in words],
            "head": pa.array([head for _, head, *_ in words], pa.int32()),
            "sentence_id": pa.array(np.cumsum([relation == "root" for *_, relation, _ in words]), pa.int32()),
            "deprel": [relation for *_, relation, _ in words],
            "upos": [upos for *_, upos in words],
        }
    )


def apart(words: list[Word], mentions: list[tuple[int, int, int, str]]) -> list[tuple[int, int]]:
    """Pairs by number, of mentions given as first, last and head word with the form."""
    traits = traits_of(
        [[word for word, *_ in words[first : last + 1]] for first, last, _, _ in mentions],
        [FORM[form] for *_, form in mentions],
    )
    first, head = (np.array([mention[k] for mention in mentions]) for k in (0, 2))
    nowhere = np.full(len(mentions), -1)
    chosen = np.arange(len(mentions))
    return kept_apart(tokens_of(words), placed_mentions(chosen, first, head, traits.kind, traits.texts, nowhere))


TOOK: list[Word] = [
    ("Ned", 1, "nsubj", "PROPN"), ("took", 1, "root", "VERB"), ("the", 3, "det", "DET"),
    ("boy", 5, "nmod:poss", "NOUN"), ("'s", 3, "case", "PART"), ("hand", 1, "obj", "NOUN"),
]  # fmt: skip
BLAMED: list[Word] = [
    ("They", 1, "nsubj", "PRON"), ("blamed", 1, "root", "VERB"), ("him", 1, "obj", "PRON"),
]  # fmt: skip
LOOKED: list[Word] = [
    ("He", 1, "nsubj", "PRON"), ("looked", 1, "root", "VERB"), ("about", 3, "case", "ADP"), ("him", 1, "obl", "PRON"),
]  # fmt: skip
BECAME: list[Word] = [
    ("She", 1, "nsubj", "PRON"), ("became", 1, "root", "VERB"), ("a", 3, "det", "DET"), ("nun", 1, "obj", "NOUN"),
]  # fmt: skip
MOTHER: list[Word] = [("his", 1, "nmod:poss", "PRON"), ("mother", 1, "root", "NOUN")]
BOTH: list[Word] = [
    ("Ann", 0, "root", "PROPN"), ("and", 3, "cc", "CCONJ"), ("the", 3, "det", "DET"), ("girl", 0, "conj", "NOUN"),
]  # fmt: skip
CALLED: list[Word] = [("You", 1, "nsubj", "PRON"), ("go", 1, "root", "VERB"), ("Ned", 1, "obj", "PROPN")]


@pytest.mark.parametrize(
    ("words", "mentions"),
    [
        (TOOK, [(0, 0, 0, "proper"), (2, 3, 3, "common")]),
        (BLAMED, [(0, 0, 0, "pronoun"), (2, 2, 2, "pronoun")]),
        (MOTHER, [(0, 1, 1, "common"), (0, 0, 0, "pronoun")]),
        (BOTH, [(0, 0, 0, "proper"), (2, 3, 3, "common")]),
    ],
)
def test_grammar_keeps_apart(words: list[Word], mentions: list[tuple[int, int, int, str]]) -> None:
    """A subject and somebody in its clause, a verb's object, an owner and what is owned, and two joined by "and"."""
    assert apart(words, mentions) == [(0, 1)]


@pytest.mark.parametrize(
    ("words", "mentions"),
    [
        (LOOKED, [(0, 0, 0, "pronoun"), (3, 3, 3, "pronoun")]),
        (BECAME, [(0, 0, 0, "pronoun"), (2, 3, 3, "common")]),
        (CALLED, [(0, 0, 0, "pronoun"), (2, 2, 2, "proper")]),
    ],
)
def test_grammar_leaves_open(words: list[Word], mentions: list[tuple[int, int, int, str]]) -> None:
    """A pronoun after a preposition of place, what a subject becomes, and a name that calls "you"."""
    assert apart(words, mentions) == []


def test_partners() -> None:
    """Each mention has all that it is kept apart from."""
    assert partners([(0, 1), (1, 2)]) == {0: [1], 1: [0, 2], 2: [1]}
