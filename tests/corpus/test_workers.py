"""Ray, as a run starts it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("ray")

CODE = """
import os, subprocess, sys
from irises.corpus.workers import cluster
import ray

with cluster(None, workers=1) as found:
    print("workers", found.workers)
    address = ray.get_runtime_context().gcs_address
    outsider = f"import ray; ray.init(address={address!r}); print('connected')"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    environment |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": "0" * 64}
    told = subprocess.run([sys.executable, "-c", outsider], env=environment, capture_output=True, text=True)
    print("outsider", told.returncode, "connected" in told.stdout, "InvalidAuthToken" in told.stderr)
"""


def test_nobody_else_is_answered() -> None:
    """Who has not the token of the run is refused, though Ray's ports are open to the network."""
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=300, check=True)
    assert told.stdout.splitlines() == ["workers 1", "outsider 1 False True"]
