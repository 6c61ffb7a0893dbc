"""Entities and their names as they are known from the mentions that have been read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS, texts_of
from irises.passes.naming import Alias, canonical_name, clean_alias, pronouns_of
from irises.story.corrections.change import USER
from irises.story.lookup import folded

FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
"""Pronouns by which somebody tells a story of their own."""


class Uses(NamedTuple):
    """How an entity is referred to in what has been read."""

    words: Counter[tuple[str, str]]
    """Form (proper, common, pronoun) and words of its mentions, as they stand in the text."""
    first: tuple[int, int]
    known_at: int

    def columns(self) -> dict[str, Any]:
        """What the entities table counts and places."""
        span = {"start": self.first[0], "end": self.first[1], "known_at": self.known_at}
        return span | {"pronouns": pronouns_of(self.pronouns()), "n_mentions": self.words.total()}

    def pronouns(self) -> dict[str, int]:
        """How often each pronoun is used for it."""
        counts: Counter[str] = Counter()
        for (form, words), n in self.words.items():
            if form == "pronoun":
                counts[spelled(words, form)] += n
        return counts

    def aliases(self) -> list[Alias]:
        """How it is called, spelled as in the aliases table."""
        counts: Counter[tuple[str, str]] = Counter()
        for (form, words), n in self.words.items():
            counts[form, spelled(words, form)] += n
        return [Alias(text=words, form=form, n=n) for (form, words), n in counts.items()]


def spelled(words: str, form: str) -> str:
    """A mention's words as the aliases table spells them."""
    return words.lower() if form == "pronoun" else clean_alias(words, form)


def known_aliases(text: str, known: Mapping[str, pa.Table]) -> pa.Table:
    """The aliases read so far with the number of their uses so far; `known` has the mentions and aliases read."""
    counts: Counter[tuple[int, str, str]] = Counter()
    mentions, aliases = known["mentions"], known["aliases"]
    columns = (mentions["entity_id"].to_pylist(), mentions["form"].to_pylist(), texts_of(text, mentions))
    for (who, form, words), n in Counter(zip(*columns, strict=True)).items():
        counts[who, form, spelled(words, form)] += n
    keys = zip(*(aliases[column].to_pylist() for column in ("entity_id", "form", "alias")), strict=True)
    uses = [max(1, counts[key]) for key in keys]
    return aliases.set_column(aliases.column_names.index("n"), aliases.schema.field("n"), pa.array(uses, pa.int32()))


def known_entities(text: str, whole: Mapping[str, pa.Table], known: Mapping[str, pa.Table]) -> pa.Table:
    """The entities met so far: names, pronouns, counts, flags and first places from what is known.

    A name that a person gave, and that the text never uses, is known from the first.
    """
    uses = uses_of(text, known["mentions"])
    names, names_told = _names(known["aliases"]), _names(whole["aliases"])
    shown, shown_later = _shown_as_people(known), _shown_as_people(whole)
    tellers = _tellers(known)
    rows = []
    for row in whole["entities"].to_pylist():
        who = row["entity_id"]
        if who in uses:
            is_person = who in shown or who not in shown_later
            is_given = row["source"] == USER and folded(row["name"]) not in names_told[who]
            is_known = is_given or folded(row["name"]) in names[who]
            rows.append(_known_entity(row, uses[who], is_known=is_known, is_person=is_person, tells=who in tellers))
    return pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])


def _names(aliases: pa.Table) -> defaultdict[int, set[str]]:
    """Folded names and epithets by entity_id."""
    names: defaultdict[int, set[str]] = defaultdict(set)
    for who, alias in zip(aliases["entity_id"].to_pylist(), aliases["alias"].to_pylist(), strict=True):
        names[who].add(folded(alias))
    return names


def _known_entity(row: dict[str, Any], uses: Uses, *, is_known: bool, is_person: bool, tells: bool) -> dict[str, Any]:
    """An entity's row as far as it is known; `is_known` tells whether its name is."""
    says_i = not FIRST_PERSON.isdisjoint(uses.pronouns())
    return row | {
        **uses.columns(),
        "name": row["name"] if is_known else canonical_name(uses.aliases()),
        "is_character": row["is_character"] and (is_person or tells or says_i),
        "is_narrator": row["is_narrator"] and (tells or says_i),
    }


def uses_of(text: str, mentions: pa.Table) -> dict[int, Uses]:
    """By entity_id how each is referred to in these mentions."""
    uses: dict[int, Uses] = {}
    columns = [mentions[name].to_pylist() for name in ("entity_id", "form", "start", "end", "known_at")]
    for who, form, start, end, known_at in zip(*columns, strict=True):
        use = uses.setdefault(who, Uses(Counter(), (start, end), known_at))
        use.words[form, text[start:end]] += 1
        if known_at < use.known_at:
            uses[who] = use._replace(known_at=known_at)
    return uses


def _shown_as_people(tables: Mapping[str, pa.Table]) -> set[int]:
    """entity_ids of who is named, speaks or does something."""
    mentions = tables["mentions"]
    agents = pc.is_in(mentions["mention_id"], value_set=tables["events"]["agent"].drop_null().combine_chunks())
    named_or_acting = mentions["entity_id"].filter(pc.or_(agents, pc.equal(mentions["form"], "proper")))
    return {*named_or_acting.to_pylist(), *tables["quotations"]["speaker"].drop_null().to_pylist()}


def _tellers(known: Mapping[str, pa.Table]) -> set[int]:
    columns = (known["sections"]["narrator"], known["perspectives"]["narrator"])
    return {who for column in columns for who in column.drop_null().to_pylist()}
