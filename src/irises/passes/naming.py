"""How an entity is called in tables and pages: its canonical name and its pronouns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from irises.document.pronouns import PRONOUN_SETS, SPOKEN
from irises.passes.name_parts import NameParts, parse_name

UNNAMED = "not named"
"""How the name of somebody begins whom the text gives neither a name nor a telling epithet."""

_USUAL = 0.005
_RARE_PRONOUN = 0.1
_LONGEST_EPITHET = 6

_CALLS = frozenset("sir madam ma'am miss dear dearest darling".split())
_PLAIN_HEADS = frozenset(
    """
    man men woman women boy boys girl girls person people fellow one ones thing creature child children kid
    gentleman lady guy lad other others someone somebody anyone nobody everyone figure stranger party couple
    """.split()
)
_ARTICLE = re.compile(r"^(?:an?|the|this|that|these|those|some)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:,|;|--|—|\b(?:who|whom|whose|which|that|in|with|at|on|from|to|by)\b).*$", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, kw_only=True)
class Alias:
    """How often an entity is called by some words; `form` is proper, common or pronoun."""

    text: str
    form: str
    n: int


def canonical_name(aliases: Sequence[Alias]) -> str:
    """The fullest usual name; else the most telling epithet; else "not named (she)", or "not named"."""
    return _best_name(aliases) or _best_epithet(aliases) or _unnamed(aliases)


def pronouns_of(counts: Mapping[str, int]) -> list[str]:
    """Subject forms of the pronoun sets that the text uses for somebody, most frequent first.

    `counts` holds pronouns as written. Sets with a tenth of the uses at least are kept: fewer are slips of linking.
    "I", "we" and "you" say only who speaks, so they are given where nothing else is known.
    """
    sets: Counter[str] = Counter()
    for word, count in counts.items():
        head = pronoun_set(word)
        if head:
            sets[head] += count
    return sets_used(sets)


def pronoun_set(word: str) -> str | None:
    """The subject form of the set that a pronoun is of, as it is written."""
    return PRONOUN_SETS.get(word.strip("_*'’").lower())


def sets_used(sets: Mapping[str, int]) -> list[str]:
    """Those of the pronoun sets, by subject forms with the numbers of their uses, that `pronouns_of` keeps."""
    told = {head: count for head, count in sets.items() if head not in SPOKEN}
    chosen = told or dict(sets)
    total = sum(chosen.values())
    kept = [head for head, count in chosen.items() if count >= _RARE_PRONOUN * total]
    return sorted(kept, key=lambda head: (-chosen[head], head))


def clean_alias(text: str, form: str) -> str:
    """The alias as the `aliases` table shows it: white space folded, a name without possessive and endearments."""
    folded = " ".join(text.split()).strip(' ,;:.!?"“”_*') if form != "proper" else text
    return (parse_name(text).shown or " ".join(text.split())) if form == "proper" else folded


def _best_name(aliases: Sequence[Alias]) -> str:
    named = [alias for alias in aliases if alias.form == "proper"]
    if not named:
        return ""
    counts, parts = _names(named)
    total = sum(counts.values())
    usual = [name for name, count in counts.items() if count >= _USUAL * total]
    if not usual:
        return ""
    most = max(counts[name] for name in usual)
    return max(
        usual,
        key=lambda name: (_fullness(parts[name], counts[name], most), counts[name], not parts[name].is_definite, name),
    )


def _names(aliases: Iterable[Alias]) -> tuple[Counter[str], dict[str, NameParts]]:
    """Counts and parts of names as shown, spellings of one name together under the most frequent."""
    spellings: defaultdict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    parsed: dict[tuple[object, ...], NameParts] = {}
    for alias in aliases:
        parts = parse_name(alias.text)
        if parts.shown and parts.shown.lower() not in _CALLS:
            spellings[parts.key][parts.shown] += alias.n
            parsed.setdefault(parts.key, parts)
    counts: Counter[str] = Counter()
    kept: dict[str, NameParts] = {}
    for key, shown in spellings.items():
        name = shown.most_common(1)[0][0]
        counts[name] += sum(shown.values())
        kept[name] = parsed[key]
    return counts, kept


def _fullness(parts: NameParts, count: int, most: int) -> float:
    """How much of a name there is: two words of it are full; a third counts only where it is usual."""
    words = sum(len(word) > 1 for word in parts.words)
    if parts.conjuncts or not parts.words:
        return 0.0
    is_usual = count >= 0.2 * most
    with_title = 0.5 if parts.titles and words == 1 and is_usual else 0.0
    return min(words, 3 if is_usual else 2) + with_title


def _best_epithet(aliases: Sequence[Alias]) -> str:
    counts: Counter[str] = Counter()
    for alias in aliases:
        phrase = _epithet(alias.text) if alias.form == "common" else ""
        if phrase:
            counts[phrase] += alias.n
    most = max(counts.values(), default=0)
    frequent = [phrase for phrase, count in counts.items() if 4 * count >= most]
    return max(frequent, key=lambda phrase: (_telling(phrase), counts[phrase], phrase), default="")


def _epithet(text: str) -> str:
    """The phrase up to its first clause, with "the" for "a": "a tall stranger, who ..." is "the tall stranger".

    Nothing of one that anybody is called by ("sir").
    """
    folded = _TAIL.sub("", " ".join(text.split()).strip('"“”_*'))
    words = folded.split()
    if not words or len(words) > _LONGEST_EPITHET or folded.lower() in _CALLS:
        return ""
    has_article = _ARTICLE.match(folded + " ")
    rest = _ARTICLE.sub("", folded)
    is_one = words[0].lower() in ("a", "an", "this", "that", "the")
    return f"the {rest}" if has_article and is_one and rest else folded


def _telling(phrase: str) -> tuple[int, int]:
    """Epithets of a kind of their own before "his wife", and those before "the man"; then the longer."""
    words = phrase.lower().split()
    is_plain = words[-1] in _PLAIN_HEADS and len(words) <= 2
    is_relative = words[0] in PRONOUN_SETS
    return 0 if is_plain else 1 if is_relative else 2, len(words)


def _unnamed(aliases: Sequence[Alias]) -> str:
    counts = {alias.text: 0 for alias in aliases if alias.form == "pronoun"}
    for alias in aliases:
        if alias.form == "pronoun":
            counts[alias.text] += alias.n
    pronouns = pronouns_of(counts)
    return f"{UNNAMED} ({pronouns[0]})" if pronouns else UNNAMED
