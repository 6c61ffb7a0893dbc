"""Who speaks and to whom, end to end: our quotations, our characters, against PDNC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.counts import share, tally_sets, total
from evaluation.example import Example
from evaluation.people import People
from evaluation.quotations import Coverage, coverage_of, novel_of
from evaluation.rows import Row
from gold.pdnc import Quotation

_KINDS = ("explicit", "anaphoric", "implicit")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the program says about one gold quotation.

    `row` is the stretch that answers for it, None where it was not found; `entity` is None there and where the speaker
    is not known; `addressees` are characters, with a negative number for everybody who is matched to none.
    """

    quotation: Quotation
    row: int | None
    entity: int | None
    is_right: bool
    addressees: frozenset[int] | None

    @property
    def found(self) -> bool:
        """Whether the quotation was found."""
        return self.row is not None


def answers(example: Example, people: People) -> list[Answer]:
    """One answer per gold quotation, in the order of the text."""
    coverage = coverage_of(example)
    table = example.predicted.tables["quotations"]
    speakers, addressees = table["speaker"].to_pylist(), table["addressees"].to_pylist()
    return [
        _answer(quotation, coverage, speakers, addressees, people)
        for quotation in novel_of(example).quotations
        if quotation.speaker is not None
    ]


def _answer(
    quotation: Quotation,
    coverage: Coverage,
    speakers: list[int | None],
    addressees: list[list[int] | None],
    people: People,
) -> Answer:
    """The answer of the stretches that cover the quotation; where they disagree, of the speaker who says most of it."""
    if not coverage.found(quotation):
        return Answer(quotation=quotation, row=None, entity=None, is_right=False, addressees=None)
    stretches = coverage.stretches(quotation)
    said: Counter[int | None] = Counter()
    for row, length in stretches.items():
        said[speakers[row]] += length
    entity = said.most_common(1)[0][0]
    chief = max((row for row in stretches if speakers[row] == entity), key=lambda row: stretches[row])
    told = [one for row in stretches for one in addressees[row] or ()]
    return Answer(
        quotation=quotation,
        row=chief,
        entity=entity,
        is_right=entity is not None and people.character_of.get(entity) == quotation.speaker,
        addressees=people.characters(told) if any(addressees[row] is not None for row in stretches) else None,
    )


def speaker_rows(examples: Sequence[Example], matchings: Sequence[People]) -> list[Row]:
    """Share of gold quotations whose speaker is right, of all and by how PDNC says the speaker is known; then by novel.

    A quotation that was missed, and one whose speaker is not known, is wrong. Coverage is the share of quotations that
    were found and given a speaker; accuracy when answered is over those.
    """
    told = {e.reference.name: answers(e, people) for e, people in zip(examples, matchings, strict=True)}
    everything = [answer for group in told.values() for answer in group]
    answered = [answer for answer in everything if answer.entity is not None]
    rows = [_accuracy("all", everything)]
    rows += [_accuracy(kind, [a for a in everything if a.quotation.kind == kind]) for kind in _KINDS]
    rows += [
        Row(task="speakers", measure="coverage", value=share(len(answered), len(everything)), n=len(everything)),
        _accuracy("accuracy when answered", answered),
    ]
    return rows + [_accuracy(f"{name}: all", group) for name, group in told.items()]


def _accuracy(measure: str, group: Sequence[Answer]) -> Row:
    right = sum(answer.is_right for answer in group)
    return Row(task="speakers", measure=measure, value=share(right, len(group)), n=len(group))


def addressee_rows(examples: Sequence[Example], matchings: Sequence[People]) -> list[Row]:
    """F1 of the sets of people spoken to, over quotations whose speaker is right and whose addressees PDNC names.

    Micro-averaged over addressees. A collective counts as its members; an addressee who is matched to no character is
    wrong; addressees that are not known are missed.
    """
    told = [a for e, people in zip(examples, matchings, strict=True) for a in answers(e, people)]
    scored = [answer for answer in told if answer.is_right and answer.quotation.addressees]
    tally = total(tally_sets(answer.quotation.addressees, answer.addressees or frozenset()) for answer in scored)
    exact = sum(answer.addressees == answer.quotation.addressees for answer in scored)
    return [
        Row(task="addressees", measure="F1 where the speaker is right", value=tally.f1, n=len(scored)),
        Row(task="addressees", measure="recall", value=tally.recall, n=int(tally.recall_all)),
        Row(task="addressees", measure="precision", value=tally.precision, n=int(tally.precision_all)),
        Row(task="addressees", measure="exactly right", value=share(exact, len(scored)), n=len(scored)),
    ]
