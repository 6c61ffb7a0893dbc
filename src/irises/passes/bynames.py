"""People whom others call by another name than the narration does: "Aunt Juno" to her nieces, Mrs. Tarn to the reader.

Such a name is hardly ever a speaker's; whenever somebody is called by it, it is the same other person who answers, or
was talking before; and that person never speaks of anybody by it. A narrator is "I" to the reader, and may have a name
for each of those who call him something: none of them stands in what he tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from irises.annotation.schemas import FORMS
from irises.document.model import Document
from irises.passes.coreference import Surface, quotation_chains
from irises.passes.deixis import is_call
from irises.passes.given_names import gender_of_given
from irises.passes.interface import Tables
from irises.passes.mention_traits import KIND
from irises.passes.name_parts import NameParts, parse_name
from irises.passes.name_people import MAIDEN, WIFE
from irises.passes.places import ints

_CALLS, _SHARE, _RIVAL, _OWN = 4, 0.4, 0.5, 0.2
"""Answers needed, their share of all answers, and how many of them a rival's or the name's own answers may be."""
_OWN_IF_APART = 0.4
"""How many may be its own where the two are never named together and never talk to each other."""
_SPEAKS, _SPOKEN_OF, _MEETS = 0.2, 0.15, 0.15
_NARRATED, _SPEAKS_AS, _CALLED, _ANSWERED, _ANSWERS = 0.1, 0.4, 0.5, 0.5, 8
"""Of a narrator's names, by their uses in quotations: how many may be his own words, how much that he says may be taken
for the name's, how many are calls at least, of how many answers he gives them, and how many these are at least: a
narrator stands by when others are called, too."""
_WORD = 0.1
_NEXT = 2
_SENTENCE = 80
_SPOKEN = frozenset(("I", "we", "you"))
_NEIGHBOURS = 3


@dataclass(kw_only=True)
class _Naming:
    """What is known of an entity by its names: counts of given and family names and ranks, whether there is more than
    titles, uses, uses in quotations, and in whose; beside whom it is named, how often it is called, and who answers."""

    given: Counter[str] = field(default_factory=Counter)
    family: Counter[str] = field(default_factory=Counter)
    ranks: Counter[str] = field(default_factory=Counter)
    has_words: bool = False
    n: int = 0
    quoted: int = 0
    by: Counter[int] = field(default_factory=Counter)
    beside: Counter[int] = field(default_factory=Counter)
    calls: int = 0
    answers: Counter[int] = field(default_factory=Counter)


def other_names(document: Document, tables: Tables, surface: Surface) -> dict[int, int]:
    """For entities that are somebody else, or a narrator, under another name, that other entity."""
    entities, speakers = tables["entities"], tables["quotations"]["speaker"].to_pylist()
    chain = quotation_chains(tables)
    answers = _Answers(chain[surface.quotation].tolist(), sorted(set(chain[:-1].tolist())), speakers)
    naming = _namings(document, tables, surface, answers)
    spoken = Counter(speakers[turn] for turn in answers.turns)
    pronouns = [next((word for word in used if word not in _SPOKEN), "") for used in entities["pronouns"].to_pylist()]
    pronouns = [told or _pronoun_of(naming.get(entity)) for entity, told in enumerate(pronouns)]
    narrates = entities["is_narrator"].to_pylist()
    told = _names_of_narrators(document, tables, surface, naming, spoken, pronouns)
    found: dict[int, int] = {}
    for entity, own in naming.items():
        if (
            entity in told
            or narrates[entity]
            or not own.has_words
            or spoken[entity] > _SPEAKS * own.n
            or 2 * own.quoted < own.n
        ):
            continue
        able = [
            (count, other)
            for other, count in own.answers.items()
            if other != entity
            and other in naming
            and not narrates[other]
            and pronouns[entity] == pronouns[other] != ""
            and _may_be_one(own, naming[other])
        ]
        apart = {other for _, other in able if _are_apart(own, entity, other, answers)}
        best = _clear(able, own.answers[entity], own.answers.total(), apart)
        if best is not None and not _is_spoken_of(own, naming[best], best):
            found[entity] = best
    found = _compatible({entity: other for entity, other in found.items() if other not in found}, naming)
    return told | {entity: told.get(other, other) for entity, other in found.items()}


def _names_of_narrators(
    document: Document,
    tables: Tables,
    surface: Surface,
    naming: Mapping[int, _Naming],
    spoken: Mapping[int, int],
    pronouns: Sequence[str],
) -> dict[int, int]:
    """For entities by whose names others call a narrator, that narrator; the names of one agree in their pronoun."""
    narrators = [entity for entity, tells in enumerate(tables["entities"]["is_narrator"].to_pylist()) if tells]
    found: dict[int, int] = {}
    for narrator in narrators:
        if spoken[narrator] < _ANSWERS:
            continue
        narrated = _named_where_told(document, tables, surface, narrator)
        able = [
            entity
            for entity, own in naming.items()
            if entity not in narrators
            and own.has_words
            and _is_answered_by(narrator, entity, own)
            and own.calls >= _CALLED * own.quoted
            and max(narrated[entity], own.by[narrator]) <= _NARRATED * own.quoted
            and spoken[entity] <= _SPEAKS_AS * own.quoted
        ]
        able.sort(key=lambda entity: (-naming[entity].calls, entity))
        said = next((pronouns[entity] for entity in able if pronouns[entity]), "")
        found |= {entity: narrator for entity in able if entity not in found and pronouns[entity] in ("", said)}
    return found


def _is_answered_by(narrator: int, entity: int, own: _Naming) -> bool:
    """Whether a narrator mostly answers when a name is called, but for answers that were given to the name itself."""
    others = own.answers.total() - own.answers[entity]
    return own.answers[narrator] >= max(_ANSWERS, _ANSWERED * others, own.answers[entity])


def _named_where_told(document: Document, tables: Tables, surface: Surface, narrator: int) -> Counter[int]:
    """How often each entity is named outside quotations in the sections where a narrator says "I"."""
    section = ints(document.tables["paragraphs"], "section_id")[document.words.paragraph[surface.first]]
    entity, outside = ints(tables["mentions"], "entity_id"), surface.quotation < 0
    told = np.unique(section[(entity == narrator) & outside & (surface.traits.kind == KIND["I"])])
    return Counter(entity[np.isin(section, told) & outside & (surface.form == FORMS.index("proper"))].tolist())


def _pronoun_of(own: _Naming | None) -> str:
    """The pronoun that the usual given name tells, or ""."""
    given = own.given.most_common(1)[0][0] if own is not None and own.given else ""
    return {"feminine": "she", "masculine": "he"}.get(gender_of_given(given) or "", "")


def _compatible(found: dict[int, int], naming: dict[int, _Naming]) -> dict[int, int]:
    """What was found, without names of one person that two would bear: those answered more often stay."""
    kept: dict[int, int] = {}
    for entity, other in sorted(found.items(), key=lambda pair: -naming[pair[0]].answers[pair[1]]):
        if all(_may_be_one(naming[entity], naming[one]) for one, same in kept.items() if same == other):
            kept[entity] = other
    return kept


def _is_spoken_of(own: _Naming, other: _Naming, number: int) -> bool:
    """Whether the other speaks of somebody by the name, or is named beside it."""
    is_beside = own.beside[number] > _MEETS * min(own.n, other.n)
    return is_beside or own.by[number] > _SPOKEN_OF * own.quoted


def _clear(able: Iterable[tuple[int, int]], own: int, total: int, apart: Set[int]) -> int | None:
    """The entity that answers often enough, and clearly more often than any other that may.

    `apart` are those that never meet whom the name is of.
    """
    ranked = sorted(able, key=lambda pair: (-pair[0], pair[1]))
    if not ranked:
        return None
    count, best = ranked[0]
    most_own = _OWN_IF_APART if best in apart else _OWN
    rival = max([own / most_own * _RIVAL, *(other for other, _ in ranked[1:2])])
    return best if count >= _CALLS and count >= _SHARE * total and rival <= _RIVAL * count else None


def _are_apart(own: _Naming, entity: int, other: int, answers: _Answers) -> bool:
    """Whether the two are never named together, and never take turns."""
    return not own.beside[other] and (entity, other) not in answers.pairs


class _Answers:
    """Who talks next to a speech: `speech` is that of each mention (-1 outside), `turns` are all speeches, `pairs` the
    speakers of neighbouring ones."""

    def __init__(self, speech: Sequence[int], turns: Sequence[int], speakers: Sequence[int | None]) -> None:
        self.speech, self.turns, self.speakers = speech, turns, speakers
        self.place = {turn: place for place, turn in enumerate(turns)}
        said = [speakers[turn] for turn in turns]
        self.pairs = {pair for one, other in pairwise(said) for pair in ((one, other), (other, one))}

    def to(self, speech: int) -> list[int]:
        """Who else speaks just before it and just after."""
        place, speaker = self.place[speech], self.speakers[speech]
        found = []
        for turns in (self.turns[max(0, place - _NEXT) : place][::-1], self.turns[place + 1 : place + 1 + _NEXT]):
            others = (self.speakers[turn] for turn in turns)
            found += [one for one in others if one is not None and one != speaker][:1]
        return found


def _namings(document: Document, tables: Tables, surface: Surface, answers: _Answers) -> dict[int, _Naming]:
    """The naming of each entity that has a proper name."""
    entity = ints(tables["mentions"], "entity_id").tolist()
    starts, ends = ints(tables["mentions"], "start").tolist(), ints(tables["mentions"], "end").tolist()
    named = np.flatnonzero(surface.form == FORMS.index("proper")).tolist()
    nouns = {end for end, form in zip(ends, surface.form.tolist(), strict=True) if form != FORMS.index("pronoun")}
    naming: defaultdict[int, _Naming] = defaultdict(_Naming)
    parsed: dict[str, NameParts] = {}
    for rank, mention in enumerate(named):
        own, speech = naming[entity[mention]], answers.speech[mention]
        own.n += 1
        words = document.text[starts[mention] : ends[mention]]
        if words not in parsed:
            parsed[words] = parse_name(words)
        _count_words(own, parsed[words])
        for other in named[max(0, rank - _NEIGHBOURS) : rank]:
            if starts[mention] - ends[other] < _SENTENCE and answers.speech[other] == speech:
                own.beside[entity[other]] += 1
                naming[entity[other]].beside[entity[mention]] += 1
        if speech >= 0:
            own.quoted += 1
            own.by[_known(answers.speakers[speech])] += 1
            is_apposed = _before_comma(document.text, starts[mention]) in nouns
            if is_call(document.text, starts[mention], ends[mention]) and not is_apposed:
                own.calls += 1
                own.answers.update(answers.to(speech))
    return dict(naming)


def _before_comma(text: str, at: int) -> int:
    """Where the words end that a comma parts from what begins at `at`, or -1."""
    before = text[max(0, at - 20) : at].rstrip()
    return max(0, at - 20) + len(before) - 1 if before.endswith(",") else -1


def _known(speaker: int | None) -> int:
    return -1 if speaker is None else speaker


def _count_words(own: _Naming, parts: NameParts) -> None:
    """Enters the name's words where their part in it is plain."""
    own.ranks.update(parts.ranks)
    own.has_words = own.has_words or bool(parts.words)
    if len(parts.words) > 1 and not parts.is_definite:
        own.given[parts.words[0]] += 1
        own.family[parts.words[-1]] += 1
    elif parts.words and (not parts.titles or parts.titles[-1].takes == "given"):
        own.given[parts.words[0]] += 1
    elif parts.words and parts.titles[-1].takes == "family":
        own.family[parts.words[0]] += 1


def _may_be_one(own: _Naming, other: _Naming) -> bool:
    """Whether one person can bear both names: no two given names, no two family names, not Miss and Mrs."""
    for first, second in ((own, other), (other, own)):
        if _usual(first, first.ranks) & MAIDEN and _usual(second, second.ranks) & WIFE:
            return False
    family, other_family = _usual(own, own.family), _usual(other, other.family)
    given, other_given = _usual(own, own.given) - family, _usual(other, other.given) - other_family
    family_clash = family and other_family and not family & other_family
    return not family_clash and not (given and other_given and not given & other_given)


def _usual(own: _Naming, words: Counter[str]) -> set[str]:
    return {word for word, count in words.items() if count >= _WORD * own.n}
