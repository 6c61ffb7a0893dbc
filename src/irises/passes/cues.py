"""Cues: the words around a quotation that say who speaks, and whom to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from irises.passes.dialogue import COMMON, PRONOUN, PROPER, Chain, Dialogue
from irises.passes.speech_verbs import ADDRESSING, CONTINUING, PREPOSITIONS, TOWARDS, VOICES, is_speech, word_set

_SKIPPED = frozenset({",", "-", "--", "—", "–", "---", ";", "...", "…", "(", ")", "_"})
_STOPS = frozenset({".", "!", "?"})
_BREAKS = frozenset({";", ":"})
_LIGHT = word_set(
    "then here now and but again thus so also at last once presently soon just still only first next even both all "
    "had have has was would could did will again suddenly the"
)
_CONJUNCTIONS = word_set(
    "and but while when as for that so whereupon until because if though although then before after"
)
_HEARING = frozenset({"heard", "hear", "hears", "hearing"})
_NEGATIONS = frozenset({"nothing", "no", "not", "n't", "never", "neither", "none", "silent"})
_SUBJECTS = frozenset({"i", "you", "he", "she", "it", "we", "they"})
_LONGEST_CLAUSE = 45
_REACH = 14
_LAST_WORDS = 4
_SHORT_SENTENCE = 9
_MARKS = frozenset("\"'“”‘’«»„‟›‹`")


class Place(IntEnum):
    """Where a cue stands and how it is built, surest first."""

    INVERTED = 0
    """After the words: `said Anna`."""
    AFTER = 1
    """After the words: `Anna said`."""
    BEFORE = 2
    """Before them: `Anna said,`."""
    BEFORE_INVERTED = 3
    """Before them: `Then said Anna:`."""
    LEAD_IN = 4
    """The paragraph before ends by announcing them: `Anna spoke at last:`."""
    VOICE = 5
    """Somebody's voice, tone or answer is named."""
    LEAD_IN_CLOSED = 6
    """The paragraph before ends with somebody's beginning to speak, its sentence closed: `Then Anna began.`"""
    BEAT_AFTER = 7
    """Somebody does something in the next sentence of the paragraph."""
    BEAT_BEFORE = 8
    """Somebody does something in the sentence before."""

    @property
    def speaks(self) -> bool:
        """Whether it says that somebody speaks, and not only that somebody acts."""
        return self < Place.LEAD_IN_CLOSED


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One cue: `mention` is the subject's index (-1: its words are no mention); word ranges are half-open."""

    place: Place
    mention: int
    subject: tuple[int, int]
    span: tuple[int, int]
    addressed: tuple[int, ...] = ()


def find_cues(dialogue: Dialogue, chain: Chain) -> list[Cue]:
    """All cues around the stretches of a chain, in the same paragraph, or leading in from the one before."""
    cues: list[Cue] = []
    for number, (first, last) in enumerate(chain.ranges):
        follows = number > 0 and dialogue.paragraph[first] == dialogue.paragraph[chain.ranges[number - 1][0]]
        if not follows:
            cues.extend(_before(dialogue, first))
        cues.extend(_after(dialogue, last))
    return cues


def best_cue(cues: list[Cue]) -> Cue | None:
    """The surest cue in which somebody speaks."""
    return min((cue for cue in cues if cue.place.speaks), key=lambda cue: (cue.place, cue.span), default=None)


def _is_mark(word: str) -> bool:
    return all(sign in _MARKS for sign in word)


def _after(dialogue: Dialogue, last: int) -> list[Cue]:
    """The cue in the clause after a stretch that ends before word `last`."""
    words, quotation = dialogue.words, dialogue.quotation
    if last >= len(words) or last == 0:
        return []
    paragraph, end = dialogue.paragraph[last - 1], last
    limit = min(len(words), last + _LONGEST_CLAUSE)
    while end < limit and dialogue.paragraph[end] == paragraph and quotation[end] < 0 and words[end] not in _STOPS:
        end += 1
    start = last
    while start < end and (words[start] in _SKIPPED or _is_mark(words[start])):
        start += 1
    if start >= end:
        return []
    inverted = _inverted(dialogue, start, end, Place.INVERTED)
    if inverted is not None:
        return [inverted]
    subject = _first_mention(dialogue, start, end)
    if subject is None:
        return _bare(dialogue, start, end)
    return [_subject_first(dialogue, subject, end, Place.AFTER, Place.BEAT_AFTER)]


