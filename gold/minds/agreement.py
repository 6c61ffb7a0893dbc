"""How far two annotators agree on the same passages.

python -m gold.minds.agreement LABELS_A LABELS_B --texts FOLDER
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import click

from gold.minds.matching import commitment_likeness, cue_likeness, paired, same_people, shared
from gold.minds.passages import OWN_TEXTS, paragraphs
from gold.minds.reader import Annotation, Belief, Commitment, Emotion, LookAlike, Mask, read_annotations

Row = TypeVar("Row")

_WORD = re.compile(r"\w+")


@dataclass
class Tally:
    """Rows that both have, and rows that each has; or decisions alike, of all (then `ones` equals `others`)."""

    both: int = 0
    ones: int = 0
    others: int = 0

    def add(self, both: int, ones: int, others: int) -> None:
        """Count another passage."""
        self.both, self.ones, self.others = self.both + both, self.ones + ones, self.others + others

    @property
    def f1(self) -> float:
        """Twice what both have over what each has; the share where they are decisions; 1 where there is nothing."""
        return 2 * self.both / (self.ones + self.others) if self.ones + self.others else 1.0


@dataclass
class Agreement:
    """Tallies by name, in the order in which they were first counted."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def add(self, name: str, both: int, ones: int, others: int) -> None:
        """Count a passage's rows under a name."""
        self.tallies.setdefault(name, Tally()).add(both, ones, others)

    def compare(self, one: Annotation, other: Annotation, text: str) -> None:
        """Count everything two readings of a passage have in common."""
        people = same_people(one, other)
        self._perspectives(one, other, text, people)
        self._emotions(one, other, people)
        self._beliefs(one, other, people)
        self._commitments(one, other, people)
        self._rows("look-alikes", one.look_alikes, other.look_alikes, _look_alike_likeness)
        statuses = {(people.get(number, -1 - number), status) for number, status in other.presence.items()}
        self.add("presence", len(statuses & set(one.presence.items())), len(one.presence), len(other.presence))

    def _perspectives(self, one: Annotation, other: Annotation, text: str, people: dict[int, int]) -> None:
        starts = [found.start() for found in _WORD.finditer(text)]
        pairs = [(one.perspective_at(start), other.perspective_at(start)) for start in starts]
        same: dict[str, int] = {
            "person": sum(a.person == b.person for a, b in pairs),
            "tense": sum(a.tense == b.tense for a, b in pairs),
            "focalizer": sum((a.kind, a.focalizer) == (b.kind, named(b.focalizer, people)) for a, b in pairs),
        }
        for name, both in same.items():
            self.add(f"{name}, words", both, len(starts), len(starts))
        ours, theirs = changes(one, text), changes(other, text)
        near = paired(ours, theirs, _nearness)
        self.add("changes within a paragraph", len(near), len(ours), len(theirs))

    def _emotions(self, one: Annotation, other: Annotation, people: dict[int, int]) -> None:
        def same_who(a: Emotion, b: Emotion) -> bool:
            return a.experiencers == renamed(b.experiencers, people)

        def same_class(a: Emotion, b: Emotion) -> bool:
            return bool(set(a.emotions) & set(b.emotions))

        rows = (one.emotions, other.emotions)
        pairs = self._rows("emotions", *rows, cue_likeness)
        self._share("emotions: experiencer", pairs, same_who)
        self._share("emotions: class", pairs, same_class)
        self._share("emotions: channel", pairs, lambda a, b: a.channel == b.channel)
        self._share("emotions: negation", pairs, lambda a, b: a.is_negated == b.is_negated)
        masks = self._rows("masks", one.masks, other.masks, mask_likeness)
        self._share("masks: wearer", masks, lambda a, b: a.wearers == renamed(b.wearers, people))

    def _beliefs(self, one: Annotation, other: Annotation, people: dict[int, int]) -> None:
        def right(a: Belief, b: Belief) -> bool:
            return a.holders == renamed(b.holders, people) and a.stance == b.stance

        rows = (one.beliefs, other.beliefs)
        pairs = self._rows("beliefs", *rows, cue_likeness)
        self.add("beliefs, holder and stance", sum(right(a, b) for a, b in pairs), *map(len, rows))
        self._share("beliefs: negation", pairs, lambda a, b: a.is_negated == b.is_negated)
        self._share("beliefs: about", pairs, lambda a, b: a.about == renamed(b.about, people))

    def _commitments(self, one: Annotation, other: Annotation, people: dict[int, int]) -> None:
        def right(a: Commitment, b: Commitment) -> bool:
            return a.by == renamed(b.by, people) and a.kind == b.kind

        rows = (one.commitments, other.commitments)
        pairs = self._rows("commitments", *rows, commitment_likeness)
        self.add("commitments, by and kind", sum(right(a, b) for a, b in pairs), *map(len, rows))
        self._share("commitments: to", pairs, lambda a, b: a.to == renamed(b.to, people))
        self._share("commitments: status", pairs, lambda a, b: a.status == b.status)

    def _rows(
        self, name: str, ones: Sequence[Row], others: Sequence[Row], likeness: Callable[[Row, Row], float]
    ) -> list[tuple[Row, Row]]:
        pairs = paired(ones, others, likeness)
        self.add(name, len(pairs), len(ones), len(others))
        return [(ones[i], others[j]) for i, j in pairs]

    def _share(self, name: str, pairs: list[tuple[Row, Row]], same: Callable[[Row, Row], bool]) -> None:
        self.add(name, sum(same(a, b) for a, b in pairs), len(pairs), len(pairs))


