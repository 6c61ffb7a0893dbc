"""Finding out: the ordered tuple of passes. Each scores without touching anything and decodes purely."""

import pyarrow as pa

from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes import clauses, mind_head
from irises.passes.beliefs import Beliefs
from irises.passes.cast import Cast
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


def run(document: Document, encoding: Encoding, *, given: Tables | None = None) -> dict[str, pa.Table]:
    """The document's tables and those of all passes; see `run_passes`."""
    try:
        return run_passes(document, encoding, PASSES, given=given)
    finally:
        clauses.forget()
        mind_head.forget()


__all__ = ["PASSES", "Pass", "PassSpec", "Tables", "plan", "prepare", "run", "run_passes"]
