"""The tasks that are scored, each from the gold's folder and the readings to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa

from evaluation.calibration import passage_calibration_rows, talk_calibration_rows
from evaluation.characters import character_rows, identity_rows
from evaluation.coreference import METRICS, conll
from evaluation.counts import total
from evaluation.emotions import emotion_rows
from evaluation.example import Example, clusters_of
from evaluation.minds import examples, minds_rows
from evaluation.people import People, match_people
from evaluation.persons import person_rows
from evaluation.quotations import quotation_rows
from evaluation.readings import Readings
from evaluation.rows import Row
from evaluation.spans import event_rows, mention_rows
from evaluation.speakers import addressee_rows, speaker_rows
from evaluation.syntax import syntax_rows
from gold import litbank, pdnc
from gold.ewt import read_documents
from gold.litbank import LitBankStory
from gold.minds.passages import HERE
from gold.model import digest_of
from gold.reman import read_reman


@dataclass(frozen=True)
class Run:
    """The gold of a run and what is read in it; a text is read when it is first asked for, and once.

    With a `fold`, LitBank's passages are those of that fold of its training part, for weights that were trained without
    them (`training.train --fold`), instead of dev.
    """

    data: Path
    readings: Readings
    fold: int | None = None

    @property
    def litbank(self) -> Path:
        """LitBank's folder."""
        return self.data / "litbank"

    @property
    def pdnc(self) -> Path:
        """PDNC's folder."""
        return self.data / "pdnc"

    @property
    def standardebooks(self) -> Path:
        """The folder of Standard Ebooks."""
        return self.data / "standardebooks"

    @cached_property
    def stories(self) -> list[LitBankStory]:
        """LitBank's dev passages, or those of the fold."""
        names = (
            litbank.story_names(self.litbank, split="dev")
            if self.fold is None
            else litbank.fold_names(self.litbank, self.fold)
        )
        return [litbank.read_story(self.litbank, name, original=novel_file(self.data, name)) for name in names]

    @cached_property
    def passages(self) -> list[Example]:
        """LitBank dev as the program reads it."""
        return [
            Example(predicted=self.readings.of_document(story.document, name=story.name), reference=story)
            for story in self.stories
        ]

    @cached_property
    def linked_passages(self) -> list[Example]:
        """LitBank dev as the program reads it if it is given the gold's mentions, none of them joined."""
        return [
            Example(
                predicted=self.readings.of_document(
                    story.document, name=story.name, given={"mentions": unjoined(story.tables["mentions"])}
                ),
                reference=story,
            )
            for story in self.stories
        ]

    @cached_property
    def novels(self) -> list[Example]:
        """PDNC's dev novels as the program reads their files."""
        return self.novels_named(pdnc.DEV)

    def novels_named(self, names: Iterable[str] | None) -> list[Example]:
        """Some of PDNC's novels; the dev novels for None."""
        return [
            Example(
                predicted=self.readings.of_file(pdnc.novel_files(self.pdnc, name)[0], name=name),
                reference=pdnc.read_novel(self.pdnc, name),
            )
            for name in names or pdnc.DEV
        ]

    @cached_property
    def people(self) -> list[People]:
        """Who is who in each of the novels."""
        return [match_people(example) for example in self.novels]


def novel_file(data: Path, name: str) -> Path:
    """The novel that a passage of LitBank begins."""
    return data / "novels" / f"{name}.txt"


def ewt_file(data: Path) -> Path:
    """EWT's dev part."""
    return data / "ud-ewt" / "en_ewt-ud-dev.conllu"


def unjoined(mentions: pa.Table) -> pa.Table:
    """The mentions, each an entity of its own."""
    column = mentions.schema.get_field_index("entity_id")
    return mentions.set_column(
        column, mentions.schema.field(column), pa.array(np.arange(len(mentions), dtype=np.int32))
    )


def coreference_rows(task: str, examples: Sequence[Example]) -> list[Row]:
    """The metrics of `evaluation.coreference`, micro-averaged over the examples; singletons count."""
    pairs = [
        (clusters_of(e.reference.tables["mentions"]), clusters_of(e.predicted.tables["mentions"])) for e in examples
    ]
    tallies = {name: total(metric(key, response) for key, response in pairs) for name, metric in METRICS.items()}
    n = sum(len(cluster) for key, _ in pairs for cluster in key)
    rows = [Row(task=task, measure="CoNLL F1", value=conll(tallies), n=n)]
    for name, tally in tallies.items():
        rows += [
            Row(task=task, measure=f"{name} F1", value=tally.f1, n=n),
            Row(task=task, measure=f"{name} recall", value=tally.recall, n=n),
            Row(task=task, measure=f"{name} precision", value=tally.precision, n=n),
        ]
    return rows


