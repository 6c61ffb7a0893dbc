"""A column of the data contract: its type, unit and help text."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

INT = pa.int32()
FLOAT = pa.float32()
TEXT = pa.string()
FLAG = pa.bool_()
IDS = pa.list_(pa.field("item", pa.int32(), nullable=False))
TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))
EVIDENCE = pa.list_(
    pa.field(
        "item",
        pa.struct([pa.field("table", pa.string(), nullable=False), pa.field("id", pa.int32(), nullable=False)]),
        nullable=False,
    )
)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: `nullable` is true where null means "not known"; `values` closes an enumeration."""

    name: str
    type: pa.DataType
    help: str
    unit: str = ""
    nullable: bool = False
    values: tuple[str, ...] = ()

    def field(self) -> pa.Field:
        """The Arrow field, its help and unit as metadata."""
        metadata = {"help": self.help, "unit": self.unit, "values": " ".join(self.values)}
        return pa.field(self.name, self.type, nullable=self.nullable, metadata={k: v for k, v in metadata.items() if v})
