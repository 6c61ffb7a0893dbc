"""A whole run over an archive: what is there already, what is to be read, the stream of readings, the parts."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

from irises.corpus import store as stores
from irises.corpus.bounds import Bounds, memory_share
from irises.corpus.done import Done
from irises.corpus.parts import ledger_of
from irises.corpus.progress import Progress
from irises.corpus.sources import Sources
from irises.corpus.store import Damage, Store
from irises.corpus.survey import Survey, survey
from irises.corpus.version import reading_version
from irises.encode.cores import usable_cores
from irises.errors import PlanError

BYTES_PER_SECOND = 13_000.0
"""Of plain text, on one core of an AMD EPYC of 2020: about 2,300 words. It is asked where no ledger knows better."""
_START_SECONDS = 10.0
_PART_WORDS, _PART_BYTES = 5_000_000, 2**29
_PART_SECONDS, _PART_SHARE = 60.0, 0.1
_TOLD_FAILURES = 10
_ON_RAY = "irises.corpus.workers"
_ENOUGH_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to run: `ray` is a cluster's address, `seconds` and `memory` (bytes) bound one story, `retry` reads failed
    stories again, `withheld` leaves every word of the authors' out."""

    ray: str | None = None
    workers: int | None = None
    seconds: float | None = None
    memory: int | None = None
    retry: bool = False
    withheld: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run will read, with what, and about how long that takes."""

    survey: Survey
    workers: int
    nodes: int
    bounds: Bounds
    bytes_per_second: float
    """Of one worker."""

    @property
    def seconds(self) -> float:
        """About how long, by the length of what is to be read."""
        return _START_SECONDS + self.survey.n_bytes / self.bytes_per_second / self.workers


@dataclass(kw_only=True)
class Outcome:
    """What a run came to."""

    survey: Survey
    n_read: int = 0
    n_words: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    first_failures: list[tuple[str, str]] = field(default_factory=list)
    """The first stories that failed in this run, and why."""
    seconds: float = 0.0
    damage: list[Damage] = field(default_factory=list)
    n_in_all: int = 0
    """Stories in the archive, from this run and earlier ones."""
    failed_in_all: Counter[str] = field(default_factory=Counter)
    n_parts: int = 0
    n_bytes: int = 0
    """Of all files of the archive."""


def plan(sources: Sources, out: str | os.PathLike[str], options: Options) -> Plan:
    """What `run` would do. Nothing is written.

    Raises:
        PlanError: a source is not there, or the archive may not be written.
        WeightsError: no story can be read with this installation.
    """
    _need_extra("psutil")
    sources.check()
    root = Path(os.path.realpath(out))
    stores.check(root, withheld=options.withheld)
    reading, done, rates = reading_version(), [], []
    for part in sorted(root.glob("part-*")) if root.exists() else ():
        rows = _rows_of(part, ["story_id", "sha256", "reading", "failure", "n_bytes", "seconds"])
        done += [
            (row["story_id"], row["sha256"])
            for row in rows
            if row["reading"] == reading and not (options.retry and row["failure"])
        ]
        rates += [(row["n_bytes"], row["seconds"]) for row in rows if row["failure"] is None]
    found = survey(sources, Done(done))
    workers, nodes, memory = _means(options)
    return Plan(
        survey=found,
        workers=workers,
        nodes=nodes,
        bounds=Bounds(memory=options.memory or memory, seconds=options.seconds),
        bytes_per_second=_rate(rates),
    )


def run(
    sources: Sources,
    out: str | os.PathLike[str],
    options: Options,
    *,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Outcome:
    """Reads what is not read yet into an archive; `report` is told of every story.

    Raises:
        PlanError: a source is not there, the archive may not be written, the disk refuses, or there is no cluster.
        WeightsError: no story can be read with this installation.
    """
    on_ray = _need_extra(_ON_RAY)
    sources.check()
    began = time.monotonic()
    with stores.opened(out, withheld=options.withheld, reading=reading_version()) as store:
        done = Done(
            (story_id, known.sha256)
            for story_id, known in store.known.items()
            if known.reading == store.reading and not (options.retry and known.failure)
        )
        found = survey(sources, done)
        store.forget(found.mended & {story_id for story_id, known in store.known.items() if known.is_archive})
        outcome = Outcome(survey=found, damage=store.damage)
        if found.n_to_read or found.n_troubles:
            with on_ray.cluster(options.ray, workers=options.workers) as cluster:
                bounds = Bounds(memory=options.memory or cluster.memory, seconds=options.seconds)
                progress = Progress(total=found.n_to_read + found.n_troubles, n_bytes=found.n_bytes)
                parts = _Parts(store)
                stream = on_ray.readings(
                    sources, done, workers=cluster.workers, bounds=bounds, withheld=options.withheld
                )
                for told, packed in stream:
                    if store.add(told, packed):
                        _note(outcome, told)
                        progress.note(told)
                        report(progress)
                    parts.close_when_due()
        store.commit()
        outcome.n_in_all = len(store.known)
        outcome.failed_in_all = Counter(known.failure for known in store.known.values() if known.failure)
        outcome.n_parts = len(store.parts)
        outcome.n_bytes = sum(path.stat().st_size for part in store.parts for path in part.iterdir())
    outcome.seconds = time.monotonic() - began
    return outcome


class _Parts:
    """Closes parts: small ones at first, so that there is something to look at, and larger ones as the run goes on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._began = self._opened = time.monotonic()

    def close_when_due(self) -> None:
        """Makes a part of the log if it is large enough, or has waited long enough."""
        now, log = time.monotonic(), self._store.log
        patience = max(_PART_SECONDS, _PART_SHARE * (now - self._began))
        if log.n_words >= _PART_WORDS or log.n_bytes >= _PART_BYTES or (len(log) and now - self._opened >= patience):
            self._store.commit()
            self._opened = time.monotonic()


def _note(outcome: Outcome, told: Mapping[str, Any]) -> None:
    outcome.n_words += told["n_words"]
    if told["failure"] is None:
        outcome.n_read += 1
        return
    outcome.failed[told["failure"]] += 1
    if len(outcome.first_failures) < _TOLD_FAILURES:
        outcome.first_failures.append((told["story_id"], f"{told['why']}; {told['cure']}"))


def _rows_of(part: Path, columns: list[str]) -> list[dict[str, Any]]:
    """The rows of a part's ledger; none of one that is damaged, whose stories a run would read again."""
    try:
        rows: list[dict[str, Any]] = ledger_of(part, columns).to_pylist()
    except (OSError, pa.ArrowException):
        return []
    return rows


def _rate(rates: Sequence[tuple[int, float]]) -> float:
    """Bytes that a worker has read in a second so far."""
    n_bytes, seconds = (sum(column) for column in zip(*rates, strict=True)) if rates else (0, 0.0)
    return n_bytes / seconds if seconds > _ENOUGH_SECONDS else BYTES_PER_SECOND


def _means(options: Options) -> tuple[int, int, int]:
    """Workers, nodes, and bytes of memory for each worker."""
    if options.ray is None:
        workers = options.workers or usable_cores()
        return workers, 1, memory_share(workers)
    with _need_extra(_ON_RAY).cluster(options.ray, workers=options.workers) as cluster:
        return cluster.workers, cluster.nodes, cluster.memory


def _need_extra(module: str) -> ModuleType:
    """A module that needs what comes with the extra `corpus`.

    Raises:
        PlanError: this installation hasn't got it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        message = f"reading an archive needs more ({error}): install it with `pip install 'irises[corpus]'`"
        raise PlanError(message) from error
