"""Mentions that cannot mean one person where they stand, by the grammar of their sentence.

What binding theory says of subjects (Chomsky 1981; as a filter for pronouns: Lappin and Leass 1994): a name or a
description is not whom the subject of a clause around it means ("Ann took the girl's hand"), a pronoun that is the
object of a verb is not whom the verb's subject means ("they blamed him"), an owner is not what is owned ("his mother"),
and people joined by "and" are several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.passes.mention_traits import KIND
from irises.passes.places import Bools, Ints, one_of

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
# A pair of numbers of words or mentions in one.
_BITS = 32
_LOW = (1 << _BITS) - 1


@dataclass(frozen=True, kw_only=True)
class Placed:
    """The mentions of people, by parallel columns in text order: mention_id, indices of first word and head word, kind
    of reference (`mention_traits.KIND`), lower-cased words, and the quotation around it (-1 for none)."""

    mention: Ints
    first: Ints
    head: Ints
    kind: Ints
    text: Sequence[str]
    quotation: Ints


def kept_apart(tokens: pa.Table, placed: Placed) -> list[Pair]:
    """Pairs of mentions that are not one person by the grammar of their sentence, sorted, each once."""
    trees = _Trees(tokens)
    owner, owned = _owners(trees, placed)
    one, other = _told_apart(trees, placed)
    these, those = placed.mention[np.concatenate([owner, one])], placed.mention[np.concatenate([owned, other])]
    pairs = np.unique(_keys(np.minimum(these, those), np.maximum(these, those)))
    return list(zip((pairs >> _BITS).tolist(), (pairs & _LOW).tolist(), strict=True))


class _Trees:
    """What each word is in the tree of its sentence; -1 is above a root."""

    def __init__(self, tokens: pa.Table) -> None:
        n = len(tokens)
        head = pc.fill_null(tokens["head"], -1).to_numpy().astype(np.int64)
        self.above: Ints = np.where(head == np.arange(n), -1, head)
        relation, upos, lemma = tokens["deprel"], tokens["upos"], tokens["lemma"]
        low = pc.utf8_lower(lemma)
        is_object = one_of(relation, _OBJECTS)
        self.is_subject = one_of(relation, _SUBJECTS) & (self.above >= 0)
        self.is_owner = one_of(relation, {"nmod:poss"})
        self.is_joined = one_of(relation, {"conj"})
        self.is_object = is_object | (one_of(relation, {"obl"}) & self._after(relation, one_of(low, _APART_AFTER)))
        """Whether it is the object of a verb, or of a preposition that keeps it apart from the subject."""
        equated = is_object & one_of(low, _EQUATING)[self.above] & (self.above >= 0)
        copular = np.zeros(n, dtype=bool)
        copular[self.above[one_of(relation, {"cop"}) & (self.above >= 0)]] = True
        likened = self._after(relation, one_of(low, _LIKENING))
        self.is_predicate = _of_kind(relation, _PREDICATES) | likened | copular | equated
        """Whether it may say who or what the subject is."""
        self.parts = _of_kind(relation, _LOOSE) | (self.is_joined & ~one_of(upos, _NOMINAL))
        """Whether it hangs so loosely that what is above it says nothing of it."""
        self.owns = one_of(lemma, {"her", "she"}) & np.append(one_of(upos, _MODIFIED)[1:], False)[:n]
        """Whether what the tree takes for an object is "her" before a noun."""

    def _after(self, relation: pa.ChunkedArray, chosen: Bools) -> Bools:
        """Whether the preposition before each word, the last if there are several, is one of those chosen."""
        prepositions = np.flatnonzero(one_of(relation, {"case"}) & (self.above >= 0))
        after = np.zeros(len(chosen), dtype=bool)
        after[self.above[prepositions]] = chosen[prepositions]
        return after


def _of_kind(relation: pa.ChunkedArray, kinds: frozenset[str]) -> Bools:
    """Whether each relation, without its subtype, is one of these."""
    return one_of(relation, [what for what in relation.unique().to_pylist() if what and what.split(":")[0] in kinds])


def _owners(trees: _Trees, placed: Placed) -> tuple[Ints, Ints]:
    """Owners with what is owned: mentions that begin with the same word, one of them ending there."""
    above = trees.above[placed.head]
    owner = np.flatnonzero(trees.is_owner[placed.head] & (placed.kind != KIND["YOU"]) & (above >= 0))
    which, owned = _found(_keys(placed.first[owner], above[owner]), _keys(placed.first, placed.head))
    return owner[which], owned


def _told_apart(trees: _Trees, placed: Placed) -> tuple[Ints, Ints]:
    """Mentions with those that their place in the tree keeps apart from them, where their words say so too."""
    word, over, is_near = _words_apart(trees, np.unique(placed.head))
    which, one = _found(word, placed.head)
    at, other = _found(over[which], placed.head)
    one, is_near = one[at], is_near[which[at]]
    may = (placed.quotation[one] == placed.quotation[other]) & _may_not_be(trees, placed, one, other, is_near)
    return one[may], other[may]


def _words_apart(trees: _Trees, words: Ints) -> tuple[Ints, Ints, Bools]:
    """Of words in ascending order: those with the subjects of clauses around them that stand before them, or with what
    they are joined to by "and"; and whether the two are as near as a verb's subject and object."""
    subjects = words[trees.is_subject[words]]
    joined = words[trees.is_joined[words] & np.isin(trees.above[words], words)]
    found = [(joined, trees.above[joined], np.ones(len(joined), dtype=bool))]
    word = at = words[~trees.is_predicate[words]]
    is_near = trees.is_object[word]
    for _ in range(_HIGHEST):
        goes_on = (trees.above[at] >= 0) & ~trees.parts[at]
        word, below, is_near = word[goes_on], at[goes_on], is_near[goes_on]
        at = trees.above[below]
        which, number = _found(at, trees.above[subjects])
        subject = subjects[number]
        is_other = (subject < word[which]) & (subject != below[which])
        found.append((word[which][is_other], subject[is_other], is_near[which][is_other]))
        is_near = np.zeros(len(word), dtype=bool)
    word, over, is_near = (np.concatenate(column) for column in zip(*found, strict=True))
    return word, over, is_near


