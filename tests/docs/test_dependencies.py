"""The page of dependencies tells of the versions that are tested."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from docs.make import DOCS

ROOT = DOCS.parent


def test_versions_are_those_of_the_lock() -> None:
    """Every row has the lock's version and a licence, and everything that the project names is a row."""
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| (\S+) \| ([^|]+?) \| (\w*) ?\|$", page, flags=re.MULTILINE)
    locked = dict(line.split("==") for line in (ROOT / ".ci" / "lock.txt").read_text(encoding="utf-8").split())
    told = [row for row in rows if row[0] != "package"]
    assert {name: version for name, version, _, _ in told} == {name: locked[name] for name, *_ in told}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["corpus"]]
    assert {canonicalize_name(Requirement(line).name) for line in named} <= {name for name, *_ in told}
    assert all(licence.strip() for _, _, licence, _ in told)
