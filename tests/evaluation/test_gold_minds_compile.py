"""Readings that quote a passage become labels with offsets only."""

import json
from pathlib import Path
from typing import Any

import pytest

from gold.minds.compile import compiled, dumped
from gold.minds.passages import OWN_TEXTS, digest, paragraphs, passage_text, read_places, source_text
from gold.minds.places import PlaceError, find
from gold.minds.reader import LABELS_OF, read_annotations

TEXT = "Mara laughed, though she\nwas afraid. “He’ll stay,” she said.\n\nJon knew she thought him a coward. Jon smiled."


def reading(**parts: Any) -> dict[str, Any]:
    people = {"jon": ["1:He", "2:Jon#1"], "mara": ["1:Mara", "1:she#1"]}
    view = {"at": "1", "person": "third", "tense": "past", "kind": "internal", "focalizer": "mara"}
    rest = {"perspectives": [view], "presence": {"mara": "present", "jon": "present"}}
    return {"passage": "00", "annotator": "A", "people": people, **rest, **parts}


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("1:though she was", "though she\nwas"),
        ('1:"He\'ll stay"', None),
        ("1:He'll stay", "He’ll stay"),
        ("2:Jon#2", "Jon"),
        ("2", TEXT[TEXT.index("Jon knew") :]),
    ],
)
def test_a_place_is_found_across_lines_and_shapes_of_marks(place: str, words: str | None) -> None:
    """White space and the shape of quotation marks don't matter; other signs do."""
    if words is None:
        with pytest.raises(PlaceError):
            find(TEXT, place)
    else:
        assert find(TEXT, place).of(TEXT) == words


def test_nth_counts_inside_the_paragraph() -> None:
    """`#2` is the second in that paragraph."""
    assert find(TEXT, "2:Jon#2").start == TEXT.index("Jon smiled")


@pytest.mark.parametrize("place", ["2:Jon", "2:Jon#3", "3:Jon", "1:Jon", "1:laugh", "Jon", "2:Jon#0"])
def test_a_place_that_is_not_exactly_one_is_refused(place: str) -> None:
    """Words standing twice without a number, absent words and parts of words are errors."""
    with pytest.raises(PlaceError):
        find(TEXT, place)


def test_a_mask_points_at_the_feeling_and_marks_it() -> None:
    """The shown row is feigned and points at the felt one, which is masked."""
    shown = {"id": "s", "at": "1:laughed", "who": "mara", "emotion": "joy", "channel": "shown", "masks": "f"}
    felt = {"id": "f", "at": "1:afraid", "who": "mara", "emotion": ["fear"], "channel": "felt"}
    labels, errors = compiled(reading(emotions=[felt, shown]), TEXT)
    assert errors == []
    first, second = labels["emotions"]
    assert (first["masks"], first["is_feigned"], first["is_masked"]) == (second["emotion_id"], True, False)
    assert (second["masks"], second["is_feigned"], second["is_masked"]) == (-1, False, True)


def test_a_belief_within_another_keeps_its_link() -> None:
    """`within` becomes the number of the outer row in text order."""
    outer = {"id": "o", "at": "2:knew", "who": "jon", "stance": "knows", "content": "2:she thought him a coward"}
    inner = {"id": "i", "at": "2:thought", "who": "mara", "stance": "believes", "about": "jon", "within": "o"}
    labels, errors = compiled(reading(beliefs=[inner, outer]), TEXT)
    assert errors == []
    assert [row["within"] for row in labels["beliefs"]] == [-1, 0]


def test_perspectives_cover_the_passage() -> None:
    """A stretch lasts until the next begins, the last to the end."""
    first = {"at": "1", "person": "third", "tense": "past", "kind": "internal", "focalizer": "mara"}
    labels, errors = compiled(reading(perspectives=[{**first, "at": "2", "focalizer": "jon"}, first]), TEXT)
    assert errors == []
    turn = TEXT.index("Jon knew")
    assert [(row["start"], row["end"]) for row in labels["perspectives"]] == [(0, turn), (turn, len(TEXT))]


@pytest.mark.parametrize(
    "wrong",
    [
        {"presence": {"mara": "present"}},
        {"perspectives": []},
        {"perspectives": [{"at": "1", "person": "third", "tense": "past", "kind": "internal"}]},
        {"emotions": [{"at": "1:afraid", "who": "ann", "emotion": "fear", "channel": "felt"}]},
        {"emotions": [{"at": "1:afraid", "who": "mara", "emotion": "dread", "channel": "felt"}]},
        {"emotions": [{"at": "1:laughed", "who": "mara", "emotion": "joy", "channel": "shown", "masks": "e9"}]},
        {"emotions": [{"at": "1:afraid", "who": "mara", "emotion": "fear", "channel": "felt", "mask": "x"}]},
        {"commitments": [{"at": "1:stay", "by": "jon", "kind": "wish"}]},
        {"feelings": []},
    ],
)
def test_faults_are_told(wrong: dict[str, Any]) -> None:
    """Missing people, gaps, unknown classes, links and columns are complained of."""
    assert compiled(reading(**wrong), TEXT)[1] != []


def test_labels_hold_no_words_of_the_text() -> None:
    """Neither quotes nor the keys of people get into the labels."""
    labels, errors = compiled(reading(none=[{"at": "2:coward", "like": "emotion"}]), TEXT)
    assert errors == []
    written = dumped(labels)
    assert json.loads(written)["look_alikes"] == [{**labels["look_alikes"][0]}]
    assert not any(word in written for word in ("mara", "Mara", "coward", "laughed"))


def test_own_passages_are_as_annotated() -> None:
    """The passages of our own stories have the digests that the split file gives."""
    own = [place for place in read_places() if any((folder / place.source).is_file() for folder in OWN_TEXTS)]
    assert len(own) >= 4
    assert all(digest(passage_text(place, OWN_TEXTS)) == place.sha256 for place in own)


def test_fresh_passages_have_labels_of_their_own() -> None:
    """Each passage of the split "fresh" has settled labels that cover its words, and no other split has any of them."""
    fresh = read_annotations(LABELS_OF["fresh"], split="fresh")
    assert [gold.place for gold in fresh] == [place for place in read_places() if place.split == "fresh"]
    assert fresh
    for gold in fresh:
        stretches = [row.span for row in gold.perspectives]
        assert (stretches[0].start, stretches[-1].end) == (0, len(gold.text(OWN_TEXTS)))
    assert not any(read_annotations(LABELS_OF["fresh"], split=split) for split in ("dev", "test"))


def test_no_source_is_in_both_parts() -> None:
    """All passages of a novel or story are in one split."""
    splits: dict[str, set[str]] = {}
    for place in read_places():
        splits.setdefault(place.source, set()).add(place.split)
    assert set().union(*splits.values()) == {"dev", "test", "fresh"}
    assert all(len(parts) == 1 for parts in splits.values())


def test_a_changed_text_is_refused(tmp_path: Path) -> None:
    """A passage that isn't the annotated words is an error."""
    place = next(place for place in read_places() if place.source == "night-bus.txt")
    changed = source_text(place.source, OWN_TEXTS).replace("bus", "tram")
    (tmp_path / place.source).write_text(changed, encoding="utf-8")
    with pytest.raises(ValueError, match="not the text"):
        passage_text(place, [tmp_path])


def test_paragraphs_are_blocks_between_empty_lines() -> None:
    """Line ends inside a paragraph don't part it; white space at the ends is left out."""
    text = "\nOne\ntwo\n \n\nthree \n"
    assert [span.of(text) for span in paragraphs(text)] == ["One\ntwo", "three"]
