"""What a reading depends on, in one short word."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version


@cache
def reading_version() -> str:
    """Twelve digits that change when the same story would be read differently: by program, passes or weights.

    Raises:
        WeightsError: the weights are missing from the installation.
    """
    from irises.document.load import SOURCE
    from irises.encode.weights import manifest
    from irises.passes import PASSES
    from irises.story.record import SOURCE as RECORD

    told = {
        "irises": version("irises"),
        "sources": [SOURCE, RECORD],
        "passes": {step.spec.name: step.spec.version for step in PASSES},
        "weights": {name: file["sha256"] for name, file in manifest()["files"].items()},
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
