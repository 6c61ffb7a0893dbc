"""Whom "he" and "she" mean in narration: what grammar and layout say of each antecedent, beside the pair head.

The head knows words and distances. Readers also go by who is the subject of the clause or of the sentence before, who
was mentioned last, where paragraphs begin. A linear model (`training.narrated` fits it on LitBank's training passages)
adds that to the head's log-odds. Such clues for pronouns: Lappin and Leass 1994.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.passes.mention_traits import FEMININE, KIND, MASCULINE, UNKNOWN
from irises.passes.mention_trees import ROLE, ROLES, MentionTrees
from irises.passes.pair_head import Candidates
from irises.passes.places import Bools, Ints

Floats = npt.NDArray[np.float32]

WEIGHTS: Mapping[str, float] = {
    "head": 0.83,
    "head, if likely": -0.03,
    "gender agrees": 0.46,
    "gender clashes": -1.55,
    "one paragraph back": -1.16,
    "paragraphs back": -1.24,
    "one paragraph back, told of first here": 0.76,
    "paragraphs back, told of first here": 0.21,
    "quoted in the paragraph": -0.47,
    "quoted elsewhere": -0.43,
    "last": 0.65,
    "last, of an owner": 0.31,
    "last subject": 0.26,
    "last subject, of a subject": 0.53,
    "first of its sentence": 0.25,
    "first of the sentence before, of a subject": 0.32,
    "first of the paragraph": 0.07,
    "subject over a subject": 0.59,
    "subject over an object": -0.75,
    "subject over an owner": 1.05,
    "subject over oneself": 0.76,
    "next subject over a subject": -0.54,
    "next subject over an object": 0.37,
    "next subject over an owner": 0.09,
    "subject in the sentence": -0.05,
    "subject one sentence back": 0.37,
    "subject sentences back": -0.80,
    "lower subject in the sentence": 0.30,
    "lower subject one sentence back": -0.49,
    "lower subject sentences back": -0.81,
    "object in the sentence": -0.02,
    "object one sentence back": 0.46,
    "object sentences back": -0.03,
    "oblique in the sentence": 0.38,
    "oblique one sentence back": -0.27,
    "oblique sentences back": -0.89,
    "owner in the sentence": 0.53,
    "owner one sentence back": 0.12,
    "owner sentences back": -0.15,
    "both subjects of the sentence": -0.11,
    "both subjects": -0.52,
    "both objects of the sentence": 0.30,
    "both objects": -0.23,
    "both owners of the sentence": -0.53,
    "both owners": -0.78,
}
"""Weight of each clue, as `training.narrated` prints them (LitBank's training passages)."""
BIAS = -1.56
"""What every antecedent has against somebody new."""

_OWN = np.array([0, 0, 1, 1, 2, 3])
"""By role: whether a mention is a subject of any kind (0), an object or oblique (1), an owner (2)."""
_OWNS = range(3)
_BACK = range(3)
_PLACED = range(len(ROLES) - 1)
_LEAST, _MOST = -12.0, 30.0
_GENDERS = (MASCULINE, FEMININE)


@dataclass(frozen=True, kw_only=True)
class Narration:
    """Per mention, in text order: `kind` (into KINDS), `gender` that its words or its name tell, `is_person`, `is_told`
    (it stands outside quotations), `is_self` ("himself"), `paragraph`, and its place in the `trees`."""

    kind: Ints
    gender: Ints
    is_person: Bools
    is_told: Bools
    is_self: Bools
    paragraph: Ints
    trees: MentionTrees


def settled(candidates: Candidates, narration: Narration) -> Candidates:
    """The candidates, the scores of those of narrated "he" and "she" weighed anew."""
    rows = narrated_pronouns(narration)
    told = clues(candidates, narration, rows) @ np.array(list(WEIGHTS.values()), dtype=np.float32) + np.float32(BIAS)
    scores = candidates.scores.copy()
    scores[rows] = np.where(candidates.earlier[rows] >= 0, told, scores[rows])
    return Candidates(earlier=candidates.earlier, scores=scores)


def narrated_pronouns(narration: Narration) -> Ints:
    """The mentions by "he" or "she" outside quotations."""
    return np.flatnonzero(np.isin(narration.kind, (KIND["HE"], KIND["SHE"])) & narration.is_told)


def clues(candidates: Candidates, narration: Narration, rows: Ints) -> Floats:
    """The clues of every candidate of the pronouns `rows`: shape (rows, candidates, len(WEIGHTS))."""
    later, earlier = rows[:, None], np.maximum(candidates.earlier[rows], 0)
    scores = np.clip(candidates.scores[rows], _LEAST, _MOST)
    columns = [
        scores,
        np.maximum(scores, 0.0),
        *_by_gender(narration, later, earlier),
        *_by_paragraph(narration, later, earlier),
        *_by_order(narration, later, earlier),
        *_by_clause(narration, later, earlier),
        *_by_role(narration, later, earlier),
    ]
    out = np.empty((*earlier.shape, len(columns)), dtype=np.float32)
    for place, column in enumerate(columns):
        out[..., place] = column
    return out


def _by_gender(n: Narration, later: Ints, earlier: Ints) -> list[Bools]:
    own, other = n.gender[later], n.gender[earlier]
    return [own == other, (own != other) & (other != UNKNOWN)]


def _by_paragraph(n: Narration, later: Ints, earlier: Ints) -> list[Bools]:
    """How far back in paragraphs, also for who is told of first in one; and whether in a quotation."""
    back = n.paragraph[later] - n.paragraph[earlier]
    is_first = _first_in(n.paragraph, n.is_told & n.is_person)[later]
    is_quoted = ~n.is_told[earlier]
    return [
        back == 1,
        back > 1,
        (back == 1) & is_first,
        (back > 1) & is_first,
        is_quoted & (back == 0),
        is_quoted & (back > 0),
    ]


def _by_order(n: Narration, later: Ints, earlier: Ints) -> list[Bools]:
    """Whether the antecedent is the last one told of, or the first, among those whom the pronoun's gender allows."""
    column = (n.gender[later] == FEMININE).astype(np.int64)
    fits = _fitting(n)
    own = _OWN[n.trees.role[later]]
    last = _last(fits)[later, column] == earlier
    last_subject = _last(fits & (n.trees.role <= ROLE["lower subject"])[:, None])[later, column] == earlier
    begins = np.stack([_first_in(n.trees.sentence, one) for one in fits.T], axis=1)[earlier, column]
    is_next = n.trees.sentence[later] - n.trees.sentence[earlier] == 1
    first_here = _last(np.stack([_first_in(n.paragraph, one) for one in fits.T], axis=1))[later, column] == earlier
    return [
        last,
        last & (own == 2),
        last_subject,
        last_subject & (own == 0),
        begins,
        begins & is_next & (own == 0),
        first_here & (n.paragraph[later] == n.paragraph[earlier]),
    ]


def _fitting(n: Narration) -> Bools:
    """The people told of whom "he" may mean, and those whom "she" may: shape (mentions, 2)."""
    is_known = n.gender[:, None] == np.array(_GENDERS)
    is_open = (n.gender == UNKNOWN) & (n.kind < KIND["I"])
    return np.asarray((is_known | is_open[:, None]) & (n.is_person & n.is_told)[:, None])


def _by_clause(n: Narration, later: Ints, earlier: Ints) -> list[Bools]:
    """Whether the antecedent is a subject of the clauses around the pronoun, by what the pronoun is."""
    word, own, is_self = n.trees.word[earlier], _OWN[n.trees.role[later]], n.is_self[later]
    is_subject, is_next = n.trees.subject[later] == word, n.trees.next_subject[later] == word
    return [
        *(is_subject & (own == which) & ~is_self for which in _OWNS),
        is_subject & is_self,
        *(is_next & (own == which) for which in _OWNS),
    ]


def _by_role(n: Narration, later: Ints, earlier: Ints) -> list[Bools]:
    """What the antecedent is in its clause, by how many sentences back, and whether the pronoun is the like."""
    role, is_told = n.trees.role[earlier], n.is_told[earlier]
    back = np.clip(n.trees.sentence[later] - n.trees.sentence[earlier], _BACK[0], _BACK[-1])
    own, other = _OWN[n.trees.role[later]], _OWN[role]
    return [
        *((role == which) & (back == far) & is_told for which in _PLACED for far in _BACK),
        *(
            (own == which) & (other == which) & ((back == 0) == is_here) & is_told
            for which in _OWNS
            for is_here in (True, False)
        ),
    ]


def _first_in(group: Ints, of: Bools) -> Bools:
    """Whether each mention is the first in its group of those; `group` never falls."""
    chosen = np.flatnonzero(of)
    first = np.zeros(len(of), dtype=bool)
    first[chosen[np.diff(group[chosen], prepend=-1) > 0]] = True
    return first


def _last(of: Bools) -> Ints:
    """For each mention and column, the last of those before it, or -1."""
    places = np.where(of, np.arange(len(of))[:, None], -1)
    before = np.maximum.accumulate(places, axis=0)[:-1]
    return np.concatenate([np.full((min(1, len(of)), of.shape[1]), -1), before])
