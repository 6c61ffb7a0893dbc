"""The pronouns of a narrator whom others call by name; the readings are made by hand."""

from __future__ import annotations

import pyarrow as pa

from irises.passes.cast import Settled, _with_pronouns_of_names

TELLER, NAME, OTHER = range(3)


def pronouns(joined: dict[int, int], *, of_name: list[str]) -> list[list[str]]:
    """The final pronouns of the narrator and of somebody else, where the narrator's own were he and she."""
    former = pa.table(
        {
            "is_narrator": [True, False, False],
            "pronouns": [["he", "she"], of_name, ["they"]],
            "n_mentions": [900, 90, 9],
        }
    )
    number = {TELLER: 0, OTHER: 1}
    settled = Settled(linked=None, speaker=[], speaker_sure=[], made={}, joined=joined, number=number)  # type: ignore[arg-type]
    final = pa.table({"is_narrator": [True, False], "pronouns": [["he", "she"], ["they"]]})
    found: list[list[str]] = _with_pronouns_of_names(final, former, settled)["pronouns"].to_pylist()
    return found


def test_a_narrator_has_the_pronouns_of_the_name() -> None:
    """What others say of whom they call by the name counts, not the slips of one who says "I"."""
    assert pronouns({NAME: TELLER}, of_name=["she"]) == [["she"], ["they"]]


def test_without_a_name_pronouns_stay() -> None:
    """Nobody joined, or of the name nothing is known but "you"."""
    assert pronouns({}, of_name=["she"]) == [["he", "she"], ["they"]]
    assert pronouns({NAME: TELLER}, of_name=["you"]) == [["he", "she"], ["they"]]
