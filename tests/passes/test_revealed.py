"""Up to a position nobody is called by a name that is said for them only later."""

from __future__ import annotations

import pytest

from irises.errors import PlanError
from irises.story import Story
from irises.view import through_eyes
from irises.write.through_text import through_lines
from tests.passes.read_stories import story

RETURN = """Chapter One

A stranger came into the inn at a quarter past nine. He hung his coat on the hook by the door, as if he had always \
hung it there, and asked for soup. The stranger's hands were scarred across the knuckles.

Hester Vane brought it. She had kept the inn alone since her brother was drowned. Some days she still set a place for \
Luke.

"You are not from here," she said.

"No," said the stranger. "Not any more."

He pushed the bowl away and looked at the picture over the bar.

"Who is the boy?" he asked.

"My brother," said Hester. "Luke. He was drowned when I was ten."

The stranger was silent for some time. Then he paid, and went up to bed with a candle.

Chapter Two

"Say my name," said the stranger in the morning.

Hester looked at his hands. She was afraid that if she said it he would not be there.

"Luke," she said.

"Yes," said Luke. He put down his cup. The stranger was her brother, and he had come home. Luke wept.

"They picked me up at the bar," Luke said. "I wrote to you for years."
"""


def _called(known: Story) -> set[str]:
    """All that people are called, as far as it is known."""
    return {name.lower() for person in known.cast for name in (person.name, *person.aliases)}


def test_who_he_is_does_not_leak() -> None:
    """Before she says his name the guest is a stranger: neither Luke nor anybody's brother, in no view."""
    known = story(RETURN).until("chapter 1")
    guest = known.character("the stranger")
    assert not {name.lower() for name in (guest.name, *guest.aliases)} & {"luke", "her brother", "my brother"}
    assert "luke" not in _called(known)
    lines = "\n".join(through_lines(known, through_eyes(known, "the stranger")))
    assert "Luke" not in lines.replace("“Luke", "").replace('"Luke', "")
    with pytest.raises(PlanError):
        known.through("Luke")


def test_he_is_himself_once_it_is_said() -> None:
    """From where she calls him, the stranger is Luke, and the same person as before."""
    whole = story(RETURN)
    known = whole.until(RETURN.index('"Luke," she') + len('"Luke," she said'))
    assert known.character("Luke").entity_id == whole.until("chapter 1").character("the stranger").entity_id
    assert {"luke", "the stranger"} <= _called(known)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Reed came in. The girl was late. She looked at Tom, and Tom laughed. The boy had ink on his nose.",
        '"Tom!" Anna called. The boy turned round. "Tom, come here," said Anna. Tom came to her at once.',
        "Her brother came down late. The boy was pale. Tom had not slept, and his sister Anna knew it.",
    ],
)
def test_ordinary_names_are_known_where_they_stand(text: str) -> None:
    """Who acts or is called by name at once is known by it, whatever else he or she is called."""
    assert [row.text for row in story(text).mentions if row.known_at > row.end] == []
