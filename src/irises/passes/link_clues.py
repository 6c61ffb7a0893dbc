"""What speaks for and against the entity of each mention, once everybody is linked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from irises.annotation.schemas import CATEGORIES, FORMS
from irises.passes.mention_traits import FEMININE, KIND, MASCULINE, UNKNOWN, MentionTraits
from irises.passes.places import Bools, Ints
from irises.passes.sureness import Calibrator, Floats, log_odds

CLUES = (
    *("belief", "told", "told_sure", "mention"),
    *("name", "indefinite", "possessive", "first_person", "you", "he_or_she", "they_or_we", "person"),
    *("size", "alone", "named", "pronouns_only", "nouns", "names", "agreement", "mean_belief"),
    *("first", "own_gap", "rival_gap", "rivals", "same_head", "other_head"),
)
"""The columns of `link_clues`: the mention's own, its entity's, and those of who else is near."""

_NEAR = 40
_COMMON, _PROPER, _PRONOUN = FORMS.index("common"), FORMS.index("proper"), FORMS.index("pronoun")


@dataclass(frozen=True, kw_only=True)
class LinkedMentions:
    """Mentions in text order with their entities (counted from 0): `belief` is how sure the linking was, `told` where a
    quotation's speaker or addressee decided instead, `told_sure` how sure that is; `mention` how sure the mention."""

    entity: Ints
    form: Ints
    category: Ints
    traits: MentionTraits
    quoted: Bools
    belief: Floats
    told: Bools
    told_sure: Floats
    mention: Floats


def sure_links(linked: LinkedMentions, telling: Calibrator | None, talk: Calibrator | None) -> Floats:
    """How likely each mention is to mean its entity, outside and inside quotations.

    Without calibrators it is as sure as the linking was.
    """
    if telling is None or talk is None:
        return np.where(linked.told, linked.told_sure, linked.belief).astype(np.float32)
    clues = link_clues(linked)
    inside = talk.probabilities(clues, CLUES)
    return np.where(linked.quoted, inside, telling.probabilities(clues, CLUES)).astype(np.float32)


def link_clues(linked: LinkedMentions) -> Floats:
    """The clues of every mention: float32, shape (mentions, len(CLUES))."""
    if not len(linked.entity):
        return np.zeros((0, len(CLUES)), dtype=np.float32)
    columns = _own_clues(linked) | _entity_clues(linked) | _near_clues(linked)
    return np.stack([np.asarray(columns[name], dtype=np.float32) for name in CLUES], axis=1)


def _own_clues(linked: LinkedMentions) -> dict[str, np.ndarray]:
    """What the mention says by itself."""
    kind = linked.traits.kind
    return {
        "belief": _moderate(linked.belief),
        "told": linked.told,
        "told_sure": np.where(linked.told, _moderate(linked.told_sure), 0.0),
        "mention": _moderate(linked.mention),
        "name": linked.form == _PROPER,
        "indefinite": kind == KIND["INDEFINITE"],
        "possessive": kind == KIND["POSSESSIVE"],
        "first_person": kind == KIND["I"],
        "you": kind == KIND["YOU"],
        "he_or_she": np.isin(kind, (KIND["HE"], KIND["SHE"], KIND["NEO"])),
        "they_or_we": np.isin(kind, (KIND["THEY"], KIND["WE"])),
        "person": linked.category == CATEGORIES.index("PER"),
    }


def _moderate(probability: Floats) -> Floats:
    """Log-odds between those of 0.01 and 0.99."""
    return log_odds(np.clip(probability, 0.01, 0.99))


def _entity_clues(linked: LinkedMentions) -> dict[str, np.ndarray]:
    """How the mention's entity looks as a whole."""
    entity = linked.entity
    size = np.bincount(entity)
    named = _share(entity, linked.form == _PROPER) > 0
    pronouns = _share(entity, linked.form == _PRONOUN)
    per_entity = {
        "size": np.log(size),
        "alone": size == 1,
        "named": named,
        "pronouns_only": (pronouns == 1) & (size > 1),
        "nouns": np.log1p(_distinct(entity, linked.traits.head, linked.form == _COMMON)),
        "names": np.log1p(_distinct(entity, linked.traits.text, linked.form == _PROPER)),
        "agreement": _genders(linked)[1],
        "mean_belief": _share(entity, linked.belief),
    }
    return {name: column[entity] for name, column in per_entity.items()}


