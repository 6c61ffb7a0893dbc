"""Splits a run without white space into words as spaCy's tokenizer does, by the same rules.

The steps are those of https://spacy.io/usage/linguistic-features#how-tokenizer-works; a test holds both against each
other. Only strings go in and come out, so that nothing of spaCy but its rules is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Parts = tuple[str, ...]


class RunSplitter:
    """The rules of one language: patterns of affixes, and strings that are split otherwise."""

    def __init__(
        self,
        *,
        prefixes: Sequence[str],
        suffixes: Sequence[str],
        infixes: Sequence[str],
        address: str,
        exceptions: Mapping[str, Parts],
    ) -> None:
        self.exceptions = exceptions
        self._prefix = re.compile("|".join(filter(None, prefixes))).match
        self._suffix = re.compile("|".join(f"{rule}$" for rule in suffixes if rule)).search
        self._infixes = re.compile("|".join(filter(None, infixes))).finditer
        self._address = re.compile(address).match
        self._parted = self._parted_exceptions()

    def __call__(self, run: str) -> list[str]:
        """The words of a run without white space; joined they are the run."""
        return self._rejoined(self._by_affixes(run, self.exceptions))

    def _parted_exceptions(self) -> dict[str, list[Parts]]:
        """What affixes make of exceptions where nothing protects these (":" and ")"), by the first word."""
        parted: dict[str, list[Parts]] = {}
        for whole in self.exceptions:
            if self._prefix(whole) or self._suffix(whole) or next(self._infixes(whole), None):
                parts = tuple(self._by_affixes(whole, {}))
                parted.setdefault(parts[0], []).append(parts)
        return parted

    def _by_affixes(self, run: str, exceptions: Mapping[str, Parts]) -> list[str]:
        """The words when affixes are taken off from outside until there are none or an exception is left."""
        before: list[str] = []
        after: list[str] = []
        while run and run not in exceptions:
            prefix = _length(self._prefix(run))
            if prefix and run[prefix:] in exceptions:
                before.append(run[:prefix])
                run = run[prefix:]
                break
            suffix = _length(self._suffix(run[prefix:]))
            if suffix and run[:-suffix] in exceptions:
                after.append(run[-suffix:])
                run = run[:-suffix]
                break
            if not prefix and not suffix:
                break
            if prefix:
                before.append(run[:prefix])
            if suffix:
                after.append(run[-suffix:])
            run = run[prefix : len(run) - suffix]
        inner = exceptions[run] if run in exceptions else self._by_infixes(run)
        return [*before, *inner, *reversed(after)]

    def _by_infixes(self, run: str) -> Iterator[str]:
        """What is between infixes, and these; one at the very beginning parts nothing."""
        at = 0
        if not self._address(run):
            for infix in self._infixes(run):
                if infix.start() > at:
                    yield run[at : infix.start()]
                if infix.start() > 0:
                    yield infix[0]
                    at = infix.end()
        if at < len(run):
            yield run[at:]

    def _rejoined(self, words: list[str]) -> list[str]:
        """The words, split as an exception says wherever neighbours are one that affixes have parted.

        Where such places overlap, the longest is taken, then the first.
        """
        places = [
            (at, at + len(parts))
            for at, word in enumerate(words)
            for parts in self._parted.get(word, ())
            if tuple(words[at : at + len(parts)]) == parts
        ]
        taken: dict[int, int] = {}
        seen: set[int] = set()
        for start, end in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
            if start not in seen and end - 1 not in seen:
                taken[start] = end
            seen.update(range(start, end))
        # From the end, so that places stay what they are.
        for start in sorted(taken, reverse=True):
            words[start : taken[start]] = self.exceptions["".join(words[start : taken[start]])]
        return words


def _length(match: re.Match[str] | None) -> int:
    return 0 if match is None else len(match[0])
