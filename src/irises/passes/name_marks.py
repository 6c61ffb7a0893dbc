"""Marks that tell namesakes apart: Jr., the late, the young, the Second."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from irises.passes.name_forms import Form


def settle_marks(forms: Sequence[Form]) -> None:
    """Sets each form's mark that tells its bearer from a namesake; marks that tell nothing in this book are left out.

    "young" tells two people apart only beside "old", which is the plain name; "late" where the plain name lives on.
    """
    groups: defaultdict[tuple[object, ...], list[Form]] = defaultdict(list)
    for form in forms:
        groups[form.parts.words, form.parts.gender].append(form)
    for group in groups.values():
        counts: Counter[str] = Counter()
        for form in group:
            counts[form.parts.mark] += form.n
        kinds = set(counts) - {""}
        for form in group:
            mark = "" if form.parts.mark == "old" else form.parts.mark
            is_dead = mark == "late" and counts[""] >= 3 * counts["late"]
            is_ordinal = mark in ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
            form.mark = mark if len(kinds) > 1 or is_dead or is_ordinal else ""
