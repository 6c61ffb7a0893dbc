"""Broken and hostile bytes: read, or refused with a cure; what was once found stays mended.

`python -m tests.fuzz --minutes 10` tries many more, and counts.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.readers import READERS, attempt, broken

FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize("name", sorted(READERS))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(number=st.integers(0, 2**32 - 1))
def test_any_input(name: str, number: int) -> None:
    """A reader reads or refuses what it is given, and nothing else happens."""
    assert attempt(READERS[name], broken(READERS[name], random.Random(number))) in ("read", "refused")


@pytest.mark.parametrize("name", sorted(READERS))
def test_unbroken_input(name: str) -> None:
    """What the inputs are made from is read, or else the broken ones would show nothing."""
    for files in READERS[name].seeds():
        assert attempt(READERS[name], files) == "read"


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.json")), ids=lambda path: path.stem)
def test_what_was_found(path: Path) -> None:
    """An input that once crashed a reader, hung it or took too much is refused or read now."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    reader = READERS[kept["reader"]]
    changed = {name: bytes.fromhex(content) for name, content in kept["files"].items()}
    assert attempt(reader, {**reader.seeds()[kept["of"]], **changed}) == kept["expected"]
