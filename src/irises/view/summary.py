"""What a person wants to see first of a story that has been read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from irises.story import Story
from irises.view.cast import CastMember, cast
from irises.view.outline import OutlineItem, outline
from irises.view.sureness import Sureness, sureness
from irises.view.talk import Talk, who_talks_to_whom


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A story's outline, cast, talk and sureness; `names` are canonical names by entity_id."""

    story: Story
    outline: tuple[OutlineItem, ...]
    cast: tuple[CastMember, ...]
    talk: tuple[Talk, ...]
    sureness: Sureness

    @cached_property
    def names(self) -> dict[int, str]:
        """Canonical names by entity_id."""
        return names_of(self.story)


def summary(story: Story) -> Summary:
    """The summary of a story, as far as it is known."""
    return Summary(
        story=story,
        outline=outline(story),
        cast=cast(story),
        talk=who_talks_to_whom(story),
        sureness=sureness(story),
    )


def names_of(story: Story) -> dict[int, str]:
    """Canonical names by entity_id."""
    entities = story.table("entities")
    return dict(zip(entities["entity_id"].to_pylist(), entities["name"].to_pylist(), strict=True))
