"""The page in a real browser: every feature by mouse and by keyboard, and nothing told that isn't read yet."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from irises.annotation import table_from_rows
from irises.view import through_eyes
from irises.web import page as page_module
from irises.web.page import render
from tests.web.conftest import serious, until
from tests.web.draft import HOSTILE, MADE, Draft, hostile
from tests.web.secret import KATE, SECRET, STRANGER, secret

Show = Callable[..., Any]
VIEWS = {"c": "cast", "t": "ties", "a": "arcs", "p": "promises", "d": "timeline", "/": "find", "?": "help"}

TOLD_BY_THE_PAGE = """() => {
  const copy = document.documentElement.cloneNode(true);
  for (const node of copy.querySelectorAll("#book, script, style, noscript")) node.remove();
  return copy.outerHTML;
}"""
"""All that the page says itself, attributes included: the text of the book is the author's."""


ALL_ATTRIBUTES = """() => [...document.querySelectorAll("*")].flatMap((node) =>
  [...node.attributes].map(({ name, value }) => `${name}=${value}`))"""
"""Every attribute of every element, those of the book, too."""

INSIDE_TIE = """(path) => {
  const at = (share) => path.getPointAtLength(share * path.getTotalLength()).matrixTransform(path.getScreenCTM());
  const [a, b] = [at(0.2), at(0.8)];
  return [(a.x + b.x) / 2, (a.y + b.y) / 2];
}"""
"""A point between both sides of a tie, in the window."""


@pytest.fixture
def gate(shown: Show) -> Any:
    """The story with a secret, just opened."""
    return shown(render(secret().story()))


def at_the_end(tab: Any) -> None:
    """Reads to the last line."""
    tab.locator("#ribbon").focus()
    tab.keyboard.press("End")
    until(tab, "document.querySelector('#ribbon').ariaValueNow === '100'")
    tab.wait_for_timeout(600)


def plotted(tab: Any) -> Any:
    """The picture of the open view, once it is drawn; a work tree may be without the library, CI may not."""
    if not page_module._plots() and not os.environ.get("CI"):
        pytest.skip("needs the plotting library: python hatch_build.py")
    picture = tab.locator("#panel .picture svg").first
    picture.wait_for()
    return picture


# What the reader can know


def test_nothing_later_is_in_the_page_or_on_the_way(shown: Show) -> None:
    """The later name is in no element but the author's words, and in no request, storage or address of the page."""
    asked: list[str] = []
    tab = shown(render(secret().story()), before=lambda tab: tab.on("request", lambda r: asked.append(r.url)))
    for key in VIEWS:
        tab.keyboard.press(key)
        tab.wait_for_timeout(150)
        tab.keyboard.press("Escape")
    tab.locator("#lens").select_option(label="the stranger")
    tab.wait_for_timeout(300)
    assert [url for url in asked if not url.startswith("file:")] == []
    kept = tab.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, history.state, document.title])"
    )
    told = tab.evaluate(TOLD_BY_THE_PAGE) + kept + "".join(tab.evaluate(ALL_ATTRIBUTES))
    assert not [word for word in SECRET if word.lower() in told.lower()]
    assert tab.locator("#data").count() == 0
    assert (
        tab.evaluate("[...document.querySelectorAll('#book *')].filter((n) => /silas/i.test(n.dataset.who)).length")
        == 0
    )


def test_nothing_is_told_ahead(gate: Any) -> None:
    """However one asks, the page itself holds neither the later name nor the later heading before they are read."""
    for key in VIEWS:
        gate.keyboard.press(key)
        gate.wait_for_timeout(150)
        if key == "/":
            for query in ("silas", "kate", "stranger to kate", "joy", "promise"):
                gate.locator("#find").fill(query)
                gate.wait_for_timeout(350)
                assert not [word for word in SECRET if word in gate.evaluate(TOLD_BY_THE_PAGE)]
            gate.keyboard.press("Escape")
    gate.locator("#lens").select_option(label="the stranger")
    gate.locator("#book .m", has_text="The stranger").first.click()
    gate.locator("#card.pinned").wait_for()
    gate.locator("#ribbon").hover(position={"x": 900, "y": 5})
    assert not [word for word in SECRET if word in gate.evaluate(TOLD_BY_THE_PAGE)]
    assert "chapter 2" in gate.locator(".contents").inner_text()


