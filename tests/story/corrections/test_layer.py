"""Corrections over a story made by hand, in every table that they touch."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from irises.annotation import SCHEMAS
from irises.errors import PlanError
from irises.story import Story
from irises.story.corrections.change import keys_of
from irises.story.links import LINKS
from irises.view import cast, through_eyes, who_talks_to_whom
from tests.story.corrections.editions import edition, with_rows

DOCTOR, HARBOUR, KATE, BROTHER = range(4)
ORDER = (2, 0, 3, 1)


def place(story: Story, words: str, nth: int = 0) -> dict[str, int]:
    """The nth place of the words."""
    start = -1
    for _ in range(nth + 1):
        start = story.text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "known_at": start + len(words)}


@pytest.fixture
def peopled(handmade: Story) -> Story:
    """The hand-made story with feelings, a promise, what is known, relations and who is there."""
    feeling = {"valence": 0.1, "intensity": 0.5, "is_negated": False, "is_masked": False, "masks": -1, "target": None}
    story = with_rows(
        handmade,
        "emotions",
        place(handmade, "waited") | feeling
        | {"emotion_id": 0, "experiencer": DOCTOR, "emotion": "fear", "channel": "felt", "is_masked": True},
        place(handmade, "nodded") | feeling
        | {"emotion_id": 1, "experiencer": DOCTOR, "emotion": "joy", "channel": "shown", "masks": 0}
        | {"target": KATE, "evidence": [{"table": "mentions", "id": 4}]},
        place(handmade, "nodded") | feeling
        | {"emotion_id": 2, "experiencer": DOCTOR, "emotion": "trust", "channel": "shown", "target": KATE},
    )  # fmt: skip
    promise = place(story, "I know, Kate") | {"commitment_id": 0, "kind": "promise", "by": DOCTOR, "to": [KATE]}
    content = {"about": [BROTHER], "status": "open", "content_start": 200, "content_end": 204}
    story = with_rows(story, "commitments", promise | content)
    tie = place(story, "nodded") | {"kind": "care", "valence": 0.5, "evidence": [{"table": "emotions", "id": 1}]}
    story = with_rows(
        story,
        "relations",
        tie | {"relation_id": 0, "from_entity": DOCTOR, "to_entity": KATE},
        place(story, "her brother") | {"relation_id": 1, "from_entity": BROTHER, "to_entity": KATE}
        | {"kind": "family", "valence": 0.2},
        place(story, "her brother") | {"relation_id": 2, "from_entity": KATE, "to_entity": BROTHER}
        | {"kind": "family", "valence": 0.2},
    )  # fmt: skip

    def there(section: int, who: int, words: str, status: str, said: int, n: int, *links: tuple[str, int]) -> Any:
        evidence = [{"table": table, "id": number} for table, number in links]
        counts = {"n_quotations": said, "n_mentions": n, "evidence": evidence}
        return place(story, words) | counts | {"section_id": section, "entity_id": who, "status": status}

    return with_rows(
        story,
        "presence",
        there(1, DOCTOR, "The doctor", "present", 1, 4, ("mentions", 0), ("quotations", 2)),
        there(1, KATE, "Kate Mallory", "present", 1, 2, ("quotations", 0)),
        there(2, KATE, "Kate opened", "present", 1, 3, ("quotations", 3)),
        there(2, BROTHER, "her brother", "mentioned", 0, 1),
        there(2, DOCTOR, "The doctor’s", "mentioned", 0, 3),
    )


def names(story: Story) -> list[str]:
    """The cast's names."""
    return [member.character.name for member in cast(story)]


def check_links(story: Story) -> None:
    """Every table has its schema, and no link leads nowhere."""
    for name, table in story.tables.items():
        assert table.schema.equals(SCHEMAS[name])
    ids = {link.to for link in LINKS}
    known = {name: set(story.table(name)[f"{_singular(name)}_id"].to_pylist()) for name in ids if name != "story"}
    for link in LINKS:
        for value in story.table(link.table)[link.column].to_pylist():
            linked = value if isinstance(value, list) else [value]
            assert all(i in known[link.to] for i in linked or () if i not in (None, -1)), link


