"""What single words say of emotions: classes by form or lemma, how surely, and whether as a display; our own list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TAGS = {"N": "NOUN", "V": "VERB", "A": "ADJ", "R": "ADV"}


@dataclass(frozen=True, kw_only=True)
class EmotionWord:
    """One sense of a word: the class, whether the word says so by itself, whether it is a display of it, and its parts
    of speech (none: any)."""

    emotion: str
    is_sure: bool
    is_shown: bool
    upos: frozenset[str]


@cache
def emotion_words() -> Mapping[str, tuple[EmotionWord, ...]]:
    """The senses of each form or lemma on the list, lower case."""
    senses: defaultdict[str, list[EmotionWord]] = defaultdict(list)
    for form, sense in _entries():
        if sense not in senses[form]:
            senses[form].append(sense)
    return {form: tuple(found) for form, found in senses.items()}


@cache
def display_words() -> frozenset[str]:
    """Forms and lemmas that mostly show an emotion from outside."""
    return frozenset(form for form, senses in emotion_words().items() if any(s.is_sure and s.is_shown for s in senses))


def senses_of(form: str, lemma: str, upos: str) -> tuple[EmotionWord, ...]:
    """The senses of a word (lower case) in the text: those of its form, else those of its lemma."""
    words = emotion_words()
    for known in (form, lemma):
        found = tuple(sense for sense in words.get(known, ()) if not sense.upos or upos in sense.upos)
        if found:
            return found
    return ()


def _entries() -> Iterator[tuple[str, EmotionWord]]:
    """Every form on the list with one sense."""
    head: list[str] = []
    for line in files("irises.passes").joinpath("emotion_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            head = line.strip("[]").split()
        elif not line.startswith("#"):
            for entry in line.split():
                family, _, tags = entry.partition(":")
                upos = frozenset(_TAGS[tag] for tag in tags)
                sense = EmotionWord(
                    emotion=head[0], is_sure="doubtful" not in head, is_shown="shown" in head, upos=upos
                )
                yield from ((form, sense) for form in _forms(family))


def _forms(family: str) -> Iterator[str]:
    """A word and the word with each ending of its family."""
    word, *endings = family.split("+")
    yield word
    yield from (word + ending for ending in endings)
