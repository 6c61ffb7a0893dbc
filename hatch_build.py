"""Puts the plotting library into the package when it is built: Vega, Vega-Lite and Vega-Embed in one script.

The script comes out of vl-convert-python, which is needed for this only: it is large, and slow to bundle. The script is
not kept in the repository; `python hatch_build.py` writes it for a work tree that is used without being installed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    BuildHookInterface = object  # type: ignore[assignment,misc]

SCRIPT = Path(__file__).parent / "src" / "irises" / "web" / "static" / "vega.js"


class PlotsHook(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Runs before a wheel, a source distribution or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """The script is there afterwards; one that is there is kept, as a source distribution brings its own."""
        if not SCRIPT.exists():
            write_script()


def write_script() -> None:
    """Writes the script into the package's folder."""
    import vl_convert

    SCRIPT.write_text(vl_convert.javascript_bundle(), encoding="utf-8")


if __name__ == "__main__":
    write_script()
