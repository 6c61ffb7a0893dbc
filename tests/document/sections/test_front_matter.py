"""Labelled blocks, titles, bylines, dedications, epigraphs and notes of fan fiction in plain text."""

from __future__ import annotations

import pytest

from irises.document.labels import label_of
from tests.document.sections.conftest import Finder

TIGHT = """\
Title: What the Snow Kept
Author: inkmoth
Fandom: The Lighthouse Keepers
Rating: PG-13
Pairing: Tom/Ellen (sort of)
Warnings: illness, implied character death (not who you think)
Disclaimer: I don't own them. If I did there'd be more snow.
Summary: Tom waits. Ellen doesn't write.
Spoilers: up to season two
Author's Notes: Written for Kate's birthday, who asked for hospital fic.
I listened to "Winter Road" on repeat. Feedback makes my day!

-----

Tom had never liked the smell of the ward. It clung to his coat and followed him home on the bus.

"You can go in now," the sister said.

He went in.

-----

Three days later the snow began.

Ellen stood at the window and counted the flakes until she lost them.

(A/N: yes I know it doesn't snow there. Artistic licence!)

"It won't settle," said Tom.

"It will," she said. "It always does."

~*~*~*~

END

A/N: Thanks for reading! There might be a sequel, if anybody wants one. Let me know!
"""

HEADED = """\
**Disclaimer**

All recognisable characters belong to their creator. No money is being made.

**Summary**

A boy in a bed, a man in a chair.

**Content Notes**

Hospital setting; a suicide attempt (past, not graphic); reconciliation.

**Written to**

"Lantern" by Grey Harbour, and the rain.

**The Long Night**

*And if the tide should take the light,
I'll hold the lamp for you.*
— Grey Harbour, "Lantern"

Marcus did not sleep. He had been told to, and he had nodded, and he had not slept.

The boy breathed. The machine counted.



"He's a fighter," said the doctor.

"You don't know him," said Marcus.

#

26 July.

I am writing this with the left hand because the right one has the needle in it. They say I was lucky.

I don't know what I would say to him.

#

Daniel opened his eyes. The ceiling was the same ceiling, and the man was the same man.

He was awake, Marcus saw. He put down the paper. There were words for this and he had none of them.

**End Notes**

This has been on my hard drive for years. Thank you to everyone who kept asking.
"""

CHAPTERS = """\
Broken Glass by StarryNight

Chapter 1: Shatter

A/N: Hey guys! New story! I know I should be updating my other one but this wouldn't leave me alone. Enjoy!

Disclaimer: Not mine.

Anna's POV

I woke up late. The house was quiet and my head hurt.

"Mum?" I called.

Nobody answered.

Jake's POV

I saw her come out of the house like something was chasing her.

xXxXx

She didn't stop running until she reached the bridge.

TBC...

A/N: Cliffhanger! Review please! :)

Chapter 2: Mend

A/N: Wow, thanks for the reviews!! To answer Lila: no, he's not dead. You'll see.

The bridge was old, and nobody used it any more.

*Don't you know I'd walk the wire*
*Don't you know I'd burn the sky*
*Only say you'll be there waiting*
*When the water's running high*

Anna sat on the rail.

oOoOoOo

Dear Jake,

By the time you read this I'll be on the train. Don't be angry with me. I couldn't stay.

Love,
Anna

oOoOoOo

He read it twice. Then he folded it small, and smaller, until it would not fold again.

The End
"""


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("Summary: He waits.", "summary", "He waits."),
        ("**Summary:** He waits.", "summary", "He waits."),
        ("*Full Summary* - He waits.", "summary", "He waits."),
        ("SUMMARY...He waits.", "summary", "He waits."),
        ("Sumary: He waits.", "summary", "He waits."),
        ("Chapter Summary: He waits.", "summary", "He waits."),
        ("[Disclaimer]", "disclaimer", ""),
        ("Disclaimer I own nothing.", "disclaimer", "I own nothing."),
        ("Disclaimer & Warnings: none of it is mine", "disclaimer", "none of it is mine"),
        ("Diclaimer: nope", "disclaimer", "nope"),
        ("Trigger Warnings/Content notes: blood", "content_note", "blood"),
        ("TW: blood", "content_note", "blood"),
        ("Possible trigger warnings: blood", "content_note", "blood"),
        ("Warning(s): blood", "content_note", "blood"),
        ("A/N", "authors_note", ""),
        ("a/n: hi", "authors_note", "hi"),
        ("AN: hi", "authors_note", "hi"),
        ("N/A: hi", "authors_note", "hi"),
        ("(A/N: hi)", "authors_note", "hi)"),
        ("Author’s Notes:", "authors_note", ""),
        ("Authoress' Note: hi", "authors_note", "hi"),
        ("~End Notes~", "authors_note", ""),
        ("Written to: Rain on tin", "soundtrack", "Rain on tin"),
        ("Song used: Rain on tin", "soundtrack", "Rain on tin"),
        ("Rated: T", "archive_metadata", "T"),
        ("Main Pairing(s): A/B", "archive_metadata", "A/B"),
        ("Paring: A/B", "archive_metadata", "A/B"),
        ("Dedicated to: my sister", "dedication", "my sister"),
        ("Written by: inkmoth", "byline", "inkmoth"),
    ],
)
def test_labels_are_known_in_their_spellings(line: str, kind: str, value: str) -> None:
    """A labelled line is known in its common spellings, decorations and misspellings."""
    label = label_of(line)
    assert label is not None
    assert (label.kind, label.value) == (kind, value)


