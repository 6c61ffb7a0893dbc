"""What the page holds: all of the text, whose each mention and quotation is, and nothing that is not ours."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from lxml import html

from irises.annotation import table_from_rows
from irises.story import Story
from irises.web import page as page_module
from irises.web.page import render
from irises.web.people import Marks
from tests.web.draft import HOSTILE, MADE, Draft, hostile
from tests.web.packed import unpacked
from tests.web.secret import secret


def parsed(page: str) -> html.HtmlElement:
    """The page as a browser would take it apart."""
    return html.document_fromstring(page)


def island(page: str) -> Any:
    """What the script is given."""
    return json.loads(unpacked(page, "data"))


def texts(page: str) -> list[str]:
    """Text of the book's paragraphs, headings and rules, in order."""
    return ["".join(node.itertext()) for node in parsed(page).xpath("//*[@id='book']//*[starts-with(@id, 'p')]")]


def test_text_is_complete() -> None:
    """Every paragraph is there, in order, to the letter."""
    draft = hostile()
    assert texts(render(draft.story())) == draft.paragraphs


def test_only_our_scripts() -> None:
    """Words of a story never become a script, and no element has a handler."""
    page = parsed(render(hostile().story()))
    scripts = [script.get("type") for script in page.xpath("//script")]
    assert [kind for kind in scripts if kind != "text/plain"] == [None]
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert page.xpath("//iframe | //object | //embed | //img | //link | //base | //form | //comment()") == []


def test_nothing_is_loaded() -> None:
    """Links lead into the page only, and the style asks for nothing."""
    draft = hostile()
    draft.rows["markup"] += [draft.at(HOSTILE, 2) | {"kind": "link", "value": "https://example.org/"}]
    page = parsed(render(draft.story()))
    links = page.xpath("//@href | //@src | //@srcset | //@action | //@data | //@poster")
    assert len(links) > 1
    assert all(link.startswith("#") for link in links)
    assert not re.search(r"url\(|@import|https?:", page.xpath("//style")[0].text)


def test_links_lead_somewhere(handmade: Story) -> None:
    """Contents and the cast's first places are elements of the page."""
    page = parsed(render(handmade))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)


def test_policy_names_our_script_and_style(handmade: Story) -> None:
    """The policy allows the script and style that are there, by digest, and nothing else."""
    page = parsed(render(handmade))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for name, element in (("script-src", "//script[not(@type)]"), ("style-src", "//style")):
        digest = hashlib.sha256(page.xpath(element)[0].text.encode()).digest()
        assert rules[name].split()[0] == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert rules["default-src"] == "'none'"
    assert page.xpath("//@style") == []


def rows(page: str, name: str) -> list[dict[str, Any]]:
    """The rows of one of the script's tables, their places counted from the text's beginning again."""
    columns = island(page)["tables"][name]
    made = []
    for told in (dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)):
        row = dict(told)
        for column in {"start", f"{name.removesuffix('s')}_id"} & row.keys():
            row[column] += made[-1][column] if made else 0
        row["end"] += row["start"]
        if "known_at" in row:
            row["known_at"] += row["end"]
        for column in (column for column in told if column.endswith("_start") and told[column] is not None):
            row[column] += row["start"]
            row[column.replace("_start", "_end")] += row[column]
        made.append(row)
    return made


def person(page: str, who: int) -> dict[str, Any]:
    """What the script is told of somebody."""
    columns = island(page)["people"]
    at = columns["entity_id"].index(who)
    return {name: values[at] for name, values in columns.items()}


def test_hostile_names_reach_the_script_whole() -> None:
    """Names and aliases in the data are to the letter what the tables have."""
    somebody = person(render(hostile().story()), 0)
    assert somebody["names"][-1][1] == HOSTILE
    assert [alias for _, alias, _ in somebody["aliases"]] == [HOSTILE + "!"]


def test_mentions_keep_their_entity(handmade: Story) -> None:
    """Each mention of the tables is in the data once, at its words, with whom it means and when that is known."""
    names = ("start", "end", "known_at", "mention_id", "entity_id", "form")
    found = [tuple(row[name] for name in names) for row in rows(render(handmade), "mentions")]
    assert found == [tuple(getattr(mention, name) for name in names) for mention in handmade.mentions]
    sure = [row["entity_confidence"] for row in rows(render(handmade), "mentions")]
    assert sure == [round(100 * mention.entity_confidence) for mention in handmade.mentions]


