"""The people of a story as BookNLP's `.book` describes them: what they do, undergo, are and have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from irises.annotation.schemas import FORMS
from irises.story import Story
from irises.story.rows import Mention
from irises.write.words import Words, one_line

_PARTS = ("agent", "patient", "mod", "poss")
_GENDERS = {
    "he/him/his": frozenset({"he", "him", "his", "himself"}),
    "she/her": frozenset({"she", "her", "hers", "herself"}),
    "they/them/their": frozenset({"they", "them", "their", "theirs", "themselves", "themself"}),
    "xe/xem/xyr/xir": frozenset({"xe", "xem", "xyr", "xyrs", "xir", "xirs"}),
    "ze/zem/zir/hir": frozenset({"ze", "zem", "zir", "zirs", "hir", "hirs"}),
}
_LEAST = 2
"""BookNLP describes those who are mentioned more than once."""
_DEGREE = 3


def characters(story: Story, words: Words) -> list[dict[str, Any]]:
    """Per person a record with BookNLP's fields, most mentioned first; `i` are places of words in the story."""
    people: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in story.mentions:
        if mention.category == "PER":
            people[mention.entity_id].append(mention)
    copulas = _copulas(words)
    often = [(who, mentions) for who, mentions in people.items() if len(mentions) >= _LEAST]
    often.sort(key=lambda item: (-len(item[1]), item[0]))
    return [_character(who, mentions, words, copulas) for who, mentions in often]


def _character(who: int, mentions: Sequence[Mention], words: Words, copulas: frozenset[int]) -> dict[str, Any]:
    parts: dict[str, list[dict[str, Any]]] = {part: [] for part in _PARTS}
    for mention in mentions:
        found = _part(mention, words, copulas)
        if found is not None:
            part, place = found
            parts[part].append({"w": one_line(words.tokens[place].text), "i": place})
    names = {kind: _counted(m.text for m in mentions if m.form == kind) for kind in FORMS}
    return {**parts, "id": who, "g": _gender(mentions), "count": len(mentions), "mentions": names}


def _part(mention: Mention, words: Words, copulas: frozenset[int]) -> tuple[str, int] | None:
    """What the sentence makes of a mention, and the place of the verb, the thing had or what they are."""
    span = words.of(mention)
    top = words.top(mention, span)
    head = None if top is None else words.head(top)
    if top is None or head is None or head == top:
        return None
    relation = words.tokens[top].deprel
    if relation == "conj":
        top, head = head, words.head(head)
        relation = words.tokens[top].deprel
    if head is None or head in span:
        return None
    if relation == "nsubj":
        return ("mod" if head in copulas else "agent"), head
    if relation == "obl:agent":
        return "agent", head
    if relation in ("obj", "nsubj:pass"):
        return "patient", head
    return ("poss", head) if relation == "nmod:poss" else None


def _copulas(words: Words) -> frozenset[int]:
    """Places of words that somebody is said to be: those with a copula."""
    heads = (words.head(place) for place, token in enumerate(words.tokens) if token.deprel == "cop")
    return frozenset(head for head in heads if head is not None)


def _counted(texts: Iterable[str]) -> list[dict[str, Any]]:
    return [{"c": n, "n": text} for text, n in Counter(map(one_line, texts)).most_common()]


def _gender(mentions: Sequence[Mention]) -> dict[str, Any] | None:
    """The shares of pronouns that the text uses; None where it uses none of them."""
    said = Counter(mention.text.lower() for mention in mentions if mention.form == "pronoun")
    counts = {gender: sum(said[pronoun] for pronoun in pronouns) for gender, pronouns in _GENDERS.items()}
    total = sum(counts.values())
    if not total:
        return None
    shares = {gender: round(n / total, _DEGREE) for gender, n in counts.items()}
    best = max(shares, key=lambda gender: shares[gender])
    return {"inference": shares, "argmax": best, "max": shares[best], "total": total}
