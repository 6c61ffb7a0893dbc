"""Corpora in miniature, in the published formats, with sentences of our own; and readings made by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from gold.model import Annotated, gold_row
from irises.annotation import SCHEMAS, empty_table, table_from_rows

LINES = ["Old Tom Reeve saw his daughter .", '" Tom , " she said , " go home . "']
PRINTED = 'Old Tom  Reeve saw his daughter.\n\n"Tom," she said, "go home."\n\nThe rest of the novel.\n'
# (line, first token, last token, cluster, category, form), inclusive as in the corpus.
MENTIONS = [
    (0, 0, 2, 7, "PER", "PROP"),
    (0, 4, 4, 7, "PER", "PRON"),
    (0, 4, 5, 3, "PER", "NOM"),
    (1, 1, 1, 7, "PER", "PROP"),
    (1, 4, 4, 3, "PER", "PRON"),
    (1, 9, 9, 5, "FAC", "NOM"),
]
EVENTS = {(0, 3), (1, 5)}
QUOTES = [("Q1", 1, 0, 1, 3, "The_Daughter-1"), ("Q2", 1, 7, 1, 11, "Nobody-9")]


def write_litbank(folder: Path, *, name: str = "1_harbour", split: str = "dev") -> Path:
    """A LitBank of one passage."""
    words = [line.split() for line in LINES]
    _write(folder / "split.tsv", f"{name}\t{split}\n")
    _write(folder / "coref" / "conll" / f"{name}_brat.conll", _conll(name, words))
    _write(folder / "coref" / "tsv" / f"{name}_brat.ann", _ann(words))
    events = [
        "".join(f"{word}\t{'EVENT' if (n, i) in EVENTS else 'O'}\n" for i, word in enumerate(line))
        for n, line in enumerate(words)
    ]
    _write(folder / "events" / "tsv" / f"{name}_brat.tsv", "\n".join(events))
    quotes = ["\t".join(map(str, ("QUOTE", *quote[:5], "words"))) for quote in QUOTES]
    quotes += [f"ATTRIB\t{quote[0]}\t{quote[5]}" for quote in QUOTES]
    _write(folder / "quotations" / "tsv" / f"{name}_brat.ann", "\n".join(quotes) + "\n")
    return folder


def _conll(name: str, words: list[list[str]]) -> str:
    lines = [f"#begin document ({name}); part 0"]
    for number, line in enumerate(words):
        for index, word in enumerate(line):
            opened = [f"({m[3]}" for m in MENTIONS if m[:2] == (number, index) and m[2] > index]
            single = [f"({m[3]})" for m in MENTIONS if m[:3] == (number, index, index)]
            closed = [f"{m[3]})" for m in MENTIONS if (m[0], m[2]) == (number, index) and m[1] < index]
            mark = "|".join(opened + single + closed) or "_"
            lines.append("\t".join([name, "0", str(index), word, *"_" * 8, mark]))
        lines.append("")
    return "\n".join([*lines, "#end document", ""])


def _ann(words: list[list[str]]) -> str:
    names = {7: "Tom_Reeve-0", 3: "The_Daughter-1"}
    lines = []
    for number, (line, first, last, cluster, category, form) in enumerate(MENTIONS):
        text = " ".join(words[line][first : last + 1])
        lines.append("\t".join(map(str, ("MENTION", f"T{number}", line, first, line, last, text, category, form))))
        if cluster in names:
            lines.append(f"COREF\tT{number}\t{names[cluster]}")
    return "\n".join(lines) + "\n"


NOVEL = """THE FERRY

"You are late," said Mr. Hale. "The boat
has gone." I said nothing.

"Where is Anna?" he asked.

"She waits for us," I told him.

