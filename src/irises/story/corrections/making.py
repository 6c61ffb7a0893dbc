"""Making corrections: from names, ids and words that a person gives to changes that are fastened to the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from irises.annotation import Span
from irises.annotation.schemas import CATEGORIES, FORMS
from irises.errors import PlanError
from irises.story.corrections.anchors import Anchor, anchor_at
from irises.story.corrections.change import (
    DISMISSIBLE,
    Change,
    changes_of,
    each_role,
    keys_of,
    with_changes,
    without_change,
)
from irises.story.corrections.dismissing import kind_of
from irises.story.corrections.work import row_of
from irises.story.lookup import folded
from irises.story.rows import Entity, Mention, Quotation
from irises.story.story import Story

_SEVERAL = 5
"""So many mentions say who is meant, so that one that is read otherwise next time does no harm."""
_MOST = 200
"""Mentions that may be pointed at in one correction."""
_MOST_HEARERS = 20
_NOBODY = "nobody"
_PLACE = 40
_SHOWN = 60


class Correct:
    """Changes to a story. Each gives the story with it; people are named, or meant by their entity_id."""

    def __init__(self, story: Story) -> None:
        self._story = story

    @property
    def story(self) -> Story:
        """The story without the change to come."""
        return self._story

    def merge(self, one: str | int, other: str | int) -> Story:
        """The two are one person; the lower id stays."""
        first, second = self._two(one, other)
        anchors = {"one": self._person(first), "other": self._person(second)}
        return self._made("merge", anchors, one=first.name, other=second.name)

    def split(self, person: str | int, words: str | Sequence[int], *, name: str | None = None) -> Story:
        """Those whom a name or epithet of the person means, or the mentions with these ids, are somebody else.

        A name takes the pronouns after it along; single mentions take nothing but what rests on them.
        """
        who = self._entity(person)
        theirs = self._mentions(who)
        moved = self._chosen(who, theirs, words)
        gone = {mention.mention_id for mention in moved}
        stay = [mention for mention in theirs if mention.mention_id not in gone]
        if not stay:
            raise PlanError(f"nothing would be left of {who.name}: give a name or mentions that mean the other only")
        # Every mention that was pointed at is fastened; of a name a few say which it is.
        several = moved if not isinstance(words, str) else _telling(moved)
        anchors = {"person": self._anchors(_telling(stay)), "mentions": self._anchors(several)}
        alias = words if isinstance(words, str) else None
        return self._made("split", anchors, person=who.name, alias=alias, name=_named(name))

    def means(self, mentions: Sequence[int], person: str | int) -> Story:
        """The mentions with these ids mean a person that there is."""
        chosen, who = self._pointed_at(mentions), self._entity(person)
        anchors = {"mentions": self._anchors(chosen), "person": self._person(who, without=set(mentions))}
        return self._made("means", anchors, person=who.name)

    def rename(self, person: str | int, name: str) -> Story:
        """The person is called by this name in tables and pages."""
        who, given = self._entity(person), _named(name)
        if given is None:
            raise PlanError("the name is empty: give one")
        return self._made("rename", {"person": self._person(who)}, person=who.name, name=given)

    def speaker(self, quotation: str | int, person: str | int | None) -> Story:
        """The quotation, meant by its id or by words of it, is said by the person, or by somebody not known (None)."""
        row, who = self._quotation(quotation), None if person is None else self._entity(person)
        anchors = {"quotation": self._anchors([row]), "speaker": () if who is None else self._person(who)}
        return self._made("speaker", anchors, speaker=None if who is None else who.name)

    def said_to(self, quotation: str | int, people: Sequence[str | int] | None) -> Story:
        """The quotation, meant by its id or by words of it, is said to these people.

        To nobody (an empty sequence), as who talks to themselves; or to somebody not known (None).
        """
        row = self._quotation(quotation)
        hearers = {who.entity_id: who for who in map(self._entity, people or ())}
        if row.speaker in hearers:
            raise PlanError(f"{hearers[row.speaker].name} says these words: name others, or nobody")
        if len(hearers) > _MOST_HEARERS:
            raise PlanError(f"{len(hearers)} people are named: name at most {_MOST_HEARERS}")
        roles = each_role("said-to", len(hearers))
        anchors = {
            "quotation": self._anchors([row]),
            **dict(zip(roles, map(self._person, hearers.values()), strict=True)),
        }
        names = "; ".join(who.name for who in hearers.values()) or _NOBODY
        return self._made("said-to", anchors, to=None if people is None else names)

    def not_a_person(self, person: str | int, *, category: str | None = None) -> Story:
        """The entity is no person; with a category (FAC, GPE, LOC, VEH, ORG) it is something of that kind."""
        if category is not None and category not in CATEGORIES:
            raise PlanError(f"there is no category {category!r}; there are {', '.join(CATEGORIES)}")
        who = self._entity(person)
        return self._made("not-a-person", {"person": self._person(who)}, person=who.name, category=category)

    def same_from(self, one: str | int, other: str | int, place: int | str) -> Story:
        """The two turn out to be one person at a place (see `Story.position`); before it they are two."""
        first, second = self._two(one, other)
        end = len(self._story.text[: self._story.position(place)].rstrip())
        if not end:
            raise PlanError("nothing is read at that place: merge the two instead")
        start = max(0, end - _PLACE)
        anchors = {"one": self._person(first), "other": self._person(second)}
        at = anchor_at(self._story.text, Span(start, end))
        return self._made("same-from", anchors | {"place": (at,)}, one=first.name, other=second.name)

    def dismiss(self, table: str, row_id: int) -> Story:
        """The row of a table with this id isn't so."""
        if table not in DISMISSIBLE:
            raise PlanError(f"rows of {table!r} cannot be dismissed; those of {', '.join(DISMISSIBLE)} can")
        rows, (columns, of) = self._story.table(table), DISMISSIBLE[table]
        at = row_of(rows, f"{table.removesuffix('s')}_id", row_id)
        if at is None:
            raise PlanError(f"{table} has no row {row_id}")
        whom = None if of is None or table == "mentions" else rows[of][at].as_py()
        person = () if whom is None else self._person(self._story.entity(whom))
        span = Span(rows["start"][at].as_py(), rows["end"][at].as_py())
        anchors = {"row": (anchor_at(self._story.text, span),), "person": person}
        return self._made("dismiss", anchors, table=table, kind=kind_of(rows, at, columns))

    def undo(self, correction: int | str | None = None) -> Story:
        """Without the last correction, or without the one with this id, or with this key (see `keys_of`)."""
        table = self._story.table("corrections")
        if isinstance(correction, str):
            return self._story.with_corrections(without_change(table, self._number(correction)))
        number = table.num_rows - 1 if correction is None else correction
        if not table.num_rows:
            raise PlanError("there is no correction to undo")
        if not 0 <= number < table.num_rows:
            raise PlanError(f"there is no correction {number} to undo: there are {table.num_rows}, counted from 0")
        return self._story.with_corrections(without_change(table, number))

    def _number(self, key: str) -> int:
        """The id of the last correction with a key."""
        keys = keys_of(self._story.table("corrections"))
        if key not in keys:
            raise PlanError("this correction is not there any more: it was undone already")
        return len(keys) - 1 - keys[::-1].index(key)

    def add(self, changes: Iterable[Change]) -> Story:
        """With corrections made elsewhere (see `exchange`), those left out that are there already."""
        table = self._story.table("corrections")
        there = [change for change in changes_of(table) if change is not None]
        new: list[Change] = []
        for change in changes:
            if not any(change.is_same(other) for other in (*there, *new)):
                new.append(change)
        return self._story.with_corrections(with_changes(table, new))

    def _made(self, verb: str, anchors: dict[str, tuple[Anchor, ...]], **arguments: str | None) -> Story:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        change = Change(verb=verb, arguments=arguments, anchors=anchors, made_at=now)
        story = self._story.with_corrections(with_changes(self._story.table("corrections"), [change]))
        if story.table("corrections")["state"][-1].as_py() != "applied":
            raise PlanError("the text repeats itself too much here to say which place is meant: choose other words")
        return story

    # Whom and what is meant

    def _entity(self, key: str | int) -> Entity:
        """Somebody of the cast if anybody there is called so, else anybody or anything."""
        try:
            return self._story.entity(self._story.character(key).entity_id)
        except PlanError:
            return self._story.entity(key)

    def _two(self, one: str | int, other: str | int) -> tuple[Entity, Entity]:
        first, second = self._entity(one), self._entity(other)
        if first.entity_id == second.entity_id:
            raise PlanError(f"{one!r} and {other!r} are one already: {first.name} ({first.entity_id})")
        return first, second

    def _mentions(self, who: Entity) -> list[Mention]:
        theirs = [mention for mention in self._story.mentions if mention.entity_id == who.entity_id]
        if not theirs:
            raise PlanError(f"no words of the text mean {who.name}: there is nothing to fasten a correction to")
        return theirs

    def _pointed_at(self, numbers: Sequence[int]) -> list[Mention]:
        """The mentions with these ids, in text order."""
        wanted = set(numbers)
        if not 1 <= len(wanted) <= _MOST:
            raise PlanError(f"{len(wanted)} mentions are given: give the ids of 1 to {_MOST}")
        found = [mention for mention in self._story.mentions if mention.mention_id in wanted]
        if len(found) < len(wanted):
            missing = sorted(wanted - {mention.mention_id for mention in found})
            raise PlanError(f"there is no mention {', '.join(map(str, missing[:_SEVERAL]))}")
        return found

    def _chosen(self, who: Entity, theirs: Sequence[Mention], words: str | Sequence[int]) -> list[Mention]:
        if not isinstance(words, str):
            chosen = self._pointed_at(words)
            if any(mention.entity_id != who.entity_id for mention in chosen):
                raise PlanError(f"not all of these mentions mean {who.name}: give ids of those that do")
            return chosen
        from irises.story.known_entities import spelled

        chosen = [mention for mention in theirs if folded(spelled(mention.text, mention.form)) == folded(words)]
        if not chosen:
            aliases = [alias.alias for alias in self._story.aliases if alias.entity_id == who.entity_id]
            raise PlanError(f"{who.name} is never called {words!r}; there are {', '.join(aliases)}")
        return chosen

    def _quotation(self, key: str | int) -> Quotation:
        if isinstance(key, int):
            found = [row for row in self._story.quotations if row.quotation_id == key]
        else:
            found = [row for row in self._story.quotations if folded(key) in folded(row.text)]
        if not found:
            raise PlanError(f"no quotation has {f'the id {key}' if isinstance(key, int) else f'the words {key!r}'}")
        if len(found) > 1:
            some = "; ".join(f"{row.quotation_id}: {row.text[:_SHOWN]}" for row in found[:_SEVERAL])
            raise PlanError(f"{len(found)} quotations have these words: give more of them, or an id ({some})")
        return found[0]

    # Where it is fastened

    def _person(self, who: Entity, *, without: Collection[int] = ()) -> tuple[Anchor, ...]:
        theirs = self._mentions(who)
        return self._anchors(_telling([m for m in theirs if m.mention_id not in without] or theirs))

    def _anchors(self, rows: Iterable[Mention | Quotation]) -> tuple[Anchor, ...]:
        return tuple(anchor_at(self._story.text, row.span) for row in rows)


def _telling(mentions: Sequence[Mention]) -> list[Mention]:
    """The few mentions that say best who is meant: names before epithets, the surest first; pronouns if there are none.

    Whom a pronoun means is what readings differ in most.
    """
    told = [mention for mention in mentions if mention.form != "pronoun"] or mentions
    ranked = sorted(told, key=lambda m: (FORMS.index(m.form), -m.entity_confidence, m.start))
    return sorted(ranked[:_SEVERAL], key=lambda mention: mention.start)


def _named(name: str | None) -> str | None:
    """A name with its white space folded; None for nothing."""
    return " ".join((name or "").split()) or None
