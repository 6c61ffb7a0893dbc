"""Whose each mention is, as the page's script wants it: one flat list of numbers."""

from __future__ import annotations

import numpy as np

from irises.story import Story

_FORMS = {"pronoun": 0, "common": 1, "proper": 2}


def mention_numbers(story: Story) -> list[int]:
    """Seven numbers per mention, in text order.

    How far its start is from the last one's (the first: from 0), its length, its entity_id, how sure (percent),
    its form (0 pronoun, 1 common, 2 proper), how far behind its end a reader knows it, and by how much its mention_id
    exceeds its place in the list, counted from 0. Places are in code points.
    """
    table = story.table("mentions")
    if not table.num_rows:
        return []
    names = ("start", "end", "known_at", "entity_id", "mention_id")
    start, end, known_at, who, number = (table[name].to_numpy() for name in names)
    sure = np.rint(100 * table["entity_confidence"].to_numpy())
    form = np.array([_FORMS[form] for form in table["form"].to_pylist()])
    late, more = np.maximum(0, known_at - end), number - np.arange(len(number))
    columns = (np.diff(start, prepend=0), end - start, who, sure, form, late, more)
    numbers: list[int] = np.column_stack(columns).astype(np.int64).ravel().tolist()
    return numbers
