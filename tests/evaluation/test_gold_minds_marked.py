"""Passages whose rows are marked in the text: how marks are read, and that no rule loses what it finds in ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.attitudes import examples
from evaluation.minds import attitude_rows, mask_rows
from evaluation.readings import program_readings
from gold.minds.marked_rows import TOLD, TOLD_HELD, TOLD_WEIGHED, parsed, read_marked

STORY = '{{@anna|Anna}} {{knows anna|knew}} it. "{{promise anna>tom|I\'ll write}}," {{@anna|she}} told {{@tom|Tom}}.'


def test_marks_leave_the_words() -> None:
    """The text is as it would be without marks, and every span holds the words marked."""
    text, gold = parsed(STORY, name="a")
    assert text == 'Anna knew it. "I\'ll write," she told Tom.'
    (given,) = gold.commitments
    assert text[given.span.start : given.span.end] == "I'll write"
    assert (given.kind, given.by, given.to) == ("promise", {0}, {1})
    assert [text[s.start : s.end] for s in gold.people[0].mentions] == ["Anna", "she"]


def test_a_show_names_its_feeling() -> None:
    """Marks of one number are a show and what is under it; a feeling alone is hidden."""
    _, gold = parsed("{{@anna|Anna}} {{mask:1 anna|laughed}}, {{felt:1 anna|afraid}}; {{hidden anna|angry}}.", name="a")
    assert [(m.shown is not None, m.felt is not None) for m in gold.masks] == [(True, True), (False, True)]


def test_eyes_have_stretches() -> None:
    """A stretch lasts until the next; one of nobody's has no focalizer; marks leave no trace."""
    text, gold = parsed("[[anna]]{{@anna|Anna}} was cold. [[external]]It rained.", name="a")
    assert text == "Anna was cold. It rained."
    stretches = [(text[p.span.start : p.span.end], p.kind, p.focalizer) for p in gold.perspectives]
    assert stretches == [("Anna was cold. ", "internal", 0), ("It rained.", "external", None)]


TOLD_STORY = """voice: first past
narrator: i
present: i tom
mentioned: lil

[[i]]{{said tom>i|"{{promise tom>i+lil|{tom|I}'ll ask {lil|{i|your} sister}}},"}} {tom|he} told {i|me}."""


def test_marks_may_lie_in_each_other() -> None:
    """A passage with every mention: who tells it, who is there, what is said to whom, and marks inside marks."""
    text, gold = parsed(TOLD_STORY, name="a")
    assert text == '"I\'ll ask your sister," he told me.'
    mentions = {person.person_id: [text[s.start : s.end] for s in person.mentions] for person in gold.people}
    assert sorted(mentions.values()) == [["I", "he"], ["your", "me"], ["your sister"]]
    number = {said[0]: person for person, said in mentions.items()}
    tom, me, lil = number["I"], number["your"], number["your sister"]
    (speech,), (given,), (stretch,) = gold.speeches, gold.commitments, gold.perspectives
    assert (text[speech.span.start : speech.span.end], speech.speakers) == ('"I\'ll ask your sister,"', {tom})
    assert (given.by, given.to, speech.addressees) == ({tom}, {me, lil}, {me})
    assert (stretch.person, stretch.tense, stretch.narrator, stretch.focalizer) == ("first", "past", me, me)
    assert gold.presence == {me: "present", tom: "present", lil: "mentioned"}


@pytest.mark.parametrize("folder", [TOLD, TOLD_WEIGHED, TOLD_HELD])
def test_passages_with_every_mention_are_whole(folder: Path) -> None:
    """Everybody has a status, every word its eyes, and what is said is nearly all between quotation marks."""
    for text, gold in read_marked(folder):
        assert set(gold.presence) == {person.person_id for person in gold.people}
        assert gold.perspectives
        said = sum(text[speech.span.start] == '"' == text[speech.span.end - 1] for speech in gold.speeches)
        assert said == len(gold.speeches)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("{{promised anna>tom|x}} {{@anna|Anna}} {{@tom|Tom}}", "is no mark"),
        ("{{promise anna>tom|x}} {{@anna|Anna}}", "nobody is marked as tom"),
        ("{{@anna|Anna", "is not closed: '@anna'"),
        ("{{@anna|Anna} slept.", "ends wrongly"),
        ("Anna} slept.", "ends wrongly"),
        ("voice: third\n\n{anna|Anna} slept.", "is no voice"),
        ("voice: third past\nsaid: anna\n\n{anna|Anna} slept.", "no field is called said"),
        ("{{@anna|Anna}} slept. [[anna]]She dreamt.", "begin the passage with"),
    ],
)
def test_faults_are_named(source: str, complaint: str) -> None:
    """A label that is none, a person nobody is marked as, and marks that nest."""
    with pytest.raises(ValueError, match=complaint):
        parsed(source, name="a")


def test_every_style_has_its_passage() -> None:
    """There are enough of them, with rows of every kind."""
    passages = [gold for _, gold in read_marked()]
    assert len(passages) >= 14
    kinds = {row.kind for gold in passages for row in gold.commitments}
    assert kinds == {"promise", "vow", "request", "command", "threat", "refusal"}


def test_what_is_found_in_our_passages() -> None:
    """Floors of F1, some points below what is reached; the rules were made with these in sight."""
    found = list(examples(program_readings()))
    value = {row.measure: row.value for row in (*mask_rows(found), *attitude_rows(found))}
    assert value["commitments, span F1"] > 0.78
    assert value["commitments F1"] > 0.5
    assert value["beliefs, span F1"] > 0.82
    assert value["beliefs F1"] > 0.55
    assert value["masks F1"] > 0.48
