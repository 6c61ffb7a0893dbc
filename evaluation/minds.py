"""Perspectives, emotions, masks, beliefs, commitments and presence, against our own annotated passages (`gold.minds`).

Each passage is read as a text of its own. A span is found if it overlaps the gold's, one to one; people are matched one
to one by their mentions.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from evaluation.counts import Tally, share, tally_sets, total
from evaluation.readings import Readings, program_readings
from evaluation.rows import Row, as_table
from gold.minds.agreement import mask_likeness
from gold.minds.matching import commitment_likeness, cue_likeness, paired, shared
from gold.minds.passages import OWN_TEXTS, paragraphs
from gold.minds.reader import (
    LABELS_OF,
    Annotation,
    Belief,
    Commitment,
    Emotion,
    Person,
    Perspective,
    Speech,
    read_annotations,
)
from gold.model import Annotated
from irises.annotation import Span

_WORD = re.compile(r"\w+")
_SAME = 0.5
"""Share of their union that two mentions have in common if they are one."""


@dataclass(frozen=True, kw_only=True)
class MindsExample:
    """A passage: its labels, its words, and the same labels as the program gives them, its people numbered alike."""

    text: str
    gold: Annotation
    predicted: Annotation


def examples(readings: Readings, data: Path, *, split: str, labels: Path | None = None) -> list[MindsExample]:
    """The passages of a split as the program reads them; the novels are in `data`/novels.

    `labels` is another folder of label files than the settled ones.
    """
    out = []
    for gold in read_annotations(labels or LABELS_OF[split], split=split):
        text = gold.text((data / "novels", *OWN_TEXTS))
        reading = readings.of_text(text, name=f"minds-{gold.place.passage}")
        if reading.text != text:
            raise ValueError(f"passage {gold.place.passage} reads as another text than was annotated")
        out.append(MindsExample(text=text, gold=gold, predicted=predicted_annotation(reading, gold)))
    return out


def predicted_annotation(reading: Annotated, gold: Annotation) -> Annotation:
    """A reading's tables as labels; entities that are a person of the gold's have that one's number, others none of
    it."""
    tables = {name: table.to_pylist() for name, table in reading.tables.items()}
    mentions = mentions_of(tables["mentions"])
    number = numbers_of(mentions, gold)

    def people(*entities: int | None) -> frozenset[int]:
        return frozenset(number.get(e, -1 - e) for e in entities if e is not None)

    return Annotation(
        place=gold.place,
        annotator="irises",
        people=tuple(
            Person(person_id=number[entity], mentions=tuple(spans))
            for entity, spans in mentions.items()
            if entity in number
        ),
        perspectives=tuple(
            Perspective(
                span=Span(row["start"], row["end"]),
                person=row["person"],
                tense=row["tense"],
                narrator=next(iter(people(row["narrator"])), None),
                kind=row["kind"] or "external",
                focalizer=next(iter(people(row["focalizer"])), None),
            )
            for row in tables["perspectives"]
        ),
        emotions=_emotions(tables["emotions"], people),
        beliefs=tuple(
            Belief(
                belief_id=row["belief_id"],
                span=Span(row["start"], row["end"]),
                holders=people(row["holder"]),
                stance=row["stance"],
                content=Span(row["content_start"], row["content_end"]),
                about=people(*row["about"]),
                is_negated=row["is_negated"],
                within=row["within"],
            )
            for row in tables["beliefs"]
        ),
        commitments=tuple(
            Commitment(
                commitment_id=row["commitment_id"],
                span=Span(row["start"], row["end"]),
                kind=row["kind"],
                by=people(row["by"]),
                to=people(*(row["to"] or ())),
                about=people(*row["about"]),
                content=Span(row["content_start"], row["content_end"]),
                status=row["status"],
                resolved=None,
            )
            for row in tables["commitments"]
        ),
        look_alikes=(),
        presence=_presence(tables["presence"], people),
        speeches=tuple(
            Speech(
                span=Span(row["start"], row["end"]),
                speakers=people(row["speaker"]),
                addressees=people(*(row["addressees"] or ())),
            )
            for row in tables["quotations"]
        ),
    )


def mentions_of(rows: Iterable[Mapping[str, Any]]) -> dict[int, list[Span]]:
    """Where each entity is mentioned."""
    mentions: dict[int, list[Span]] = {}
    for row in rows:
        mentions.setdefault(row["entity_id"], []).append(Span(row["start"], row["end"]))
    return mentions


def numbers_of(mentions: Mapping[int, Sequence[Span]], gold: Annotation) -> dict[int, int]:
    """The gold's person_id of each entity that is one of its people, one to one: by how many of the person's listed
    mentions it has; of those that have as many, the one met most, since the listed ones are a choice of all."""
    entities = list(mentions)
    n = 1 + sum(map(len, mentions.values()))

    def alike(entity: int, person: Person) -> float:
        shared = sum(any(_is_same(span, own) for own in mentions[entity]) for span in person.mentions)
        return shared and shared + len(mentions[entity]) / n

    return {entities[i]: gold.people[j].person_id for i, j in paired(entities, gold.people, alike)}


def _is_same(one: Span, other: Span) -> bool:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both > _SAME * (max(one.end, other.end) - min(one.start, other.start))


def _presence(rows: Sequence[Mapping[str, Any]], people: Callable[..., frozenset[int]]) -> dict[int, str]:
    """One status each, whatever the scenes: the first of present, remembered, mentioned that fits."""
    found: dict[int, str] = {}
    for status in ("mentioned", "remembered", "present"):
        found |= {who: status for row in rows if row["status"] == status for who in people(row["entity_id"])}
    return found


def _emotions(rows: Sequence[Mapping[str, Any]], people: Callable[..., frozenset[int]]) -> tuple[Emotion, ...]:
    """The emotions, numbered in order; a show masks a feeling, or (`is_masked` without `masks`) one without name."""
    place = {row["emotion_id"]: number for number, row in enumerate(rows)}
    return tuple(
        Emotion(
            emotion_id=place[row["emotion_id"]],
            span=Span(row["start"], row["end"]),
            experiencers=people(row["experiencer"]),
            emotions=(row["emotion"],),
            channel=row["channel"],
            is_negated=row["is_negated"],
            targets=people(row["target"]),
            is_feigned=row["masks"] >= 0 or (row["is_masked"] and row["channel"] == "shown"),
            is_masked=row["is_masked"] and row["channel"] != "shown",
            masks=place.get(row["masks"], -1),
        )
        for row in rows
    )


def minds_rows(passages: Sequence[MindsExample]) -> list[Row]:
    """Every figure of the passages together."""
    return [*_perspective_rows(passages), *_emotion_rows(passages), *attitude_rows(passages), _presence_row(passages)]


def eyes_rows(passages: Sequence[MindsExample]) -> list[Row]:
    """Whose eyes and F1 of their changes, on the passages with labels of them."""
    measures = ("focalizer of words", "changes of eyes F1")
    labelled = [p for p in passages if p.gold.perspectives]
    return [row for row in _perspective_rows(labelled) if row.measure in measures]


def _perspective_rows(passages: Sequence[MindsExample]) -> list[Row]:
    n, person, tense, eyes = 0, 0, 0, 0
    turns = Tally()
    for p in passages:
        for start in (found.start() for found in _WORD.finditer(p.text)):
            gold, said = p.gold.perspective_at(start), _perspective_at(p.predicted, start)
            n += 1
            if said is not None:
                person += gold.person == said.person
                tense += gold.tense == said.tense
                eyes += (gold.focalizer, gold.focalizer is None and gold.kind) == (
                    said.focalizer,
                    said.focalizer is None and said.kind,
                )
        turns += _turn_tally(p)
    found = Row(task="minds", measure="changes of eyes F1", value=turns.f1, n=round(turns.recall_all))
    shares = {"person of words": person, "tense of words": tense, "focalizer of words": eyes}
    return [*(Row(task="minds", measure=name, value=share(right, n), n=n) for name, right in shares.items()), found]


def _perspective_at(reading: Annotation, offset: int) -> Perspective | None:
    return next((row for row in reading.perspectives if row.span.start <= offset < row.span.end), None)


def _turn_tally(p: MindsExample) -> Tally:
    """Changes of eyes, found if the program has one at most a paragraph away."""
    starts = [block.start for block in paragraphs(p.text)]

    def paragraph(offset: int) -> int:
        return bisect_right(starts, offset)

    def near(one: int, other: int) -> float:
        return max(0.0, 2 - abs(paragraph(one) - paragraph(other)) - min(1.0, abs(one - other) / 1e6))

    gold, said = (_turns(reading) for reading in (p.gold, p.predicted))
    hits = len(paired(gold, said, near))
    return Tally(hits, len(gold), hits, len(said))


def _turns(reading: Annotation) -> list[int]:
    return [
        later.span.start
        for earlier, later in pairwise(reading.perspectives)
        if (earlier.kind, earlier.focalizer) != (later.kind, later.focalizer)
    ]


def _emotion_rows(passages: Sequence[MindsExample]) -> list[Row]:
    pairs = [
        (p.gold.emotions[i], p.predicted.emotions[j])
        for p in passages
        for i, j in paired(p.gold.emotions, p.predicted.emotions, cue_likeness)
    ]
    spans = total(_found(p.gold.emotions, p.predicted.emotions, cue_likeness) for p in passages)
    shares = {
        "channel where span right": [a.channel == b.channel for a, b in pairs],
        "emotion where span right": [bool({*a.emotions} & {*b.emotions}) for a, b in pairs],
        "experiencer where span right": [bool(a.experiencers & b.experiencers) for a, b in pairs],
    }
    return [
        *_f1_rows("emotions", spans),
        *(Row(task="minds", measure=name, value=share(sum(r), len(r)), n=len(r)) for name, r in shares.items()),
        *mask_rows(passages),
    ]


def mask_rows(passages: Sequence[MindsExample]) -> list[Row]:
    """F1, recall and precision of masks."""
    return _f1_rows("masks", total(_found(p.gold.masks, p.predicted.masks, mask_likeness) for p in passages))


def people_rows(passages: Sequence[MindsExample]) -> list[Row]:
    """Shares of the mentions of people, all of which are marked, that are found as the right person's, and of the
    quotations with the right speaker, the wrong one, and none."""
    right = n = 0
    for p in passages:
        said = {(span, person.person_id) for person in p.predicted.people for span in person.mentions}
        of_gold = {(span, person.person_id) for person in p.gold.people for span in person.mentions}
        right, n = right + len(said & of_gold), n + len(of_gold)
    given = [
        (gold.speakers, next((s.speakers for s in p.predicted.speeches if shared(gold.span, s.span)), frozenset()))
        for p in passages
        for gold in p.gold.speeches
    ]
    hits, answered = sum(bool(a & b) for a, b in given), sum(bool(b) for _, b in given)
    shares = {"speakers right": hits, "speakers wrong": answered - hits, "speakers not known": len(given) - answered}
    return [
        Row(task="minds", measure="mentions as the right person's", value=share(right, n), n=n),
        *(Row(task="minds", measure=name, value=share(k, len(given)), n=len(given)) for name, k in shares.items()),
    ]


def attitude_rows(passages: Sequence[MindsExample]) -> list[Row]:
    """F1, recall and precision of beliefs and commitments: of their spans, and with people and kind."""

    def belief(a: Belief, b: Belief) -> bool:
        return same_people(a.holders, b.holders) and a.stance == b.stance

    def commitment(a: Commitment, b: Commitment) -> bool:
        return same_people(a.by, b.by) and a.kind == b.kind

    beliefs = [(p.gold.beliefs, p.predicted.beliefs) for p in passages]
    commitments = [(p.gold.commitments, p.predicted.commitments) for p in passages]
    return [
        *_f1_rows("beliefs, span", total(_found(*rows, cue_likeness) for rows in beliefs)),
        *_f1_rows("beliefs", total(_found(*rows, cue_likeness, belief) for rows in beliefs)),
        *_f1_rows("commitments, span", total(_found(*rows, commitment_likeness) for rows in commitments)),
        *_f1_rows("commitments", total(_found(*rows, commitment_likeness, commitment) for rows in commitments)),
    ]


def same_people(gold: frozenset[int], said: frozenset[int]) -> bool:
    """One of them is enough: a table names one holder where the labels may name several."""
    return bool(gold & said) or gold == said


def _found(
    gold: Sequence[Any],
    said: Sequence[Any],
    likeness: Callable[[Any, Any], float],
    right: Callable[[Any, Any], bool] = lambda a, b: True,
) -> Tally:
    hits = sum(right(gold[i], said[j]) for i, j in paired(gold, said, likeness))
    return Tally(hits, len(gold), hits, len(said))


def _f1_rows(name: str, tally: Tally) -> list[Row]:
    n = round(tally.recall_all)
    values = {"F1": tally.f1, "recall": tally.recall, "precision": tally.precision}
    return [Row(task="minds", measure=f"{name} {measure}", value=value, n=n) for measure, value in values.items()]


def _presence_row(passages: Sequence[MindsExample]) -> Row:
    """Who is bodily there."""
    tally = total(
        tally_sets(*({who for who, status in r.presence.items() if status == "present"} for r in (p.gold, p.predicted)))
        for p in passages
    )
    return Row(task="minds", measure="presence F1", value=tally.f1, n=round(tally.recall_all))


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m evaluation.minds --data DIR [--split test]`: the figures on one split of the passages; 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.minds", description="Score minds on our passages.")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with novels/")
    parser.add_argument("--split", choices=tuple(LABELS_OF), default="dev")
    parser.add_argument("--labels", type=Path, help="folder of label files (default: the settled ones)")
    options = parser.parse_args(arguments)
    print(as_table(minds_rows(examples(program_readings(), options.data, split=options.split, labels=options.labels))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
