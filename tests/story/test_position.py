"""Positions as people say them."""

from __future__ import annotations

import pytest

from irises.errors import PlanError
from irises.story import Story
from irises.story.position import number_of, share


@pytest.mark.parametrize(("place", "before"), [(36, "Chapter One"), ("36", "Chapter One"), ("0%", "Chapter One")])
def test_offsets_and_percentages(handmade: Story, place: int | str, before: str) -> None:
    """An offset counts from the text's start, a percentage from the start of the story itself."""
    assert handmade.text[handmade.position(place) :].startswith(before)


def test_whole_story_is_100_percent(handmade: Story) -> None:
    """100% is the end of the story's body."""
    assert handmade.position("100%") == handmade.body.end
    assert handmade.position("50 %") == handmade.body.start + round((handmade.body.end - handmade.body.start) / 2)


@pytest.mark.parametrize("place", ["chapter 1", "Chapter One", "chapter I", "CHAPTER one"])
def test_chapter_means_its_end(handmade: Story, place: str) -> None:
    """A chapter, however numbered, means that it has been read."""
    assert handmade.text[: handmade.position(place)].endswith("“I know, Kate.”\n\n")


@pytest.mark.parametrize("place", ["chapter 3", "part 1", "101%", "-1", "soon", 10_000, -1, "chapter soon"])
def test_places_that_are_not_there(handmade: Story, place: int | str) -> None:
    """A place outside the story, or no place at all, is a PlanError."""
    with pytest.raises(PlanError):
        handmade.position(place)


@pytest.mark.parametrize(
    ("words", "number"),
    [("4", 4), ("iv", 4), ("XIX", 19), ("four", 4), ("Twenty", 20), ("mix", 1009), ("wolf", None)],
)
def test_numbers(words: str, number: int | None) -> None:
    """Digits, Roman numerals and words up to twenty are numbers."""
    assert number_of(words) == number


def test_share_stays_within_the_body(handmade: Story) -> None:
    """Front matter is at 0, what comes after the story at 1."""
    assert share(0, handmade.body) == 0
    assert share(10_000, handmade.body) == 1