@pytest.mark.parametrize(
    "line",
    ["An old man came - late, as always.", "AN OLD MAN", "AN hour's ride brought us there.", "—Thank you.", "Thanks",
     "She said: no.",
     "The title was long.", "To the sea", "Important", "Notably: nothing."],
)  # fmt: skip
def test_ordinary_lines_are_no_labels(line: str) -> None:
    """Lines of narration that begin with a label's letters are not taken for one."""
    assert label_of(line) is None


def test_labelled_lines_without_empty_lines(find: Finder) -> None:
    """Labels on consecutive lines are each a section of their kind."""
    found = find(TIGHT)
    assert found.kinds()[:10] == [
        "title", "byline", "archive_metadata", "archive_metadata", "archive_metadata", "content_note", "disclaimer",
        "summary",
        "archive_metadata", "authors_note",
    ]  # fmt: skip
    assert found.of_kind("authors_note")[0]["words"].endswith("makes my day!\n\n-----")


def test_labels_fill_the_metadata(find: Finder) -> None:
    """What labels say is metadata, with the section it was read from."""
    found = find(TIGHT)
    assert found.field("title") == "What the Snow Kept"
    assert found.field("author") == "inkmoth"
    assert found.field("rating") == "PG-13"
    assert found.field("pairing") == "Tom/Ellen (sort of)"
    kinds = [found.rows[section or 0]["kind"] for section in found.outline.field_sections]
    assert kinds[:2] == ["title", "byline"]


def test_nothing_round_the_story_is_story(find: Finder) -> None:
    """The story's words are those between front matter and end notes, without the note in the middle."""
    story = find(TIGHT).story()
    assert story.startswith("Tom had never liked")
    assert story.rstrip("~* \n").endswith('It always does."')
    assert "Artistic licence" not in story


def test_a_note_in_the_middle_leaves_the_scene_whole(find: Finder) -> None:
    """An author's note inside a scene is a section within it, not a break."""
    found = find(TIGHT)
    note = found.leaf_at("(A/N: yes")
    assert note["kind"] == "authors_note"
    scenes = found.of_kind("scene")
    assert len(scenes) == 2
    assert note["parent_id"] == scenes[1]["section_id"]


def test_headings_with_the_block_after(find: Finder) -> None:
    """A label alone on its line takes the block after it."""
    found = find(HEADED)
    assert found.kinds()[:6] == ["disclaimer", "summary", "content_note", "soundtrack", "title", "epigraph"]
    assert found.field("soundtrack") == '"Lantern" by Grey Harbour, and the rain.'
    assert found.field("title") == "The Long Night"


def test_a_dated_page_between_scenes(find: Finder) -> None:
    """A page told by an "I" under a date is a journal entry, and the scenes around it stay scenes."""
    found = find(HEADED)
    assert found.kinds()[6:] == ["scene", "journal_entry", "scene", "authors_note"]
    (entry,) = found.of_kind("journal_entry")
    assert (entry["date"], entry["title"]) == ("--07-26", "26 July.")


def test_chapters_with_notes(find: Finder) -> None:
    """Notes at the start and end of chapters are theirs; marks part scenes; lyrics and letters stay in."""
    assert find(CHAPTERS).kinds() == [
        "title",
        "chapter", "  title", "  authors_note", "  disclaimer", "  scene", "  scene", "  scene", "  other",
        "  authors_note",
        "chapter", "  title", "  authors_note", "  scene", "    other", "    poem", "    other", "  letter",
        "  scene", "  other",
    ]  # fmt: skip


def test_points_of_view_are_titles(find: Finder) -> None:
    """A line that says whose eyes we see through begins a scene and is its title."""
    titles = [row["title"] for row in find(CHAPTERS).of_kind("scene")]
    assert titles[:3] == ["Anna's POV", "Jake's POV", None]


def test_title_and_byline_in_one_line(find: Finder) -> None:
    """ "Title by Author" gives both."""
    found = find(CHAPTERS)
    assert (found.field("title"), found.field("author")) == ("Broken Glass", "StarryNight")


