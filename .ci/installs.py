"""`.venv/bin/python .ci/installs.py`: builds the wheel, and tries it with every Python from 3.11 on that is here.

Each gets a virtual environment of its own, with ready built packages only, and has to read the example into a folder
with a page. It needs the network, a few minutes and a gigabyte a Python.
"""

from __future__ import annotations

import glob
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
PLACES = ("/usr/bin/python{}", "/usr/local/bin/python{}", "~/.pyenv/versions/{}.*/bin/python")


def pythons() -> dict[str, Path]:
    """An interpreter of each version that is here."""
    found: dict[str, Path] = {}
    for version in VERSIONS:
        places = [glob.glob(str(Path(place.format(version)).expanduser())) for place in PLACES]
        usable = [Path(place) for group in places for place in sorted(group)]
        if usable:
            found[version] = usable[0]
    return found


def run(*command: str | Path) -> str:
    """What a command answers; its failure is ours."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def tried(python: Path, wheel: Path, place: Path) -> str:
    """Irises installed with an interpreter in a new environment, and its version once it has read the example."""
    run(python, "-m", "venv", place)
    run(place / "bin" / "python", "-m", "pip", "install", "--quiet", "--only-binary", ":all:", wheel)
    folder = place / "greenware.irises"
    run(place / "bin" / "irises", "read", ROOT / "examples" / "greenware.txt", "--out", folder, "--quiet")
    if not (folder / "page.html").exists():
        sys.exit(f"{python} wrote no page")
    return run(place / "bin" / "irises", "--version").strip()


def main() -> None:
    """A line for each Python; ends with an error where one fails."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", place, ROOT)
        (wheel,) = place.glob("irises-*.whl")
        for version, python in pythons().items():
            print(f"Python {version}: {tried(python, wheel, place / version)} reads the example", flush=True)


if __name__ == "__main__":
    main()
