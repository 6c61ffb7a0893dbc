"""Links between rows: which columns hold ids of other rows, and what becomes of them when those rows are not there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import SCHEMAS, TABLES, check_table
from irises.errors import ContractError

Tables = dict[str, pa.Table]


class Link(NamedTuple):
    """A column that holds ids of another table's rows; a row is nothing without a `required` one."""

    table: str
    column: str
    to: str
    required: bool = False


LINKS = (
    Link("metadata", "section_id", "sections"),
    Link("sections", "parent_id", "sections"),
    Link("sections", "narrator", "entities"),
    Link("tokens", "head", "tokens"),
    Link("mentions", "head_token", "tokens"),
    Link("mentions", "entity_id", "entities", required=True),
    Link("entities", "members", "entities"),
    Link("aliases", "entity_id", "entities", required=True),
    Link("identities", "entity_id", "entities", required=True),
    Link("identities", "same_as", "entities", required=True),
    Link("quotations", "speaker", "entities"),
    Link("quotations", "addressees", "entities"),
    Link("quotations", "continues", "quotations"),
    Link("quotations", "within", "quotations"),
    Link("events", "agent", "mentions"),
    Link("events", "patient", "mentions"),
    Link("perspectives", "narrator", "entities"),
    Link("perspectives", "focalizer", "entities"),
    Link("emotions", "experiencer", "entities"),
    Link("emotions", "target", "entities"),
    Link("emotions", "masks", "emotions"),
    Link("beliefs", "holder", "entities"),
    Link("beliefs", "about", "entities"),
    Link("beliefs", "within", "beliefs"),
    Link("commitments", "by", "entities"),
    Link("commitments", "to", "entities"),
    Link("commitments", "about", "entities"),
    Link("relations", "from_entity", "entities", required=True),
    Link("relations", "to_entity", "entities", required=True),
    Link("presence", "section_id", "sections", required=True),
    Link("presence", "entity_id", "entities", required=True),
)
"""Every column that holds ids of other rows."""


_WITHIN = (
    Link("paragraphs", "section_id", "sections", required=True),
    Link("sentences", "paragraph_id", "paragraphs", required=True),
    Link("tokens", "sentence_id", "sentences", required=True),
)
"""Where in the text rows are, none before what it is in: never lost, since what is known of a text is its beginning."""
_BACKWARDS = (("sections", "parent_id"), ("quotations", "continues"))
"""Links to earlier rows of the same table, which are followed to their end."""


def check_tables(tables: Mapping[str, pa.Table], text: str) -> None:
    """Whether every table keeps the contract, and every link leads to a row.

    Raises:
        ContractError: naming the table and the column.
    """
    for name, table in tables.items():
        check_table(name, table, text_length=len(text))
    if tables["story"].num_rows != 1 or tables["story"]["start"][0].as_py() != 0:
        raise ContractError("table story: it has one row, from the beginning of the text on")
    for link in (*_WITHIN, *LINKS):
        column, ids = tables[link.table][link.column], tables[link.to][TABLES[link.to].id_column]
        values = (pc.list_flatten(column) if pa.types.is_list(column.type) else column).drop_null()
        is_known = pc.is_in(values, value_set=ids.combine_chunks())
        if not link.required:
            is_known = pc.or_(is_known, pc.equal(values, -1))
        if not pc.all(is_known).as_py() and len(values):
            raise ContractError(f"table {link.table}: {link.column} leads to a row of {link.to} that is not there")
    for link in _WITHIN:
        table, outer = tables[link.table], tables[link.to]
        around = outer["start"].take(pc.index_in(table[link.column], value_set=outer[TABLES[link.to].id_column]))
        if pc.any(pc.less(table["start"], around)).as_py():
            raise ContractError(f"table {link.table}: a row begins before its {link.column.removesuffix('_id')}")
    for name, column in _BACKWARDS:
        if pc.any(pc.greater_equal(tables[name][column], tables[name][TABLES[name].id_column])).as_py():
            raise ContractError(f"table {name}: {column} leads to a row that is not before it")


