"""OpenVINO without its statistics: importing it would tell its makers that it was imported.

`openvino` reports every import over the network with the package `openvino_telemetry`, and does without where that is
not installed. Nothing may leave this computer, so to our import it is not.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

_STATISTICS = "openvino_telemetry"


def runtime() -> ModuleType:
    """The module `openvino`, which has reported nothing on our behalf."""
    if "openvino" in sys.modules:
        return sys.modules["openvino"]
    known = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == _STATISTICS}
    hidden = dict.fromkeys({_STATISTICS, *known})
    sys.modules.update(hidden)  # type: ignore[arg-type]  # None means "cannot be imported"
    try:
        return importlib.import_module("openvino")
    finally:
        for name in hidden:
            del sys.modules[name]
        sys.modules.update(known)
