"""LitBank (dbamman/litbank): about 2,000 words from each of 100 novels, by Bamman et al. (NAACL 2019, LREC 2020).

The corpus is tokenised, a sentence a line. Given the novel it was taken from (`original/` of the repository), the text
here is the passage as printed, with its paragraphs; else it is the tokens joined by spaces, each line a paragraph. The
corpus's own tokens are the document's words either way, and all of it is one story section.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gold.model import Annotated, Tables, gold_row
from irises.annotation import Span, empty_table, table_from_rows
from irises.document.model import Document, Source, Words
from irises.document.paragraphs import paragraph_spans

_FORMS = {"PROP": "proper", "NOM": "common", "PRON": "pronoun"}
_BETWEEN_LINES = "\n\n"
FOLDS = 8
"""Parts of the training passages for cross-validation, each as large as dev."""


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


def fold_names(folder: Path, fold: int) -> list[str]:
    """The training passages of one of FOLDS parts for cross-validation, sorted; each is in one part.

    Raises:
        ValueError: if there is no such fold.
    """
    if not 0 <= fold < FOLDS:
        raise ValueError(f"folds go from 0 to {FOLDS - 1}, not {fold}")
    return story_names(folder, split="train")[fold::FOLDS]


def story_files(folder: Path, name: str) -> list[Path]:
    """The files that `read_story` reads."""
    return [
        folder / "coref" / "conll" / f"{name}_brat.conll",
        folder / "coref" / "tsv" / f"{name}_brat.ann",
        folder / "events" / "tsv" / f"{name}_brat.tsv",
        folder / "quotations" / "tsv" / f"{name}_brat.ann",
    ]


def read_story(folder: Path, name: str, *, original: Path | None = None) -> LitBankStory:
    """The named passage, its annotation in the contract's tables; `original` is the file of the whole novel.

    Mention and entity ids are ordinals in text order. A quotation's speaker is null where the annotators name
    somebody whom no mention refers to.

    Raises:
        ValueError: if the layers of the corpus do not agree about the tokens, or the novel does not begin with them.
    """
    conll, ann, events, quotes = story_files(folder, name)
    lines, spans = read_conll(conll.read_text(encoding="utf-8"))
    if [token for token, _ in _event_tokens(events)] != [token for line in lines for token in line]:
        raise ValueError(f"{events}: its tokens are not those of {conll}")
    layout = _Layout(lines, None if original is None else original.read_text(encoding="utf-8"))
    labels = _labels(ann, layout)
    mentions = _mention_rows(spans, labels, layout)
    document = _document(layout, name=name)
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
    """Where each word, line and paragraph lies in the text: as printed in the novel, or tokens joined by spaces."""

    def __init__(self, lines: Sequence[Sequence[str]], novel: str | None) -> None:
        source = _BETWEEN_LINES.join(" ".join(line) for line in lines) if novel is None else novel
        self.words = _spans_in(source, [token for line in lines for token in line])
        self.text = source[: self.words[-1].end]
        ends = list(accumulate(len(line) for line in lines))
        self.first_word = [0, *ends[:-1]]
        self.line_spans = [
            Span(self.words[first].start, self.words[end - 1].end)
            for first, end in zip(self.first_word, ends, strict=True)
        ]
        self.paragraphs = self.line_spans if novel is None else paragraph_spans(self.text, format="txt")

    def span(self, first_line: int, first: int, last_line: int, last: int) -> Span:
        """The span from one token to another, both given by line and number in the line, inclusive."""
        return Span(
            self.words[self.first_word[first_line] + first].start, self.words[self.first_word[last_line] + last].end
        )


def _spans_in(text: str, tokens: Sequence[str]) -> list[Span]:
    """Where the tokens lie in the text, which holds nothing else but white space up to the last of them."""
    spans = []
    position = 0
    for token in tokens:
        while text[position : position + 1].isspace():
            position += 1
        if not text.startswith(token, position):
            raise ValueError(f"the text has {text[position : position + 20]!r} where the corpus has {token!r}")
        spans.append(Span(position, position + len(token)))
        position += len(token)
    return spans


def _document(layout: _Layout, *, name: str) -> Document:
    """The text as a document: all of it one story section, the tokens its words."""
    end = len(layout.text)
    sections = [gold_row(0, end, section_id=0, parent_id=-1, kind="chapter", is_story=True)]
    paragraphs = [gold_row(*span, paragraph_id=number, section_id=0) for number, span in enumerate(layout.paragraphs)]
    tables: Tables = {
        "metadata": empty_table("metadata"),
        "markup": empty_table("markup"),
        "sections": table_from_rows("sections", sections),
        "paragraphs": table_from_rows("paragraphs", paragraphs),
    }
    sha = hashlib.sha256(layout.text.encode()).hexdigest()
    starts = np.array([span.start for span in layout.words], dtype=np.int32)
    return Document(
        text=layout.text,
        source=Source(name=name, format="txt", sha256=sha),
        tables=tables,
        words=Words(
            start=starts,
            end=np.array([span.end for span in layout.words], dtype=np.int32),
            paragraph=_owners([span.start for span in layout.paragraphs], starts).astype(np.int32),
        ),
    )


def _owners(firsts: Sequence[int], items: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """For each item the number of the last of `firsts` that is not after it."""
    return np.searchsorted(np.asarray(firsts), items, side="right") - 1


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
    owners = _owners([span.start for span in layout.paragraphs], [span.start for span in layout.line_spans])
    return [
        gold_row(*span, sentence_id=number, paragraph_id=int(owner))
        for number, (span, owner) in enumerate(zip(layout.line_spans, owners, strict=True))
    ]


def _token_rows(layout: _Layout) -> list[dict[str, Any]]:
    owners = _owners(layout.first_word, np.arange(len(layout.words)))
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
