"""Passages of our own with commitments, beliefs, masks and eyes marked in the text, to find what rules miss.

A mark is `{{LABEL|words}}`; the words stay in the text. `@anna` marks a mention of somebody under a key; `promise
anna>tom`, `vow anna>`: a commitment with who gives or asks, and to whom; `knows anna`, `believes- anna`: a belief and
its holder, `-` where it is negated; `mask anna`: a show with no feeling named; `mask:1 anna` and `felt:1 anna`: a show
and the feeling under it; `hidden anna`: a feeling kept from sight. Several people are joined by `+`. `[[anna]]` begins
a stretch of somebody's eyes, `[[external]]` and `[[omniscient]]` one of nobody's: in all of a passage or nowhere.
Marks may lie in each other, and `{anna|she}` is short for `{{@anna|she}}`. Other tables are not marked. The guideline
is that of the labels (guideline.md).

Lines before the first empty one may tell the rest:
`voice: PERSON TENSE`, `narrator: KEY` (in the first person), and `present:`, `mentioned:` and `remembered:` with keys.
In the passages of `TOLD` every mention of every person is marked, and `said anna>tom` marks a quotation, its speaker
and addressees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gold.minds.compile import COMMITMENTS, PERSONS, PRESENCE, STANCES, TENSES
from gold.minds.passages import HERE, Place, digest
from gold.minds.reader import Annotation, Belief, Commitment, Emotion, Person, Perspective, Speech
from irises.annotation import Span

MARKED = HERE / "marked"
"""The folder of these passages."""

EYES = HERE / "eyes"
"""Passages with eyes, presence and some mentions, written to see where the reading of eyes fails: no measure."""

MARKED_HELD = HERE / "marked_held"
"""Passages in the same form that no rule was made with in sight (until somebody reads their faults)."""

TOLD, TOLD_WEIGHED, TOLD_HELD = HERE / "told", HERE / "told_weighed", HERE / "told_held"
"""Passages with every mention of everybody: those that the network learns from, those that weights of what it says are
fitted on, and those that no rule or weight has been made with."""

_MARK = re.compile(r"\{\{(?P<label>[^|{}]+)\||\{(?P<key>\w+)\||(?P<end>\})|\[\[(?P<eyes>\w+)\]\]")
_FIELDS = ("voice", "narrator", *PRESENCE)
_NOBODY = ("external", "omniscient")
_LABEL = re.compile(
    r"(?:@(?P<key>\w+)|(?P<kind>[a-z]+)(?P<no>-?)(?::(?P<pair>\d+))? (?P<by>[\w+]+)(?:>(?P<to>[\w+]*))?)"
)


@dataclass(frozen=True, kw_only=True)
class _Mark:
    """A mark's parts and the span of its words in the text without marks."""

    span: Span
    key: str | None
    kind: str
    is_negated: bool
    pair: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]


def read_marked(folder: Path = MARKED) -> Iterator[tuple[str, Annotation]]:
    """Text and labels of every passage of a folder, by name; ValueError names the file and the mark that is no mark."""
    for path in sorted(folder.glob("*.txt")):
        yield parsed(path.read_text(encoding="utf-8"), name=path.stem)


def parsed(source: str, *, name: str) -> tuple[str, Annotation]:
    """The text without its marks, and what they say of it."""
    fields, body = _headed(source, name)
    text, marks, eyes = _parted(body, name)
    person, tense = fields.get("voice", " ").split(" ")
    number = {key: n for n, key in enumerate(dict.fromkeys(m.key for m in marks if m.key is not None))}

    def ids(keys: Iterable[str]) -> frozenset[int]:
        unknown = [key for key in keys if key not in number]
        if unknown:
            raise ValueError(
                f"{name}: nobody is marked as {', '.join(unknown)}; mark a mention with {{{{@key|words}}}}"
            )
        return frozenset(number[key] for key in keys)

    narrator = min(ids([fields["narrator"]])) if "narrator" in fields else None
    place = Place(passage=name, split="dev", source=f"{name}.txt", start=0, end=len(text), sha256=digest(text))
    beliefs = [m for m in marks if m.kind in STANCES]
    commitments = [m for m in marks if m.kind in COMMITMENTS]
    return text, Annotation(
        place=place,
        annotator="marked",
        people=tuple(
            Person(person_id=n, mentions=tuple(m.span for m in marks if m.key == key)) for key, n in number.items()
        ),
        perspectives=tuple(
            Perspective(
                span=Span(start, end),
                person=person,
                tense=tense,
                narrator=narrator,
                kind=key if key in _NOBODY else "internal",
                focalizer=None if key in _NOBODY else min(ids([key])),
            )
            for (start, key), end in zip(eyes, [*(start for start, _ in eyes[1:]), len(text)], strict=False)
        ),
        emotions=_emotions([(m, ids(m.by)) for m in marks if m.kind in ("mask", "felt", "hidden")]),
        beliefs=tuple(
            Belief(
                belief_id=n,
                span=m.span,
                holders=ids(m.by),
                stance=m.kind,
                content=None,
                about=frozenset(),
                is_negated=m.is_negated,
                within=-1,
            )
            for n, m in enumerate(beliefs)
        ),
        commitments=tuple(
            Commitment(
                commitment_id=n,
                span=m.span,
                kind=m.kind,
                by=ids(m.by),
                to=ids(m.to),
                about=frozenset(),
                content=None,
                status="open",
                resolved=None,
            )
            for n, m in enumerate(commitments)
        ),
        look_alikes=(),
        speeches=tuple(
            Speech(span=m.span, speakers=ids(m.by), addressees=ids(m.to)) for m in marks if m.kind == "said"
        ),
        presence={who: status for status in PRESENCE for who in ids(fields.get(status, "").split())},
    )