def test_reading_on_tells_more_and_going_back_less(gate: Any) -> None:
    """At the end the stranger has his name everywhere; back at the beginning he is the stranger again."""
    at_the_end(gate)
    gate.keyboard.press("c")
    assert "Silas Marrow" in gate.locator("#panel").inner_text()
    assert "Chapter Two: Silas Unmasked" in gate.locator(".contents").inner_text()
    gate.keyboard.press("Escape")
    gate.locator("#ribbon").focus()
    gate.keyboard.press("Home")
    gate.keyboard.press("c")
    assert "the stranger" in gate.locator("#panel").inner_text()
    assert not [word for word in SECRET if word in gate.locator("#panel").inner_html()]


def test_finished_lifts_the_bound(gate: Any) -> None:
    """Who says that they have finished the story is told all, and the page says which of both it does."""
    assert "only what you can know" in gate.locator("#lock").inner_text()
    gate.locator("#finished").check()
    gate.keyboard.press("c")
    assert "Silas Marrow" in gate.locator("#panel").inner_text()
    assert gate.locator("#lock").inner_text().endswith("showing all that is known")
    gate.locator("#finished").uncheck()
    assert "Silas" not in gate.locator("#panel").inner_text()


def test_promises_are_open_until_they_are_seen_kept(gate: Any) -> None:
    """The promise of the first chapter is open there, and kept after the last."""
    gate.keyboard.press("p")
    assert "Open (1)" in gate.locator("#panel").inner_text()
    gate.keyboard.press("f")
    assert "Kept (1)" in gate.locator("#panel").inner_text()


# Who is meant


def test_marks_stand_at_their_words(shown: Show) -> None:
    """Each mark covers its words: nested, crossing italics and paragraphs, after astral letters."""
    draft = Draft(
        ["🙂 “Ann’s _sister is", "here_, Bob” he said."], people=["Ann", "Ann’s sister", "Bob", HOSTILE], title=HOSTILE
    )
    draft.mention("Ann", 0)
    draft.mention("Ann’s _sister", 1, sure=0.41)
    draft.mention("Bob", 2)
    draft.mention("he", 3, nth=1)
    draft.quotation("“Ann’s _sister is\n\nhere_, Bob”", 3)
    draft.rows["markup"] = [draft.at("_sister is\n\nhere_") | {"kind": "italic", "value": None}]
    tab = shown(render(draft.story()))
    assert tab.locator("#book p[id]").evaluate_all("nodes => nodes.map((n) => n.textContent)") == draft.paragraphs
    marks = tab.locator("#book .m").evaluate_all("nodes => nodes.map((n) => [n.dataset.e, n.textContent])")
    words = {who: "".join(text for other, text in marks if other == who) for who, _ in marks}
    assert words == {"0": "Ann", "1": "Ann’s _sister", "2": "Bob", "3": "he"}
    quoted = tab.locator("#book .q").evaluate_all("nodes => nodes.map((n) => n.textContent)")
    assert quoted == ["“Ann’s _sister is", "here_, Bob”"]
    assert "".join(tab.locator("#book em").all_text_contents()) == "_sister ishere_"


def test_card_by_mouse(gate: Any) -> None:
    """Pointing at a name opens its card, which doesn't cover it; a click keeps it; a click elsewhere closes it."""
    name = gate.locator("#book .m", has_text="Kate").first
    name.hover()
    card = gate.locator("#card")
    card.wait_for()
    assert "Kate" in card.inner_text()
    assert "first met" in card.inner_text()
    ours, its = name.bounding_box(), card.bounding_box()
    assert its["y"] >= ours["y"] + ours["height"] or its["y"] + its["height"] <= ours["y"]
    name.click()
    gate.locator("#card.pinned[role=dialog]").wait_for()
    gate.locator(".top h1").click()
    card.wait_for(state="hidden")


