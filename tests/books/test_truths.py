"""The examples' truths are sound: every anchor can be placed, every person and every value is known."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from irises.annotation import TABLES, Span
from tests.books.truth import EXAMPLES, AnchorError, Truth, find, find_quoted, load, source

PATHS = sorted(EXAMPLES.glob("*.truth.toml"))
TEXT = 'Ann ran. "Stop," said Ann. "Stop," she said, "or Ann will _stop_ you." The Annex stood.'


@pytest.fixture(params=PATHS, ids=lambda path: path.name.split(".")[0])
def truth(request: pytest.FixtureRequest) -> Truth:
    """The truth of each example in turn, anchored in its file as it stands."""
    return load(request.param, text=source(request.param).read_text(encoding="utf-8"))


def test_every_story_has_its_truth() -> None:
    """Each story in examples/ has a truth beside it, and there are three."""
    stories = {path for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".md"} and path.name != "README.md"}
    assert {source(path) for path in PATHS} == stories
    assert len(stories) == 3


def test_sections_follow_one_another(truth: Truth) -> None:
    """Sections stand in text order, none of them empty."""
    starts = [section.span.start for section in truth.sections]
    assert starts == sorted(set(starts))


def test_quotations_follow_one_another(truth: Truth) -> None:
    """Quotations stand in text order and overlap only where one is told to be inside another."""
    assert [q.span.start for q in truth.quotations] == sorted(q.span.start for q in truth.quotations)
    outer = [q.span for q in truth.quotations if not q.nested]
    assert not any(one.overlaps(other) for one, other in itertools.pairwise(outer))


def test_every_quotation_mark_is_accounted_for(truth: Truth) -> None:
    """No double or curly quotation mark stands outside what the truth lists."""
    listed = [*(q.span for q in truth.quotations), *truth.not_quotations, *truth.writing]
    marks = '"“”' if any(mark in truth.text for mark in '"“') else "‘"
    loose = [i for i, char in enumerate(truth.text) if char in marks and not _inside(i, listed)]
    assert [truth.text[i - 20 : i + 20] for i in loose] == []


def test_people_are_known(truth: Truth) -> None:
    """Whoever a truth names by key is one of its people."""
    assert set(_keys(truth)) - set(truth.people) == set()


def test_names_stand_in_the_story(truth: Truth) -> None:
    """Every name and epithet of the cast stands in the story itself, not only in its front matter."""
    story = " ".join(section.span.of(truth.text) for section in truth.sections if section.is_story)
    names = [name for person in truth.people.values() for name in (*person.names, *person.epithets)]
    assert [name for name in names if name not in story] == []


def test_values_are_those_of_the_contract(truth: Truth) -> None:
    """Kinds, persons, tenses, stances and the like are words that the tables allow."""
    for section in truth.sections:
        for kind in section.kinds:
            _check("sections", {"kind": kind})
    for quotation in truth.quotations:
        _check("quotations", {"mode": quotation.mode, "attribution": quotation.attribution})
    for row in truth.rows:
        _check("perspectives" if row.table == "lapses" else row.table, row.fields)


def test_masks_hide_a_feeling_that_is_listed(truth: Truth) -> None:
    """What a display hides is the key of another emotion."""
    emotions = [row.fields for row in truth.rows if row.table == "emotions"]
    keys = {fields["key"] for fields in emotions if "key" in fields}
    assert {fields["masks"] for fields in emotions if "masks" in fields} <= keys


def test_missing_words_are_refused() -> None:
    """An anchor that the text doesn't have raises, and so does an occurrence too many."""
    with pytest.raises(AnchorError, match="has 0 of it"):
        find(TEXT, "Bob")
    with pytest.raises(AnchorError, match="wanted number 4"):
        find(TEXT, "Ann", nth=4)


def test_ambiguous_words_are_refused() -> None:
    """Words that stand more than once need `nth` or a place to look in."""
    with pytest.raises(AnchorError, match="3 times"):
        find(TEXT, "Ann")
    assert find(TEXT, "Ann", nth=2) == find(TEXT, "Ann", within="said Ann")


def test_words_are_found_whole() -> None:
    """A name isn't found inside a longer word."""
    assert find(TEXT, "Ann", nth=3).of(TEXT) == "Ann"
    assert find(TEXT, "The Annex").end == TEXT.index(" stood")


def test_quoted_words_carry_their_marks() -> None:
    """A quotation's span holds its marks, and `head ... tail` reaches to the mark after the tail."""
    assert find_quoted(TEXT, "Stop,", nth=2).of(TEXT) == '"Stop,"'
    assert find_quoted(TEXT, "or Ann ... you.").of(TEXT) == '"or Ann will _stop_ you."'


def _inside(position: int, spans: list[Span]) -> bool:
    return any(span.start <= position < span.end for span in spans)


def _keys(truth: Truth) -> Iterator[str]:
    for quotation in truth.quotations:
        yield from quotation.speakers | quotation.addressees
    for mention in truth.mentions:
        yield from mention.people
    for person in truth.people.values():
        yield from (person.same_as,) if person.same_as else ()
    for section in truth.sections:
        yield from (section.narrator,) if section.narrator else ()
    for row in truth.rows:
        for field in ("holder", "by", "experiencer", "target", "narrator", "focalizer", "said_by", "from"):
            yield from (row.fields[field],) if field in row.fields else ()
        for field in ("to", "about", "through", "present", "remembered", "mentioned"):
            people = row.fields.get(field, ())
            yield from (people,) if isinstance(people, str) else people


def _check(table: str, fields: object) -> None:
    assert isinstance(fields, dict)
    for column in TABLES[table].all_columns:
        if column.values and column.name in fields:
            assert fields[column.name] in column.values, (table, column.name)
