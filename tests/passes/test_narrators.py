"""Which names a text gives its narrators."""

from __future__ import annotations

import numpy as np
import pytest

from irises.passes.narrators import Narrators, stated_names
from tests.passes.talk_tables import Talk

MAIN, DIARY = 0, 1


def stated(text: str, units: list[int], *, quoted: bool = False) -> dict[int, str]:
    """The name stated for each unit; `units` are those of the mentions in text order (-1 for others)."""
    talk = Talk(text, [("I", ["I"], ["My", "me"]), ("Orla Venn", ["she"], ["Orla"])])
    mentions = talk.tables["mentions"]
    assert len(units) == len(mentions)
    narrators = Narrators(unit=np.array(units), kinds=["main", "journal_entry"], sections=[-1, 0])
    names = [m for m, form in enumerate(mentions["form"].to_pylist()) if form == "proper" and units[m] < 0]
    quotation = np.full(len(units), 0 if quoted else -1)
    found = stated_names(talk.document, talk.tables, narrators, names, quotation)
    starts, ends = mentions["start"].to_pylist(), mentions["end"].to_pylist()
    return {unit: text[starts[m] : ends[m]] for unit, m in found.items()}


@pytest.mark.parametrize("unit", [MAIN, DIARY])
def test_whoever_says_my_name_is_bears_it(unit: int) -> None:
    """The name is that of the unit whose "my" stands before it, a diary in a told story, say."""
    assert stated("My name is Orla Venn.", [unit, -1]) == {unit: "Orla Venn"}


def test_whoever_says_i_am_bears_the_name() -> None:
    """The name must be all that is said: "I am Orla Venn's sister" is somebody else."""
    assert stated("Dear book, I am Orla Venn, and thirteen.", [DIARY, -1]) == {DIARY: "Orla Venn"}
    assert stated("I am Orla Venn's sister.", [DIARY, -1]) == {}


def test_a_name_said_in_a_quotation_is_the_speaker_s() -> None:
    """Somebody else introduces herself to the narrator."""
    assert stated("My name is Orla Venn.", [MAIN, -1], quoted=True) == {}


def test_other_names_are_not_the_narrator_s() -> None:
    """Nothing says that she is Orla Venn."""
    assert stated("I saw Orla Venn.", [MAIN, -1]) == {}


def test_what_all_call_the_narrator_is_the_name() -> None:
    """ "They called me ..." names the narrator, unless others call the narrator something else, or a name is stated."""
    assert stated("They called me Orla Venn.", [MAIN, -1]) == {MAIN: "Orla Venn"}
    assert stated("He called me Orla. She called me Orla Venn.", [MAIN, -1, MAIN, -1]) == {}
    assert stated("He called me Orla. My name is Orla Venn.", [MAIN, -1, MAIN, -1]) == {MAIN: "Orla Venn"}