def test_card_by_keyboard(gate: Any) -> None:
    """Focus opens the card, Enter goes into it, a way in it leads to the words, Escape comes back."""
    gate.locator("#book").focus()
    gate.keyboard.press("j")
    gate.keyboard.press("j")
    gate.keyboard.press("Tab")
    assert gate.locator("#card[role=tooltip]").is_visible()
    gate.keyboard.press("Enter")
    assert gate.evaluate("document.getElementById('card').contains(document.activeElement)")
    gate.keyboard.press("Escape")
    assert gate.locator("#card").is_hidden()
    assert gate.evaluate("document.activeElement.classList.contains('m')")
    gate.keyboard.press("Enter")
    gate.keyboard.press("Enter")
    assert gate.locator("#card").is_hidden()
    assert gate.evaluate("document.activeElement.id") == "p1"


def test_card_of_a_quotation(gate: Any) -> None:
    """It tells who speaks, to whom, how that is known and how sure it is."""
    gate.locator("#book .q").first.click(position={"x": 3, "y": 5})
    said = gate.locator("#card.pinned").inner_text()
    for words in ("said by the stranger", "named beside the words", "we are unsure (41 %)", "to Kate", "70 % sure"):
        assert words in said


def test_card_tells_how_the_focalizer_sees_them(gate: Any) -> None:
    """In a scene that is seen through Kate's eyes, the stranger's card tells how she stands to him, with the words."""
    gate.locator("#book .m", has_text="The stranger").first.click()
    said = gate.locator("#card.pinned").inner_text()
    assert "in Kate’s eyes: hostile (fear; 1 sign)" in said
    assert "she was afraid." in " ".join(said.split())


def test_only_the_paragraph_in_hand_is_in_the_tab_order(gate: Any) -> None:
    """A book of thousands of names has not thousands of stops."""
    gate.locator("#book").focus()
    gate.keyboard.press("j")
    gate.keyboard.press("j")
    stops = gate.locator("#book .m[tabindex='0'], #book .q[tabindex='0']")
    assert stops.count() == gate.locator("#p1 .m, #p1 .q").count() > 0


# The ribbon


def test_ribbon_by_keyboard(gate: Any) -> None:
    """The mark is a slider that says the passage in words, and moving it moves the book."""
    ribbon = gate.locator("#ribbon")
    ribbon.focus()
    gate.keyboard.press("PageUp")
    gate.wait_for_timeout(100)
    gate.keyboard.press("PageUp")
    until(gate, "scrollY > 500")
    assert "through Kate’s eyes" in ribbon.get_attribute("aria-valuetext")
    assert int(ribbon.get_attribute("aria-valuenow")) > 20


def test_ribbon_by_mouse(gate: Any) -> None:
    """Dragging along it moves the book, and pointing at it names the passage."""
    box = gate.locator("#strip").bounding_box()
    gate.mouse.move(box["x"] + 10, box["y"] + 5)
    gate.mouse.down()
    gate.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 5, steps=4)
    gate.mouse.up()
    until(gate, "Math.abs(document.querySelector('#ribbon').ariaValueNow - 50) < 8")
    gate.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 5)
    assert "not read yet" in gate.locator("#ribbon-tip").inner_text()


@pytest.mark.parametrize("share", [0.3, 0.62])
def test_the_position_is_what_is_in_sight(gate: Any, share: float) -> None:
    """After a leap to where nothing was laid out yet, the page tells what can be known there, not where it aimed at."""
    box = gate.locator("#strip").bounding_box()
    gate.mouse.click(box["x"] + share * box["width"], box["y"] + 5)
    gate.wait_for_timeout(500)
    told = gate.locator("#ribbon").get_attribute("aria-valuenow")
    assert abs(int(told) - 100 * share) < 8
    gate.evaluate("dispatchEvent(new Event('scroll'))")
    gate.wait_for_timeout(200)
    assert gate.locator("#ribbon").get_attribute("aria-valuenow") == told


