"""A summary as lines of plain text, made to be read in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from irises.story import Character, Story
from irises.view import CastMember, OutlineItem, Place, Summary, Talk, said_kind
from irises.write.corrections_text import state_line
from irises.write.plain import Column, clean, columns, wrap

_PEOPLE, _PAIRS, _SECTIONS = 15, 8, 14


def summary_lines(summary: Summary, *, width: int = 80) -> Iterator[str]:
    """The summary, line by line; a line that ends with nothing under it is a heading if the next is indented."""
    yield from _head(summary, width)
    yield from _part("Sections", _sections(summary.outline, width))
    yield from _part("Cast", _cast(summary, width))
    yield from _part("Who talks to whom", _talk(summary, width))
    yield from _part("How sure", _sureness(summary, width))
    yield from _part("Corrections", _corrections(summary.story, width))
    yield from _part("Warnings", _warnings(summary.story.warnings, width))


def _part(heading: str, lines: Iterator[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield heading
        yield from body


def _head(summary: Summary, width: int) -> Iterator[str]:
    story = summary.story
    title = clean(story.title or "") or "(no title)"
    author = clean(story.author or "")
    yield from wrap(f"{title}, by {author}" if author else title, width, indent="  ")
    facts = [
        f"{story.n_words:,} words",
        f"{story.record.person} person" if story.record.person else "",
        "" if story.record.language == "en" else f"language: {story.record.language}",
        f"from {clean(story.record.source_name)} ({story.record.source_format})",
        "" if story.bound is None else f"as known at {story.bound:,} of {story.record.n_chars:,} characters",
    ]
    yield from wrap(" · ".join(fact for fact in facts if fact), width, indent="  ")


def _sections(items: Sequence[OutlineItem], width: int) -> Iterator[str]:
    shown = _most_telling(items)
    kept, left_out = _ends(shown, _SECTIONS)
    rows = [_section_row(item) for item in kept]
    lines = list(
        columns((Column(heading="", grows=True), Column(heading=""), Column(heading="", right=True)), rows, width)
    )
    half = len(kept) // 2 if left_out else len(kept)
    yield from lines[:half]
    if left_out:
        words = sum(item.n_words for item in shown[half : half + left_out])
        yield f"  … {left_out} more ({words:,} words)"
    yield from lines[half:]


def _section_row(item: OutlineItem) -> list[str]:
    kind = said_kind(item.kind)
    named = item.title and item.title.casefold() != kind
    name = f"{kind}: {item.title}" if named and kind not in (item.title or "").casefold() else item.title or item.name
    return [
        "  " * item.depth + clean(name),
        item.date or "",
        f"{item.n_words:,} {'word' if item.n_words == 1 else 'words'}",
    ]


def _most_telling(items: Sequence[OutlineItem]) -> list[OutlineItem]:
    """All sections of a short outline; of a long one the outermost, as deep as still fits."""
    for depth in range(max((item.depth for item in items), default=0), 0, -1):
        shallow = [item for item in items if item.depth <= depth]
        if len(shallow) <= _SECTIONS:
            return shallow
    return [item for item in items if item.depth == 0]


def _ends(items: Sequence[OutlineItem], most: int) -> tuple[list[OutlineItem], int]:
    """The first and last of a long list, and how many lie between."""
    if len(items) <= most:
        return list(items), 0
    half = (most - 1) // 2
    return [*items[:half], *items[-half:]], len(items) - 2 * half


def _cast(summary: Summary, width: int) -> Iterator[str]:
    if not summary.cast:
        yield "  Nobody is named, speaks or acts."
        return
    headings = (
        Column(heading="name", most=22),
        Column(heading="also", grows=True),
        Column(heading="mentions", right=True),
        Column(heading="says", right=True),
        Column(heading="first met", most=20),
    )
    yield from columns(headings, [_cast_row(member, summary.names) for member in summary.cast[:_PEOPLE]], width)
    if len(summary.cast) > _PEOPLE:
        yield f"  … and {len(summary.cast) - _PEOPLE:,} more"


def _cast_row(member: CastMember, names: Mapping[int, str]) -> list[str]:
    person = member.character
    return [
        name_with_pronouns(person),
        also_called(person, names),
        f"{person.n_mentions:,}",
        f"{person.n_quotations:,}" if person.n_quotations else "-",
        said_place(member.first),
    ]


def also_called(person: Character, names: Mapping[int, str]) -> str:
    """Whom somebody turns out to be (`names` by entity_id), whether they tell the story, and their other names."""
    same = [f"the same as {names.get(who, 'not known')}" for who in person.same_as]
    tells = ["the narrator"] if person.is_narrator and person.name.casefold() != "the narrator" else []
    return ", ".join([*same, *tells, *person.aliases])


def name_with_pronouns(person: Character) -> str:
    """A name with the pronouns that go with it, unless it holds them."""
    pronouns = "/".join(person.pronouns[:2])
    return f"{person.name} ({pronouns})" if pronouns and pronouns not in person.name else person.name


def said_place(place: Place) -> str:
    """A place in a few words: how far in, and the chapter."""
    percent = f"{place.share:.0%}"
    return f"{percent:>4} {clean(place.unit)}" if place.unit else f"{percent:>4}"


def _talk(summary: Summary, width: int) -> Iterator[str]:
    pairs = _both_ways(summary.talk)
    if not pairs:
        return
    headings = (
        Column(heading="who"),
        Column(heading="to whom"),
        Column(heading="says", right=True),
        Column(heading="hears back", right=True),
    )
    rows = [
        [*(summary.names.get(who, "?") for who in pair), f"{there:,}", f"{back:,}"]
        for pair, (there, back) in pairs[:_PAIRS]
    ]
    yield from columns(headings, rows, width)
    if len(pairs) > _PAIRS:
        yield f"  … and {len(pairs) - _PAIRS:,} more pairs"


def _both_ways(talk: Sequence[Talk]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs with quotations there and back, most talk first; who says more comes first in a pair."""
    there = {(t.speaker, t.addressee): t.n_quotations for t in talk}
    pairs = [
        ((one, other), (n, there.get((other, one), 0)))
        for (one, other), n in there.items()
        if (other, one) not in there or (n, one) > (there[other, one], other)
    ]
    return sorted(pairs, key=lambda pair: (-sum(pair[1]), pair[0]))


def _sureness(summary: Summary, width: int) -> Iterator[str]:
    sure = summary.sureness
    if sure.n_quotations:
        share = sure.n_with_speaker / sure.n_quotations
        line = f"Speakers: given for {sure.n_with_speaker:,} of {sure.n_quotations:,} quotations ({share:.0%})"
        line += f", {sure.n_explicit:,} because the text says so" if sure.n_explicit else ""
        yield from _indented(line + _mean(sure.speaker_confidence), width)
    else:
        yield "  Speakers: nobody speaks"
    if sure.n_mentions:
        yield from _indented(f"Who is meant: {sure.n_mentions:,} mentions{_mean(sure.entity_confidence)}", width)
    if sure.n_events:
        yield from _indented(f"What happens: {sure.n_events:,} events{_mean(sure.event_confidence)}", width)


def _mean(confidence: float | None) -> str:
    return "" if confidence is None else f"; mean confidence {confidence:.0%}"


def _corrections(story: Story, width: int) -> Iterator[str]:
    if story.corrections:
        yield from _indented(state_line(story), width)


def _warnings(warnings: Sequence[str], width: int) -> Iterator[str]:
    for warning in warnings:
        yield from _indented(clean(warning), width)


def _indented(text: str, width: int) -> list[str]:
    return ["  " + line for line in wrap(text, width - 2, indent="  ")]
