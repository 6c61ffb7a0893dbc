"""What the page holds: all of the text, whose each mention and quotation is, and nothing that is not ours."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from lxml import html

from irises.annotation import table_from_rows
from irises.story import Manifest, Story
from irises.web.page import render

MADE = {"confidence": 0.9, "source": "hand@1", "known_at": 0}
BIDI = "\u202eesrever\u2066"
HOSTILE = f"</script><script>alert(1)</script><!-- \"'>&amp; {BIDI} \u2028\u2029 e\u0301 \u0301lone {{{{ 7 }}}}"


@dataclass
class Draft:
    """A story to be: paragraphs, and rows that point at words of theirs."""

    paragraphs: Sequence[str]
    title: str | None = "A Title"
    author: str | None = None
    people: Sequence[str] = ()
    sections: Sequence[tuple[int, str, str | None]] = ()
    """Index of the first paragraph, kind and title, one after the other."""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n\n".join(self.paragraphs)

    def at(self, words: str, nth: int = 0) -> dict[str, Any]:
        """The nth place of the words."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return MADE | {"start": start, "end": start + len(words)}

    def mention(self, words: str, who: int, nth: int = 0, sure: float = 0.8) -> None:
        """The words mean somebody."""
        meant = {"form": "proper", "category": "PER", "is_generic": False, "entity_id": who, "entity_confidence": sure}
        self.rows.setdefault("mentions", []).append(self.at(words, nth) | meant)

    def quotation(self, words: str, speaker: int | None, **more: Any) -> None:
        """The words are said by somebody."""
        said = {"mode": "speech", "speaker": speaker, "speaker_confidence": 0.41, "addressees_confidence": 0.5}
        rows = self.rows.setdefault("quotations", [])
        place = {"quotation_id": len(rows), "continues": -1, "within": -1, "evidence": []}
        rows.append(self.at(words) | said | place | more)

    def story(self) -> Story:
        """The story."""
        whole = MADE | {"start": 0, "end": len(self.text)}
        record: dict[str, Any] = {
            "title": self.title,
            "author": self.author,
            "language": "en",
            "source_name": "made.txt",
        }
        record |= {"source_format": "txt", "source_sha256": "0" * 64, "text_sha256": "0" * 64, "n_words": 9}
        tables = {
            "story": [whole | record | {"n_chars": len(self.text), "reader_version": "0.1.0"}],
            "sections": self._section_rows(),
            "paragraphs": self._paragraph_rows(),
            "entities": [whole | self._entity(n, name) for n, name in enumerate(self.people)],
            **self.rows,
        }
        mentions = sorted(self.rows.get("mentions", []), key=lambda row: (row["start"], -row["end"]))
        tables["mentions"] = [row | {"mention_id": n} for n, row in enumerate(mentions)]
        arrow = {name: table_from_rows(name, rows) for name, rows in tables.items()}
        return Story(text=self.text, tables=arrow, manifest=Manifest(irises="0.1.0", read_at="2024-05-01T10:00:00Z"))

    def _starts(self) -> list[int]:
        return [sum(len(words) + 2 for words in self.paragraphs[:n]) for n in range(len(self.paragraphs))]

    def _section_rows(self) -> list[dict[str, Any]]:
        sections = self.sections or ([(0, "scene", None)] if self.paragraphs else [])
        starts = [self._starts()[first] for first, _, _ in sections] + [len(self.text)]
        rows = []
        for n, (_, kind, title) in enumerate(sections):
            span = {"section_id": n, "parent_id": -1, "start": starts[n], "end": starts[n + 1]}
            rows.append(MADE | span | {"kind": kind, "title": title, "is_story": kind in ("scene", "chapter")})
        return rows

    def _paragraph_rows(self) -> list[dict[str, Any]]:
        rows = []
        for n, (words, start) in enumerate(zip(self.paragraphs, self._starts(), strict=True)):
            section = sum(n >= first for first, _, _ in self.sections[1:])
            span = {"start": start, "end": start + len(words)}
            rows.append(MADE | span | {"paragraph_id": n, "section_id": section})
        return rows

    def _entity(self, who: int, name: str) -> dict[str, Any]:
        n = sum(row["entity_id"] == who for row in self.rows.get("mentions", []))
        known = {"entity_id": who, "category": "PER", "name": name, "pronouns": [], "n_mentions": n}
        return known | {"is_character": True, "is_narrator": False, "members": []}


def parsed(page: str) -> html.HtmlElement:
    """The page as a browser would take it apart."""
    return html.document_fromstring(page)


def island(page: str) -> Any:
    """What the script is given."""
    return json.loads(parsed(page).xpath("//script[@id='data']")[0].text)


def texts(page: str) -> list[str]:
    """Text of the book's paragraphs, headings and rules, in order."""
    return ["".join(node.itertext()) for node in parsed(page).xpath("//main//*[starts-with(@id, 'p')]")]


