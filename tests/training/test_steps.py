"""What a step is shown, and the classes it learns."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from tests.evaluation.corpora import write_litbank
from tests.training.tiny import parsed
from training.corpora import litbank
from training.labels import Labels, lemma_scripts
from training.stretches import augmented, renamed, sentence_bounds, stretches

DOCUMENTS = [parsed("go home now", "rain falls"), parsed("ferries wait"), parsed("wait here", "stay", "sing low now")]


def sentences(documents) -> list[tuple[str, ...]]:
    return [tuple(d.words[a:b]) for d in documents for a, b in sentence_bounds(d.sentence_starts)]


def test_stretches_hold_every_sentence_once() -> None:
    """Whatever the order, no sentence is cut, lost or shown twice, and a stretch ends once it is long enough."""
    made = stretches(DOCUMENTS, random.Random(5), 4)
    assert sorted(sentences(made)) == sorted(sentences(DOCUMENTS))
    assert all(len(stretch.words) < 4 + 3 for stretch in made)
    assert all(len(stretch.words) >= 4 for stretch in made[:-1])


def test_heads_stay_in_their_sentence() -> None:
    """After joining, each word's head is still the first word of its sentence."""
    (joined,) = stretches(DOCUMENTS, random.Random(1), 1000)
    for a, b in sentence_bounds(joined.sentence_starts):
        assert joined.heads[a:b].tolist() == [a] * (b - a)


def test_another_dress_keeps_the_words_parallel() -> None:
    """Words are lowered or their quotation marks made single, now and then; their number stays."""
    words = ["“", "Go", "”", "said", "Anna"]
    seen = {tuple(augmented(words, random.Random(seed))) for seed in range(200)}
    assert seen == {tuple(words), ("“", "go", "”", "said", "anna"), ("'", "Go", "'", "said", "Anna")}


def test_classes_are_ordered_by_frequency() -> None:
    """The commonest class is number 0."""
    labels = Labels.of(DOCUMENTS)
    assert labels.upos == ["NOUN", "VERB"]
    assert labels.sizes().deprels == 2


def test_rare_lemma_scripts_are_no_class() -> None:
    """A script seen once is left out, and its words are numbered -1."""
    document = parsed("Cats purr", "Dogs bark")
    document.lemmas[:] = ["cat", "purr", "hound", "bark"]
    labels = Labels.of([document])
    assert labels.lemmas == [lemma_scripts(document)[1]]
    assert labels.numbers(document)["lemmas"].tolist() == [-1, 0, -1, 0]


def test_numbers_name_the_classes() -> None:
    """A class number leads back to the word's own class."""
    labels = Labels.of(DOCUMENTS)
    for document in DOCUMENTS:
        numbers = labels.numbers(document)
        assert [labels.upos[n] for n in numbers["upos"]] == document.upos
        assert [labels.deprels[n] for n in numbers["deprels"]] == document.deprels
        assert numbers["feats"].dtype == np.int64


def test_classes_are_kept_in_a_file(tmp_path: Path) -> None:
    """Labels come back from their JSON as they were."""
    labels = Labels.of(DOCUMENTS)
    labels.save(tmp_path / "labels.json")
    assert Labels.load(tmp_path / "labels.json") == labels


def test_renaming_keeps_who_is_who(tmp_path: Path) -> None:
    """A name gets the same other name wherever it stands, and nothing but names changes."""
    write_litbank(tmp_path / "litbank")
    (passage,) = litbank(tmp_path, "dev")
    seen = [renamed(passage, ["Zephrine"], random.Random(seed)).words for seed in range(20)]
    changed = {(a, b) for words in seen for a, b in zip(passage.words, words, strict=True) if a != b}
    named = {w for m in passage.mentions if m[3] == 0 for w in passage.words[m[0] : m[1] + 1]}
    assert changed
    assert {b for _, b in changed} == {"Zephrine"}
    assert {a for a, _ in changed} <= named
    assert passage.words in seen
