"""Emotions, masks, relations and presence, read from sentences written for each rule."""

from __future__ import annotations

import pyarrow as pa

from irises.document.load import load
from irises.passes.presence import Presence
from tests.passes.read_stories import name, story


def test_feelings_have_bearers_and_channels() -> None:
    """Her fear is felt, his laugh is shown, what is said is said."""
    text = (
        "Anna was terrified and miserable. She waited by the door. Tom laughed at her.\n\n"
        '"I hate you," said Anna to Tom.'
    )
    rows = story(text).emotions
    seen = {(row.text, name(story(text), row.experiencer), row.channel) for row in rows}
    assert ("laughed", "Tom", "shown") in seen
    assert any(who == "Anna" and channel == "felt" for _, who, channel in seen)
    assert any("hate" in words and channel == "said" for words, _, channel in seen)


def test_a_forced_smile_is_a_mask() -> None:
    """A show that is said to be put on is masked; an honest one isn't."""
    (row,) = (row for row in story("Anna came in. She forced a smile.").emotions if "smile" in row.text)
    assert (row.channel, row.is_masked) == ("shown", True)
    (row,) = (row for row in story("Anna came in. She gave Tom a happy smile.").emotions if "smile" in row.text)
    assert not row.is_masked


def test_who_is_there() -> None:
    """Who speaks and acts is present; who is only spoken of is mentioned."""
    text = '"My brother Paul is in London," said Anna to Tom. Tom took the letter and sat down by the fire.'
    status = {name(story(text), row.entity_id): row.status for row in story(text).presence}
    assert (status["Anna"], status["Tom"], status["Paul"]) == ("present", "present", "mentioned")


def test_whoever_hardly_sees_a_scene_has_no_row_in_it() -> None:
    """A scene that speaks of nobody, by eyes that are hardly sure: nobody is there, not even somebody."""
    text = "Anna took the letter and sat down by the fire.\n\n***\n\nIt rained on the empty road until the morning."
    read = story(text)
    views = read.tables["perspectives"]
    anna = next(who for who in read.tables["entities"]["entity_id"].to_pylist() if name(read, who) == "Anna")
    for column, value in (("focalizer", anna), ("focalizer_confidence", 0.1)):
        at = views.schema.get_field_index(column)
        views = views.set_column(
            at, views.schema.field(at), pa.array([value] * len(views), views.schema.field(at).type)
        )
    document = load(text.encode(), name="rain.txt")
    rows = Presence().decode(document, {**read.tables, "perspectives": views})["presence"].to_pylist()
    assert len({row["section_id"] for row in rows}) == 1


def test_kin_stand_to_each_other() -> None:
    """ "Anna's brother" is family, both ways."""
    text = "Anna waited for Tom. Tom was Anna's brother, and he loved Mary. Mary laughed. Anna hated Mary."
    rows = story(text).relations
    seen = {(name(story(text), r.from_entity), name(story(text), r.to_entity), r.kind) for r in rows}
    assert ("Tom", "Mary", "romance") in seen
    assert ("Anna", "Mary", "enmity") in seen


def test_love_among_kin_is_care() -> None:
    """A sister's love is no romance, and one word is one piece of evidence."""
    text = "Anna's brother laughed at the fire. Anna's brother loved Anna."
    rows = [(name(story(text), r.from_entity), r.kind) for r in story(text).relations if r.text == "loved"]
    assert [kind for _, kind in rows] == ["care"]


def test_who_is_thought_of_is_not_there() -> None:
    """Neither who acts in a thought, a condition or a look back, nor who would come, is present."""
    text = (
        "Anna sat down by the fire. She believed that Tom loved her. If Mary came, Mary would laugh. "
        "Paul had painted the door."
    )
    status = {name(story(text), row.entity_id): row.status for row in story(text).presence}
    assert status == {"Anna": "present", "Tom": "mentioned", "Mary": "mentioned", "Paul": "remembered"}


def test_what_is_denied_or_only_possible_did_not_happen() -> None:
    """Of the same verb only the told deed is an event."""
    text = "Anna closed the gate. Tom did not close the door. Mary would close the shop. Anna ran home."
    assert [event.text for event in story(text).events if event.text.startswith("close")] == ["closed"]


def test_who_is_on_the_telephone() -> None:
    """A voice on the telephone is not there, who holds it is; what somebody used to do was elsewhere."""
    text = (
        "Anna's phone rang. She picked it up and sat down on the stairs. It was Paul.\n\n"
        '"I am in London," said Paul.\n\n'
        '"I know," said Anna. She put the phone away and went up to bed. Mary used to sleep there.'
    )
    status = {name(story(text), row.entity_id): row.status for row in story(text).presence}
    assert status["Anna"] == "present"
    assert status["Paul"] != "present"
    assert status["Mary"] != "present"


def test_the_past_in_a_story_of_the_present() -> None:
    """Where it is told in the present, a verb in the past looks back, also inside a sentence of the present."""
    text = (
        "Anna thinks of Paul: how he stood on the platform and laughed. She opens the door and calls the dog. "
        "Tom comes in and sits down. He looks at her, and she knows that he is tired."
    )
    status = {name(story(text), row.entity_id): row.status for row in story(text).presence}
    assert (status["Anna"], status["Tom"], status["Paul"]) == ("present", "present", "remembered")