def hostile() -> Draft:
    """Everything that can hold words holds words that would break out of a page built carelessly."""
    paragraphs = [f"Warning: {HOSTILE}", f"Chapter {HOSTILE}", f"“{HOSTILE}” said {HOSTILE}.", "*"]
    sections = [(0, "content_note", None), (1, "chapter", f"Chapter {HOSTILE}"), (2, "scene", None)]
    draft = Draft(paragraphs, title=HOSTILE, author=HOSTILE, people=[HOSTILE], sections=sections)
    draft.mention(HOSTILE, 0, nth=3)
    cue = draft.at(f"said {HOSTILE}")
    draft.quotation(f"“{HOSTILE}”", 0, attribution="explicit", cue_start=cue["start"], cue_end=cue["end"])
    draft.rows["markup"] = [draft.at(HOSTILE, 2) | {"kind": "italic", "value": HOSTILE}]
    draft.rows["aliases"] = [draft.at(HOSTILE) | {"entity_id": 0, "alias": HOSTILE + "!", "form": "proper", "n": 1}]
    return draft


def test_text_is_complete() -> None:
    """Every paragraph is there, in order, to the letter."""
    draft = hostile()
    assert texts(render(draft.story())) == draft.paragraphs


def test_only_our_scripts() -> None:
    """Words of a story never become a script, and no element has a handler."""
    page = parsed(render(hostile().story()))
    scripts = [script.get("type") for script in page.xpath("//script")]
    assert scripts == ["application/json", None]
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert page.xpath("//iframe | //object | //embed | //img | //link | //base | //form | //comment()") == []


def test_nothing_is_loaded() -> None:
    """Links lead into the page only, and the style asks for nothing."""
    draft = hostile()
    draft.rows["markup"] += [draft.at(HOSTILE, 2) | {"kind": "link", "value": "https://example.org/"}]
    page = parsed(render(draft.story()))
    links = page.xpath("//@href | //@src | //@srcset | //@action | //@data | //@poster")
    assert len(links) > 3
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
        assert rules[name] == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert rules["default-src"] == "'none'"
    assert page.xpath("//@style") == []


def test_hostile_names_reach_the_script_whole() -> None:
    """Names, aliases and cues in the data are to the letter what the tables have."""
    data = island(render(hostile().story()))
    person, quotation = data["people"][0], data["paragraphs"][2][1][0]
    assert (person[0], person[2], quotation[8]) == (HOSTILE, [HOSTILE + "!"], f"said {HOSTILE}")


def test_mentions_keep_their_entity(handmade: Story) -> None:
    """Each mention of the tables is in the data once, at its words and with whom it means."""
    data, found = island(render(handmade)), []
    for paragraph, marks in zip(handmade.paragraphs, data["paragraphs"], strict=True):
        numbers = marks[0] if marks else []
        for start, length, who, sure, form in zip(*[iter(numbers)] * 5, strict=True):
            name = ["pronoun", "common", "proper"][form]
            found.append((paragraph.start + start, paragraph.start + start + length, who, sure, name))
    assert found == [(m.start, m.end, m.entity_id, round(100 * m.entity_confidence), m.form) for m in handmade.mentions]


def test_quotations_keep_their_speaker(handmade: Story) -> None:
    """Each quotation is in the data with its speaker, addressees and cue."""
    data, found = island(render(handmade)), []
    for paragraph, marks in zip(handmade.paragraphs, data["paragraphs"], strict=True):
        for start, length, speaker, _, addressees, _, attribution, _, cue in marks[1] if marks else []:
            words = paragraph.text[start : start + length]
            found.append((words, speaker, tuple(addressees), attribution, cue))
    expected = [(q.text, q.speaker, q.addressees, q.attribution, q.cue or "") for q in handmade.quotations]
    assert found == expected


def test_quotation_over_paragraphs_is_cut() -> None:
    """A quotation that runs over paragraphs is in each that it touches, with astral letters counted as one."""
    draft = Draft(["𝒜 said: “One", "two 🙂", "three” and left."], people=["𝒜"])
    draft.mention("𝒜", 0)
    draft.quotation("“One\n\ntwo 🙂\n\nthree”", None)
    data = island(render(draft.story()))["paragraphs"]
    assert [marks[1][0][:3] for marks in data] == [[8, 4, -1], [0, 5, -1], [0, 6, -1]]


def test_heading_over_two_lines() -> None:
    """The paragraphs that together say a section's title are headings; the same words later are not."""
    draft = Draft(["CHAPTER I", "The Fire", "It burnt.", "Chapter I"], sections=[(0, "chapter", "CHAPTER I. The Fire")])
    page = parsed(render(draft.story()))
    assert page.xpath("//main//h2/text()") == ["CHAPTER I", "The Fire"]


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
    assert page.xpath("//main//h2/text()") == ["CHAPTER I"]
    assert page.xpath("//nav//*[@class='opening']/bdi/text()") == ["It burnt all night. Then it…"]


