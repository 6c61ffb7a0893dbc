"""The cast as a list to look at: each character with where he or she is first and last met."""

from __future__ import annotations

from dataclasses import dataclass

from irises.story import Character, Story
from irises.view.places import Place, Places


@dataclass(frozen=True, kw_only=True)
class CastMember:
    """A character, and the places of the first and the last mention."""

    character: Character
    first: Place
    last: Place


def cast(story: Story) -> tuple[CastMember, ...]:
    """The characters, most mentioned first."""
    places = Places(story)
    return tuple(
        CastMember(character=person, first=places.at(person.first.start), last=places.at(person.last.start))
        for person in story.cast
    )
