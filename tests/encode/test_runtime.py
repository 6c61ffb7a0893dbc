"""Reading a story opens no connection and starts no process."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from irises.encode.runtime import runtime

WATCHED = """
import sys
seen = []
def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request",
                 "os.fork", "os.posix_spawn", "subprocess.Popen"}:
        seen.append(event)
sys.addaudithook(watch)
import irises
irises.read(b'"Come in," said Anna, and Peter did.', name="a.txt")
import time
time.sleep(0.3)
assert "openvino_telemetry" not in sys.modules, "statistics are imported"
assert not seen, seen
"""
"""Statistics are sent from a thread and a process of their own, some time after they were asked for."""


def test_reading_tells_nobody() -> None:
    """Neither what is read nor that anything is read leaves the process."""
    done = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_statistics_of_others_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants the statistics package finds it as it was: only our import of OpenVINO goes without."""
    known = ModuleType("openvino_telemetry")
    monkeypatch.setitem(sys.modules, "openvino_telemetry", known)
    monkeypatch.delitem(sys.modules, "openvino", raising=False)
    monkeypatch.setattr("importlib.import_module", lambda name: (name, sys.modules["openvino_telemetry"]))
    assert runtime() == ("openvino", None)
    assert sys.modules["openvino_telemetry"] is known
