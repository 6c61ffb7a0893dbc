"""Whose an unsigned diary or letter is: the one prominent person of the story who is not named in it."""

from __future__ import annotations

from collections import Counter

import numpy as np

from irises.annotation.schemas import CATEGORIES, FORMS
from irises.document.model import Document
from irises.passes.coreference import Surface
from irises.passes.mention_traits import KIND
from irises.passes.person import OWN_VOICE
from irises.passes.places import Ints, ints

_PROMINENT = 0.4
_OTHERS = 2
"""Prominent people who must be named on the pages: otherwise their silence about one tells nothing."""


def unnamed_writer(document: Document, surface: Surface, entity: Ints, narrator: int) -> int | None:
    """The entity that must be the narrator of pages in a voice of their own, or None.

    It is named nearly as often in the story as anybody, in the section before the pages or after them too, and alone of
    such people never on the pages outside quotations.
    """
    section = ints(document.tables["paragraphs"], "section_id")[document.words.paragraph[surface.first]]
    outside = surface.quotation < 0
    pages = set(section[(entity == narrator) & outside & (surface.traits.kind == KIND["I"])].tolist())
    kinds = document.tables["sections"]["kind"].to_pylist()
    if not pages or any(kinds[page] not in OWN_VOICE for page in pages):
        return None
    named = (surface.form == FORMS.index("proper")) & (surface.category == CATEGORIES.index("PER"))
    there = np.isin(section, list(pages))
    counts = Counter(entity[named & ~there].tolist())
    written_of = set(entity[named & there & outside].tolist())
    most = max(counts.values(), default=0)
    absent = [who for who, n in counts.items() if n >= _PROMINENT * most and who not in written_of]
    told_beside = set(entity[np.isin(section, list(_beside(section, pages)))].tolist())
    is_clear = len(absent) == 1 and len(written_of & counts.keys()) >= _OTHERS
    return absent[0] if is_clear and absent[0] in told_beside else None


def _beside(section: Ints, pages: set[int]) -> set[int]:
    """The sections that hold the mention before the pages, and the one after."""
    there = np.flatnonzero(np.isin(section, list(pages)))
    before, after = int(there[0]) - 1, int(there[-1]) + 1
    return {int(section[place]) for place in (before, after) if 0 <= place < len(section)}