def linked(tables: Tables) -> Tables:
    """The tables with links to rows that are not known blanked; rows that are nothing without them are dropped."""
    ids = {name: tables[name][spec.id_column] for name, spec in TABLES.items() if spec.id_column}
    found = dict(tables)
    for link in LINKS:
        found[link.table] = with_link(found[link.table], link, ids[link.to].combine_chunks())
    attributed = found["quotations"]
    found["quotations"] = blank(attributed, "attribution", pc.is_null(attributed["speaker"]))
    known_ids = {name: set(column.to_pylist()) for name, column in ids.items()}
    for name, spec in TABLES.items():
        if spec.derived and found[name].num_rows:
            found[name] = _with_evidence(found[name], known_ids)
    return found


def without_rows(tables: Tables, name: str, gone: Collection[int]) -> Tables:
    """The tables without the rows of one that have these ids, and without what points at them."""
    table, id_column = tables[name], str(TABLES[name].id_column)
    keep = pc.invert(pc.is_in(table[id_column], value_set=pa.array(list(gone), pa.int32())))
    found = {**tables, name: table.filter(keep)}
    ids = found[name][id_column].combine_chunks()
    for link in LINKS:
        if link.to == name:
            found[link.table] = with_link(found[link.table], link, ids)
    for other, spec in TABLES.items():
        if spec.derived and found[other].num_rows:
            found[other] = _without_evidence(found[other], name, gone)
    return found


def with_link(table: pa.Table, link: Link, ids: pa.Array) -> pa.Table:
    """The table of a link with only those ids in its column; others become null, -1 or no row, as the column has it."""
    column = table[link.column]
    if pa.types.is_list(column.type):
        to_come: list[int] | None = None if SCHEMAS[link.table].field(link.column).nullable else []
        known = set(ids.to_pylist())
        values = [_only(links, known) or (links and to_come) for links in column.to_pylist()]
        return with_column(table, link.column, pa.array(values, column.type))
    present = pc.is_in(column, value_set=ids)
    if link.required:
        return table.filter(present)
    if SCHEMAS[link.table].field(link.column).nullable:
        return blank(table, link.column, pc.invert(present))
    return with_column(table, link.column, pc.if_else(present, column, pa.scalar(-1, pa.int32())))


def _only(links: list[int] | None, known: set[int]) -> list[int]:
    return [link for link in links or () if link in known]


def _with_evidence(table: pa.Table, known: Mapping[str, set[int]]) -> pa.Table:
    column = table["evidence"]
    values = [[link for link in links if link["id"] in known.get(link["table"], ())] for links in column.to_pylist()]
    return with_column(table, "evidence", pa.array(values, column.type))


def holds(column: pa.ChunkedArray, value: int) -> bool:
    """Whether an id is anywhere in a column of ids or of lists of them."""
    ids = pc.list_flatten(column) if pa.types.is_list(column.type) else column
    return bool(pc.any(pc.equal(ids, value)).as_py())


def _without_evidence(table: pa.Table, of: str, gone: Collection[int]) -> pa.Table:
    column = table["evidence"]
    cited = pc.list_flatten(column)
    ids = pc.filter(pc.struct_field(cited, "id"), pc.equal(pc.struct_field(cited, "table"), of))
    if not pc.any(pc.is_in(ids, value_set=pa.array(list(gone), pa.int32()))).as_py():
        return table
    values = [[link for link in links if link["table"] != of or link["id"] not in gone] for links in column.to_pylist()]
    return with_column(table, "evidence", pa.array(values, column.type))


def where(table: pa.Table, keep: Any) -> pa.Table:
    """The rows for which a mask says so."""
    return table.filter(pa.array(keep, pa.bool_()))


def with_column(table: pa.Table, column: str, values: pa.ChunkedArray | pa.Array) -> pa.Table:
    """The table with other values in a column, cast to its type."""
    at = table.column_names.index(column)
    return table.set_column(at, table.schema.field(at), values.cast(table.schema.field(at).type))


def blank(table: pa.Table, column: str, where: pa.ChunkedArray) -> pa.Table:
    """The table with a column null where a mask says so."""
    null = pa.scalar(None, table.schema.field(column).type)
    return with_column(table, column, pc.if_else(where, null, table[column]))
