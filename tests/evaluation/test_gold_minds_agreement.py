"""Agreement of two readings, and one reading out of two."""

import json
from typing import Any

import pytest

from gold.minds.adjudicate import settled, sheet_of, written
from gold.minds.agreement import Agreement
from gold.minds.compile import compiled
from gold.minds.matching import same_people
from gold.minds.passages import Place, digest
from gold.minds.reader import Annotation, annotation_of

TEXT = (
    "Mara laughed, though she was afraid. He would stay. Jon begged her to go.\n\n"
    "Jon knew she thought him a coward. He promised nothing. Jon smiled and was hurt."
)


def view(at: str, focalizer: str) -> dict[str, Any]:
    return {"at": at, "person": "third", "tense": "past", "kind": "internal", "focalizer": focalizer}


def reading(annotator: str = "A", *, mara: str = "mara", jon: str = "jon") -> dict[str, Any]:
    return {
        "passage": "00",
        "annotator": annotator,
        "people": {mara: ["1:Mara", "2:she"], jon: ["1:He", "1:Jon", "2:Jon#1"]},
        "perspectives": [view("1", mara), view("2", jon), view("2:Jon#2", mara)],
        "emotions": [
            {"id": "s", "at": "1:laughed", "who": mara, "emotion": "joy", "channel": "shown", "masks": "f"},
            {"id": "f", "at": "1:afraid", "who": mara, "emotion": "fear", "channel": "felt"},
            {"id": "h", "at": "2:hurt", "who": jon, "emotion": "sadness", "channel": "felt", "hidden": True},
        ],
        "beliefs": [
            {"id": "o", "at": "2:knew", "who": jon, "stance": "knows"},
            {"id": "i", "at": "2:thought", "who": mara, "stance": "believes", "about": jon, "within": "o"},
        ],
        "commitments": [{"id": "c", "at": "1:begged", "by": jon, "to": mara, "kind": "request", "content": "1:to go"}],
        "none": [{"at": "2:promised nothing", "like": "commitment"}],
        "presence": {mara: "present", jon: "present"},
    }


def annotation(rows: dict[str, Any]) -> Annotation:
    labels, errors = compiled(rows, TEXT)
    assert errors == []
    place = Place(passage="00", split="dev", source="x", start=0, end=len(TEXT), sha256=digest(TEXT))
    return annotation_of(labels, place)


def agreement(one: dict[str, Any], other: dict[str, Any]) -> dict[str, float]:
    counted = Agreement()
    counted.compare(annotation(one), annotation(other), TEXT)
    return {name: tally.f1 for name, tally in counted.tallies.items()}


def test_the_reader_gives_masks_with_show_and_feeling() -> None:
    """A show that masks a feeling is one mask, a hidden feeling another."""
    masked, hidden = annotation(reading()).masks
    assert masked.shown is not None
    assert masked.felt is not None
    assert [span.of(TEXT) for span in masked.spans] == ["laughed", "afraid"]
    assert (hidden.shown, [span.of(TEXT) for span in hidden.spans]) == (None, ["hurt"])


def test_the_same_reading_under_other_keys_agrees_in_all() -> None:
    """People are matched by mentions, not by what annotators call them."""
    scores = agreement(reading(), reading(mara="zoe", jon="abel"))
    assert len(scores) > 15
    assert set(scores.values()) == {1.0}


def test_people_without_shared_mentions_are_matched_by_rows() -> None:
    """An annotator who quotes other mentions means the same person where the rows are the same."""
    other = reading() | {"people": {"mara": ["1:her"], "jon": ["2:He"]}}
    one, two = annotation(reading()), annotation(other)
    names = same_people(one, two)
    assert names == {0: 0, 1: 1}


@pytest.mark.parametrize(
    ("part", "row", "column", "value", "lowered"),
    [
        ("emotions", 1, "emotion", "joy", "emotions: class"),
        ("emotions", 1, "who", "jon", "emotions: experiencer"),
        ("emotions", 0, "channel", "said", "emotions: channel"),
        ("emotions", 1, "at", "1:he", "emotions"),
        ("beliefs", 0, "stance", "believes", "beliefs, holder and stance"),
        ("commitments", 0, "kind", "command", "commitments, by and kind"),
        ("none", 0, "like", "belief", "look-alikes"),
        ("perspectives", 1, "focalizer", "mara", "focalizer, words"),
        ("perspectives", 2, "focalizer", "jon", "changes within a paragraph"),
        ("perspectives", 1, "tense", "present", "tense, words"),
    ],
)
def test_a_difference_lowers_its_own_figure(part: str, row: int, column: str, value: str, lowered: str) -> None:
    """Each figure sees the decision that it is named for."""
    other = reading()
    other[part][row][column] = value if value != "1:he" else "2:coward"
    assert agreement(reading(), other)[lowered] < 1


def test_presence_is_compared_by_status() -> None:
    """Somebody present for one and mentioned for the other is no match."""
    other = reading() | {"presence": {"mara": "present", "jon": "mentioned"}}
    assert agreement(reading(), other)["presence"] == 0.5


def test_equal_readings_leave_nothing_to_decide() -> None:
    """What both have is gold as it stands, links too."""
    sheet = sheet_of(reading(), reading("B", mara="zoe", jon="abel"), TEXT)
    assert sheet["decide"] == []
    gold = annotation(settled(sheet))
    assert gold.masks == annotation(reading()).masks
    assert gold.beliefs == annotation(reading()).beliefs


def test_single_and_differing_rows_are_decided_by_hand() -> None:
    """A row of one reading and a row they see otherwise wait for the adjudicator, whose word counts."""
    other = reading("B", mara="zoe", jon="abel")
    other["emotions"].append({"id": "x", "at": "2:smiled", "who": "abel", "emotion": "joy", "channel": "shown"})
    other["emotions"][-1]["masks"] = "h"
    other["beliefs"][0]["stance"] = "suspects"
    sheet = json.loads(written(sheet_of(reading(), other, TEXT)))
    with pytest.raises(ValueError, match="2 decisions are open"):
        settled(sheet)
    for entry in sheet["decide"]:
        entry.update({"keep": True} if "keep" in entry else {"use": "B"})
    gold = annotation(settled(sheet))
    assert len(gold.emotions) == 4
    smile = gold.emotions[2]
    assert (smile.masks, smile.experiencers) == (3, gold.emotions[3].experiencers)
    assert [belief.stance for belief in gold.beliefs] == ["suspects", "believes"]


def test_rows_not_kept_are_left_out() -> None:
    """`keep: false` drops a row."""
    other = reading("B")
    del other["commitments"][0]
    sheet = sheet_of(reading(), other, TEXT)
    assert [entry["part"] for entry in sheet["decide"]] == ["commitments"]
    sheet["decide"][0]["keep"] = False
    assert annotation(settled(sheet)).commitments == ()


def test_other_eyes_are_decided_by_hand() -> None:
    """Where the stretches differ, the adjudicator chooses or writes them."""
    other = reading("B")
    other["perspectives"] = [view("1", "mara")]
    sheet = sheet_of(reading(), other, TEXT)
    assert [entry["part"] for entry in sheet["decide"]] == ["perspectives"]
    sheet["decide"][0]["use"] = [view("1", "jon")]
    assert [row.span for row in annotation(settled(sheet)).perspectives] == [(0, len(TEXT))]
