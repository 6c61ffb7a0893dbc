"""The assistant's server, driven by a client: tools that say what they are, answers with evidence, nothing too soon."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from irises.annotation import check_table
from irises.errors import PlanError
from irises.mcp.answers import MOST_CHARACTERS, Shelf
from irises.mcp.server import server
from irises.story import Story, correct_folder, save

SRC = Path(__file__).parents[2] / "src"
READING = {
    "list_stories", "get_overview", "list_characters", "get_character", "list_talk", "find_quotations", "list_rows",
    "search_text", "get_passage",
}  # fmt: skip


@pytest.fixture
def library(handmade: Story, tmp_path: Path) -> Path:
    """A folder with a story, and with what is none."""
    for name, table in handmade.tables.items():
        check_table(name, table)
    save(handmade, tmp_path / "library" / "late.irises", page="<p>")
    (tmp_path / "library" / "notes").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "library"


def with_client(library: Path, ask: Callable[[Client], Awaitable[Any]], *, until: str | None = None) -> Any:
    """What a client is told."""

    async def talk() -> Any:
        async with Client(server(Shelf(library, until=until))) as client:
            return await ask(client)

    return asyncio.run(talk())


def called(library: Path, tool: str, *, until_of_server: str | None = None, **arguments: Any) -> dict[str, Any]:
    """A tool's answer."""
    result = with_client(library, lambda client: client.call_tool(tool, arguments), until=until_of_server)
    assert not result.is_error, result.content
    answer = json.loads(result.content[0].text)
    assert result.structured_content == answer
    return answer


