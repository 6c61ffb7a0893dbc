"""A correction as a value: what was done, to what, and where it is fastened to the text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from irises.annotation import SCHEMAS, table_from_rows
from irises.annotation.schemas import CATEGORIES
from irises.story.corrections.anchors import Anchor, anchor_from, anchor_record

USER = "user"
"""`source` of what a person said."""

DISMISSIBLE: Mapping[str, tuple[tuple[str, ...], str | None]] = MappingProxyType(
    {
        "mentions": (("form",), "entity_id"),
        "quotations": (("mode",), None),
        "events": ((), None),
        "emotions": (("emotion", "channel"), "experiencer"),
        "beliefs": (("stance",), "holder"),
        "commitments": (("kind",), "by"),
        "relations": (("kind",), "from_entity"),
    }
)
"""Tables whose rows a person can dismiss: the columns that say what a row claims, and the one that says of whom."""


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """What a verb's corrections have: anchors by role, and arguments; those in `may` may be missing.

    `each` is a role that comes once for each of several people, or not at all: `to 1`, `to 2` and so on.
    """

    roles: tuple[str, ...]
    arguments: tuple[str, ...]
    may: tuple[str, ...] = ()
    each: str | None = None


_SHAPES = {
    "merge": _Shape(roles=("one", "other"), arguments=("one", "other")),
    "split": _Shape(roles=("person", "mentions"), arguments=("person", "alias", "name"), may=("alias", "name")),
    "means": _Shape(roles=("mentions", "person"), arguments=("person",)),
    "rename": _Shape(roles=("person",), arguments=("person", "name")),
    "speaker": _Shape(roles=("quotation", "speaker"), arguments=("speaker",), may=("speaker",)),
    "said-to": _Shape(roles=("quotation",), arguments=("to",), may=("to",), each="to"),
    "not-a-person": _Shape(roles=("person",), arguments=("person", "category"), may=("category",)),
    "same-from": _Shape(roles=("one", "other", "place"), arguments=("one", "other")),
    "dismiss": _Shape(roles=("row", "person"), arguments=("table", "kind"), may=("person",)),
}
VERBS = tuple(_SHAPES)
"""What a person can do."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A correction. Its arguments are words for people to read (names as they were then) or choices; see `VERBS`."""

    verb: str
    arguments: Mapping[str, str | None]
    anchors: Mapping[str, tuple[Anchor, ...]]
    """Places of the text by role: of each person some mentions, of a row its words."""
    made_at: str
    """ISO 8601 in UTC."""

    def is_same(self, other: Change) -> bool:
        """Whether the other says the same of the same places, whenever it was made."""
        return (self.verb, self.arguments, self.anchors) == (other.verb, other.arguments, other.anchors)


def change_from(record: Mapping[str, Any]) -> Change:
    """The change in a record of `verb`, `arguments`, `anchor` and `made_at`.

    Raises:
        ValueError: it is none, or one of a verb that this version doesn't have.
    """
    verb, made_at = record.get("verb"), record.get("made_at")
    if not isinstance(verb, str) or verb not in _SHAPES:
        raise ValueError(f"there is no correction {verb!r}; there are {', '.join(VERBS)}")
    if not isinstance(made_at, str):
        raise ValueError(f"{verb}: it does not say when it was made")
    arguments = _arguments(verb, record.get("arguments"))
    return Change(verb=verb, arguments=arguments, anchors=_anchors(verb, record.get("anchor")), made_at=made_at)


def change_record(change: Change) -> dict[str, Any]:
    """The change as plain values for JSON."""
    anchors = {role: [anchor_record(anchor) for anchor in places] for role, places in change.anchors.items()}
    arguments = dict(change.arguments)
    return {"verb": change.verb, "arguments": arguments, "anchor": anchors, "made_at": change.made_at}


