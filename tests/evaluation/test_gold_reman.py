"""REMAN's XML as passages, in miniature."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold.reman import middle_sentence, read_reman, split_of
from irises.annotation import Span
from training.corpora import feelings_of

TEXT = "The ferry came in. Anna dreaded her aunt, and hated it. Rain fell."


def span(number: int, words: str, kind: str, extra: str = "") -> str:
    start = TEXT.index(words)
    return f'<span annotation_id="{number}" cbegin="{start}" cend="{start + len(words)}" type="{kind}" {extra}/>'


def relation(source: int, target: int, kind: str) -> str:
    return f'<relation source_annotation_id="{source}" target_annotation_id="{target}" type="{kind}"/>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of one document."""
    spans = [
        span(1, "Anna", "character"),
        span(2, "dreaded", "fear"),
        span(3, "her aunt", "character"),
        span(4, "dreaded", "disgust", 'modifier="negated"'),
        span(5, "hated", "other-emotion"),
    ]
    relations = [relation(2, 1, "experiencer"), relation(4, 3, "target"), relation(5, 9, "experiencer")]
    (tmp_path / "reman-shared.xml").write_text(
        f'<corpus><document author="A. N. Author" doc_id="7"><text>{TEXT}</text><adjudicated><spans>{"".join(spans)}'
        f"</spans><relations>{''.join(relations)}</relations></adjudicated></document></corpus>",
        encoding="utf-8",
    )
    return tmp_path


def test_labels_of_one_phrase_are_one_row(folder: Path) -> None:
    """A phrase with two labels is one emotion with both, its negation and the roles of either."""
    (passage,) = read_reman(folder)
    dreaded, hated = passage.emotions
    assert TEXT[dreaded.span.start : dreaded.span.end] == "dreaded"
    assert (dreaded.emotions, dreaded.is_negated) == ({"fear", "disgust"}, True)
    assert dreaded.experiencers == {passage.characters[0]}
    assert dreaded.targets == {passage.characters[1]}
    assert (hated.emotions, hated.experiencers) == ({"other"}, frozenset())


def test_the_middle_sentence_is_between_the_others() -> None:
    """Of three sentences the second; of one sentence its middle third."""
    start, end = middle_sentence(TEXT)
    assert TEXT[start:end].strip() == "Anna dreaded her aunt, and hated it."
    assert middle_sentence("no bounds") == Span(3, 6)


def test_each_author_is_in_one_part(folder: Path) -> None:
    """The passage is in the part of its author, and in no other."""
    own = split_of("A. N. Author")
    other = {"train": "dev", "dev": "train"}[own]
    assert len(read_reman(folder, split=own)) == 1
    assert read_reman(folder, split=other) == []


def test_feelings_lie_over_words(folder: Path) -> None:
    """Words of the middle sentence are scored; the phrase and its experiencer are the words they touch."""
    feelings = feelings_of(read_reman(folder)[0])
    scored = [word for word, is_scored in zip(feelings.words, feelings.is_scored, strict=True) if is_scored]
    assert scored == ["Anna", "dreaded", "her", "aunt", ",", "and", "hated", "it", "."]
    assert [feelings.words[first] for first, _ in feelings.phrases] == ["dreaded", "hated"]
    assert [feelings.words[i] for i in feelings.experiencers[0].nonzero()[0]] == ["Anna"]
    assert [feelings.words[i] for i in feelings.targets[0].nonzero()[0]] == ["her", "aunt"]
    assert feelings.emotions.sum(axis=1)[feelings.words.index("dreaded")] == 2