def changes(annotation: Annotation, text: str) -> list[int]:
    """Where the eyes change inside a paragraph: starts of stretches that don't begin a paragraph."""
    begins = {block.start for block in paragraphs(text)}
    rows = annotation.perspectives
    turns = [
        later.span.start
        for earlier, later in itertools.pairwise(rows)
        if (earlier.kind, earlier.focalizer) != (later.kind, later.focalizer)
    ]
    return [start for start in turns if start not in begins]


def mask_likeness(one: Mask, other: Mask) -> float:
    """Code points that the shows and feelings share; a show counts as its like first."""
    alike = sum(shared(a.span, b.span) for a, b in ((one.shown, other.shown), (one.felt, other.felt)) if a and b)
    return alike + sum(shared(a, b) for a in one.spans for b in other.spans) / 1000


def _look_alike_likeness(one: LookAlike, other: LookAlike) -> float:
    return shared(one.span, other.span) * (one.like == other.like)


def _nearness(one: int, other: int, *, within: int = 150) -> float:
    """Above nought for places at most a sentence or so apart."""
    return max(0, within - abs(one - other))


def named(person: int | None, people: dict[int, int]) -> int | None:
    """The other reading's person as the first one numbers them, as `renamed` does."""
    return None if person is None else people.get(person, -1 - person)


def renamed(theirs: Iterable[int], people: dict[int, int]) -> frozenset[int]:
    """The other reading's people as the first one numbers them; strangers get numbers that nobody has."""
    return frozenset(people.get(number, -1 - number) for number in theirs)


@click.command()
@click.argument("ones", type=click.Path(exists=True, path_type=Path))
@click.argument("others", type=click.Path(exists=True, path_type=Path))
@click.option("--texts", multiple=True, type=click.Path(exists=True, path_type=Path), help="Folders of the sources.")
@click.option("--each", is_flag=True, help="Also passage by passage.")
def main(ones: Path, others: Path, texts: tuple[Path, ...], each: bool) -> None:
    """Agreement of two folders of labels on the passages that both have."""
    theirs = {annotation.place.passage: annotation for annotation in read_annotations(others)}
    ours = [annotation for annotation in read_annotations(ones) if annotation.place.passage in theirs]
    total = Agreement()
    for one in ours:
        single = Agreement()
        for agreement in (total, single):
            agreement.compare(one, theirs[one.place.passage], one.text((*texts, *OWN_TEXTS)))
        if each:
            _tell(f"passage {one.place.passage}", single)
    _tell(f"{len(ours)} passages", total)


def _tell(title: str, agreement: Agreement) -> None:
    click.echo(title)
    for name, tally in agreement.tallies.items():
        click.echo(f"  {name:32} {100 * tally.f1:5.1f}   {tally.both} of {tally.ones} and {tally.others}")


if __name__ == "__main__":
    main()