def refused(library: Path, tool: str, **arguments: Any) -> str:
    """Why a tool doesn't answer."""
    result = with_client(library, lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    return str(result.content[0].text)


def test_tools_say_what_they_are(library: Path) -> None:
    """Each has a title, a description and described arguments, and says that it only reads; so does the server."""
    tools = {tool.name: tool for tool in with_client(library, lambda client: client.list_tools()).tools}
    assert set(tools) == READING
    for tool in tools.values():
        assert tool.title
        assert tool.description
        hints = tool.annotations
        assert hints is not None
        assert (hints.read_only_hint, hints.destructive_hint, hints.open_world_hint) == (True, False, False)
        for name, argument in tool.input_schema["properties"].items():
            assert argument.get("description"), f"{tool.name}: {name}"
    assert all("until" in tools[name].input_schema["properties"] for name in READING - {"list_stories"})


def test_overviews(library: Path) -> None:
    """What there is, who is in it, and who talks to whom."""
    assert called(library, "list_stories")["stories"] == [
        {"story": "late.irises", "title": "Late", "author": "A. Writer", "n_words": 53}
    ]
    assert called(library, "get_overview", story="late.irises")["sections"][1]["name"] == "Chapter One: The Harbour"
    people = called(library, "list_characters", story="late.irises", limit=1)
    assert (people["n_rows"], [row["name"] for row in people["rows"]]) == (3, ["Tom Reeve"])
    pairs = called(library, "list_talk", story="late.irises")["rows"]
    assert {"Kate Mallory"} <= {pair["speaker_name"] for pair in pairs}


def test_answers_have_evidence(library: Path, handmade: Story) -> None:
    """A row has its words, the words around, its place, how sure it is, and names for ids."""
    answer = called(library, "find_quotations", story="late.irises", speaker="Kate", words="LATE")
    (row,) = answer["rows"]
    assert (row["text"], row["speaker_name"], row["addressees_name"]) == (
        "“You are late,”",
        "Kate Mallory",
        ["Tom Reeve"],
    )
    assert row["chapter"] == "Chapter One: The Harbour"
    assert "said Kate Mallory" in row["passage"]
    assert 0 < row["confidence"] <= 1
    told = called(library, "get_passage", story="late.irises", start=row["start"], end=row["end"])
    assert told["text"] == row["text"]
    events = called(library, "list_rows", story="late.irises", table="events", skip=1, limit=1)
    assert (events["n_rows"], events["rows"][0]["text"]) == (3, "nodded")
    eyes = called(library, "get_character", story="late.irises", name="Tom Reeve")
    assert "said Kate Mallory" in eyes["told"]["rows"][0]["passage"]
    found = called(library, "search_text", story="late.irises", words="the boat")
    assert [handmade.text[row["start"] : row["end"]] for row in found["rows"]] == ["The boat"]


@pytest.mark.parametrize("bound", ["asked", "served"])
def test_nothing_too_soon(library: Path, bound: str) -> None:
    """Up to chapter 1 nobody is called Tom, in any answer, whether the question says so or the server was told."""
    ask: dict[str, Any] = {"story": "late.irises"}
    ask |= {"until": "chapter 1"} if bound == "asked" else {"until_of_server": "chapter 1"}
    answers = [
        called(library, "get_overview", **ask),
        called(library, "list_characters", **ask),
        called(library, "list_talk", **ask),
        called(library, "get_character", name="the doctor", **ask),
        called(library, "find_quotations", **ask),
        called(library, "search_text", words="Tom", **ask),
        called(library, "get_passage", start=0, end=10**6, **ask),
        *(
            called(library, "list_rows", table=table, **ask)
            for table in ("aliases", "events", "sections", "quotations")
        ),
    ]
    assert "Tom" not in json.dumps([{**answer, "words": None} for answer in answers])
    assert all(answer["known_until"] for answer in answers)


def test_question_cannot_pass_the_servers_bound(library: Path) -> None:
    """What the server was told to keep back stays back."""
    result = with_client(
        library,
        lambda client: client.call_tool("get_overview", {"story": "late.irises", "until": "chapter 2"}),
        until="chapter 1",
    )
    assert result.is_error
    assert "Letter" not in result.content[0].text
    nearer = called(library, "get_overview", until_of_server="chapter 1", story="late.irises", until="10")
    assert nearer["known_until"] == 10


@pytest.mark.parametrize("name", ["../late.irises", "..", ".", "/etc", "notes", "late.irises/../late.irises", "", "\0"])
def test_only_stories_of_the_library(library: Path, name: str) -> None:
    """A name is one of the list, and no path."""
    assert "there is no story" in refused(library, "get_overview", story=name)


def test_refusals_say_the_cure(library: Path) -> None:
    """What cannot be answered is told in words that help the assistant."""
    assert "near names" in refused(library, "get_character", story="late.irises", name="Kat")
    assert "there are aliases, beliefs" in refused(library, "list_rows", story="late.irises", table="tokens")
    assert "no position" in refused(library, "get_overview", story="late.irises", until="soon")
    assert "limit" in refused(library, "list_characters", story="late.irises", limit=10**6)
    assert "no words" in refused(library, "search_text", story="late.irises", words="  ")
    (library / "late.irises" / "text.txt").write_text("Another.")
    assert "not as it was written" in refused(library, "get_overview", story="late.irises")
    assert called(library, "list_stories")["unreadable"][0]["story"] == "late.irises"


def test_answers_are_small(handmade: Story, library: Path) -> None:
    """A passage has an end, whatever is asked."""
    assert len(called(library, "get_passage", story="late.irises", start=0, end=2**31 - 1)["text"]) <= MOST_CHARACTERS


def test_corrections_are_seen_and_nothing_is_written(library: Path) -> None:
    """A correction made meanwhile holds in the next answer; the folder is as it was."""
    folder = library / "late.irises"
    shelf = Shelf(folder)
    assert shelf.story("late.irises", None).cast[0].name == "Tom Reeve"
    correct_folder(folder, lambda c: c.rename("Tom Reeve", "Doctor Reeve"))
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.iterdir()}
    assert shelf.story("late.irises", None).cast[0].name == "Doctor Reeve"
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.iterdir()} == before


def test_no_such_library(tmp_path: Path) -> None:
    """A folder that isn't there is told at once."""
    with pytest.raises(PlanError, match="no such folder"):
        Shelf(tmp_path / "none")


def test_over_standard_input_and_output(library: Path) -> None:
    """The command itself talks to a client in another process."""

    async def talk() -> Any:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "irises.cli", "mcp", str(library)],
            env={**os.environ, "PYTHONPATH": str(SRC)},
        )
        async with Client(command) as client:
            return await client.call_tool("list_stories", {})

    answer = json.loads(asyncio.run(asyncio.wait_for(talk(), 300)).content[0].text)
    assert [story["story"] for story in answer["stories"]] == ["late.irises"]
