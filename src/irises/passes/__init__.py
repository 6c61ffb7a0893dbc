"""Finding out: the ordered tuple of passes. Each scores without touching anything and decodes purely."""

import pyarrow as pa

from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.beliefs import Beliefs
from irises.passes.beside import CAN_BEGIN, Beside
from irises.passes.cast import Cast
from irises.passes.clauses import forget
from irises.passes.commitments import Commitments
from irises.passes.coreference import Coreference
from irises.passes.emotions import Emotions
from irises.passes.events import Events
from irises.passes.interface import Pass, PassSpec, Tables
from irises.passes.lemmas import load_list
from irises.passes.mentions import Mentions
from irises.passes.perspectives import Perspectives
from irises.passes.plan import plan, run_passes
from irises.passes.presence import Presence
from irises.passes.quotations import Quotations
from irises.passes.relations import Relations
from irises.passes.speakers import Speakers
from irises.passes.syntax import Syntax

PASSES: tuple[Pass, ...] = plan(
    (
        Syntax(),
        Mentions(),
        Events(),
        Quotations(),
        Coreference(),
        Speakers(),
        Cast(),
        Perspectives(),
        Emotions(),
        Beliefs(),
        Commitments(),
        Relations(),
        Presence(),
    )
)
"""What a story is read with, in order."""


def prepare() -> None:
    """Gets ready what passes load at their first use; worth doing while something else is waited for."""
    load_list()


_BESIDE, _AFTER = frozenset({"emotions", "beliefs"}), frozenset({"relations"})
"""Passes that a second process can do, about half of what comes after the cast, and what needs their tables."""
_WORTH_IT, _TOO_LARGE = 20_000, 250_000
"""Words from which on a second process saves time, and up to which two have memory enough."""


def run(
    document: Document, encoding: Encoding, *, given: Tables | None = None, processes: int = 1
) -> dict[str, pa.Table]:
    """The document's tables and those of all passes; see `run_passes`.

    With two `processes` the passes that don't need each other's tables are done at once, where the system can and the
    document is neither short nor very long; the tables are the same.
    """
    is_worth_it = _WORTH_IT <= len(document.words) <= _TOO_LARGE
    try:
        if processes > 1 and CAN_BEGIN and is_worth_it and not given:
            return _run_in_two(document, encoding)
        return run_passes(document, encoding, PASSES, given=given)
    finally:
        forget()


def _run_in_two(document: Document, encoding: Encoding) -> dict[str, pa.Table]:
    names = [step.spec.name for step in PASSES]
    people = names.index("cast") + 1
    tables = run_passes(document, encoding, PASSES[:people])
    later = PASSES[people:]
    theirs = tuple(step for step in later if step.spec.name in _BESIDE)
    ours = tuple(step for step in later if step.spec.name not in _BESIDE | _AFTER)
    provided = frozenset().union(*(step.spec.provides for step in theirs))
    beside = Beside(lambda: _only(provided, run_passes(document, encoding, theirs, given=tables)))
    try:
        found = run_passes(document, encoding, ours, given=tables)
    except BaseException:
        beside.stop()
        raise
    found |= beside.result()
    return run_passes(document, encoding, [step for step in later if step.spec.name in _AFTER], given=found)


def _only(names: frozenset[str], tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return {name: table for name, table in tables.items() if name in names}


__all__ = ["PASSES", "Pass", "PassSpec", "Tables", "plan", "prepare", "run", "run_passes"]