def _singular(name: str) -> str:
    return "entity" if name == "entities" else name.removesuffix("s")


def test_merge(peopled: Story) -> None:
    """Two are one in every table: names, counts, speakers, hearers, relations, presence."""
    story = peopled.correct.merge("her brother", "the doctor")
    check_links(story)
    tom = story.character("her brother")
    assert (tom.entity_id, tom.name, tom.n_mentions) == (DOCTOR, "Tom Reeve", 8)
    assert "her brother" in tom.aliases
    assert story.quotations[3].addressees == (DOCTOR,)
    assert [(row.from_entity, row.to_entity, row.kind) for row in story.relations] == [
        (DOCTOR, KATE, "care"),
        (DOCTOR, KATE, "family"),
        (KATE, DOCTOR, "family"),
    ]
    assert story.commitments[0].about == (DOCTOR,)
    there = [(row.section_id, row.entity_id, row.n_mentions) for row in story.presence if row.entity_id != KATE]
    assert there == [(1, DOCTOR, 4), (2, DOCTOR, 4)]
    with pytest.raises(PlanError):
        story.entity(BROTHER)


def test_merged_people_have_nothing_with_themselves(peopled: Story) -> None:
    """Nobody talks to, or stands in a relation to, oneself."""
    story = peopled.correct.merge("Kate", "her brother")
    check_links(story)
    assert [row.kind for row in story.relations] == ["care"]
    assert story.quotations[3].addressees is None
    assert all(talk.speaker != talk.addressee for talk in who_talks_to_whom(story))


def test_files_hold_the_reading(peopled: Story) -> None:
    """What is kept on disk is the uncorrected reading, and undoing gives it back to the last row."""
    story = peopled.correct.merge("Kate", "her brother").correct.rename("Kate", "Catherine")
    for name, table in peopled.tables.items():
        if name != "corrections":
            assert story.uncorrected[name].equals(table), name
    undone = story.correct.undo().correct.undo()
    for name, table in peopled.tables.items():
        assert undone.table(name).equals(table), name


def test_rename(peopled: Story) -> None:
    """A name that was given is everywhere; whoever reads only the beginning sees it too, if it tells nothing."""
    story = peopled.correct.rename("Tom Reeve", "Tom R.")
    assert names(story)[0] == "Tom R."
    assert story.until("chapter 1").entity("the doctor").name == "Tom R."
    told = peopled.correct.rename("Tom Reeve", "Tom")
    assert told.entity(DOCTOR).name == "Tom"
    assert told.until("chapter 1").entity(DOCTOR).name == "the doctor"


def test_given_name_survives_merging(peopled: Story) -> None:
    """Who was renamed keeps the name when merged, whichever of the two it was."""
    story = peopled.correct.rename("her brother", "Ned Mallory").correct.merge("Ned Mallory", "the doctor")
    assert story.entity(DOCTOR).name == "Ned Mallory"


def test_split_by_name(peopled: Story) -> None:
    """Who is called by a name is somebody else; pronouns after it, events and promises go along."""
    story = peopled.correct.split("Tom Reeve", "the doctor", name="Dr. Marr")
    check_links(story)
    doctor = story.character("Dr. Marr")
    assert doctor.entity_id == 4
    assert [m.text for m in story.mentions if m.entity_id == 4] == ["The doctor", "You", "He", "I", "The doctor"]
    assert [m.text for m in story.mentions if m.entity_id == DOCTOR] == ["Tom", "Tom Reeve"]
    assert story.quotations[2].speaker == 4
    assert story.quotations[0].addressees == (4,)
    assert {row.experiencer for row in story.emotions} == {4}
    assert story.commitments[0].by == 4
    assert [(row.section_id, row.status) for row in story.presence if row.entity_id == 4] == [
        (1, "present"),
        (2, "mentioned"),
    ]
    assert story.character("Tom Reeve").n_mentions == 2
    sure = {m.text: m.entity_confidence for m in story.mentions if m.entity_id == 4}
    assert sure["The doctor"] == 1.0
    assert sure["He"] <= 0.5