def test_ribbon_shows_eyes_vows_and_masks(gate: Any) -> None:
    """Eyes have a colour and letters; the promise and the mask have signs of their own, once they are read."""
    assert gate.locator("#strip .eyes").count() == 1
    assert gate.locator("#strip .vow").count() == 1
    assert gate.locator("#strip .mask").count() == 2
    at_the_end(gate)
    assert gate.locator("#strip .eyes").count() == 2
    assert "K" in gate.locator("#strip .eyes-mark").all_text_contents()


# The lens


def test_lens_dims_what_they_do_not_witness(gate: Any) -> None:
    """Through the stranger's eyes the days when nobody came are dimmed, and what he is told is marked."""
    gate.locator("#lens").select_option(label="the stranger")
    assert gate.locator("#book .q.told").all_text_contents() == ["“I promise you the boat,”"]
    assert "unseen" not in (gate.locator("#p1").get_attribute("class") or "")
    gate.wait_for_timeout(200)
    assert "unseen" in gate.locator("#p4").get_attribute("class")
    gate.locator("#lens").select_option(label="everyone")
    assert gate.locator("#book .unseen").count() == 0


def test_lens_by_keyboard(gate: Any) -> None:
    """The key `l` goes to the choice of the lens."""
    gate.keyboard.press("l")
    assert gate.evaluate("document.activeElement.id") == "lens"


def test_margin_tells_what_they_do_not_know(gate: Any) -> None:
    """Beside the text stand a person's feelings, beliefs and promises, and what only the reader knows."""
    gate.locator("#lens").select_option(label="the stranger")
    beside = gate.locator("#margin")
    assert "You know, the stranger doesn’t" in beside.inner_text()
    assert "Kate feels fear (hidden): afraid" in " ".join(beside.inner_text().split())
    gate.locator("#lens").select_option(label="Kate")
    said = " ".join(beside.inner_text().split())
    for words in (
        "shows joy (a mask): smiled",
        "believes: the stranger had come for the boat",
        "promise to the stranger",
    ):
        assert words in said


def test_lens_knows_what_through_eyes_knows(shown: Show) -> None:
    """Once the story is finished, the page lists what `through_eyes` lists as unknown, in its order."""
    story = secret().story()
    tab = shown(render(story))
    tab.keyboard.press("f")
    for who, name in ((STRANGER, "Silas Marrow"), (KATE, "Kate")):
        tab.locator("#lens").select_option(label=name)
        expected = [
            story.text[item.row.content_start : item.row.content_end]
            if hasattr(item.row, "content_start")
            else item.row.text
            for item in through_eyes(story, who).unknown
        ]
        block = tab.locator("#margin section", has_text="You know,")
        assert block.locator(".way").all_text_contents() == expected


# Pictures


@pytest.mark.parametrize("key", ["c", "t", "a", "p"])
def test_pictures_have_their_numbers(gate: Any, key: str) -> None:
    """Each picture is drawn, is named for screen readers, and has its numbers as a table one click away."""
    gate.keyboard.press(key)
    assert plotted(gate).get_attribute("aria-label") or gate.locator("#panel .picture [aria-label]").count()
    gate.locator("#panel summary", has_text="The numbers").first.click()
    assert gate.locator("#panel table tbody tr").first.is_visible()


def test_a_point_leads_to_the_words(gate: Any) -> None:
    """A click on a feeling in the arc goes to the paragraph that says it; so does the table, by keyboard."""
    at_the_end(gate)
    gate.keyboard.press("a")
    plotted(gate)
    gate.locator("#arc-person").select_option(label="Kate")
    plotted(gate)
    gate.wait_for_timeout(300)
    gate.locator("#panel .mark-symbol.role-mark path").last.click()
    until(gate, "document.activeElement.id === 'p2'")
    at_the_end(gate)
    gate.locator("#panel summary", has_text="The numbers").first.press("Enter")
    gate.locator("#panel table .way", has_text="afraid").press("Enter")
    assert gate.evaluate("document.activeElement.id") == "p2"


