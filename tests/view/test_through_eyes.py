"""A story through one character's eyes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from irises.annotation import table_from_rows
from irises.cli import main
from irises.errors import PlanError
from irises.reader import save
from irises.story import Story
from irises.view import through_eyes
from irises.write.through_text import through_lines
from tests.conftest import BROTHER, DOCTOR, KATE, at, stretch


@pytest.fixture
def story(handmade: Story) -> Story:
    """The doctor is there in the first chapter only; Kate hides what she feels, and promises her brother something."""
    evidence = {"evidence": []}
    felt = at("late.” said") if "late.” said" in handmade.text else at("You are late")
    emotion = evidence | {"valence": -0.5, "intensity": 0.5, "is_negated": False, "masks": -1, "is_masked": False}
    emotions = [
        at("nodded")
        | emotion
        | {"emotion_id": 0, "experiencer": DOCTOR, "emotion": "sadness", "target": KATE, "channel": "shown"},
        at("waited")
        | emotion
        | {"emotion_id": 1, "experiencer": KATE, "emotion": "fear", "target": DOCTOR, "channel": "felt"},
        at("whispered")
        | emotion
        | {"emotion_id": 2, "experiencer": KATE, "emotion": "joy", "target": None, "channel": "shown"},
        felt
        | emotion
        | {"emotion_id": 3, "experiencer": KATE, "emotion": "anger", "target": DOCTOR, "channel": "said"},
    ]
    content = at("It was Tom")
    belief = evidence | {"is_negated": False, "within": -1, "content_start": content["start"]}
    belief |= {"content_end": content["end"]}
    beliefs = [
        at("know") | belief | {"belief_id": 0, "holder": DOCTOR, "stance": "knows", "about": [KATE]},
        at("opened") | belief | {"belief_id": 1, "holder": KATE, "stance": "believes", "about": [DOCTOR]},
        at("name was") | belief | {"belief_id": 2, "holder": DOCTOR, "stance": "unaware", "about": []},
    ]
    commitments = [
        at("whispered to her brother")
        | evidence
        | {"commitment_id": 0, "kind": "promise", "by": KATE, "to": [BROTHER], "about": [DOCTOR], "status": "open"}
        | {"content_start": content["start"], "content_end": content["end"]}
        | {"resolved_start": None, "resolved_end": None}
    ]
    presence = [
        row | evidence | {"section_id": section, "entity_id": who, "status": status, "n_quotations": 1, "n_mentions": 2}
        for row, section, who, status in (
            (stretch("Chapter One", "Kate.”"), 1, DOCTOR, "present"),
            (stretch("Chapter One", "Kate.”"), 1, KATE, "present"),
            (stretch("Chapter Two", "Reeve."), 2, KATE, "present"),
            (stretch("Chapter Two", "Reeve."), 2, DOCTOR, "mentioned"),
        )
    ]
    made = {"emotions": emotions, "beliefs": beliefs, "commitments": commitments, "presence": presence}
    tables = {name: table_from_rows(name, rows) for name, rows in made.items()}
    return replace(handmade, tables={**handmade.tables, **tables})


def test_only_bodily_presence_is_witnessed(story: Story) -> None:
    """The doctor is there in chapter one, and only spoken of in chapter two."""
    assert [row.section_id for row in through_eyes(story, DOCTOR).witnessed] == [1]
    assert [row.section_id for row in through_eyes(story, KATE).witnessed] == [1, 2]


def test_told_is_what_is_said_to_them(story: Story) -> None:
    """What Kate says to the doctor he is told, by her; her whisper to her brother he isn't."""
    told = through_eyes(story, DOCTOR).told
    assert {t.by for t in told} == {KATE}
    assert "“You are late,”" in [t.quotation.text for t in told]
    assert not any("Tom" in t.quotation.text for t in told)


def test_unknown_says_why(story: Story) -> None:
    """Before him she hides a feeling; elsewhere she thinks and promises; and the text says what he lacks."""
    unknown = through_eyes(story, DOCTOR).unknown
    seen = {(type(item.row).__name__, item.row.text): (item.why, item.is_about_them) for item in unknown}
    assert seen == {
        ("Emotion", "waited"): ("hidden", True),
        ("Emotion", "whispered"): ("away", False),
        ("Belief", "opened"): ("away", True),
        ("Belief", "name was"): ("gap", True),
        ("Commitment", "whispered to her brother"): ("away", True),
    }
    about = [item.is_about_them for item in unknown]
    assert about == sorted(about, reverse=True)


def test_what_is_said_in_hearing_is_known(story: Story) -> None:
    """The doctor says what he knows in Kate's hearing: it is no secret of his."""
    assert {item.row.text for item in through_eyes(story, KATE).unknown}.isdisjoint({"know", "nodded"})


def test_bounded_before_it_happens(story: Story) -> None:
    """Up to the end of chapter one there is no promise, and nobody is called by a name that comes later."""
    eyes = story.until("chapter 1").through("Kate Mallory")
    assert eyes.given == ()
    assert [row.section_id for row in eyes.witnessed] == [1]
    lines = "\n".join(through_lines(story.until("chapter 1"), story.until("chapter 1").through("the doctor")))
    assert "Tom" not in lines
    assert "Tom" in "\n".join(through_lines(story, story.through("Tom Reeve")))


def test_nobody_of_that_name(story: Story) -> None:
    """A name that nobody has is a clear error."""
    with pytest.raises(PlanError, match="Zebedee"):
        story.through("Zebedee")


def test_in_the_terminal(story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says each part with its words, cuts long parts, and gives the same as JSON."""
    folder = save(story, tmp_path / "made.irises")
    assert main(["through", str(folder), "Kate"]) == 0
    said = capsys.readouterr().out
    assert "promise by Kate Mallory" in said
    assert all(len(line) <= 80 for line in said.splitlines())
    assert main(["through", str(folder), "Kate", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["given"][0]["text"] == "whispered to her brother"
    assert [(row["why"], row["text"]) for row in record["unknown"]] == [("thought", "name was")]
