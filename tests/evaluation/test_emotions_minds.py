"""Emotions, perspectives, beliefs and commitments are scored as worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation import misses
from evaluation.emotions import emotion_rows
from evaluation.minds import MindsExample, minds_rows, predicted_annotation
from evaluation.readings import Readings
from gold.minds.passages import Place
from gold.minds.reader import Annotation, Belief, Commitment, Emotion, Person, Perspective
from gold.reman import EmotionPassage, GoldEmotion
from irises.annotation import Span
from tests.evaluation.corpora import reading

TEXT = "Rain fell. Anna dreaded her aunt and hated it. She laughed.\n\nTom knew. He vowed to stay."
ANNA, TOM = 0, 1


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def row(words: str, **columns) -> dict:
    start, end = span(words)
    return {"start": start, "end": end, "evidence": [], **columns}


def feeling(words: str, number: int, emotion: str, **columns) -> dict:
    common = {"valence": 0.0, "intensity": 0.5, "is_negated": False, "target": None, "is_masked": False, "masks": -1}
    return row(words, emotion_id=number, emotion=emotion, experiencer=ANNA, channel="felt") | common | columns


@pytest.fixture
def said():
    """A reading: three emotions, one wrong; a belief; a commitment of the wrong kind; eyes that never change."""
    link = {"entity_confidence": 1.0, "is_generic": False, "category": "PER", "head_token": None}
    content = {"content_start": 0, "content_end": 4}
    return reading(
        TEXT,
        mentions=[
            row("Anna", mention_id=0, form="proper", entity_id=ANNA, **link),
            row("She", mention_id=1, form="pronoun", entity_id=ANNA, **link),
            row("Tom", mention_id=2, form="proper", entity_id=TOM, **link),
            row("He", mention_id=3, form="pronoun", entity_id=TOM, **link),
        ],
        emotions=[
            feeling("dreaded", 0, "fear"),
            feeling("Rain", 1, "sadness"),
            feeling("laughed", 2, "joy", channel="shown", masks=0),
        ],
        beliefs=[
            row("knew", belief_id=0, holder=TOM, stance="knows", about=[], is_negated=False, within=-1, **content)
        ],
        commitments=[
            row("vowed", commitment_id=0, kind="promise", by=TOM, to=[], about=[], status="open", **content)
            | {"resolved_start": None, "resolved_end": None}
        ],
        perspectives=[
            row(
                TEXT,
                person="third",
                tense="past",
                narrator=None,
                focalizer=ANNA,
                focalizer_confidence=1.0,
                kind="internal",
            )
        ],
        presence=[row(TEXT, section_id=0, entity_id=ANNA, status="present", n_quotations=0, n_mentions=2)],
    )


@pytest.fixture
def gold() -> Annotation:
    """Anna's eyes in the first paragraph, Tom's in the second."""
    turn = TEXT.index("Tom")

    def eyes(stretch: Span, who: int) -> Perspective:
        return Perspective(span=stretch, person="third", tense="past", narrator=None, kind="internal", focalizer=who)

    def emotion(words: str, number: int, name: str, channel: str, **columns) -> Emotion:
        common = {"is_negated": False, "targets": frozenset(), "is_feigned": False, "is_masked": False, "masks": -1}
        return Emotion(
            emotion_id=number,
            span=span(words),
            experiencers=frozenset({ANNA}),
            emotions=(name,),
            channel=channel,
            **(common | columns),
        )

    return Annotation(
        place=Place(passage="1", split="dev", source="", start=0, end=len(TEXT), sha256=""),
        annotator="A",
        people=(
            Person(person_id=ANNA, mentions=(span("Anna"), span("She"))),
            Person(person_id=TOM, mentions=(span("Tom"),)),
        ),
        perspectives=(eyes(Span(0, turn), ANNA), eyes(Span(turn, len(TEXT)), TOM)),
        emotions=(
            emotion("dreaded", 0, "fear", "felt", is_masked=True),
            emotion("hated", 1, "anger", "felt"),
            emotion("laughed", 2, "joy", "shown", is_feigned=True, masks=0),
        ),
        beliefs=(
            Belief(
                belief_id=0,
                span=span("knew"),
                holders=frozenset({TOM}),
                stance="knows",
                content=None,
                about=frozenset(),
                is_negated=False,
                within=-1,
            ),
        ),
        commitments=(
            Commitment(
                commitment_id=0,
                span=span("vowed"),
                kind="vow",
                by=frozenset({TOM}),
                to=frozenset(),
                about=frozenset(),
                content=span("to stay"),
                status="open",
                resolved=None,
            ),
        ),
        look_alikes=(),
        presence={ANNA: "present", TOM: "present"},
    )


def test_what_went_wrong_is_said_by_cause(said, gold) -> None:
    """A right belief has no line, a wrong kind has one; a missed and a false row are told apart."""
    passage = MindsExample(text=TEXT, gold=gold, predicted=predicted_annotation(said, gold))
    assert list(misses.MINDS_KINDS["beliefs"](passage)) == []
    (line,) = misses.MINDS_KINDS["commitments"](passage)
    assert line.startswith("kind vow, not promise: ")
    assert "He [vowed] to stay" in line
    empty = MindsExample(text=TEXT, gold=gold, predicted=replace(passage.predicted, beliefs=()))
    (line,) = misses.MINDS_KINDS["beliefs"](empty)
    assert line.startswith("missed knows: ")
    other = replace(passage.predicted, beliefs=(replace(passage.predicted.beliefs[0], holders=frozenset({ANNA})),))
    (line,) = misses.MINDS_KINDS["beliefs"](MindsExample(text=TEXT, gold=gold, predicted=other))
    assert line.startswith("holder 'Tom', not 'Anna': ")


def test_minds_by_hand(said, gold) -> None:
    """Two of three emotions either way, the mask found, the kind of commitment wrong, the change of eyes missed."""
    passage = MindsExample(text=TEXT, gold=gold, predicted=predicted_annotation(said, gold))
    values = {r.measure: r.value for r in minds_rows([passage])}
    words_of_anna, words = 11, 17
    assert values["focalizer of words"] == pytest.approx(words_of_anna / words)
    assert (values["person of words"], values["tense of words"]) == (1.0, 1.0)
    assert values["changes of eyes F1"] == 0.0
    assert values["emotions F1"] == pytest.approx(2 / 3)
    assert values["masks F1"] == 1.0
    assert values["channel where span right"] == 1.0
    assert values["beliefs F1"] == 1.0
    assert (values["commitments, span F1"], values["commitments F1"]) == (1.0, 0.0)
    assert values["presence F1"] == pytest.approx(2 / 3)


def test_emotions_by_hand(said) -> None:
    """In the middle sentence one of two phrases is found, with class and experiencer; outside it nothing counts."""
    passage = EmotionPassage(
        name="1",
        author="A",
        text=TEXT,
        middle=span("Anna dreaded her aunt and hated it."),
        emotions=(
            GoldEmotion(
                span=span("dreaded her aunt"),
                emotions=frozenset({"fear", "disgust"}),
                is_negated=False,
                experiencers=frozenset({span("Anna")}),
                targets=frozenset(),
            ),
            GoldEmotion(
                span=span("hated"),
                emotions=frozenset({"anger"}),
                is_negated=False,
                experiencers=frozenset(),
                targets=frozenset(),
            ),
        ),
        characters=(),
    )

    def nothing(*_):
        raise AssertionError

    readings = Readings(read_file=nothing, read_document=nothing, read_text=lambda text: said)
    values = {r.measure: r.value for r in emotion_rows([passage], readings)}
    assert values == {
        "F1": pytest.approx(2 / 3),
        "recall": 0.5,
        "precision": 1.0,
        "F1 with class": pytest.approx(2 / 3),
        "experiencer where right": 1.0,
    }