"Good," said the ferryman.
"""
CHARACTERS = [
    ("Mr. Hale", {"Mr. Hale", "Hale"}, "M", "major"),
    ("Anna Hale", {"Anna"}, "F", "intermediate"),
    ("Jonas", {"Jonas", "_narr"}, "M", "major"),
    ("The Ferryman", {"The Ferryman"}, "M", "minor"),
    ("_group", {"_group"}, "X", "minor"),
]
SPEECHES: list[dict[str, Any]] = [
    {
        "parts": ["You are late,", "The boat\nhas gone."],
        "speaker": "Mr. Hale",
        "addressees": ["_narr"],
        "kind": "Explicit",
        "mentions": [[("You", ["Jonas"])], []],
    },
    {
        "parts": ["Where is Anna?"],
        "speaker": "Hale",
        "addressees": ["Jonas", "_group"],
        "kind": "Anaphoric",
        "mentions": [[("Anna", ["Anna Hale"])]],
    },
    {
        "parts": ["She waits for us,"],
        "speaker": "_narr",
        "addressees": ["Mr. Hale"],
        "kind": "Anaphoric",
        "mentions": [[("She", ["Anna Hale"]), ("us", ["Mr. Hale", "Jonas"])]],
    },
    {
        "parts": ["Good,"],
        "speaker": "A Man On The Quay",
        "addressees": [],
        "kind": "nan",
        "mentions": [[]],
    },
]
_COLUMNS = {
    "speaker": "speaker",
    "addressees": "addressees",
    "kind": "quoteType",
}


def write_pdnc(folder: Path, *, names: Sequence[str] = ("Ferry",), person: str = "1.0", text: str = NOVEL) -> Path:
    """A PDNC whose novels all have the same text, cast and quotations."""
    for name in names:
        _write(folder / name / "novel_text.txt", text)
        _csv(
            folder / name / "character_info.csv",
            [
                {"Character ID": n, "Main Name": main, "Aliases": str(aliases), "Gender": gender, "Category": weight}
                for n, (main, aliases, gender, weight) in enumerate(CHARACTERS)
            ],
        )
        _csv(folder / name / "quotation_info.csv", [_speech(n, speech, text) for n, speech in enumerate(SPEECHES)])
    _csv(folder / "PDNC-Novel-Index.csv", [_indexed(name, person) for name in names])
    return folder


def _indexed(name: str, person: str) -> dict[str, str]:
    return {
        "Narrative Person": person,
        "Folder Name": name,
        "Year of First Publication": "1902.0",
        "Genre": "literary",
    }


def _speech(number: int, speech: dict[str, Any], text: str) -> dict[str, Any]:
    starts = [text.index(part) for part in speech["parts"]]
    mention_spans = [
        [[start + part.index(words), start + part.index(words) + len(words)] for words, _ in mentions]
        for start, part, mentions in zip(starts, speech["parts"], speech["mentions"], strict=True)
    ]
    return {
        "quoteID": f"Q{number}",
        "quoteText": " ".join(speech["parts"]),
        "subQuotationList": str(speech["parts"]),
        "quoteByteSpans": str([[a, a + len(part)] for a, part in zip(starts, speech["parts"], strict=True)]),
        "speaker": speech["speaker"],
        "addressees": str(speech["addressees"]),
        "quoteType": speech["kind"],
        "referringExpression": "nan",
        "mentionTextsList": str([[words for words, _ in mentions] for mentions in speech["mentions"]]),
        "mentionSpansList": str(mention_spans),
        "mentionEntitiesList": str([[people for _, people in mentions] for mentions in speech["mentions"]]),
    }


def _csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")


def reading(text: str, **rows: Sequence[Mapping[str, Any]]) -> Annotated:
    """A reading with the given rows, each with its `words` (and which place of them, `nth`) or its span; other columns
    have plain values unless the row says more.
    """
    tables: dict[str, pa.Table] = {name: empty_table(name) for name in SCHEMAS}
    for name, given in rows.items():
        full = [_full(name, number, text, dict(row)) for number, row in enumerate(given)]
        tables[name] = table_from_rows(name, full)
    return Annotated(name="reading", text=text, tables=tables)


_PLAIN: dict[str, dict[str, Any]] = {
    "mentions": {"form": "common", "category": "PER", "is_generic": False, "entity_confidence": 1.0},
    "entities": {
        "category": "PER",
        "pronouns": [],
        "n_mentions": 1,
        "is_character": True,
        "is_narrator": False,
        "members": [],
    },
    "aliases": {"form": "proper", "n": 1},
    "quotations": {
        "mode": "speech",
        "speaker_confidence": 1.0,
        "addressees_confidence": 1.0,
        "continues": -1,
        "within": -1,
        "evidence": [],
    },
}
_ID = {"mentions": "mention_id", "quotations": "quotation_id", "events": "event_id", "entities": "entity_id"}


def _full(name: str, number: int, text: str, row: dict[str, Any]) -> dict[str, Any]:
    words, nth = row.pop("words", ""), row.pop("nth", 0)
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    own_id = {_ID[name]: number} if name in _ID else {}
    return {**gold_row(start, start + len(words)), **_PLAIN.get(name, {}), **own_id, **row}
