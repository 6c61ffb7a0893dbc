"""Clues for and against the entity of a mention."""

from __future__ import annotations

import math

import numpy as np
import pytest

from irises.annotation.schemas import CATEGORIES, FORMS
from irises.passes.link_clues import CLUES, LinkedMentions, link_clues, sure_links
from irises.passes.mention_traits import traits_of
from irises.passes.sureness import Calibrator


def linked(rows: list[tuple[str, str, int]], **columns: object) -> LinkedMentions:
    """Mentions given as (words, form, entity), all of people and outside quotations unless columns say else."""
    n = len(rows)
    forms = np.array([FORMS.index(form) for _, form, _ in rows], dtype=np.int64)
    given = {
        "category": np.full(n, CATEGORIES.index("PER")),
        "quoted": np.zeros(n, dtype=bool),
        "belief": np.full(n, 0.5, dtype=np.float32),
        "told": np.zeros(n, dtype=bool),
        "told_sure": np.zeros(n, dtype=np.float32),
        "mention": np.full(n, 0.9, dtype=np.float32),
    } | columns
    return LinkedMentions(
        entity=np.array([entity for *_, entity in rows], dtype=np.int64),
        form=forms,
        traits=traits_of([words.split() for words, *_ in rows], forms.tolist()),
        **given,
    )


def clue(name: str, mentions: LinkedMentions) -> list[float]:
    """One clue of every mention."""
    return link_clues(mentions)[:, CLUES.index(name)].tolist()


FOUR = [("Ann", "proper", 0), ("the cook", "common", 1), ("she", "pronoun", 0), ("he", "pronoun", 2)]


def test_an_entity_is_known_by_size_and_names() -> None:
    """Ann has two mentions and a name; the cook is alone; a lone "he" is alone, but not "pronouns only"."""
    found = linked(FOUR)
    assert clue("size", found) == pytest.approx([math.log(2), 0, math.log(2), 0])
    assert clue("alone", found) == [0, 1, 0, 1]
    assert clue("named", found) == [1, 0, 1, 0]
    assert clue("pronouns_only", found) == [0, 0, 0, 0]
    assert clue("pronouns_only", linked([("he", "pronoun", 0), ("him", "pronoun", 0)])) == [1, 1]


def test_different_nouns_and_names_of_an_entity_are_counted_once() -> None:
    """Cook, cook and aunt are two nouns; Ann and Ann one name."""
    rows = [
        ("the cook", "common", 0),
        ("that cook", "common", 0),
        ("her aunt", "common", 0),
        ("Ann", "proper", 0),
        ("Ann", "proper", 0),
    ]
    assert clue("nouns", linked(rows)) == pytest.approx([math.log(3)] * 5)
    assert clue("names", linked(rows)) == pytest.approx([math.log(2)] * 5)


def test_mixed_genders_lower_the_agreement() -> None:
    """Two of three gendered pronouns agree; who tells none agrees wholly."""
    rows = [("she", "pronoun", 0), ("her", "pronoun", 0), ("he", "pronoun", 0), ("Kim", "proper", 1)]
    assert clue("agreement", linked(rows)) == pytest.approx([2 / 3, 2 / 3, 2 / 3, 1])


def test_gaps_are_counted_in_mentions() -> None:
    """The second "she" is three mentions after the first; a first mention is as far as can be."""
    rows = [("she", "pronoun", 0), ("it", "pronoun", 1), ("Rye", "proper", 2), ("she", "pronoun", 0)]
    assert clue("own_gap", linked(rows)) == pytest.approx([math.log(40)] * 3 + [math.log(3)])
    assert clue("first", linked(rows)) == [1, 1, 1, 0]


def test_rivals_fit_in_gender_and_category_and_are_met_again() -> None:
    """For the last "she" only Ann is a rival: he differs, a house is nobody, and Bea is met once."""
    rows = [
        ("Ann", "proper", 0),
        ("she", "pronoun", 0),
        ("he", "pronoun", 1),
        ("him", "pronoun", 1),
        ("the house", "common", 2),
        ("the house", "common", 2),
        ("Bea", "proper", 3),
        ("she", "pronoun", 4),
        ("she", "pronoun", 4),
    ]
    category = np.array([CATEGORIES.index("PER")] * 9)
    category[4:6] = CATEGORIES.index("FAC")
    found = linked(rows, category=category)
    assert clue("rivals", found)[-1] == 1
    assert clue("rival_gap", found)[-1] == pytest.approx(math.log(7))


def test_the_same_noun_before_speaks_for_its_entity() -> None:
    """The second "cook" is the same one's, the third another's although there was a cook before."""
    rows = [("the cook", "common", 0), ("a cook", "common", 0), ("the cook", "common", 1), ("he", "pronoun", 0)]
    assert clue("same_head", linked(rows)) == [0, 1, 0, 0]
    assert clue("other_head", linked(rows)) == [0, 0, 1, 0]


def test_who_a_quotation_told_has_its_sureness() -> None:
    """Only where a speaker or hearer decided, its confidence is a clue."""
    found = linked(
        [("I", "pronoun", 0), ("I", "pronoun", 0)],
        told=np.array([True, False]),
        told_sure=np.array([0.8, 0.0], dtype=np.float32),
    )
    assert clue("told_sure", found) == pytest.approx([math.log(4), 0], abs=1e-5)


def test_inside_and_outside_quotations_have_functions_of_their_own() -> None:
    """The same clues: likely by the one, unlikely by the other."""
    found = linked(FOUR, quoted=np.array([False, True, False, True]))
    flat = dict.fromkeys(CLUES, 0.0)
    sure = sure_links(found, Calibrator(weights=flat, bias=2.0), Calibrator(weights=flat, bias=-2.0))
    assert (sure > 0.5).tolist() == [True, False, True, False]


def test_without_functions_links_are_as_sure_as_linking() -> None:
    """Belief, or what the quotation told."""
    found = linked(FOUR[:2], told=np.array([False, True]), told_sure=np.array([0, 0.7], dtype=np.float32))
    assert sure_links(found, None, None) == pytest.approx([0.5, 0.7])


def test_nobody_has_no_clues() -> None:
    """A story without mentions is no error."""
    assert link_clues(linked([])).shape == (0, len(CLUES))
