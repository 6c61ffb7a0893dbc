"""The command `irises corpus`, with a run that only pretends."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from irises.cli import main
from irises.corpus import Outcome
from irises.corpus.progress import Progress
from irises.corpus.survey import Survey


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the run is asked; `outcome` is what it comes to, `raises` what it raises."""
    told: dict[str, Any] = {"outcome": Outcome(survey=Survey(), n_read=2, n_words=100, seconds=1.0)}

    def pretend(sources: Any, out: str, options: Any, *, report: Callable[[Progress], None]) -> Outcome:
        told.update(sources=sources, out=out, options=options)
        if "raises" in told:
            raise told["raises"]
        progress = Progress(total=2, n_bytes=10)
        progress.note({"n_bytes": 5, "n_words": 50, "failure": None})
        report(progress)
        outcome: Outcome = told["outcome"]
        return outcome

    monkeypatch.setattr("irises.corpus.run", pretend)
    return told


def test_what_is_asked(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Options come to the run as they are meant, progress goes to standard error, the summary to standard output."""
    arguments = ["corpus", "a", "b.zip", "--out", "o", "--workers", "3", "--time", "60", "--memory", "2000"]
    assert main([*arguments, "--retry", "--text-column", "body", "--non-consumptive", "--ray", "here:1"]) == 0
    options = asked["options"]
    assert asked["sources"].given == ("a", "b.zip")
    assert asked["sources"].columns.text == "body"
    assert (options.workers, options.seconds, options.memory) == (3, 60.0, 2 * 10**9)
    assert (options.retry, options.withheld, options.ray) == (True, True, "here:1")
    out, err = capsys.readouterr()
    assert "2 stories read, 100 words" in out
    assert "1 of 2 stories" in err


def test_json_and_quiet(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """JSON on standard output alone; nothing at all if it is to be quiet."""
    assert main(["corpus", "a", "--out", "o", "--json", "-q"]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out)["n_read"], err) == (2, "")
    assert main(["corpus", "a", "--out", "o", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_bug_is_not_swallowed(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Failed stories are no failure of the command, but a bug of ours is told and shows in its status."""
    asked["outcome"].failed = Counter(source=3)
    assert main(["corpus", "a", "--out", "o", "-q"]) == 0
    asked["outcome"].failed = Counter(source=3, bug=1)
    assert main(["corpus", "a", "--out", "o", "-q"]) == 2
    assert "1 of the stories met a bug" in capsys.readouterr().err


def test_interrupted(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends it, and what was read is kept."""
    asked["raises"] = KeyboardInterrupt()
    assert main(["corpus", "a", "--out", "o"]) == 130
    assert "what was read is kept" in capsys.readouterr().err


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where Ray isn't installed the command says what to install."""
    (tmp_path / "a.txt").write_text("A.")

    def missing(name: str) -> None:
        raise ImportError(f"No module named {name!r}")

    monkeypatch.setattr("irises.corpus.runs.import_module", missing)
    assert main(["corpus", str(tmp_path), "--out", str(tmp_path / "o")]) == 2
    assert "pip install 'irises[corpus]'" in capsys.readouterr().err


def test_nothing_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A source that isn't there is refused before anything is done."""
    pytest.importorskip("ray")
    assert main(["corpus", str(tmp_path / "no"), "--out", str(tmp_path / "o")]) == 2
    assert "nothing of that name" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
