"""Vocatives: names and titles inside a quotation that call the person spoken to."""

from __future__ import annotations

from irises.passes.dialogue import FEMALE, MALE, PRONOUN, UNKNOWN, Chain, Dialogue
from irises.passes.speech_verbs import word_set

_BEFORE = frozenset({",", "!", "oh", "o", "ah", "--", "—", "well", "yes", "no", "dear", "dearest", "poor"})
_AFTER = frozenset({",", "!", "?", ".", "--", "—", ";", ":", "..."})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "this", "that", "some", "their", "your", "its"})
_MARKS = frozenset("\"'“”‘’«»„‟›‹`")
_MALE = word_set("sir papa father dad daddy monsieur señor signor lad sonny mister gentlemen messieurs")
_FEMALE = word_set(
    "madam ma'am ma’am mamma mama mother mum mom miss mademoiselle madame señora signora signorina lass ladies mrs"
)


def vocative_mentions(dialogue: Dialogue, chain: Chain) -> list[int]:
    """Indices of the mentions in a chain that call somebody, in order."""
    found: list[int] = []
    starting = dialogue.starting
    for first, last in chain.ranges:
        for at in range(first, last):
            here = starting.get(at)
            if here and _calls(dialogue, here[0], first, last):
                found.append(here[0])
    return found


def _calls(dialogue: Dialogue, mention: int, first: int, last: int) -> bool:
    """Whether the mention stands alone between the signs that set a vocative off."""
    mentions = dialogue.mentions
    start, end = int(mentions.first[mention]), int(mentions.last[mention])
    if mentions.form[mention] == PRONOUN or end > last or dialogue.words[start] in _DETERMINERS:
        return False
    opens = _is_edge(dialogue, start - 1, first, last)
    closes = _is_edge(dialogue, end, first, last)
    before = opens or dialogue.words[start - 1] in _BEFORE
    after = closes or dialogue.words[end] in _AFTER
    called = dialogue.words[start - 1] in {",", "oh", "o", "ah", "dear"} if not opens else True
    return before and after and (called or not closes)


def _is_edge(dialogue: Dialogue, at: int, first: int, last: int) -> bool:
    return at < first or at >= last or _MARKS.issuperset(dialogue.words[at])


def called_gender(dialogue: Dialogue, chain: Chain) -> int:
    """Gender that a bare form of address in the chain tells ("sir", "ma'am"), else UNKNOWN."""
    words = dialogue.words
    for first, last in chain.ranges:
        for at in range(first + 1, last - 1):
            if (
                (words[at] in _MALE or words[at] in _FEMALE)
                and words[at + 1] in _AFTER
                and words[at - 1] not in _DETERMINERS
            ):
                return MALE if words[at] in _MALE else FEMALE
    return UNKNOWN
