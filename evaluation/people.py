"""Who is who: predicted entities and gold characters, matched one to one.

Evidence that an entity is a character, counted in mentions:

- names: how often the entity goes by a name (or a description) that the character has, by `NameIndex`. A name that
  several characters share counts in equal parts for each. For a narrator whom the story tells as "I", the entity's
  mentions without a name count, if the program says that it is the narrator (of several narrators, the one with the
  most mentions: the others tell letters inside the story).
- mentions: how many gold mentions inside quotations that mean the character are mentions of the entity.

The matching is made in three steps, each the one-to-one assignment of the greatest summed evidence among those who are
still unmatched:

1. by names and mentions together, for entities that bear the character's name: that have it at least half as often as
   any other character's, and as all names together that are nobody's;
2. by mentions alone, for entities that bear no character's name: corpora do not list every alias;
3. by quotations in common, for entities without any proper name: people known by a description alone ("the waiter"),
   which PDNC names in its own way.

So a program that guesses well whose quotations belong together, and cannot tell who that is, earns nothing by it; and
a speaker under another character's name is never excused.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from evaluation.coreference import matched_pairs
from evaluation.example import Example, spans_of
from evaluation.names import NameIndex
from evaluation.quotations import coverage_of, novel_of
from gold.pdnc import Novel
from irises.annotation import Span

Evidence = Counter[tuple[int, int]]
"""Weight by (character_id, predicted entity_id)."""

_LONGEST_MENTION = 300


@dataclass(frozen=True, kw_only=True)
class People:
    """The matching of one novel: `character_of` maps predicted entities to characters, one to one.

    `evidence` is what names and mentions said; `members` are the predicted entities in a predicted collective.
    """

    character_of: Mapping[int, int]
    evidence: Evidence
    members: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def characters(self, entities: Iterable[int]) -> frozenset[int]:
        """The characters that the entities are, collectives taken apart; an unmatched entity is nobody (-1 - id)."""
        single = [one for entity in entities for one in (self.members.get(entity) or (entity,))]
        return frozenset(self.character_of.get(entity, -1 - entity) for entity in single)


def match_people(example: Example) -> People:
    """The one-to-one matching of the example's entities and characters, as the module's docstring defines it."""
    tables = example.predicted.tables
    (names, strange), mentions = name_evidence(novel_of(example), tables), mention_evidence(example)
    evidence = names + mentions
    borne = _borne(names, strange)
    bearers = {entity for _, entity in borne}
    named = named_entities(tables["aliases"])
    character_of: dict[int, int] = {}
    for weights in (
        {pair: evidence[pair] for pair in borne},
        {pair: weight for pair, weight in mentions.items() if pair[1] not in bearers},
        {pair: weight for pair, weight in quotation_evidence(example).items() if pair[1] not in bearers | named},
    ):
        taken = set(character_of.values())
        left = {pair: n for pair, n in weights.items() if pair[0] not in taken and pair[1] not in character_of}
        character_of |= {entity: character for character, entity in matched_pairs(left)}
    return People(character_of=character_of, evidence=evidence, members=_members(tables["entities"]))


def _borne(names: Evidence, strange: Mapping[int, float]) -> set[tuple[int, int]]:
    """The pairs of a character and an entity that bears its name, as the module's docstring says."""
    most: dict[int, float] = defaultdict(float, strange)
    for (_, entity), weight in names.items():
        most[entity] = max(most[entity], weight)
    return {pair for pair, weight in names.items() if weight > 0 and 2 * weight >= most[pair[1]]}


def named_entities(aliases: pa.Table) -> set[int]:
    """Entities that have a proper name."""
    return {
        entity
        for entity, form in zip(aliases["entity_id"].to_pylist(), aliases["form"].to_pylist(), strict=True)
        if form == "proper"
    }


