"""LitBank (dbamman/litbank): about 2,000 words from each of 100 novels, by Bamman et al. (NAACL 2019, LREC 2020).

The corpus is tokenised, a sentence a line. The text here is its tokens joined by spaces and its lines by empty lines,
each line a paragraph of one story section; its own tokens are the document's words.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gold.model import Annotated, Tables, gold_row
from irises.annotation import Span, empty_table, table_from_rows
from irises.document.model import Document, Source, Words

_FORMS = {"PROP": "proper", "NOM": "common", "PRON": "pronoun"}
_BETWEEN_LINES = "\n\n"


@dataclass(frozen=True, kw_only=True)
class LitBankStory(Annotated):
    """One passage: `document` is ready to be read; `tables` hold its tables and, as annotated, sentences, tokens,
    mentions, entities, aliases, events and quotations.
    """

    document: Document


def story_names(folder: Path, *, split: str | None = None) -> list[str]:
    """Names of the passages, sorted; those of one `split` ("train" or "dev" of split.tsv), or all."""
    rows = [line.split("\t") for line in (folder / "split.tsv").read_text(encoding="utf-8").splitlines() if line]
    return sorted(name for name, part in rows if split in (None, part))


def story_files(folder: Path, name: str) -> list[Path]:
    """The files that `read_story` reads."""
    return [
        folder / "coref" / "conll" / f"{name}_brat.conll",
        folder / "coref" / "tsv" / f"{name}_brat.ann",
        folder / "events" / "tsv" / f"{name}_brat.tsv",
        folder / "quotations" / "tsv" / f"{name}_brat.ann",
    ]


def read_story(folder: Path, name: str) -> LitBankStory:
    """The named passage, its annotation in the contract's tables.

    Mention and entity ids are ordinals in text order. A quotation's speaker is null where the annotators name
    somebody whom no mention refers to.

    Raises:
        ValueError: if the layers of the corpus do not agree about the tokens.
    """
    conll, ann, events, quotes = story_files(folder, name)
    lines, spans = read_conll(conll.read_text(encoding="utf-8"))
    if [token for token, _ in _event_tokens(events)] != [token for line in lines for token in line]:
        raise ValueError(f"{events}: its tokens are not those of {conll}")
    layout = _Layout(lines)
    labels = _labels(ann, layout)
    mentions = _mention_rows(spans, labels, layout)
    document = document_of(lines, name=name)
    return LitBankStory(
        name=name,
        text=layout.text,
        document=document,
        tables={
            **document.tables,
            "sentences": table_from_rows("sentences", _sentence_rows(layout)),
            "tokens": table_from_rows("tokens", _token_rows(layout)),
            "mentions": table_from_rows("mentions", mentions),
            "entities": table_from_rows("entities", _entity_rows(layout.text, mentions)),
            "aliases": table_from_rows("aliases", _alias_rows(layout.text, mentions)),
            "events": table_from_rows("events", _event_rows(events, layout)),
            "quotations": table_from_rows("quotations", _quotation_rows(quotes, ann, mentions, layout)),
        },
    )


def document_of(lines: Sequence[Sequence[str]], *, name: str) -> Document:
    """Tokenised lines as a document: every line a paragraph, all of it one story section, the tokens its words."""
    layout = _Layout(lines)
    end = len(layout.text)
    sections = [gold_row(0, end, section_id=0, parent_id=-1, kind="chapter", is_story=True)]
    paragraphs = [gold_row(*span, paragraph_id=number, section_id=0) for number, span in enumerate(layout.line_spans)]
    owners = [number for number, line in enumerate(lines) for _ in line]
    tables: Tables = {
        "metadata": empty_table("metadata"),
        "markup": empty_table("markup"),
        "sections": table_from_rows("sections", sections),
        "paragraphs": table_from_rows("paragraphs", paragraphs),
    }
    sha = hashlib.sha256(layout.text.encode()).hexdigest()
    return Document(
        text=layout.text,
        source=Source(name=name, format="txt", sha256=sha),
        tables=tables,
        words=Words(
            start=np.array([span.start for span in layout.words], dtype=np.int32),
            end=np.array([span.end for span in layout.words], dtype=np.int32),
            paragraph=np.array(owners, dtype=np.int32),
        ),
    )


def read_conll(content: str) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """The tokens of each sentence, and the mentions as (sentence, first token, last token, cluster) of a CoNLL file.

    Token numbers count within the sentence and are inclusive, as in the file.
    """
    sentences: list[list[list[str]]] = [[]]
    for line in content.splitlines():
        if line.startswith(("#begin", "#end")):
            continue
        if line.strip():
            sentences[-1].append(line.rstrip("\n").split("\t"))
        elif sentences[-1]:
            sentences.append([])
    rows = [sentence for sentence in sentences if sentence]
    mentions = [mention for number, sentence in enumerate(rows) for mention in _bracketed(number, sentence)]
    return [[cells[3] for cells in sentence] for sentence in rows], mentions


def _bracketed(number: int, sentence: list[list[str]]) -> Iterator[tuple[int, int, int, int]]:
    opened: dict[int, list[int]] = defaultdict(list)
    for index, cells in enumerate(sentence):
        for part in cells[-1].split("|"):
            cluster = part.strip("()")
            if not cluster.isdigit():
                continue
            if part.startswith("("):
                opened[int(cluster)].append(index)
            if part.endswith(")"):
                yield number, opened[int(cluster)].pop(), index, int(cluster)


class _Layout:
    """Where each line and each word of the tokenised lines lies in the text."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        self.text = _BETWEEN_LINES.join(" ".join(line) for line in lines)
        self.words: list[Span] = []
        self.line_spans: list[Span] = []
        self.first_word: list[int] = []
        position = 0
        for line in lines:
            self.first_word.append(len(self.words))
            begin = position
            for token in line:
                self.words.append(Span(position, position + len(token)))
                position += len(token) + 1
            self.line_spans.append(Span(begin, position - 1))
            position += len(_BETWEEN_LINES) - 1

    def span(self, first_line: int, first: int, last_line: int, last: int) -> Span:
        """The span from one token to another, both given by line and number in the line, inclusive."""
        return Span(
            self.words[self.first_word[first_line] + first].start, self.words[self.first_word[last_line] + last].end
        )


