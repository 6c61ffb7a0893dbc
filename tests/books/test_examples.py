"""The real program, weights and all, reads the examples and finds what is true in them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.books.measures import FLOORS, MEASURES, PATHS, name_of, read, share, wrong
from tests.books.reading import Reading


@pytest.fixture(scope="module", params=PATHS, ids=name_of)
def path(request: pytest.FixtureRequest) -> Path:
    """The truth of each example in turn."""
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture(scope="module")
def reading(path: Path) -> Reading:
    """The example as read, beside its truth."""
    return read(path)


@pytest.mark.parametrize("name", MEASURES)
def test_nearly_all_is_found(reading: Reading, path: Path, name: str) -> None:
    """As much as its floor says, at least, of what is true in the story is found."""
    answers = list(MEASURES[name](reading))
    assert share(answers) >= FLOORS[name_of(path)][name], wrong(answers)


def test_story_is_named(reading: Reading) -> None:
    """Title, author, language and narrative person are those of the story."""
    record, told = reading.story.record, reading.truth.story
    assert (record.title or "").casefold() == told["title"].casefold()
    assert record.author == told.get("author", record.author)
    assert (record.language, record.person) == (told["language"], told["person"])


def test_sections(reading: Reading) -> None:
    """Every section has its kind and date, and is parted from its neighbours, unless both may be of one kind."""
    sections = reading.truth.sections
    leaves = [reading.leaf_at(section.span.start) for section in sections]
    wrong = [
        (section.kinds, section.date, leaf.kind, leaf.date)
        for section, leaf in zip(sections, leaves, strict=True)
        if leaf.kind not in section.kinds or (leaf.is_story, leaf.date) != (section.is_story, section.date)
    ]
    assert wrong == []
    for (one, leaf), (other, other_leaf) in pairwise(zip(sections, leaves, strict=True)):
        assert leaf != other_leaf or set(one.kinds) & set(other.kinds), other.span.of(reading.story.text)[:60]


def test_scene_breaks(reading: Reading) -> None:
    """A scene goes on over every gap that a lost line left, and ends at its mark; empty lines alone may be missed."""
    text, parted = reading.story.text, {gap: reading.is_parted(gap.span) for gap in reading.truth.gaps}
    assert [gap for gap in parted if parted[gap] and not gap.is_break] == []
    missed = [gap for gap in parted if gap.is_break and not parted[gap]]
    assert [gap for gap in missed if gap.span.of(text).strip()] == []
    assert len(missed) <= 1


def test_nobody_comes_from_outside_the_story(reading: Reading) -> None:
    """Mentions, quotations, events and characters all lie in the story; its words are the words counted."""
    inside = [section.span for section in reading.truth.sections if section.is_story]
    for table in ("mentions", "quotations", "events", "aliases"):
        loose = [row for row in reading.story.rows(table) if not any(span.covers(row.span) for span in inside)]
        assert loose == [], table
    names = {person.name for person in reading.story.cast} | {alias.alias for alias in reading.story.aliases}
    assert names & set(reading.truth.outsiders) == set()
    words = sum(len(span.of(reading.story.text).split()) for span in inside)
    assert reading.story.n_words == pytest.approx(words, rel=0.03)


def test_quoted_words_are_not_speech(reading: Reading) -> None:
    """Words in quotation marks that nobody says are no quotation; quoted writing is not speech."""
    spans = [*reading.truth.not_quotations, *reading.truth.writing]
    spoken = {quotation.span for quotation in reading.story.quotations if quotation.mode == "speech"}
    assert [span.of(reading.story.text) for span in spans if span in spoken] == []
