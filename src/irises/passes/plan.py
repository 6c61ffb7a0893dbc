"""Runs passes over a document, in order, each with the tables it needs and no others."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from irises.annotation import check_table
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.errors import ContractError, PlanError
from irises.passes.interface import Pass, Tables

DOCUMENT_TABLES = frozenset({"metadata", "markup", "sections", "paragraphs"})
"""What every document brings along."""


def plan(passes: Sequence[Pass], *, given: frozenset[str] = frozenset()) -> tuple[Pass, ...]:
    """The passes as a tuple in which every need is met by the document, what is given, or an earlier pass.

    Raises:
        PlanError: listing what is met and what is missing.
    """
    met = set(DOCUMENT_TABLES | given)
    for step in passes:
        missing = step.spec.requires - met
        if missing:
            raise PlanError(
                f"pass {step.spec.name} needs {', '.join(sorted(missing))}; there is {', '.join(sorted(met))}. "
                "Put a pass that provides it before, or give the table"
            )
        met |= step.spec.provides
    return tuple(passes)


def run_passes(
    document: Document, encoding: Encoding, passes: Sequence[Pass], *, given: Tables | None = None
) -> dict[str, pa.Table]:
    """The document's tables and those of the passes.

    A table that is `given` stands in for the pass that would begin it: such a pass is left out if all it provides is
    given; later passes that refine the table still run.

    Raises:
        PlanError: if a pass needs a table that nobody provides.
        ContractError: if a pass returns other tables than it declared, or a table breaks the contract.
    """
    begun = dict(given or {})
    tables: dict[str, pa.Table] = {**document.tables, **begun}
    for step in plan(passes, given=frozenset(begun)):
        if step.spec.provides <= begun.keys():
            begun = {name: table for name, table in begun.items() if name not in step.spec.provides}
            continue
        needed = {name: tables[name] for name in step.spec.requires}
        provided = step.decode(document, needed, step.score(document, needed, encoding))
        if provided.keys() != step.spec.provides:
            raise ContractError(f"returned {sorted(provided)}", pass_name=step.spec.name)
        for name, table in provided.items():
            tables[name] = check_table(name, table, text_length=len(document.text))
    return tables
