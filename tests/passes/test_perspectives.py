from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from irises.annotation import check_table, empty_table, table_from_rows
from irises.document.model import Document
from irises.passes.person import person_of_sections, person_of_story
from irises.passes.perspectives import Perspectives
from tests.passes.told_tables import MADE, Section, quotations_of, told

THIRD = (
    "Mara came down to the landing before it was light. She had her brother's coat on, and he had only his shirt. "
    '"I know you are there," she said. "I can see my own breath." They waited for the ferryman; he was late, '
    "and he knew that they knew it. She took the oar from him and rowed. "
)
FIRST = (
    "I came down to the landing before it was light. I had my brother's coat on, and he had only his shirt. "
    '"He knows," said Mara. "He and she and they all know." I waited for the ferryman; when he came he took my hand '
    "and asked me for the fare. I paid him and rowed. "
)
SECOND = (
    "You come down to the landing before it is light. You have your brother's coat on. The ferryman looks at you, and "
    "you look at the water. “I was late,” he says. “I am sorry.” You pay him, take the oar, and row. "
)
PRESENT = (
    "Mara comes down to the landing before it is light. She has her brother's coat on, and he has only his shirt. "
    "They wait for the ferryman; he is late, and he knows that they know it. She takes the oar from him and rows. "
)


def _voices(text: str, **more: Any) -> list[tuple[str, str]]:
    document = told(text, **more)
    found = _sections(document)
    return [(section.person, section.tense) for section in found]


def _sections(document: Document) -> Any:
    tables = document.tables
    return person_of_sections(document.text, tables["sections"], tables["paragraphs"], quotations_of(document))


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        (THIRD, ("third", "past")),
        (FIRST, ("first", "past")),
        (SECOND, ("second", "present")),
        (PRESENT, ("third", "present")),
        (FIRST.replace(" I ", " We ").replace("I came", "We came").replace(" my ", " our "), ("first", "past")),
    ],
)
def test_person_and_tense(text: str, voice: tuple[str, str]) -> None:
    """Pronouns and verbs of the narration count, those inside quotations don't."""
    assert _voices(text * 3) == [voice]


def test_an_author_who_says_i() -> None:
    """An author's remarks now and then don't make a first-person story."""
    remark = "But this, I think, is what such men call courage, and I must leave it to the reader. "
    assert _voices(THIRD * 8 + remark + THIRD * 8) == [("third", "past")]


def test_a_witness_who_says_i() -> None:
    """A narrator who says from the first page how he knows of it, and says "I" to the end, is in the first person."""
    opening = "I hardly know how it began. I was told of it by the ferryman, and I have mentioned him before. "
    closing = "As I have said, I never met her; what became of her I do not know. "
    assert _voices(opening + THIRD * 20 + closing) == [("first", "past")]


def test_speech_that_lost_its_marks() -> None:
    """An "I" that only speaks in the present, in a short narration of the past about her, is no narrator's."""
    lost = (
        "She looked at him, and he was silent. Ah! I wish I could show you our street, he said. I have a right to it. "
    )
    assert _voices(lost + "He was annoyed. She saw it, and she smiled at him.") == [("third", "past")]


def test_a_lapse_is_no_change() -> None:
    """A sentence in another tense leaves the section's tense as it is."""
    assert _voices(THIRD * 3 + "The river is wide here, and it has no bridge. " + THIRD) == [("third", "past")]


def _joined(*sections: Section) -> tuple[str, list[Section]]:
    return "\n\n".join(words for _, words, _ in sections), list(sections)


def test_a_diary_among_scenes() -> None:
    """A journal entry is its writer's, whatever the scenes around it, and the story's person is that of its scenes."""
    entry = "Couldn't sleep. My hands hurt. Don't know what to tell him."
    text, sections = _joined(("scene", THIRD * 2, True), ("journal_entry", entry, True), ("scene", THIRD * 3, True))
    assert [person for person, _ in _voices(text, sections=sections)] == ["third", "first", "third"]
    assert person_of_story(_sections(told(text, sections=sections))) == "third"


def test_two_narrations() -> None:
    """Scenes told in turn by "I" and about "her" each keep their person; the longer makes the story's."""
    text, sections = _joined(("scene", FIRST * 4, True), ("scene", THIRD * 9, True))
    assert [person for person, _ in _voices(text, sections=sections)] == ["first", "third"]
    assert person_of_story(_sections(told(text, sections=sections))) == "third"


