import numpy as np
import pyarrow as pa

from irises.passes.mention_trees import ROLES, MentionTrees, mention_trees

Word = tuple[str, int, str, str]
"""A word with its head's index (its own for a root), relation and part of speech."""

# Ann said that Ned's brother saw her and Bea.
SAID: list[Word] = [
    ("Ann", 1, "nsubj", "PROPN"), ("said", 1, "root", "VERB"), ("that", 6, "mark", "SCONJ"),
    ("Ned", 5, "nmod:poss", "PROPN"), ("'s", 3, "case", "PART"), ("brother", 6, "nsubj", "NOUN"),
    ("saw", 1, "ccomp", "VERB"), ("her", 6, "obj", "PRON"), ("and", 9, "cc", "CCONJ"), ("Bea", 7, "conj", "PROPN"),
]  # fmt: skip
# He rose and she smiled at him.
ROSE: list[Word] = [
    ("He", 1, "nsubj", "PRON"), ("rose", 1, "root", "VERB"), ("and", 4, "cc", "CCONJ"), ("she", 4, "nsubj", "PRON"),
    ("smiled", 1, "conj", "VERB"), ("at", 6, "case", "ADP"), ("him", 4, "obl", "PRON"),
]  # fmt: skip


def placed(words: list[Word], heads: list[int]) -> MentionTrees:
    tokens = pa.table(
        {
            "head": pa.array([None if k == head else head for k, (_, head, *_) in enumerate(words)], pa.int32()),
            "deprel": pa.array([relation for *_, relation, _ in words], pa.string()),
            "upos": pa.array([upos for *_, upos in words], pa.string()),
            "sentence_id": pa.array([0] * len(words), pa.int32()),
        }
    )
    return mention_trees(tokens, np.array(heads, dtype=np.int64))


def roles(words: list[Word], heads: list[int]) -> list[str]:
    return [ROLES[role] for role in placed(words, heads).role]


def test_roles() -> None:
    """A subject below another verb is a lower one; what is joined by "and" is what the first is."""
    assert roles(SAID, [0, 3, 5, 7, 9]) == ["subject", "owner", "lower subject", "object", "object"]


def test_a_clause_that_goes_on_has_a_subject_of_its_own() -> None:
    assert roles(ROSE, [0, 3, 6]) == ["subject", "subject", "oblique"]


def test_subjects_around_a_mention() -> None:
    """Going up from a word: first the subject of its clause, then that of the one around; its own is left out."""
    found = placed(SAID, [7, 5, 0])
    assert found.subject.tolist() == [5, 0, -1]
    assert found.next_subject.tolist() == [0, -1, -1]


def test_no_words() -> None:
    assert placed([], []).role.tolist() == []