def test_an_edge_opens_its_evidence(gate: Any) -> None:
    """Who talks to whom is drawn with labels that don't lie on each other; a tie shows its words."""
    gate.keyboard.press("f")
    gate.keyboard.press("t")
    plotted(gate)
    labels = gate.locator("#panel .picture svg").first.locator("g.mark-text text")
    boxes = [box for box in (labels.nth(n).bounding_box() for n in range(labels.count())) if box]
    assert len(boxes) >= 6
    assert not [1 for a, b in itertools.combinations(boxes, 2) if overlap(a, b)]
    gate.mouse.click(*gate.locator("#panel .mark-path path").first.evaluate(INSIDE_TIE))
    assert "words" in gate.locator(".evidence-list h3").inner_text()
    assert gate.locator(".evidence-list .way").count() >= 1
    gate.locator("#panel summary", has_text="The numbers").first.click()
    gate.locator("#panel table .way").first.press("Enter")
    assert gate.evaluate("document.activeElement.closest('.evidence-list') !== null")


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    """Whether two boxes lie on each other by more than a hair."""
    across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return across > 1 and down > 1


def test_without_the_plotting_library(shown: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without it says so and shows the numbers."""
    monkeypatch.setattr(page_module, "_plots", lambda: "")
    tab = shown(render(secret().story()))
    tab.keyboard.press("t")
    tab.locator("#panel", has_text="isn’t part of this installation").wait_for()
    assert tab.locator("#panel table").first.is_visible()


# Find


@pytest.mark.parametrize(
    ("query", "heading", "words"),
    [
        ("day 7", "words (1)", "nobody came"),
        ("tom", "people (1)", "first met"),
        ("Tom to Kate", "Tom to Kate (2)", "is who he is"),
        ("kate to silas marrow", "Kate to Silas Marrow (1)", "I promise you the boat"),
        ("fear", "fear (1)", "Kate feels fear"),
        ("promises", "promise (1)", "Kate: promise, kept"),
        ("vow", "Nothing found in what you have read.", ""),
        ("boat", "words (4)", "come for the boat"),
    ],
)
def test_find(gate: Any, query: str, heading: str, words: str) -> None:
    """Words, a person, one to another, an emotion and a vow are found, or it is said that there is none."""
    at_the_end(gate)
    gate.keyboard.press("/")
    assert gate.evaluate("document.activeElement.id") == "find"
    gate.keyboard.type(query)
    gate.locator("#results :is(h3, .none)", has_text=heading).first.wait_for()
    assert words in " ".join(gate.locator("#results").inner_text().split())


def test_find_leads_to_the_words(gate: Any) -> None:
    """A result leads to its place, by keyboard, too."""
    at_the_end(gate)
    gate.keyboard.press("/")
    gate.keyboard.type("day 7")
    gate.locator("#results .way").wait_for()
    gate.keyboard.press("Tab")
    gate.keyboard.press("Enter")
    assert gate.evaluate("document.activeElement.id") == "p10"


def test_back_leads_back(gate: Any) -> None:
    """After a jump the browser's own way back leads to where one was."""
    gate.keyboard.press("f")
    gate.keyboard.press("/")
    gate.locator("#find").fill("gave the boat")
    gate.locator("#results .way").first.click()
    until(gate, "scrollY > 1500")
    gate.go_back()
    until(gate, "scrollY < 300")


# Keys, manner, states


def test_keys_move_through_the_book(gate: Any) -> None:
    """j and k go by paragraphs, brackets by sections, and the question mark lists the keys."""
    gate.keyboard.press("]")
    until(gate, "document.activeElement.id === 'p34'")
    gate.keyboard.press("j")
    assert gate.evaluate("document.activeElement.id") == "p35"
    gate.keyboard.press("k")
    assert gate.evaluate("document.activeElement.id") == "p34"
    gate.keyboard.press("[")
    until(gate, "document.activeElement.id === 'p0'")
    gate.keyboard.press("?")
    assert "next, last paragraph" in gate.locator("#panel").inner_text()
    gate.keyboard.press("Escape")
    assert gate.locator("#panel").is_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (820, "light"), (390, "dark")])