def _bare(dialogue: Dialogue, start: int, end: int) -> list[Cue]:
    """`he said` where the pronoun is no mention."""
    words = dialogue.words
    if words[start] not in _SUBJECTS:
        return []
    verb = next((at for at in range(start + 1, min(end, start + 4)) if is_speech(words, at)), None)
    if verb is None:
        return []
    return [Cue(place=Place.AFTER, mention=-1, subject=(start, start + 1), span=(start, verb + 1))]


def _first_mention(dialogue: Dialogue, start: int, end: int, *, reach: int = 4) -> int | None:
    """The longest person's mention that starts within some light words of `start`."""
    for at in range(start, min(end, start + reach)):
        for mention in dialogue.starting.get(at, ()):
            if _is_person(dialogue, mention) and dialogue.mentions.last[mention] <= end:
                return mention
        if dialogue.words[at] not in _LIGHT and not dialogue.words[at].endswith("ly") and at > start:
            return None
    return None


def _is_person(dialogue: Dialogue, mention: int) -> bool:
    return bool(dialogue.people.can_speak[dialogue.mentions.entity[mention]])


def _inverted(dialogue: Dialogue, start: int, end: int, place: Place) -> Cue | None:
    """`said Anna`: a verb of speech, then its subject, perhaps with an adverb around."""
    words = dialogue.words
    verb = start
    while verb < min(end, start + 3) and not is_speech(words, verb):
        if words[verb] not in _LIGHT and not words[verb].endswith("ly"):
            return None
        if any(_is_person(dialogue, mention) for mention in dialogue.starting.get(verb, ())):
            return None
        verb += 1
    if verb >= min(end, start + 3) or not is_speech(words, verb):
        return None
    subject = verb + 1
    if subject < end and words[subject] in CONTINUING:
        subject += 1
    while subject < end and words[subject].endswith("ly") and subject not in dialogue.starting:
        subject += 1
    if subject >= end or words[subject] in _SKIPPED or words[subject] in PREPOSITIONS:
        return None
    mention = _voice_owner(dialogue, subject, end) or _first_mention(dialogue, subject, end, reach=2)
    stop = int(dialogue.mentions.last[mention]) if mention is not None else _phrase_end(words, subject, end)
    first = int(dialogue.mentions.first[mention]) if mention is not None else subject
    return Cue(
        place=place,
        mention=-1 if mention is None else mention,
        subject=(first, stop),
        span=(verb, stop),
        addressed=_addressed(dialogue, stop, end, words[verb]),
    )


def _voice_owner(dialogue: Dialogue, start: int, end: int) -> int | None:
    """Anna in `the quiet voice of Anna`."""
    words = dialogue.words
    for at in range(start, min(end - 1, start + 5)):
        if words[at] in VOICES and words[at + 1] == "of":
            return next(iter(_object(dialogue, at + 2, end)), None)
    return None


def _phrase_end(words: list[str], start: int, end: int) -> int:
    """Where a noun phrase that no mention covers ends: at a sign, a conjunction or a preposition."""
    at = start
    while at < min(end, start + 5) and words[at][0].isalnum() and words[at] not in PREPOSITIONS and words[at] != "and":
        at += 1
    return max(at, start + 1)


