"""A comparison in a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from irises.cli import main
from irises.story import Story, load, save
from irises.view import compare
from irises.write.booknlp import booknlp_files
from irises.write.comparison_text import comparison_lines
from irises.write.plain import cells


@pytest.fixture
def corrected(handmade: Story) -> Story:
    """The hand-made story with three corrections."""
    told = handmade.correct.merge("her brother", "Tom Reeve").correct.speaker("It was Tom", "Tom Reeve")
    return told.correct.dismiss("quotations", 2)


def test_parts(handmade: Story, corrected: Story) -> None:
    """Texts, counts, agreements, people and the places that differ, each with whom A and B have there."""
    lines = list(comparison_lines(compare(handmade, corrected), called=("old", "new")))
    assert lines[:3] == [
        "A: old (read by Irises 0.1.0)",
        "B: new (read by Irises 0.1.0, 3 corrections)",
        "Both texts have the same 78 words and marks.",
    ]
    told = "\n".join(lines)
    assert "  quotations   4   3     3\n" in told
    assert "  who says it          3         2   67%" in told
    assert "People of A alone\n               mentions  in B they mean\n  her brother         1  Tom Reeve 1\n" in told
    assert "Said by others\n   72% Kate Mallory | Tom Reeve: “It was Tom,”\n" in told
    assert "Quotations that one has alone\n   47% A Tom Reeve: “I know, Kate.”\n" in told
    assert "Mentions that one has alone" not in told


def test_first_lines_of_a_part(handmade: Story, corrected: Story) -> None:
    """A part has so many lines at most, and says how many more there are."""
    lines = list(comparison_lines(compare(handmade, corrected), called=("old", "new"), most=1))
    assert lines[lines.index("What there is") + 3] == "  … and 2 more (--all shows them)"


def test_hostile_names(hostile: Story) -> None:
    """Nothing in a story steers the terminal, and no line is wider than asked for."""
    found = compare(hostile, hostile.correct.speaker("It was Tom", 0))
    lines = list(comparison_lines(found, called=("a\x1b[2J", "b" * 300), width=60))
    assert all(line.isprintable() for line in lines)
    assert max(cells(line) for line in lines[3:]) <= 60


def test_command(corrected: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of one folder the reading and the corrected one; as JSON every difference, with ids and names."""
    folder = str(save(corrected, tmp_path / "late.irises", page="<p>"))
    assert main(["compare", folder]) == 0
    assert "3 corrections" in capsys.readouterr().out
    assert main(["compare", folder, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    speaker = next(d for d in record["differences"] if d["what"] == "speaker")
    assert (speaker["a"]["names"], speaker["b"]["names"]) == (["Kate Mallory"], ["Tom Reeve"])
    assert (record["a"]["n_corrections"], record["b"]["n_corrections"]) == (0, 3)
    assert main(["compare", folder, folder]) == 0
    assert "alone\n" not in capsys.readouterr().out.partition("Said of what")[2].partition("\n\n")[2]


def test_booknlp_directly(worded: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What BookNLP wrote is compared without a folder of its own; what is neither is refused."""
    folder = save(worded, tmp_path / "late.irises", page="<p>")
    for name, content in booknlp_files(worded, "late").items():
        (tmp_path / name).write_bytes(content)
    assert main(["compare", str(folder), str(tmp_path / "late"), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["b"]["passes"] == {"booknlp": 1}
    assert record["mentions"]["n_both"] == len(load(folder).mentions)
    assert record["meant"]["share"] == record["speakers"]["share"] == 1.0
    assert record["differences"] == []
    assert main(["compare", str(folder), str(folder), "--text", "late.txt"]) == 2
    assert "--text is for what BookNLP wrote" in capsys.readouterr().err
    assert main(["compare", str(folder), str(tmp_path / "nobody")]) == 2
    assert "nobody" in capsys.readouterr().err