def test_accessible(shown: Show, width: int, scheme: str) -> None:
    """axe finds nothing serious: closed, with each view, with a card, through a lens."""
    tab = shown(render(secret().story()), width=width, color_scheme=scheme)
    assert not serious(tab)
    tab.keyboard.press("f")
    for key, name in VIEWS.items():
        tab.keyboard.press(key)
        tab.wait_for_timeout(200)
        assert not serious(tab), name
        tab.keyboard.press("Escape")
    tab.locator("#lens").select_option(label="Tom")
    tab.locator("#book .m").first.click()
    assert not serious(tab), "lens and card"


def test_empty_states_are_accessible(shown: Show) -> None:
    """axe finds nothing serious where there is nothing to show, either: nobody, no text, no scripts that can run."""
    tab = shown(render(Draft(["It rained."]).story()))
    for key, name in VIEWS.items():
        tab.keyboard.press(key)
        assert not serious(tab), name
        tab.keyboard.press("Escape")
    assert not serious(shown(render(Draft([]).story())))


@pytest.mark.parametrize("width", [360, 820, 1280, 1920])
def test_fits_every_width(shown: Show, width: int) -> None:
    """Nothing runs out of the window, and a panel never lies over the words."""
    tab = shown(render(secret().story()), width=width)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.locator("[data-view=cast]").click()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    words, panel = tab.locator("#p2").bounding_box(), tab.locator("#panel").bounding_box()
    assert words["x"] + words["width"] <= panel["x"] + 1 or width <= 1024


def test_hostile_words_stay_words(shown: Show) -> None:
    """Names, titles and text that look like markup are shown as they are, in cards, lists, finds and pictures."""
    tab = shown(render(hostile().story()))
    tab.keyboard.press("f")
    for key in VIEWS:
        tab.keyboard.press(key)
        tab.wait_for_timeout(250)
        if key == "/":
            tab.locator("#find").fill("alert")
            tab.locator("#results .way").first.wait_for()
            tab.keyboard.press("Escape")
    tab.locator("#book .m").first.click()
    tab.locator("#card.pinned").wait_for()
    assert tab.locator("script").count() == 2
    assert HOSTILE.split(BREAK := "<!--")[0] in tab.locator("#card").inner_text() + BREAK


@pytest.mark.parametrize("width", [390, 1280])
def test_the_place_stays(shown: Show, width: int) -> None:
    """Opening and shutting views, and going through the bar by keyboard, leaves the reader where they were."""
    tab = shown(render(secret().story()), width=width)
    tab.locator("#ribbon").focus()
    for _ in range(3):
        tab.keyboard.press("PageUp")
    until(tab, "document.querySelector('#ribbon').ariaValueNow >= 20")
    tab.wait_for_timeout(400)
    before = tab.evaluate("scrollY")
    for key in ("c", "t", "Escape", "p", "Escape"):
        tab.keyboard.press(key)
        tab.wait_for_timeout(150)
    for name in ("arcs", "timeline"):
        tab.locator(f"[data-view={name}]").first.click()
        tab.wait_for_timeout(150)
    tab.keyboard.press("Escape")
    tab.keyboard.press("l")
    for _ in range(7):
        tab.keyboard.press("Shift+Tab")
    tab.wait_for_timeout(150)
    assert abs(tab.evaluate("scrollY") - before) < 30


@pytest.mark.parametrize(("width", "where"), [(390, "#panel"), (1280, "#margin")])
def test_who_is_chosen_in_the_cast_is_shown(shown: Show, width: int, where: str) -> None:
    """Their mind stands beside the text at once: not behind the panel in which they were chosen."""
    tab = shown(render(secret().story()), width=width)
    tab.mouse.move(200, 500)
    tab.mouse.wheel(0, 300)
    tab.wait_for_timeout(300)
    tab.keyboard.press("c")
    tab.locator("#panel .choose", has_text="the stranger").press("Enter")
    tab.locator(where, has_text="You know, the stranger doesn’t").wait_for()
    assert tab.locator("#lens").evaluate("node => node.selectedOptions[0].text") == "the stranger"


