"""What the mind head makes of commitments, with signs written by hand."""

from __future__ import annotations

import numpy as np
import pytest

from irises.document.load import load
from irises.encode.weights import sigmoid
from irises.passes.clauses import Clauses
from irises.passes.commitment_signs import ANY, FOUND, KINDS, MISSED, Weighing, sensed, weighed
from irises.passes.giving import Giving
from irises.passes.mind_head import SIGNS, Floats
from tests.passes.read_stories import story

TALK = 'Anna stood at the door.\n\n"Thursday, then," said Anna to Tom. Tom nodded.'


def weighing(**more: float) -> Weighing:
    """What is found is kept if the head says so, with the rule's kind; what is missed likewise."""
    return Weighing(
        found={**dict.fromkeys(FOUND, 0.0), "head": 1.0},
        missed={**dict.fromkeys(MISSED, 0.0), "head": 1.0},
        least_found=0.5,
        least_missed=0.5,
        of_kind=more.get("of_kind", 0.0),
        ruled=(np.eye(len(KINDS)) * 3).tolist(),
    )


def signs_at(text: str, words: str, kind: str, log_odds: float = 4.0) -> tuple[Clauses, Floats]:
    """The clauses of a text, and signs of the kind at these words, none elsewhere."""
    clauses = Clauses(load(text.encode(), name="a.txt"), story(text).tables)
    signs = np.full((len(clauses.words), len(SIGNS)), -6.0, dtype=np.float32)
    for word in (w for w, form in enumerate(clauses.words) if form in words.split()):
        signs[word, [ANY, SIGNS.index(kind)]] = log_odds
    return clauses, signs


def giving(clauses: Clauses, form: str, kind: str) -> Giving:
    """What a rule might find at a word."""
    cue = clauses.words.index(form)
    return Giving(cue=cue, kind=kind, by=0, to=(1,), content=None, deed=None, confidence=0.6)


def test_what_rules_miss_is_found() -> None:
    """By who speaks, of the likeliest kind, as sure as the head is; silence finds nothing."""
    clauses, signs = signs_at(TALK, "thursday then", "promise")
    (found,) = weighed(clauses, [], signs, weighing())
    assert (clauses.words[found.cue], found.kind, found.by) == ("thursday", "promise", clauses.speaker(found.cue))
    assert found.confidence == pytest.approx(sigmoid(np.array(4.0)), abs=1e-3)
    assert weighed(clauses, [], np.full_like(signs, -6.0), weighing()) == []


def test_what_rules_find_is_weighed() -> None:
    """It stays where the head agrees, goes where it doesn't, and is found once."""
    clauses, signs = signs_at(TALK, "thursday", "promise")
    found = giving(clauses, "thursday", "request")
    (kept,) = weighed(clauses, [found], signs, weighing())
    assert (kept.cue, kept.kind) == (found.cue, "request")
    assert weighed(clauses, [found], np.full_like(signs, -6.0), weighing()) == []


def test_the_kind_is_the_likeliest_of_both() -> None:
    """A kind that the head is sure of outweighs the rule's, if it is let."""
    clauses, signs = signs_at(TALK, "thursday", "promise")
    (kept,) = weighed(clauses, [giving(clauses, "thursday", "request")], signs, weighing(of_kind=1.0))
    assert kept.kind == "promise"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tom promised to be a fine man.", "promised"),
        ('Anna sat by Tom. "Take your time," said Anna to Tom.', "take your time"),
        ("Tom will go to the market on Monday.", "will go"),
    ],
)
def test_what_rules_refuse_stays_refused(text: str, words: str) -> None:
    """A word of promise, an order or a plan in which they find nothing is nothing, however it sounds."""
    clauses, signs = signs_at(text, words, "promise")
    assert list(sensed(clauses, [], signs)) == []
