"""`python -m bench.corpus novels|stories --data DIR --scratch DIR`: what reading whole archives costs.

novels: the novels in one run, against single reads (--singles); the same with workers and the command
killed (--kill-every) and on a cluster of two nodes on this machine (--two-nodes), which must give identical rows.
stories: short stories cut from the novels in one dataset, the recipes' queries over it, and over it many times
(--times).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bench.cut import cut
from bench.digests import digests
from bench.measure import measure
from bench.multiply import multiply
from bench.queries import ask_all
from bench.report import describe_machine
from bench.war import at_war

_MEGABYTE = 1e6


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures as JSON; 1 if rows were not identical."""
    options = _options(arguments)
    options.scratch.mkdir(parents=True, exist_ok=True)
    figures = {"machine": describe_machine(), **(_novels if options.what == "novels" else _stories)(options)}
    text = json.dumps(figures, indent=1)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0 if all(figures.get(name, True) for name in ("war_is_identical", "two_nodes_are_identical")) else 1


def _novels(options: argparse.Namespace) -> dict[str, Any]:
    source = options.scratch / "novels"
    _fresh(source)
    files = sorted((options.data / "novels").glob("*.txt"))[: options.n]
    for file in files:
        shutil.copy(file, source)
    figures: dict[str, Any] = {}
    if options.peace is None:
        peace = options.scratch / "peace"
        figures = _archive(options, source, peace)
        _say(f"in peace: {json.dumps(figures)}")
    else:
        peace = options.peace
    wanted = digests(peace, only={f"{source.name}/{file.name}" for file in files})
    if options.singles:
        singles = _singles(options, files[:: options.singles])
        _say(f"one by one: {json.dumps(singles)}")
        figures |= singles
        if "words_per_second" in figures:
            figures["time_over_singles"] = singles["singles_words_per_second"] / figures["words_per_second"]
    if options.kill_every:
        war = options.scratch / "war"
        _fresh(war)
        cost = at_war(
            _command(options, source, war),
            every=options.kill_every,
            commands=options.kill_command,
            after=options.kill_command_after,
            report=_say,
        )
        figures["war"] = vars(cost)
        figures["war_is_identical"] = digests(war) == wanted
        _say(f"at war: {json.dumps(figures['war'])}, identical: {figures['war_is_identical']}")
    if options.two_nodes:
        two = options.scratch / "two-nodes"
        _fresh(two)
        with _two_nodes() as address:
            usage = measure([*_command(options, source, two), "--ray", address])
        figures["two_nodes_seconds"] = usage.wall
        figures["two_nodes_are_identical"] = digests(two) == wanted
    return figures


def _stories(options: argparse.Namespace) -> dict[str, Any]:
    novels = sorted((options.data / "novels").glob("*.txt"))
    source = options.scratch / "stories.parquet"
    pieces = list(cut(novels, n_words=options.words, most=options.n))
    pq.write_table(pa.Table.from_pylist(pieces), source)
    _say(f"{len(pieces):,} stories of about {options.words:,} words")
    archive = options.scratch / "stories"
    figures = _archive(options, source, archive, "--id-column", "id")
    _say(f"read: {json.dumps(figures)}")
    figures["files"] = _files(archive)
    figures["queries"] = ask_all(archive)
    if options.times > 1:
        many = options.scratch / "many"
        _fresh(many)
        figures["many_rows"] = multiply(archive, many, times=options.times, report=_say)
        figures["many_files"] = _files(many)
        figures["many_queries"] = ask_all(many)
    return figures


def _archive(options: argparse.Namespace, source: Path, out: Path, *more: str) -> dict[str, Any]:
    """What one run over a source costs."""
    _fresh(out)
    usage = measure([*_command(options, source, out), *more])
    rows = [row for part in out.glob("part-*") for row in pq.read_table(part / "ledger.parquet").to_pylist()]
    words = sum(row["n_words"] for row in rows)
    return {
        "stories": len(rows),
        "failed": sum(row["status"] == "failed" for row in rows),
        "words": words,
        "seconds": usage.wall,
        "words_per_second": words / usage.wall,
        "cpu_seconds": usage.cpu,
        "peak_megabytes_of_all_processes": usage.peak / _MEGABYTE,
        "peak_megabytes_of_a_reading_process": max(row["megabytes"] for row in rows),
        "seconds_of_workers": sum(row["seconds"] for row in rows),
    }


def _singles(options: argparse.Namespace, files: Sequence[Path]) -> dict[str, float]:
    """What reading files one by one costs."""
    seconds, words = 0.0, 0
    out = options.scratch / "one"
    for file in files:
        seconds += measure([options.irises, "read", str(file), "--out", str(out), "--force"]).wall
        words += pq.read_table(out / "story.parquet", columns=["n_words"])["n_words"][0].as_py()
        _say(f"{file.stem}: {seconds:.1f} s so far for {words:,} words")
    return {
        "singles": len(files),
        "singles_words": words,
        "singles_seconds": seconds,
        "singles_words_per_second": words / seconds,
    }


def _command(options: argparse.Namespace, source: Path, out: Path) -> list[str]:
    return [options.irises, "corpus", str(source), "--out", str(out), "--quiet"]


@contextmanager
def _two_nodes() -> Iterator[str]:
    """The address of a cluster of two nodes with a core each, on this machine."""
    # Ray would tell its makers that it is used.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    try:
        cluster.wait_for_nodes()
        yield cluster.address
    finally:
        cluster.shutdown()


def _files(archive: Path) -> Mapping[str, Any]:
    """How large the files of each table are, and how many."""
    found: dict[str, dict[str, float]] = {}
    for path in sorted(archive.glob("part-*/*.parquet")):
        table = found.setdefault(path.stem, {"files": 0, "megabytes": 0.0})
        table["files"] += 1
        table["megabytes"] += round(path.stat().st_size / _MEGABYTE, 3)
    return found


def _fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description="Measure the reading of archives.")
    parser.add_argument("what", choices=("novels", "stories"))
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder with novels/")
    parser.add_argument("--scratch", type=Path, required=True, metavar="DIR", help="folder for archives, large")
    parser.add_argument("--n", type=int, metavar="N", help="only so many novels, or stories")
    parser.add_argument(
        "--singles", type=int, nargs="?", const=1, metavar="N", help="read each novel, or each Nth, by itself too"
    )
    parser.add_argument(
        "--peace", type=Path, metavar="DIR", help="the same version's archive of the novels, instead of a new one"
    )
    parser.add_argument("--kill-every", type=float, metavar="S", help="again, with a worker killed every S seconds")
    parser.add_argument("--kill-command", type=int, default=2, metavar="N", help="and the command N times (2)")
    parser.add_argument(
        "--kill-command-after", type=float, default=60, metavar="S", help="S seconds after its start (60)"
    )
    parser.add_argument("--two-nodes", action="store_true", help="again, on a cluster of two nodes on this machine")
    parser.add_argument("--words", type=int, default=1000, metavar="N", help="of a short story (1000)")
    parser.add_argument("--times", type=int, default=1, metavar="N", help="ask the archive of stories N times over too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    default = str(Path(sys.executable).with_name("irises"))
    parser.add_argument("--irises", default=default, metavar="COMMAND", help="the program that has `corpus`")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
