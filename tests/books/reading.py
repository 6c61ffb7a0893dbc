"""A story as the program read it beside what is true in it, and who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from irises.annotation import Span
from irises.story import Story
from irises.story.rows import Entity, Perspective, Quotation, Section
from tests.books.truth import Person, Truth

WORDS_OF_TITLES = {"mr.", "mr", "mrs.", "mrs", "miss"}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A read story and its truth, anchored in the same text."""

    story: Story
    truth: Truth

    @cached_property
    def leaves(self) -> tuple[Section, ...]:
        """Sections that hold no others."""
        parents = {section.parent_id for section in self.story.sections}
        return tuple(section for section in self.story.sections if section.section_id not in parents)

    def leaf_at(self, position: int) -> Section:
        """The innermost section there."""
        return next(leaf for leaf in self.leaves if leaf.start <= position < leaf.end)

    def is_parted(self, gap: Span) -> bool:
        """Whether what stands before the gap and what stands after it are two sections."""
        return self.leaf_at(gap.start - 1).section_id != self.leaf_at(gap.end).section_id

    def perspective_at(self, position: int) -> Perspective:
        """The stretch of one point of view there."""
        return next(row for row in self.story.perspectives if row.start <= position < row.end)

    def called(self, person: Person) -> list[Entity]:
        """Characters that go by one of the person's proper names."""
        names = {folded(name) for name in person.names}
        return [entity for entity in self.story.entities if entity.is_character and self._names(entity) & names]

    def _names(self, entity: Entity) -> set[str]:
        proper = {a.alias for a in self.story.aliases if a.entity_id == entity.entity_id and a.form == "proper"}
        return {folded(name) for name in proper | {entity.name}}

    @cached_property
    def who(self) -> Mapping[str, frozenset[int]]:
        """The entities that each person was read as: by name, else by most of the truth's mentions."""
        return {key: self._entities_of(person) for key, person in self.truth.people.items()}

    def _entities_of(self, person: Person) -> frozenset[int]:
        if person.names:
            return frozenset(entity.entity_id for entity in self.called(person))
        spans = [mention.span for mention in self.truth.mentions if mention.people == {person.key}]
        votes = Counter(mention.entity_id for mention in self.story.mentions if mention.span in spans)
        return frozenset(entity for entity, _ in votes.most_common(1))

    def are(self, entity: int | None, people: Iterable[str]) -> bool:
        """Whether the entity is one of the people, or who one of them turns out to be."""
        if entity is None:
            return False
        keys = set(people)
        keys |= {same for key in keys if (same := self.truth.people[key].same_as)}
        return any(entity in self.who[key] for key in keys)

    def means(self, span: Span, people: frozenset[str]) -> bool:
        """Whether the words were read as a mention of just these people, or of no person where there are none."""
        row = next((mention for mention in self.story.mentions if mention.span == span), None)
        if row is None or not people:
            return not people and (row is None or row.category != "PER")
        meant = self.story.entities[row.entity_id].members or (row.entity_id,)
        return all(self.are(entity, people) for entity in meant) and len(meant) == len(people)

    def quotation_over(self, span: Span) -> Quotation | None:
        """The innermost predicted quotation that covers the words of the span, its marks aside."""
        inner = without_marks(self.story.text, span)
        found = [quotation for quotation in self.story.quotations if quotation.span.covers(inner)]
        return min(found, key=lambda quotation: quotation.end - quotation.start, default=None)


def folded(name: str) -> str:
    """A name without titles, case and the shape of its apostrophes."""
    words = name.casefold().replace("’", "'").split()
    return " ".join(word for word in words if word not in WORDS_OF_TITLES)


def without_marks(text: str, span: Span) -> Span:
    """The span from its first letter or digit to its last."""
    inside = [place for place in range(span.start, span.end) if text[place].isalnum()]
    return Span(inside[0], inside[-1] + 1)