def test_unlabelled_talk_before_the_story(find: Finder) -> None:
    """Talk about the fiction that nothing labels is no story either; a dedication before a mark is known."""
    found = find(
        "Rated: T\n\nJust a little something I wrote at 3 am. It's my first fic in "
        "this fandom, so please be gentle!\n\n"
        "For Mara, who stayed.\n\n* * *\n\n"
        "It was raining when they brought him in. Elias stood in the doorway and let the water run off his coat.\n"
    )
    assert found.kinds() == ["archive_metadata", "authors_note", "dedication", "scene"]
    assert found.story().startswith("It was raining")


def test_a_sign_in_the_story_is_no_note(find: Finder) -> None:
    """Words that look like a label inside narration stay in the story."""
    story = (
        "She found the paper on the table in the morning.\n\nNote: buy milk.\n\nHe "
        "had never bought milk in his life, and she "
        "laughed until she had to sit down.\n\nWarning: wet paint, said the bench, too late for both of them.\n\n"
        "They went home by the river, and neither of them spoke of it again.\n\nThe "
        "light was on. Somebody had been there.\n\n"
        "It was her brother, asleep in the chair with his boots on.\n\nShe covered "
        "him with the blanket.\n\nHe did not wake.\n"
    )
    assert {row["kind"] for row in find(story).rows} <= {"scene"}


def test_a_first_line_of_speech_is_no_title(find: Finder) -> None:
    """A story that begins at once with a short line of speech or narration has no title."""
    found = find('"No."\n\nHe had said it before she could ask, and it hung between them like smoke in a shut room.\n')
    assert found.kinds() == ["scene"]


def test_epigraph_with_its_source(find: Finder) -> None:
    """Quoted words with the line that says whose they are stand before the story."""
    found = find(
        'THE WEIR\n\nby J. Holt\n\n"What the river takes it keeps,\nand keeps it turning."\n\n'
        "--A. Ferryman, Songs of the Weir\n\n"
        "The mill had been shut for a year when Ann came back to it, and nobody had thought to lock the door.\n"
    )
    assert found.kinds() == ["title", "byline", "epigraph", "scene"]
    assert found.field("author") == "J. Holt"


SHUT = "The mill had been shut for a year when Ann came back to it, and nobody had thought to lock the door.\n\n"


def test_quoted_words_of_no_ones(find: Finder) -> None:
    """Quoted words are an epigraph too where the line below them names no author."""
    saying = '"What the river takes, the river keeps."\n- old saying of the lower weirs\n\n'
    found = find(f"THE WEIR\n\nRated: T\n\n{saying}{SHUT * 2}")
    assert found.kinds() == ["title", "archive_metadata", "epigraph", "scene"]


def test_a_song_before_the_first_mark(find: Finder) -> None:
    """Short lines after other front matter, closed off by a mark, are no part of the story; speech by turns is."""
    song = "I sang to the wheel, the wheel sang slow,\ngive me my brother and I'll let you go\n\n"
    turns = '"Is it shut?"\n"It is."\n\n'
    kinds = [find(f"THE WEIR\n\nRated: T\n\n{opening}xXx\n\n{SHUT * 3}").kinds() for opening in (song, turns)]
    assert kinds == [["title", "archive_metadata", "poem", "scene"], ["title", "archive_metadata", "scene", "scene"]]


def test_hard_wrapped_front_matter(find: Finder) -> None:
    """In wrapped text a label's value goes on over its lines, and a word at a line's head is no label."""
    found = find(
        "Summary: Ellen writes a letter every day and burns it every night, and one\n"
        "morning nothing is left to write about, or "
        "so she thinks. The whole of the\nsummary: she was happy once, in a house "
        "by the sea.\n\nA/N: For the winter prompt.\n\n"
        "The stove had gone out. Ellen knelt before it in her coat and blew on what\n"
        "was left, and it would not take. She thought "
        "of the letters, and of how they\nhad burned, quickly and without any fuss, "
        "like people who know how to\nleave a party.\n"
    )
    assert found.kinds() == ["summary", "authors_note", "scene"]
    assert (found.field("summary") or "").endswith("by the sea.")


def test_a_note_inside_a_paragraph(find: Finder) -> None:
    """A note in brackets inside a paragraph is no story, and the paragraph is parted around it."""
    found = find(
        "She smiled at him (A/N: yes, she does that) and shut the door.\n\nHe stood there a while, and then he went.\n"
    )
    assert found.leaf_at("(A/N: yes")["kind"] == "authors_note"
    assert found.story().split("\n")[0] == "She smiled at him"
    assert [span.of(found.text)[:10] for span in found.outline.paragraphs] == [
        "She smiled",
        "(A/N: yes,",
        "and shut t",
        "He stood t",
    ]
    assert len(found.of_kind("scene")) == 1
