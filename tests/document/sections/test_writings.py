"""Letters, journal entries and messages within a story, and verse."""

from __future__ import annotations

import pytest

from tests.document.sections.conftest import Finder

BEFORE = (
    "The post came late that day. Nora turned the envelope over twice, and then she opened it with the bread knife."
)
AFTER = (
    "She read it standing up. When she had done she put it in the stove, and watched it until there was nothing left."
)


@pytest.mark.parametrize(
    "letter",
    [
        "Dear Nora,\n\nI am well and hope you are the same.\n\nYour loving brother,\nWill",
        "My dearest Nora,--\n\nI am well and hope you are the same.\n\nYours ever,\n\nWILL.",
        "Dover, 3 March 1916\n\nDear Nora,\n\nI am well.\n\nLove,\nWill\n\nP.S. Send socks.",
        '"My dear Nora,\n\n"I am well, and hope you are the same.\n\n"Your loving brother,\n\n"WILL."',
        "Sir,\n\nI have the honour to inform you that your brother is well.\n\nYour obedient servant,\n\nJ. Holt",
        "Nora,\n\nI don't know how to say this so I'll just say it. I'm not coming home.\n\nWill",
    ],
    ids=["modern", "old", "dated", "quoted", "formal", "bare"],
)
def test_letters_inside_a_chapter(find: Finder, letter: str) -> None:
    """A letter runs from its head to its signature and postscript, inside the scene that holds it."""
    found = find(f"Chapter 1\n\n{BEFORE}\n\n{letter}\n\n{AFTER}\n\nChapter 2\n\n{AFTER}\n")
    (row,) = found.of_kind("letter")
    assert row["words"] == letter
    assert row["is_story"]
    assert found.kinds() == ["chapter", "  other", "  letter", "  other", "chapter"]


def test_a_letters_date(find: Finder) -> None:
    """A letter is dated as its head says."""
    found = find(f"{BEFORE}\n\nDover, 3 March 1916\n\nDear Nora,\n\nI am well.\n\nLove,\nWill\n\n{AFTER}\n")
    assert found.of_kind("letter")[0]["date"] == "1916-03-03"


def test_an_announced_note(find: Finder) -> None:
    """A note without greeting or name is known by the words that announce it."""
    found = find(
        f'{BEFORE} The note was short:\n\n"Come at once. Tell nobody. Burn this when you have read it."\n\n{AFTER}\n'
    )
    assert found.starts("letter") == ['"Come at once. Tell nobody. Burn this when you have read it."']


def test_speech_that_greets_is_no_letter(find: Finder) -> None:
    """ "My dear Nora," said aloud is speech."""
    found = find(
        f'{BEFORE}\n\n"My dear Nora," said Will, "you have burned it."\n\n"Dear God!"\n\n"Dear Nora—"\n\n{AFTER}\n'
    )
    assert found.kinds() == ["scene"]


def test_a_chapter_that_is_a_letter(find: Finder) -> None:
    """ "Letter I" heads a chapter that is a letter as a whole."""
    body = (
        "Dover, March 3rd\n\nDear Nora,\n\nI am well. The sea is grey and the food is "
        "grey and so am I, but I am well.\n\nWill"
    )
    found = find(f"LETTER I\n\n{body}\n\n\n\nLETTER II\n\n{body}\n")
    assert found.kinds() == ["chapter", "  title", "  letter", "chapter", "  title", "  letter"]


def test_journal_entries_with_their_dates(find: Finder) -> None:
    """Dates that begin paragraphs, or stand over them, begin entries under a heading that says journal."""
    found = find(
        "CHAPTER I\n\nNORA'S JOURNAL\n\n_3 May. Dover._--I came down by the early "
        "train, and I was the only one in it.\n\n"
        "I shall write every day.\n\n_4 May._--I did not sleep.\n\nLater.--I slept.\n\n"
        "26 July, evening.\n\nI have not written for weeks, and I have nothing to say for myself.\n"
    )
    assert found.kinds() == ["chapter", "  title", "  journal_entry", "  journal_entry", "  journal_entry"]
    assert [row["date"] for row in found.of_kind("journal_entry")] == ["--05-03", "--05-04", "--07-26"]


