"""Corrections in a page that is really served, by mouse and by keyboard, in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from irises.story import load
from irises.web.page import render
from irises.web.server.app import create_app
from irises.web.server.guard import Access, new_access
from irises.web.server.run import _listening
from tests.web.conftest import serious, until
from tests.web.secret import KATE, SECRET, STRANGER, TOM, secret
from tests.web.server.helpers import shelved

KEY = "gate.irises"
DRAWN = "document.querySelector('#margin').childElementCount > 0 || !document.querySelector('#panel').hidden"

PLACE = """() => {
  const [tom, ribbon, lens] = ["p35", "ribbon", "lens"].map((id) => document.getElementById(id));
  return [tom.getBoundingClientRect().top, ribbon.ariaValueNow, lens.value];
}"""
"""Where a paragraph stands in the window, the position and the lens."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the story that is served."""
    return tmp_path / "library" / KEY


@pytest.fixture
def access(folder: Path) -> Iterator[Access]:
    """A server of a library with the story that has a secret; it ends with the test."""
    library = shelved(secret().story(), folder.parent, KEY)
    with closing(_listening(0)) as listener:
        given = new_access(listener.getsockname()[1])
        server = uvicorn.Server(uvicorn.Config(create_app(library, given), log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield given
        server.should_exit = True
        thread.join()


@pytest.fixture
def gate(browser: Any, access: Access) -> Iterator[Any]:
    """The story's page, as the server gives it to a browser that was let in.

    Afterwards no script had failed, and every request was to that server.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab, wrong = context.new_page(), []
    tab.set_default_timeout(10_000)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda message: "Content Security" in message.text and wrong.append(message.text))
    home = f"http://127.0.0.1:{access.port}"
    tab.on("request", lambda request: request.url.startswith(f"{home}/") or wrong.append(request.url))
    context.add_cookies([{"name": access.cookie, "value": access.key, "url": home}])
    tab.goto(f"{home}/stories/{KEY}")
    until(tab, DRAWN)
    yield tab
    context.close()
    assert wrong == []


def opened(tab: Any, mark: Any) -> Any:
    """The card of a mark, with what can be put right unfolded."""
    mark.click(position={"x": 3, "y": 5})
    card = tab.locator("#card.pinned")
    card.locator("summary").click()
    return card


def form(card: Any, button: str, words: str = "") -> Any:
    """The form of a card with such a button."""
    return card.locator("form", has=card.page.locator("button", has_text=button)).filter(has_text=words)


def put_right(tab: Any, one: Any) -> str:
    """Sends a form; the words of the notice in the page that is loaded then."""
    one.locator("button.do").click()
    return noticed(tab)


def noticed(tab: Any) -> str:
    """What the page says was done."""
    tab.locator("#notice").wait_for()
    until(tab, DRAWN)
    return str(tab.locator("#notice p").first.inner_text())


def verbs(folder: Path) -> list[str]:
    """The corrections that are on disk."""
    return [row.verb for row in load(folder).corrections]


def undone(tab: Any, folder: Path) -> None:
    """Undoes by the button in the notice."""
    tab.locator("#notice button", has_text="Undo").click()
    told_undone(tab)
    assert verbs(folder) == []


def told_undone(tab: Any) -> None:
    """Waits for the page that says that something is undone."""
    tab.locator("#notice p", has_text="Undone: ").wait_for()
    until(tab, DRAWN)


def quotation(tab: Any, words: str) -> Any:
    """A quotation in the book."""
    return tab.locator("#book .q", has_text=words)


# By mouse


def test_who_says_this(gate: Any, folder: Path) -> None:
    """A quotation is given to another speaker, and back by undo."""
    card = opened(gate, quotation(gate, "Good morning"))
    form(card, "Put right").locator("select").select_option(label="Kate")
    assert put_right(gate, form(card, "Put right")) == "Kate says “Good morning, Kate,”"
    assert load(folder).quotations[0].speaker == KATE
    assert quotation(gate, "Good morning").get_attribute("data-e") == str(KATE)
    undone(gate, folder)
    assert quotation(gate, "Good morning").get_attribute("data-e") == str(STRANGER)


def test_speaker_not_known(gate: Any, folder: Path) -> None:
    """Nobody is better than somebody wrong."""
    card = opened(gate, quotation(gate, "Good morning"))
    form(card, "Put right").locator("select").select_option(label="not known")
    put_right(gate, form(card, "Put right"))
    assert load(folder).quotations[0].speaker is None


def test_to_whom_this_is_said(gate: Any, folder: Path) -> None:
    """Who is thought to hear it is unticked and somebody else chosen; the picture of who talks to whom follows."""
    hearers = form(opened(gate, quotation(gate, "I promise you")), "To these")
    assert hearers.locator("label", has=gate.locator("[type=checkbox]")).all_inner_texts() == ["the stranger"]
    hearers.locator("[type=checkbox]").uncheck()
    hearers.locator("select").select_option(label="nobody: it is said to oneself")
    assert put_right(gate, hearers) == "“I promise you the boat,” is said to nobody."
    assert load(folder).quotations[1].addressees == ()
    quotation(gate, "I promise you").click(position={"x": 3, "y": 5})
    assert "to nobody 100 % sure" in gate.locator("#card.pinned").inner_text()
    gate.keyboard.press("Escape")
    undone(gate, folder)
    assert load(folder).quotations[1].addressees == (STRANGER,)


def test_one_more_hears_it(gate: Any, folder: Path) -> None:
    """Somebody is added to those who hear it, by keyboard."""
    gate.locator("#ribbon").press("End")
    quotation(gate, "Silas Marrow,").wait_for()
    gate.wait_for_timeout(400)
    hearers = form(opened(gate, quotation(gate, "Silas Marrow,")), "To these")
    hearers.locator("select").focus()
    gate.keyboard.type("Silas")
    gate.keyboard.press("Tab")
    gate.keyboard.press("Enter")
    assert noticed(gate).endswith("is said to Kate and Silas Marrow.")
    assert load(folder).quotations[2].addressees == load(folder).quotations[3].addressees == (KATE, STRANGER)


def test_what_is_no_mention_and_no_speech(gate: Any, folder: Path) -> None:
    """Words that mean nobody, and marks that hold no speech, are taken out where they stand."""
    card = opened(gate, gate.locator("#book .m.pronoun", has_text="He"))
    means = form(card, "Put right", "means")
    means.locator("select").first.select_option(label="nobody and nothing")
    assert put_right(gate, means) == "“He” means nobody here."
    assert gate.locator("#book .m.pronoun", has_text="He").count() == 0
    speaker = form(opened(gate, quotation(gate, "Good morning")), "Put right")
    speaker.locator("select").select_option(label="nobody: these words aren’t said")
    speaker.locator("button.do").click()
    gate.locator("#notice p", has_text="isn’t said by anybody.").wait_for()
    assert verbs(folder) == ["dismiss", "dismiss"]
    assert len(load(folder).quotations) == 3


def test_how_one_stands_to_another_is_not_so(gate: Any, folder: Path) -> None:
    """Evidence in a card can be taken out like what stands beside the text."""
    gate.locator("#book .m", has_text="The stranger").first.click()
    gate.locator("#card .evidence").hover()
    gate.locator("#card .not-so").click()
    assert noticed(gate).startswith("Taken out: ")
    assert load(folder).relations == ()


def test_a_mention_means_somebody_else(gate: Any, folder: Path) -> None:
    """One mention is given to somebody in the cast; the card tells nobody and no name that a reader hasn't met."""
    card = opened(gate, gate.locator("#book .m.pronoun", has_text="He"))
    assert not [word for word in (*SECRET, "Tom") if word in card.inner_html()]
    who = form(card, "Put right", "means").locator("select").first
    assert who.locator("option").all_inner_texts() == [
        "choose",
        "Kate",
        "somebody not in this list",
        "nobody and nothing",
    ]
    who.select_option(label="Kate")
    assert put_right(gate, form(card, "Put right", "means")) == "“He” means Kate here."
    assert gate.locator("#book .m.pronoun", has_text="He").get_attribute("data-e") == str(KATE)
    undone(gate, folder)


@pytest.mark.parametrize(("which", "left"), [(0, 3), (1, 0)])
def test_somebody_not_in_the_list(gate: Any, folder: Path, which: int, left: int) -> None:
    """A mention, or everything that is called so, is somebody new, with a name if it is known."""
    card = opened(gate, gate.locator("#book .m", has_text="The stranger").first)
    means = form(card, "Put right", "means")
    assert means.locator("input").is_hidden()
    means.locator("select").first.select_option(label="somebody not in this list")
    means.locator("input").fill("Moll")
    means.locator("select").nth(1).select_option(index=which)
    assert "Moll, not the stranger" in put_right(gate, means)
    story = load(folder)
    assert [row.name for row in story.entities][-1] == "Moll"
    kept = [m for m in story.mentions if m.entity_id == STRANGER and m.form == "common"]
    assert len(kept) == left


def test_rename(gate: Any) -> None:
    """The new name is shown everywhere, as words whatever it holds."""
    card = opened(gate, gate.locator("#book .m", has_text="Kate").first)
    form(card, "Rename").locator("input").fill("<b>Catherine</b>")
    assert put_right(gate, form(card, "Rename")) == "Kate is called <b>Catherine</b>."
    assert "<b>Catherine</b>" in gate.locator("#margin").inner_text()
    assert gate.locator("#margin b").count() == 0


@pytest.mark.parametrize(("since", "verb"), [("always", "merge"), ("here", "same-from")])
def test_two_are_one(gate: Any, folder: Path, since: str, verb: str) -> None:
    """All along, or revealed in this paragraph: then they are two until there."""
    card = opened(gate, gate.locator("#book .m", has_text="The stranger").first)
    join = form(card, "Join")
    join.locator("select").first.select_option(label="Kate")
    join.locator("select").nth(1).select_option(since)
    put_right(gate, join)
    assert verbs(folder) == [verb]
    identities = [(row.entity_id, row.same_as, row.known_at) for row in load(folder).identities]
    ends = {row.paragraph_id: row.end for row in load(folder).paragraphs}
    assert [known for *_, known in identities] == ([ends[1]] if since == "here" else [])
    undone(gate, folder)


def test_not_a_person(gate: Any, folder: Path) -> None:
    """What isn't a person is of another kind, and its card doesn't ask once more."""
    card = opened(gate, gate.locator("#book .m", has_text="The stranger").first)
    kind = form(card, "Put right", "is not a person")
    kind.locator("select").select_option("VEH")
    put_right(gate, kind)
    assert load(folder).entity(STRANGER).category == "VEH"
    card = opened(gate, gate.locator("#book .m", has_text="The stranger").first)
    assert form(card, "Put right", "is not a person").count() == 0


@pytest.mark.parametrize(
    ("block", "table"), [("Felt", "emotions"), ("Held in mind", "beliefs"), ("Given", "commitments")]
)
def test_dismiss_a_row(gate: Any, folder: Path, block: str, table: str) -> None:
    """A row beside the text is taken out, and comes back."""
    item = gate.locator("#margin section", has_text=block).locator("li").first
    before, said = load(folder).table(table).num_rows, item.inner_text()
    item.hover()
    item.locator(".not-so").click()
    assert noticed(gate).startswith("Taken out: ")
    assert load(folder).table(table).num_rows == before - 1
    assert said not in gate.locator("#margin").inner_text()
    undone(gate, folder)
    assert load(folder).table(table).num_rows == before


def test_what_cannot_be_done_is_told_in_place(gate: Any, folder: Path) -> None:
    """The server's words stand in the card, which stays open, and nothing is changed."""
    card = opened(gate, gate.locator("#book .m", has_text="Kate").first)
    rename = form(card, "Rename")
    rename.locator("input").fill("  ")
    rename.locator("button.do").click()
    rename.locator("[role=alert]", has_text="the name is empty: give one").wait_for()
    assert verbs(folder) == []


def test_a_server_that_is_gone_is_told(gate: Any) -> None:
    """A request that nobody answers is told in words, too."""
    gate.route("**/corrections", lambda route: route.abort())
    card = opened(gate, quotation(gate, "Good morning"))
    form(card, "Put right").locator("select").select_option(label="Kate")
    form(card, "Put right").locator("button.do").click()
    card.locator("[role=alert]", has_text="The server doesn’t answer").wait_for()


# The place


def test_the_place_and_the_lens_stay(gate: Any) -> None:
    """In the middle of the book the page comes back to the same line, bound to the same position."""
    gate.locator("#lens").select_option(label="Kate")
    gate.locator("#ribbon").focus()
    gate.keyboard.press("End")
    tom = gate.locator("#p35 .m", has_text="Tom").first
    tom.wait_for()
    card = opened(gate, tom)
    gate.wait_for_timeout(400)
    before = gate.evaluate(PLACE)
    form(card, "Rename").locator("input").fill("Thomas")
    put_right(gate, form(card, "Rename"))
    gate.wait_for_timeout(400)
    after = gate.evaluate(PLACE)
    assert after[0] == pytest.approx(before[0], abs=2)
    assert after[1:] == before[1:] == [before[1], str(KATE)]


# By keyboard


def test_round_trip_by_keyboard(gate: Any, folder: Path) -> None:
    """From the book into the card, through its form, and back to the same mark; u undoes."""
    gate.locator("#book").focus()
    for key in ("j", "j", "Tab", "Enter"):
        gate.keyboard.press(key)
    until(gate, "document.activeElement.closest('#card') !== null")
    for _ in range(12):
        if gate.evaluate("document.activeElement.localName") == "summary":
            break
        gate.keyboard.press("Tab")
    assert gate.evaluate("document.activeElement.textContent") == "Not the stranger?"
    gate.keyboard.press("Enter")
    until(gate, "document.querySelector('#card details').open")
    for _ in range(12):
        if gate.evaluate("document.activeElement.localName === 'input'"):
            break
        gate.keyboard.press("Tab")
    gate.keyboard.press("Control+a")
    gate.keyboard.type("The guest")
    gate.keyboard.press("Enter")
    assert noticed(gate) == "the stranger is called The guest."
    assert gate.evaluate("document.activeElement.textContent") == "The stranger"
    until(gate, "document.getElementById('announcer').textContent.includes('The key u undoes it')")
    assert verbs(folder) == ["rename"]
    gate.keyboard.press("u")
    told_undone(gate)
    assert verbs(folder) == []
    gate.keyboard.press("u")
    gate.locator("#notice button", has_text="Close").press("Enter")
    assert gate.locator("#notice").count() == 0


def test_letters_in_a_field_are_letters(gate: Any) -> None:
    """Who writes a name with a u, c or f in it opens and undoes nothing."""
    card = opened(gate, gate.locator("#book .m", has_text="Kate").first)
    form(card, "Rename").locator("input").press_sequentially("ucf?")
    assert gate.locator("#panel").is_hidden()
    assert gate.locator("#finished").is_checked() is False


# Two windows


def test_two_windows(gate: Any, folder: Path) -> None:
    """What one window undoes is its own; what is chosen on a page that is behind is not done, and it says so."""
    form(opened(gate, gate.locator("#book .m", has_text="Kate").first), "Rename").locator("input").fill("Catherine")
    put_right(gate, form(gate.locator("#card"), "Rename"))
    other = gate.context.new_page()
    other.goto(gate.url)
    until(other, DRAWN)
    form(opened(other, other.locator("#book .m", has_text="The stranger").first), "Rename").locator("input").fill(
        "Guest"
    )
    put_right(other, form(other.locator("#card"), "Rename"))
    card = opened(gate, gate.locator("#book .m.pronoun", has_text="He"))
    form(card, "Put right", "means").locator("select").first.select_option(label="Catherine")
    form(card, "Put right", "means").locator("button.do").click()
    card.locator("[role=alert]", has_text="load the page anew").wait_for()
    assert verbs(folder) == ["rename", "rename"]
    gate.locator("#notice button", has_text="Undo").click()
    told_undone(gate)
    assert [row.arguments for row in load(folder).corrections if "Guest" in row.arguments]
    other.locator("#notice button", has_text="Undo").click()
    told_undone(other)
    assert verbs(folder) == []


# The list


def test_corrections_are_listed_as_far_as_they_are_read(gate: Any, folder: Path) -> None:
    """The list tells what was put right, no later name, what isn't applied, and undoes each."""
    from irises.story import correct_folder

    correct_folder(folder, lambda correct: correct.same_from(STRANGER, TOM, "100%"))
    correct_folder(folder, lambda correct: correct.means([2], TOM))
    correct_folder(folder, lambda correct: correct.dismiss("emotions", 1))
    gate.locator("[data-view=about]").first.click()
    items = gate.locator("#corrections li")
    items.nth(2).wait_for()
    said = " ".join(items.all_inner_texts())
    assert not [word for word in ("Silas", "Marrow", "Tom") if word in said]
    assert "taken out of emotions" in said
    assert "turn out" not in said
    items.nth(2).locator("button", has_text="Undo").click()
    told_undone(gate)
    assert gate.locator("#notice p").first.inner_text() == "Undone: taken out of emotions"
    assert gate.locator("#panel-title").inner_text() == "About this reading"
    assert verbs(folder) == ["same-from", "means"]
    gate.keyboard.press("f")
    gate.locator("#corrections li", has_text="means Tom").wait_for()
    gate.locator("#corrections li", has_text="Silas Marrow and Tom turn out to be one person").wait_for()


def test_unapplied_corrections_are_told(gate: Any, folder: Path) -> None:
    """A correction whose words are gone is listed as such, and can be undone."""
    from irises.story import correct_folder

    correct_folder(folder, lambda correct: correct.merge(STRANGER, TOM))
    correct_folder(folder, lambda correct: correct.rename(KATE, "Ann"))
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "corrections.parquet")
    damaged = [row | {"arguments": "{", "verb": "marry"} for row in table.to_pylist()]
    pq.write_table(table.from_pylist(damaged, schema=table.schema), folder / "corrections.parquet")
    gate.locator("[data-view=about]").first.click()
    gate.locator("#corrections li", has_text="not applied").first.wait_for()
    assert "marry" in gate.locator("#corrections").inner_text()
    gate.locator("#corrections button").first.click()
    told_undone(gate)


# Manner


def test_accessible(gate: Any) -> None:
    """axe finds nothing serious: with the forms, the notice and the list."""
    opened(gate, quotation(gate, "Good morning"))
    assert not serious(gate), "forms of a quotation"
    gate.keyboard.press("Escape")
    card = opened(gate, gate.locator("#book .m", has_text="Kate").first)
    form(card, "Put right", "means").locator("select").first.select_option("new")
    assert not serious(gate), "forms of a name"
    form(card, "Rename").locator("input").fill("Catherine")
    put_right(gate, form(card, "Rename"))
    assert not serious(gate), "notice"
    gate.locator("[data-view=about]").first.click()
    gate.locator("#corrections li").wait_for()
    assert not serious(gate), "list"


def test_a_page_from_disk_has_no_corrections(shown: Callable[..., Any]) -> None:
    """Without a server there are no controls, no key, no list, and nothing is asked for."""
    tab = shown(render(secret().story()))
    tab.locator("#book .m").first.click()
    tab.locator("#card.pinned").wait_for()
    assert tab.locator("#card :is(details, form, select)").count() == 0
    assert tab.locator(".not-so").count() == 0
    tab.keyboard.press("Escape")
    tab.keyboard.press("u")
    tab.locator("[data-view=about]").first.click()
    assert tab.locator("#corrections").count() == 0
    tab.keyboard.press("?")
    assert "undo" not in tab.locator("#panel").inner_text()
