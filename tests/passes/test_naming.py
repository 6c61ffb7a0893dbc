"""How entities are called."""

from __future__ import annotations

import pytest

from irises.passes.naming import Alias, canonical_name, clean_alias, pronouns_of


def proper(text: str, n: int) -> Alias:
    """A proper name used n times."""
    return Alias(text=text, form="proper", n=n)


def common(text: str, n: int) -> Alias:
    """A common noun phrase used n times."""
    return Alias(text=text, form="common", n=n)


def test_the_fullest_usual_name_wins() -> None:
    """Given and family name go before the more frequent given name alone."""
    assert canonical_name([proper("Orla", 90), proper("Orla Venn", 4), common("the girl", 20)]) == "Orla Venn"


def test_a_name_used_once_in_a_long_book_is_not_usual() -> None:
    """A full name under one use in two hundred gives way to what the book says."""
    assert canonical_name([proper("Mr. Hask", 300), proper("Peregrine Hask", 1)]) == "Mr. Hask"


def test_title_and_family_name_go_before_the_bare_family_name() -> None:
    """With no given name known, the titled name is the fuller one."""
    assert canonical_name([proper("Hask", 40), proper("Mr. Hask", 30)]) == "Mr. Hask"


def test_a_name_is_shown_without_an_article_it_has_as_often() -> None:
    """ "the famous Orla Venn" is Orla Venn, who is named so too."""
    assert canonical_name([proper("the famous Orla Venn", 1), proper("Orla Venn", 1)]) == "Orla Venn"


def test_possessive_and_endearments_are_no_part_of_the_name() -> None:
    """Spellings of one name are counted together and shown plain."""
    assert canonical_name([proper("poor Orla's", 3), proper("Orla’s", 3), proper("ORLA", 1)]) == "Orla"


def test_an_epithet_names_who_has_no_name() -> None:
    """The longest frequent phrase, with "the" for "a", before plain "the man"."""
    aliases = [common("the man", 9), common("a lame ferryman", 5), common("the ferryman", 6)]
    assert canonical_name(aliases) == "the lame ferryman"


def test_a_clause_is_cut_from_an_epithet() -> None:
    """What follows a comma or a relative pronoun is no part of it."""
    assert canonical_name([common("a porter who had seen them come", 2)]) == "the porter"


def test_a_plain_phrase_is_better_than_none() -> None:
    """ "the boy" stands where nothing more telling does."""
    assert canonical_name([common("the boy", 7), Alias(text="he", form="pronoun", n=30)]) == "the boy"


@pytest.mark.parametrize(
    ("word", "name"),
    [("She", "not named (she)"), ("xem", "not named (xe)"), ("me", "not named (I)"), ("?", "not named")],
)
def test_who_is_only_a_pronoun_is_not_named(word: str, name: str) -> None:
    """The name says that there is none, and the pronoun where one is known."""
    assert canonical_name([Alias(text=word, form="pronoun", n=3)]) == name


def test_pronouns_are_subject_forms_by_use() -> None:
    """Forms of one set count together, most frequent first."""
    assert pronouns_of({"her": 5, "She": 2, "they": 4, "them": 1}) == ["she", "they"]


def test_a_rare_pronoun_is_a_slip() -> None:
    """A set with under a tenth of the uses is left out."""
    assert pronouns_of({"he": 40, "her": 2}) == ["he"]


def test_they_and_new_pronouns_are_known() -> None:
    """Singular they and neopronouns are sets like others."""
    assert pronouns_of({"themself": 1, "their": 2}) == ["they"]
    assert pronouns_of({"xyr": 2, "xe": 2}) == ["xe"]


def test_first_person_counts_only_alone() -> None:
    """ "I" says who speaks, and gives way to how others call the speaker."""
    assert pronouns_of({"I": 50, "she": 1}) == ["she"]
    assert pronouns_of({"I": 50, "my": 3}) == ["I"]


def test_an_alias_is_shown_clean() -> None:
    """White space is folded, and a name loses its possessive."""
    assert clean_alias("Miss\nVenn's", "proper") == "Miss Venn"
    assert clean_alias("the  old\nman", "common") == "the old man"


def test_what_anybody_is_called_by_is_no_name() -> None:
    """ "Sir" names nobody."""
    assert canonical_name([common("sir", 30), common("the stranger", 9)]) == "the stranger"
    assert canonical_name([proper("Sir", 30), common("the stranger", 9)]) == "the stranger"
