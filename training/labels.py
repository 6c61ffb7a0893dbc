"""The classes of the tagging heads, counted on the training corpus."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from irises.passes.lemma_scripts import script_of
from training.corpora import Parsed


@dataclass(frozen=True, kw_only=True)
class TagSizes:
    """How many classes each tagging head has."""

    upos: int
    feats: int
    lemmas: int
    deprels: int


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Class names of the tagging heads, most frequent first."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    deprels: list[str]

    @classmethod
    def of(cls, documents: list[Parsed]) -> Labels:
        """The classes of a corpus. Lemma scripts seen once are left out; whole-word ones ("!") seen up to thrice."""
        scripts = Counter(script for document in documents for script in lemma_scripts(document))
        return cls(
            upos=_by_frequency(tag for d in documents for tag in d.upos),
            feats=_by_frequency(feats for d in documents for feats in d.feats),
            lemmas=[s for s, n in scripts.most_common() if n > (3 if s.startswith("!") else 1)],
            deprels=_by_frequency(relation for d in documents for relation in d.deprels),
        )

    @classmethod
    def load(cls, path: Path) -> Labels:
        """The classes that `save` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        """Writes the classes as JSON, as they ship."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    def sizes(self) -> TagSizes:
        """Class counts."""
        return TagSizes(upos=len(self.upos), feats=len(self.feats), lemmas=len(self.lemmas), deprels=len(self.deprels))

    def numbers(self, document: Parsed) -> dict[str, np.ndarray]:
        """Class numbers of a document's words by name of the classes; -1 for what is no class."""
        columns = {
            "upos": document.upos,
            "feats": document.feats,
            "lemmas": lemma_scripts(document),
            "deprels": document.deprels,
        }
        out = {}
        for name, values in columns.items():
            number = {value: i for i, value in enumerate(getattr(self, name))}
            out[name] = np.array([number.get(value, -1) for value in values], dtype=np.int64)
        return out


def lemma_scripts(document: Parsed) -> list[str]:
    """The edit script from each word to its lemma."""
    return [script_of(word, lemma) for word, lemma in zip(document.words, document.lemmas, strict=True)]


def _by_frequency(values: Iterable[str]) -> list[str]:
    return [value for value, _ in Counter(values).most_common()]
