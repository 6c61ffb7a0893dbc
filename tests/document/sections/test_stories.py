"""Whole files as archives and people keep them: front matter, scenes, pages and notes in their order."""

# ruff: noqa: E501 - paragraphs of unwrapped text stand on one line

from __future__ import annotations

import pytest

from tests.document.sections.conftest import Finder

VIGIL = """\
Disclaimer - not mine, never will be, please don't sue.

Content notes - hospitals. Past suicide attempt, discussed. Nobody dies on page.

Summary - The boy won't wake up, and Rufus won't leave.

Everything You Left In The Hall

This was written to "Salt" by The Narrow Sea and "Undertow" by Lise Marrow, on repeat, for three nights.

And I'll be waiting by the water
And I'll be waiting by the door
You can come home any hour
You can come home any more
~The Narrow Sea, 'Salt'

All the doctors have gone home now
All the lights are turned down low

He'd been in the chair since Tuesday. The nurses had stopped asking. Rufus counted the tiles and then he counted the boy's breaths, and then, when he lost count, he started again.

"You ought to eat," said the night nurse.

"Later," said Rufus.

She went away.



She came back with a sandwich and put it on the sill. He did not look at it.

The boy's hand was cold. Rufus held it anyway.


***


March 2nd, 1998

They say I have to write something every day. So: something.

I saw him through the door. He was asleep with his mouth open. I didn't want him to see me awake so I shut my eyes and then I really was asleep and when I woke he had gone.

I don't know what I'd have said.

Dorian


***


Dorian kept his eyes closed and listened to the rain. It was easier when nobody knew. He could hear the man breathing, the creak of the chair, the turn of a page.

He knew he was awake, of course. Rufus had known since the first flicker. He turned the page he had not read and waited.
"""

HARBOUR = """\
TITLE: Cold Harbour
AUTHOR: Jessamyn
EMAIL: j@example.com
RATING: R for language
CATEGORY: Angst, H/C
SPOILERS: none
ARCHIVE: ask first
DISCLAIMER: The usual. They belong to somebody richer than me.
FEEDBACK: yes please
NOTES: Thanks to Bea for the super-fast beta. All mistakes are mine.
SUMMARY: A night in the ER.
___________________________________

Cold Harbour
by Jessamyn

     The rain had been coming down since noon, and by the time they got the doors open the whole bay was a sheet of water with the lights swimming in it.
     "Get him inside," said Kate.
     Nobody moved. She said it again, louder, and then she picked up one end of the stretcher herself.

     #

     Afterwards she sat on the steps and smoked the cigarette she had been saving since the spring.
     "You okay?"
     "No," she said. "Ask me tomorrow."

END
"""

BUS = """\
Hey everyone! So this is my new story, it takes place after season 3 and ignores everything after that. I hope you like it!
Warnings: swearing, mentions of drugs, bad spelling lol
Pairing: none yet
Disclaimer: i own nothing but the plot
Chapter 1
"Wake up!" yelled Mia.
Sam rolled over and pulled the pillow over his head. It was too early for this. It was always too early for this.
"I mean it, Sam. The bus leaves in ten minutes."
-
The bus had left. Of course it had. Sam stood at the stop with one shoe on and watched it go round the corner.
"Told you," said Mia.
AN: ok so thats chapter one!! pls review and tell me if i should go on
Chapter 2
AN: thanks for the reviews guys!
They walked. It took an hour and it rained for all of it and neither of them said a word.
A/N: sorry its short
"""

LIGHTS = """\
Author's Note: I know, I know. I said there wouldn't be another one.

This one goes out to everybody who sent me such lovely messages after the last story. You are the reason I'm still writing this.

I don't own the characters, the city or the weather.

Part 3 of the Harbour Lights series. You should probably read the first two, but you don't have to.

xxx

**Harbour Lights**

*I have seen the harbour lights*
*Only told me we were parting*

-- old song

Dear diary, thought Lena, today I did something stupid.

She had left the boat unlocked. It was not there.

xxx

"Gone?" said Max.

"Gone," said Lena.

There was a long silence. Somewhere a gull laughed.

Fin

Author's Note: There! Finished! The song is public domain as far as I know. If you liked it, please leave a comment, and if you didn't, tell me why.

Next up: Part 4, in which Max learns to swim.
"""

KINDS = {
    "vigil": (
        VIGIL,
        "disclaimer content_note summary title soundtrack epigraph poem scene journal_entry scene",
        "He'd been in the chair",
    ),
    "harbour": (
        HARBOUR,
        "title byline archive_metadata archive_metadata archive_metadata archive_metadata archive_metadata disclaimer "
        "archive_metadata authors_note summary title scene scene other",
        "The rain had been",
    ),
    "bus": (
        BUS,
        "authors_note content_note archive_metadata disclaimer chapter scene scene authors_note "
        "chapter title authors_note scene authors_note",
        "Chapter 1",
    ),
    "lights": (LIGHTS, "authors_note title epigraph scene scene other authors_note", "Dear diary, thought Lena"),
}


@pytest.mark.parametrize("name", KINDS)
def test_whole_files(find: Finder, name: str) -> None:
    """Every part of the file is found in its place, and the story begins where it begins."""
    text, kinds, opening = KINDS[name]
    found = find(text)
    assert [row["kind"] for row in found.rows] == kinds.split()
    assert found.story().startswith(opening)


def test_music_that_a_sentence_names(find: Finder) -> None:
    """ "This was written to ..." names the music as a label would."""
    assert (find(VIGIL).field("soundtrack") or "").startswith('"Salt" by The Narrow Sea')


def test_a_signed_page_ends_with_its_name(find: Finder) -> None:
    """A name under a journal entry belongs to it."""
    (entry,) = find(VIGIL).of_kind("journal_entry")
    assert entry["date"] == "1998-03-02"
    assert "\n\nDorian\n" in entry["words"]


def test_a_lost_line_at_the_bedside(find: Finder) -> None:
    """Where the same people go on after an empty run, the scene goes on."""
    found = find(VIGIL)
    assert found.leaf_at("She came back with")["section_id"] == found.leaf_at("You ought to eat")["section_id"]
