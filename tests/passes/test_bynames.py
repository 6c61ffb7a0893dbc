"""Who is called by another name than the narration's; the talks are made up."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from irises.passes.bynames import other_names
from irises.passes.coreference import surface_of
from tests.passes.talk_tables import Talk

ORLA, JUNO, TARN, HASK = range(4)
CALL = '"Do come in, Aunt Juno!" said Orla.\n\n"I will, my dear," said Mrs. Tarn.\n\n'


def names(text: str, speakers: Sequence[int], *, called: str = "Aunt Juno", pronoun: str = "she") -> dict[int, int]:
    """The other names in a text of alternating quotations by the speakers given."""
    people = [("Orla", ["she"], []), (called, [pronoun], []), ("Mrs. Tarn", ["she"], []), ("Mr. Hask", ["he"], [])]
    return of_talk(Talk(text, people), speakers)


def of_talk(talk: Talk, speakers: Sequence[int | None]) -> dict[int, int]:
    """The other names in a talk whose quotations are by the speakers given."""
    quotations = talk.tables["quotations"]
    column = quotations.schema.get_field_index("speaker")
    said = pa.array(list(speakers), type=quotations.schema.field(column).type)
    tables = talk.tables | {"quotations": quotations.set_column(column, quotations.schema.field(column), said)}
    return other_names(talk.document, tables, surface_of(talk.document, tables))


def test_whoever_always_answers_to_a_name_bears_it() -> None:
    """Mrs. Tarn answers whenever Aunt Juno is called."""
    assert names(CALL * 5, [ORLA, TARN] * 5) == {JUNO: TARN}


def test_a_few_calls_tell_nothing() -> None:
    """Twice may be chance."""
    assert names(CALL, [ORLA, TARN]) == {}


@pytest.mark.parametrize(("called", "pronoun"), [("Mrs. Hask", "she"), ("Miss Juno", "she"), ("Uncle Juno", "he")])
def test_names_that_one_person_cannot_bear_stay_two(called: str, pronoun: str) -> None:
    """Two families, Miss beside Mrs., or another gender."""
    assert names(CALL.replace("Aunt Juno", called) * 5, [ORLA, TARN] * 5, called=called, pronoun=pronoun) == {}


def test_whoever_speaks_of_somebody_is_somebody_else() -> None:
    """Mrs. Tarn says "Aunt Juno" herself."""
    text = CALL.replace("my dear", "if Aunt Juno does") * 5
    assert names(text, [ORLA, TARN] * 5) == {}


def test_somebody_who_speaks_under_the_name_is_a_person_apart() -> None:
    """Aunt Juno answers too."""
    text = (CALL + CALL.replace("Mrs. Tarn", "Aunt Juno")) * 5
    assert names(text, [ORLA, TARN, ORLA, JUNO] * 5) == {}


def test_somebody_who_speaks_under_both_names_is_one_if_the_two_never_meet() -> None:
    """Aunt Juno answers once herself, but never takes turns with Mrs. Tarn."""
    text = CALL * 5 + "The rain went on. " * 9 + CALL.replace("Mrs. Tarn", "Aunt Juno")
    assert names(text, [ORLA, TARN] * 5 + [ORLA, JUNO]) == {JUNO: TARN}


TELLER, RELL, FINCH, FRIEND = range(4)
RELLS = '"Wait, Master Rell!" said Mr. Hask.\n\n"I will wait," I said.\n\n'
FINCHES = '"Finch, it is late," said Mr. Hask.\n\n"Not yet," I said.\n\n'


def of_narrator(text: str, speakers: Sequence[int | None], *, pronoun: str = "he") -> dict[int, int]:
    """The other names in a story told by "I", of alternating quotations by the speakers given."""
    people = [("I", ["I"], []), ("Master Rell", ["he"], []), ("Finch", [pronoun], []), ("Mr. Hask", ["he"], [])]
    return of_talk(Talk(text, people), speakers)


def test_a_narrator_is_called_by_several_names() -> None:
    """One is Master Rell to some and Finch to others; both are who tells the story, and who calls them is not."""
    assert of_narrator(RELLS * 8 + FINCHES * 8, [FRIEND, TELLER] * 16) == {RELL: TELLER, FINCH: TELLER}


def test_whoever_is_told_about_is_not_the_narrator() -> None:
    """Finch stands beside, and the narrator says so; or the narrator calls Finch."""
    assert of_narrator(FINCHES * 9 + "I looked at Finch.\n\n" * 2, [FRIEND, TELLER] * 9) == {}
    calling = FINCHES.replace("Not yet", "Finch, wait")
    assert of_narrator(calling * 9, [FRIEND, TELLER] * 9) == {}


def test_whoever_answers_to_the_name_is_not_the_narrator() -> None:
    """Finch answers more often than the narrator does; or speaks now and then."""
    answered = FINCHES.replace("I said", "said he")
    assert of_narrator(answered * 12 + FINCHES * 10, [FRIEND, FINCH] * 12 + [FRIEND, TELLER] * 10) == {}


def test_some_of_what_a_narrator_says_may_be_taken_for_the_names() -> None:
    """A few answers given to Finch are the narrator's too, as long as the narrator gives more."""
    said = [FRIEND, TELLER] * 9 + [FRIEND, FINCH] * 5
    assert of_narrator(FINCHES * 14, said) == {FINCH: TELLER}
    assert (
        of_narrator(FINCHES * 14, [TELLER if who == FINCH else FINCH if who == TELLER else who for who in said]) == {}
    )


def test_of_names_of_two_genders_the_more_used_are_the_narrators() -> None:
    """Somebody who is called now and then where the narrator stands by may be another."""
    assert of_narrator(RELLS * 9 + FINCHES * 8, [FRIEND, TELLER] * 17, pronoun="she") == {RELL: TELLER}


def test_a_few_calls_name_no_narrator() -> None:
    """The narrator may just stand by when Master Rell is called."""
    assert of_narrator(RELLS * 5, [FRIEND, TELLER] * 5) == {}
