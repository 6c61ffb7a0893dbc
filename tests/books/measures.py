"""How much of what is true in a story the program found: one list of answers per measure.

`python -m tests.books.measures` prints the shares that are right now, as `floors.toml` has them, and what is wrong.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import irises
from tests.books.reading import Reading
from tests.books.truth import EXAMPLES, load, source

PATHS = sorted(EXAMPLES.glob("*.truth.toml"))
FLOORS: Mapping[str, Mapping[str, float]] = tomllib.loads(
    Path(__file__).with_name("floors.toml").read_text(encoding="utf-8")
)


class Answer(NamedTuple):
    """One thing that is true, and whether the program says so too."""

    what: str
    is_right: bool


def name_of(path: Path) -> str:
    """The story's name, as `floors.toml` has it."""
    return path.name.split(".")[0]


def read(path: Path) -> Reading:
    """The story of a truth as the program reads it."""
    story = irises.read(source(path))
    return Reading(story=story, truth=load(path, text=story.text))


def share(answers: list[Answer]) -> float:
    """The share that is right, 1 of nothing."""
    return sum(answer.is_right for answer in answers) / len(answers) if answers else 1.0


def wrong(answers: list[Answer]) -> list[str]:
    """What is not right."""
    return [answer.what for answer in answers if not answer.is_right]


def cast(reading: Reading) -> Iterator[Answer]:
    """Each person with a name is exactly one character, who is nobody else."""
    people = [person for person in reading.truth.people.values() if person.names]
    for person in people:
        found = reading.called(person)
        others = [other for other in people if other != person and person.key not in (other.same_as, other.key)]
        shared = any(reading.who[person.key] & reading.who[o.key] for o in others if o.key != person.same_as)
        yield Answer(f"{person.name}: {[entity.name for entity in found]}", len(found) == 1 and not shared)


def quotations(reading: Reading) -> Iterator[Answer]:
    """Each stretch of speech or thought is covered."""
    for quotation in reading.truth.quotations:
        yield Answer(quotation.span.of(reading.story.text), reading.quotation_over(quotation.span) is not None)


def modes(reading: Reading) -> Iterator[Answer]:
    """Each stretch that is found is speech or thought as it should be."""
    for quotation in reading.truth.quotations:
        row = reading.quotation_over(quotation.span)
        if row is not None:
            yield Answer(f"{row.mode} {row.text}", row.mode == quotation.mode)


def speakers(reading: Reading) -> Iterator[Answer]:
    """Each stretch is given to who says it; a missed one isn't."""
    for quotation in reading.truth.quotations:
        row = reading.quotation_over(quotation.span)
        who = None if row is None or row.speaker is None else reading.story.entities[row.speaker].name
        what = f"{who}, not {'/'.join(sorted(quotation.speakers))}: {quotation.span.of(reading.story.text)}"
        yield Answer(what, row is not None and reading.are(row.speaker, quotation.speakers))


def mentions(reading: Reading) -> Iterator[Answer]:
    """Each name, epithet and pronoun means whom it means."""
    for mention in reading.truth.mentions:
        what = f"{mention.span.of(reading.story.text)} at {mention.span.start}: {sorted(mention.people)}"
        yield Answer(what, reading.means(mention.span, mention.people))


def narrators(reading: Reading) -> Iterator[Answer]:
    """Each part that somebody tells is told by the right one, by its section and by the stretch of point of view."""
    for section in reading.truth.sections:
        if section.narrator is not None:
            teller = reading.leaf_at(section.span.start).narrator
            yield Answer(
                f"section at {section.span.start}: {section.narrator}", reading.are(teller, [section.narrator])
            )
    for key in (key for key, person in reading.truth.people.items() if person.is_narrator):
        tellers = [reading.story.entities[entity].is_narrator for entity in reading.who[key]]
        yield Answer(f"{key} tells", tellers == [True])
    for row in reading.truth.rows:
        if row.table == "perspectives" and "narrator" in row.fields:
            teller = reading.perspective_at(row.span.start).narrator
            yield Answer(f"perspective at {row.span.start}", reading.are(teller, [row.fields["narrator"]]))


def perspectives(reading: Reading) -> Iterator[Answer]:
    """Each stretch is told in its person and tense, a slip of the tense inside it notwithstanding."""
    for row in reading.truth.rows:
        if row.table == "perspectives":
            found = reading.perspective_at(row.span.start)
            tense = row.fields.get("tense", found.tense)
            what = f"{found.person} {found.tense}: {row.fields['starts']}"
            yield Answer(what, (found.person, found.tense) == (row.fields["person"], tense))


def events(reading: Reading) -> Iterator[Answer]:
    """Events are found, and words that only look like events are not."""
    found = {event.span for event in reading.story.events}
    for span in reading.truth.events:
        yield Answer(f"missed {span.of(reading.story.text)} at {span.start}", span in found)
    for span in reading.truth.not_events:
        yield Answer(f"no event: {span.of(reading.story.text)} at {span.start}", span not in found)


MEASURES: Mapping[str, Callable[[Reading], Iterator[Answer]]] = {
    measure.__name__: measure
    for measure in (cast, quotations, modes, speakers, mentions, narrators, perspectives, events)
}


def main() -> None:
    """Prints every share to standard output, and what is wrong to standard error."""
    for path in PATHS:
        reading = read(path)
        sys.stdout.write(f"\n[{name_of(path)}]\n")
        for name, measure in MEASURES.items():
            answers = list(measure(reading))
            sys.stdout.write(f"{name} = {share(answers):.2f}  # of {len(answers)}\n")
            sys.stderr.writelines(f"  {name}: {what}\n" for what in wrong(answers))


if __name__ == "__main__":
    main()
