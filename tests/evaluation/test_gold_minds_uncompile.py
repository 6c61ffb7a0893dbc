"""Labels turn back into a reading that compiles to the same labels."""

from typing import Any

import pytest

from gold.minds.compile import compiled
from gold.minds.places import PlaceError, find, place_of, start_place
from gold.minds.uncompile import reading_of
from irises.annotation import Span

TEXT = (
    "  Mara laughed, though she\nwas afraid. “He’ll stay,” she said.\n\nJon knew she thought him a coward. Jon smiled."
)

READING: dict[str, Any] = {
    "passage": "00",
    "annotator": "A",
    "people": {"m": ["1:Mara", "1:she#1"], "j": ["1:He", "2:Jon#1"]},
    "perspectives": [
        {"at": "1", "person": "third", "tense": "past", "narrator": None, "kind": "internal", "focalizer": "m"},
        {"at": "2:Jon#2", "person": "third", "tense": "past", "narrator": "j", "kind": "omniscient", "focalizer": None},
    ],
    "emotions": [
        {"id": "f", "at": "1:was afraid", "who": ["m"], "emotion": ["fear"], "channel": "felt", "target": "j"},
        {"id": "s", "at": "1:laughed", "who": ["m", "j"], "emotion": ["joy"], "channel": "shown", "masks": "f"},
        {"id": "u", "at": "2:smiled", "who": "j", "emotion": "joy", "channel": "shown", "masks": "unstated"},
        {"id": "h", "at": "2:coward", "who": "j", "emotion": ["other", "sadness"], "channel": "felt", "hidden": True},
        {"id": "n", "at": "2:Jon#2", "who": "j", "emotion": "anger", "channel": "felt", "negated": True},
    ],
    "beliefs": [
        {"id": "i", "at": "2:thought", "who": "m", "stance": "believes", "about": "j", "within": "o"},
        {"id": "o", "at": "2:knew", "who": "j", "stance": "knows", "content": "2:she thought him a coward"},
    ],
    "commitments": [
        {"at": "1:He'll stay", "by": "j", "kind": "promise", "status": "kept", "resolved": "2:Jon#2"},
        {"at": "1:said", "by": "m", "to": "j", "about": "j", "kind": "request", "content": "1"},
    ],
    "none": [{"at": "2:coward", "like": "belief"}],
    "presence": {"m": "present", "j": "mentioned"},
}


def test_every_column_comes_back() -> None:
    """Compiled again, the reading of some labels gives the same labels."""
    labels, errors = compiled(READING, TEXT)
    assert errors == []
    assert compiled(reading_of(labels, TEXT), TEXT) == (labels, [])


@pytest.mark.parametrize("place", ["1:though she was", "1:she#2", "2:Jon#2", "2"])
def test_a_place_is_given_as_it_was_written(place: str) -> None:
    """Words on one line, with their number only where they stand more than once; a paragraph by its number alone."""
    assert place_of(TEXT, find(TEXT, place)) == place


@pytest.mark.parametrize("words", ["augh", "said.”\n\nJon", "\n\n"])
def test_parts_of_words_and_more_than_a_paragraph_have_no_place(words: str) -> None:
    """A span that no place finds is an error, not another span."""
    text = TEXT.replace("said.", "said.”")
    start = text.index(words)
    with pytest.raises(PlaceError):
        place_of(text, Span(start, start + len(words)))


@pytest.mark.parametrize("words", ["Mara", "afraid.", "Jon smiled"])
def test_a_stretch_begins_where_its_place_begins(words: str) -> None:
    """The start is kept, whatever follows it."""
    start = TEXT.index(words)
    assert find(TEXT, start_place(TEXT, start)).start == start
