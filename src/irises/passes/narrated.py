"""Whom "he" and "she" mean in narration: what grammar and layout say of each antecedent, beside the pair head.

The head knows words and distances. Readers also go by who is the subject of the clause or of the sentence before, who
was mentioned last, where paragraphs begin. A linear model (`training.narrated` fits it on LitBank's training passages)
adds that to the head's log-odds. Such clues for pronouns: Lappin and Leass 1994.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from irises.passes.mention_traits import FEMININE, KIND, MASCULINE, UNKNOWN
from irises.passes.mention_trees import ROLE, ROLES, MentionTrees
from irises.passes.pair_head import NOBODY, Candidates
from irises.passes.places import Bools, Ints

Floats = npt.NDArray[np.float32]

WEIGHTS: Mapping[str, float] = {
    "head": 0.71,
    "head, if likely": -0.03,
    "gender agrees": 1.05,
    "gender clashes": -1.46,
    "one paragraph back": -1.04,
    "paragraphs back": -1.34,
    "one paragraph back, told of first here": 0.98,
    "paragraphs back, told of first here": 0.65,
    "quoted in the paragraph": -0.49,
    "quoted elsewhere": -0.48,
    "last": 0.40,
    "last, of an owner": 0.51,
    "last subject": 0.21,
    "last subject, of a subject": 0.55,
    "first of its sentence": 0.38,
    "first of the sentence before, of a subject": 0.29,
    "first of the paragraph": 0.00,
    "subject over a subject": 0.35,
    "subject over an object": -0.81,
    "subject over an owner": 1.05,
    "subject over oneself": 0.47,
    "next subject over a subject": -0.27,
    "next subject over an object": 0.27,
    "next subject over an owner": -0.19,
    "subject in the sentence": -0.13,
    "subject one sentence back": 0.40,
    "subject sentences back": -0.39,
    "lower subject in the sentence": -0.03,
    "lower subject one sentence back": -0.43,
    "lower subject sentences back": -1.11,
    "object in the sentence": 0.31,
    "object one sentence back": 0.49,
    "object sentences back": -0.51,
    "oblique in the sentence": 0.46,
    "oblique one sentence back": -0.43,
    "oblique sentences back": -0.81,
    "owner in the sentence": 0.63,
    "owner one sentence back": 0.21,
    "owner sentences back": -0.14,
    "both subjects of the sentence": 0.23,
    "both subjects": -0.49,
    "both objects of the sentence": -0.08,
    "both objects": -0.39,
    "both owners of the sentence": -0.37,
    "both owners": -0.67,
    "called so by others": 1.49,
}
"""Weight of each clue, as `training.narrated` prints them (LitBank's training passages and our own)."""
BIAS = -1.97
"""What every antecedent has more than somebody new."""

# What is linked by one link alone takes the person of whoever the chain leads to; softer scores leave it several links.
_SOFTNESS, _OFFSET = 0.75, 1.15
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
    (it stands outside quotations), `is_self` ("himself"), `paragraph`, its place in the `trees`, and `called`: a number
    for the name or the words that it is called by, where these tell no gender, else -1."""

    kind: Ints
    gender: Ints
    is_person: Bools
    is_told: Bools
    is_self: Bools
    paragraph: Ints
    trees: MentionTrees
    called: Ints


def settled(candidates: Candidates, narration: Narration) -> Candidates:
    """The candidates, the scores of those of narrated "he" and "she" weighed anew."""
    rows = narrated_pronouns(narration)
    told = weighed(clues(candidates, narration, rows), candidates.earlier[rows], narration, rows)
    scores = candidates.scores.copy()
    scores[rows] = np.where(candidates.earlier[rows] >= 0, _SOFTNESS * told + _OFFSET, scores[rows])
    return Candidates(earlier=candidates.earlier, scores=scores)


def weighed(
    found: Floats,
    earlier: Ints,
    narration: Narration,
    rows: Ints,
    *,
    weights: Sequence[float] = (*WEIGHTS.values(), BIAS),
) -> Floats:
    """The log-odds of the candidates against somebody new, by weights of their clues and a bias. The last clue follows
    from the log-odds without it, and is filled in."""
    slopes = np.array(weights, dtype=np.float32)
    scores = found @ slopes[:-1] + slopes[-1]
    found[..., -1] = so_called(np.where(earlier >= 0, scores, NOBODY), earlier, narration, rows)
    return np.asarray(scores + slopes[-2] * found[..., -1])


def so_called(scores: Floats, earlier: Ints, narration: Narration, rows: Ints) -> Floats:
    """For antecedents whose words tell no gender, how far other pronouns that go with these words have the gender of
    the pronoun: from -1, all the other one, to 1."""
    weight = np.exp(np.minimum(scores, _MOST))
    shares = weight / (1.0 + weight.sum(axis=1, keepdims=True))
    called = np.where(earlier >= 0, narration.called[earlier], -1)
    shares = np.where(called >= 0, shares, 0.0)
    sign = np.where(narration.gender[rows] == FEMININE, -1.0, 1.0)[:, None]
    n = int(narration.called.max(initial=-1)) + 1
    by_all = np.bincount(called.ravel() + 1, weights=shares.ravel(), minlength=n + 1)[called + 1]
    balance = np.bincount(called.ravel() + 1, weights=(sign * shares).ravel(), minlength=n + 1)[called + 1]
    own = np.einsum("rij,rj->ri", (called[:, :, None] == called[:, None, :]).astype(np.float32), shares)
    return np.where(called >= 0, (sign * balance - own) / (by_all - own + 1.0), 0.0).astype(np.float32)


def narrated_pronouns(narration: Narration) -> Ints:
    """The mentions by "he" or "she" outside quotations."""
    return np.flatnonzero(np.isin(narration.kind, (KIND["HE"], KIND["SHE"])) & narration.is_told)


def clues(candidates: Candidates, narration: Narration, rows: Ints) -> Floats:
    """The clues of each candidate of the pronouns `rows`, the last one 0: shape (rows, candidates, len(WEIGHTS))."""
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
    out = np.zeros((*earlier.shape, len(WEIGHTS)), dtype=np.float32)
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