def test_dear_diary(find: Finder) -> None:
    """ "Dear Diary" is no letter."""
    found = find(
        f"{BEFORE}\n\n***\n\nMarch 2, 1998\n\nDear Diary,\n\nI am so tired. I don't know why "
        f"I write.\n\n***\n\n{AFTER}\n"
    )
    assert found.kinds() == ["scene", "journal_entry", "scene"]
    assert found.of_kind("journal_entry")[0]["date"] == "1998-03-02"


def test_an_entry_dated_in_a_calendar_of_its_own(find: Finder) -> None:
    """A page that an "I" writes under a day of an invented month is an entry, without a date of our calendar."""
    found = find(
        f"{BEFORE}\n\n***\n\n15th of Harvestmonth, 1204\n\nI don't know what to write. I think that I loved him.\n\n"
        f"***\n\n{AFTER}\n"
    )
    (entry,) = found.of_kind("journal_entry")
    assert (entry["title"], entry["date"]) == ("15th of Harvestmonth, 1204", None)


def test_a_date_over_narration_dates_the_scene(find: Finder) -> None:
    """Where no "I" tells, a line with a date is the scene's title and date."""
    found = find(f"{BEFORE}\n\n* * *\n\nLondon, 12 May 1916\n\n{AFTER}\n")
    assert found.kinds() == ["scene", "scene"]
    assert found.of_kind("scene")[1]["date"] == "1916-05-12"
    assert found.of_kind("scene")[1]["title"] == "London, 12 May 1916"


def test_a_diary_page_ends_where_its_writer_stops(find: Finder) -> None:
    """Without a mark an entry ends where nobody says "I" any more."""
    found = find(
        f"{BEFORE}\n\n26 July.\n\nI cannot sleep. I hear him on the stairs and I know that "
        f"he hears me.\n\nI shall burn this.\n\n"
        f"Nora shut the book. Her brother's hand had never been so small, nor so neat.\n\n{AFTER}\n\nThe "
        f"stove ticked as it cooled.\n"
    )
    (entry,) = found.of_kind("journal_entry")
    assert entry["words"].endswith("I shall burn this.")
    assert found.leaf_at("Nora shut the book")["is_story"]


@pytest.mark.parametrize(
    "message",
    [
        "From: Nora Ames\nTo: Will Ames\nSubject: the trunk\n\nI found it. Call me.\n\nNora",
        "[10:32] nora_a: did you get it\n[10:33] will2: yes\n[10:33] nora_a: and\n[10:34] will2: can't read it",
        "Will: where ARE you\nWill: Ames is taking names\nMe: five mins\nMe: stall him",
        "ARRIVED SAFE STOP SEND SOCKS STOP WILL",
        "Text from Will: did you get it?",
    ],
    ids=["e-mail", "chat", "texts", "telegram", "text"],
)
def test_messages(find: Finder, message: str) -> None:
    """E-mails, chats, telegrams and texts are messages."""
    found = find(f"{BEFORE}\n\n{message}\n\n{AFTER}\n")
    (row,) = found.of_kind("message")
    assert row["words"] == message


def test_lyrics_between_paragraphs(find: Finder) -> None:
    """Stanzas in the middle of a story are one poem of the story's."""
    verse = (
        "Oh the river runs to the sea\nAnd the sea runs up to the sky\n\nAnd nobody "
        "ever came back for me\nAnd nobody told me why"
    )
    found = find(f"{BEFORE}\n\n{verse}\n\n{AFTER}\n")
    (poem,) = found.of_kind("poem")
    assert poem["words"] == verse
    assert poem["is_story"]


def test_dialogue_on_lines_is_no_verse(find: Finder) -> None:
    """Short speeches on lines of their own are no poem."""
    assert (
        find(f'{BEFORE}\n\n"No," he said.\n"Yes," she said.\n"Why not?"\n"Because."\n\n{AFTER}\n').of_kind("poem") == []
    )


def test_narrow_prose_is_no_verse(find: Finder) -> None:
    """Prose wrapped at a narrower column than the rest is prose."""
    wide = "\n".join(["The road went down between the hedges and over the bridge to the far side"] * 6)
    narrow = (
        "the wall was built of stones that someone\nhad carried there from the river, "
        "one at\na time, over the course of many years,\nand nobody knew why it stood "
        "where it did."
    )
    assert find(f"{wide}\n\n{narrow.capitalize()}\n\n{wide}\n").of_kind("poem") == []
