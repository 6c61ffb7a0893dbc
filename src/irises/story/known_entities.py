"""Entities and their names as they are known from the mentions that have been read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS, texts_of
from irises.passes.naming import Alias, canonical_name, clean_alias, pronouns_of
from irises.story.lookup import folded

FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
"""Pronouns by which somebody tells a story of their own."""


class _Uses(NamedTuple):
    """How an entity is referred to in what has been read."""

    words: Counter[tuple[str, str]]
    """Form (proper, common, pronoun) and words of its mentions, as they stand in the text."""
    first: tuple[int, int]
    known_at: int

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
    """The entities met so far: names, pronouns, counts, flags and first places from what is known."""
    uses = _uses(text, known["mentions"])
    names: defaultdict[int, set[str]] = defaultdict(set)
    columns = (known["aliases"][column].to_pylist() for column in ("entity_id", "alias"))
    for who, alias in zip(*columns, strict=True):
        names[who].add(folded(alias))
    shown, shown_later = _shown_as_people(known), _shown_as_people(whole)
    tellers = _tellers(known)
    rows = []
    for row in whole["entities"].to_pylist():
        who = row["entity_id"]
        if who in uses:
            is_person = who in shown or who not in shown_later
            rows.append(_known_entity(row, uses[who], names[who], is_person=is_person, tells=who in tellers))
    return pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])


def _known_entity(row: dict[str, Any], uses: _Uses, names: set[str], *, is_person: bool, tells: bool) -> dict[str, Any]:
    aliases = uses.aliases()
    pronouns = {alias.text: alias.n for alias in aliases if alias.form == "pronoun"}
    says_i = not FIRST_PERSON.isdisjoint(pronouns)
    return row | {
        "start": uses.first[0],
        "end": uses.first[1],
        "known_at": uses.known_at,
        "name": row["name"] if folded(row["name"]) in names else canonical_name(aliases),
        "pronouns": pronouns_of(pronouns),
        "n_mentions": uses.words.total(),
        "is_character": row["is_character"] and (is_person or tells or says_i),
        "is_narrator": row["is_narrator"] and (tells or says_i),
    }


def _uses(text: str, mentions: pa.Table) -> dict[int, _Uses]:
    uses: dict[int, _Uses] = {}
    columns = [mentions[name].to_pylist() for name in ("entity_id", "form", "start", "end", "known_at")]
    for who, form, start, end, known_at in zip(*columns, strict=True):
        use = uses.setdefault(who, _Uses(Counter(), (start, end), known_at))
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
