"""Names and values of the facts that archives and books state about a story."""

from __future__ import annotations

import re
from collections.abc import Iterable

from irises.document.blocks import fold
from irises.document.model import Field

_NAMES = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "by": "author",
    "rating": "rating",
    "rated": "rating",
    "archive warning": "warning",
    "warning": "warning",
    "category": "category",
    "categories": "category",
    "ao3 category": "category",
    "ao3 categories": "category",
    "genre": "genre",
    "fandom": "fandom",
    "relationship": "pairing",
    "pairing": "pairing",
    "ship": "pairing",
    "character": "character",
    "additional tag": "tag",
    "freeform tag": "tag",
    "extra tag": "tag",
    "tag": "tag",
    "subject": "tag",
    "language": "language",
    "series": "series",
    "collection": "collection",
    "published": "published",
    "release date": "published",
    "original publication": "published",
    "updated": "updated",
    "most recently updated": "updated",
    "completed": "completed",
    "packaged": "packaged",
    "status": "status",
    "words": "words",
    "word count": "words",
    "chapters": "chapters",
    "publisher": "publisher",
    "summary": "summary",
    "story url": "url",
    "url": "url",
    "author url": "author_url",
    "series url": "series_url",
    "disclaimer": "disclaimer",
    "story notes": "content_note",
    "credits": "credits",
    "translator": "translator",
    "illustrator": "illustrator",
    "editor": "editor",
}
LISTS = frozenset({"rating", "warning", "category", "genre", "fandom", "pairing", "character", "tag", "author"})
_COMMA = re.compile(r"\s*,\s+")
_BRACKETS = re.compile(r"\[([^\]]*)\]")


def field_name(label: str) -> str | None:
    """The field that a label names (`Relationships:` is `pairing`); None if it names none."""
    key = fold(label).rstrip(":").strip().casefold()
    return _NAMES.get(key) or _NAMES.get(key.removesuffix("s")) or _NAMES.get(key.removesuffix("(s)"))


def split_values(name: str, value: str) -> list[str]:
    """The single values of a field written as one: those of list-like fields are parted by a comma and a space."""
    folded = fold(value)
    if not folded:
        return []
    return [part for part in _COMMA.split(folded) if part] if name in LISTS else [folded]


def fields_of(name: str, value: str) -> list[Field]:
    """Fields without a place, one per value."""
    return [Field(name=name, value=part) for part in split_values(name, value)]


def bracketed_pairings(characters: str) -> list[Field]:
    """Character and pairing fields of FanFiction.net's `[A, B] C`: brackets hold a pairing."""
    pairings = [" / ".join(_COMMA.split(fold(group))) for group in _BRACKETS.findall(characters)]
    names = _COMMA.split(fold(re.sub(r"[\[\]]", ", ", characters)).strip(", "))
    return [Field(name="character", value=name) for name in names if name.strip(", ")] + [
        Field(name="pairing", value=pairing.replace(" / ", "/")) for pairing in pairings
    ]


def distinct(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields without repetitions; of two that say the same the one that stands in the text stays."""
    kept: dict[tuple[str, str], Field] = {}
    for field in fields:
        key = (field.name, field.value.casefold())
        if field.value and (key not in kept or (kept[key].end == 0 and field.end > 0)):
            kept[key] = field
    return tuple(kept.values())
