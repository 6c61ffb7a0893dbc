"""Whom words inside quotations mean, once it is known who says them to whom: I, you, we, he, she, "sir", "my dear"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from irises.annotation.schemas import CATEGORIES, FORMS
from irises.document.model import Document
from irises.passes.coreference import Surface, quotation_chains
from irises.passes.hearers import Hearers
from irises.passes.interface import Tables
from irises.passes.kinship import Kinship, Named, named_by
from irises.passes.mention_traits import KIND, traits_of
from irises.passes.name_parts import NameParts, parse_name
from irises.passes.name_people import ranks_agree
from irises.passes.places import Ints, ints
from irises.passes.spoken_of import Talk, settle

_SURE = 0.5
_COMMA = 2
"""Code points of a comma and a space."""
_BLANK = " \t\n_*"
"""What may stand between a call and the punctuation before it: white space, and marks of italics."""
_VOCATIVE_AFTER = frozenset(",.!?;—–-…\"”’'")
_VOCATIVE_BEFORE = frozenset(",.!?;—–-…\"“‘'")
_ADDRESS = frozenset(
    "sir madam ma'am miss missy missus mister dear dearest darling love sweetheart sweet honey lad lass laddie lassie "
    "friend fellow boy girl child chap man woman son daughter ami amie cher chère sonny kid buddy baby "
    "majesty lordship ladyship highness honour honor excellency lord lady guv'nor governor boss chief".split()
)
"""Last words of what one calls somebody by without a name."""
_MINE = frozenset(("my", "mon", "ma", "our", "your", "old", "dear", "young", "good", "poor", "little"))
"""First words that such a call may have, if it has several."""


@dataclass(kw_only=True)
class Meant:
    """Entity of every mention; `told` says how sure those are that were settled here; `speaker` is that of every
    quotation, `speaker_sure` how sure it is; `members` are the people of each group that was made."""

    entity: Ints
    told: dict[int, float]
    speaker: list[int | None]
    speaker_sure: list[float]
    members: dict[int, list[int]] = field(default_factory=dict)


def meant_in_speech(
    document: Document, tables: Tables, surface: Surface, joined: Mapping[int, int] = MappingProxyType({})
) -> Meant:
    """The entities of the `mentions` table's rows, those inside quotations settled by speaker and hearers.

    `joined` are entities that are known to be others.
    """
    named = named_by(tables["aliases"])
    talk = talk_of(document, tables, surface, named, joined)
    settle(talk)
    hearers = Hearers(talk, talk.calls)
    Kinship(talk, hearers.likeliest, named).tell(said=True)
    members = _settle_groups(talk, hearers)
    return Meant(
        entity=np.array(talk.entity, dtype=np.int64),
        told=talk.told,
        speaker=talk.speaker,
        speaker_sure=talk.speaker_sure,
        members=members,
    )


def talk_of(
    document: Document,
    tables: Tables,
    surface: Surface,
    named: dict[int, Named],
    joined: Mapping[int, int] = MappingProxyType({}),
) -> Talk:
    """The mentions, with "I", "you", calls and kin settled; `named` is what entities' names tell, `joined` are entities
    known to be others."""
    talk = untold_talk(document, tables, surface, joined)
    phrases = {m: document.text[talk.start[m] : talk.end[m]] for m in sorted(talk.calls)}
    by_name = [m for m, words in phrases.items() if not is_address(words)]
    hearers = Hearers(talk, by_name)
    linked = list(talk.entity)
    Kinship(talk, hearers.likeliest, named).tell(said=False)
    _settle_cued(talk, tables["quotations"], linked)
    _settle_first_and_second(talk, hearers)
    for mention, words in phrases.items():
        if is_address(words):
            hearers.tell(mention, _gender_of_call(words))
    _settle_namesakes(talk, by_name, named)
    Kinship(talk, hearers.likeliest, named).tell(said=True)
    return talk


def _settle_cued(talk: Talk, quotations: pa.Table, linked: Sequence[int]) -> None:
    """Lets quotations be said by whom their cue's kin phrase ("said her mother") means, if they were by whom it was
    linked to, or by nobody known."""
    told = {talk.start[mention]: mention for mention in talk.told}
    places = sorted(told)
    cues = zip(quotations["cue_start"].to_pylist(), quotations["cue_end"].to_pylist(), strict=True)
    for quotation, (start, end) in enumerate(cues):
        inside = places[bisect_left(places, start) :][:1] if start is not None else []
        mention = told[inside[0]] if inside and inside[0] < end else None
        if mention is not None and talk.speaker[quotation] in (None, linked[mention]):
            talk.speaker[quotation] = talk.entity[mention]
            talk.speaker_sure[quotation] = max(talk.speaker_sure[quotation], talk.told[mention])


def _settle_namesakes(talk: Talk, calls: Sequence[int], named: Mapping[int, Named]) -> None:
    """A call by a family name means the one who hears it, if whoever bears it elsewhere takes no part in the talk."""
    hearers = Hearers(talk, [])
    for mention in calls:
        parts = parse_name(" ".join(talk.words[mention]))
        if len(parts.words) != 1 or _is_apposed(talk, mention):
            continue
        there = hearers.around(talk.speech[mention])
        alike = {who for who in there if who in named and _may_be_called(talk, named[who], who, parts)}
        if talk.entity[mention] not in there and len(alike) == 1:
            talk.tell(mention, next(iter(alike)), _SURE)


def _is_apposed(talk: Talk, mention: int) -> bool:
    """Whether a comma alone parts it from a noun before ("my aunt, Mrs. Venn")."""
    before = mention - 1
    return before >= 0 and talk.kind[before] < KIND["I"] and 0 <= talk.start[mention] - talk.end[before] <= _COMMA


def _may_be_called(talk: Talk, names: Named, person: int, parts: NameParts) -> bool:
    """Whether the person has the family name, and neither rank nor pronoun that its titles rule out."""
    told = {"feminine": "he", "masculine": "she"}.get(parts.gender or "")
    return parts.words[0] in names.families and talk.pronoun[person] != told and ranks_agree(names.ranks, parts.ranks)


def untold_talk(
    document: Document, tables: Tables, surface: Surface, joined: Mapping[int, int] = MappingProxyType({})
) -> Talk:
    """The mentions as coreference linked them; `joined` are entities known to be others."""
    mentions, quotations, entities = tables["mentions"], tables["quotations"], tables["entities"]
    chains = quotation_chains(tables)
    hearers = [frozenset(joined.get(e, e) for e in people or ()) for people in quotations["addressees"].to_pylist()]
    named = {
        entity
        for entity, form in zip(
            tables["aliases"]["entity_id"].to_pylist(), tables["aliases"]["form"].to_pylist(), strict=True
        )
        if form == "proper"
    }
    talk = Talk(
        entity=[joined.get(e, e) for e in ints(mentions, "entity_id").tolist()],
        sure=mentions["entity_confidence"].to_pylist(),
        kind=surface.traits.kind.tolist(),
        form=mentions["form"].to_pylist(),
        is_person=(surface.category == CATEGORIES.index("PER")).tolist(),
        speech=chains[surface.quotation].tolist(),
        start=ints(mentions, "start").tolist(),
        end=ints(mentions, "end").tolist(),
        words=surface.words,
        begins=chains[:-1].tolist(),
        speaker=[None if e is None else joined.get(e, e) for e in quotations["speaker"].to_pylist()],
        speaker_sure=quotations["speaker_confidence"].to_pylist(),
        hearers=hearers,
        hearers_sure=quotations["addressees_confidence"].to_pylist(),
        pronoun=[used[0] if used else "" for used in entities["pronouns"].to_pylist()],
        is_group=[bool(people) for people in entities["members"].to_pylist()],
        is_named=[entity in named for entity in range(len(entities))],
        n=entities["n_mentions"].to_pylist(),
    )
    return replace(talk, calls=frozenset(_calls_in(document.text, talk)))


def _calls_in(text: str, talk: Talk) -> Iterator[int]:
    """The mentions inside quotations that call somebody."""
    nouns = (m for m, speech in enumerate(talk.speech) if speech >= 0 and talk.kind[m] < KIND["I"])
    return (m for m in nouns if is_call(text, talk.start[m], talk.end[m]))


def _settle_first_and_second(talk: Talk, hearers: Hearers) -> None:
    """ "I" is the speaker, "you" the hearer."""
    for mention, speech in enumerate(talk.speech):
        speaker = talk.speaker[speech] if speech >= 0 else None
        if speaker is not None and talk.kind[mention] == KIND["I"]:
            talk.tell(mention, speaker, talk.speaker_sure[speech])
        elif speech >= 0 and talk.kind[mention] == KIND["YOU"]:
            hearers.tell(mention)


def _gender_of_call(words: str) -> int:
    """The gender that the last word of a call tells."""
    return int(traits_of([words.strip("_*").split()], [FORMS.index("common")]).gender[0])


def is_call(text: str, start: int, end: int) -> bool:
    """Whether the words stand between punctuation, as a vocative does."""
    before, after = text[max(0, start - 200) : start].rstrip(_BLANK)[-1:], text[end : end + 5].lstrip("_*")[:1]
    return before in _VOCATIVE_BEFORE and after in _VOCATIVE_AFTER


def is_address(words: str) -> bool:
    """Whether the words call somebody without a name: "sir", "my dear fellow", "Mamma", "Doctor"."""
    folded = [word.strip("._-'\"").replace("’", "'") for word in words.lower().replace("ma am", "ma'am").split()]
    if not folded or (len(folded) > 1 and folded[0] not in _MINE):
        return False
    if folded[-1] in _ADDRESS:
        return True
    parts = parse_name(words)
    return folded[0] not in ("my", "our", "your") and parts.is_epithet and not parts.is_definite


def _settle_groups(talk: Talk, hearers: Hearers) -> dict[int, list[int]]:
    """ "We" is the speaker with the likeliest hearer: the members of each group made."""
    number: dict[tuple[int, ...], int] = {}
    for mention, speech in enumerate(talk.speech):
        speaker = talk.speaker[speech] if speech >= 0 and talk.kind[mention] == KIND["WE"] else None
        hearer, sure = hearers.likeliest(speech) if speaker is not None else (None, 0.0)
        if speaker is not None and hearer is not None:
            group = number.setdefault(tuple(sorted((speaker, hearer))), len(talk.pronoun) + len(number))
            talk.tell(mention, group, sure * _SURE)
    return {group: list(people) for people, group in number.items()}
