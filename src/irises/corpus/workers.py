"""The stream of stories through Ray Data: sources are read on this computer, stories by workers wherever there are any.

Ray begins a worker that dies again and gives it the same stories, and hands every reading on once.
"""

from __future__ import annotations

import io
import logging
import os
import secrets
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import ray
import ray.data
from ray.data import ActorPoolStrategy, DataContext, Datasource, ReadTask
from ray.data.block import BlockMetadata

from irises.corpus.bounds import Bounds, memory_share
from irises.corpus.done import Done
from irises.corpus.frames import frame, read_frame
from irises.corpus.items import Item
from irises.corpus.keeper import Keeper
from irises.corpus.sources import Sources
from irises.encode.cores import usable_cores
from irises.errors import PlanError, WeightsError

_BLOCK = 8 * 2**10
"""Bytes of stories that a worker is given at once: about a second of work, which is lost with it."""
_MOST_IN_A_BLOCK = 64
_STARTS = 3
_OBJECT_STORE = 512 * 2**20
_ITEMS = pa.schema(
    [
        pa.field("story_id", pa.string()),
        pa.field("source", pa.string()),
        pa.field("key", pa.string()),
        pa.field("name", pa.string()),
        pa.field("content", pa.large_binary()),
        pa.field("trouble", pa.string()),
    ]
)
_FRAMES = pa.schema([pa.field("frame", pa.large_binary())])


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """What there is to read with."""

    workers: int
    nodes: int
    memory: int
    """Bytes for each worker."""


@contextmanager
def cluster(address: str | None, *, workers: int | None) -> Iterator[Cluster]:
    """Ray for the time of a run: one of our own on this computer, or the cluster at an address.

    `workers` is by default one for each core.

    Raises:
        PlanError: there is no cluster at the address, or this computer is not part of it.
    """
    # Ray would tell its makers that it is used.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # What it has to say would be written over the line of progress.
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    ended = signal.getsignal(signal.SIGTERM)
    scratch = tempfile.mkdtemp(prefix="irises-") if address is None else None
    quiet: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
    try:
        with _no_standard_error():
            if address is None:
                _start(workers or usable_cores(), scratch, quiet)
            else:
                _join(address, quiet)
        # Ray takes this signal for itself.
        signal.signal(signal.SIGTERM, ended)
        yield _cluster(workers)
    finally:
        with _no_standard_error():
            ray.shutdown()
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _no_standard_error() -> Iterator[None]:
    """Keeps to itself what libraries that are not Python's write there."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _start(workers: int, scratch: str | None, quiet: dict[str, Any]) -> None:
    """Ray on this computer, which answers only who knows a word that is made for this run."""
    # Its ports are open to the network, whatever address it is given. Where no mode is set it asks for the token.
    os.environ.pop("RAY_AUTH_MODE", None)
    os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    for attempt in range(_STARTS):
        try:
            ray.init(
                address="local",
                num_cpus=workers,
                include_dashboard=False,
                object_store_memory=_OBJECT_STORE,
                _temp_dir=scratch,
                **quiet,
            )
            return
        # Ray raises nothing more exact when its processes have not come up in half a minute.
        except Exception as error:
            ray.shutdown()
            if attempt == _STARTS - 1:
                message = f"Ray did not start ({error}): this computer may be too busy; try again later"
                raise PlanError(message) from error


def _join(address: str, quiet: dict[str, Any]) -> None:
    if address.startswith("ray://"):
        raise PlanError(
            "a Ray client's address cannot be used: run `ray start --address=HOST:PORT` here and give HOST:PORT"
        )
    try:
        ray.init(address=address, **quiet)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PlanError(f"there is no Ray cluster at {address} that this computer is part of ({first})") from error


def _cluster(workers: int | None) -> Cluster:
    nodes = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU")]
    cores = int(sum(node["Resources"]["CPU"] for node in nodes))
    most = max(int(node["Resources"]["CPU"]) for node in nodes)
    return Cluster(workers=min(workers or cores, cores), nodes=len(nodes), memory=memory_share(most))


def readings(
    sources: Sources, done: Done, *, workers: int, bounds: Bounds, withheld: bool
) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What the ledger tells of each story that is not done, and its packed tables, as they come.

    Raises:
        WeightsError: no story at all can be read with this installation.
    """
    _configure()
    stories = ray.data.read_datasource(
        _Stories(sources, done),
        override_num_blocks=1,
        num_cpus=0,
        # The sources are on this computer.
        resources={f"node:{ray.util.get_node_ip_address()}": 0.001},
    )
    read = stories.map_batches(
        _Worker,
        fn_constructor_args=(bounds, withheld),
        batch_size=None,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=2),
        num_cpus=1,
    )
    for batch in read.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
        for value in batch["frame"]:
            found = read_frame(io.BytesIO(value.as_py()))
            assert found is not None
            if found[0]["status"] == "fatal":
                raise WeightsError(found[0]["why"])
            yield found


def _configure() -> None:
    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = _BLOCK
    context.target_min_block_size = 1
    for name in ("ray.data", "ray"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # That there may be more workers than stories is no news.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"ray\.data\.")


class _Stories(Datasource):  # type: ignore[misc]
    """The sources, as one stream that is read where they are."""

    def __init__(self, sources: Sources, done: Done) -> None:
        super().__init__()
        self._sources = sources
        self._done = done

    def estimate_inmemory_data_size(self) -> int | None:
        """Not known."""
        return None

    def get_read_tasks(self, *_: Any, **__: Any) -> list[ReadTask]:
        """One, however much is asked for."""
        unknown = BlockMetadata(num_rows=None, size_bytes=None, exec_stats=None, input_files=None)
        return [ReadTask(partial(_blocks, self._sources, self._done), unknown)]


def _blocks(sources: Sources, done: Done) -> Iterator[pa.Table]:
    """The stories that are not done, as many at once as a worker is given."""
    waiting: list[Item] = []
    size = 0
    for item in sources.stories():
        if item in done:
            continue
        waiting.append(item)
        size += len(item.content)
        if size >= _BLOCK or len(waiting) == _MOST_IN_A_BLOCK:
            yield _block(waiting)
            waiting, size = [], 0
    if waiting:
        yield _block(waiting)


def _block(items: list[Item]) -> pa.Table:
    return pa.Table.from_pylist([vars(item) for item in items], schema=_ITEMS)


class _Worker:
    """Reads the stories of a block, each in the process that it keeps."""

    def __init__(self, bounds: Bounds, withheld: bool) -> None:
        self._keeper = Keeper(bounds, withheld=withheld)

    def __call__(self, block: pa.Table) -> Iterator[pa.Table]:
        for row in block.to_pylist():
            try:
                told, packed = self._keeper.read(Item(**row))
            except WeightsError as error:
                told, packed = {"status": "fatal", "why": str(error)}, b""
            yield pa.Table.from_arrays([pa.array([frame(told, packed)], pa.large_binary())], schema=_FRAMES)