def _near_clues(linked: LinkedMentions) -> dict[str, np.ndarray]:
    """How far the entity was mentioned before, and who else might be meant."""
    entity, n = linked.entity, len(linked.entity)
    place = np.arange(n)
    earlier, following = _neighbours(entity)
    own_gap = np.where(earlier < 0, _NEAR, np.minimum(place - earlier, _NEAR))
    rivals, rival_gap = _rivals(linked, following)
    described = linked.form != _PRONOUN
    pair = entity * (linked.traits.head.max() + 1) + linked.traits.head
    alike, with_head = (_rank(np.where(described, keys, -1 - place)) for keys in (pair, linked.traits.head))
    return {
        "first": earlier < 0,
        "own_gap": np.log(own_gap),
        "rival_gap": np.log(rival_gap),
        "rivals": rivals,
        "same_head": alike > 0,
        "other_head": with_head > alike,
    }


def _rivals(linked: LinkedMentions, following: Ints) -> tuple[Ints, Ints]:
    """How many other entities mentioned shortly before would fit (category, gender), and how near the nearest is."""
    entity, n = linked.entity, len(linked.entity)
    usual = _genders(linked)[0]
    size = np.bincount(entity)
    own = linked.traits.gender
    wanted = np.where(np.isin(own, (MASCULINE, FEMININE)), own, usual[entity])
    place = np.arange(n)
    rivals, nearest = np.zeros(n, dtype=np.int64), np.full(n, _NEAR, dtype=np.int64)
    theirs, is_open, is_rival = usual[entity], wanted == UNKNOWN, size[entity] > 1
    is_unknown = theirs == UNKNOWN
    for gap in range(1, min(_NEAR, n)):
        here, there = slice(gap, n), slice(n - gap)
        fits = is_open[here] | is_unknown[there] | (wanted[here] == theirs[there])
        fits &= (entity[here] != entity[there]) & is_rival[there]
        fits &= linked.category[here] == linked.category[there]
        nearest[here][fits & (nearest[here] > gap)] = gap
        rivals[here] += fits & (following[there] >= place[here])
    return rivals, nearest


def _genders(linked: LinkedMentions) -> tuple[Ints, np.ndarray]:
    """The gender that most mentions of each entity tell (UNKNOWN if none does), and how many of these agree."""
    n = int(linked.entity.max()) + 1
    counts = np.stack(
        [np.bincount(linked.entity[linked.traits.gender == g], minlength=n) for g in (MASCULINE, FEMININE)], axis=1
    )
    told = counts.sum(axis=1)
    usual = np.where(told > 0, np.array([MASCULINE, FEMININE])[counts.argmax(axis=1)], UNKNOWN)
    return usual, np.where(told > 0, counts.max(axis=1) / np.maximum(told, 1), 1.0)


def _share(entity: Ints, values: np.ndarray) -> np.ndarray:
    """Mean of the values of each entity's mentions."""
    return np.bincount(entity, weights=values) / np.bincount(entity)


def _distinct(entity: Ints, what: Ints, among: Bools) -> Ints:
    """How many different values each entity's mentions have, among some mentions."""
    pairs = np.unique(np.stack([entity[among], what[among]], axis=1), axis=0)
    return np.bincount(pairs[:, 0], minlength=int(entity.max()) + 1)


def _rank(keys: Ints) -> Ints:
    """How many earlier places have the same key."""
    order = np.argsort(keys, kind="stable")
    begins = np.flatnonzero(np.diff(keys[order], prepend=keys[order][:1] - 1))
    out = np.empty(len(keys), dtype=np.int64)
    out[order] = np.arange(len(keys)) - np.repeat(begins, np.diff(np.append(begins, len(keys))))
    return out


def _neighbours(entity: Ints) -> tuple[Ints, Ints]:
    """The place of the mention before with the same entity (-1 for none) and of the one after (all places for none)."""
    n = len(entity)
    order = np.argsort(entity, kind="stable")
    same = entity[order[1:]] == entity[order[:-1]]
    earlier, following = np.full(n, -1, dtype=np.int64), np.full(n, n, dtype=np.int64)
    earlier[order[1:][same]] = order[:-1][same]
    following[order[:-1][same]] = order[1:][same]
    return earlier, following
