"""A story through one character's eyes as lines of plain text: each line with its place, its words and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from irises.story import Story
from irises.story.rows import Belief, Commitment, Emotion, Presence, Relation, Row
from irises.view import Places, ThroughEyes, Told, Unknown, names_of
from irises.write.plain import clean, fit

MOST = 12
"""Lines of a part, where not all are asked for."""
_MARKS = '“”"'
"""Marks around words that get marks of ours."""
_WHY = {
    "hidden": "doesn't see",
    "thought": "can't know",
    "away": "isn't there",
    "gap": "isn't aware",
}


def through_lines(story: Story, eyes: ThroughEyes, *, width: int = 80, most: int | None = MOST) -> Iterator[str]:
    """The view, part by part; at most `most` lines of each part, None for all."""
    speaker = _Lines(story, eyes.character.entity_id, width)
    known = "" if story.bound is None else f" (as known at {story.bound:,} of {story.record.n_chars:,} characters)"
    yield f"Through the eyes of {clean(eyes.character.name)}{known}"
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        ("Is there", map(speaker.presence, eyes.witnessed)),
        ("Is told", map(speaker.told, eyes.told)),
        ("Feels", (speaker.emotion(row) for row in eyes.emotions if row.channel != "shown")),
        ("Shows", (speaker.emotion(row) for row in eyes.emotions if row.channel == "shown")),
        ("Holds in mind", map(speaker.belief, eyes.beliefs)),
        ("Doesn't know, and the reader does", map(speaker.unknown, eyes.unknown)),
        ("Gives word or asks", map(speaker.commitment, eyes.given)),
        ("Is promised or asked", map(speaker.commitment, eyes.received)),
        ("Stands to others", map(speaker.relation, eyes.toward)),
        ("Others stand to them", map(speaker.relation, eyes.received_relations)),
    )
    for heading, lines in parts:
        yield from _part(heading, list(lines), most)


def _part(heading: str, lines: Sequence[str], most: int | None) -> Iterator[str]:
    yield ""
    yield heading
    shown = lines if most is None else lines[:most]
    yield from shown or ["  nothing that the text says"]
    if len(lines) > len(shown):
        yield f"  … and {len(lines) - len(shown):,} more (--all shows them)"


class _Lines:
    """Says rows of one story in a line of a width each."""

    def __init__(self, story: Story, who: int, width: int) -> None:
        self._story, self._who, self._width = story, who, width
        self._names, self._places = names_of(story), Places(story)

    def presence(self, row: Presence) -> str:
        """A stretch in which they are there."""
        words = f"{row.n_quotations} quotations, {row.n_mentions} mentions of them"
        return self._line(row, words, quoted=self._story.text[row.start : row.start + self._width])

    def told(self, told: Told) -> str:
        """What is said to them, and by whom."""
        return self._line(told.quotation, f"by {self._name(told.by)}", sure=told.quotation.addressees_confidence)

    def emotion(self, row: Emotion) -> str:
        """An emotion, how it shows, and what it hides."""
        said = [row.channel, ("no " if row.is_negated else "") + row.emotion]
        if row.experiencer != self._who:
            said.insert(0, self._name(row.experiencer))
        if row.target is not None:
            said.append(f"toward {self._name(row.target)}")
        if row.masks >= 0:
            hidden = next((e for e in self._story.emotions if e.emotion_id == row.masks), None)
            said.append("hides " + (f"“{clean(hidden.text)}”" if hidden else "another feeling"))
        elif row.is_masked:
            said.append("hidden")
        return self._line(row, " ".join(said))

    def belief(self, row: Belief) -> str:
        """A belief with its content."""
        stance = ("not: " if row.is_negated else "") + row.stance
        who = "" if row.holder == self._who else self._name(row.holder) + " "
        return self._line(row, who + stance, quoted=self._story.text[row.content_start : row.content_end] or row.text)

    def commitment(self, row: Commitment) -> str:
        """A promise, request and the like, between whom, and what became of it."""
        to = ", ".join(map(self._name, row.to)) if row.to else "not known"
        content = self._story.text[row.content_start : row.content_end] or row.text
        return self._line(row, f"{row.kind} by {self._name(row.by)} to {to}: {row.status}", quoted=content)

    def relation(self, row: Relation) -> str:
        """How one stands to another."""
        return self._line(row, f"{self._name(row.from_entity)} to {self._name(row.to_entity)}: {row.kind}")

    def unknown(self, item: Unknown) -> str:
        """What they don't know, and why."""
        row = item.row
        if isinstance(row, Emotion):
            line = self.emotion(row)
        else:
            line = self.belief(row) if isinstance(row, Belief) else self.commitment(row)
        return fit(line.replace("  ", f"  [{_WHY[item.why]}] ", 1), self._width)

    def _name(self, entity: int | None) -> str:
        return "not known" if entity is None else clean(self._names.get(entity, "not known"))

    def _line(self, row: Row, what: str, *, quoted: str | None = None, sure: float | None = None) -> str:
        place = self._places.at(row.start)
        sureness = row.confidence if sure is None else sure
        where = f"{place.share:4.0%}"
        words = clean(row.text if quoted is None else quoted).strip(_MARKS)
        return fit(f"  {where} {what}: “{words}”", self._width - 6) + f" {sureness:4.0%}"
