"""Passages of our own that are labelled where they stand: whose eyes, who they are, who is there.

A file has lines `voice: PERSON TENSE`, `narrator: KEY` (in the first person), and `present:`, `mentioned:` and
`remembered:` with keys of people, then an empty line and the passage. In it `[[KEY]]` begins a stretch of somebody's
eyes (or `[[external]]`, `[[omniscient]]`), and `{KEY|words}` is one of somebody's mentions. They were written to see
where the reading of eyes and presence fails, and what it weighs is fitted on them too: they measure nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from gold.minds.passages import HERE, Place, digest
from gold.minds.reader import Annotation, Person, Perspective
from irises.annotation import Span

MARKED = HERE / "eyes"
"""The folder of these passages."""

_MARK = re.compile(r"\[\[(?P<eyes>\w+)\]\]|\{(?P<who>\w+)\|(?P<words>[^}]+)\}")
_NOBODY = ("external", "omniscient")
_STATUSES = ("present", "mentioned", "remembered")


def read_marked(folder: Path = MARKED) -> list[tuple[str, Annotation]]:
    """The text and the labels of each passage of a folder, by name."""
    return [marked(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def marked(name: str, content: str) -> tuple[str, Annotation]:
    """The text and the labels of a marked passage; KeyError for somebody who has no mention or status."""
    head, _, body = content.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    person, tense = fields["voice"].split()
    text, stretches, mentions = _unmarked(body)
    number = {key: n for n, key in enumerate(sorted(mentions, key=lambda key: mentions[key][0]))}
    ends = [start for _, start in stretches[1:]] + [len(text)]
    place = Place(passage=name, split="marked", source=f"{name}.txt", start=0, end=len(text), sha256=digest(text))
    labels = Annotation(
        place=place,
        annotator="marked",
        people=tuple(Person(person_id=n, mentions=tuple(mentions[key])) for key, n in number.items()),
        perspectives=tuple(
            Perspective(
                span=Span(start, end),
                person=person,
                tense=tense,
                narrator=number[fields["narrator"]] if "narrator" in fields else None,
                kind=eyes if eyes in _NOBODY else "internal",
                focalizer=None if eyes in _NOBODY else number[eyes],
            )
            for (eyes, start), end in zip(stretches, ends, strict=True)
        ),
        emotions=(),
        beliefs=(),
        commitments=(),
        look_alikes=(),
        presence={number[key]: status for status in _STATUSES for key in fields.get(status, "").split()},
    )
    return text, labels


def _unmarked(body: str) -> tuple[str, list[tuple[str, int]], dict[str, list[Span]]]:
    """The passage without marks; who sees from which offset on; the mentions of each."""
    text, at = "", 0
    stretches: list[tuple[str, int]] = []
    mentions: defaultdict[str, list[Span]] = defaultdict(list)
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        at = mark.end()
        if mark["eyes"]:
            stretches.append((mark["eyes"], len(text)))
        else:
            mentions[mark["who"]].append(Span(len(text), len(text) + len(mark["words"])))
            text += mark["words"]
    return (text + body[at:]).strip("\n") + "\n", stretches, dict(mentions)
