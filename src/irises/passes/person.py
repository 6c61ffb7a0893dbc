"""Person and tense of narration, section by section, from pronouns and finite verbs outside quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from irises.passes.narration import narrated
from irises.passes.verb_tense import Tenses, tense_after_i, tenses_in

OWN_VOICE = frozenset({"letter", "journal_entry", "message"})
"""Kinds of section whose writer is not the narrator around them."""

# Most words begin with other letters than those that a pattern looks for: that is seen first, for speed.
_OF_ONESELF = r"I(?=['’][a-z]|,?\s+\(?[a-z]|\s*[—–-]+[a-z])|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself"
_OWN = re.compile(rf"\b(?=[IMm])(?:{_OF_ONESELF})\b")
_PRONOUN = re.compile(
    rf"\b(?=[IMmWwUuOoYyHhSsTt])(?:({_OF_ONESELF})|"
    r"([Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves)|"
    r"([Yy]ou|[Yy]ours?|[Yy]ourself)|([Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]ers?|[Tt]hey|[Tt]hem|[Tt]heirs?|[Hh]imself|[Hh]erself))\b"
)
_I_VERB = re.compile(
    r"I(?<=\bI)(?:['’](m|ve|ll|d))?\s+(?:(?:never|always|just|also|still|only|then|even|[a-z]{3,}ly)\s+)*([a-z]+)"
)
_WITNESS = re.compile(
    r"(?:['’]ve)?\s+(?:(?:hardly|scarcely|don['’]t|do not|cannot|did not|never|first|have|had|was|must|"
    r"should|may)\s+){0,3}"
    r"(?:know|knew|think|thought|believe|suppose|imagine|fancy|hear|heard|told|remember|recollect|saw|seen|met|"
    r"learned|learnt|understand)\b"
)
_LETTERS_PER_WORD = 5.6
_SURE, _SOME, _YOU, _WE = 100.0, 12.0, 120.0, 120.0
# Silence of a narrator who would say "I" so often has a chance of one in a hundred.
_EXPECTED = 4.6
_OPENING_WORDS, _OPENING_PRONOUNS = 750, 3


@dataclass(slots=True)
class Voice:
    """Pronouns and finite verbs of a stretch of narration, and about how many words it has."""

    words: float = 0.0
    first: int = 0
    plural: int = 0
    second: int = 0
    third: int = 0
    i_past: int = 0
    i_present: int = 0
    tenses: Tenses = field(default_factory=Tenses)

    def add(self, other: Voice) -> None:
        """Adds another stretch's counts."""
        for name in ("words", "first", "plural", "second", "third", "i_past", "i_present"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.tenses.add(other.tenses)

    def rate(self, count: int) -> float:
        """A count per ten thousand words."""
        return 1e4 * count / max(self.words, 1.0)

    @property
    def person(self) -> str:
        """The person its pronouns speak for.

        An author who says "I" now and then comments in the present tense ("I think"); a narrator who was there also
        acts in the past ("I went"). "You" tells a second-person story only where it is nearly as common as he and she.
        """
        if self.rate(self.second) >= _YOU and self.second > self.first and self.second > 0.3 * self.third:
            return "second"
        if self._is_overheard:
            return "third"
        if self.rate(self.first) >= _SURE or (self.rate(self.plural) >= _WE and self.plural > 0.4 * self.third):
            return "first"
        acts = self.i_past >= 3 and self.i_past >= 0.6 * (self.i_past + self.i_present)
        return "first" if self.rate(self.first) >= _SOME * 3 and acts else "third"

    @property
    def _is_overheard(self) -> bool:
        """Whether its "I" is of speech whose marks were lost: where the narration is in the past it never acts in the
        past, and he and she are commoner."""
        is_past = self.tenses.past > self.tenses.present
        return is_past and self.i_past == 0 < self.i_present and self.third > self.first


def voice_of(text: str, spans: Iterable[tuple[int, int]]) -> Voice:
    """The voice of the given spans (code points, half-open) of a text."""
    voice = Voice()
    spans = list(spans)
    counts = [0, 0, 0, 0]
    for start, end in spans:
        voice.words += (end - start) / _LETTERS_PER_WORD
        for match in _PRONOUN.finditer(text, start, end):
            counts[(match.lastindex or 1) - 1] += 1
        for match in _I_VERB.finditer(text, start, end):
            tense = tense_after_i(match[1], match[2])
            voice.i_past += tense == "past"
            voice.i_present += tense == "present"
    voice.first, voice.plural, voice.second, voice.third = counts
    voice.tenses = tenses_in(text, spans)
    return voice


@dataclass(frozen=True, kw_only=True)
class SectionVoice:
    """Person and tense of one section of the story, with how sure they are (0..1)."""

    section_id: int
    start: int
    end: int
    kind: str
    words: float
    person: str
    tense: str
    confidence: float


def person_of_sections(text: str, sections: pa.Table, paragraphs: pa.Table, quotations: pa.Table) -> list[SectionVoice]:
    """Person and tense of each leaf section of the story, in text order.

    A section with too little to go by, or that strays from the rest by a few verbs only, is read like the rest; letters
    and journal entries are judged apart from the narration around them.
    """
    leaves = _leaves(sections)
    spans = _narrated_by_section(paragraphs, quotations)
    voices = {leaf["section_id"]: voice_of(text, spans.get(leaf["section_id"], [])) for leaf in leaves}
    main, apart = Voice(), Voice()
    for leaf in leaves:
        (apart if leaf["kind"] in OWN_VOICE else main).add(voices[leaf["section_id"]])
    narration = [span for leaf in leaves if leaf["kind"] not in OWN_VOICE for span in spans.get(leaf["section_id"], [])]
    witness = main.person == "third" and _introduces_himself(text, narration)
    return [_settled(leaf, voices[leaf["section_id"]], main, apart, witness) for leaf in leaves]


def person_of_story(found: Sequence[SectionVoice]) -> str | None:
    """Person of the main narration, by words; None where there is no story.

    Letters and journal entries count only where they are most of it.
    """
    told = sum(s.words for s in found if s.kind not in OWN_VOICE)
    counted = [s for s in found if s.kind not in OWN_VOICE or 4 * told < sum(s.words for s in found)]
    words: dict[str, float] = defaultdict(float)
    for section in counted:
        words[section.person] += section.words
    return max(words, key=lambda person: words[person]) if words else None


def _leaves(sections: pa.Table) -> list[dict[str, Any]]:
    rows = sections.select(["section_id", "parent_id", "start", "end", "kind", "is_story"]).to_pylist()
    parents = {row["parent_id"] for row in rows}
    leaves = [row for row in rows if row["is_story"] and row["section_id"] not in parents and row["start"] < row["end"]]
    return sorted(leaves, key=lambda row: row["start"])


def _narrated_by_section(paragraphs: pa.Table, quotations: pa.Table) -> dict[int, list[tuple[int, int]]]:
    """Each section's narration: its paragraphs without quotations."""
    quoted = _outermost(quotations)
    starts = [start for start, _ in quoted]
    columns = (paragraphs[name].to_pylist() for name in ("start", "end", "section_id"))
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, end, section in zip(*columns, strict=True):
        first = max(0, bisect_left(starts, start) - 1)
        spans[section] += narrated([(start, end)], quoted[first : bisect_left(starts, end)])
    return spans


def _outermost(quotations: pa.Table) -> list[tuple[int, int]]:
    columns = (quotations[name].to_pylist() for name in ("start", "end", "within"))
    return sorted((start, end) for start, end, within in zip(*columns, strict=True) if within < 0)


def _introduces_himself(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether somebody says "I" from the first pages on and again in the story's second half, as a witness does.

    Such a narrator takes no part but knows of the people only what one can ("I hardly know", "I was told"); an author
    who knows all says so without it, and his "I" mostly turns up later.
    """
    total = sum(end - start for start, end in spans)
    opening, later, knowing, at = 0, 0, 0, 0
    for start, end in spans:
        if at >= _OPENING_WORDS * _LETTERS_PER_WORD and (knowing < 1 or opening < _OPENING_PRONOUNS):
            return False
        for match in _OWN.finditer(text, start, end):
            place = at + match.start() - start
            opens = place < _OPENING_WORDS * _LETTERS_PER_WORD
            opening += opens
            knowing += opens and bool(_WITNESS.match(text, match.end(), end))
            later += 2 * place > total
        at += end - start
    return knowing >= 1 and min(opening, later) >= _OPENING_PRONOUNS


def _settled(leaf: Mapping[str, Any], voice: Voice, main: Voice, apart: Voice, witness: bool) -> SectionVoice:
    """A section's person and tense, after the rest of the story has had its say."""
    own = leaf["kind"] in OWN_VOICE
    person, sure = _own_person(voice, apart) if own else _person_in_story(voice, main, witness)
    tense, tense_sure = _tense(voice.tenses, main.tenses if not own or main.words else apart.tenses, letter=own)
    return SectionVoice(
        section_id=leaf["section_id"],
        start=leaf["start"],
        end=leaf["end"],
        kind=leaf["kind"],
        words=voice.words,
        person=person,
        tense=tense,
        confidence=min(sure, tense_sure),
    )


def _person_in_story(voice: Voice, main: Voice, witness: bool) -> tuple[str, float]:
    """The section's own person where it shows it clearly, else the main narration's."""
    usual = "first" if witness else main.person
    own = voice.person
    pronouns = voice.first + voice.plural + voice.second + voice.third
    if own == usual:
        return usual, min(0.98, 0.6 + 0.05 * pronouns)
    if own == "third":
        departs = not witness and (_is_told_of_others(voice) or _is_silent(voice, main))
    else:
        departs = max(voice.first, voice.plural, voice.second) >= 4
    return (own, 0.8) if departs else (usual, 0.6)


def _is_told_of_others(voice: Voice) -> bool:
    """Whether a section is long enough, and speaks enough of others, to have a narrator of its own."""
    return voice.third >= 12 and voice.words >= (800 if voice.first + voice.plural else 250)


def _is_silent(voice: Voice, main: Voice) -> bool:
    """Whether nobody says "I" in a section where the narrator around it would have by chance (Poisson)."""
    expected = main.rate(main.first + main.plural) * voice.words / 1e4
    return not voice.first + voice.plural and voice.third >= 6 and expected >= _EXPECTED


def _own_person(voice: Voice, apart: Voice) -> tuple[str, float]:
    """A letter or an entry is its writer's: first person, unless it never says so and speaks of others throughout."""
    if voice.first + voice.plural:
        return "first", 0.95
    if voice.third >= 6 and voice.third > 2 * voice.second:
        return "third", 0.7
    return ("first" if apart.first or not voice.third else "third"), 0.6


def _tense(own: Tenses, usual: Tenses, *, letter: bool) -> tuple[str, float]:
    """The section's tense where its verbs are enough and agree, else the story's; a letter greets in the present."""
    general = "past" if usual.past >= usual.present else "present"
    total = own.past + own.present
    if total < 4:
        return general, 0.6
    share = max(own.past, own.present) / total
    tense = "past" if own.past >= own.present else "present"
    least = (0.8, 8) if letter else (0.65, 6)
    if tense != general and (share < least[0] or total < least[1]):
        return general, 0.6
    return tense, min(0.98, share)
