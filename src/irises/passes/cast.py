"""The cast: "I" and "you" inside quotations, the narrator's name as others use it, and who is a character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from irises.document.model import Document
from irises.document.pronouns import SPOKEN
from irises.encode.encoding import Encoding
from irises.passes.bynames import other_names
from irises.passes.characters import with_characters
from irises.passes.coreference import Surface, quotation_chains, surface_of
from irises.passes.deixis import is_call, meant_in_speech
from irises.passes.entity_tables import describe, with_entities
from irises.passes.given_people import given_entities, with_given
from irises.passes.hearer_clues import sure_hearers
from irises.passes.interface import PassSpec, Tables
from irises.passes.link_clues import LinkedMentions, sure_links
from irises.passes.mention_traits import KIND
from irises.passes.places import Ints, ints, table_of
from irises.passes.revealed import known_when_revealed
from irises.passes.sureness import calibrator
from irises.passes.writers import unnamed_writer

_THIRD_PERSON_SHARE = 0.1


class Cast:
    """Settles who is meant where it takes the speakers to know it."""

    spec = PassSpec(
        name="cast",
        version=5,
        requires=frozenset({"tokens", "quotations", "mentions", "entities", "aliases", "events"}),
        provides=frozenset({"mentions", "entities", "aliases", "quotations"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> None:
        """No model is asked: speakers and addressees suffice."""
        return None

    def decode(self, document: Document, tables: Tables, scores: None = None) -> dict[str, pa.Table]:
        """The same mentions and quotations with their final entities, and the entities described anew."""
        settled = settle(document, tables)
        joined, number = settled.joined, settled.number
        sure = sure_links(settled.linked, calibrator("links"), calibrator("links in quotations"))
        mentions = with_entities(tables["mentions"], settled.linked.entity, sure.tolist(), source=self.spec.source)
        was_narrator = tables["entities"]["is_narrator"].to_pylist()
        narrators = {
            number[joined.get(e, e)] for e, told in enumerate(was_narrator) if told and joined.get(e, e) in number
        }
        flags = [e in narrators for e in range(len(number))]
        members = _members(tables, settled.made, joined, number)
        described = describe(document, mentions, flags, members, source=self.spec.source)
        described["entities"] = _with_pronouns_of_names(described["entities"], tables["entities"], settled)
        quotations = _requoted(tables["quotations"], settled, source=self.spec.source)
        final = {"mentions": mentions, "quotations": quotations, **described}
        final |= known_when_revealed(document, {**tables, **final})
        final["entities"] = with_characters({**tables, **final}, source=self.spec.source)
        return with_given(final, document.given)


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The mentions with their final entities; `joined` maps former entities to those that they went into, `number`
    these to the final ones; `made` are the groups made here, with the former entities in each; `speaker` is the former
    entity that says each quotation, `speaker_sure` how sure it is."""

    linked: LinkedMentions
    speaker: list[int | None]
    speaker_sure: list[float]
    made: dict[int, list[int]]
    joined: dict[int, int]
    number: dict[int, int]


def settle(document: Document, tables: Tables) -> Settled:
    """Who is meant by each mention, once the speakers are known."""
    surface = surface_of(document, tables)
    given = given_entities(tables["entities"])
    same = {one: other for one, other in other_names(document, tables, surface).items() if not {one, other} <= given}
    meant = meant_in_speech(document, tables, surface, same)
    joined = _named_narrators(document, tables, surface, meant.entity, frozenset(same.values()))
    joined |= {entity: joined.get(other, other) for entity, other in same.items()}
    entity = np.array([joined.get(e, e) for e in meant.entity.tolist()], dtype=np.int64)
    number = _renumbering(entity)
    linked = _linked_mentions(tables, surface, _renumbered(entity, number), meant.told)
    return Settled(
        linked=linked,
        speaker=meant.speaker,
        speaker_sure=meant.speaker_sure,
        made=meant.members,
        joined=joined,
        number=number,
    )


def _linked_mentions(tables: Tables, surface: Surface, entity: Ints, told: dict[int, float]) -> LinkedMentions:
    """The mentions with their final entities; `told` says how sure those are that quotations told."""
    mentions = tables["mentions"]
    told_sure = np.zeros(len(entity), dtype=np.float32)
    told_sure[list(told)] = list(told.values())
    return LinkedMentions(
        entity=entity,
        form=surface.form,
        category=surface.category,
        traits=surface.traits,
        quoted=surface.quotation >= 0,
        belief=mentions["entity_confidence"].to_numpy(),
        told=np.isin(np.arange(len(entity)), list(told)),
        told_sure=told_sure,
        mention=mentions["confidence"].to_numpy(),
    )


def _named_narrators(
    document: Document, tables: Tables, surface: Surface, entity: Ints, also_named: frozenset[int]
) -> dict[int, int]:
    """For narrators without a name, the named entity that others address them as, or whose pages these must be: entity
    to the one it joins. Those `also_named` have a name.

    Such a name is a vocative in quotations said to the narrator, and hardly ever stands outside quotations where the
    narrator tells.
    """
    entities = tables["entities"]
    named = also_named | {
        e
        for e, form in zip(
            tables["aliases"]["entity_id"].to_pylist(), tables["aliases"]["form"].to_pylist(), strict=True
        )
        if form == "proper"
    }
    joined: dict[int, int] = {}
    for narrator, told in enumerate(entities["is_narrator"].to_pylist()):
        if told and narrator not in named:
            called = _called(document, tables, surface, entity, narrator)
            best = max(called, key=lambda e: (called[e], -e), default=None)
            best = unnamed_writer(document, surface, entity, narrator) if best is None else best
            if best is not None and best not in joined.values():
                joined[narrator] = best
    return joined


