"""`.venv/bin/python .ci/wheels.py`: whether every dependency comes ready built, for each Python and kind of computer.

Asks pip, which finds what it would install there and installs nothing: it needs the network, half a minute a line.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from itertools import product
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
COMPUTERS = {
    "Linux x86-64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Linux ARM": (
        "manylinux_2_31_aarch64",
        "manylinux_2_28_aarch64",
        "manylinux_2_17_aarch64",
        "manylinux2014_aarch64",
    ),
    "macOS ARM": tuple(f"macosx_{major}_0_arm64" for major in range(11, 16)),
    "Windows x86-64": ("win_amd64",),
}


def missing(python: str, platforms: tuple[str, ...]) -> str:
    """What pip says is missing, nothing if all is there."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    command += ["--only-binary", ":all:", "--python-version", python]
    command += [word for platform in platforms for word in ("--platform", platform)]
    with tempfile.TemporaryDirectory() as target:
        done = subprocess.run(
            [*command, "--target", target, *project["dependencies"]], capture_output=True, text=True, check=False
        )
    told = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return "; ".join(told) or "pip failed" if done.returncode else ""


def main() -> int:
    """1 if something is missing somewhere."""
    status = 0
    for python, computer in product(PYTHONS, COMPUTERS):
        trouble = missing(python, COMPUTERS[computer])
        print(f"Python {python}, {computer}: {trouble or 'all there'}", flush=True)
        status |= bool(trouble)
    return status


if __name__ == "__main__":
    sys.exit(main())
