"""Tense of narration, read off finite verbs: irregular forms from a lexicon, regular ones from their endings.

A verb counts where it stands right after a subject pronoun, or is a form that can only be finite (was, went, is, says).
Verbs alike in both tenses (put, let, must) and participles say nothing and are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from irises.passes.quotation_words import word_set

_PAST_ONLY = word_set("""
was were wasn't weren't had hadn't did didn't went came took knew saw gave began ran became fell rose wrote spoke
broke drove ate rode chose threw grew flew drew wore woke forgot shook swore tore froze sang sank swam drank rang
sprang stole forbade
""")
_PAST = word_set("""
said told thought felt found left kept held heard met sat stood got made lost caught brought bought taught sought
fought slept swept wept crept leapt leaned leant dealt meant sent spent lent bent built understood led fed fled bled
sped slid hid bit lit shot swung hung stuck struck dug spun won paid laid lay shone clung flung slung stung wound
ground bound sold shook dreamt learnt burnt spelt knelt withdrew overheard undertook mistook awoke arose withstood
beheld
""")
_PRESENT_ONLY = word_set("""
is isn't are aren't am has hasn't does doesn't says goes
""")
_BASE = word_set("""
do don't have haven't know think feel want see go come take make say tell look turn walk run stand sit get give find
hear keep hold start begin try need ask answer reply nod shake smile laugh pull push reach open close step move stop
wait watch wonder remember believe love hate like mean guess hope wish lean follow leave lie sleep wake eat drink
play write speak talk call stare glance shrug sigh frown whisper swallow breathe blink press drop pick grab touch
kiss fall rise catch bring realize realise notice decide let's live work learn climb cross head drive ride kneel
bend lift throw carry show pass enter return
""")
_AMBIGUOUS = word_set("""
put let set cut hit hurt shut cost spread split burst cast quit rid shed thrust must should ought may might could
would will shall can cannot can't need beat read won't couldn't wouldn't
""")
_PASTS = _PAST_ONLY | _PAST

_ANYWHERE = re.compile(
    rf"\b(?=[a-z])(?:({'|'.join(sorted(_PAST_ONLY))})|({'|'.join(sorted(_PRESENT_ONLY))}))\b(?!['’])"
)
_SUBJECT = re.compile(
    r"\b(?=[IiHhSsTtWwYy])([Ii]|[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|[Yy]ou|[Ww]ho|[Tt]here)(?:['’](m|s|re|ve|ll|d)\b)?"
    r"(?:\s+(?:never|always|just|also|still|only|then|even|almost|again|soon|now|once|[a-z]{3,}ly)\b)*\s+([a-z]+(?:['’]t)?)"
)
_THIRD = frozenset({"he", "she", "it", "who", "there"})


@dataclass(slots=True)
class Tenses:
    """How many finite verbs of a text are in the past and in the present tense."""

    past: int = 0
    present: int = 0

    def add(self, other: Tenses) -> None:
        """Adds the counts of another stretch."""
        self.past += other.past
        self.present += other.present


def tenses_in(text: str, spans: Iterable[tuple[int, int]]) -> Tenses:
    """Counts over the spans `[start, end)` of a text."""
    counts = Tenses()
    for start, end in spans:
        for match in _ANYWHERE.finditer(text, start, end):
            counts.past += match.lastindex == 1
            counts.present += match.lastindex == 2
        for match in _SUBJECT.finditer(text, start, end):
            tense = _tense(match[1].lower(), match[2], match[3].replace("’", "'"))
            counts.past += tense == "past"
            counts.present += tense == "present"
    return counts


def _tense(subject: str, contraction: str | None, verb: str) -> str | None:
    """Tense of a verb after its subject; forms that count anywhere are left to that count."""
    if contraction is not None:
        return "present" if contraction in ("m", "re", "ve") else None
    if verb in _AMBIGUOUS or verb in _PAST_ONLY or verb in _PRESENT_ONLY:
        return None
    if verb in _PASTS or (verb.endswith("ed") and len(verb) > 3 and verb != "need"):
        return "past"
    if subject in _THIRD:
        return (
            "present"
            if verb.endswith("s") and not verb.endswith("ss") and verb not in ("was", "his", "as", "its")
            else None
        )
    return "present" if verb in _BASE else None


def tense_after_i(contraction: str | None, verb: str) -> str | None:
    """`past` or `present` of the verb after "I" (or "I'm", "I've" ...); None where its form does not tell."""
    if contraction is None and verb in _PAST_ONLY:
        return "past"
    if verb in ("am", "have"):
        return "present"
    return _tense("i", contraction, verb)
