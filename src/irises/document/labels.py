"""Labelled lines: "Summary: ...", "A/N", "Rated:", "Written to: ..." and their variants."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from irises.document.units import LONGEST_LABEL

_FILLER = (
    r"(?:story|fic|chapter|general|short|full|brief|quick|just an?|an?|the|main|minor|additional"
    r"|archive|possible|further|potential|important"
    r"|standard|usual|obligatory|overall|extra|more|long|longer|another|small|little|final"
    r"|first|last|real|official|original|eventual|future|my|some|other|new|secondary|side"
    r"|obligatory"
    r"|this chapter's|chapter \d+|current|ao3|ffn|mandatory|necessary|friendly|big|huge)\s+"
)
_LEADING_FILLER = re.compile(_FILLER)
_LABEL = re.compile(
    r"[\W_]*(?P<phrase>[A-Za-z][A-Za-z0-9/\\'’&.,()+ -]{0,44}?)(?P<edge>[\s*_~\])>]*)"
    r"(?P<mark>:-|[:：]|-{1,3}>?|–|—|=|~|\.{2,}|>|;|$)(?P<close>[\s*_~\])>]*)(?P<value>.*)$",
    re.DOTALL,
)
_BARE_NOTE = re.compile(
    r"[\W_]*(?:A/N|A\\N|A\.N\.?|AN(?=\s*[\n*_~\])-]|$))(?=[\s*_~.,!)\]-])[\s*_~.,!)\]-]*(?P<value>.*)$", re.DOTALL
)
_BARE_DISCLAIMER = re.compile(
    r"[\W_]*disclaimer\s+(?P<value>(?:I|we|the|all|none|nothing|not)\b.*)$", re.DOTALL | re.IGNORECASE
)
_PLURAL = re.compile(r"\((?:e?s|ies)\)|/s\b")
_JOINS = re.compile(r"\s*(?:/|&|\+|,|\band\b)\s*")

_STRONG_MARKS = frozenset((":", "：", ":-"))


def _tables() -> tuple[dict[str, tuple[str, str | None]], frozenset[str]]:
    """Kind and field by phrase, and the loose phrases, as labels.toml says."""
    content = tomllib.loads(files("irises.document").joinpath("labels.toml").read_text(encoding="utf-8"))
    lookup: dict[str, tuple[str, str | None]] = {}
    for entry in content["label"]:
        for phrase in entry["phrases"]:
            lookup.setdefault(phrase, (entry["kind"], entry["field"] or None))
    return lookup, frozenset(content["loose"]["phrases"])


_LOOKUP, _LOOSE = _tables()


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled line: its section kind, the metadata field (None if it fills none), the value after the mark.

    `is_loose` is true where the phrase is an ordinary word too; `is_alone` where the line is nothing but the label.
    """

    kind: str
    field: str | None
    value: str
    is_loose: bool
    is_alone: bool


def label_of(line: str) -> Label | None:
    """The label a line or paragraph begins with, if it begins with one; the value may be long."""
    head = line[:LONGEST_LABEL]
    match = _LABEL.match(head)
    if match:
        label = _from_match(match, line)
        if label:
            return label
    note = _BARE_NOTE.match(head)
    if note and not _is_prose_an(head):
        value = line[note.start("value") :].strip()
        return Label("authors_note", None, value, False, not value)
    owned = _BARE_DISCLAIMER.match(head)
    return Label("disclaimer", "disclaimer", line[owned.start("value") :].strip(), False, False) if owned else None


def _from_match(match: re.Match[str], line: str) -> Label | None:
    phrase = match["phrase"].strip().replace("’", "'")
    phrase += ")" if "(" in phrase and ")" not in phrase else ""
    found = _look_up(phrase)
    if found is None:
        return None
    (kind, field), key = found
    value = line[match.start("value") :].strip()
    mark = match["mark"]
    loose = key in _LOOSE and phrase != "AN"
    if mark == "" and loose and key not in ("notes", "note"):
        return None
    if mark not in _STRONG_MARKS and mark != "" and (loose or not phrase[0].isupper()):
        return None
    if not value.strip("*_~-=#[](){}<>| \t\n"):
        value = ""
    return Label(kind, field, value, loose, not value)


def _look_up(phrase: str) -> tuple[tuple[str, str | None], str] | None:
    key = re.sub(r"\s+", " ", _PLURAL.sub("s", phrase.lower())).strip(" -'.,*_") or phrase
    for form in (key, *_stripped(key)):
        if form in _LOOKUP:
            return _LOOKUP[form], form
    parts = [part for part in _JOINS.split(key) if part]
    known = [_look_up_one(part) for part in parts]
    if len(parts) > 1 and all(known):
        return known[0]
    return None


def _look_up_one(key: str) -> tuple[tuple[str, str | None], str] | None:
    for form in (key, *_stripped(key)):
        if form in _LOOKUP:
            return _LOOKUP[form], form
    return None


def _stripped(key: str) -> list[str]:
    forms = []
    while (shorter := _LEADING_FILLER.sub("", key, count=1)) != key:
        forms.append(shorter)
        key = shorter
    return forms


def _is_prose_an(head: str) -> bool:
    """Whether "AN" is only the article in a line of capitals."""
    return re.match(r"[\W_]*AN\s+[A-Z]{2,}", head) is not None
