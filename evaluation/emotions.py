"""Emotions in fiction, against REMAN: phrases by overlap, their class and who feels them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.counts import Tally, share
from evaluation.readings import Readings
from evaluation.rows import Row
from gold.minds.matching import paired, shared
from gold.model import Annotated
from gold.reman import EmotionPassage, GoldEmotion
from irises.annotation import Span


@dataclass(frozen=True, kw_only=True)
class SaidEmotion:
    """An emotion as read: its class, and every mention of who feels it."""

    span: Span
    emotion: str
    experiencer: frozenset[Span]


def emotion_rows(passages: Sequence[EmotionPassage], readings: Readings) -> list[Row]:
    """F1 of phrases in the middle sentences, also with class, and the share of right experiencers where the phrase is
    right and the gold has one."""
    spans, classes, right, n_felt = Tally(), Tally(), 0, 0
    for passage in passages:
        gold = [emotion for emotion in passage.emotions if _is_inside(emotion.span, passage.middle)]
        reading = readings.of_text(passage.text, name=f"reman-{passage.name.replace('|', '-')}")
        said = [emotion for emotion in said_emotions(reading) if _is_inside(emotion.span, passage.middle)]
        pairs = [(gold[i], said[j]) for i, j in paired(gold, said, lambda a, b: shared(a.span, b.span))]
        spans += Tally(len(pairs), len(gold), len(pairs), len(said))
        hits = sum(b.emotion in a.emotions for a, b in pairs)
        classes += Tally(hits, len(gold), hits, len(said))
        felt = [(a, b) for a, b in pairs if a.experiencers]
        n_felt += len(felt)
        right += sum(_is_felt_by(a, b) for a, b in felt)
    n = round(spans.recall_all)
    return [
        Row(task="emotions", measure="F1", value=spans.f1, n=n),
        Row(task="emotions", measure="recall", value=spans.recall, n=n),
        Row(task="emotions", measure="precision", value=spans.precision, n=round(spans.precision_all)),
        Row(task="emotions", measure="F1 with class", value=classes.f1, n=n),
        Row(task="emotions", measure="experiencer where right", value=share(right, n_felt), n=n_felt),
    ]


def said_emotions(reading: Annotated) -> list[SaidEmotion]:
    """The emotions of a reading, one per stretch of words, in text order."""
    mentions: dict[int, set[Span]] = {}
    for row in reading.tables["mentions"].to_pylist():
        mentions.setdefault(row["entity_id"], set()).add(Span(row["start"], row["end"]))
    rows = [
        SaidEmotion(
            span=Span(row["start"], row["end"]),
            emotion=row["emotion"],
            experiencer=frozenset(mentions.get(row["experiencer"], ())),
        )
        for row in reading.tables["emotions"].to_pylist()
    ]
    return list({row.span: row for row in rows}.values())


def _is_inside(span: Span, stretch: Span) -> bool:
    return stretch.start <= span.start < stretch.end


def _is_felt_by(gold: GoldEmotion, said: SaidEmotion) -> bool:
    return any(shared(own, span) for own in gold.experiencers for span in said.experiencer)
