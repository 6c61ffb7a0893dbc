"""What views answer about a story."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from irises.annotation import table_from_rows
from irises.story import Story
from irises.view import Places, cast, marked_text, outline, summary, sureness, who_talks_to_whom


def test_place_is_chapter_and_share(handmade: Story) -> None:
    """A place names the chapter around it and how far into the story itself it is."""
    places = Places(handmade)
    opened = places.at(handmade.text.index("Kate opened"))
    assert opened.unit == "Chapter Two: The Letter"
    read, whole = opened.offset - handmade.body.start, len(handmade.text) - handmade.body.start
    assert opened.share == pytest.approx(read / whole)
    assert (places.at(0).unit, places.at(0).share) == (None, 0.0)


def test_places_without_chapters_are_scenes(handmade: Story) -> None:
    """Where there are no chapters, scenes are counted; a lone one needs no number."""
    rows = handmade.table("sections").to_pylist()
    rows[1] |= {"kind": "scene", "title": None}
    rows[2] |= {"kind": "scene", "title": None}
    story = replace(handmade, tables={**handmade.tables, "sections": table_from_rows("sections", rows)})
    assert Places(story).at(rows[2]["start"]).unit == "scene 2"
    rows[2]["kind"] = "letter"
    story = replace(handmade, tables={**handmade.tables, "sections": table_from_rows("sections", rows)})
    assert [Places(story).at(row["start"]).unit for row in rows[1:]] == ["scene", "letter"]


def test_outline_nests(handmade: Story) -> None:
    """Inner sections are deeper than those around them."""
    rows = handmade.table("sections").to_pylist()
    rows.append(rows[2] | {"section_id": 3, "parent_id": 2, "kind": "scene", "title": None})
    story = replace(handmade, tables={**handmade.tables, "sections": table_from_rows("sections", rows)})
    assert [(item.name, item.depth) for item in outline(story)] == [
        ("summary", 0),
        ("Chapter One: The Harbour", 0),
        ("Chapter Two: The Letter", 0),
        ("scene", 1),
    ]


def test_outline_counts_words(handmade: Story) -> None:
    """A section's words are those between spaces."""
    assert [item.n_words for item in outline(handmade)] == [6, 25, 22]


def test_cast_has_places(handmade: Story) -> None:
    """Each of the cast comes with the places of the first and last mention."""
    tom = cast(handmade)[0]
    assert (tom.first.unit, tom.last.unit) == ("Chapter One: The Harbour", "Chapter Two: The Letter")


def test_talk_is_directed(handmade: Story) -> None:
    """What Kate says to Tom and Tom to Kate are two rows; going on after a cue is one quotation."""
    tom, kate, brother = (person.entity_id for person in handmade.cast)
    talk = {(t.speaker, t.addressee): (t.n_quotations, t.n_words) for t in who_talks_to_whom(handmade)}
    assert talk == {(kate, tom): (1, 7), (tom, kate): (1, 3), (kate, brother): (1, 3)}


def test_talk_leaves_out_thoughts_and_unknown(handmade: Story) -> None:
    """Thoughts, unknown speakers and unknown addressees are nobody's talk."""
    rows = handmade.table("quotations").to_pylist()
    rows[0]["mode"], rows[1]["mode"] = "thought", "writing"
    rows[2]["speaker"], rows[3]["addressees"] = None, None
    story = replace(handmade, tables={**handmade.tables, "quotations": table_from_rows("quotations", rows)})
    assert who_talks_to_whom(story) == ()


def test_sureness_counts_what_is_known(handmade: Story) -> None:
    """Speakers not given are counted as such, and their confidence is not."""
    rows = handmade.table("quotations").to_pylist()
    rows[3] |= {"speaker": None, "speaker_confidence": 0.0}
    story = replace(handmade, tables={**handmade.tables, "quotations": table_from_rows("quotations", rows)})
    sure = sureness(story)
    assert (sure.n_quotations, sure.n_with_speaker, sure.n_explicit) == (3, 2, 1)
    assert sure.speaker_confidence == pytest.approx(0.8)


def test_sureness_of_nothing(handmade: Story) -> None:
    """Where nothing is read there is nothing to be sure of."""
    sure = sureness(replace(handmade, tables={"story": handmade.table("story")}))
    assert (sure.n_mentions, sure.entity_confidence, sure.speaker_confidence) == (0, None, None)


def test_views_take_bounded_stories(handmade: Story) -> None:
    """A summary up to a position holds only what is known there."""
    known = summary(handmade.until("chapter 1"))
    assert [member.character.name for member in known.cast] == ["the doctor", "Kate Mallory"]
    assert "Tom Reeve" not in known.names.values()
    assert len(known.outline) == 2


def test_runs_cover_the_paragraph(handmade: Story) -> None:
    """The runs of a paragraph put together are its words."""
    story = handmade
    marked = list(marked_text(story))
    assert [p.paragraph_id for p in marked] == list(range(len(story.paragraphs)))
    for paragraph, row in zip(marked, story.paragraphs, strict=True):
        assert "".join(run.text for run in paragraph.runs) == row.text
        assert all(a.end == b.start for a, b in zip(paragraph.runs, paragraph.runs[1:], strict=False))


def test_runs_know_what_covers_them(handmade: Story) -> None:
    """A run has all mentions over it, outer before inner, and the quotation around it."""
    story = handmade
    runs = [run for paragraph in marked_text(story) for run in paragraph.runs]
    for mention in story.mentions:
        assert "".join(run.text for run in runs if mention.mention_id in run.mentions) == mention.text
    for quotation in story.quotations:
        assert "".join(run.text for run in runs if quotation.quotation_id in run.quotations) == quotation.text
    her = next(run for run in runs if run.text == "her")
    assert [story.mentions[i].text for i in her.mentions] == ["her brother", "her"]


def test_crossing_marks(handmade: Story) -> None:
    """Italics that cross a mention and a paragraph's end are cut, and lose nothing."""
    start, end = handmade.text.index("Mallory"), handmade.text.index("nodded")
    italics = {"start": start, "end": end, "confidence": 1.0, "source": "hand@1", "known_at": end, "kind": "italic"}
    story = replace(handmade, tables={**handmade.tables, "markup": table_from_rows("markup", [italics])})
    slanted = [run.text for paragraph in marked_text(story) for run in paragraph.runs if run.markup]
    assert "".join(slanted) == handmade.text[start:end].replace("\n", "")


def test_long_paragraph_is_quick(handmade: Story) -> None:
    """Ten thousand mentions in one paragraph take about as long as in many: no run looks at all of them."""
    text = "Kate " * 10_000
    kate = {"form": "proper", "category": "PER", "is_generic": False, "entity_id": 0, "entity_confidence": 1.0}
    common = kate | {"confidence": 1.0, "source": "hand@1", "known_at": 0}
    mentions = [common | {"start": 5 * i, "end": 5 * i + 4, "mention_id": i} for i in range(10_000)]
    whole = {"start": 0, "end": len(text), "confidence": 1.0, "source": "hand@1", "known_at": 0}
    tables = {
        "story": handmade.table("story"),
        "paragraphs": table_from_rows("paragraphs", [whole | {"paragraph_id": 0, "section_id": 0}]),
        "mentions": table_from_rows("mentions", mentions),
    }
    story = replace(handmade, text=text, tables=tables)
    began = process_time()
    (paragraph,) = marked_text(story)
    assert len(paragraph.runs) == 20_000
    assert process_time() - began < 2
