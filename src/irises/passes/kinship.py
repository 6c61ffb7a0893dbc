"""Whom "my sister", "his mother" and "Papa" mean: family ties gathered over the whole story, then read back.

A tie is told by names (Mr. and Mrs. Venn, and Anna Venn), by a name beside the phrase ("my cousin, Miss Tarn"), by
people who call each other so, and, weakly, by what coreference links a phrase to. Of two people one tie is the
likeliest. The phrases are then told by their owner's ties: the owner is who speaks, who hears, or whom "his" or
"Anna's" means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from irises.passes.kin_words import INVERSE, THROUGH, is_own_name
from irises.passes.mention_traits import FEMININE, MASCULINE, UNKNOWN
from irises.passes.name_parts import parse_name
from irises.passes.name_people import KIN, MAIDEN, WIFE
from irises.passes.spoken_of import Talk

_NAMED, _CALLED, _TOLD, _SAID, _FAMILY = 3.0, 1.0, 0.5, 0.2, 1.5
"""What a name beside the phrase, a call, the narration's link, a speech's link, and shared names weigh."""
_SAME_NAME, _OTHER_NAME, _OTHER_TIE, _UNWED = 2.0, 0.4, 0.25, 0.1
"""What is left of a tie in one family, between two, of people with a likelier tie, and of an unmarried wife."""
_MOST_LINKED = 1.2
"""What links alone can weigh: one wrong link is repeated all over a story."""
_THROUGH = 0.4
_LEAST, _CLEARLY = 1.0, 1.5
_APPOSED = 3
"""Code points that may part a phrase from a name beside it: a comma and a space."""
_SURE = 0.9
_OTHER = {FEMININE: "he", MASCULINE: "she"}
"""The pronoun that a gender rules out."""
_MINE, _YOURS, _OTHERS = ("my", "our"), ("your", "thy"), ("his", "her", "their")
_NO_HEADS = MAIDEN | WIFE | KIN | {"ms", "mx", "master"}
"""Ranks that no father of a family is called by."""
_NEAREST = frozenset(("parent", "child", "sibling", "spouse"))

Tie = tuple[int, str]
"""Whose relation, and which."""
Weights = defaultdict[int, float]
"""By entity."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """An entity's family names, whether it has given names, and the ranks it is called by."""

    families: frozenset[str]
    is_given: bool
    ranks: frozenset[str]


def named_by(aliases: pa.Table) -> dict[int, Named]:
    """What the proper names of each entity in the `aliases` table tell; a name used once in a hundred tells nothing."""
    families: defaultdict[int, Counter[str]] = defaultdict(Counter)
    ranks: defaultdict[int, Counter[str]] = defaultdict(Counter)
    given: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for row in aliases.select(["entity_id", "alias", "form", "n"]).to_pylist():
        if row["form"] != "proper":
            continue
        parts, entity = parse_name(row["alias"]), row["entity_id"]
        takes_family = bool(parts.titles) and parts.titles[-1].takes != "given"
        if len(parts.words) > 1 or (parts.words and takes_family):
            families[entity][parts.words[-1]] += row["n"]
        given[entity] += row["n"] * (len(parts.words) > 1 or (bool(parts.words) and not takes_family))
        ranks[entity].update(dict.fromkeys(parts.ranks, row["n"]))
        total[entity] += row["n"]
    return {
        entity: Named(
            families=frozenset(word for word, n in families[entity].items() if 100 * n > all_of),
            is_given=100 * given[entity] > all_of,
            ranks=frozenset(rank for rank, n in ranks[entity].items() if 100 * n > all_of),
        )
        for entity, all_of in total.items()
    }