def _subject_first(dialogue: Dialogue, mention: int, end: int, spoken: Place, acted: Place) -> Cue:
    """`Anna said` or `Anna turned away`, by the verb that comes after the subject."""
    words = dialogue.words
    first, last = int(dialogue.mentions.first[mention]), int(dialogue.mentions.last[mention])
    owner = _voice_end(dialogue, mention, end)
    if owner is not None:
        return Cue(place=Place.VOICE, mention=mention, subject=(first, last), span=(first, owner))
    for at in range(last, min(end, last + _REACH)):
        if words[at] in _BREAKS:
            break
        heard = _object(dialogue, at + 1, end) if words[at] in _HEARING else ()
        if heard:
            return _subject_first(dialogue, heard[0], end, spoken, acted)
        if is_speech(words, at):
            told = _object(dialogue, at + 1, end) if words[at] in ADDRESSING else ()
            addressed = told or _addressed(dialogue, at + 1, end, "")
            return Cue(place=spoken, mention=mention, subject=(first, last), span=(first, at + 1), addressed=addressed)
    addressed = _addressed(dialogue, last, end, "")
    return Cue(place=acted, mention=mention, subject=(first, last), span=(first, last), addressed=addressed)


def _voice_end(dialogue: Dialogue, mention: int, end: int) -> int | None:
    """The word after `her voice` or `Anna's answer`, if the mention owns one."""
    words, last = dialogue.words, int(dialogue.mentions.last[mention])
    after = last + 1 if last < end and words[last] in {"'s", "'"} else last
    owns = after > last or words[last - 1] in {"his", "her", "my", "their"} or words[last - 1] in VOICES
    if words[last - 1] in VOICES:
        return last
    if not owns:
        return None
    return next((at + 1 for at in range(after, min(end, after + 3)) if words[at] in VOICES), None)


def _object(dialogue: Dialogue, start: int, end: int) -> tuple[int, ...]:
    mention = _first_mention(dialogue, start, end, reach=1)
    return () if mention is None else (mention,)


def _addressed(dialogue: Dialogue, start: int, end: int, verb: str) -> tuple[int, ...]:
    """Mentions after `to`, `towards` or an addressing participle in a clause: whom the words are said to."""
    words = dialogue.words
    found: list[int] = []
    for at in range(start, end - 1):
        if words[at] in TOWARDS or (words[at] in ADDRESSING and words[at].endswith("ing")):
            found.extend(_object(dialogue, at + 1, end))
    return tuple(found)


def _before(dialogue: Dialogue, first: int) -> list[Cue]:
    """The cue in the sentence before a stretch that starts at word `first`, or in the paragraph before it."""
    words, quotation = dialogue.words, dialogue.quotation
    end = first
    if end == 0 or quotation[end - 1] >= 0:
        return []
    led = dialogue.paragraph[end - 1] != dialogue.paragraph[first]
    start = _sentence_start(dialogue, end)
    closed = words[end - 1] in _STOPS
    if start >= end or (led and not _announces(dialogue, start, end, closed=closed)):
        return []
    place = (Place.LEAD_IN_CLOSED if closed else Place.LEAD_IN) if led else Place.BEFORE
    cue = _announcing(dialogue, start, end, place, closed=closed and not led)
    return [] if cue is None else [cue]


def _sentence_start(dialogue: Dialogue, end: int) -> int:
    """First word of the narration's sentence that ends before word `end`, signs left out."""
    paragraph, start = dialogue.paragraph[end - 1], end - 1
    floor = max(0, end - _LONGEST_CLAUSE)
    while start > floor and _goes_on(dialogue, start - 1, paragraph):
        start -= 1
    while start < end and (dialogue.words[start] in _SKIPPED or _is_mark(dialogue.words[start])):
        start += 1
    return start


def _announces(dialogue: Dialogue, start: int, end: int, *, closed: bool) -> bool:
    """Whether a paragraph's last sentence leads in to the next: left open, or speaking in its last words.

    A closed one that follows a quotation is that quotation's own cue.
    """
    if not closed:
        return any(is_speech(dialogue.words, at) for at in range(start, end))
    if _follows_quotation(dialogue, start):
        return False
    last = range(start if end - start <= _SHORT_SENTENCE else end - _LAST_WORDS, end)
    return any(is_speech(dialogue.words, at) for at in last) and not any(
        dialogue.words[at] in _NEGATIONS for at in last
    )