def test_split_single_mentions(peopled: Story) -> None:
    """Of mentions that are pointed at, only they mean somebody else, and what rests on them alone."""
    he = next(m for m in peopled.mentions if m.text == "He")
    story = peopled.correct.split("the doctor", [he.mention_id])
    check_links(story)
    assert story.entity(4).name == "not named (he)"
    assert [m.text for m in story.mentions if m.entity_id == 4] == ["He"]
    assert [row.experiencer for row in story.emotions] == [DOCTOR, 4, DOCTOR]
    assert story.quotations[2].speaker == DOCTOR


def test_split_after_merge_takes_a_new_id(peopled: Story) -> None:
    """An id that a merge has freed is not given to somebody else."""
    story = peopled.correct.merge("Kate", "her brother").correct.split("Kate Mallory", "her brother")
    assert [entity.entity_id for entity in story.entities] == [DOCTOR, HARBOUR, KATE, 4]
    assert story.entity("her brother").entity_id == 4


def test_mention_of_somebody_else(peopled: Story) -> None:
    """A mention can mean somebody there is."""
    he = next(m for m in peopled.mentions if m.text == "He")
    story = peopled.correct.means([he.mention_id], "her brother")
    check_links(story)
    assert story.entity("her brother").pronouns == ("he",)
    assert story.emotions[1].experiencer == BROTHER
    assert story.character("Tom Reeve").n_mentions == 6


def test_speaker(peopled: Story) -> None:
    """Who says a quotation says all of it; "I" in it, promises and presence are theirs, and the counts."""
    story = peopled.correct.speaker("I know, Kate", "her brother")
    check_links(story)
    said = story.quotations[2]
    assert (said.speaker, said.speaker_confidence, said.source, said.attribution) == (BROTHER, 1.0, "user", None)
    assert next(m for m in story.mentions if m.text == "I").entity_id == BROTHER
    assert story.commitments[0].by == BROTHER
    assert story.character("her brother").n_quotations == 1
    assert [(row.section_id, row.status) for row in story.presence if row.entity_id == BROTHER] == [
        (1, "present"),
        (2, "mentioned"),
    ]
    chain = peopled.correct.speaker("The boat has left", "the doctor")
    assert [q.speaker for q in chain.quotations[:2]] == [DOCTOR, DOCTOR]
    assert chain.quotations[0].addressees is None


def test_speaker_not_known(peopled: Story) -> None:
    """That nobody can know who speaks can be said, too."""
    story = peopled.correct.speaker(2, None)
    check_links(story)
    said = story.quotations[2]
    assert (said.speaker, said.speaker_confidence, said.attribution) == (None, 0.0, None)
    assert story.character("Tom Reeve").n_quotations == 0


def test_said_to(peopled: Story) -> None:
    """Who hears a quotation hears all of it, for sure; "you" in it, and what is promised in it, go along."""
    story = peopled.correct.said_to("The boat has left", ["her brother"])
    check_links(story)
    heard = [(q.addressees, q.addressees_confidence, q.source) for q in story.quotations[:2]]
    assert heard == [((BROTHER,), 1.0, "user")] * 2
    assert next(m for m in story.mentions if m.text == "You").entity_id == BROTHER
    assert story.quotations[0].speaker == KATE
    promised = peopled.correct.said_to("I know, Kate", ["her brother"])
    assert promised.quotations[2].addressees == (BROTHER,)
    assert promised.commitments[0].to == (BROTHER,)


def test_said_to_several(peopled: Story) -> None:
    """Of two who hear it neither is the one that "you" means for sure."""
    story = peopled.correct.said_to("The boat has left", ["her brother", "the doctor", "the doctor"])
    check_links(story)
    assert story.quotations[0].addressees == (BROTHER, DOCTOR)
    assert next(m for m in story.mentions if m.text == "You").entity_id == DOCTOR


