"""Markdown manuscripts."""

from __future__ import annotations

from irises.document.intake import draft_of
from irises.document.model import Draft


def read(text: str) -> Draft:
    """The draft of a Markdown text."""
    return draft_of(text.encode(), name="story.md")


def test_front_matter_is_fields() -> None:
    """YAML front matter becomes fields, lists one each, and is no text."""
    draft = read(
        "---\ntitle: The Kiln\nauthor: [Mara Vell, Oxeye]\ntags: clay, fire\ncontent-note: >\n  burns,\n  briefly\n"
        "date: 2021-03-04\nempty:\n---\nShe came home.\n"
    )
    assert draft.text == "She came home."
    assert [(f.name, f.value) for f in draft.fields] == [
        ("title", "The Kiln"),
        ("author", "Mara Vell"),
        ("author", "Oxeye"),
        ("tag", "clay"),
        ("tag", "fire"),
        ("content-note", "burns, briefly"),
        ("published", "2021-03-04"),
    ]


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    """Three dashes before prose are a rule, and aliases are not expanded."""
    assert read("---\n\nShe came home.\n\n---\n\nLate.").text == "* * *\n\nShe came home.\n\n* * *\n\nLate."
    assert "lol" in read("---\na: &a [lol]\nb: [*a, *a]\n---\n\nWords.").text


def test_headings_and_rules_are_hints() -> None:
    """ATX and underlined headings have their depth; every kind of rule is a break."""
    draft = read("# The Kiln\n\nWords here.\n\n***\n\n## One\n\nMore.\n\n- - -\n\nTwo\n===\n\nEnd.")
    assert [(h.kind, h.title, h.level) for h in draft.hints] == [
        ("heading", "The Kiln", 1),
        ("break", None, None),
        ("heading", "One", 2),
        ("break", None, None),
        ("heading", "Two", 1),
    ]
    assert draft.text.startswith("The Kiln\n\nWords here.\n\n* * *\n\nOne\n\nMore.")


def test_dashes_under_a_sentence_are_a_break() -> None:
    """A writer who sets dashes right under the last line of a scene does not mean a heading."""
    draft = read("He left the door open and went.\n---\nMorning came.")
    assert draft.text == "He left the door open and went.\n\n* * *\n\nMorning came."
    assert [h.kind for h in draft.hints] == ["break"]


def test_emphasis_is_marks_without_signs() -> None:
    """Emphasis, strong emphasis, strikes and links are marks; their signs are no text."""
    draft = read("She was *not* **here**, ~~ever~~ ***so***, see [the song](http://e.org) <u>now</u>. 2*3*4 \\*x\\*")
    assert draft.text == "She was not here, ever so, see the song now. 234 *x*"
    assert [(m.kind, draft.text[m.start : m.end]) for m in draft.marks] == [
        ("italic", "not"),
        ("bold", "here"),
        ("strike", "ever"),
        ("bold", "so"),
        ("italic", "so"),
        ("link", "the song"),
        ("underline", "now"),
        ("italic", "3"),
    ]


def test_lines_of_a_paragraph_stay_lines() -> None:
    """Soft and hard line ends are both line ends; an indented first line is no code."""
    assert read("    The sea\nwas  \nout.\n\n\tIt came.").text == "The sea\nwas\nout.\n\nIt came."


def test_dialogue_dashes_are_not_lost() -> None:
    """A line that begins with a dash is a list to Markdown; its sign stays."""
    assert read("- Where are you?\n- Here.\n\n1. One").text == "- Where are you?\n\n- Here.\n\n1. One"


def test_html_inside_is_read() -> None:
    """A block of HTML is written as HTML is; a line break tag is a line end."""
    draft = read('<div align="center">\n<b>Two</b>\n</div>\n\none<br>two <i>three</i>')
    assert draft.text == "Two\n\none\ntwo three"
    assert [(m.kind, draft.text[m.start : m.end]) for m in draft.marks] == [("bold", "Two"), ("italic", "three")]


def test_markdown_is_known_by_its_content() -> None:
    """Without a name, headings or front matter show Markdown; a plain text does not."""
    assert draft_of(b"# One\n\nWords.\n\n# Two\n\nWords.").source.format == "md"
    assert draft_of(b"---\ntitle: x\n---\nWords.").source.format == "md"
    assert draft_of(b"She counted *two* of them.\n\n***\n\nThen none.").source.format == "txt"