def test_places_are_told_whole() -> None:
    """What is given, asked and held keeps all its places, known or not, in every table."""
    story = secret().story()
    page = render(story)
    for name in ("commitments", "beliefs", "emotions", "sections", "perspectives", "relations"):
        columns = rows(page, name)[0].keys() & set(story.table(name).column_names)
        places = [column for column in columns if column.rsplit("_", 1)[-1] in ("start", "end", "at", "id")]
        assert len(places) >= 3
        told = [[row[column] for column in places] for row in rows(page, name)]
        assert told == [[row[column] for column in places] for row in story.table(name).to_pylist()]


def test_quotations_keep_their_speaker(handmade: Story) -> None:
    """Each quotation is in the data with its speaker, addressees, cue and length."""
    columns = ("start", "end", "known_at", "speaker", "attribution", "cue_start", "cue_end")
    found = [[row[name] for name in columns] for row in rows(render(handmade), "quotations")]
    assert found == [[getattr(quotation, name) for name in columns] for quotation in handmade.quotations]
    assert [row["n_words"] for row in rows(render(handmade), "quotations")] == [3, 4, 3, 3]


def test_names_are_learnt_in_turn(handmade: Story) -> None:
    """The doctor is "the doctor" until his name is read, and has other letters until then."""
    doctor = person(render(handmade), 0)
    names = [(handmade.text[:at].count("Reeve"), name, mark) for at, name, mark in doctor["names"]]
    assert names == [(0, "the doctor", "D"), (0, "Tom", "T"), (1, "Tom Reeve", "TR")]


def test_somebody_is_there_from_the_first_sign(handmade: Story) -> None:
    """Who is in a scene is known from the first piece of evidence, not only at the scene's end."""
    kate = next(m for m in handmade.mentions if m.text == "Kate Mallory")
    chapter = handmade.sections[1]
    evidence = [{"table": "mentions", "id": kate.mention_id}]
    row = MADE | {"start": kate.start, "end": chapter.end, "known_at": chapter.end, "section_id": 1, "entity_id": 2}
    row |= {"status": "present", "n_quotations": 1, "n_mentions": 2, "evidence": evidence}
    story = replace(handmade, tables={**handmade.tables, "presence": table_from_rows("presence", [row])})
    assert [there["known_at"] for there in rows(render(story), "presence")] == [kate.end]


def test_heading_over_two_lines() -> None:
    """The paragraphs that together say a section's title are headings; the same words later are not."""
    draft = Draft(["CHAPTER I", "The Fire", "It burnt.", "Chapter I"], sections=[(0, "chapter", "CHAPTER I. The Fire")])
    page = parsed(render(draft.story()))
    assert page.xpath("//*[@id='book']//h2/text()") == ["CHAPTER I", "The Fire"]


def test_heading_of_chapter_that_begins_with_scene() -> None:
    """A chapter's heading is one though it stands in its first scene, and is not the scene's opening words."""
    draft = Draft(["CHAPTER I", "It burnt all night.", "* * *", "Then it rained."], sections=[(0, "scene", None)])
    story = draft.story()
    rows = story.table("sections").to_pylist()
    chapter = rows[0] | {"kind": "chapter", "title": "CHAPTER I"}
    inner = rows[0] | {"section_id": 1, "parent_id": 0}
    paragraphs = [row | {"section_id": 1} for row in story.table("paragraphs").to_pylist()]
    tables = {"sections": table_from_rows("sections", [chapter, inner])}
    tables |= {"paragraphs": table_from_rows("paragraphs", paragraphs)}
    page = parsed(render(replace(story, tables={**story.tables, **tables})))
    assert page.xpath("//*[@id='book']//h2/text()") == ["CHAPTER I"]
    assert page.xpath("//nav//*[@class='opening']/bdi/text()") == ["It burnt all night. Then it…"]


def test_front_matter_is_set_apart(handmade: Story) -> None:
    """What is not the story is marked so; a label is added only where its own words have none."""
    page = parsed(render(handmade))
    assert [node.get("class") for node in page.xpath("//*[@id='book']/section")] == [
        "apart summary",
        "told chapter",
        "told chapter",
    ]
    draft = Draft(["Summary: they meet.", "For my sister."], sections=[(0, "summary", None), (1, "dedication", None)])
    assert parsed(render(draft.story())).xpath("//main//*[@class='label']/text()") == ["dedication"]


