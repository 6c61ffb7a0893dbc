"""REMAN 1.0 (Kim and Klinger, COLING 2018): emotions in passages of three sentences from novels, with who feels them.

Emotions are annotated with the middle sentence in view. A phrase may carry several labels, as annotators differ.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from irises.annotation import Span

EMOTION_NAMES = {
    **{name: name for name in ("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust")},
    "other-emotion": "other",
}
"""The corpus's names of emotions, and the data contract's."""
_DEV_SHARE = 5
_SENTENCE_END = re.compile(r"""[.!?]['"”’)]*\s+(?=['"“‘(]?[A-Z])""")


@dataclass(frozen=True, kw_only=True)
class GoldEmotion:
    """A phrase with every emotion that it is said to carry, the people who feel them and what they are about."""

    span: Span
    emotions: frozenset[str]
    is_negated: bool
    experiencers: frozenset[Span]
    targets: frozenset[Span]


@dataclass(frozen=True, kw_only=True)
class EmotionPassage:
    """Three sentences: `middle` is the one whose emotions are annotated."""

    name: str
    author: str
    text: str
    middle: Span
    emotions: tuple[GoldEmotion, ...]
    characters: tuple[Span, ...]


def read_reman(folder: Path, *, split: str | None = None) -> list[EmotionPassage]:
    """The passages in the order of the file: all, or those of our `split` by author ("train" or "dev")."""
    documents = ET.parse(folder / "reman-shared.xml").getroot().findall("document")
    passages = [_passage(document) for document in documents]
    return [passage for passage in passages if split in (None, split_of(passage.author))]


def split_of(author: str) -> str:
    """About one author in six is in "dev", the others in "train": by the name's digest."""
    return "train" if int(hashlib.sha256(author.encode()).hexdigest(), 16) % _DEV_SHARE else "dev"


def middle_sentence(text: str) -> Span:
    """What lies between the first and the last sentence; the text's middle third where there are fewer than three."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if len(ends) < 2:
        return Span(len(text) // 3, len(text) - len(text) // 3)
    return Span(ends[0], ends[-1])


def _passage(document: ET.Element) -> EmotionPassage:
    text = document.findtext("text") or ""
    spans = {e.attrib["annotation_id"]: e for e in document.findall("adjudicated/spans/span")}
    emotions = _emotions(spans, document.findall("adjudicated/relations/relation"))
    return EmotionPassage(
        name=document.attrib["doc_id"],
        author=document.attrib["author"],
        text=text,
        middle=middle_sentence(text),
        emotions=emotions,
        characters=tuple(sorted({_span(e) for e in spans.values() if e.attrib["type"] == "character"})),
    )


def _emotions(spans: dict[str, ET.Element], relations: list[ET.Element]) -> tuple[GoldEmotion, ...]:
    """One row per distinct stretch of words, in text order."""
    roles: dict[tuple[Span, str], set[Span]] = defaultdict(set)
    for relation in relations:
        source, target = (spans.get(relation.attrib[f"{end}_annotation_id"]) for end in ("source", "target"))
        if source is not None and target is not None:
            roles[_span(source), relation.attrib["type"]].add(_span(target))
    kinds: dict[Span, set[str]] = defaultdict(set)
    negated: set[Span] = set()
    for element in spans.values():
        if element.attrib["type"] in EMOTION_NAMES:
            kinds[_span(element)].add(EMOTION_NAMES[element.attrib["type"]])
            if element.get("modifier") == "negated":
                negated.add(_span(element))
    return tuple(
        GoldEmotion(
            span=span,
            emotions=frozenset(kinds[span]),
            is_negated=span in negated,
            experiencers=frozenset(roles[span, "experiencer"]),
            targets=frozenset(roles[span, "target"]),
        )
        for span in sorted(kinds)
    )


def _span(element: ET.Element) -> Span:
    return Span(int(element.attrib["cbegin"]), int(element.attrib["cend"]))
