"""`python -m bench.stages FILE`: where the time of reading goes, stage by stage, in one process from its start.

A stage has its seconds by the clock and those of all cores. What is made ready beside a stage in `irises read` is a
stage of its own here, so that the whole is a little longer. "minds" is what whose eyes, emotions, beliefs, commitments,
relations and presence add to the rest.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from irises.document.model import Document
    from irises.encode import Encoding
    from irises.passes import Pass, PassSpec, Tables

MINDS = ("perspectives", "emotions", "beliefs", "commitments", "relations", "presence")


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Seconds by the clock and of all cores."""

    name: str
    wall: float
    cpu: float


@dataclass(frozen=True)
class Watch:
    """The stages so far."""

    stages: list[Stage] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times what is done inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.stages.append(Stage(name=name, wall=time.perf_counter() - wall, cpu=time.process_time() - cpu))


@dataclass(frozen=True, kw_only=True)
class _Timed:
    """A pass whose two steps are stages."""

    step: Pass
    watch: Watch

    @property
    def spec(self) -> PassSpec:
        return self.step.spec

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> Any:
        with self.watch.stage(f"{self.spec.name}: score"):
            return self.step.score(document, tables, encoding)

    def decode(self, document: Document, tables: Tables, scores: Any) -> dict[str, pa.Table]:
        with self.watch.stage(f"{self.spec.name}: decode"):
            return self.step.decode(document, tables, scores)


def stages_of(file: Path, out: Path) -> list[Stage]:
    """The stages of reading a file into a new folder."""
    watch = Watch()
    with watch.stage("import"):
        from irises import encode, passes
        from irises.document.load import load
        from irises.passes.clauses import forget
        from irises.story import save
        from irises.story.record import story_of
        from irises.web.page import render
    with watch.stage("make ready"):
        encode.prepare()
        passes.prepare()
    with watch.stage("take in"):
        document = load(file)
    with watch.stage("encode"):
        encoding = encode.encode(document)
    timed = [_Timed(step=step, watch=watch) for step in passes.PASSES]
    tables = passes.run_passes(document, encoding, timed)
    forget()
    with watch.stage("story"):
        story = story_of(document, tables, passes={})
    with watch.stage("page"):
        page = render(story)
    with watch.stage("save"):
        save(story, out, page=page)
    return watch.stages


def as_table(stages: Sequence[Stage]) -> str:
    """The stages, their sum, and what minds add to it."""
    lines = [f"{'stage':<24}{'wall s':>8}{'cpu s':>8}"]
    whole = Stage(name="all", wall=sum(one.wall for one in stages), cpu=sum(one.cpu for one in stages))
    lines += [f"{one.name:<24}{one.wall:>8.2f}{one.cpu:>8.2f}" for one in (*stages, whole)]
    return "\n".join([*lines, "", f"minds: {_minds_over_rest(stages):.1%} more than without"])


def _minds_over_rest(stages: Sequence[Stage]) -> float:
    minds = sum(one.wall for one in stages if one.name.partition(":")[0] in MINDS)
    return minds / (sum(one.wall for one in stages) - minds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.stages", description="Where the time of reading goes.")
    parser.add_argument("file", type=Path, metavar="FILE", help="a story")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        print(as_table(stages_of(options.file, Path(folder) / "story.irises")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