def _annotations(path: Path, kind: str) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if cells[0] == kind:
            yield cells[1:]


def _labels(ann: Path, layout: _Layout) -> dict[Span, tuple[str, str]]:
    """Category and form of each mention's span."""
    return {
        layout.span(int(cells[1]), int(cells[2]), int(cells[3]), int(cells[4])): (cells[6], _FORMS[cells[7]])
        for cells in _annotations(ann, "MENTION")
    }


def _mention_rows(
    spans: list[tuple[int, int, int, int]], labels: dict[Span, tuple[str, str]], layout: _Layout
) -> list[dict[str, Any]]:
    placed = sorted(
        ((layout.span(line, first, line, last), cluster) for line, first, last, cluster in spans),
        key=lambda pair: (pair[0].start, -pair[0].end),
    )
    entities: dict[int, int] = {}
    return [
        gold_row(
            *span,
            mention_id=number,
            form=labels[span][1],
            category=labels[span][0],
            is_generic=False,
            entity_id=entities.setdefault(cluster, len(entities)),
            entity_confidence=1.0,
        )
        for number, (span, cluster) in enumerate(placed)
    ]


def _entity_rows(text: str, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    grouped = _by_entity(mentions)
    return [
        gold_row(
            rows[0]["start"],
            rows[0]["end"],
            entity_id=entity,
            category=Counter(row["category"] for row in rows).most_common(1)[0][0],
            name=_name(text, rows),
            pronouns=[],
            n_mentions=len(rows),
            is_character=rows[0]["category"] == "PER" and any(row["form"] == "proper" for row in rows),
            is_narrator=False,
            members=[],
        )
        for entity, rows in sorted(grouped.items())
    ]


def _alias_rows(text: str, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for entity, group in sorted(_by_entity(mentions).items()):
        counts = Counter((_words(text, row), row["form"]) for row in group if row["form"] != "pronoun")
        first = {(_words(text, row), row["form"]): row for row in reversed(group)}
        rows += [
            gold_row(first[key]["start"], first[key]["end"], entity_id=entity, alias=key[0], form=key[1], n=n)
            for key, n in counts.most_common()
        ]
    return rows


def _by_entity(mentions: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in mentions:
        grouped[row["entity_id"]].append(row)
    return grouped


def _words(text: str, row: dict[str, Any]) -> str:
    return text[row["start"] : row["end"]]


def _name(text: str, rows: list[dict[str, Any]]) -> str:
    """The commonest proper name, else the commonest description, else the pronoun."""
    for form in ("proper", "common", "pronoun"):
        counts = Counter(_words(text, row) for row in rows if row["form"] == form)
        if counts:
            return counts.most_common(1)[0][0]
    raise ValueError("an entity without mentions")


def _sentence_rows(layout: _Layout) -> list[dict[str, Any]]:
    return [gold_row(*span, sentence_id=number, paragraph_id=number) for number, span in enumerate(layout.line_spans)]


def _token_rows(layout: _Layout) -> list[dict[str, Any]]:
    owners = np.searchsorted(np.array(layout.first_word), np.arange(len(layout.words)), side="right") - 1
    return [
        gold_row(*span, token_id=number, sentence_id=int(owner))
        for number, (span, owner) in enumerate(zip(layout.words, owners, strict=True))
    ]


def _event_tokens(path: Path) -> list[tuple[str, bool]]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [(cells[0], cells[1].strip() == "EVENT") for cells in rows]


def _event_rows(path: Path, layout: _Layout) -> list[dict[str, Any]]:
    triggers = [span for span, (_, is_event) in zip(layout.words, _event_tokens(path), strict=True) if is_event]
    return [gold_row(*span, event_id=number) for number, span in enumerate(triggers)]


def _quotation_rows(quotes: Path, ann: Path, mentions: list[dict[str, Any]], layout: _Layout) -> list[dict[str, Any]]:
    speakers = {cells[0]: cells[1] for cells in _annotations(quotes, "ATTRIB")}
    entities = _entity_of_name(ann, mentions, layout)
    placed = sorted(
        (layout.span(int(cells[1]), int(cells[2]), int(cells[3]), int(cells[4])), speakers.get(cells[0]))
        for cells in _annotations(quotes, "QUOTE")
    )
    return [
        gold_row(
            *span,
            quotation_id=number,
            mode="speech",
            speaker=entities.get(speaker) if speaker else None,
            speaker_confidence=1.0,
            addressees_confidence=0.0,
            continues=-1,
            within=-1,
            evidence=[],
        )
        for number, (span, speaker) in enumerate(placed)
    ]


def _entity_of_name(ann: Path, mentions: list[dict[str, Any]], layout: _Layout) -> dict[str, int]:
    """The corpus's name of each cluster to our entity, by the mentions it is given to."""
    entity_at = {Span(row["start"], row["end"]): row["entity_id"] for row in mentions}
    names = {cells[0]: cells[1] for cells in _annotations(ann, "COREF")}
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for cells in _annotations(ann, "MENTION"):
        if cells[0] in names:
            votes[names[cells[0]]][entity_at[layout.span(*(int(cell) for cell in cells[1:5]))]] += 1
    return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}