def test_title_is_not_seen_twice() -> None:
    """A title that the book begins with is not shown below the page's own; a later one is, and a subtitle."""
    parts = [(0, "title", None), (1, "byline", None), (2, "title", None), (3, "title", None), (4, "scene", None)]
    draft = Draft(["LATE", "by A. W.", "A Story", "LATE", "It rained."], title="Late", author="A. W.", sections=parts)
    sections = parsed(render(draft.story())).xpath("//*[@id='book']/section")
    assert ["said" in section.get("class").split() for section in sections] == [True, True, False, False, False]


def test_what_is_packed_is_small_and_whole(handmade: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plotting library is in the page packed, to the letter: the policy names what comes out."""
    library = "window.vegaEmbed = () => '</script> “plots”';" * 10_000
    monkeypatch.setattr(page_module, "_plots", lambda: library)
    page = render(handmade)
    assert unpacked(page, "vega") == library
    assert page_module.digest(library) in page
    assert len(page) < len(library)


def test_short_lines_are_kept() -> None:
    """Line ends are kept in verse and where all lines are short; prose wrapped by its file is set anew."""
    wrapped = "It rained all day on the hill, and all the next day too,\nand then it stopped."
    parts = [(0, "poem", None), (1, "letter", None)]
    draft = Draft([wrapped, "Nether Barrow\n2nd February", wrapped], sections=parts)
    page = parsed(render(draft.story()))
    assert page.xpath("//main//p[contains(@class, 'lines')]/@id") == ["p0", "p1"]


def test_contents_show_opening_words() -> None:
    """A scene without a title is listed with its first words; a section set apart without one is not listed."""
    draft = Draft(
        ["Warnings: none.", "* * *", "It rained all day on the hill."],
        sections=[(0, "content_note", None), (1, "scene", None)],
    )
    items = parsed(render(draft.story())).xpath("//nav//noscript//li")
    assert [" ".join(item.text_content().split()) for item in items] == ["scene It rained all day on the…"]


def test_marks_tell_people_apart() -> None:
    """No two of the cast share their letters, however many have the same name."""
    names = ["Ann Lee", "Amos Lee", "Ann Lee", "the old man", "Mr. Lee", "Ann Lee", "Mrs. Lee", "不", "…", "Mr. P."]
    made = Marks()
    marks = [made.of(name) for name in names]
    assert len(set(marks)) == len(names)
    assert (marks[3], marks[-1]) == ("OM", "P")


def test_italics_need_no_script() -> None:
    """Italics are in the page itself, and plain text's underscores stay in it unseen."""
    draft = Draft(["He _knew_ it and said so."])
    italic = draft.at("_knew_") | {"kind": "italic", "value": None}
    draft.rows["markup"] = [italic, draft.at("it and") | {"kind": "bold", "value": None}]
    paragraph = parsed(render(draft.story())).xpath("//main//p[@id='p0']")[0]
    assert [node.text for node in paragraph.xpath("./em/span[@class='sign']")] == ["_", "_"]
    assert paragraph.xpath("./b/text()") == ["it and"]
    assert "".join(paragraph.itertext()) == draft.text


def test_empty_states() -> None:
    """A text of one paragraph in which nobody is and nobody speaks says so in words."""
    page = parsed(render(Draft(["It rained."], title=None).story()))
    words = " ".join(page.text_content().split())
    for said in ("Nobody speaks in this text.", "9 words"):
        assert said in words
    assert page.xpath("//title/text()") == ["made"]
    assert "There is no text." in parsed(render(Draft([]).story())).text_content()


def test_long_lists_are_shut() -> None:
    """A long licence is there, but shut, so that the book begins soon."""
    draft = Draft(["word " * 200, "It rained."], sections=[(0, "licence", None), (1, "scene", None)])
    page = parsed(render(draft.story()))
    assert page.xpath("//main//details[not(@open)]//p/@id") == ["p0"]
    assert page.xpath("//section[@id='s1']//p/@id") == ["p1"]


def test_time_grows_with_length() -> None:
    """Eight times the paragraphs and mentions take no more than about eight times as long."""

    def seconds(n: int) -> float:
        draft = Draft([f"Ann {i} saw Bob." for i in range(n)], people=["Ann", "Bob"])
        story = draft.story()
        starts = [p.start for p in story.paragraphs]
        meant = {"form": "proper", "category": "PER", "is_generic": False, "entity_id": 0, "entity_confidence": 0.8}
        rows = [MADE | meant | {"start": s, "end": s + 3, "mention_id": i} for i, s in enumerate(starts)]
        story = replace(story, tables={**story.tables, "mentions": table_from_rows("mentions", rows)})
        begun = process_time()
        render(story)
        return process_time() - begun

    seconds(50)
    assert seconds(4000) < 24 * max(seconds(500), 0.01)
