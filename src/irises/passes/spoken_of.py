"""Whom "he" and "she" mean inside quotations: seldom who speaks or hears, mostly somebody named or spoken of before.

Coreference doesn't know yet who speaks. Here the people mentioned last are weighed anew, the one it chose among them,
by a linear model (`training.spoken_of` fits it), in text order, so that each pronoun sees those before it settled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p

import numpy as np
import numpy.typing as npt

from irises.passes.mention_traits import KIND

Floats = npt.NDArray[np.float64]

WEIGHTS: Mapping[str, float] = {
    "linked": -0.58,
    "linked, as sure": 2.18,
    "speaks": -3.13,
    "hears": 0.09,
    "share of the hearers": -1.69,
    "distance": -0.44,
    "in the same speech": 0.24,
    "the last so called in it": -0.39,
    "named last": 0.94,
    "named last in the same speech": 0.82,
    "was I last": 0.24,
    "was you last": -0.25,
    "was the same pronoun last": 0.81,
    "told of last": -0.25,
    "often of late": 0.09,
    "spoken of": 0.22,
    "takes part": -0.31,
    "gender not known": -1.43,
    "has a name": 0.58,
    "often": 0.33,
}
"""Weight of each feature, as `training.spoken_of` prints them (PDNC's training novels)."""

PRONOUNS = {KIND["HE"]: "he", KIND["SHE"]: "she"}
_PROPER = "proper"
_CANDIDATES = 10
_BACK = 150
_FAR = 300
_LATELY = 50
_TALK = 80
_SPEECH = 40
_TURNS = (6, 4)


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Mentions in text order, speeches and people as plain lists.

    Per mention: `entity` (changed as mentions are settled), `sure` (of the linking), `kind` (into KINDS), `form`,
    `is_person`, `speech` (first quotation of the one it stands in, -1 outside), `start` and `end` (code points) and
    `words` (in lower case). Per quotation: `begins` (the first of its speech), `speaker`, `hearers` and how sure they
    are. Per entity: `pronoun` (the usual one, or ""), `is_group`, `is_named`, `n`. `calls` are the mentions that call
    somebody, `told` those that are settled, with how sure they are.
    """

    entity: list[int]
    sure: list[float]
    kind: list[int]
    form: list[str]
    is_person: list[bool]
    speech: list[int]
    start: list[int]
    end: list[int]
    words: list[list[str]]
    begins: list[int]
    speaker: list[int | None]
    speaker_sure: list[float]
    hearers: list[frozenset[int]]
    hearers_sure: list[float]
    pronoun: list[str]
    is_group: list[bool]
    is_named: list[bool]
    n: list[int]
    calls: frozenset[int] = frozenset()
    told: dict[int, float] = field(default_factory=dict)

    def tell(self, mention: int, entity: int, sure: float) -> None:
        """Settles whom the mention means."""
        self.entity[mention] = entity
        self.told[mention] = sure


def settle(talk: Talk, weights: Sequence[float] = tuple(WEIGHTS.values())) -> None:
    """Tells whom each "he" and "she" inside a quotation means, in text order."""
    for mention, kind in enumerate(talk.kind):
        if kind in PRONOUNS and talk.speech[mention] >= 0:
            people, features = weigh(talk, mention)
            scores = features @ np.asarray(weights)
            shares = np.exp(scores - scores.max())
            best = int(shares.argmax())
            talk.tell(mention, people[best], float(shares[best] / shares.sum()))


def weigh(talk: Talk, mention: int) -> tuple[list[int], Floats]:
    """The people whom the pronoun may mean, and their features: shape (people, len(WEIGHTS))."""
    last = _candidates(talk, mention)
    chosen, speech = talk.entity[mention], talk.speech[mention]
    lately = Counter(talk.entity[max(0, mention - _LATELY) : mention])
    spoken_of = _spoken_of(talk, mention)
    near = talk.speaker[max(0, speech - _TURNS[0]) : speech + _TURNS[1]]
    so_called = _so_called(talk, mention)
    rows = []
    for person, at in last.items():
        is_chosen, is_here, is_name = person == chosen, talk.speech[at] == speech, talk.form[at] == _PROPER
        rows.append(
            (
                is_chosen,
                is_chosen * talk.sure[mention],
                (person == talk.speaker[speech]) * talk.speaker_sure[speech],
                (person in talk.hearers[speech]) * talk.hearers_sure[speech],
                (person in talk.hearers[speech]) / max(1, len(talk.hearers[speech])),
                log1p(min(mention - at, _FAR)),
                is_here,
                person == so_called,
                is_name,
                is_name and is_here,
                talk.kind[at] == KIND["I"],
                talk.kind[at] == KIND["YOU"],
                talk.kind[at] == talk.kind[mention],
                talk.speech[at] < 0,
                log1p(lately[person]),
                log1p(spoken_of[person]),
                person in near,
                talk.pronoun[person] != PRONOUNS[talk.kind[mention]],
                talk.is_named[person],
                log1p(talk.n[person]),
            )
        )
    return list(last), np.array(rows, dtype=np.float64)


def _candidates(talk: Talk, mention: int) -> dict[int, int]:
    """The people mentioned last whose pronoun it may be, each with the last mention; the one linked to among them."""
    last: dict[int, int] = {}
    pronoun = PRONOUNS[talk.kind[mention]]
    for at in range(mention - 1, max(-1, mention - _BACK), -1):
        person = talk.entity[at]
        if person in last or not talk.is_person[at] or talk.is_group[person]:
            continue
        if talk.pronoun[person] in (pronoun, "", "I", "you"):
            last[person] = at
            if len(last) == _CANDIDATES:
                break
    last.setdefault(talk.entity[mention], max(0, mention - _FAR))
    return last


def _spoken_of(talk: Talk, mention: int) -> Counter[int]:
    """How often each person was spoken of of late by others than those who talk."""
    counts: Counter[int] = Counter()
    for at in range(max(0, mention - _TALK), mention):
        speech, person = talk.speech[at], talk.entity[at]
        is_third = talk.kind[at] in PRONOUNS or talk.kind[at] < KIND["I"]
        if speech >= 0 and is_third and person != talk.speaker[speech] and person not in talk.hearers[speech]:
            counts[person] += 1
    return counts


def _so_called(talk: Talk, mention: int) -> int:
    """Whom the same pronoun meant last in the same speech, or -1."""
    for at in range(mention - 1, max(-1, mention - _SPEECH), -1):
        if talk.kind[at] == talk.kind[mention] and talk.speech[at] == talk.speech[mention]:
            return talk.entity[at]
    return -1
