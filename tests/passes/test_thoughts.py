from __future__ import annotations

import pytest

from tests.passes.told_tables import rows_of

STORY = "The ferry was late. Mara stood at the rail and looked for the lamp. She was cold, and the boys were asleep. "


@pytest.mark.parametrize(
    ("text", "thought"),
    [
        ("What is she doing here? She was early.", "What is she doing here?"),
        ("I can't do this, she thought.", "I can't do this"),
        ("He wondered, where did I leave it? It was gone.", "where did I leave it?"),
        ("He'll see them. He's bound to see them now.", "He'll see them. He's bound to see them now."),
        ("Run!", "Run!"),
        ("Please let it hold.", "Please let it hold."),
    ],
)
def test_thought(text: str, thought: str) -> None:
    """An italic sentence in a voice that isn't the narration's, or with a thinking cue, is a thought."""
    rows = rows_of(f"{STORY}{text}", italics=[thought])
    found = [(row["mode"], row["end"] - row["start"], row["within"]) for row in rows]
    assert found == [("thought", len(thought), -1)]


@pytest.mark.parametrize(
    ("text", "italic"),
    [
        ("It was very late, and he was not coming.", "very"),
        ("She had read The Lamp at the Window twice.", "The Lamp at the Window"),
        ("They sailed on the Mary Rose.", "Mary Rose"),
        ("He had a certain joie de vivre.", "joie de vivre"),
        ("The Lamp at the Window was out of print.", "The Lamp at the Window"),
        ('"You know what I mean," he said.', "You know"),
        ("And then the bell rang twice over the water and the men went down.", "the bell rang twice over the water"),
    ],
)
def test_no_thought(text: str, italic: str) -> None:
    """Emphasis, titles, ships, foreign words and stress inside speech are no thoughts."""
    assert not [row for row in rows_of(f"{STORY}{text}", italics=[italic]) if row["mode"] == "thought"]


@pytest.mark.parametrize("text", ["The note read: Where are you?", "Where are you? the message read."])
def test_something_read(text: str) -> None:
    """Italics that a thing with writing on it holds are quoted writing."""
    assert [row["mode"] for row in rows_of(f"{STORY}{text}", italics=["Where are you?"])] == ["writing"]


def test_flashback() -> None:
    """Whole paragraphs of italics in a row are a scene set in italics, not thoughts."""
    past = ["I was nine and it was snowing.", "I had the red sledge.", "I don't know who pushed me."]
    assert rows_of(STORY + "\n\n" + "\n\n".join(past), italics=past) == []


def test_beside_a_quotation() -> None:
    """A thought and a quotation of one paragraph stand beside each other in text order."""
    rows = rows_of(f'{STORY}"Fine," she said. I hate this boat.', italics=["I hate this boat."])
    assert [row["mode"] for row in rows] == ["speech", "thought"]


def test_signs_of_emphasis_are_kept() -> None:
    """A span that holds the source's own signs (_so_) is read as one without."""
    rows = rows_of(f"{STORY}_What am I doing?_ She sat down.", italics=["_What am I doing?_"])
    assert [row["mode"] for row in rows] == ["thought"]