def test_every_view_can_be_reached_on_a_phone(shown: Show) -> None:
    """What the keyboard opens can be opened by touch on the narrowest screen, the keys' own list, too."""
    tab = shown(render(secret().story()), width=360, has_touch=True)
    for name in ("here", "cast", "ties", "arcs", "promises", "timeline", "about"):
        tab.locator(f".tabs [data-view={name}]").tap()
        assert tab.locator("#panel-title").is_visible()
    tab.locator("#panel button", has_text="Keys and signs").tap()
    assert "next, last paragraph" in tab.locator("#panel").inner_text()
    tab.locator("#panel-close").tap()
    tab.locator("[data-view=find]").tap()
    assert tab.locator("#find").is_visible()


def test_a_browser_that_is_too_old_shows_the_text(browser: Any, tmp_path: Any) -> None:
    """One that can't unpack what was read says so, and shows the book."""
    path = tmp_path / "old.html"
    path.write_text(render(secret().story()), encoding="utf-8")
    context = browser.new_context()
    context.add_init_script("delete window.DecompressionStream")
    tab = context.new_page()
    tab.goto(path.as_uri())
    tab.locator("#too-old", has_text="too old").wait_for()
    assert tab.locator("#p1").is_visible()
    assert tab.locator("#bar").is_hidden()
    context.close()


def test_empty_story_says_so(shown: Show) -> None:
    """With nobody in it and nothing said, every view says so in words."""
    tab = shown(render(Draft(["It rained."]).story()))
    for key, words in (("c", "Nobody"), ("t", "Nobody has spoken"), ("a", "Nothing that anybody feels"),
                       ("p", "No promise"), ("d", "No section that you have read is dated")):  # fmt: skip
        tab.keyboard.press(key)
        assert words in tab.locator("#panel").inner_text()
    tab.keyboard.press("Escape")
    assert "Nobody we know of yet" in tab.locator("#margin").inner_text()
    assert "There is no text." in shown(render(Draft([]).story())).locator("#book").inner_text()


def test_print_is_the_book_alone(gate: Any) -> None:
    """On paper there are title and text, and nothing of ours but the colophon."""
    gate.keyboard.press("c")
    gate.emulate_media(media="print")
    for part in ("#bar", "#panel", "#margin", ".contents", "#card"):
        assert gate.locator(part).is_hidden()
    assert gate.locator("#p1").is_visible()


def test_without_scripts(shown: Show, browser: Any, tmp_path: Any) -> None:
    """The text and the contents can be read without scripts."""
    path = tmp_path / "plain.html"
    path.write_text(render(secret().story()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri())
    assert tab.locator("#p1").is_visible()
    assert tab.locator("noscript li").first.is_visible()
    assert tab.locator("#bar").is_hidden()
    context.close()


def test_a_long_novel_opens_soon(shown: Show) -> None:
    """350,000 words are open after less than two seconds' work, with little of them laid out."""
    words = "It rained on the hill and nobody came but Ann, who had walked all night to be there. " * 3
    draft = Draft([words] * 6900, people=["Ann"], sections=[(n, "chapter", None) for n in range(0, 6900, 100)])
    story = draft.story()
    starts = [p.start + words.index("Ann") for p in story.paragraphs]
    meant = {"form": "proper", "category": "PER", "is_generic": False, "entity_id": 0, "entity_confidence": 0.8}
    rows = [MADE | meant | {"start": s, "end": s + 3, "known_at": s + 3, "mention_id": i} for i, s in enumerate(starts)]
    story = replace(story, tables={**story.tables, "mentions": table_from_rows("mentions", rows)})
    sessions: list[Any] = []
    # What is spent is counted from here on; asked for only afterwards it would be nothing.
    tab = shown(render(story), before=lambda tab: sessions.append(counting(tab)))
    metrics = {metric["name"]: metric["value"] for metric in sessions[0].send("Performance.getMetrics")["metrics"]}
    assert 0.01 < metrics["TaskDuration"] < 2
    assert tab.evaluate("document.querySelectorAll('#book .m').length") < 500
    tab.keyboard.press("End")
    until(tab, "document.querySelector('#ribbon').ariaValueNow === '100'")
    assert tab.locator("#p6899").is_visible()


def counting(tab: Any) -> Any:
    """A session that counts the processor time of the tab's main thread."""
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return session