def test_said_to_nobody_and_not_known(peopled: Story) -> None:
    """That it is said to nobody is another thing than that it isn't known to whom."""
    story = peopled.correct.said_to(2, [])
    check_links(story)
    assert (story.quotations[2].addressees, story.quotations[2].addressees_confidence) == ((), 1.0)
    assert story.commitments[0].to is None
    story = peopled.correct.said_to(2, None)
    assert (story.quotations[2].addressees, story.quotations[2].addressees_confidence) == (None, 0.0)


def test_hearer_who_turns_out_to_speak(peopled: Story) -> None:
    """Nobody is told what they say themselves, in whichever order that is put right."""
    story = peopled.correct.said_to("I know, Kate", ["her brother"]).correct.speaker(2, "her brother")
    check_links(story)
    assert (story.quotations[2].speaker, story.quotations[2].addressees) == (BROTHER, None)


def test_not_a_person(peopled: Story) -> None:
    """What is no person isn't in the cast, speaks to nobody and is nowhere, and may be said to be a place."""
    story = peopled.correct.not_a_person("Tom Reeve", category="VEH")
    check_links(story)
    assert names(story) == ["Kate Mallory", "her brother"]
    assert story.quotations[2].speaker is None
    assert {row.experiencer for row in story.emotions} == {None}
    assert all(row.entity_id != DOCTOR for row in story.presence)
    assert all(DOCTOR not in (row.from_entity, row.to_entity) for row in story.relations)
    assert story.entity(DOCTOR).category == "VEH"
    assert story.entity(DOCTOR).n_mentions == 7


def test_same_from(peopled: Story) -> None:
    """Two who turn out to be one are one from that place on, and two for who hasn't read so far."""
    story = peopled.correct.same_from("her brother", "the doctor", "100%")
    assert [(row.entity_id, row.same_as) for row in story.identities] == [(DOCTOR, BROTHER)]
    assert story.character("Tom Reeve").same_as == (BROTHER,)
    assert story.character("her brother").same_as == (DOCTOR,)
    before = story.until(len(story.text) - 20)
    assert before.identities == ()
    assert before.character("her brother").same_as == ()
    assert before.corrections == ()
    assert len(story.until(len(story.text)).identities) == 1


def test_dismiss(peopled: Story) -> None:
    """A row that isn't so is gone, and what rested on it alone: the relation, and the mask over a feeling."""
    story = peopled.correct.dismiss("emotions", 1)
    check_links(story)
    assert [(row.emotion_id, row.emotion) for row in story.emotions] == [(0, "fear"), (2, "trust")]
    assert not story.emotions[0].is_masked
    assert [row.relation_id for row in story.relations] == [1, 2]
    assert len(through_eyes(story, "Tom Reeve").emotions) == 2


def test_dismiss_one_of_two_directions(peopled: Story) -> None:
    """Of two rows in the same words with the same kind, the one of the right person goes."""
    story = peopled.correct.dismiss("relations", 2)
    assert [row.relation_id for row in story.relations] == [0, 1]


def test_dismiss_mention_and_quotation(peopled: Story) -> None:
    """An entity without mentions is gone; a quotation that went on from a dismissed one begins anew."""
    mention = next(m for m in peopled.mentions if m.text == "her brother")
    story = peopled.correct.dismiss("mentions", mention.mention_id)
    check_links(story)
    assert BROTHER not in [entity.entity_id for entity in story.entities]
    story = peopled.correct.dismiss("quotations", 0)
    check_links(story)
    assert story.quotations[0].continues == -1
    assert story.character("Kate").n_quotations == 2


def test_undo_one_of_several(peopled: Story) -> None:
    """A correction in the middle can be undone; those after it stay."""
    story = peopled.correct.rename("Kate", "Catherine").correct.rename("her brother", "Ned")
    story = story.correct.undo(0)
    assert names(story) == ["Tom Reeve", "Kate Mallory", "Ned"]
    assert [row.correction_id for row in story.corrections] == [0]
    with pytest.raises(PlanError, match="no correction 1"):
        story.correct.undo(1)


