"""A casting script: a story as lines to be read aloud, each with who reads it, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from irises.story import Story
from irises.story.rows import Quotation, Section
from irises.view import names_of, outline
from irises.write.plain import Column, clean, columns

_NARRATOR, _NOT_KNOWN = "NARRATOR", "NOT KNOWN"
_WIDTH = 100
_MANNERS = {"thought": "thinks", "writing": "writes"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one reader reads in one go: a span of the text (code points) inside one section.

    `reader` is the entity_id of who speaks or tells, None where nobody in the story does or it is not known; `said` is
    the quotation, None for narration.
    """

    start: int
    end: int
    reader: int | None
    said: Quotation | None


def casting_script(story: Story, name: str) -> bytes:
    """The script as plain text: who reads how much, then every line. Front and back matter are left out."""
    return ("\n".join(_script(story, name)) + "\n").encode("utf-8")


def lines(story: Story) -> Iterator[tuple[Section, list[Line]]]:
    """The innermost sections of the story itself, each with its lines in order; they hold every word of it."""
    inner = {section.parent_id for section in story.sections}
    tellers = [(row.start, row.end, row.narrator) for row in story.perspectives if row.narrator is not None]
    quotations = sorted((q for q in story.quotations if q.within < 0), key=lambda q: q.start)
    for section in story.sections:
        if section.is_story and section.section_id not in inner:
            said = [q for q in quotations if q.start < section.end and section.start < q.end]
            yield section, list(_lines(story.text, section, said, tellers))


def _lines(
    text: str, section: Section, said: Sequence[Quotation], tellers: Sequence[tuple[int, int, int]]
) -> Iterator[Line]:
    def told(start: int, end: int) -> Iterator[Line]:
        if any(character.isalnum() for character in text[start:end]):
            yield Line(start=start, end=end, reader=_teller(start, end, tellers, section.narrator), said=None)

    at = section.start
    for quotation in said:
        yield from told(at, quotation.start)
        start, at = max(at, quotation.start), min(section.end, max(at, quotation.end))
        if start < at:
            yield Line(start=start, end=at, reader=quotation.speaker, said=quotation)
    yield from told(at, section.end)


def _teller(start: int, end: int, tellers: Sequence[tuple[int, int, int]], otherwise: int | None) -> int | None:
    """Who tells the most of a stretch, of (start, end, entity_id)."""
    told = [(min(end, last) - max(start, first), -first, who) for first, last, who in tellers]
    most = max(told, default=(0, 0, otherwise))
    return most[2] if most[0] > 0 else otherwise


def _script(story: Story, name: str) -> Iterator[str]:
    record, labels = story.record, _labels(story)
    yield clean(record.title or name) + (f", by {clean(record.author)}" if record.author else "")
    yield "Casting script: who reads each line. Percentages say how sure the speaker is."
    parts = list(lines(story))
    yield from ["", "Readers", *_readers(story, [line for _, part in parts for line in part], labels)]
    headings = {item.section_id: item.name for item in outline(story)}
    numbers = count(1)
    for section, part in parts:
        yield from ["", f"== {clean(headings[section.section_id])} =="]
        for line in part:
            yield from ["", f"{next(numbers)}. {_heading(line, labels)}"]
            yield from (f"   {clean(words)}" for words in story.text[line.start : line.end].split("\n") if clean(words))


def _labels(story: Story) -> dict[int, str]:
    """Names by entity_id, with the id where two people go by one name."""
    names = {who: clean(name) for who, name in names_of(story).items()}
    shared = Counter(name.casefold() for name in [*names.values(), _NARRATOR, _NOT_KNOWN])
    return {who: f"{name} ({who})" if shared[name.casefold()] > 1 else name for who, name in names.items()}


def _readers(story: Story, spoken: Sequence[Line], labels: Mapping[int, str]) -> Iterator[str]:
    """Lines and words of each reader, most words first."""
    n_lines, words = Counter[str](), Counter[str]()
    for line in spoken:
        reader = _reader(line, labels)
        n_lines[reader] += 1
        words[reader] += len(story.text[line.start : line.end].split())
    heads = (Column(heading="reader", grows=True), *(Column(heading=head, right=True) for head in ("lines", "words")))
    return columns(heads, [[who, f"{n_lines[who]:,}", f"{n:,}"] for who, n in words.most_common()], _WIDTH)


def _reader(line: Line, labels: Mapping[int, str]) -> str:
    known = None if line.reader is None else labels.get(line.reader)
    if line.said is None:
        return _NARRATOR if known is None else f"{_NARRATOR} ({known})"
    return _NOT_KNOWN if known is None else known.upper()


def _heading(line: Line, labels: Mapping[int, str]) -> str:
    reader, said = _reader(line, labels), line.said
    if said is None:
        return reader
    manner = f" {_MANNERS[said.mode]}" if said.mode in _MANNERS else ""
    to = ", ".join(labels.get(who, "not known") for who in said.addressees or ())
    sure = "" if said.speaker is None else f" [{said.speaker_confidence:.0%}]"
    return f"{reader}{manner}" + (f" to {to}" if to else "") + sure