def _may_not_be(trees: _Trees, placed: Placed, one: Ints, other: Ints, is_near: Bools) -> Bools:
    """Whether words say so too: no pronoun that turns back, no relative, no name said twice."""
    kind, text = placed.kind, placed.text
    is_own = np.array([words in _OWN for words in text], dtype=bool)
    is_self = np.array([words.endswith(("self", "selves")) for words in text], dtype=bool)
    open_to = ~is_self[one] & (kind[one] != KIND["RELATIVE"]) & (kind[other] != KIND["RELATIVE"])
    is_pronoun = kind[one] >= KIND["I"]
    is_called = (kind[other] == KIND["YOU"]) & (kind[one] == KIND["PROPER"])
    may = open_to & np.where(is_pronoun, is_near & ~is_own[one] & ~trees.owns[placed.head[one]], ~is_called)
    described = np.flatnonzero(may & ~is_pronoun)
    pairs = zip(one[described].tolist(), other[described].tolist(), strict=True)
    may[described] = [set(text[a].split()).isdisjoint(text[b].split()) for a, b in pairs]
    return np.asarray(may)


def _found(wanted: Ints, among: Ints) -> tuple[Ints, Ints]:
    """Where the wanted values are among others: the place of each in `wanted`, and its places in `among`."""
    order = np.argsort(among, kind="stable")
    low, high = (np.searchsorted(among[order], wanted, side=side) for side in ("left", "right"))
    which = np.repeat(np.arange(len(wanted)), high - low)
    within = np.arange(len(which)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
    return which, order[low[which] + within]


def _keys(one: Ints, other: Ints) -> Ints:
    """A number for each pair of numbers, in the order of the pairs."""
    return (one << _BITS) + other


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
    return Placed(
        mention=mention,
        first=first[mention],
        head=head[mention],
        kind=kind[mention],
        text=[texts[m] for m in mention.tolist()],
        quotation=quotation[mention],
    )
