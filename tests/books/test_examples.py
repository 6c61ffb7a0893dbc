"""The real program, weights and all, reads the examples and finds what is true in them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import irises
from tests.books.reading import Reading, share
from tests.books.truth import EXAMPLES, load, source

if not hasattr(irises, "read"):
    pytest.skip("the reader isn't there yet", allow_module_level=True)

PATHS = sorted(EXAMPLES.glob("*.truth.toml"))
# Lowest shares that pass, a little under what was measured when they were set.
SPEAKERS = {"address-only": 0.5, "greenware": 0.5, "prompt-side": 0.5}
MENTIONS = {"address-only": 0.5, "greenware": 0.5, "prompt-side": 0.5}


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.name.split(".")[0])
def path(request: pytest.FixtureRequest) -> Path:
    """The truth of each example in turn."""
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture(scope="module")
def reading(path: Path) -> Reading:
    """The example as read, beside its truth."""
    story = irises.read(source(path))
    return Reading(story=story, truth=load(path, text=story.text))


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


def test_everybody_named_is_one_character(reading: Reading) -> None:
    """Each person with a name is exactly one character, and no two people are the same one."""
    people = [person for person in reading.truth.people.values() if person.names]
    found = {person.key: [entity.entity_id for entity in reading.called(person)] for person in people}
    assert {key: entities for key, entities in found.items() if len(entities) != 1} == {}
    apart = [entities[0] for key, entities in found.items() if reading.truth.people[key].same_as is None]
    assert len(set(apart)) == len(apart)


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


def test_quotations_are_found(reading: Reading) -> None:
    """Nearly all speech and thought is found, in its mode."""
    told = reading.truth.quotations
    found = [reading.quotation_over(quotation.span) for quotation in told]
    missed = [q.span.of(reading.story.text) for q, row in zip(told, found, strict=True) if row is None]
    assert len(missed) <= 0.05 * len(told), missed
    modes = [row.mode == q.mode for q, row in zip(told, found, strict=True) if row is not None]
    assert share(modes) >= 0.95


def test_quoted_words_are_not_speech(reading: Reading) -> None:
    """Words in quotation marks that nobody says are no quotation; quoted writing is not speech."""
    spans = [*reading.truth.not_quotations, *reading.truth.writing]
    spoken = {quotation.span for quotation in reading.story.quotations if quotation.mode == "speech"}
    assert [span.of(reading.story.text) for span in spans if span in spoken] == []


def test_speakers(reading: Reading, path: Path) -> None:
    """Speakers are right at least as often as they were; a missed quotation has a wrong one."""
    rows = [(q, reading.quotation_over(q.span)) for q in reading.truth.quotations]
    right = [row is not None and reading.are(row.speaker, q.speakers) for q, row in rows]
    assert share(right) >= SPEAKERS[path.name.split(".")[0]], [
        (sorted(q.speakers), q.span.of(reading.story.text)[:60])
        for (q, _), ok in zip(rows, right, strict=True)
        if not ok
    ]


def test_mentions_mean_whom_they_mean(reading: Reading, path: Path) -> None:
    """Names, epithets and pronouns go to the right person at least as often as they did."""
    wrong = []
    for told in reading.truth.mentions:
        if not reading.means(told.span, told.people):
            wrong.append((told.span.of(reading.story.text), sorted(told.people)))
    assert 1 - len(wrong) / len(reading.truth.mentions) >= MENTIONS[path.name.split(".")[0]], wrong


def test_narrators(reading: Reading) -> None:
    """Who tells the story or a part of it is one of the cast, each part by its own teller."""
    for section in reading.truth.sections:
        if section.narrator is not None:
            leaf = reading.leaf_at(section.span.start)
            assert reading.are(leaf.narrator, [section.narrator]), section.span.of(reading.story.text)[:60]
    tellers = {key for key, person in reading.truth.people.items() if person.is_narrator}
    for key in tellers:
        assert all(reading.story.entities[entity].is_narrator for entity in reading.who[key])


def test_perspectives(reading: Reading) -> None:
    """Each stretch is told in its person and tense, a slip of the tense inside it notwithstanding."""
    for row in reading.truth.rows:
        if row.table == "perspectives":
            found = next(p for p in reading.story.perspectives if p.start <= row.span.start < p.end)
            assert found.person == row.fields["person"], row.fields["starts"]
            assert found.tense == row.fields.get("tense", found.tense), row.fields["starts"]


def test_events(reading: Reading) -> None:
    """Most of the listed events are found, and most of the words that only look like events are not."""
    found = {event.span for event in reading.story.events}
    assert share(span in found for span in reading.truth.events) >= 0.6
    assert share(span not in found for span in reading.truth.not_events) >= 0.5