def test_front_matter_is_set_apart(handmade: Story) -> None:
    """What is not the story is marked so; a label is added only where its own words have none."""
    page = parsed(render(handmade))
    assert [node.get("class") for node in page.xpath("//main/section")] == [
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
    sections = parsed(render(draft.story())).xpath("//main/section")
    assert ["said" in section.get("class").split() for section in sections] == [True, True, False, False, False]


def test_short_lines_are_kept() -> None:
    """Line ends are kept in verse and where all lines are short; prose wrapped by its file is set anew."""
    wrapped = "It rained all day on the hill, and all the next day too,\nand then it stopped."
    parts = [(0, "poem", None), (1, "letter", None)]
    draft = Draft([wrapped, "Nether Barrow\n2nd February", wrapped], sections=parts)
    page = parsed(render(draft.story()))
    assert page.xpath("//main//p[@class='lines']/@id") == ["p0", "p1"]


def test_contents_show_opening_words() -> None:
    """A scene without a title is listed with its first words; a section set apart without one is not listed."""
    draft = Draft(
        ["Warnings: none.", "* * *", "It rained all day on the hill."],
        sections=[(0, "content_note", None), (1, "scene", None)],
    )
    items = parsed(render(draft.story())).xpath("//nav//li")
    assert [" ".join(item.text_content().split()) for item in items] == ["scene It rained all day on the…"]


def test_cast_in_order_with_first_place(handmade: Story) -> None:
    """The most mentioned come first, each with a link to the paragraph of the first mention."""
    page = parsed(render(handmade))
    rows = page.xpath("//aside//li")
    assert [row.xpath("./button/bdi/text()")[0] for row in rows] == [person.name for person in handmade.cast]
    places = [int(row.xpath(".//a/@href")[0].removeprefix("#p")) for row in rows]
    for person, place in zip(handmade.cast, places, strict=True):
        paragraph = handmade.paragraphs[place]
        assert paragraph.start <= person.first.start < paragraph.end


def test_marks_tell_people_apart() -> None:
    """No two of the cast share their letters, however many have the same name."""
    names = ["Ann Lee", "Amos Lee", "Ann Lee", "the old man", "Mr. Lee", "Ann Lee", "Mrs. Lee", "不", "…", "Mr. P."]
    draft = Draft(["x" * 20], people=names)
    marks = parsed(render(draft.story())).xpath("//aside//*[@class='mark']/text()")
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
    for said in ("Nobody was found in this text.", "Nobody speaks in this text.", "9 words · 0 in the cast"):
        assert said in words
    assert page.xpath("//title/text()") == ["made.txt"]
    assert "There is no text." in parsed(render(Draft([]).story())).text_content()


def test_long_lists_are_shut() -> None:
    """A long licence is there, but shut, so that the book begins soon."""
    draft = Draft(["word " * 200, "It rained."], sections=[(0, "licence", None), (1, "scene", None)])
    page = parsed(render(draft.story()))
    assert page.xpath("//main//details[not(@open)]/p/@id") == ["p0"]
    assert page.xpath("//section[@id='s1']/p/@id") == ["p1"]


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


BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def in_browser(page: str, folder: Path) -> html.HtmlElement:
    """The page after its script has run."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    assert BROWSER is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    options += [
        "--disable-background-networking",
        "--disable-component-update",
        f"--user-data-dir={folder / 'profile'}",
    ]
    shown = subprocess.run(
        [BROWSER, *options, "--dump-dom", path.as_uri()], capture_output=True, timeout=60, check=True
    )
    return html.document_fromstring(shown.stdout.decode("utf-8"))


@pytest.mark.skipif(BROWSER is None, reason="needs Chromium")
def test_marks_stand_at_their_words(tmp_path: Path) -> None:
    """In a browser each mark covers its words: nested, crossing italics and paragraphs, after astral letters."""
    draft = Draft(
        ["🙂 “Ann’s _sister is", "here_, Bob” he said."], people=["Ann", "Ann’s sister", "Bob", HOSTILE], title=HOSTILE
    )
    draft.mention("Ann", 0)
    draft.mention("Ann’s _sister", 1, sure=0.41)
    draft.mention("Bob", 2)
    draft.mention("he", 3, nth=1)
    draft.quotation("“Ann’s _sister is\n\nhere_, Bob”", 3)
    draft.rows["markup"] = [draft.at("_sister is\n\nhere_") | {"kind": "italic", "value": None}]
    page = in_browser(render(draft.story()), tmp_path)
    assert ["".join(p.itertext()) for p in page.xpath("//main//p[@id]")] == draft.paragraphs
    words: dict[str, str] = {}
    for node in page.xpath("//main//*[contains(concat(' ', @class, ' '), ' m ')]"):
        words[node.get("data-e")] = words.get(node.get("data-e"), "") + "".join(node.itertext())
    assert words == {"0": "Ann", "1": "Ann’s _sister", "2": "Bob", "3": "he"}
    quoted = page.xpath("//main//*[contains(concat(' ', @class, ' '), ' q ')]")
    assert ["".join(node.itertext()) for node in quoted] == ["“Ann’s _sister is", "here_, Bob”"]
    assert "".join(page.xpath("//main//em//text()")) == "_sister ishere_"
    assert all(node.get("tabindex") == "0" for node in quoted)
