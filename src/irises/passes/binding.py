"""Mentions that cannot mean one person where they stand, by the grammar of their sentence.

What binding theory says of subjects (Chomsky 1981; as a filter for pronouns: Lappin and Leass 1994): a name or a
description is not whom the subject of a clause around it means ("Ann took the girl's hand"), a pronoun that is the
object of a verb is not whom the verb's subject means ("they blamed him"), an owner is not what is owned ("his mother"),
and people joined by "and" are several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from irises.passes.mention_traits import KIND
from irises.passes.places import Ints

Pair = tuple[int, int]
"""Two mention_ids, the earlier in the text first."""

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_OBJECTS = frozenset({"obj", "iobj"})
# "He looked about him" may well be one person; "he spoke to him" is not.
_APART_AFTER = frozenset({"to", "at", "by", "from", "of"})
# What is said of the subject itself: "she became a nun", "as a boy he ...", "like a madman".
_EQUATING = frozenset(
    {"become", "remain", "be", "seem", "call", "appear", "look", "turn", "name", "make", "feel", "sound"}
)
_LIKENING = frozenset({"as", "like", "than", "but", "except", "unlike"})
_PREDICATES = frozenset({"xcomp", "advcl", "ccomp", "acl", "csubj"})
_OWN = frozenset({"his", "my", "your", "their", "its", "our", "thy", "hers", "mine", "yours", "theirs", "ours"})
# A subject says nothing of what is only called, set beside or strung on.
_LOOSE = frozenset("vocative appos parataxis dislocated discourse root orphan reparandum".split())
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_MODIFIED = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})
_HIGHEST = 8


@dataclass(frozen=True, kw_only=True)
class Placed:
    """The mentions of people, by parallel lists in text order: mention_id, indices of first word and head word, kind of
    reference (`mention_traits.KIND`), lower-cased words, and the quotation around it (-1 for none)."""

    mention: Sequence[int]
    first: Sequence[int]
    head: Sequence[int]
    kind: Sequence[int]
    text: Sequence[str]
    quotation: Sequence[int]


def kept_apart(tokens: pa.Table, placed: Placed) -> list[Pair]:
    """Pairs of mentions that are not one person by the grammar of their sentence, sorted, each once."""
    return sorted(set(_Sentences(tokens, placed).pairs()))


class _Sentences:
    """Trees of words, and which of the people stand where."""

    def __init__(self, tokens: pa.Table, placed: Placed) -> None:
        self._placed = placed
        self._head: list[int | None] = tokens["head"].to_pylist()
        self._relation: list[str] = pc.fill_null(tokens["deprel"], "dep").to_pylist()
        self._upos: list[str] = pc.fill_null(tokens["upos"], "X").to_pylist()
        self._lemma: list[str] = pc.fill_null(tokens["lemma"], "").to_pylist()
        self._at: defaultdict[int, list[int]] = defaultdict(list)
        for number, word in enumerate(placed.head):
            self._at[word].append(number)
        self._subjects: defaultdict[int, list[int]] = defaultdict(list)
        for word in self._at:
            above = self._above(word)
            if above is not None and self._relation[word] in _SUBJECTS:
                self._subjects[above].append(word)
        self._prepositions = self._cases()
        self._copular = {self._above(word) for word, relation in enumerate(self._relation) if relation == "cop"}

    def _above(self, word: int) -> int | None:
        """The word's head; None for a root."""
        head = self._head[word]
        return None if head is None or head == word else head

    def _cases(self) -> dict[int, str]:
        """The preposition before each word that has one."""
        cases = {}
        for word, relation in enumerate(self._relation):
            if relation == "case" and (above := self._above(word)) is not None:
                cases[above] = self._lemma[word].lower()
        return cases

    def pairs(self) -> Iterator[Pair]:
        """All pairs, in no order."""
        yield from self._owners()
        for word, numbers in self._at.items():
            others = [*self._subjects_over(word), *self._beside(word)]
            for other, is_near in others:
                yield from self._told_apart(numbers, self._at[other], is_near=is_near)

    def _owners(self) -> Iterator[Pair]:
        """Owners with what is owned: mentions that begin with the same word, one of them ending there."""
        placed = self._placed
        begun: defaultdict[int, list[int]] = defaultdict(list)
        for number, word in enumerate(placed.first):
            begun[word].append(number)
        for numbers in begun.values():
            for one in numbers:
                if self._relation[placed.head[one]] == "nmod:poss" and placed.kind[one] != KIND["YOU"]:
                    above = self._above(placed.head[one])
                    yield from (
                        _ordered(placed.mention[one], placed.mention[n]) for n in numbers if placed.head[n] == above
                    )

    def _owns(self, word: int) -> bool:
        """Whether what the tree takes for an object is "her" before a noun."""
        after = word + 1
        return self._lemma[word] in ("her", "she") and after < len(self._upos) and self._upos[after] in _MODIFIED

    def _subjects_over(self, word: int) -> Iterator[tuple[int, bool]]:
        """Subjects of the clauses around a word that stand before it, and whether it is a verb's own object."""
        at, is_near = word, self._is_object(word)
        if self._is_predicate(word):
            return
        for _ in range(_HIGHEST):
            above = self._above(at)
            if above is None or self._parts(at):
                return
            yield from ((s, is_near) for s in self._subjects.get(above, ()) if s not in (at, word) and s < word)
            at, is_near = above, False

    def _is_object(self, word: int) -> bool:
        relation = self._relation[word]
        return relation in _OBJECTS or (relation == "obl" and self._prepositions.get(word) in _APART_AFTER)

    def _is_predicate(self, word: int) -> bool:
        """Whether the word may say who or what the subject is."""
        above = self._above(word)
        return (
            self._relation[word].split(":")[0] in _PREDICATES
            or self._prepositions.get(word) in _LIKENING
            or word in self._copular
            or (above is not None and self._relation[word] in _OBJECTS and self._lemma[above].lower() in _EQUATING)
        )

    def _parts(self, word: int) -> bool:
        """Whether the word hangs so loosely that what is above it says nothing of it."""
        relation = self._relation[word]
        return relation.split(":")[0] in _LOOSE or (relation == "conj" and self._upos[word] not in _NOMINAL)

    def _beside(self, word: int) -> Iterator[tuple[int, bool]]:
        """What a word is joined to by "and"."""
        above = self._above(word)
        if above is not None and self._relation[word] == "conj" and above in self._at:
            yield above, True

    def _told_apart(self, these: Sequence[int], those: Sequence[int], *, is_near: bool) -> Iterator[Pair]:
        placed = self._placed
        for one in these:
            for other in those:
                if placed.quotation[one] == placed.quotation[other] and self._may_not_be(one, other, is_near=is_near):
                    yield _ordered(placed.mention[one], placed.mention[other])

    def _may_not_be(self, one: int, other: int, *, is_near: bool) -> bool:
        """Whether words say so too: no pronoun that turns back, no relative, no name said twice."""
        kind, text = self._placed.kind, self._placed.text
        if KIND["RELATIVE"] in (kind[one], kind[other]) or text[one].endswith(("self", "selves")):
            return False
        if kind[one] >= KIND["I"]:
            return is_near and text[one] not in _OWN and not self._owns(self._placed.head[one])
        is_called = kind[other] == KIND["YOU"] and kind[one] == KIND["PROPER"]
        return not is_called and not set(text[one].split()) & set(text[other].split())


def _ordered(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def partners(pairs: Sequence[Pair]) -> dict[int, list[int]]:
    """For each mention, those that it is kept apart from."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
        found[other].append(one)
    return dict(found)


def placed_mentions(
    mention: Ints, first: Ints, head: Ints, kind: Ints, texts: Sequence[str], quotation: Ints
) -> Placed:
    """The mentions chosen by `mention` from columns over all mentions."""
    chosen = mention.tolist()
    return Placed(
        mention=chosen,
        first=first[mention].tolist(),
        head=head[mention].tolist(),
        kind=kind[mention].tolist(),
        text=[texts[m] for m in chosen],
        quotation=quotation[mention].tolist(),
    )
