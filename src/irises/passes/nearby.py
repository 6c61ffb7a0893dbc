"""Whom "he" and "she" mean in a paragraph of narration that has named somebody else than links say.

A paragraph that says "Anna's heart sank. She turned" speaks of Anna, also where pair scores, which see the whole story,
lean to the story's heroine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pyarrow as pa

from irises.passes.clauses import SUBJECTS, Clauses
from irises.passes.given_names import gender_of_given
from irises.passes.interface import Tables
from irises.passes.mention_traits import FEMININE, MASCULINE, traits_of
from irises.passes.places import ints

_MASCULINE = frozenset("he him his himself".split())
_FEMININE = frozenset("she her hers herself".split())
_OF_PRONOUN = {**dict.fromkeys(_MASCULINE, "masculine"), **dict.fromkeys(_FEMININE, "feminine")}
_OF_TRAIT = {MASCULINE: "masculine", FEMININE: "feminine"}
_SURE = 0.9


def meant_nearby(clauses: Clauses, tables: Tables, people: frozenset[int]) -> dict[int, int]:
    """The person, by word index, of pronouns that mean somebody named in their paragraph rather than their entity.

    Only `people` are looked for. A pronoun keeps its entity where the link is sure, or where the paragraph has spoken
    of that entity before; else it goes to the last one named as a subject or owner whose gender allows it.
    """
    genders = _genders(tables["entities"], people)
    sure = tables["mentions"]["entity_confidence"].to_pylist()
    paragraph = ints(tables["sentences"], "paragraph_id")[clauses.sentence].tolist()
    narrated = (w for w in clauses.people_words.tolist() if clauses.quotation[w] < 0)
    meant: dict[int, int] = {}
    for _, words in groupby(narrated, key=lambda w: paragraph[w]):
        meant.update(_in_paragraph(clauses, words, genders, sure, people))
    return meant


@dataclass
class _Spoken:
    """Who a paragraph has spoken of so far, the words that name somebody as a subject or owner, and who is meant
    instead of an entity until that is named."""

    of: set[int] = field(default_factory=set)
    named: list[int] = field(default_factory=list)
    instead: dict[int, int] = field(default_factory=dict)


def _in_paragraph(
    clauses: Clauses, words: Iterator[int], genders: dict[int, str], sure: list[float], people: frozenset[int]
) -> Iterator[tuple[int, int]]:
    spoken = _Spoken()
    for word in words:
        who, gender, mention = clauses.person(word), _OF_PRONOUN.get(clauses.words[word]), clauses.mention(word)
        if who is None or mention is None:
            continue
        if gender is None:
            _note(clauses, word, who, spoken, people)
        elif who not in spoken.of and sure[mention] < _SURE:
            other = next((n for n in reversed(spoken.named) if _fits(clauses, word, n, gender, genders)), None)
            named = spoken.instead.get(who, clauses.person(other))
            if named is not None:
                spoken.instead[who] = named
                yield word, named
            elif not spoken.named:
                spoken.of.add(who)
        else:
            spoken.of.add(who)


def _note(clauses: Clauses, word: int, who: int, spoken: _Spoken, people: frozenset[int]) -> None:
    """Takes down a mention that is no pronoun of the third person."""
    acts = clauses.relation[word] in SUBJECTS
    if acts or who not in spoken.instead:
        spoken.instead.pop(who, None)
        spoken.of.add(who)
    is_name = clauses.upos[word] == "PROPN" and (acts or clauses.relation[word] == "nmod:poss")
    is_known = clauses.upos[word] == "NOUN" and acts and any(clauses.words[w] == "the" for w in clauses.children(word))
    if who in people and (is_name or is_known):
        spoken.named.append(word)


def _fits(clauses: Clauses, pronoun: int, name: int, gender: str, genders: dict[int, str]) -> bool:
    """Whether a pronoun can mean who a name names: not as the object of what the named one does."""
    person = clauses.person(name)
    is_object = clauses.relation[pronoun] not in (*SUBJECTS, "nmod:poss")
    apart = not is_object or clauses.sentence[pronoun] != clauses.sentence[name]
    return apart and person is not None and genders.get(person, gender) == gender


def _genders(entities: pa.Table, people: frozenset[int]) -> dict[int, str]:
    """The gender of those of the people whose pronouns or name tell it."""
    found = {}
    columns = (entities[name].to_pylist() for name in ("entity_id", "name", "pronouns"))
    for who, name, pronouns in zip(*columns, strict=True):
        if who not in people:
            continue
        gender = next((_OF_PRONOUN[word] for word in pronouns if word in ("he", "she")), None) or _of_name(name)
        if gender is not None:
            found[who] = gender
    return found


def _of_name(name: str) -> str | None:
    words = name.split()
    title = _OF_TRAIT.get(int(traits_of([words], [0]).gender[0])) if words else None
    return title or (gender_of_given(words[0].lower()) if words else None)
