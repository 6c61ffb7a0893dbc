"""The command, as a person or a script meets it."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from irises import reader
from irises.annotation import table_from_rows
from irises.cli import main
from irises.errors import ContractError, IrisesError, PlanError, SourceError, WeightsError
from irises.story import Manifest, Story, load, save


@pytest.fixture
def late(handmade: Story, tmp_path: Path) -> str:
    """The folder of a story."""
    return str(save(handmade, tmp_path / "saved" / "late.irises", page="<p>"))


@pytest.fixture
def desk(handmade: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory in which reading gives the hand-made story, without any model."""
    page = types.ModuleType("irises.web.page")
    page.render = lambda story: f"<h1>{story.title}</h1>"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "irises.web.page", page)
    monkeypatch.setattr(reader, "read", lambda source, **_: handmade)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def raising(error: BaseException) -> Callable[..., Any]:
    """A function that only fails."""

    def fail(*_: Any, **__: Any) -> None:
        raise error

    return fail


def test_read_writes_a_folder_and_tells(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reading writes STEM.irises here, prints the summary, and last where folder and page are."""
    assert main(["read", "/somewhere/late.epub"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Late, by A. Writer\n")
    assert out.splitlines()[-1] == f"folder late.irises, page {os.path.join('late.irises', 'page.html')}"
    assert err == ""
    assert load(desk / "late.irises").title == "Late"
    assert (desk / "late.irises" / "page.html").read_text() == "<h1>Late</h1>"


def test_read_standard_input(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What comes from standard input is called story."""
    assert main(["read", "-", "--quiet"]) == 0
    assert capsys.readouterr().out == f"folder story.irises, page {os.path.join('story.irises', 'page.html')}\n"


def test_read_json(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON the summary names folder and page."""
    assert main(["read", "late.txt", "--out", "there", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["folder"], answer["page"]) == ("there", os.path.join("there", "page.html"))
    assert answer["cast"][0]["name"] == "Tom Reeve"


def test_existing_folder_is_refused_before_reading(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --force nobody waits for a reading that can't be written."""
    (desk / "late.irises").mkdir()
    monkeypatch.setattr(reader, "read", raising(AssertionError("read for nothing")))
    assert main(["read", "late.txt"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "irises: late.irises: the folder is already there: use --force to replace it or --out for another\n"


def test_force_replaces(desk: Path) -> None:
    """With --force the folder is replaced."""
    assert main(["read", "late.txt", "--quiet"]) == 0
    (desk / "late.irises" / "page.html").write_text("old")
    assert main(["read", "late.txt", "--quiet", "--force"]) == 0
    assert (desk / "late.irises" / "page.html").read_text() == "<h1>Late</h1>"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SourceError("is empty; give another", path="late.txt"), "irises: late.txt: is empty; give another\n"),
        (WeightsError("weights are altered: reinstall"), "irises: weights are altered: reinstall\n"),
        (PlanError("no \x1b[31mred"), "irises: no [31mred\n"),
        (ContractError("a bug", pass_name="names"), "irises: pass names: a bug (a bug of Irises: please report it"),
        (MemoryError(), "irises: this computer has too little memory"),
    ],
)
def test_errors_are_one_line(
    desk: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: IrisesError | MemoryError,
    words: str,
) -> None:
    """What cannot be done is told in one line on standard error, with exit status 2 and nothing written."""
    monkeypatch.setattr(reader, "read", raising(error))
    assert main(["read", "late.txt"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(words)
    assert err.count("\n") == 1
    assert list(desk.iterdir()) == []


def test_full_disk_is_told(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is said so, and nothing is half-written."""
    monkeypatch.setattr(os, "fsync", raising(OSError(errno.ENOSPC, "full")))
    assert main(["read", "late.txt"]) == 2
    assert "no space left on the disk" in capsys.readouterr().err
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize("where", ["read", "save"])
def test_interrupted(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Ctrl-C while reading or writing: exit status 130, a word, nothing half-written."""
    if where == "read":
        monkeypatch.setattr(reader, "read", raising(KeyboardInterrupt()))
    else:
        monkeypatch.setattr(os, "rename", raising(KeyboardInterrupt()))
    assert main(["read", "late.txt"]) == 130
    out, err = capsys.readouterr()
    assert (out, err) == ("", "irises: interrupted; nothing was written\n")
    assert list(desk.iterdir()) == []


def test_show_summary(late: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without more, show prints the summary."""
    assert main(["show", late]) == 0
    assert capsys.readouterr().out.startswith("Late, by A. Writer\n")


def test_show_until(late: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Up to a position nothing of later is shown."""
    assert main(["show", late, "cast", "--until", "chapter 1"]) == 0
    out = capsys.readouterr().out
    assert "the doctor" in out
    assert "Tom" not in out


def test_show_json_table(late: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A table as JSON is a list of its rows, and an empty one an empty list."""
    assert main(["show", late, "quotations", "--json", "--limit", "2"]) == 0
    assert [row["text"] for row in json.loads(capsys.readouterr().out)] == ["“You are late,”", "“The boat has left.”"]
    assert main(["show", late, "emotions", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_json_is_plain_ascii(late: str, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has no letter that a console could lack or be steered by."""
    assert main(["show", late, "quotations", "--json"]) == 0
    assert capsys.readouterr().out.isascii()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show"], "Missing argument 'FOLDER'"),
        (["show", "late", "peeple"], "there is no 'peeple' to show; there are summary, cast, talk, story"),
        (["show", "late", "--limit", "-1"], "Invalid value for '--limit'"),
        (["read", "--fast", "x"], "No such option"),
        (["reed"], "No such command 'reed'"),
        (["show", "nowhere"], "irises: nowhere: there is no such folder"),
    ],
)
def test_wrong_calls(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A wrong call is told on standard error with exit status 2."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


@pytest.mark.parametrize("place", ["chapter 9", "soon", "200%"])
def test_wrong_positions(late: str, capsys: pytest.CaptureFixture[str], place: str) -> None:
    """A place that the story lacks is told."""
    assert main(["show", late, "--until", place]) == 2
    assert capsys.readouterr().err.startswith("irises: ")


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Version and help are answers: standard output, status 0."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("irises 0")
    assert main(["--help"]) == 0
    assert "Commands:" in capsys.readouterr().out


class Terminal(io.TextIOWrapper):
    """A terminal that keeps what is printed."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        """It is one."""
        return True

    def text(self) -> str:
        """All that was printed."""
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_only_where_wanted(late: str, monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    """A terminal gets bold headings; with NO_COLOR, or a plain one, no escape at all."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for bold in (True, False):
        if not bold:
            monkeypatch.setenv(variable, value)
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdout", terminal)
        assert main(["show", late]) == 0
        assert ("\x1b[1mCast\x1b[0m" in terminal.text()) == bold
        assert ("\x1b" in terminal.text()) == bold


def test_console_without_unicode(late: str, monkeypatch: pytest.MonkeyPatch, handmade: Story, tmp_path: Path) -> None:
    """On a console of Windows-1252 letters it lacks become question marks, and nothing fails."""
    rows = handmade.table("entities").to_pylist()
    rows[0]["name"] = "猫 Tom"
    tables = {**handmade.tables, "entities": table_from_rows("entities", rows)}
    cat = Story(text=handmade.text, tables=tables, manifest=Manifest(irises="0", read_at=""))
    save(cat, tmp_path / "cat", page="")
    console = Terminal("cp1252")
    monkeypatch.setattr(sys, "stdout", console)
    for what in ("summary", "cast", "quotations", "mentions"):
        assert main(["show", str(tmp_path / "cat"), what]) == 0
    assert "? Tom" in console.text()
    assert "“You are late,”" in console.text()


def test_progress_on_a_terminal_only(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is shown on a terminal's standard error; a pipe, --quiet and a plain terminal get none."""
    given: list[bool] = []

    def read(source: str, *, cast: Any = None, progress: Any = None) -> Story:
        given.append(progress is not None)
        raise SourceError("enough")

    monkeypatch.setattr(reader, "read", read)
    monkeypatch.setenv("TERM", "xterm")
    main(["read", "a.txt"])
    monkeypatch.setattr(sys, "stderr", Terminal())
    main(["read", "a.txt"])
    main(["read", "a.txt", "--quiet"])
    monkeypatch.setenv("TERM", "dumb")
    main(["read", "a.txt"])
    assert given == [False, True, False, False]


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "irises.cli", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", **options, check=False)


def test_closed_pipe_is_no_error(late: str) -> None:
    """Who stops reading early, like `head`, gets no traceback."""
    code = "import sys; from irises.cli import main; sys.stdin.read(); sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "show", late, "mentions"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        for pipe in (process.stdout, process.stdin):
            assert pipe is not None
            pipe.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without a word")
@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ended_while_writing(late: str, tmp_path: Path, sign: signal.Signals, status: int) -> None:
    """A process that is interrupted or ended in the middle of writing leaves nothing behind."""
    code = (
        "import os, signal, sys, time, types; from irises import cli, reader; from irises.story import load;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"
        "page = types.ModuleType('irises.web.page'); page.render = lambda story: '';"
        "sys.modules['irises.web.page'] = page; story = load(sys.argv.pop(1)); reader.read = lambda *_, **__: story;"
        "os.fsync = lambda _: (print('writing', file=sys.stderr, flush=True), time.sleep(20)); sys.exit(cli.main())"
    )
    command = [sys.executable, "-c", code, late, "read", "rain.txt", "--out", str(tmp_path / "new")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=tmp_path) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"writing\n"
        assert len(os.listdir(tmp_path)) == 2
        process.send_signal(sign)
        process.wait()
    assert process.returncode == status
    assert os.listdir(tmp_path) == ["saved"]


def test_closed_streams_keep_the_status(late: str) -> None:
    """Without standard output or error the exit status still tells."""
    code = "import sys; sys.stdout = sys.stderr = None; from irises.cli import main; sys.exit(main(sys.argv[1:]))"
    for folder, status in ((late, 0), (late + "x", 2)):
        assert subprocess.run([sys.executable, "-c", code, "show", folder], check=False).returncode == status


def test_reading_does_not_load_spacy(tmp_path: Path) -> None:
    """Only its rules are needed; the whole takes longer to load than a short story to split."""
    (tmp_path / "rain.txt").write_text("It rained. “Come in,” said Anna. She shut the door behind him.\n")
    code = "import sys; from irises.cli import main; main(); print('spacy' in sys.modules)"
    command = [sys.executable, "-c", code, "read", "rain.txt", "--quiet"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[-1] == "False", done.stderr


def test_command_works_as_a_process(late: str) -> None:
    """As a process of its own the command answers, and exits with its status."""
    answer = run("show", late, "cast")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Kate Mallory" in answer.stdout
    assert run("show", late + "x").returncode == 2


def test_help_imports_nothing_heavy() -> None:
    """Help, version and `import irises` load neither Arrow nor numpy nor a model."""
    code = (
        "import sys, irises; from irises.cli import main; main(['--help']);"
        "print([m for m in ('pyarrow', 'numpy', 'spacy', 'openvino', 'lxml') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"
