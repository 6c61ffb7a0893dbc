"""Names and the people they may mean."""

from __future__ import annotations

import pytest

from evaluation.names import NameIndex, folded, gender_of_title

INDEX = NameIndex(
    {0: ["Mr. Hale", "Edward Hale"], 1: ["Mrs. Hale"], 2: ["Jake Marsh"], 3: ["The Waiter"], 4: ["The Old Waiter"]},
    {0: "M", 1: "F", 2: "M", 3: "M", 4: "M"},
)


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Mr. Hale", {0}),
        ("mr hale", {0}),
        ("Hale", {0, 1}),
        ("Miss Hale", {1}),
        ("Edward", {0}),
        ("Jake", {2}),
        ("Mr. Jake Marsh", {2}),
        ("Mrs. Marsh", set()),
        ("Jake Hale", set()),
        ("a waiter", {3}),
        ("the waiter's", {3}),
        ("Sir", set()),
        ("Tom", set()),
    ],
)
def test_people(name, people):
    """Equal names win; a part of a name will do; a title must not contradict the gender."""
    assert INDEX.people(name) == people


def test_descriptions_must_be_equal():
    """A description that is no name means only somebody who is listed under it."""
    assert INDEX.people("the waiter", is_proper=False) == {3}
    assert INDEX.people("marsh", is_proper=False) == set()


def test_folded():
    """Case, dots, articles, curly apostrophes and the possessive fall away; a lone article stays."""
    assert folded("The Count’s") == ("count",)
    assert folded("Mr. T. Reeve") == ("mr", "t", "reeve")
    assert folded("A") == ("a",)


def test_gender_of_title():
    """Titles tell; names do not."""
    assert gender_of_title(folded("Lady Reeve")) == "F"
    assert gender_of_title(folded("Dr. Reeve")) is None
