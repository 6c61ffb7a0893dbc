"""The tour does what it says."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import irises
from docs.make import DOCS

if not hasattr(irises, "read"):
    pytest.skip("the reader isn't there yet", allow_module_level=True)


def test_tour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of the tour runs, and answers as printed there."""
    monkeypatch.chdir(DOCS.parent)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed, tried = doctest.testfile(str(Path("docs") / "tour.md"), module_relative=False, optionflags=flags)
    assert tried > 10
    assert failed == 0
