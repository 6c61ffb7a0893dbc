"""`python -m docs.make`: writes the reference pages that are made from the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pyarrow as pa

from irises.annotation import TABLES, Column, TableSpec
from irises.annotation.schemas import COMMON
from irises.cli import app
from irises.corpus.tables import LEDGER_COLUMNS, STORY_ID
from irises.corpus.withheld import ROWS, WITHHELD

DOCS = Path(__file__).parent
WITHHELD_INTRODUCTION = """\
`irises corpus --non-consumptive` writes the tables below and the [ledger](ledger.md), and nothing else: no text, no
words or lemmas, no names, titles or tags, no wording of quotations. Exact places are left out too: a text is cut into
at most 100 equal bins of at least 1,000 characters, and a row says in which of them it is. In the ledger, `why` tells
of a failure in general terms, `place` only where in the program, and `warnings` is empty. What the archive's keeper
called the files stays: `story_id`, `source` and `key`. `sha256` lets somebody who has the same file know it.

With all of a story's words exchanged, these tables would be the same: that is how it is tested
(`tests/corpus/test_withheld.py`).
"""


def pages() -> Mapping[str, str]:
    """The generated pages: file name in docs/ to Markdown."""
    return {
        "cli.md": "\n".join(cli_page()),
        "tables.md": "\n".join(tables_page()),
        "ledger.md": "\n".join(ledger_page()),
        "withheld.md": "\n".join(withheld_page()),
    }


def cli_page() -> Iterator[str]:
    """What each command says of itself, line by line."""
    yield "<!-- made by `make docs` from src/irises/cli.py: change it there -->"
    yield "# The command"
    yield ""
    context = app.make_context("irises", [], resilient_parsing=True, terminal_width=80)
    yield from command_section(context)
    yield from command_sections(app, context)


def command_sections(group: click.Group, context: click.Context) -> Iterator[str]:
    """The commands of a group, each followed by its own."""
    for name, command in group.commands.items():
        own = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield from command_section(own)
        if isinstance(command, click.Group):
            yield from command_sections(command, own)


def command_section(context: click.Context) -> Iterator[str]:
    """One command's heading and its help."""
    yield f"## {context.command_path}"
    yield ""
    yield "```"
    yield context.get_help()
    yield "```"
    yield ""


def tables_page() -> Iterator[str]:
    """The reference of all tables, line by line."""
    yield "<!-- made by `make docs` from src/irises/annotation/schemas.py: change it there -->"
    yield "# Tables"
    yield ""
    yield "Each table is a Parquet file in the story's folder, and `story.table(NAME)` in Python. Spans are code-point"
    yield 'offsets into `text.txt`, `[start, end)`. A column marked `?` may be null, which means "not known".'
    yield ""
    yield "## Columns of every table"
    yield ""
    yield from columns_table(COMMON)
    for spec in TABLES.values():
        yield from table_section(spec)


def table_section(spec: TableSpec) -> Iterator[str]:
    """One table's heading, what a row is, and its own columns."""
    yield f"## {spec.name}"
    yield ""
    yield f"One row per {spec.row}."
    yield ""
    yield from columns_table(spec.all_columns[len(COMMON) :])


def ledger_page() -> Iterator[str]:
    """The reference of an archive's ledger, line by line."""
    yield "<!-- made by `make docs` from src/irises/corpus/tables.py: change it there -->"
    yield "# The ledger of an archive"
    yield ""
    yield "One row per story that was met, read or not, in `DIR/*/ledger.parquet`. Archives: [corpus.md](corpus.md)."
    yield ""
    yield from columns_table((STORY_ID, *LEDGER_COLUMNS))


def withheld_page() -> Iterator[str]:
    """The reference of what leaves with `--non-consumptive`, line by line."""
    yield "<!-- made by `make docs` from src/irises/corpus/withheld.py: change it there -->"
    yield "# Archives without their authors' words"
    yield ""
    yield from WITHHELD_INTRODUCTION.splitlines()
    yield ""
    for name, columns in WITHHELD.items():
        yield f"## {name}"
        yield ""
        yield f"One row per {ROWS[name]}."
        yield ""
        yield from columns_table((STORY_ID, *columns))


def columns_table(columns: tuple[Column, ...]) -> Iterator[str]:
    """The columns as a Markdown table, and an empty line."""
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    for column in columns:
        name = f"`{column.name}`" + ("?" if column.nullable else "")
        meaning = column.help + (f" One of: {', '.join(column.values)}." if column.values else "")
        yield f"| {name} | {type_name(column.type)} | {column.unit} | {meaning} |"
    yield ""


def type_name(kind: pa.DataType) -> str:
    """The Arrow type as a reader would say it."""
    if pa.types.is_list(kind):
        return f"list of {type_name(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "(" + ", ".join(f"{field.name}: {type_name(field.type)}" for field in kind) + ")"
    return {"float": "float32", "bool": "boolean"}.get(str(kind), str(kind))


def main() -> None:
    """Writes every generated page."""
    for name, content in pages().items():
        (DOCS / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
