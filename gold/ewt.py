"""UD English EWT (https://github.com/UniversalDependencies/UD_English-EWT, CC BY-SA 4.0), paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class TreeSentence:
    """A sentence as printed, and its words; a head is the number of a word from 1, 0 at the root."""

    text: str
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]


Paragraph = list[TreeSentence]


def read_documents(path: Path) -> Iterator[list[Paragraph]]:
    """The documents of a CoNLL-U file, each a list of paragraphs; ranges of words and empty nodes are left out."""
    document: list[Paragraph] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        if any(line.startswith("# newdoc") for line in lines) and document:
            yield document
            document = []
        rows = [line.split("\t") for line in lines if line.split("\t")[0].isdigit()]
        if not rows:
            continue
        if not document or any(line.startswith("# newpar") for line in lines):
            document.append([])
        text = next(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
        columns = list(zip(*rows, strict=True))
        document[-1].append(
            TreeSentence(
                text=text,
                words=columns[1],
                lemmas=columns[2],
                upos=columns[3],
                heads=tuple(int(head) for head in columns[6]),
                deprels=columns[7],
            )
        )
    if document:
        yield document
