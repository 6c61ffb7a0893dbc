"""The gate as a command, and whole runs over corpora in miniature."""

from __future__ import annotations

import json
import subprocess

import pytest

from evaluation import __main__ as command
from evaluation import gate
from evaluation.floors import parse_floors
from evaluation.readings import Readings
from evaluation.tasks import TASKS, Run, digests, score, unjoined
from gold import litbank, pdnc
from gold.model import Annotated
from irises.annotation import table_from_rows
from tests.evaluation.corpora import PRINTED, reading, write_litbank, write_pdnc

LITBANK_TASKS = ("mentions", "events", "coreference", "coreference-gold-mentions", "calibration")
PDNC_TASKS = ("quotations", "speakers", "addressees", "identity", "characters", "calibration-talk", "person")


class Program:
    """A program that reads LitBank as the gold says, and novels not at all; it counts what it was asked to read."""

    def __init__(self, data):
        self.asked = []
        self.given = []
        self._story = litbank.read_story(data / "litbank", "1_harbour", original=data / "novels" / "1_harbour.txt")

    def read_document(self, document, given):
        """The gold's own tables."""
        self.asked.append(document.source.name)
        self.given.append(dict(given))
        return Annotated(name="1_harbour", text=document.text, tables={**self._story.tables, **given})

    def read_file(self, path):
        """Nothing but the person of the narration."""
        self.asked.append(path.parent.name)
        nothing = reading(path.read_text(encoding="utf-8"))
        story = {
            "start": 0, "end": 0, "confidence": 1.0, "source": "hand", "known_at": 0, "language": "en",
            "person": "first", "source_name": "", "source_format": "txt", "source_sha256": "", "text_sha256": "",
            "n_chars": 0, "n_words": 0, "reader_version": "0",
        }  # fmt: skip
        return Annotated(
            name=path.stem, text=nothing.text, tables={**nothing.tables, "story": table_from_rows("story", [story])}
        )

    def readings(self, kept=None):
        """Its readings."""
        return Readings(read_file=self.read_file, read_document=self.read_document, kept=kept)


@pytest.fixture
def data(tmp_path):
    """A folder of gold in miniature."""
    write_litbank(tmp_path / "data" / "litbank")
    write_pdnc(tmp_path / "data" / "pdnc", names=pdnc.DEV)
    (tmp_path / "data" / "novels").mkdir()
    (tmp_path / "data" / "novels" / "1_harbour.txt").write_text(PRINTED)
    return tmp_path / "data"


@pytest.fixture
def program(data, monkeypatch):
    """The program that commands are to score."""
    program = Program(data)
    monkeypatch.setattr(command, "program_readings", program.readings)
    monkeypatch.setattr(gate, "program_readings", program.readings)
    return program


@pytest.fixture
def floors(tmp_path):
    """A file of floors in a git repository of its own."""
    folder = tmp_path / "repository"
    folder.mkdir()
    for words in (["init", "-q"], ["config", "user.email", "a@b.c"], ["config", "user.name", "a"]):
        subprocess.run(["git", "-C", str(folder), *words], check=True)
    return folder / "floors.toml"


def commit(path):
    """The file as it is, committed."""
    subprocess.run(["git", "-C", str(path.parent), "add", path.name], check=True)
    subprocess.run(["git", "-C", str(path.parent), "commit", "-q", "-m", "floors"], check=True)


def run_gate(data, floors, *more, only="events"):
    """The gate's exit status."""
    return gate.main(["--data", str(data), "--floors", str(floors), "--only", only, *more])


def test_every_task_has_rows(data, program):
    """Each task gives rows of its own name with values in 0..1, and each text is read once for all of them."""
    rows = score(Run(data, program.readings()), (*LITBANK_TASKS, *PDNC_TASKS))
    assert {row.task for row in rows} == {*LITBANK_TASKS, *PDNC_TASKS}
    assert all(0.0 <= row.value <= 1.0 for row in rows)
    assert sorted(program.asked) == sorted(["1_harbour", "1_harbour", *pdnc.DEV])
    values = {row.key: row.value for row in rows}
    assert values["mentions", "spans F1"] == values["coreference", "CoNLL F1"] == 1.0
    assert values["speakers", "all"] == values["quotations", "all: recall"] == 0.0
    assert values["person", "narrative person"] == 1.0


def test_gold_mentions_are_given_unjoined(data, program):
    """The program gets the gold's mentions without their entities: a program that joins nothing finds no link."""
    rows = score(Run(data, program.readings()), ["coreference-gold-mentions"])
    (given,) = program.given
    assert given["mentions"]["entity_id"].to_pylist() == list(range(6))
    assert {row.measure: row.value for row in rows}["MUC F1"] == 0.0
    assert unjoined(given["mentions"]).schema.equals(given["mentions"].schema)


