"""A story read with a cast that was given beforehand, with the real weights."""

from __future__ import annotations

from pathlib import Path

import pytest

import irises
from irises.cli import main
from irises.document.given_cast import GivenPerson
from irises.story import Story, load

STORY = """The Lodger

Chapter 1

The lodger came down at nine. Mr. Hall was late, and the kettle was cold. Old Spark the machine stood by the door.

“You are late again, Mr. Hall,” said Mrs. Pym. “Kit has been asking for you.”

“Kit asks for everybody,” said the lodger. He sat down and took off his boots.

Kit came in from the yard. They had a basket of eggs, and they set it on the table. Nobody spoke to them.

Chapter 2

“Catherine Vane is dead,” said Mrs. Pym at last. Rowan put xyr hand over xyr mouth. Xe had known Catherine as a child, \
and nobody had told xem.

“Who says so?” asked Captain Wren. Captain Wren never believed anybody.

“Birdie says so,” said Mrs. Pym. Mr. Hall looked at the floor. Captain Wren laughed, and his laugh was not kind. The \
lodger went up again. Kit followed with the eggs.
"""
CAST = """name,aliases,pronouns
Edwin Hall,Mr. Hall; the lodger,he/him
Kit Vane,Kit,they/them
Catherine Vane,Catherine,
Rowan,,xe/xem
Birdie,Captain Wren,she/her
Nobody Here,,
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a story and its cast."""
    folder = tmp_path_factory.mktemp("lodger")
    (folder / "lodger.txt").write_text(STORY, encoding="utf-8")
    (folder / "cast.csv").write_text(CAST, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def told(files: Path) -> Story:
    """The story read with the cast."""
    return irises.read(files / "lodger.txt", cast=files / "cast.csv")


def words_for(story: Story, name: str) -> list[str]:
    """The words of all mentions of somebody."""
    who = story.character(name).entity_id
    return [mention.text for mention in story.mentions if mention.entity_id == who]


def test_cast_is_believed(told: Story) -> None:
    """Names go together, given people stay apart, pronouns mean whom the file says, and tables say who they are."""
    assert [w.lower() for w in words_for(told, "Edwin Hall") if w.lower() == "the lodger"] == ["the lodger"] * 3
    assert words_for(told, "Edwin Hall").count("Mr. Hall") == 3
    assert {"They", "they", "them"} <= set(words_for(told, "Kit Vane"))
    assert "Catherine Vane" not in words_for(told, "Kit Vane")
    assert {"Xe", "xem"} <= set(words_for(told, "Rowan"))
    assert words_for(told, "Birdie").count("Captain Wren") == 3
    assert "his" not in words_for(told, "Birdie")
    people = {entity.name: entity for entity in told.entities if entity.source == "user"}
    assert {name: entity.pronouns for name, entity in people.items()} == {
        "Edwin Hall": ("he",), "Kit Vane": ("they",), "Catherine Vane": (), "Rowan": ("xe",), "Birdie": ("she",),
    }  # fmt: skip
    assert all(entity.is_character for entity in people.values())
    assert any("nobody is called Nobody Here" in warning for warning in told.warnings)


def test_names_to_come_are_not_told_before(told: Story) -> None:
    """Up to a place a given name that is read later is kept back; one that is never read is there from the first."""
    begun = told.until("chapter 1")
    assert {person.name for person in begun.cast} >= {"Edwin Hall", "Kit Vane"}
    wren = told.until(STORY.index(" never believed"))
    assert "Captain Wren" in {person.name for person in wren.cast}
    assert not any("Birdie" in (*person.aliases, person.name) for person in wren.cast)
    assert wren.given_cast is None


def test_cast_stays_when_read_again(files: Path, told: Story, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder keeps the cast for the next reading; another takes its place, and one without people takes it away."""
    folder, story = files / "kept.irises", str(files / "lodger.txt")
    irises.save(told, folder)
    assert load(folder).given_cast == told.given_cast
    assert main(["read", story, "--out", str(folder), "--force", "--quiet"]) == 0
    assert "Birdie" in [person.name for person in load(folder).cast if "Captain Wren" in person.aliases]
    none = files / "none.csv"
    none.write_text("name\n")
    assert main(["read", story, "--out", str(folder), "--force", "--quiet", "--cast", str(none)]) == 0
    assert load(folder).given_cast == ()
    assert not any("user" in entity.source for entity in load(folder).entities)
    (folder / "cast.json").write_text("{")
    assert main(["read", story, "--out", str(folder), "--force"]) == 2
    assert "cast.json is damaged" in capsys.readouterr().err


def test_saving_over_keeps_the_cast(files: Path, told: Story) -> None:
    """In Python, too: a fresh reading without a cast leaves it in the folder."""
    folder = irises.save(told, files / "over.irises")
    irises.save(irises.read(b"Kit came in.", name="kit.txt"), folder, force=True)
    assert load(folder).given_cast == told.given_cast


def test_corrections_leave_given_pronouns(told: Story) -> None:
    """Somebody who is described anew keeps the pronouns that were said."""
    merged = told.correct.merge("Birdie", "Mrs. Pym")
    assert merged.character("Birdie").pronouns == ("she",)


def test_cast_of_people_in_python() -> None:
    """People may be given as such."""
    people = (GivenPerson(name="Edwin Hall", aliases=("Mr. Hall", "the lodger")),)
    story = irises.read(STORY.encode(), name="lodger.txt", cast=people)
    assert "Edwin Hall" in [person.name for person in story.cast]


def test_bad_cast_stops_the_reading(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written, and the message says what to mend."""
    bad = files / "bad.csv"
    bad.write_text("name,pronouns\nKit,zork\n")
    out = files / "bad.irises"
    assert main(["read", str(files / "lodger.txt"), "--out", str(out), "--cast", str(bad)]) == 2
    assert "person 1: 'zork' is no pronoun" in capsys.readouterr().err
    assert not out.exists()