def _follows_quotation(dialogue: Dialogue, start: int) -> bool:
    before = start - 1
    while before > 0 and dialogue.quotation[before] < 0 and not dialogue.words[before][0].isalnum():
        before -= 1
    same = before >= 0 and dialogue.paragraph[before] == dialogue.paragraph[start]
    return same and bool(dialogue.quotation[before] >= 0)


def _goes_on(dialogue: Dialogue, at: int, paragraph: int) -> bool:
    """Whether the sentence reaches back over this word."""
    return dialogue.paragraph[at] == paragraph and dialogue.quotation[at] < 0 and dialogue.words[at] not in _STOPS


def _announcing(dialogue: Dialogue, start: int, end: int, place: Place, *, closed: bool) -> Cue | None:
    """The subject of the last verb of speech in a sentence; of its first mention, where there is no such verb."""
    verb = next((at for at in range(end - 1, start - 1, -1) if is_speech(dialogue.words, at)), None)
    if verb is None or closed:
        mention = _first_mention(dialogue, start, end) or _first_subject(dialogue, start, end)
        if mention is None:
            return None
        return _subject_first(dialogue, mention, end, Place.BEAT_BEFORE, Place.BEAT_BEFORE)
    mention = _subject_of(dialogue, start, verb)
    if mention is None:
        if verb > start and dialogue.words[verb - 1] in _SUBJECTS:
            return Cue(place=place, mention=-1, subject=(verb - 1, verb), span=(verb - 1, verb + 1))
        return _inverted(dialogue, verb, end, Place.BEFORE_INVERTED)
    first, last = int(dialogue.mentions.first[mention]), int(dialogue.mentions.last[mention])
    told = _object(dialogue, verb + 1, end) if dialogue.words[verb] in ADDRESSING else ()
    addressed = told or _addressed(dialogue, last, end, "")
    return Cue(place=place, mention=mention, subject=(first, last), span=(first, verb + 1), addressed=addressed)


def _first_subject(dialogue: Dialogue, start: int, end: int) -> int | None:
    """The first person in a sentence who isn't governed by a preposition."""
    for at in range(start, end):
        if at > start and dialogue.words[at - 1] in PREPOSITIONS:
            continue
        for mention in dialogue.starting.get(at, ()):
            if _is_person(dialogue, mention) and dialogue.mentions.last[mention] <= end:
                return mention
    return None


def _subject_of(dialogue: Dialogue, start: int, verb: int) -> int | None:
    """The mention that a verb belongs to: the nearest that opens a clause before it, else the sentence's first."""
    for at in range(verb - 1, start - 1, -1):
        for mention in dialogue.starting.get(at, ()):
            fits = dialogue.mentions.last[mention] <= verb and _is_person(dialogue, mention)
            if fits and (_opens_clause(dialogue, at, start) or _has_relative(dialogue, mention, verb)):
                return mention
    return _first_subject(dialogue, start, verb)


def _opens_clause(dialogue: Dialogue, at: int, start: int) -> bool:
    """Whether only light words stand between a clause's beginning and this word."""
    words, before = dialogue.words, at - 1
    while before >= start and (words[before] in _LIGHT or words[before].endswith("ly")):
        if words[before] in _CONJUNCTIONS:
            return True
        before -= 1
    return before < start or words[before] in _CONJUNCTIONS or words[before] in _SKIPPED


def _has_relative(dialogue: Dialogue, mention: int, verb: int) -> bool:
    """`at Anna, who said`: whether a relative clause takes the mention as its subject."""
    words, after = dialogue.words, int(dialogue.mentions.last[mention])
    if after < verb and words[after] == ",":
        after += 1
    return after < verb and words[after] == "who"


def form_of(dialogue: Dialogue, cue: Cue) -> int:
    """PROPER, COMMON or PRONOUN: what the cue's subject is; words that no mention covers go by their capital."""
    if cue.mention >= 0:
        return int(dialogue.mentions.form[cue.mention])
    words = dialogue.raw[cue.subject[0] : cue.subject[1]]
    if len(words) == 1 and words[0].lower() in _SUBJECTS:
        return PRONOUN
    return PROPER if any(word[:1].isupper() for word in words) else COMMON
