"""`.venv/bin/python .ci/lock.py`: pins what the tests run with, all that `irises[dev]` brings here, in `.ci/lock.txt`.

CI installs these versions and no others (`PIP_CONSTRAINT`); run this after a change of dependencies.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).with_name("lock.txt")


def pinned(name: str, extras: frozenset[str], found: dict[str, str], seen: set[tuple[str, frozenset[str]]]) -> None:
    """Adds the installed version of a package and of all it needs here, with these extras, by canonical name."""
    if (name, extras) in seen:
        return
    seen.add((name, extras))
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return
    found[canonicalize_name(name)] = package.version
    for line in package.requires or ():
        needed = Requirement(line)
        environments = [{"extra": extra} for extra in extras or ("",)]
        if needed.marker is None or any(needed.marker.evaluate(environment) for environment in environments):
            pinned(canonicalize_name(needed.name), frozenset(needed.extras), found, seen)


def closure(requirements: Iterable[str]) -> dict[str, str]:
    """Version by package of all that these need here."""
    found: dict[str, str] = {}
    for line in requirements:
        needed = Requirement(line)
        pinned(canonicalize_name(needed.name), frozenset(needed.extras), found, set())
    return found


def locked() -> dict[str, str]:
    """Version by package of everything that the project and its extra `dev` need here."""
    project = tomllib.loads((LOCK.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return closure([*project["dependencies"], *project["optional-dependencies"]["dev"]])


if __name__ == "__main__":
    LOCK.write_text("".join(f"{name}=={number}\n" for name, number in sorted(locked().items())), encoding="utf-8")
