"""A story up to a position."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from irises.annotation import SCHEMAS, TABLES, check_table, table_from_rows
from irises.errors import PlanError
from irises.story import Story
from irises.story.links import LINKS

STRETCHES = {"story", "sections", "paragraphs", "sentences", "perspectives"}
BASE = {"confidence": 0.9, "source": "hand@1"}


def with_rows(story: Story, name: str, *rows: dict[str, Any]) -> Story:
    """The story with another table filled."""
    return replace(story, tables={**story.tables, name: table_from_rows(name, [BASE | row for row in rows])})


def after(story: Story, words: str) -> int:
    """The position after the first use of the words."""
    return story.text.index(words) + len(words)


def test_nothing_of_later_is_left(handmade: Story) -> None:
    """Wherever a row begins, ends or is known, all rows are known, all spans inside, and no link leads nowhere."""
    rows = [row for name in TABLES for row in handmade.rows(name)]
    for end in sorted({position for row in rows for position in (row.start, row.end, row.known_at)}):
        known = handmade.until(end)
        assert known.text == handmade.text[:end]
        for name, table in known.tables.items():
            assert table.schema.equals(SCHEMAS[name])
            assert all(row.end <= end for row in known.rows(name)), (name, end)
            assert all(row.known_at <= end for row in known.rows(name)), (name, end)
        for link in LINKS:
            ids = set(known.table(link.to)[TABLES[link.to].id_column].to_pylist())
            for value in known.table(link.table)[link.column].to_pylist():
                linked = value if isinstance(value, list) else [value]
                assert all(i in ids for i in linked or () if i not in (None, -1)), (link, end)


def test_the_whole_story_stays_as_it_is(handmade: Story) -> None:
    """Up to the end nothing is lost but metadata that tells ahead, and everything keeps the contract."""
    known = handmade.until(len(handmade.text))
    for name in set(TABLES) - {"metadata", "entities"}:
        assert known.table(name).equals(handmade.table(name)), name
    assert [person.name for person in known.cast] == [person.name for person in handmade.cast]
    for name, table in known.tables.items():
        check_table(name, table, text_length=len(handmade.text))


def test_name_is_the_one_known(handmade: Story) -> None:
    """Before his name is told, the doctor is the doctor, with the same id and the counts so far."""
    known = handmade.until("chapter 1")
    doctor = known.entity("the doctor")
    assert (doctor.name, doctor.entity_id, doctor.n_mentions) == (
        "the doctor",
        handmade.entity("Tom Reeve").entity_id,
        4,
    )
    with pytest.raises(PlanError):
        known.entity("Tom Reeve")
    assert handmade.until(after(handmade, "name was Tom Reeve")).entity("the doctor").name == "Tom Reeve"


def test_aliases_and_counts_are_those_so_far(handmade: Story) -> None:
    """Aliases used later are not there, and uses are counted up to the position."""
    known = handmade.until("chapter 1")
    kate = handmade.entity("Kate").entity_id
    aliases = [(alias.alias, alias.n) for alias in known.aliases if alias.entity_id == kate]
    assert aliases == [("Kate Mallory", 1), ("Kate", 1)]
    assert known.character(kate).last.end <= known.text.rindex("Kate") + 4


def test_quotation_waits_for_its_cue(handmade: Story) -> None:
    """A quotation is known once the words after it say whose it is."""
    end_of_quotation = after(handmade, "“You are late,”")
    assert handmade.until(end_of_quotation).quotations == ()
    assert len(handmade.until(after(handmade, "said Kate Mallory")).quotations) == 1


def test_speaker_met_later_is_not_known(handmade: Story) -> None:
    """A link to somebody who is only met later is blank, and so is how it is known."""
    rows = handmade.table("quotations").to_pylist()
    rows[0] |= {"speaker": 3, "addressees": [3]}
    story = replace(handmade, tables={**handmade.tables, "quotations": table_from_rows("quotations", rows)})
    quotation = story.until("chapter 1").quotations[0]
    assert (quotation.speaker, quotation.addressees, quotation.attribution) == (None, None, None)


def test_sections_are_clipped(handmade: Story) -> None:
    """The section being read ends where reading stops; later ones and headings not yet read are not there."""
    known = handmade.until(after(handmade, "Kate opened"))
    assert known.sections[-1].end == len(known.text)
    assert known.sections[-1].title == "Chapter Two: The Letter"
    assert handmade.until(after(handmade, "Chapter Two")).sections[-1].title is None
    assert len(handmade.until("chapter 1").sections) == 2


def test_metadata_that_tells_ahead_is_hidden(handmade: Story) -> None:
    """Character tags are hidden unless asked for; the summary was read."""
    assert [field.name for field in handmade.until("50%").metadata] == ["summary"]
    assert [field.name for field in handmade.until("50%", reveal_metadata=True).metadata] == ["summary", "character"]


def test_identity_before_its_revelation(handmade: Story) -> None:
    """Two who turn out to be one are two until the text says so."""
    at = after(handmade, "It was Tom")
    pair = {"entity_id": 0, "same_as": 2, "evidence": []}
    story = with_rows(handmade, "identities", {"start": at - 3, "end": at, "known_at": at} | pair)
    assert story.until(at - 1).identities == ()
    assert len(story.until(at).identities) == 1


def test_whom_words_mean_is_known_later(handmade: Story) -> None:
    """A name of somebody known only later calls nobody before, and what rests on it is not known either."""
    at = after(handmade, "It was Tom")
    rows = handmade.table("mentions").to_pylist()
    early = next(row for row in rows if row["entity_id"] == 2)
    early["known_at"] = at
    tie = {"from_entity": 0, "to_entity": 2, "kind": "family", "valence": 0.5}
    tie |= {"evidence": [{"table": "mentions", "id": early["mention_id"]}], "relation_id": 0}
    span = {"start": early["start"], "end": early["end"], "known_at": early["end"]}
    story = with_rows(handmade, "relations", span | tie)
    story = replace(story, tables={**story.tables, "mentions": table_from_rows("mentions", rows)})
    assert len(handmade.until(at - 1).mentions) == len(story.until(at - 1).mentions) + 1
    assert story.until(at - 1).relations == ()
    assert len(story.until(at).relations) == 1


def test_commitment_settled_later_is_open(handmade: Story) -> None:
    """A promise that is kept later is open, with nothing said of its end."""
    given, kept = after(handmade, "I know"), after(handmade, "opened the letter")
    promise = {"start": given - 6, "end": given, "known_at": given, "commitment_id": 0, "kind": "promise"}
    outcome = {"by": 0, "to": [2]} | {
        "status": "kept",
        "resolved_start": kept - 6,
        "resolved_end": kept,
        "about": [],
        "evidence": [],
    }
    story = with_rows(handmade, "commitments", promise | outcome | {"content_start": given - 6, "content_end": given})
    (row,) = story.until(given).rows("commitments")
    assert (row.status, row.resolved_start, row.resolved_end) == ("open", None, None)  # type: ignore[attr-defined]
    (row,) = story.until(kept).rows("commitments")
    assert (row.status, row.resolved_end) == ("kept", kept)  # type: ignore[attr-defined]


def test_mask_seen_later(handmade: Story) -> None:
    """A feeling counts as masked only once the mask has been seen; evidence of later rows is left out."""
    felt, shown = after(handmade, "waited"), after(handmade, "nodded")
    common = {"experiencer": 0, "valence": 0.1, "intensity": 0.5, "is_negated": False}
    evidence = [{"table": "events", "id": 1}]
    story = with_rows(
        handmade,
        "emotions",
        common
        | {"start": felt - 6, "end": felt, "known_at": felt, "emotion_id": 0, "emotion": "fear", "channel": "felt"}
        | {"is_masked": True, "masks": -1, "evidence": evidence},
        common
        | {"start": shown - 6, "end": shown, "known_at": shown, "emotion_id": 1, "emotion": "joy", "channel": "shown"}
        | {"is_masked": False, "masks": 0, "evidence": evidence},
    )
    (fear,) = story.until(felt).rows("emotions")
    assert (fear.is_masked, fear.evidence) == (False, ())  # type: ignore[attr-defined]
    fear = story.until(shown).rows("emotions")[0]
    assert (fear.is_masked, len(fear.evidence)) == (True, 1)  # type: ignore[attr-defined]


def test_presence_is_counted_again(handmade: Story) -> None:
    """In a scene that is not read to its end, a person's mentions and quotations are those so far."""
    scene = handmade.sections[1]
    row = {"start": scene.start, "end": scene.end, "known_at": scene.start, "section_id": 1, "entity_id": 2}
    counts = {"status": "present", "n_quotations": 9, "n_mentions": 9, "evidence": []}
    story = with_rows(handmade, "presence", row | counts)
    (there,) = story.until(after(handmade, "said Kate Mallory")).rows("presence")
    assert (there.n_quotations, there.n_mentions) == (1, 1)  # type: ignore[attr-defined]
    (there,) = story.until(scene.end).rows("presence")
    assert (there.n_quotations, there.n_mentions) == (9, 9)  # type: ignore[attr-defined]


def test_teller_revealed_later_is_blank(handmade: Story) -> None:
    """A section's teller who is named only after its end is not known before."""
    rows = handmade.table("sections").to_pylist()
    rows[1] |= {"narrator": 2, "known_at": len(handmade.text)}
    story = replace(handmade, tables={**handmade.tables, "sections": table_from_rows("sections", rows)})
    assert story.until("chapter 1").sections[1].narrator is None
    assert story.until("100%").sections[1].narrator == 2


def test_until_cannot_go_further(handmade: Story) -> None:
    """A story known up to a place knows nothing past it, and percentages stay those of the whole."""
    known = handmade.until("50%")
    assert known.position("25%") == handmade.position("25%")
    with pytest.raises(PlanError):
        known.until("75%")