def _called(document: Document, tables: Tables, surface: Surface, entity: Ints, narrator: int) -> Counter[int]:
    """How often each person is called by name in what is said to the narrator alone, where the narrator tells.

    People who are also told about, or who speak much themselves, are left out.
    """
    section = ints(document.tables["paragraphs"], "section_id")[document.words.paragraph[surface.first]]
    telling = (entity == narrator) & (surface.quotation < 0) & (surface.traits.kind == KIND["I"])
    is_told = np.isin(section, section[telling])
    mentions, quotations = tables["mentions"], tables["quotations"]
    starts, ends = ints(mentions, "start").tolist(), ints(mentions, "end").tolist()
    addressees, speakers = quotations["addressees"].to_pylist(), quotations["speaker"].to_pylist()
    speech = quotation_chains(tables)[surface.quotation]
    is_name = (surface.form == 0) & (surface.category == 0)
    names = Counter(entity[is_name].tolist())
    outside = Counter(entity[is_name & is_told & (speech < 0)].tolist())
    calls: Counter[int] = Counter()
    for m in np.flatnonzero(is_name & is_told & (speech >= 0)).tolist():
        person, said = int(entity[m]), int(speech[m])
        if (
            speakers[said] != narrator
            and {narrator} <= set(addressees[said] or ()) <= {narrator, person}
            and is_call(document.text, starts[m], ends[m])
        ):
            calls[person] += 1
    speaking = Counter(s for s in speakers if s is not None)
    possible = {
        e: n
        for e, n in calls.items()
        if e != narrator
        and outside[e] <= _THIRD_PERSON_SHARE * names[e]
        and speaking[e] <= 0.2 * speaking[narrator] + 1
    }
    return Counter(possible)


def _renumbering(entity: Ints) -> dict[int, int]:
    """New id of each entity that still has a mention, in the order of first mentions."""
    return {int(e): n for n, e in enumerate(dict.fromkeys(entity.tolist()))}


def _renumbered(entity: Ints, number: dict[int, int]) -> Ints:
    return np.array([number[e] for e in entity.tolist()], dtype=np.int64)


def _members(
    tables: Tables, made: dict[int, list[int]], joined: dict[int, int], number: dict[int, int]
) -> dict[int, list[int]]:
    """The people of each collective, those just made among them, by their new ids."""
    out: dict[int, list[int]] = {}
    for entity, people in (*enumerate(tables["entities"]["members"].to_pylist()), *made.items()):
        if people and entity in number:
            out[number[entity]] = [number[joined.get(e, e)] for e in people if joined.get(e, e) in number]
    return out


def _with_pronouns_of_names(final: pa.Table, former: pa.Table, settled: Settled) -> pa.Table:
    """The entities, narrators who joined a name with its pronouns: what others say of whom they name by it.

    Who tells says "I", so that the few "he" and "she" that were linked to the narrator itself are mostly slips.
    """
    tells, told = final["is_narrator"].to_pylist(), final["pronouns"].to_pylist()
    columns = zip(*(former[name].to_pylist() for name in ("is_narrator", "pronouns", "n_mentions")), strict=True)
    most: dict[int, int] = {}
    for entity, (narrates, pronouns, n) in enumerate(columns):
        into = settled.number.get(settled.joined.get(entity, entity), -1)
        own = [word for word in pronouns if word not in SPOKEN]
        if into >= 0 and tells[into] and not narrates and own and n > most.get(into, 0):
            most[into], told[into] = n, own
    place = final.column_names.index("pronouns")
    return final.set_column(place, final.schema.field(place), pa.array(told, final.schema.field(place).type))


def _requoted(quotations: pa.Table, settled: Settled, *, source: str) -> pa.Table:
    """The quotations with speakers and addressees by their new ids."""

    def new(entity: int | None) -> int | None:
        return None if entity is None else settled.number.get(settled.joined.get(entity, entity))

    columns = {name: quotations[name] for name in quotations.column_names if name != "source"}
    columns["speaker"] = speakers = [new(e) for e in settled.speaker]
    columns["speaker_confidence"] = np.array(settled.speaker_sure, dtype=np.float32)
    columns["addressees"] = [
        _others(map(new, people), speaker) if people else people
        for people, speaker in zip(quotations["addressees"].to_pylist(), speakers, strict=True)
    ]
    columns["attribution"] = [
        how or (None if speaker is None else "explicit")
        for how, speaker in zip(quotations["attribution"].to_pylist(), speakers, strict=True)
    ]
    columns["addressees_confidence"] = sure_hearers(quotations, calibrator("addressees"))
    return table_of("quotations", columns, source=source)


def _others(people: Iterable[int | None], speaker: int | None) -> list[int] | None:
    """The people without the speaker; None if nobody is left."""
    return [one for one in people if one is not None and one != speaker] or None