def _headed(source: str, name: str) -> tuple[dict[str, str], str]:
    """The fields before the passage, if it has any, and the passage."""
    head, _, body = source.partition("\n\n")
    if not head.startswith("voice:"):
        return {}, source
    fields = {field: value.strip() for field, _, value in (line.partition(":") for line in head.splitlines())}
    if unknown := set(fields) - set(_FIELDS):
        raise ValueError(f"{name}: no field is called {', '.join(sorted(unknown))}; there are {', '.join(_FIELDS)}")
    if fields["voice"] not in {f"{person} {tense}" for person in PERSONS for tense in TENSES}:
        raise ValueError(f"{name}: {fields['voice']!r} is no voice; give a person and a tense: third past")
    return fields, body


def _parted(source: str, name: str) -> tuple[str, list[_Mark], list[tuple[int, str]]]:
    """The text, its marks in the order of their starts, and where whose eyes begin."""
    text, at = "", 0
    marks: list[_Mark] = []
    eyes: list[tuple[int, str]] = []
    begun: list[tuple[str, str, int]] = []
    while found := _MARK.search(source, at):
        text, at = text + source[at : found.start()], found.end()
        if found["eyes"]:
            eyes.append((len(text), found["eyes"]))
        elif found["label"]:
            begun.append((found["label"], "}}", len(text)))
        elif found["key"]:
            begun.append((f"@{found['key']}", "}", len(text)))
        else:
            label, end, start = begun.pop() if begun else ("", "", 0)
            if not label or not source.startswith(end, found.start()):
                raise ValueError(f"{name}: a mark ends wrongly in {source[max(0, found.start() - 40) : at]!r}")
            at = found.start() + len(end)
            marks.append(_mark(label, Span(start, len(text)), name))
    text += source[at:]
    if begun or any(bracket in text for bracket in ("{", "[[", "]]")):
        raise ValueError(f"{name}: a mark is not closed: {begun[-1][0] if begun else text[:40]!r}")
    if eyes and eyes[0][0] > 0:
        raise ValueError(f"{name}: begin the passage with [[KEY]], so that every word has its eyes")
    return text, sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)), eyes


def _mark(label: str, span: Span, name: str) -> _Mark:
    found = _LABEL.fullmatch(label)
    kinds = {*STANCES, *COMMITMENTS, "mask", "felt", "hidden", "said"}
    if found is None or (found["key"] is None and found["kind"] not in kinds):
        raise ValueError(f"{name}: {label!r} is no mark; give @key, or a kind and a person: promise anna>tom")
    return _Mark(
        span=span,
        key=found["key"],
        kind=found["kind"] or "",
        is_negated=bool(found["no"]),
        pair=found["pair"],
        by=tuple((found["by"] or "").split("+")),
        to=tuple(key for key in (found["to"] or "").split("+") if key),
    )


def _emotions(marks: list[tuple[_Mark, frozenset[int]]]) -> tuple[Emotion, ...]:
    """Shows and feelings as rows; their classes are not marked."""
    felt = {mark.pair: n for n, (mark, _) in enumerate(marks) if mark.kind == "felt"}
    return tuple(
        Emotion(
            emotion_id=n,
            span=mark.span,
            experiencers=who,
            emotions=("other",),
            channel="shown" if mark.kind == "mask" else "felt",
            is_negated=False,
            targets=frozenset(),
            is_feigned=mark.kind == "mask",
            is_masked=mark.kind != "mask",
            masks=felt.get(mark.pair, -1) if mark.kind == "mask" and mark.pair else -1,
        )
        for n, (mark, who) in enumerate(marks)
    )
