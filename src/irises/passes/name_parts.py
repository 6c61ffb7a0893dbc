"""A proper name taken apart: titles, name words, what tells its bearer from a namesake."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from irises.passes.titles import (
    ADJECTIVES,
    ARTICLES,
    COMMON_WORDS,
    FAMILY_SUFFIXES,
    HONORIFICS,
    MAYBE_NAMES,
    PARTICLES,
    SENIORITY,
    TITLES,
    Gender,
    Title,
)

_QUOTES = str.maketrans(dict.fromkeys("’‘ʼ`", "'") | dict.fromkeys('“”"_*', " ") | dict.fromkeys("‐‑", "-"))
_POSSESSIVE = re.compile(r"(?:'[sS]|(?<=[sxz])')$")
_NOT_FIRST = frozenset(("al", "ben", "mac", "bin", "ap", "ab", "den", "el", "do", "san", "di", "da", "y"))
"""Particles that are names of their own at the front ("Ben Hale")."""
_NEVER_INSIDE = frozenset(("mr", "mrs", "miss", "ms", "dr", "mx", "mme", "mlle", "lady", "sir"))
"""Titles that begin another name when they stand inside one (a missed full stop)."""
_SELVES = frozenset(("himself", "herself", "itself", "themself", "themselves"))
_DASH = re.compile(r"--+|[–—]+")
_MOST_KNOWN = 2048
"""Names whose parts are kept: a story has fewer, and they come again at every step."""
_AND = re.compile(r"\s+(?:and|&|AND)\s+")


@dataclass(frozen=True, kw_only=True)
class NameParts:
    """The parts of one written name.

    `words` are keys (no case, no accents; particles joined to what follows them, "de bourgh"); `shown` is the name as
    written without articles, endearments and possessive; `mark` tells namesakes apart ("junior", "late", "old", ...);
    `conjuncts` are the names joined by "and", of which this is then the collective.
    """

    titles: tuple[Title, ...] = ()
    words: tuple[str, ...] = ()
    shown: str = ""
    mark: str = ""
    is_definite: bool = False
    conjuncts: tuple[NameParts, ...] = ()

    @cached_property
    def gender(self) -> Gender | None:
        """The gender its titles state, if they do."""
        return next((title.gender for title in self.titles if title.gender), None)

    @cached_property
    def ranks(self) -> frozenset[str]:
        """The ranks of its titles."""
        return frozenset(title.rank for title in self.titles)

    @property
    def is_epithet(self) -> bool:
        """Whether it is titles only ("the Captain", "Mamma")."""
        return not self.words and bool(self.titles)

    @property
    def key(self) -> tuple[object, ...]:
        """What two spellings of one name share."""
        definite = self.is_definite and not self.titles
        titles = tuple(title.word for title in self.titles)
        return titles, self.words, self.mark, definite, tuple(part.key for part in self.conjuncts)


def fold(word: str) -> str:
    """The word without case, accents and full stops; Saint is St."""
    plain = word if word.isascii() else _without_accents(word)
    key = plain.casefold().replace(".", "")
    return "st" if key == "saint" else key


def _without_accents(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


@lru_cache(maxsize=_MOST_KNOWN)
def parse_name(text: str, *, names_not_titles: frozenset[str] = frozenset()) -> NameParts:
    """The parts of a mention's words; no words and no titles where nothing in it is a name.

    `names_not_titles` are folded words that are titles elsewhere and names in this book ("dean").
    """
    clean = " ".join(_after_dash(text.translate(_QUOTES)).replace(" .", ".").split()).strip(" ,;:!?()[]-–—")
    pieces = [piece for piece in _AND.split(clean) if piece]
    if len(pieces) > 1:
        return _join([parse_name(piece, names_not_titles=names_not_titles) for piece in _spread(pieces)])
    return _parse_one(_before_comma(clean).split(), names_not_titles)


def _after_dash(text: str) -> str:
    """The part between dashes that has most capitals, the last of equals: a span may take in the end of a sentence."""
    if not _DASH.search(text):
        return text
    return max(reversed(_DASH.split(text)), key=lambda part: sum(word[0].isupper() for word in part.split()))


def _parse_one(tokens: list[str], names_not_titles: Set[str]) -> NameParts:
    if any(token.lower().endswith("'s") for token in tokens[:-1]):
        return NameParts(words=(fold(" ".join(tokens)),), shown=" ".join(tokens))
    tokens = [_POSSESSIVE.sub("", token) for token in tokens]
    tokens = [token for token in tokens if token.strip(".'-")]
    while len(tokens) > 1 and tokens[-1].lower() in _SELVES:
        tokens = tokens[:-1]
    if len(tokens) == 1 and fold(tokens[0]) in ARTICLES:
        return NameParts()
    is_definite, mark, tokens = _strip_front(tokens)
    titles, rest = _take_titles(tokens, names_not_titles)
    head = tokens[: len(titles)]
    kept, suffix = _strip_back(_until_lower_case(rest, bool(titles)))
    shown = " ".join(_calm(token) for token in [*head, *kept])
    article = "the " if is_definite and shown and (not kept or not titles) else ""
    return NameParts(
        titles=tuple(titles),
        words=tuple(_join_particles(_name_words(kept, bool(titles)))),
        shown=article + shown,
        mark=suffix or mark,
        is_definite=is_definite,
    )


def _before_comma(text: str) -> str:
    """What stands before a comma ("Captain Reed, of the navy"), but "Bill, the Lizard" whole and "Reed, Jr." too."""
    head, comma, tail = text.partition(",")
    follows = tail.split(",")[0].split()
    if not comma or not follows:
        return head
    is_byname = follows[0].lower() == "the" and len(follows) > 1 and follows[1][0].isupper()
    return f"{head} {' '.join(follows)}" if is_byname or fold(follows[0]) in FAMILY_SUFFIXES else head


def _spread(pieces: list[str]) -> list[str]:
    """The names that "and" joins; "Mr. and Mrs. Reed" gives the family to both."""
    family = " ".join(word for word in pieces[-1].split() if fold(word) not in TITLES and fold(word) not in ARTICLES)
    return [f"{piece} {family}" if all(fold(word) in TITLES for word in piece.split()) else piece for piece in pieces]


def _join(parts: list[NameParts]) -> NameParts:
    named = tuple(part for part in parts if part.words or part.titles)
    if len(named) < 2:
        return named[0] if named else NameParts()
    return NameParts(shown=" and ".join(part.shown for part in named), conjuncts=named)


def _strip_front(tokens: list[str]) -> tuple[bool, str, list[str]]:
    """Whether "the" stands in front, the mark of seniority there, and the tokens after articles and endearments."""
    has_case = any(token[0].isupper() for token in tokens)
    is_definite, mark, first = False, "", 0
    while first < len(tokens) - 1:
        word = fold(tokens[first])
        is_title_or_particle = (word in TITLES and word not in COMMON_WORDS) or word in PARTICLES
        is_plain = word in ADJECTIVES or (has_case and tokens[first][0].islower() and not is_title_or_particle)
        if word not in ARTICLES and word not in SENIORITY and not is_plain:
            break
        is_definite = is_definite or word == "the"
        mark = SENIORITY.get(word, mark)
        first += 1
    return is_definite, mark, tokens[first:]


def _take_titles(tokens: list[str], names_not_titles: Set[str]) -> tuple[list[Title], list[str]]:
    """The titles in front, and the tokens after them; a title that is also a name stays one after another title."""
    titles: list[Title] = []
    for place, token in enumerate(tokens):
        word = fold(token)
        is_last = place == len(tokens) - 1
        if word not in TITLES or word in names_not_titles:
            break
        if word == "m" and (is_last or not token.endswith(".")):
            break
        if titles and is_last and word in MAYBE_NAMES:
            break
        titles.append(TITLES[word])
    return titles, tokens[len(titles) :]


def _until_lower_case(tokens: list[str], has_title: bool) -> list[str]:
    """The tokens up to the first common word that is no particle: "Reed of the navy" is Reed, "of Hearts" stays."""
    if not any(token[0].isupper() for token in tokens):
        return tokens if not has_title or tokens[:1] != ["of"] else []
    for place, token in enumerate(tokens):
        if place and fold(token) in _NEVER_INSIDE:
            return tokens[:place]
        if not token[0].islower() or fold(token) in PARTICLES:
            continue
        is_byname = token in ("of", "the") and any(after[0].isupper() for after in tokens[place + 1 :])
        belongs = is_byname and (place == 0 if token == "of" and has_title else place <= 1 or token == "the")
        if not belongs and fold(token) not in HONORIFICS:
            return tokens[:place]
    return tokens


def _strip_back(tokens: list[str]) -> tuple[list[str], str]:
    """The tokens without honorifics and an "I" that begins a clause, and the mark that a suffix sets ("Jr.", "III")."""
    mark = ""
    if len(tokens) > 1 and tokens[-1] == "I":
        tokens = tokens[:-1]
    while len(tokens) > 1 and (fold(tokens[-1]) in FAMILY_SUFFIXES or fold(tokens[-1]) in HONORIFICS):
        mark = FAMILY_SUFFIXES.get(fold(tokens[-1]), "") or mark
        tokens = tokens[:-1]
    if tokens:
        stem, hyphen, suffix = tokens[-1].rpartition("-")
        if hyphen and stem and fold(suffix) in HONORIFICS:
            tokens = [*tokens[:-1], stem]
    return tokens, mark


def _name_words(tokens: list[str], has_title: bool) -> list[str]:
    """Folded words; a by-name after "of" or "the" is one word ("joan", "arc"; "queen" takes "hearts")."""
    folded = [fold(token) for token in tokens]
    for link in ("of", "the"):
        if link in folded:
            place = folded.index(link)
            byname = " ".join(word for word in folded[place + 1 :] if word not in ARTICLES)
            return [*folded[:place], byname] if byname else folded[:place]
    return folded


def _join_particles(words: list[str]) -> list[str]:
    """Words with each particle joined to what follows it."""
    joined: list[str] = []
    held: list[str] = []
    for place, word in enumerate(words):
        is_last = place == len(words) - 1
        if word in PARTICLES and not is_last and not (place == 0 and word in _NOT_FIRST):
            held.append(word)
            continue
        joined.append(" ".join([*held, word]))
        held = []
    return joined


def _calm(token: str) -> str:
    """A shouted word in ordinary capitals."""
    is_shouted = len(token) > 2 and token.isupper() and token.isalpha() and fold(token) not in FAMILY_SUFFIXES
    return token.capitalize() if is_shouted else token
