"""What mentions are in the trees of their sentences: their role, and the subjects of the clauses around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.passes.places import Bools, Ints, ints, one_of

ROLES = ("subject", "lower subject", "object", "oblique", "owner", "other")
"""What a mention is in its clause; a lower subject is that of a subordinate one."""
ROLE = {name: number for number, name in enumerate(ROLES)}

_SUBJECTS = ("nsubj", "nsubj:pass")
_GOES_ON = ("conj", "parataxis")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_HIGHEST = 8
_SEVERAL = 3


@dataclass(frozen=True, kw_only=True)
class MentionTrees:
    """Per mention: its head `word`, its `role` (into ROLES), its `sentence`, and the words that are the first and the
    second subject of the clauses around it, itself left out; -1 for none."""

    word: Ints
    role: Ints
    sentence: Ints
    subject: Ints
    next_subject: Ints


def mention_trees(tokens: pa.Table, word: Ints) -> MentionTrees:
    """The places in the trees of mentions with these head words."""
    own = np.arange(len(tokens), dtype=np.int64)
    is_root = tokens["head"].is_null().to_numpy()
    head = np.where(is_root, own, pc.fill_null(tokens["head"], 0).to_numpy().astype(np.int64))
    relation = tokens["deprel"]
    is_subject = one_of(relation, _SUBJECTS) & (head != own)
    subject_of = np.full(len(tokens), -1, dtype=np.int64)
    subjects = np.flatnonzero(is_subject)[::-1]
    subject_of[head[subjects]] = subjects
    first, second = _subjects_over(word, head, subject_of)
    is_joined = one_of(relation, ("conj",)) & one_of(tokens["upos"], _NOMINAL)
    return MentionTrees(
        word=word,
        role=_roles(_joined(word, head, is_joined), head, relation, is_subject),
        sentence=ints(tokens, "sentence_id")[word],
        subject=first,
        next_subject=second,
    )


def _joined(word: Ints, head: Ints, is_joined: Bools) -> Ints:
    """For each word the first of those that it is joined to by "and"."""
    for _ in range(_SEVERAL):
        word = np.where(is_joined[word], head[word], word)
    return word


def _roles(word: Ints, head: Ints, relation: pa.ChunkedArray, is_subject: Bools) -> Ints:
    goes_on = one_of(relation, _GOES_ON)
    verb = head[word]
    for _ in range(_HIGHEST):
        verb = np.where(goes_on[verb], head[verb], verb)
    is_main = head[verb] == verb
    obliques = [what for what in relation.unique().to_pylist() if what and what.startswith(("obl", "nmod"))]
    found = (
        (is_subject[word] & is_main, ROLE["subject"]),
        (is_subject[word], ROLE["lower subject"]),
        (one_of(relation, ("obj", "iobj"))[word], ROLE["object"]),
        (one_of(relation, ("nmod:poss",))[word], ROLE["owner"]),
        (one_of(relation, obliques)[word], ROLE["oblique"]),
    )
    return np.select([where for where, _ in found], [role for _, role in found], ROLE["other"]).astype(np.int64)


def _subjects_over(word: Ints, head: Ints, subject_of: Ints) -> tuple[Ints, Ints]:
    """The first and the second subject met on the way up from each word."""
    first, second = np.full(len(word), -1, dtype=np.int64), np.full(len(word), -1, dtype=np.int64)
    at = word
    for _ in range(_HIGHEST):
        above = head[at]
        found = np.where(above == at, -1, subject_of[above])
        found = np.where((found == word) | (found == at), -1, found)
        second = np.where((second < 0) & (first >= 0), found, second)
        first = np.where(first < 0, found, first)
        at = above
    return first, second
