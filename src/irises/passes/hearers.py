"""Whom "you" means in a speech: the only hearer; of several, who is called in it, or who talks next to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from irises.passes.mention_traits import FEMININE, MASCULINE, UNKNOWN
from irises.passes.spoken_of import Talk

_SURE = 0.5
_OTHER = {MASCULINE: "she", FEMININE: "he"}
_CALLED, _FOLLOWS, _PRECEDES, _LINKED, _NEAR = 3.0, 1.1, 1.0, 0.6, 0.5
_NEXT, _ABOUT = 3, 6
"""How many turns before and after a speech may hold its answer, and how many are the talk about it."""


class Hearers:
    """Finds the hearer of a speech; `calls` are the mentions, in text order, that call somebody."""

    def __init__(self, talk: Talk, calls: Iterable[int]) -> None:
        self.talk = talk
        self.turns = sorted(set(talk.begins))
        self.place = {speech: place for place, speech in enumerate(self.turns)}
        self.called: defaultdict[int, list[int]] = defaultdict(list)
        for mention in calls:
            self.called[talk.speech[mention]].append(talk.entity[mention])

    def tell(self, mention: int, gender: int = UNKNOWN) -> None:
        """Tells that the mention means the likeliest hearer of its speech, if there is one of the gender."""
        linked = self.talk.entity[mention]
        best, sure = self.likeliest(self.talk.speech[mention], gender, linked=linked)
        if best is not None and (best != linked or sure > _SURE):
            self.talk.tell(mention, best, sure)

    def likeliest(self, speech: int, gender: int = UNKNOWN, *, linked: int | None = None) -> tuple[int | None, float]:
        """The likeliest hearer of the speech, if there is one of the gender, and how sure he or she is.

        `linked` is whom coreference takes for the hearer.
        """
        others = self.talk.hearers[speech] - {self.talk.speaker[speech]}
        hearers = {person for person in others if self._fits(person, gender)}
        if len(hearers) == 1 and self.talk.hearers_sure[speech] > _SURE:
            return next(iter(hearers)), self.talk.hearers_sure[speech]
        votes = self._votes(speech)
        if linked is not None:
            votes[linked] += _LINKED
        near = (one for one in votes if one != self.talk.speaker[speech] and self._fits(one, gender))
        possible = sorted(hearers or near)
        best = max(possible, key=lambda person: votes[person], default=None)
        if best is None or votes[best] <= 0:
            return None, 0.0
        return best, votes[best] / sum(votes[person] for person in possible)

    def around(self, speech: int) -> set[int]:
        """Who hears the speech or takes a turn next to it, but for who says it."""
        place = self.place[speech]
        turns = self.turns[max(0, place - _NEXT) : place + 1 + _NEXT]
        talking = {person for _, person in self._others(speech, turns)}
        return talking | self.talk.hearers[speech] - {self.talk.speaker[speech]}

    def _fits(self, person: int, gender: int) -> bool:
        """Whether the pronoun used for the person is none of the other gender's."""
        return gender not in _OTHER or self.talk.pronoun[person] != _OTHER[gender]

    def _votes(self, speech: int) -> defaultdict[int, float]:
        """What speaks for each person: being called in the speech, and talking next to it."""
        votes: defaultdict[int, float] = defaultdict(float)
        for person in self.called[speech]:
            votes[person] += _CALLED
        place = self.place[speech]
        before, after = self.turns[max(0, place - _ABOUT) : place][::-1], self.turns[place + 1 : place + 1 + _ABOUT]
        for turns, weight in ((before, _PRECEDES), (after, _FOLLOWS)):
            talking = self._others(speech, turns)
            if talking and talking[0][0] <= _NEXT:
                votes[talking[0][1]] += weight
            for distance, person in talking:
                votes[person] += _NEAR / distance
        return votes

    def _others(self, speech: int, turns: Sequence[int]) -> list[tuple[int, int]]:
        """Distance and speaker of each turn that somebody else is known to take."""
        speakers = ((distance, self.talk.speaker[turn]) for distance, turn in enumerate(turns, 1))
        return [(far, who) for far, who in speakers if who is not None and who != self.talk.speaker[speech]]
