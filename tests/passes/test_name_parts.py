"""Names taken apart."""

from __future__ import annotations

import pytest

from irises.passes.name_parts import parse_name
from irises.passes.name_spelling import is_slip
from irises.passes.nicknames import may_be_same_given


@pytest.mark.parametrize(
    ("text", "titles", "words", "shown"),
    [
        ("Mr. Tobias Hask", ["mr"], ("tobias", "hask"), "Mr. Tobias Hask"),
        ("my dear Miss Venn’s", ["miss"], ("venn",), "Miss Venn"),
        ("MISS VENN", ["miss"], ("venn",), "Miss Venn"),
        ("the Captain", ["captain"], (), "the Captain"),
        ("Captain Reed, of the navy", ["captain"], ("reed",), "Captain Reed"),
        ("Lady Maud de la Tour", ["lady"], ("maud", "de la tour"), "Lady Maud de la Tour"),
        ("the Queen of Thorns", ["queen"], ("thorns",), "Queen of Thorns"),
        ("Tomas the Ferryman", [], ("tomas", "ferryman"), "Tomas the Ferryman"),
        ("Bil, the Newt", [], ("bil", "newt"), "Bil the Newt"),
        ("Ben Marsh", [], ("ben", "marsh"), "Ben Marsh"),
        ("Freddy I", [], ("freddy",), "Freddy"),
        ("general Orla", [], ("orla",), "Orla"),
        ("Mas’r Reed", ["master"], ("reed",), "Mas'r Reed"),
        ("General Reed", ["general"], ("reed",), "General Reed"),
        ("Kaito-kun", [], ("kaito",), "Kaito"),
        ("Dr. King", ["dr"], ("king",), "Dr. King"),
        ("Mr. Voss'", ["mr"], ("voss",), "Mr. Voss"),
        ("Mr . Hask", ["mr"], ("hask",), "Mr. Hask"),
        ("enough!--Miss Venn", ["miss"], ("venn",), "Miss Venn"),
        ("Orla Mrs. Hask", [], ("orla",), "Orla"),
        ("harriet", [], ("harriet",), "harriet"),
        ("Élodie", [], ("elodie",), "Élodie"),
        ("the", [], (), ""),
        ("", [], (), ""),
    ],
)
def test_a_name_has_titles_words_and_a_plain_form(
    text: str, titles: list[str], words: tuple[str, ...], shown: str
) -> None:
    """Articles, endearments, possessives and what follows the name are no part of it."""
    parts = parse_name(text)
    assert [title.word for title in parts.titles] == titles
    assert parts.words == words
    assert parts.shown == shown


@pytest.mark.parametrize(
    ("text", "mark"), [("Tobias Hask, Jr.", "junior"), ("the late Mr. Hask", "late"), ("Oswin III", "third")]
)
def test_a_mark_tells_namesakes_apart(text: str, mark: str) -> None:
    """Suffixes and adjectives of age are kept apart from the name."""
    assert parse_name(text).mark == mark


def test_and_joins_two_names() -> None:
    """Each conjunct is a name of its own, a shared family name given to both."""
    assert [part.words for part in parse_name("Orla and Piers Venn").conjuncts] == [("orla",), ("piers", "venn")]
    assert [part.shown for part in parse_name("Mr. and Mrs. Venn").conjuncts] == ["Mr. Venn", "Mrs. Venn"]


def test_a_title_that_is_a_name_in_the_book_stays_one() -> None:
    """ "Dean" before a name is a title unless the book says otherwise."""
    assert parse_name("Dean Marsh").words == ("marsh",)
    assert parse_name("Dean Marsh", names_not_titles=frozenset({"dean"})).words == ("dean", "marsh")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("lizzy", "elizabeth", True),
        ("betsy", "lizzy", True),
        ("j", "jonas", True),
        ("jack", "john", True),
        ("john", "james", False),
        ("maria", "mary", False),
    ],
)
def test_which_given_names_may_be_one(first: str, second: str, expected: bool) -> None:
    """Short forms of one name and initials may be; two full names may not."""
    assert may_be_same_given(first, second) is expected


@pytest.mark.parametrize(
    ("word", "target", "expected"),
    [
        ("hallran", "halloran", True),
        ("hallroan", "halloran", True),
        ("hallorans", "halloran", False),
        ("halorran", "halloran", False),
        ("halloran", "halloran", False),
    ],
)
def test_one_letter_is_a_slip(word: str, target: str, expected: bool) -> None:
    """One letter missing, added, wrong or swapped; a plural is none."""
    assert is_slip(word, target) is expected