def name_evidence(novel: Novel, tables: Mapping[str, pa.Table]) -> tuple[Evidence, Counter[int]]:
    """Evidence from names, and how often each entity has a proper name that is nobody's."""
    index = NameIndex(
        {person.character_id: person.aliases for person in novel.characters},
        {person.character_id: person.gender for person in novel.characters},
    )
    evidence: Evidence = Counter()
    strange: Counter[int] = Counter()
    with_name: Counter[int] = Counter()
    for row in tables["aliases"].select(["entity_id", "alias", "form", "n"]).to_pylist():
        if row["form"] == "pronoun":
            continue
        with_name[row["entity_id"]] += row["n"]
        people = index.people(row["alias"], is_proper=row["form"] == "proper")
        if not people and row["form"] == "proper":
            strange[row["entity_id"]] += row["n"]
        for person in people:
            evidence[person, row["entity_id"]] += row["n"] / len(people)
    narrators = [person.character_id for person in novel.characters if person.is_narrator]
    teller = _chief_narrator(tables["entities"])
    for narrator in narrators:
        if teller is None:
            break
        evidence[narrator, teller["entity_id"]] += max(0, teller["n_mentions"] - with_name[teller["entity_id"]])
    return evidence, strange


def _chief_narrator(entities: pa.Table) -> dict[str, int] | None:
    """The narrator with the most mentions: others tell a letter or a diary's page inside the story."""
    rows = entities.select(["entity_id", "n_mentions", "is_narrator"]).to_pylist()
    return max((row for row in rows if row["is_narrator"]), key=lambda row: row["n_mentions"], default=None)


def mention_evidence(example: Example) -> Evidence:
    """Evidence from mentions inside quotations, those of a single person."""
    predicted = MentionIndex(example.predicted.tables["mentions"])
    evidence: Evidence = Counter()
    for quotation in novel_of(example).quotations:
        for mention in quotation.mentions:
            entity = predicted.entity_at(mention.span)
            if entity is not None and len(mention.characters) == 1:
                evidence[next(iter(mention.characters)), entity] += 1
    return evidence


def quotation_evidence(example: Example) -> Evidence:
    """How many quotations of each character the entity is said to speak."""
    coverage = coverage_of(example)
    speakers = example.predicted.tables["quotations"]["speaker"].to_pylist()
    evidence: Evidence = Counter()
    for quotation in novel_of(example).quotations:
        for row in list(coverage.stretches(quotation))[:1]:
            if quotation.speaker is not None and speakers[row] is not None:
                evidence[quotation.speaker, speakers[row]] += 1
    return evidence


class MentionIndex:
    """Finds the predicted mention that stands for a gold one."""

    def __init__(self, mentions: pa.Table) -> None:
        self._entities: list[int] = mentions["entity_id"].to_pylist()
        self._row: dict[Span, int] = {}
        for row, span in enumerate(spans_of(mentions)):
            self._row.setdefault(span, row)
        self._ordered = sorted(self._row)

    def entity_at(self, span: Span) -> int | None:
        """The entity of the mention that `row_at` finds."""
        row = self.row_at(span)
        return None if row is None else self._entities[row]

    def row_at(self, span: Span) -> int | None:
        """The row of the mention with this span, else of the one that overlaps it most; None if none overlaps by
        half of what the two cover together.
        """
        if span in self._row:
            return self._row[span]
        first = bisect_left(self._ordered, (span.start - _LONGEST_MENTION,))
        last = bisect_left(self._ordered, (span.end,))
        best = max(self._ordered[first:last], key=lambda other: _likeness(span, other), default=None)
        return self._row[best] if best is not None and _likeness(span, best) >= 0.5 else None


def _likeness(one: Span, other: Span) -> float:
    """Jaccard's index of the two spans' code points."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (one.end - one.start + other.end - other.start - shared) if shared > 0 else 0.0


def _members(entities: pa.Table) -> dict[int, tuple[int, ...]]:
    rows: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for entity, members in zip(entities["entity_id"].to_pylist(), entities["members"].to_pylist(), strict=True):
        if members:
            rows[entity] = tuple(members)
    return dict(rows)