def _arguments(verb: str, given: Any) -> dict[str, str | None]:
    shape = _SHAPES[verb]
    if not isinstance(given, Mapping) or set(given) != set(shape.arguments):
        raise ValueError(f"{verb}: its arguments are {', '.join(shape.arguments)}")
    for name, value in given.items():
        if not isinstance(value, str) and (value is not None or name not in shape.may):
            raise ValueError(f"{verb}: its argument {name} is no text")
    if verb == "dismiss" and given["table"] not in DISMISSIBLE:
        raise ValueError(f"rows of {given['table']!r} cannot be dismissed; those of {', '.join(DISMISSIBLE)} can")
    if verb == "not-a-person" and given["category"] not in (None, *CATEGORIES):
        raise ValueError(f"there is no category {given['category']!r}; there are {', '.join(CATEGORIES)}")
    return dict(given)


def _anchors(verb: str, given: Any) -> dict[str, tuple[Anchor, ...]]:
    shape = _SHAPES[verb]
    if not isinstance(given, Mapping) or set(given) != {*shape.roles, *each_role(verb, len(given) - len(shape.roles))}:
        raise ValueError(f"{verb}: it is fastened by {', '.join(shape.roles)}")
    anchors = {}
    for role, places in given.items():
        if not isinstance(places, list) or not all(isinstance(place, Mapping) for place in places):
            raise ValueError(f"{verb}: {role} is a list of anchors")
        if not places and role not in shape.may:
            raise ValueError(f"{verb}: {role} has no anchor")
        anchors[role] = tuple(anchor_from(place) for place in places)
    return anchors


def each_role(verb: str, n: int) -> list[str]:
    """The roles of n people, for a verb that has a role for each of several."""
    each = _SHAPES[verb].each
    return [] if each is None else [f"{each} {number}" for number in range(1, n + 1)]


# As rows


def changes_of(table: pa.Table) -> list[Change | None]:
    """The changes of a `corrections` table in order; None for one that another version made and this can't read."""
    return [_read(row) for row in table.to_pylist()]


def _read(row: Mapping[str, Any]) -> Change | None:
    try:
        arguments, anchor = json.loads(row["arguments"]), json.loads(row["anchor"])
        return change_from({**row, "arguments": arguments, "anchor": anchor})
    except ValueError:
        return None


def parts(cell: str) -> dict[str, Any]:
    """What the cell of a row's `arguments` or `anchor` holds; nothing where it is damaged."""
    try:
        held = json.loads(cell)
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def with_changes(table: pa.Table, changes: Iterable[Change]) -> pa.Table:
    """A `corrections` table with these after its own; they count as applied until they turn out not to be."""
    return renumbered([*table.to_pylist(), *map(_row, changes)])


def without_change(table: pa.Table, correction_id: int) -> pa.Table:
    """A `corrections` table without one of its rows."""
    return renumbered([row for row in table.to_pylist() if row["correction_id"] != correction_id])


def renumbered(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """A `corrections` table of these rows, in this order."""
    return table_from_rows("corrections", ({**row, "correction_id": n} for n, row in enumerate(rows)))


def _row(change: Change) -> dict[str, Any]:
    record = change_record(change)
    places = [anchor for anchors in change.anchors.values() for anchor in anchors]
    row = {"confidence": 1.0, "source": USER, "state": "applied", "verb": change.verb, "made_at": change.made_at}
    span = {"start": places[0].start, "end": places[0].end, "known_at": max(anchor.end for anchor in places)}
    texts = {name: json.dumps(record[name], ensure_ascii=False) for name in ("arguments", "anchor")}
    return row | span | texts


def keys_of(table: pa.Table) -> list[str]:
    """What names each correction of a table for good: ids are counted anew when one is undone."""
    columns = zip(*(table[name].to_pylist() for name in ("verb", "arguments", "anchor", "made_at")), strict=True)
    return [hashlib.sha256(json.dumps(row).encode()).hexdigest()[:16] for row in columns]


def placed(table: pa.Table, spans: Sequence[tuple[int, int, int] | None], n_chars: int) -> pa.Table:
    """The table with the state of each row, and with its span and `known_at` (code points) in this text.

    What could not be placed (None) keeps where it was made, as far as this text goes.
    """
    rows = table.to_pylist()
    for row, span in zip(rows, spans, strict=True):
        start, end, known_at = span or (min(row[name], n_chars) for name in ("start", "end", "known_at"))
        state = "unapplied" if span is None else "applied"
        row |= {"start": start, "end": end, "known_at": known_at, "state": state}
    return pa.Table.from_pylist(rows, schema=SCHEMAS["corrections"])