def _persons(run: Run) -> list[Row]:
    gold = pdnc.persons(run.pdnc)
    predicted = {}
    for name in gold:
        reading = run.readings.of_file(pdnc.novel_files(run.pdnc, name)[0], name=name)
        predicted[name] = reading.tables["story"]["person"][0].as_py()
    return person_rows(gold, predicted)


def _sections(run: Run) -> list[Row]:
    from evaluation.sections import section_rows

    return section_rows(run.standardebooks)


def _litbank_files(data: Path) -> Iterable[Path]:
    folder = data / "litbank"
    yield folder / "split.tsv"
    for name in litbank.story_names(folder, split="dev"):
        yield from (*litbank.story_files(folder, name), novel_file(data, name))


def _pdnc_files(data: Path) -> Iterable[Path]:
    for name in pdnc.DEV:
        yield from pdnc.novel_files(data / "pdnc", name)


def _person_files(data: Path) -> Iterable[Path]:
    folder = data / "pdnc"
    yield pdnc.index_file(folder)
    for name in pdnc.novel_names(folder):
        yield pdnc.novel_files(folder, name)[0]


def _standardebooks_files(data: Path) -> Iterable[Path]:
    yield from (data / "standardebooks").rglob("*.xhtml")
    yield from (data / "standardebooks").rglob("content.opf")


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task: its scorer, and which gold it reads (a key of GOLD)."""

    score: Callable[[Run], list[Row]]
    gold: str


TASKS: Mapping[str, Task] = {
    "mentions": Task(gold="litbank", score=lambda run: mention_rows(run.passages)),
    "events": Task(gold="litbank", score=lambda run: event_rows(run.passages)),
    "coreference": Task(gold="litbank", score=lambda run: coreference_rows("coreference", run.passages)),
    "coreference-gold-mentions": Task(
        gold="litbank", score=lambda run: coreference_rows("coreference-gold-mentions", run.linked_passages)
    ),
    "calibration": Task(gold="litbank", score=lambda run: passage_calibration_rows(run.passages)),
    "syntax": Task(gold="ewt", score=lambda run: syntax_rows(list(read_documents(ewt_file(run.data))))),
    "quotations": Task(gold="pdnc", score=lambda run: quotation_rows(run.novels)),
    "speakers": Task(gold="pdnc", score=lambda run: speaker_rows(run.novels, run.people)),
    "addressees": Task(gold="pdnc", score=lambda run: addressee_rows(run.novels, run.people)),
    "identity": Task(gold="pdnc", score=lambda run: identity_rows(run.novels, run.people)),
    "characters": Task(gold="pdnc", score=lambda run: character_rows(run.novels, run.people)),
    "calibration-talk": Task(gold="pdnc", score=lambda run: talk_calibration_rows(run.novels, run.people)),
    "person": Task(gold="pdnc-persons", score=_persons),
    "sections": Task(gold="standardebooks", score=_sections),
    "emotions": Task(
        gold="reman", score=lambda run: emotion_rows(read_reman(run.data / "reman", split="dev"), run.readings)
    ),
    "minds": Task(gold="minds", score=lambda run: minds_rows(examples(run.readings, run.data, split="dev"))),
}
"""Every task by name, cheap ones first."""

FOLDED = frozenset(name for name, task in TASKS.items() if task.gold == "litbank")
"""The tasks that can be scored on a fold."""

GOLD: Mapping[str, Callable[[Path], Iterable[Path]]] = {
    "litbank": _litbank_files,
    "pdnc": _pdnc_files,
    "pdnc-persons": _person_files,
    "standardebooks": _standardebooks_files,
    "ewt": lambda data: [ewt_file(data)],
    "reman": lambda data: [data / "reman" / "reman-shared.xml"],
    "minds": lambda _: [HERE / "split.tsv", *(HERE / "labels").glob("*.json")],
}
"""The files of each set of gold, below the data folder; those of our own labels are in the repository."""


def score(run: Run, names: Iterable[str]) -> list[Row]:
    """The rows of the named tasks, in the order of TASKS.

    Raises:
        ValueError: if a task's rows share a key, or bear another task's name.
    """
    wanted = set(names)
    rows = [row for name, task in TASKS.items() if name in wanted for row in _checked(name, task.score(run))]
    if len({row.key for row in rows}) != len(rows):
        raise ValueError("two rows have one key")
    return rows


def _checked(name: str, rows: list[Row]) -> list[Row]:
    strange = [row.task for row in rows if row.task != name]
    if strange:
        raise ValueError(f"task {name} gave rows of {strange}")
    return rows


def digests(data: Path, names: Iterable[str]) -> dict[str, str]:
    """The digest of each set of gold that the named tasks read."""
    used = {TASKS[name].gold for name in names}
    return {
        gold: digest_of(HERE if gold == "minds" else data, files(data)) for gold, files in GOLD.items() if gold in used
    }
