"""`.venv/bin/python .ci/licences.py`: lists what Irises needs to run, with versions and licences.

The list is docs/dependencies.md. Licences are what the installed packages say of themselves. One that is not known, or
asks more of who uses Irises than to keep a notice, ends it with an error: look at the package then, and do without it
or add its licence here.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageMetadata, distribution

from lock import LOCK, closure

PAGE = LOCK.parents[1] / "docs" / "dependencies.md"
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|PSF|0BSD|CC0|Zlib|Python Software Foundation|MPL|Mozilla", re.IGNORECASE)
"""The Mozilla licence asks for the source of its own files when these are changed, and for no more."""
OTHERS = re.compile(r"GPL|General Public|proprietary|Commons-NonCommercial", re.IGNORECASE)
EXTRAS = ("corpus", "mcp")
INTRODUCTION = """\
<!-- made by `.ci/licences.py`: run that after `.ci/lock.py` -->
# What Irises needs to run

Packages that `pip install irises` brings, and those of the extras `corpus` and `mcp`, in the versions that were tested
(`.ci/lock.txt` has them all, those for development too), with the licences that they state. None is part of Irises' own
package. What draws the page's pictures is, and NOTICE names it.

To look for known vulnerabilities, with a network and the tool `pip-audit`:

```
pip-audit --requirement .ci/lock.txt --no-deps --disable-pip
```

`python .ci/wheels.py` asks pip whether all of them come ready built for each Python and kind of computer;
`python .ci/installs.py` installs Irises' own wheel with every Python from 3.11 on that is there.

| package | version | licence | extra |
|---|---|---|---|
"""


def licence(metadata: PackageMetadata) -> str:
    """The licence that a package states, in its shortest form."""
    classified = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or () if c.startswith("License ::")]
    stated = metadata.get("License-Expression") or ", ".join(classified) or metadata.get("License") or ""
    return stated.splitlines()[0].strip() if stated.strip() else ""


def main() -> int:
    """1 where a licence has to be looked at."""
    project = tomllib.loads((LOCK.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sets = {"": project["dependencies"], **{name: project["optional-dependencies"][name] for name in EXTRAS}}
    needed_for: dict[str, str] = {}
    for extra, requirements in sets.items():
        for name in closure(requirements):
            needed_for.setdefault(name, extra)
    rows, status = [], 0
    for name in sorted(needed_for):
        metadata = distribution(name).metadata
        stated = licence(metadata)
        if OTHERS.search(stated) or not PERMISSIVE.search(stated):
            print(f"{name} {metadata['Version']}: its licence is {stated or 'not known'}", file=sys.stderr)
            status = 1
        rows.append(f"| {name} | {metadata['Version']} | {stated} | {needed_for[name]} |\n")
    PAGE.write_text(INTRODUCTION + "".join(rows), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