def test_a_short_scene_without_the_narrator() -> None:
    """Where "I" would have come many times and never does, even a short scene about others is told by nobody."""
    scene = "She waited at the window until he came, and he took her hand, and she let him. " * 8
    text, sections = _joined(("scene", FIRST * 8, True), ("scene", scene, True))
    assert [person for person, _ in _voices(text, sections=sections)] == ["first", "third"]


def test_letters_alone() -> None:
    """A story in letters is in the first person."""
    text, sections = _joined(
        ("letter", "Dear Nell,\n\n" + FIRST, True), ("letter", "Dear Tom,\n\n" + FIRST + "Nell", True)
    )
    assert person_of_story(_sections(told(text, sections=sections))) == "first"


def test_a_short_section() -> None:
    """A section with too little to go by is read like the rest."""
    text, sections = _joined(("scene", FIRST * 4, True), ("scene", "Rain. Nothing but rain.", True))
    assert _voices(text, sections=sections) == [("first", "past"), ("first", "past")]


def test_no_story() -> None:
    """Where nothing is story there is no person."""
    assert (
        person_of_story(
            _sections(told("Disclaimer: not mine.", sections=[("disclaimer", "Disclaimer: not mine.", False)]))
        )
        is None
    )


def _tables(document: Document, said: list[tuple[str, int, int]], narrators: list[bool]) -> dict[str, pa.Table]:
    """Mentions given as (words, which occurrence, entity), and entities with their is_narrator."""
    mentions = []
    for number, (words, nth, entity) in enumerate(said):
        start = -1
        for _ in range(nth + 1):
            start = document.text.index(words, start + 1)
        span = {"start": start, "end": start + len(words), "known_at": start + len(words)}
        mentions.append(
            MADE | span | {
                "mention_id": number, "form": "pronoun", "category": "PER", "is_generic": False, "entity_id": entity,
                "entity_confidence": 1.0,
            }
        )  # fmt: skip
    entities = [
        MADE | {
            "start": 0, "end": 1, "known_at": 1, "entity_id": n, "category": "PER", "name": str(n), "pronouns": [],
            "n_mentions": 1, "is_character": True, "is_narrator": flag, "members": [],
        }
        for n, flag in enumerate(narrators)
    ]  # fmt: skip
    return {
        **document.tables,
        "sentences": empty_table("sentences"),
        "tokens": empty_table("tokens"),
        "quotations": quotations_of(document),
        "mentions": table_from_rows("mentions", mentions),
        "entities": table_from_rows("entities", entities),
    }


def _rows(document: Document, tables: dict[str, pa.Table]) -> list[dict[str, Any]]:
    sees = np.zeros(len(document.words), dtype=np.float32)
    table = Perspectives().decode(document, tables, sees)["perspectives"]
    check_table("perspectives", table, text_length=len(document.text))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def test_narrators() -> None:
    """Each first-person section has its own narrator; an "I" that is spoken, or of no narrator, counts for none."""
    diary = "I slept badly. I dreamt of the lamp, and I woke."
    scene = 'I came home. "I am tired," said Mara. I sat down, and I wept.'
    text, sections = _joined(("journal_entry", diary, True), ("scene", scene, True), ("scene", THIRD, True))
    document = told(text, sections=sections)
    told_by = [("I", 0, 0), ("I", 1, 0), ("I", 3, 1), ("I am", 0, 2), ("I", 5, 1), ("my", 0, 1), ("Mara", 0, 2)]
    rows = _rows(document, _tables(document, told_by, [True, True, False]))
    assert [row["narrator"] for row in rows] == [0, 1, None]


def test_rows_tile_the_story() -> None:
    """Rows are the leaf sections of the story: in order, without front matter, nested sections counted once."""
    document = told(f"Summary: rain.\n\n{THIRD}\n\n{FIRST}", sections=[
        ("summary", "Summary: rain.", False), ("scene", THIRD, True), ("scene", FIRST, True),
    ])  # fmt: skip
    rows = _rows(document, _tables(document, [], []))
    spans = [(row["start"], row["end"]) for row in document.tables["sections"].to_pylist()]
    assert [(row["start"], row["end"]) for row in rows] == spans[1:]


def test_empty_story() -> None:
    """A text without sections gives an empty table."""
    names = ("sections", "paragraphs", "sentences", "tokens", "quotations", "mentions", "entities")
    assert _rows(told("Rain."), {name: empty_table(name) for name in names}) == []
