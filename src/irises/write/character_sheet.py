"""A character sheet in Markdown, for a writer's notes: each of the cast with what the text says, where and how sure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from irises.story import Story
from irises.story.rows import Belief, Commitment, Emotion, Relation, Row, RowType
from irises.view import CastMember, Places, cast, names_of, who_talks_to_whom
from irises.write.plain import clean, fit
from irises.write.summary_text import said_place

_MOST = 6
"""Rows of a part: the surest, in the text's order."""
_WIDTH = 160
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|&~!])")


def character_sheet(story: Story, name: str) -> bytes:
    """The sheet; of each part at most the surest rows, with how many there are."""
    sheet = _Sheet(story)
    title = escaped(story.title or name)
    lines = [f"# Characters of {title}", ""]
    if story.bound is not None:
        lines += [f"As known at {story.bound:,} of {story.record.n_chars:,} characters.", ""]
    for member in cast(story):
        lines += sheet.person(member)
    return "\n".join(lines).encode("utf-8")


def escaped(text: str) -> str:
    """A text as one line of Markdown in which nothing is a mark."""
    return _MARKS.sub(r"\\\1", clean(text))


class _Sheet:
    """Says rows of one story as items of lists."""

    def __init__(self, story: Story) -> None:
        self._story, self._names, self._places = story, names_of(story), Places(story)
        self._talk = who_talks_to_whom(story)
        self._parts: Sequence[tuple[str, dict[int, list[Row]], Callable[[Any], str]]] = (
            ("Feels and shows", _of_each(story.emotions, lambda row: [row.experiencer]), self._emotion),
            ("Holds in mind", _of_each(story.beliefs, lambda row: [row.holder]), self._belief),
            ("Gives word or asks", _of_each(story.commitments, lambda row: [row.by]), self._commitment),
            ("Is promised or asked", _of_each(story.commitments, lambda row: row.to or ()), self._commitment),
            ("Stands to others", _of_each(story.relations, lambda row: [row.from_entity]), self._relation),
            ("Others stand to them", _of_each(story.relations, lambda row: [row.to_entity]), self._relation),
        )

    def person(self, member: CastMember) -> Iterator[str]:
        """One character's heading, facts, and the parts that have rows."""
        who = member.character.entity_id
        yield from [f"## {escaped(member.character.name)}", "", *self._facts(member), ""]
        yield from _part("Talks with", list(self._talks(who)))
        for heading, rows, said in self._parts:
            yield from self._rows(heading, rows.get(who, ()), said)

    def _facts(self, member: CastMember) -> Iterator[str]:
        person = member.character
        others = [*(["the narrator"] if person.is_narrator else []), *person.aliases]
        if others:
            yield f"- Also: {escaped(', '.join(others))}"
        if person.pronouns:
            yield f"- Pronouns in the text: {escaped(', '.join(person.pronouns))}"
        if person.members:
            yield f"- Together: {', '.join(map(self._name, person.members))}"
        yield f"- First met: {escaped(said_place(member.first))}; last: {escaped(said_place(member.last))}"
        said = f"{person.n_quotations:,} quotations, {person.n_words_said:,} words said"
        yield f"- {person.n_mentions:,} mentions, {said}, {person.n_events:,} events"

    def _talks(self, who: int) -> Iterator[str]:
        for talk in self._talk:
            if who == talk.speaker:
                yield f"- to {self._name(talk.addressee)}: {talk.n_quotations:,} ({talk.confidence:.0%} sure)"
            elif who == talk.addressee:
                yield f"- hears from {self._name(talk.speaker)}: {talk.n_quotations:,} ({talk.confidence:.0%} sure)"

    def _rows(self, heading: str, rows: Sequence[Row], said: Callable[[Any], str]) -> Iterator[str]:
        surest = sorted(rows, key=lambda row: -row.confidence)[:_MOST]
        items = [self._item(row, said(row)) for row in sorted(surest, key=lambda row: row.start)]
        yield from _part(heading, items, of=len(rows))

    def _item(self, row: Row, said: str) -> str:
        words = row.text
        if isinstance(row, (Belief, Commitment)) and row.content_end > row.content_start:
            words = self._story.text[row.content_start : row.content_end]
        where = f"{self._places.at(row.start).share:.0%} in, {row.confidence:.0%} sure"
        return f"- {said}: “{escaped(fit(clean(words), _WIDTH))}” ({where})"

    def _emotion(self, row: Emotion) -> str:
        toward = "" if row.target is None else f" toward {self._name(row.target)}"
        hidden = ", hidden" if row.is_masked else ""
        return f"{row.channel} {'no ' if row.is_negated else ''}{row.emotion}{toward}{hidden}"

    def _belief(self, row: Belief) -> str:
        return ("not: " if row.is_negated else "") + row.stance

    def _commitment(self, row: Commitment) -> str:
        to = ", ".join(map(self._name, row.to)) if row.to else "not known"
        return f"{row.kind} by {self._name(row.by)} to {to}, {row.status}"

    def _relation(self, row: Relation) -> str:
        return f"{row.kind}, {self._name(row.from_entity)} to {self._name(row.to_entity)}"

    def _name(self, entity: int | None) -> str:
        return "not known" if entity is None else escaped(self._names.get(entity, "not known"))


def _of_each(rows: Iterable[RowType], people: Callable[[RowType], Iterable[int | None]]) -> dict[int, list[Row]]:
    """Rows by the entity_ids of the people they belong to."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        for who in people(row):
            if who is not None:
                found[who].append(row)
    return dict(found)


def _part(heading: str, items: Sequence[str], *, of: int = 0) -> Iterator[str]:
    """A part with its heading; nothing where it has no items. `of` is how many there are in all."""
    if not items:
        return
    more = f" ({len(items)} of {of:,})" if of > len(items) else ""
    yield from [f"### {heading}{more}", "", *items, ""]