def test_undo_by_key(peopled: Story) -> None:
    """A correction's key stays when its number doesn't, and names it only."""
    story = peopled.correct.rename("Kate", "Catherine").correct.rename("her brother", "Ned")
    first, second = keys_of(story.table("corrections"))
    assert first != second
    story = story.correct.undo(first)
    assert keys_of(story.table("corrections")) == [second]
    assert story.correct.undo(second).corrections == ()
    with pytest.raises(PlanError, match="undone already"):
        story.correct.undo(first)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c.merge("Kate", "Kate Mallory"), "one already"),
        (lambda c: c.merge("Kate", "Frank"), "nobody in the story is called 'Frank'"),
        (lambda c: c.split("her brother", "her brother"), "nothing would be left"),
        (lambda c: c.split("Kate", "Miss Mallory"), "never called"),
        (lambda c: c.split("Kate", [0]), "not all of these mentions"),
        (lambda c: c.split("Kate", []), "0 mentions are given"),
        (lambda c: c.means([99], "Kate"), "no mention 99"),
        (lambda c: c.rename("Kate", " \n"), "empty"),
        (lambda c: c.speaker("farewell", "Kate"), "no quotation"),
        (lambda c: c.speaker("“", "Kate"), "4 quotations have these words"),
        (lambda c: c.speaker(9, "Kate"), "the id 9"),
        (lambda c: c.said_to("I know", ["Tom Reeve"]), "Tom Reeve says these words"),
        (lambda c: c.said_to("I know", ["Frank"]), "nobody in the story is called 'Frank'"),
        (lambda c: c.undo("0123456789abcdef"), "not there any more"),
        (lambda c: c.not_a_person("Kate", category="SHIP"), "no category 'SHIP'"),
        (lambda c: c.same_from("Kate", "Tom", 0), "merge the two instead"),
        (lambda c: c.dismiss("sections", 0), "cannot be dismissed"),
        (lambda c: c.dismiss("emotions", 9), "no row 9"),
        (lambda c: c.undo(), "no correction to undo"),
    ],
)
def test_what_cannot_be_done_is_told(peopled: Story, change: Any, words: str) -> None:
    """What cannot be corrected is told with its cure."""
    with pytest.raises(PlanError, match=words):
        change(peopled.correct)


def test_bounded_story_is_not_corrected(handmade: Story) -> None:
    """A correction is of the whole story."""
    with pytest.raises(PlanError, match="only up to a position"):
        _ = handmade.until("50%").correct


# Other editions

CHANGES = {
    "merge": lambda c: c.merge("her brother", "the doctor"),
    "split": lambda c: c.split("Tom Reeve", "the doctor", name="Dr. Marr"),
    "split one": lambda c: c.split("the doctor", [4]),
    "means": lambda c: c.means([4], "her brother"),
    "rename": lambda c: c.rename("Kate", "Catherine"),
    "speaker": lambda c: c.speaker("I know, Kate", "her brother"),
    "said-to": lambda c: c.said_to("The boat has left", ["her brother"]),
    "said to two": lambda c: c.said_to("I know, Kate", ["her brother", "Kate"]),
    "said to nobody": lambda c: c.said_to("I know, Kate", []),
    "not-a-person": lambda c: c.not_a_person("Tom Reeve", category="VEH"),
    "same-from": lambda c: c.same_from("her brother", "the doctor", "chapter 2"),
    "dismiss": lambda c: c.dismiss("relations", 2),
    "dismiss one": lambda c: c.dismiss("emotions", 1),
}


def told(story: Story) -> dict[str, Any]:
    """What views say of a story, without offsets and ids."""
    known = {entity.entity_id: entity.name for entity in story.entities}
    people = sorted((m.character.name, m.character.n_mentions, m.character.n_quotations) for m in cast(story))
    return {
        "people": people,
        "mentions": [(m.text, known[m.entity_id]) for m in story.mentions],
        "said": [(q.text, known.get(q.speaker or 0) if q.speaker is not None else None) for q in story.quotations],
        "heard": [q.addressees and sorted(known[who] for who in q.addressees) for q in story.quotations],
        "felt": [(e.emotion, e.is_masked, e.experiencer is None) for e in story.emotions],
        "ties": sorted((known[t.from_entity], known[t.to_entity], t.kind) for t in story.relations),
        "there": sorted((p.section_id, known[p.entity_id], p.status, p.n_mentions) for p in story.presence),
        "same": sorted({known[i.entity_id], known[i.same_as]} for i in story.identities),
        "states": [row.state for row in story.corrections],
    }


