"""Where scenes part: marks of every kind, and empty runs that may only be lost lines."""

from __future__ import annotations

import pytest

from irises.document.marks import mark_of, time_shift
from tests.document.sections.conftest import Finder

FIRST = (
    "Marcus had not slept. The ward was quiet, and the boy breathed, and the machine went on counting under the lamp."
)
SECOND = "Daniel opened his eyes. The ceiling was white and far away, and somebody had left a coat on the chair."
THIRD = "They walked to the sea that evening. The wind was cold and neither of them minded it, or said that they did."


@pytest.mark.parametrize(
    "mark",
    ["* * *", "***", "*", "#", "# # #", "~*~", "~", "~~~~~~~~", "xXx", "XxXxX", "oOo", "oOoOoOo", "---", "--", "—",
     "———", "-x-",
     "-o-", "=====", "⁂", "❦", "_____", ". . .", ".", "+++", "<>", "Line break", "-Line Break-", "[Scene break]",
     "(page break)",
     "Time skip", "~line break~", "-" * 300, "•", "*~*~*~*", "0o0o0", "x x x", "<><><><>", "linebreak",
     "INSERT LINE BREAK HERE"],
)  # fmt: skip
def test_marks_of_all_kinds_part_scenes(find: Finder, mark: str) -> None:
    """A line of marks alone parts two scenes and belongs to the first."""
    found = find(f"{FIRST}\n\n{mark}\n\n{SECOND}\n")
    assert found.starts("scene") == [FIRST, SECOND]
    assert found.of_kind("scene")[1]["confidence"] >= 0.6


@pytest.mark.parametrize(
    "line",
    [
        "...",
        "No.",
        "Oh!",
        ":)",
        "<3",
        "*Thank God.*",
        "—Wait—",
        "“...”",
        "?",
        "!",
        "_Never_",
        "**Bang**",
        "^_^",
        "OK",
        "Mom",
        "Ooh",
    ],
)
def test_short_lines_that_are_no_marks(line: str) -> None:
    """Silence, cries, faces and stressed words part nothing."""
    assert mark_of(line) is None


@pytest.mark.parametrize(
    ("mark", "title"),
    [("~*~ Three days later ~*~", "Three days later"), ("--- At the castle ---", "At the castle"),
     ("~Flashback~", "Flashback"),
     ("Anna's POV", "Anna's POV"), ("POV: Anna", "POV: Anna"), ("oOo Two weeks later oOo", "Two weeks later"),
     ("Three days later", "Three days later"), ("**The next morning**", "The next morning")],
)  # fmt: skip
def test_marks_with_words_are_titles(find: Finder, mark: str, title: str) -> None:
    """Words set between marks, times and points of view begin a scene and are its title."""
    scenes = find(f"{FIRST}\n\n{mark}\n\n{SECOND}\n").of_kind("scene")
    assert [row["title"] for row in scenes] == [None, title]


def test_a_sentence_about_time_is_no_mark() -> None:
    """ "Three days later the snow began." is narration."""
    assert not time_shift("Three days later the snow began.")


def test_a_long_gap_with_a_new_time_is_a_break(find: Finder) -> None:
    """An empty run before a shift of time, with other people after it, parts scenes, with a weighed confidence."""
    found = find(
        f"{FIRST}\n\nHe put the cup down.\n\n\n\nThe next morning {THIRD[0].lower()}{THIRD[1:]}\n\nNobody spoke.\n"
    )
    scenes = found.of_kind("scene")
    assert len(scenes) == 2
    assert 0.5 <= scenes[1]["confidence"] < 0.95


def test_a_lost_line_in_an_exchange_is_no_break(find: Finder) -> None:
    """An empty run between a question and its answer, or within an exchange, is a lost line."""
    found = find(
        f'{FIRST}\n\n"Is he awake?" the nurse asked.\n\n\n\n"Not yet," said Marcus.\n\n"Then '
        f'sleep."\n\n\n\n"You first," he said.\n'
    )
    assert found.kinds() == ["scene"]


def test_an_unfinished_sentence_goes_on_after_a_gap(find: Finder) -> None:
    """A sentence that an empty run cuts in two is no place for a break."""
    found = find(
        f"{FIRST} He thought of the sea, and\n\n\n\nof the long road down to it, and put it "
        f"from his mind.\n\n{SECOND}\n"
    )
    assert found.kinds() == ["scene"]


def test_the_usual_gap_parts_nothing(find: Finder) -> None:
    """Where two empty lines part all paragraphs they part no scenes."""
    assert find("\n\n\n".join([FIRST, SECOND, THIRD] * 6)).kinds() == ["scene"]


def test_marks_and_gaps_together(find: Finder) -> None:
    """In a text that marks its breaks, a gap that goes on with the same people is a lost line."""
    found = find(
        f"{FIRST}\n\nHe drank the coffee.\n\n\n\nIt was cold. He drank it anyway.\n\n* * *\n\n{SECOND}\n\n* "
        f"* *\n\n{THIRD}\n"
    )
    assert found.starts("scene") == [FIRST, SECOND, THIRD]


def test_a_mark_without_empty_lines(find: Finder) -> None:
    """A mark on a line between lines parts scenes too."""
    assert find(f"{FIRST}\n{SECOND}\n***\n{THIRD}\n").starts("scene") == [FIRST, THIRD]


def test_no_break_no_scene(find: Finder) -> None:
    """A chapter without breaks has no scenes; a story without anything has one."""
    assert find(f"Chapter 1\n\n{FIRST}\n\nChapter 2\n\n{SECOND}\n").kinds() == ["chapter", "chapter"]
    assert find(f"{FIRST}\n\n{SECOND}\n").kinds() == ["scene"]


@pytest.mark.parametrize("form", ["[{}]", "**{}**", "({})"])
def test_names_between_marks_that_come_again(find: Finder, form: str) -> None:
    """A name alone between marks says whose eyes we see through, if one comes again; the first is no title."""
    one, two = form.format("Marcus"), form.format("Daniel")
    found = find(f"{one}\n\n{FIRST}\n\n{two}\n\n{SECOND}\n\n{one}\n\n{THIRD}\n")
    assert found.kinds() == ["scene", "scene", "scene"]
    assert [row["title"] for row in found.of_kind("scene")] == ["Marcus", "Daniel", "Marcus"]
