"""Who of the people that a story mentions is a character of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from irises.annotation.schemas import FORMS
from irises.passes.interface import Tables
from irises.passes.mention_traits import PLURAL, traits_of
from irises.passes.places import table_of

_THE = "the "
_NOBODY = frozenset(
    "nobody somebody everybody anybody everyone someone anyone noone god christ jesus lord heaven satan devil "
    "gentlemen ladies sirs comrades friends messieurs mesdames".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march july september october november "
    "december christmas easter michaelmas whitsun whitsuntide martinmas candlemas lammas".split()
)
_SAINTS = frozenset(("st.", "st", "saint", "san", "santa", "sainte"))
_LONG = 5000
"""Mentions of a story that is a book (some 20,000 words)."""


def with_characters(tables: Tables, *, source: str) -> pa.Table:
    """The `entities` table of these tables, with who is a character.

    People who speak or narrate are; so is anybody, but no group, who has a name, or who acts without one and is
    mentioned again. In a long book a name said once, of somebody who doesn't act, is one in passing.
    """
    entities, called = tables["entities"], _called(tables["aliases"])
    entity = tables["mentions"]["entity_id"].to_pylist()
    acting = {entity[mention] for mention in tables["events"]["agent"].to_pylist() if mention is not None}
    is_long = len(entity) > _LONG
    speaking = set(tables["quotations"]["speaker"].to_pylist())
    columns = {name: entities[name] for name in entities.column_names if name != "source"}
    columns["is_character"] = [
        row["category"] == "PER"
        and (
            number in speaking
            or row["is_narrator"]
            or _is_met(row, called.get(number, set()), acts=number in acting, is_long=is_long)
        )
        for number, row in enumerate(entities.to_pylist())
    ]
    return table_of("entities", columns, source=source)


def _called(aliases: pa.Table) -> dict[int, set[str]]:
    """The forms of each entity's aliases."""
    forms: dict[int, set[str]] = {}
    for row in aliases.select(["entity_id", "form"]).to_pylist():
        forms.setdefault(row["entity_id"], set()).add(row["form"])
    return forms


def _is_met(row: Mapping[str, Any], forms: set[str], *, acts: bool, is_long: bool) -> bool:
    """Whether somebody who doesn't speak is more than a name or a word in passing."""
    is_again = row["n_mentions"] > 1
    if "proper" in forms and _is_day(row["name"]):
        return is_again and acts
    if "proper" in forms:
        return (is_again or acts or not is_long) and not _is_family(row) and not _is_of_no_story(row["name"])
    is_one = not row["members"] and row["pronouns"][:1] not in (["they"], ["we"])
    return "common" in forms and is_again and acts and is_one and not _is_plural(row["name"])


def _is_of_no_story(name: str) -> bool:
    """Whether the name is nobody's in particular, or one that people swear by, or a saint's day or church."""
    words = name.lower().split()
    return (len(words) == 1 and words[0] in _NOBODY) or (len(words) == 2 and words[0] in _SAINTS)


def _is_day(name: str) -> bool:
    """Whether the name is that of a day or month ("Lady Day"), which is somebody's only where he or she acts."""
    words = name.lower().split()
    return bool(words) and (words[-1] in DAYS or words == ["lady", "day"])


def _is_plural(phrase: str) -> bool:
    words = phrase.split()
    return bool(words) and int(traits_of([words], [FORMS.index("common")]).gender[0]) == PLURAL


def _is_family(row: Mapping[str, Any]) -> bool:
    """Whether the name is that of several: "the Venns"."""
    is_plural = row["name"].lower().startswith(_THE) and row["name"].endswith("s")
    return bool(row["members"]) or (is_plural and not {"he", "she"} & set(row["pronouns"]))


def single_people(entities: pa.Table) -> frozenset[int]:
    """entity_ids of people who are one: a couple has no one mind."""
    columns = (entities[name].to_pylist() for name in ("entity_id", "members", "is_character"))
    return frozenset(who for who, members, is_character in zip(*columns, strict=True) if is_character and not members)
