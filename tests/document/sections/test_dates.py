"""Dates, as precise as the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.document.dates import dateline, find_date


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("March 2, 1998", "1998-03-02"),
        ("Saturday, March 2nd, 1998", "1998-03-02"),
        ("March 2nd", "--03-02"),
        ("26 July.", "--07-26"),
        ("3 May. Bistritz.", "--05-03"),
        ("1 October, 5 a. m.", "--10-01"),
        ("the 3rd of March, 1880", "1880-03-03"),
        ("Dec. 11th, 17--", "--12-11"),
        ("July 7th, 17—", "--07-07"),
        ("May 1998", "1998-05"),
        ("1849", "1849"),
        ("15 December '03", "2003-12-15"),
        ("Dec 24, 10:30 pm", "--12-24"),
        ("2003-12-15", "2003-12-15"),
        ("3/2/1998", "1998-03-02"),
        ("13/2/98", "1998-02-13"),
        ("29 February", "--02-29"),
    ],
)
def test_dates_are_as_precise_as_the_words(words: str, iso: str) -> None:
    """Year, month and day are there if the words say them, and only then."""
    found = find_date(words)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize("words", ["Saturday night", "Tuesday.", "Monday, 3 a.m."])
def test_a_weekday_is_no_date(words: str) -> None:
    """A weekday alone dates nothing, but is a dateline."""
    found = dateline(words)
    assert found is not None
    assert found.iso is None


@pytest.mark.parametrize("words", ["Feb 30", "31 June", "12:1849", "He may 40 times go", "page 1849b"])
def test_days_that_do_not_exist(words: str) -> None:
    """Days that no calendar has, hours and page numbers are no dates."""
    assert find_date(words) is None


@pytest.mark.parametrize(
    ("words", "is_line"),
    [("St. Petersburgh, Dec. 11th, 17--", True), ("London, 1849", True), ("Saturday he left for the coast.", False),
     ("March came in like a lion.", False), ("In 1849 he went to sea.", False), ("Dover, 3 March 1916", True)],
)  # fmt: skip
def test_a_dateline_is_nothing_but_a_date(words: str, is_line: bool) -> None:
    """A place and an hour may stand by a date on its line, a sentence may not."""
    assert (dateline(words) is not None) == is_line


@pytest.mark.parametrize(
    "words", ["15th of Harvestmonth, 1204", "The 3rd day of High Sun", "2nd of Rainfall, year 31", "9th of Thaw 88 AE"]
)
def test_a_calendar_of_the_storys_own(words: str) -> None:
    """A day of a month that only the story knows dates a page, but has no place in our calendar."""
    found = dateline(words)
    assert found is not None
    assert found.iso is None


@pytest.mark.parametrize("words", ["15th of the men who came", "The 2nd of them", "5 of Hearts", "3rd of May, he left"])
def test_a_count_is_no_date(words: str) -> None:
    """A number before people or things, and a sentence, are no line with a date."""
    assert dateline(words) is None


@given(st.text(max_size=60))
def test_any_words_may_be_asked(words: str) -> None:
    """A date found lies inside the words."""
    found = find_date(words)
    assert found is None or 0 <= found.start < found.end <= len(words)
