"""Entities and their names as they are known from the mentions that have been read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS, texts_of
from irises.story.lookup import folded

_FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_FAMILIES = tuple(
    frozenset(family.split())
    for family in (
        "he him his himself", "she her hers herself", "it its itself", "they them their theirs themselves themself",
        "i me my mine myself", "we us our ours ourselves", "you your yours yourself yourselves",
    )
)  # fmt: skip


class _Uses(NamedTuple):
    """How an entity is referred to in what has been read."""

    forms: dict[str, Counter[str]]
    """Per form (proper, common, pronoun), the words used, white space folded."""
    first: tuple[int, int]
    known_at: int
    n: int


def known_aliases(text: str, known: Mapping[str, pa.Table]) -> pa.Table:
    """The aliases read so far with the number of their uses so far; `known` has the mentions and aliases read."""
    counts: Counter[tuple[int, str]] = Counter()
    mentions = known["mentions"]
    for who, words in zip(mentions["entity_id"].to_pylist(), texts_of(text, mentions), strict=True):
        counts[who, folded(words)] += 1
    aliases = known["aliases"]
    keys = zip(aliases["entity_id"].to_pylist(), aliases["alias"].to_pylist(), strict=True)
    n = [max(1, counts[who, folded(alias)]) for who, alias in keys]
    return aliases.set_column(aliases.column_names.index("n"), aliases.schema.field("n"), pa.array(n, pa.int32()))


def known_entities(text: str, whole: Mapping[str, pa.Table], known: Mapping[str, pa.Table]) -> pa.Table:
    """The entities met so far: names, pronouns, counts, flags and first places from what is known."""
    uses = _uses(text, known["mentions"])
    names: defaultdict[int, set[str]] = defaultdict(set)
    columns = (known["aliases"][column].to_pylist() for column in ("entity_id", "alias"))
    for who, alias in zip(*columns, strict=True):
        names[who].add(folded(alias))
    acting = _acting(known)
    tellers = _tellers(known)
    rows = []
    for row in whole["entities"].to_pylist():
        who = row["entity_id"]
        if who in uses:
            rows.append(_known_entity(row, uses[who], names[who], acts=who in acting, tells=who in tellers))
    return pa.Table.from_pylist(rows, schema=SCHEMAS["entities"])


def _known_entity(row: dict[str, Any], uses: _Uses, names: set[str], *, acts: bool, tells: bool) -> dict[str, Any]:
    says_i = not _FIRST_PERSON.isdisjoint(folded(word) for word in uses.forms["pronoun"])
    named = bool(uses.forms["proper"])
    return row | {
        "start": uses.first[0],
        "end": uses.first[1],
        "known_at": uses.known_at,
        "name": row["name"] if folded(row["name"]) in names else _name(uses, row["name"]),
        "pronouns": _pronouns(row["pronouns"], uses.forms["pronoun"]),
        "n_mentions": uses.n,
        "is_character": row["is_character"] and (named or acts or tells or says_i),
        "is_narrator": row["is_narrator"] and (tells or says_i),
    }


def _name(uses: _Uses, whole_name: str) -> str:
    """The most used proper name, else epithet, else pronoun; the longer of two equally used."""
    for form in ("proper", "common", "pronoun"):
        if uses.forms[form]:
            return max(uses.forms[form].items(), key=lambda item: (item[1], len(item[0])))[0]
    return whole_name


def _pronouns(whole: list[str], used: Counter[str]) -> list[str]:
    """Of the entity's pronouns those read so far, most frequent first; a case form counts for its pronoun."""
    counts = Counter({word.casefold(): n for word, n in used.items()})

    def n(pronoun: str) -> int:
        family = next((family for family in _FAMILIES if pronoun in family), frozenset((pronoun,)))
        alone = not family.intersection(whole) - {pronoun}
        return sum(counts[word] for word in family) if alone else counts[pronoun]

    return sorted((pronoun for pronoun in whole if n(pronoun)), key=lambda pronoun: -n(pronoun))


def _uses(text: str, mentions: pa.Table) -> dict[int, _Uses]:
    uses: dict[int, _Uses] = {}
    columns = [mentions[name].to_pylist() for name in ("entity_id", "form", "start", "end", "known_at")]
    for who, form, start, end, known_at in zip(*columns, strict=True):
        use = uses.get(who) or _Uses(defaultdict(Counter), (start, end), known_at, 0)
        use.forms[form][" ".join(text[start:end].split())] += 1
        uses[who] = use._replace(n=use.n + 1, known_at=min(use.known_at, known_at))
    return uses


def _acting(known: Mapping[str, pa.Table]) -> set[int]:
    """entity_ids of who speaks or does something."""
    mentions = known["mentions"]
    agents = pc.is_in(mentions["mention_id"], value_set=known["events"]["agent"].drop_null().combine_chunks())
    speakers = known["quotations"]["speaker"].drop_null().to_pylist()
    return {*mentions["entity_id"].filter(agents).to_pylist(), *speakers}


def _tellers(known: Mapping[str, pa.Table]) -> set[int]:
    columns = (known["sections"]["narrator"], known["perspectives"]["narrator"])
    return {who for column in columns for who in column.drop_null().to_pylist()}