@pytest.mark.parametrize("kind", CHANGES)
def test_longer_edition(peopled: Story, kind: str) -> None:
    """With chapters put in before and after, and people counted in another order, each correction does the same."""
    story = CHANGES[kind](peopled.correct)
    more = "\n\nChapter Three\n\nThe doctor saw her. She saw him. “You are late,” he said to Kate.\n"
    fresh = edition(edition(peopled, at=0, new="A note on the text, “I know,” said the doctor.\n\n", order=ORDER))
    later = edition(fresh, at=len(fresh.text), new=more).with_corrections(story.table("corrections"))
    check_links(later)
    assert told(later) == told(story)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(data=st.data())
def test_insertions_anywhere(peopled: Story, data: st.DataObject) -> None:
    """Wherever between words something is put in, corrections find their places, or say that they don't."""
    kind = data.draw(st.sampled_from(sorted(CHANGES)))
    story = CHANGES[kind](peopled.correct)
    ends = [n for n, letter in enumerate(story.text) if letter == "\n"]
    at = data.draw(st.sampled_from([0, *ends]))
    new = data.draw(st.text(alphabet="XYZ 0\n“”", max_size=60))
    later = edition(peopled, at=at, new=new, order=data.draw(st.permutations(range(4))))
    again = later.with_corrections(story.table("corrections"))
    check_links(again)
    assert told(again) == told(story)


def test_what_is_gone_is_reported(peopled: Story) -> None:
    """A correction whose words are gone is kept, changes nothing, is said to be unapplied, and comes back with them."""
    story = peopled.correct.merge("her brother", "the doctor").correct.rename("Kate", "Catherine")
    gone = edition(peopled, order=range(4))
    text = gone.text.replace("brother", "cat  xx")
    other = Story(text=text, tables=gone.tables, manifest=gone.manifest)
    later = other.with_corrections(story.table("corrections"))
    assert [row.state for row in later.corrections] == ["unapplied", "applied"]
    assert names(later) == ["Tom Reeve", "Catherine", "her brother"]
    back = edition(peopled).with_corrections(later.table("corrections"))
    assert [row.state for row in back.corrections] == ["applied", "applied"]


def test_what_the_reading_has_already_holds(peopled: Story) -> None:
    """A newer reading that has it right needs no change, and the correction still counts as applied."""
    story = peopled.correct.merge("her brother", "the doctor")
    right = edition(story)
    merged = Story(text=right.text, tables={**story.tables}, manifest=story.manifest)
    again = merged.with_corrections(story.table("corrections"))
    assert [row.state for row in again.corrections] == ["applied"]
    assert told(again) == told(story)


def test_name_given_in_a_split_stays(peopled: Story) -> None:
    """Where a newer reading has two people apart by itself, the other still has the name that was given."""
    story = peopled.correct.split("Tom Reeve", "the doctor", name="Dr. Marr")
    nameless = peopled.correct.split("Tom Reeve", "the doctor")
    apart = Story(text=peopled.text, tables={**nameless.tables}, manifest=peopled.manifest)
    again = apart.with_corrections(story.table("corrections"))
    assert names(again) == names(story)
    assert again.table("mentions").equals(apart.table("mentions"))


def test_rows_of_another_version_are_kept(peopled: Story) -> None:
    """A correction that only a newer version understands stays in the file, unapplied."""
    story = peopled.correct.rename("Kate", "Catherine")
    table = story.table("corrections").to_pylist()
    rows = [
        table[0] | {"verb": "marry"},
        table[0] | {"correction_id": 1, "anchor": "{"},
        table[0] | {"correction_id": 2},
    ]
    later = peopled.with_corrections(pa.Table.from_pylist(rows, schema=SCHEMAS["corrections"]))
    assert [row.state for row in later.corrections] == ["unapplied", "unapplied", "applied"]
    assert later.corrections[0].verb == "marry"
