"""Whom "he" and "she" mean inside quotations: seldom who speaks or hears, mostly somebody named or spoken of before.

Coreference doesn't know yet who speaks. Here the people mentioned last are weighed anew, the one it chose among them,
by a linear model (`training.spoken_of` fits it), in text order, so that each pronoun sees those before it settled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log1p

import numpy as np
import numpy.typing as npt

from irises.passes.kin_words import kin_of
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
_PROPER, _I, _YOU = "proper", KIND["I"], KIND["YOU"]
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

    @cached_property
    def kin(self) -> list[tuple[int, tuple[str, int]]]:
        """The noun phrases, no pronouns nor groups, that name kin, each with relation and gender."""
        nouns = (m for m, kind in enumerate(self.kind) if kind < KIND["I"] and self.is_person[m])
        return [(m, kin) for m in nouns if (kin := kin_of(self.words[m])) is not None]

    @cached_property
    def pronoun_at(self) -> dict[int, int]:
        """The pronouns by where they start."""
        return {self.start[m]: m for m, kind in enumerate(self.kind) if kind >= KIND["I"]}

    def tell(self, mention: int, entity: int, sure: float) -> None:
        """Settles whom the mention means."""
        self.entity[mention] = entity
        self.told[mention] = sure


def settle(talk: Talk, weights: Sequence[float] = tuple(WEIGHTS.values())) -> None:
    """Tells whom each "he" and "she" inside a quotation means, in text order."""
    weighing, by_weight = Weighing(talk), np.asarray(weights)
    for mention, kind in enumerate(talk.kind):
        if kind in PRONOUNS and talk.speech[mention] >= 0:
            people, features = weighing.weigh(mention)
            scores = features @ by_weight
            shares = np.exp(scores - scores.max())
            best = int(shares.argmax())
            talk.tell(mention, people[best], float(shares[best] / shares.sum()))


class Weighing:
    """Weighs whom the pronouns of a talk may mean, one after the other: of the mentions before the one that is weighed
    none may be settled otherwise any more."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self._seen = 0
        self._last: dict[int, dict[int, int]] = {kind: {} for kind in PRONOUNS}
        """For each pronoun the last mention of everybody whose it may be, those mentioned last at the end."""
        self._lists_of: dict[int, list[dict[int, int]]] = {}
        """By person, the lists of `_last` where he or she belongs."""
        self._spoken_of: list[int] = []
        """By mention, whom others speak of than those who talk, or -1."""
        self._called: dict[tuple[int, int], tuple[int, int]] = {}
        """By pronoun and speech, where it stood last in it, and whom it meant."""

    def weigh(self, mention: int) -> tuple[list[int], Floats]:
        """The people whom the pronoun may mean, and their features: shape (people, len(WEIGHTS))."""
        self._read_to(mention)
        talk, kind = self.talk, self.talk.kind[mention]
        last = self._candidates(mention)
        chosen, sure, speech = talk.entity[mention], talk.sure[mention], talk.speech[mention]
        speaker, speaker_sure = talk.speaker[speech], talk.speaker_sure[speech]
        hearers, hearers_sure = talk.hearers[speech], talk.hearers_sure[speech]
        lately = Counter(talk.entity[max(0, mention - _LATELY) : mention])
        spoken_of = Counter(self._spoken_of[max(0, mention - _TALK) : mention])
        near = talk.speaker[max(0, speech - _TURNS[0]) : speech + _TURNS[1]]
        so_called = self._so_called(mention)
        features: list[float] = []
        for person, at in last.items():
            is_chosen, is_here, is_name = person == chosen, talk.speech[at] == speech, talk.form[at] == _PROPER
            hears, last_kind = person in hearers, talk.kind[at]
            features += (
                is_chosen,
                is_chosen * sure,
                (person == speaker) * speaker_sure,
                hears * hearers_sure,
                hears / max(1, len(hearers)),
                log1p(min(mention - at, _FAR)),
                is_here,
                person == so_called,
                is_name,
                is_name and is_here,
                last_kind == _I,
                last_kind == _YOU,
                last_kind == kind,
                talk.speech[at] < 0,
                log1p(lately.get(person, 0)),
                log1p(spoken_of.get(person, 0)),
                person in near,
                talk.pronoun[person] != PRONOUNS[kind],
                talk.is_named[person],
                log1p(talk.n[person]),
            )
        table = np.fromiter(features, dtype=np.float64, count=len(features))
        return list(last), table.reshape(len(last), len(WEIGHTS))

    def _read_to(self, mention: int) -> None:
        """Enters the mentions before this one that have not been entered."""
        talk = self.talk
        for at in range(self._seen, mention):
            person, kind, speech = talk.entity[at], talk.kind[at], talk.speech[at]
            if talk.is_person[at]:
                for last in self._lists(person):
                    last.pop(person, None)
                    last[person] = at
            is_third = speech >= 0 and (kind < _I or kind in PRONOUNS)
            by_others = is_third and person != talk.speaker[speech] and person not in talk.hearers[speech]
            self._spoken_of.append(person if by_others else -1)
            if kind in PRONOUNS:
                self._called[kind, speech] = at, person
        self._seen = mention

    def _lists(self, person: int) -> list[dict[int, int]]:
        """The lists of `_last` where the person belongs: by pronoun, if there is one; none for a group."""
        if person not in self._lists_of:
            used = self.talk.pronoun[person]
            fits = (kind for kind, pronoun in PRONOUNS.items() if used in (pronoun, "", "I", "you"))
            self._lists_of[person] = [] if self.talk.is_group[person] else [self._last[kind] for kind in fits]
        return self._lists_of[person]

    def _candidates(self, mention: int) -> dict[int, int]:
        """The people mentioned last whose pronoun it may be, each with the last mention; the one linked to among
        them."""
        last: dict[int, int] = {}
        for person, at in reversed(self._last[self.talk.kind[mention]].items()):
            if len(last) == _CANDIDATES or at <= mention - _BACK:
                break
            last[person] = at
        last.setdefault(self.talk.entity[mention], max(0, mention - _FAR))
        return last

    def _so_called(self, mention: int) -> int:
        """Whom the same pronoun meant last in the same speech, or -1."""
        at, person = self._called.get((self.talk.kind[mention], self.talk.speech[mention]), (mention - _SPEECH, -1))
        return person if at > mention - _SPEECH else -1
