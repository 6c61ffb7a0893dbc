"""Who says "I" outside quotations: the narrating units of a story, and the names their texts give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from irises.document.model import Document
from irises.passes.interface import Tables
from irises.passes.mention_traits import KIND, MentionTraits
from irises.passes.person import OWN_VOICE, person_of_sections
from irises.passes.places import Ints, ints

_CALLED = re.compile(
    r"\b(?:my name(?: is| was|['’]s)|call me|I am called|name['’]s|named me|christened me)\s+$", re.IGNORECASE
)
_CALLED_BY_SOMEBODY = re.compile(r"\bcalled me\s+$", re.IGNORECASE)
# "I am Mara, ..." says who tells; "I am Mara's brother" and "I am Captain of the Rose" don't.
_BEING = re.compile(r"(?:^|[^\w’'])(?:I am|I['’]m|I was born)\s+$")
_SAID_WHOLE = re.compile(r"\s*(?:[.,;:!?)—–]|-{1,2}|and\b|$)")
TOLD_AS_YOU = "you"
_SIGNATURE_WORDS = 8
_BEFORE, _NEIGHBOURS = 30, 5


@dataclass(frozen=True, kw_only=True)
class Narrators:
    """The narrating unit of each mention that is a narrator's "I", -1 elsewhere, and each unit's kind of section.

    The "you" of a story told in the second person, who is no narrator, is a unit of its own, of the kind `TOLD_AS_YOU`.
    """

    unit: Ints
    kinds: list[str]
    sections: list[int]
    """section_id of each unit; -1 for the main narration."""


def narrators_of(document: Document, tables: Tables, first: Ints, traits: MentionTraits, quotation: Ints) -> Narrators:
    """The narrator's mentions among all mentions, given their first words, traits and quotations.

    A letter or message has its own narrator; the journal entries of one chapter, or of a story without chapters, share
    one; all else is the main narration, if it is in the first person.
    """
    sections = tables["sections"]
    unit_of_section, kinds, ids = narrating_units(sections)
    told = {
        v.section_id: v.person
        for v in person_of_sections(document.text, sections, tables["paragraphs"], tables["quotations"])
    }
    section_of_word = ints(tables["paragraphs"], "section_id")[document.words.paragraph]
    section = section_of_word[first] if len(first) else first
    is_i = (traits.kind == KIND["I"]) & (quotation < 0)
    is_you = (traits.kind == KIND["YOU"]) & (quotation < 0)
    unit = np.full(len(first), -1, dtype=np.int64)
    for k in np.flatnonzero(is_you):
        if told.get(int(section[k])) == "second":
            unit[k] = len(kinds)
    for k in np.flatnonzero(is_i):
        where = int(section[k])
        if told.get(where) == "first" or kinds[unit_of_section[where]] in OWN_VOICE:
            unit[k] = unit_of_section[where]
    if (unit == len(kinds)).any():
        kinds, ids = [*kinds, TOLD_AS_YOU], [*ids, -1]
    return Narrators(unit=unit, kinds=kinds, sections=ids)


def narrating_units(sections: pa.Table) -> tuple[list[int], list[str], list[int]]:
    """The unit of each section; the kind and the section of each unit, as `Narrators` has them."""
    rows = sections.select(["kind", "parent_id"]).to_pylist()
    units: dict[tuple[str, int], int] = {("main", -1): 0}
    kinds, ids = ["main"], [-1]
    out: list[int] = []
    for number, row in enumerate(rows):
        kind, parent = row["kind"], row["parent_id"]
        if kind not in OWN_VOICE:
            out.append(out[parent] if parent >= 0 else 0)
            continue
        key = ("journal_entry", parent) if kind == "journal_entry" else (kind, number)
        if key not in units:
            units[key] = len(units)
            kinds.append(kind)
            ids.append(number)
        out.append(units[key])
    return out, kinds, ids


def stated_names(
    document: Document, tables: Tables, narrators: Narrators, names: Sequence[int], quotation: Ints
) -> dict[int, int]:
    """For units whose text names the narrator, the mention that does so.

    A letter is signed in its last lines; elsewhere "my name is ...", "call me ..." or "I am ..." stands before the
    name, outside quotations; or else "called me ...", if all who are said to do so call the narrator one thing. `names`
    are mention_ids of people's proper names, in text order; `quotation` is each mention's, or -1.
    """
    starts, ends = ints(tables["mentions"], "start"), ints(tables["mentions"], "end")
    found: dict[int, int] = {}
    for unit, (kind, section) in enumerate(zip(narrators.kinds, narrators.sections, strict=True)):
        if kind in ("letter", "message"):
            signed = _signature(document, tables, section, names, starts, ends)
            if signed is not None:
                found[unit] = signed
    tells = (narrators.unit == 0).any()
    called: dict[int, list[int]] = {}
    for name in names:
        start, end = int(starts[name]), int(ends[name])
        is_called = bool(_CALLED_BY_SOMEBODY.search(document.text, max(0, start - _BEFORE), start))
        if quotation[name] >= 0 or not (is_called or _is_stated(document.text, start, end)):
            continue
        unit = _unit_before(name, narrators, starts)
        if unit < 0 and not tells:
            continue
        if is_called:
            called.setdefault(max(unit, 0), []).append(name)
        else:
            found.setdefault(max(unit, 0), name)
    return {unit: given[0] for unit, given in called.items() if _is_one(document.text, given, starts, ends)} | found


def _is_one(text: str, names: Sequence[int], starts: Ints, ends: Ints) -> bool:
    """Whether mentions have the same words."""
    return len({text[starts[name] : ends[name]].casefold() for name in names}) == 1


def _is_stated(text: str, start: int, end: int) -> bool:
    """Whether the words around a name give it to whoever says "I"."""
    before = max(0, start - _BEFORE)
    if _CALLED.search(text, before, start):
        return True
    return bool(_BEING.search(text, before, start) and _SAID_WHOLE.match(text, end))


def _unit_before(name: int, narrators: Narrators, starts: Ints) -> int:
    """The narrating unit of the "my" or "me" just before a name, or -1."""
    near = range(name - 1, max(-1, name - _NEIGHBOURS), -1)
    units = (int(narrators.unit[m]) for m in near if starts[m] >= starts[name] - _BEFORE)
    return next((unit for unit in units if unit >= 0), -1)


def _signature(
    document: Document, tables: Tables, section: int, names: Sequence[int], starts: Ints, ends: Ints
) -> int | None:
    """The name in the last short lines of a section."""
    paragraphs = tables["paragraphs"]
    inside = np.flatnonzero(ints(paragraphs, "section_id") == section)[-3:]
    for paragraph in reversed(inside.tolist()):
        a, z = paragraphs["start"][paragraph].as_py(), paragraphs["end"][paragraph].as_py()
        tail = document.text[a:z].rfind("\n") + 1 + a
        if len(document.text[tail:z].split()) > _SIGNATURE_WORDS:
            continue
        signed = [m for m in names if tail <= starts[m] and ends[m] <= z]
        if signed:
            return signed[-1]
    return None
