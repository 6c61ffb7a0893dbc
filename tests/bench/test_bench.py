"""What is measured, in which order, and what it comes to; with a reader that only pretends."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench import __main__ as command
from bench.measure import CommandFailedError, Usage, measure
from bench.plan import IRISES, SPACY, Program, Result, Text, run
from bench.report import as_table, figures

MEGABYTE = 1_000_000
FAKE_READER = """\
#!{python}
import sys, time
from pathlib import Path
verb, source, option, out, force = sys.argv[1:]
assert (verb, option, force) == ("read", "--out", "--force")
with open({log!r}, "a") as log:
    log.write(Path(source).stem + "\\n")
time.sleep(0.01)
"""


def python(code):
    """A command that runs the code."""
    return (sys.executable, "-c", code)


def test_waiting_is_wall_and_not_processor_time():
    """A process that sleeps has wall clock and hardly any processor time."""
    usage = measure(python("import time; time.sleep(0.3)"))
    assert usage.wall >= 0.3
    assert usage.cpu < usage.wall


def test_processor_time_includes_children():
    """Work in a child process counts."""
    spin = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    usage = measure(python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spin!r}], check=True)"))
    assert usage.cpu >= 0.3


def test_peak_is_of_the_whole_tree():
    """Memory of a parent and of its child is added where both hold it at once."""
    hold = "import time; block = bytearray(60_000_000); block[::4096] = b'x' * len(block[::4096]); time.sleep(0.4)"
    start = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {hold!r}])"
    usage = measure(python(f"{start}; {hold}; child.wait()"))
    assert usage.peak >= 120 * MEGABYTE


def test_a_short_peak_is_not_missed():
    """Memory held between two samples is in the kernel's account."""
    usage = measure(python("block = bytearray(80_000_000); block[::4096] = b'x' * len(block[::4096]); del block"))
    assert usage.peak >= 80 * MEGABYTE


def test_a_command_that_fails():
    """A failure is raised with what the command said, not measured."""
    with pytest.raises(CommandFailedError, match=r"exit status 3(.|\n)*no such story"):
        measure(python("import sys; print('no such story'); sys.exit(3)"))


def text(name, words):
    """A text that nobody opens."""
    return Text(name=name, path=Path(f"{name}.txt"), words=words)


def result(program, name, words, *walls, peak=10):
    """A result with these wall clocks, processor time the same."""
    turns = tuple(Usage(wall=wall, cpu=wall, peak=peak) for wall in walls)
    return Result(program=program, text=text(name, words), turns=turns)


def test_turns_are_interleaved():
    """Each turn runs every program once, in the same order."""
    asked = []

    def pretend(words):
        asked.append(words)
        return Usage(wall=1.0, cpu=1.0, peak=1)

    pairs = [(Program(name=name, command=lambda path, name=name: (name, path.stem)), text("a", 5)) for name in "xy"]
    results = run(pairs, turns=2, measure=pretend, report=lambda line: None)
    assert asked == [("x", "a"), ("y", "a")] * 2
    assert [len(one.turns) for one in results] == [2, 2]


def test_median_of_the_turns():
    """One slow turn changes nothing; the peak is the largest."""
    one = Result(
        program=IRISES,
        text=text("a", 300),
        turns=(Usage(wall=1, cpu=2, peak=5), Usage(wall=9, cpu=8, peak=7), Usage(wall=1.5, cpu=3, peak=6)),
    )
    assert (one.wall, one.cpu, one.peak, one.words_per_second) == (1.5, 3, 7, 200)


def test_figures():
    """Speed is compared on the same text; growth is time per word, as it is and without the start."""
    results = [
        result(IRISES, "story", 100, 2.0, 1.0, 1.0),
        result(IRISES, "short", 1_100, 2.0),
        result(SPACY, "short", 1_100, 3.0),
        result(IRISES, "long", 10_100, 21.0, peak=1_500_000_000),
    ]
    told = {figure.name: figure.value for figure in figures(results, story="story", novels=["short", "long"])}
    assert told == {
        "short: words per second over spaCy's": pytest.approx(1.5),
        "short: spaCy's processor time over ours": pytest.approx(1.5),
        "time per word, longest novel over shortest": pytest.approx((21 / 10_100) / (2 / 1_100)),
        "the same without the start": pytest.approx((20 / 10_000) / (1 / 1_000)),
        "peak memory on the longest novel": 1.5,
        "example story from a cold start, median": 1.0,
        "example story from a cold start, first turn": 2.0,
    }


def test_table_names_the_machine():
    """The table has a line for each run and each figure, and says where it was measured."""
    results = [result(IRISES, "a", 3_000, 1.5)]
    table = as_table(results, figures(results, story="none", novels=["a"]), {"processor": "two hamsters"})
    assert "2,000" in table
    assert "peak memory on the longest novel" in table
    assert "processor: two hamsters" in table


@pytest.fixture
def fake(tmp_path):
    """A command that pretends to be irises and notes what it was asked to read."""
    program = tmp_path / "irises"
    program.write_text(FAKE_READER.format(python=sys.executable, log=str(tmp_path / "log")))
    program.chmod(0o755)
    return program


def test_command(tmp_path, fake, capsys):
    """The command reads the story and each novel every turn, and writes its figures."""
    novels = tmp_path / "data" / "novels"
    novels.mkdir(parents=True)
    for name, words in (("short", 50), ("long", 500)):
        (novels / f"{name}.txt").write_text("word " * words)
    (tmp_path / "story.txt").write_text("Once.")
    out = tmp_path / "bench.json"
    asked = ["--data", str(tmp_path / "data"), "--novel", "short.txt", "--novel", "long.txt", "--alone", "--turns", "2"]
    asked += ["--story", str(tmp_path / "story.txt"), "--irises", str(fake), "--json", str(out)]
    assert command.main(asked) == 0
    assert (tmp_path / "log").read_text().split() == ["story", "short", "long"] * 2
    content = json.loads(out.read_text())
    assert [(one["text"], one["words"], len(one["turns"])) for one in content["runs"]] == [
        ("story", 1, 2),
        ("short", 50, 2),
        ("long", 500, 2),
    ]
    assert content["machine"]["processor"]
    assert "time per word" in capsys.readouterr().out


def test_command_says_what_failed(tmp_path, fake, capsys):
    """A program that fails ends the run with status 1 and its own words."""
    (tmp_path / "novels").mkdir()
    (tmp_path / "novels" / "a.txt").write_text("word")
    fake.write_text(f"#!{sys.executable}\nraise SystemExit('the weights are missing')\n")
    story = tmp_path / "novels" / "a.txt"
    asked = ["--data", str(tmp_path), "--novel", "a.txt", "--story", str(story), "--irises", str(fake), "--alone"]
    assert command.main(asked) == 1
    assert "the weights are missing" in capsys.readouterr().err
