"""Names that the file itself states: character and relationship tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from irises.passes.name_parts import NameParts, parse_name

_FANDOM = re.compile(r"\s*\([^)]*\)")
_BETWEEN = re.compile(r"\s*/\s*|\s+&\s+|\s*,\s+|\s+x\s+")
_NOBODY = re.compile(
    r"\b(?:original|reader|you|everyone|ensemble|others?|various|minor|background|past|implied|pre-relationship|characters?"
    r"|unrequited|one-sided|eventual|friendship|relationship|family|team|male|female|oc|ofc|omc|established)\b",
    re.IGNORECASE,
)


def hinted_people(hints: Iterable[str], used: Set[str]) -> list[list[NameParts]]:
    """For each person that a tag names, the names given for him or her ("Name | Alias"), each once.

    Only names all of whose words (folded, in `used`) stand in the book are kept: tags are priors, not facts.
    """
    people: dict[tuple[object, ...], list[NameParts]] = {}
    for hint in hints:
        for person in _BETWEEN.split(_FANDOM.sub("", hint)):
            names = [parse_name(name) for name in person.split("|") if not _NOBODY.search(name)]
            kept = [name for name in names if name.words and set(name.words) <= used]
            if kept:
                people.setdefault(tuple(name.key for name in kept), kept)
    return list(people.values())
