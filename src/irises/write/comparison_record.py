"""Two readings beside each other as plain values for JSON. Names and meaning of fields stay; new ones may be added."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from irises.story import Story
from irises.story.rows import Entity, Mention, Quotation
from irises.view import Comparison, names_of
from irises.view.comparison import Agreement, Alone, Difference, SamePerson, Who

_DIGITS = 4


def comparison_record(found: Comparison) -> dict[str, Any]:
    """The comparison: the readings, their texts, people, counts, agreements, and every place that differs."""
    words = {"n_words_a": found.n_words_a, "n_words_b": found.n_words_b, "n_words_shared": found.n_words_shared}
    names = names_of(found.a), names_of(found.b)
    return {
        "a": _reading(found.a),
        "b": _reading(found.b),
        **words,
        "people": [_pair(pair) for pair in found.people],
        "only_a": [_alone(one) for one in found.only_a],
        "only_b": [_alone(one) for one in found.only_b],
        "mentions": asdict(found.mentions),
        "meant": _agreement(found.meant),
        "quotations": asdict(found.quotations),
        "speakers": _agreement(found.speakers),
        "addressees": _agreement(found.addressees),
        "differences": [_difference(difference, names) for difference in found.differences],
    }


def _reading(story: Story) -> dict[str, Any]:
    return {
        "title": story.title,
        "source_name": story.record.source_name,
        "irises": story.manifest.irises,
        "passes": dict(story.manifest.passes),
        "n_corrections": len(story.corrections),
    }


def _pair(pair: SamePerson) -> dict[str, Any]:
    return {"a": _person(pair.a), "b": _person(pair.b), "n_shared": pair.n_shared}


def _person(entity: Entity) -> dict[str, Any]:
    return {"entity_id": entity.entity_id, "name": entity.name, "n_mentions": entity.n_mentions}


def _alone(one: Alone) -> dict[str, Any]:
    others = [{"entity_id": who.entity_id, "name": who.name, "n_shared": n} for who, n in one.others]
    return _person(one.person) | {"others": others}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    share = round(agreement.n_same / agreement.n_said, _DIGITS) if agreement.n_said else None
    return asdict(agreement) | {"share": share}


def _difference(difference: Difference, names: tuple[dict[int, str], dict[int, str]]) -> dict[str, Any]:
    sides = {"a": _side(difference.a, difference.who_a, names[0]), "b": _side(difference.b, difference.who_b, names[1])}
    return {"table": difference.table, "what": difference.what} | sides


def _side(row: Mention | Quotation | None, who: Who, names: dict[int, str]) -> dict[str, Any] | None:
    """A row of one reading: its id, place, words and whom it has there; None where there is no such row."""
    if row is None:
        return None
    said = {"who": None if who is None else list(who), "names": None if who is None else [names[one] for one in who]}
    number = row.mention_id if isinstance(row, Mention) else row.quotation_id
    return {"id": number, "start": row.start, "end": row.end} | said | {"text": row.text}
