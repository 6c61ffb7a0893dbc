"""Characters and whom mentions mean, against PDNC."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.counts import share
from evaluation.example import Example
from evaluation.people import Evidence, MentionIndex, People
from evaluation.quotations import novel_of
from evaluation.rows import Row
from gold.pdnc import Novel

_SCORED_WEIGHTS = frozenset({"major", "intermediate"})
_PIECE = 0.1


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What a character is spread over.

    `pieces` are the entities that hold a tenth of its evidence or more, its home (which holds most) first; `own` are
    those of them that are this character more than any other; `is_shared` says that another character has that home.
    """

    character: int
    pieces: tuple[int, ...]
    own: tuple[int, ...]
    is_shared: bool

    @property
    def is_one(self) -> bool:
        """Whether the character is exactly one entity."""
        return len(self.pieces) == 1 and not self.is_shared


def identity_rows(examples: Sequence[Example], matchings: Sequence[People]) -> list[Row]:
    """Mentions inside quotations that are resolved to the right people.

    The predicted mention is the one with the gold span, else the one that overlaps it most, by half at least; it is
    right if its entity, or the members of its collective, are exactly the people meant. A mention that was not found
    is wrong; coverage and accuracy where it was found stand beside.
    """
    n = right = found = one = one_right = 0
    for example, people in zip(examples, matchings, strict=True):
        index = MentionIndex(example.predicted.tables["mentions"])
        for mention in (mention for quotation in novel_of(example).quotations for mention in quotation.mentions):
            if not mention.characters:
                continue
            entity = index.entity_at(mention.span)
            is_right = entity is not None and people.characters([entity]) == mention.characters
            n, right, found = n + 1, right + is_right, found + (entity is not None)
            if len(mention.characters) == 1:
                one, one_right = one + 1, one_right + is_right
    return [
        Row(task="identity", measure="all mentions in quotations", value=share(right, n), n=n),
        Row(task="identity", measure="mentions of one person", value=share(one_right, one), n=one),
        Row(task="identity", measure="coverage", value=share(found, n), n=n),
        Row(task="identity", measure="accuracy when found", value=share(right, found), n=found),
    ]


def character_rows(examples: Sequence[Example], matchings: Sequence[People]) -> list[Row]:
    """Whether PDNC's major and intermediate characters are found as exactly one entity.

    By the evidence of names and mentions (`evaluation.people`): a character's home is the entity with most of it; its
    pieces are the entities that hold a tenth of it or more. Found: there is a home. Fragmented: more than one piece.
    Conflated: the home is also that of another such character. As one: found, and neither.

    A mention that is linked to somebody else counts there as a piece, so these figures fall with identity. Beside them
    stands how many characters have exactly one entity of their own: one that holds a tenth of the character's evidence
    and more of it than of any other character's.
    """
    wholes = [whole for e, people in zip(examples, matchings, strict=True) for whole in scored_characters(e, people)]
    n, found = len(wholes), sum(bool(whole.pieces) for whole in wholes)
    fragmented = sum(len(whole.pieces) > 1 for whole in wholes)
    conflated = sum(whole.is_shared for whole in wholes)
    as_one = sum(whole.is_one for whole in wholes)
    own_one = sum(len(whole.own) == 1 for whole in wholes)
    return [
        Row(task="characters", measure="as exactly one entity", value=share(as_one, n), n=n),
        Row(task="characters", measure="found", value=share(found, n), n=n),
        Row(task="characters", measure="not fragmented", value=share(found - fragmented, found), n=found),
        Row(task="characters", measure="not conflated", value=share(found - conflated, found), n=found),
        Row(task="characters", measure="exactly one entity of its own", value=share(own_one, n), n=n),
    ]


def scored_characters(example: Example, people: People) -> Iterator[Whole]:
    """The example's major and intermediate characters, as `character_rows` counts them."""
    pieces, chief = _pieces(novel_of(example), people.evidence), _chief_characters(people.evidence)
    homes = Counter(found[0] for found in pieces.values() if found)
    for character, found in pieces.items():
        yield Whole(
            character=character,
            pieces=tuple(found),
            own=tuple(entity for entity in found if chief[entity] == character),
            is_shared=bool(found) and homes[found[0]] > 1,
        )


def _chief_characters(evidence: Evidence) -> dict[int, int]:
    """The character that each entity has most evidence of being."""
    chief: dict[int, tuple[float, int]] = {}
    for (character, entity), weight in evidence.items():
        chief[entity] = max(chief.get(entity, (0.0, -1)), (weight, -character))
    return {entity: -character for entity, (_, character) in chief.items()}


def _pieces(novel: Novel, evidence: Evidence) -> dict[int, list[int]]:
    """The entities that each scored character is spread over, the weightiest first."""
    held: dict[int, Counter[int]] = defaultdict(Counter)
    for (character, entity), weight in evidence.items():
        held[character][entity] += weight
    return {
        person.character_id: [
            entity
            for entity, weight in held[person.character_id].most_common()
            if weight >= _PIECE * held[person.character_id].total()
        ]
        for person in novel.characters
        if person.weight in _SCORED_WEIGHTS
    }
