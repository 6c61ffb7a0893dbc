"""Two readings of one story, compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

import irises
from irises.annotation import table_from_rows
from irises.errors import PlanError
from irises.story import Story
from irises.view.comparison import Comparison, compare
from tests.conftest import BROTHER, DOCTOR, KATE
from tests.story.corrections.editions import edition


def differences(found: Comparison) -> list[tuple[str, str, tuple[int, ...] | None, tuple[int, ...] | None]]:
    """What differs, in which words, and whom each has there."""
    return [(d.what, (d.a or d.b).text, d.who_a, d.who_b) for d in found.differences]  # type: ignore[union-attr]


def test_a_reading_and_itself(handmade: Story) -> None:
    """Everybody is themselves, everything is in both, and nothing differs."""
    found = irises.compare(handmade, handmade)
    assert [(p.a.name, p.b.name, p.n_shared) for p in found.people] == [
        ("Tom Reeve", "Tom Reeve", 7),
        ("Kate Mallory", "Kate Mallory", 5),
        ("her brother", "her brother", 1),
    ]
    assert (found.mentions.n_both, found.quotations.n_both) == (14, 4)
    assert (found.speakers.n_said, found.speakers.n_same, found.addressees.n_same) == (4, 4, 4)
    assert (found.only_a, found.only_b, found.differences) == ((), (), ())


def test_ids_and_editions_do_not_count(handmade: Story) -> None:
    """A later edition whose people are counted in another order reads the same where both have the words."""
    new = "It was raining.\n\n"
    other = edition(handmade, at=handmade.text.index("Chapter Two"), new=new, order=(2, 0, 3, 1))
    found = compare(handmade, other)
    assert [p.a.name for p in found.people] == [p.b.name for p in found.people]
    assert found.differences == ()
    assert found.n_words_shared == found.n_words_a == found.n_words_b - 4


def test_two_who_are_one(handmade: Story) -> None:
    """Of two people merged into one, the one with fewer mentions is alone, and it is said who they are there."""
    found = compare(handmade, handmade.correct.merge("her brother", "Tom Reeve"))
    assert [p.a.name for p in found.people] == ["Tom Reeve", "Kate Mallory"]
    assert [(one.person.name, [(who.name, n) for who, n in one.others]) for one in found.only_a] == [
        ("her brother", [("Tom Reeve", 1)])
    ]
    assert found.only_b == ()
    assert differences(found) == [
        ("addressees", "“It was Tom,”", (BROTHER,), (DOCTOR,)),
        ("meant", "her brother", (BROTHER,), (DOCTOR,)),
    ]
    assert (found.meant.n_said, found.meant.n_same) == (14, 13)


def test_speakers(handmade: Story) -> None:
    """Another speaker differs, and so does one that only one reading knows; neither counts as the other."""
    corrected = handmade.correct.speaker("It was Tom", "Tom Reeve").correct.speaker("I know, Kate", None)
    found = compare(handmade, corrected)
    speakers = [d for d in differences(found) if d[0] == "speaker"]
    assert speakers == [
        ("speaker", "“I know, Kate.”", (DOCTOR,), None),
        ("speaker", "“It was Tom,”", (KATE,), (DOCTOR,)),
    ]
    assert (found.speakers.n_said, found.speakers.n_same, found.speakers.n_only_a) == (3, 2, 1)


def test_rows_of_one_alone(handmade: Story) -> None:
    """A row that one reading lacks is told with whom it names; one that is a little longer is the same."""
    rows = {name: handmade.table(name).to_pylist() for name in ("mentions", "quotations")}
    left_out = rows["quotations"].pop()
    rows["mentions"][0]["start"] -= 1
    rows["mentions"][0]["end"] += len(" waited")
    tables = {name: table_from_rows(name, changed) for name, changed in rows.items()}
    found = compare(handmade, replace(handmade, tables={**handmade.tables, **tables}))
    assert differences(found) == [("only_a", "“It was Tom,”", (left_out["speaker"],), None)]
    assert found.mentions.n_both == 14


def test_what_is_never_said_is_no_difference(handmade: Story) -> None:
    """A reading that names no addressee anywhere, as BookNLP's, differs in none; the numbers say so."""
    rows = [row | {"addressees": None} for row in handmade.table("quotations").to_pylist()]
    other = replace(handmade, tables={**handmade.tables, "quotations": table_from_rows("quotations", rows)})
    found = compare(handmade, other)
    assert found.differences == ()
    assert (found.addressees.n_said, found.addressees.n_only_a) == (0, 4)


def test_words_of_one_text_alone(handmade: Story) -> None:
    """Rows in words that the other text lacks are counted apart, and are no difference."""
    found = compare(handmade, handmade.until("chapter 1"))
    assert found.mentions.n_beyond_a == sum(m.start > handmade.position("chapter 1") for m in handmade.mentions)
    assert {d.what for d in found.differences} <= {"meant", "addressees", "speaker"}
    assert found.quotations.n_both == 3


def test_names_without_a_shared_mention(handmade: Story) -> None:
    """A name that one person has in each reading makes them one; one that several have doesn't."""
    mentions = table_from_rows("mentions", [])

    def named(*names: str) -> Story:
        rows = [row | {"name": name} for row, name in zip(handmade.table("entities").to_pylist(), names, strict=True)]
        tables = {"mentions": mentions, "entities": table_from_rows("entities", rows)}
        return replace(handmade, tables={**handmade.tables, **tables})

    found = compare(named("the man", "the harbour", "Kate", "the man"), named("Kate", "the man", "the man", "a boy"))
    assert [(pair.a.entity_id, pair.b.entity_id) for pair in found.people] == [(KATE, DOCTOR)]


def test_two_stories(handmade: Story) -> None:
    """Texts that have next to nothing in common are refused."""
    text = "Nobody in it waits for a boat. " * 30
    story = table_from_rows("story", [handmade.table("story").to_pylist()[0] | {"end": len(text)}])
    with pytest.raises(PlanError, match="compare two readings of one story"):
        compare(handmade, Story(text=text, tables={"story": story}, manifest=handmade.manifest))