def test_readings_are_kept(data, program, tmp_path):
    """With a folder for readings a second run reads nothing and has the same figures."""
    tasks = TASKS.keys() - {"sections", "emotions", "minds", "syntax"}
    first = score(Run(data, program.readings(tmp_path / "kept")), tasks)
    asked = len(program.asked)
    assert score(Run(data, program.readings(tmp_path / "kept")), tasks) == first
    assert len(program.asked) == asked


def test_command(data, program, tmp_path, capsys):
    """The command prints a table and writes the same figures with the digests of their gold."""
    out = tmp_path / "figures.json"
    assert command.main(["--data", str(data), "--only", "events", "--json", str(out)]) == 0
    assert "events  F1" in capsys.readouterr().out
    content = json.loads(out.read_text())
    assert content["rows"][0] == {"task": "events", "measure": "F1", "value": 1.0, "n": 2}
    assert content["gold"] == digests(data, ["events"])


def test_gate_opens_and_shuts(data, program, floors, capsys):
    """A pinned figure holds; a higher floor shuts the gate and says so."""
    assert run_gate(data, floors, "--raise") == 0
    assert run_gate(data, floors) == 0
    floors.write_text(floors.read_text().replace("value = 1.0", "value = 1.1"))
    assert run_gate(data, floors) == 1
    assert "below its floor" in capsys.readouterr().out


def test_gate_knows_its_gold(data, program, floors, capsys):
    """A changed file of the gold shuts the gate."""
    assert run_gate(data, floors, "--raise") == 0
    with (data / "litbank" / "split.tsv").open("a") as split:
        split.write("\n")
    assert run_gate(data, floors) == 1
    assert run_gate(data, floors, "--raise") == 1
    assert "restore them" in capsys.readouterr().out


def test_gate_refuses_lowered_floors(data, program, floors, capsys):
    """A floor lowered by hand below its committed version shuts the gate, also after that is committed."""
    assert run_gate(data, floors, "--raise") == 0
    commit(floors)
    floors.write_text(floors.read_text().replace("value = 1.0", "value = 0.5"))
    assert run_gate(data, floors) == 1
    commit(floors)
    assert run_gate(data, floors) == 1
    assert "for no reason" in capsys.readouterr().out


def test_gate_lowers_for_a_reason(data, program, floors):
    """With a reason the broken floor is lowered, the reason is kept in the file, and the gate is open again."""
    assert run_gate(data, floors, "--raise") == 0
    floors.write_text(floors.read_text().replace("value = 1.0", "value = 1.1"))
    commit(floors)
    assert run_gate(data, floors, "--lower-because", "a typing error in the floor") == 0
    (note,) = parse_floors(floors.read_text()).lowered
    assert (note.before, note.after, note.because) == (1.1, 1.0, "a typing error in the floor")
    commit(floors)
    assert run_gate(data, floors) == 0


def test_gate_takes_figures_of_a_run(data, program, floors, tmp_path):
    """Figures of an earlier run are judged like new ones."""
    out = tmp_path / "figures.json"
    command.main(["--data", str(data), "--only", "events", "--json", str(out)])
    assert run_gate(data, floors, "--raise", "--figures", str(out)) == 0
    assert parse_floors(floors.read_text()).floors == {("events", "F1"): 1.0}
    out.write_text(out.read_text().replace("1.0", "0.25"))
    assert run_gate(data, floors, "--figures", str(out)) == 1


def test_only_headlines_get_floors(data, program, floors):
    """Of a task with headlines, only those are pinned."""
    run_gate(data, floors, "--raise", only="mentions")
    assert set(parse_floors(floors.read_text()).floors) == {
        ("mentions", "spans F1"),
        ("mentions", "spans and category F1"),
    }


def test_headlines_exist(data, program):
    """Every headline names a figure that its task really gives."""
    tasks = (*LITBANK_TASKS, *PDNC_TASKS)
    rows = {row.key for row in score(Run(data, program.readings()), tasks)}
    wanted = {(task, measure) for task, measures in gate.HEADLINES.items() for measure in measures if task in tasks}
    assert len(wanted) > 20
    assert wanted <= rows


def test_a_fold_is_scored_in_place_of_dev(data, program, capsys):
    """Fold 0 holds the first training passage; tasks of other gold don't go with it, and it has no digest to pin."""
    split = data / "litbank" / "split.tsv"
    split.write_text(split.read_text().replace("dev", "train"))
    figures = data / "figures.json"
    assert command.main(["--data", str(data), "--fold", "0", "--only", "events", "--json", str(figures)]) == 0
    assert program.asked == ["1_harbour"]
    assert json.loads(figures.read_text())["gold"] == {}
    with pytest.raises(SystemExit):
        command.main(["--data", str(data), "--fold", "0", "--only", "speakers"])
    assert "calibration, coreference" in capsys.readouterr().err
