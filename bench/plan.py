"""What is run, in which order, and what the turns come to."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Usage

NOVELS = ("215_the_call_of_the_wild.txt", "158_emma.txt", "766_david_copperfield.txt")
"""Of about 32,000, 158,000 and 354,000 words, the shortest first; the middle one stands for speed."""

IRISES, SPACY = "irises read", "spaCy small"


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text that is read; words are counted between white space, the same for every program."""

    name: str
    path: Path
    words: int


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program that is measured; `command` makes the command that reads a file."""

    name: str
    command: Callable[[Path], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Result:
    """A program on a text: its turns in order, and what they come to.

    Seconds are medians over the turns, the peak is the largest.
    """

    program: str
    text: Text
    turns: tuple[Usage, ...]

    @property
    def wall(self) -> float:
        """Seconds by the clock."""
        return statistics.median(turn.wall for turn in self.turns)

    @property
    def cpu(self) -> float:
        """Seconds of all processors together."""
        return statistics.median(turn.cpu for turn in self.turns)

    @property
    def peak(self) -> int:
        """Bytes of memory at the peak."""
        return max(turn.peak for turn in self.turns)

    @property
    def words_per_second(self) -> float:
        """Words by the clock, the start of the process included."""
        return self.text.words / self.wall


def text_at(path: Path) -> Text:
    """The text of a file."""
    return Text(name=path.stem, path=path, words=len(path.read_text(encoding="utf-8", errors="replace").split()))


def irises_program(executable: str, folder: Path) -> Program:
    """`irises read FILE`, which writes its story into the folder, over the last one."""
    return Program(
        name=IRISES,
        command=lambda path: (executable, "read", str(path), "--out", str(folder / path.stem), "--force"),
    )


def spacy_program() -> Program:
    """spaCy's full small pipeline."""
    return Program(name=SPACY, command=lambda path: (sys.executable, "-m", "bench.spacy_small", str(path)))


def run(
    pairs: Sequence[tuple[Program, Text]],
    *,
    turns: int,
    measure: Callable[[Sequence[str]], Usage],
    report: Callable[[str], None],
) -> list[Result]:
    """Every program on its text, `turns` times, the turns interleaved so that the machine's moods fall on all alike."""
    usages: list[list[Usage]] = [[] for _ in pairs]
    for turn in range(turns):
        for own, (program, text) in zip(usages, pairs, strict=True):
            own.append(measure(program.command(text.path)))
            report(f"turn {turn + 1} of {turns}: {program.name}, {text.name}: {own[-1].wall:.1f} s")
    return [
        Result(program=program.name, text=text, turns=tuple(own))
        for (program, text), own in zip(pairs, usages, strict=True)
    ]


def find(results: Iterable[Result], program: str, text: str) -> Result | None:
    """The result of the program on the text, if it was run."""
    return next((result for result in results if (result.program, result.text.name) == (program, text)), None)