def _ties_by_name(named: dict[int, Named]) -> Iterator[tuple[int, str, int]]:
    """Married couples, and children with a given name of a family's one Mr. and one Mrs."""
    by_family: defaultdict[str, list[int]] = defaultdict(list)
    for entity, names in named.items():
        for family in names.families:
            by_family[family].append(entity)
    for people in by_family.values():
        husbands = [one for one in people if named[one].ranks - _NO_HEADS]
        wives = [one for one in people if named[one].ranks & WIFE]
        elders = [ones[0] for ones in (husbands, wives) if len(ones) == 1]
        if len(elders) == 2 and elders[0] != elders[1]:
            yield elders[0], "spouse", elders[1]
        children = [one for one in people if one not in elders and not named[one].ranks & WIFE]
        yield from ((child, "parent", elder) for child in children if named[child].is_given for elder in elders)


class Kinship:
    """The ties of a talk's people: `ties` as told, `likeliest` with one to a pair.

    `hearer` gives the likeliest hearer of a speech and gender and how sure he or she is, `named` what entities' names
    tell.
    """

    def __init__(
        self,
        talk: Talk,
        hearer: Callable[[int, int], tuple[int | None, float]],
        named: dict[int, Named],
    ) -> None:
        self.talk, self.hearer, self.named = talk, hearer, named
        self.ties: defaultdict[Tie, Weights] = defaultdict(_weights)
        self.linked: defaultdict[tuple[int, str, int], float] = defaultdict(float)
        for one, relation, other in _ties_by_name(named):
            self._add(one, relation, other, _FAMILY)
        for mention, (relation, gender) in talk.kin:
            self._gather(mention, relation, gender)
        for (one, relation, other), weight in self.linked.items():
            self._add(one, relation, other, min(weight, _MOST_LINKED))
        self.likeliest = _likeliest(self.ties)

    def tell(self, *, said: bool) -> None:
        """Tells whom the phrases inside quotations mean, or those outside, where their owners' ties say so clearly."""
        for mention, (relation, gender) in self.talk.kin:
            if (self.talk.speech[mention] >= 0) == said:
                best = self._told(mention, relation, gender)
                if best is not None:
                    self.talk.tell(mention, *best)

    def _gather(self, mention: int, relation: str, gender: int) -> None:
        """Adds what one phrase tells."""
        talk, speech = self.talk, self.talk.speech[mention]
        for owner, sure in self._owners(mention)[:1]:
            named = self._named_beside(mention)
            if named is not None:
                self._add(owner, relation, named, _NAMED * sure)
            elif mention in talk.calls:
                heard, heard_sure = self.hearer(speech, gender)
                if heard is not None:
                    self._add(owner, relation, heard, _CALLED * sure * heard_sure)
            elif self._fits(talk.entity[mention], gender):
                link = (_SAID if speech >= 0 else _TOLD) * talk.sure[mention] * sure
                self.linked[owner, relation, talk.entity[mention]] += link

    def _add(self, owner: int, relation: str, person: int, weight: float) -> None:
        if owner != person and weight > 0 and not self.talk.is_group[owner] and not self.talk.is_group[person]:
            weight *= self._by_names(owner, relation, person)
            self.ties[owner, relation][person] += weight
            self.ties[person, INVERSE[relation]][owner] += weight

    def _by_names(self, owner: int, relation: str, person: int) -> float:
        """What the two people's names leave of a tie."""
        one, other = self.named.get(owner), self.named.get(person)
        if one is None or other is None or relation not in _NEAREST:
            return 1.0
        elders = {"parent": (other,), "child": (one,), "spouse": (one, other)}.get(relation, ())
        unwed = any(elder.ranks & MAIDEN and not elder.ranks & WIFE for elder in elders)
        families = one.families and other.families
        alike = _SAME_NAME if one.families & other.families else _OTHER_NAME
        return (alike if families else 1.0) * (_UNWED if unwed else 1.0)

    def _owners(self, mention: int) -> list[tuple[int, float]]:
        """Whose relation the phrase names, the likeliest first, and how sure that is."""
        talk, speech, words = self.talk, self.talk.speech[mention], self.talk.words[mention]
        if "'s" in words[:-1]:
            return self._meant(self._name_within(mention))
        if words[0] in _OTHERS or (speech < 0 and words[0] in _MINE):
            return self._meant(talk.pronoun_at.get(talk.start[mention]))
        if speech < 0:
            return []
        speaker = [(who, talk.speaker_sure[speech]) for who in (talk.speaker[speech],) if who is not None]
        is_own = len(words) == 1 and is_own_name(words[0])
        if words[0] in _MINE or mention in talk.calls:
            return speaker
        heard = [(who, sure) for who, sure in (self.hearer(speech, UNKNOWN),) if who is not None]
        return heard if words[0] in _YOURS else [*speaker, *heard] if is_own else []

    def _meant(self, mention: int | None) -> list[tuple[int, float]]:
        """Whom the mention means, if there is one."""
        return [] if mention is None else [(self.talk.entity[mention], self.talk.sure[mention])]

    def _name_within(self, mention: int) -> int | None:
        """The mention that the phrase begins with ("Anna" of "Anna's sister")."""
        following = mention + 1
        starts_alike = following < len(self.talk.start) and self.talk.start[following] == self.talk.start[mention]
        return following if starts_alike else None

    def _named_beside(self, mention: int) -> int | None:
        """Whom a name at the phrase's end, or right after it, calls: "my sister Anna", "my cousin, Miss Tarn"."""
        talk = self.talk
        if "of" in talk.words[mention]:
            return None
        for at in range(mention + 1, min(mention + 4, len(talk.start))):
            gap = talk.start[at] - talk.end[mention]
            if talk.form[at] == "proper" and gap <= _APPOSED and talk.is_person[at]:
                is_owner = talk.start[at] == talk.start[mention]
                return None if is_owner or talk.speech[at] != talk.speech[mention] else talk.entity[at]
        return None

    def _told(self, mention: int, relation: str, gender: int) -> tuple[int, float] | None:
        """Whom the name beside the phrase calls, else who clearly is this to its first owner of whom that is known."""
        named = self._named_beside(mention)
        if named is not None:
            return named, _SURE
        known = (self._known(owner, relation, gender) for owner, _ in self._owners(mention))
        return next(filter(None, known), None)

    def _known(self, owner: int, relation: str, gender: int) -> tuple[int, float] | None:
        """The person who clearly is this to the owner, with the share of what is known; None if nobody is."""
        found = self._scores(owner, relation)
        able = sorted(((n, who) for who, n in found.items() if self._fits(who, gender) and who != owner), reverse=True)
        if not able or able[0][0] < _LEAST or (len(able) > 1 and able[0][0] < _CLEARLY * able[1][0]):
            return None
        return able[0][1], able[0][0] / (sum(n for n, _ in able) + _LEAST)

    def _scores(self, owner: int, relation: str) -> Weights:
        """Weight of everybody who may be this to the owner, over one person between them too."""
        found = _weights()
        found.update(self.likeliest.get((owner, relation), {}))
        for first, second in THROUGH.get(relation, ()):
            for middle, n in self.likeliest.get((owner, first), {}).items():
                for who, m in self.likeliest.get((middle, second), {}).items():
                    if who not in (owner, middle):
                        found[who] += _THROUGH * min(n, m)
        return found

    def _fits(self, person: int, gender: int) -> bool:
        """Whether the person is no group, and not known to be of another gender."""
        told = self.talk.pronoun[person]
        return told not in ("they", "it", "we") and told != _OTHER.get(gender)


def _weights() -> Weights:
    return defaultdict(float)


def _likeliest(ties: Mapping[Tie, Weights]) -> dict[Tie, dict[int, float]]:
    """The ties, with little left of those between two people who have a likelier one."""
    best: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (owner, _), people in ties.items():
        for person, weight in people.items():
            best[owner, person] = max(best[owner, person], weight)
    return {
        (owner, relation): {who: n if n == best[owner, who] else _OTHER_TIE * n for who, n in people.items()}
        for (owner, relation), people in ties.items()
    }
