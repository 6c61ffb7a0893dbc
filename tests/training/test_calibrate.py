"""Fitting confidences: cross-fitting by document, functions for narration and talk, and the file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from evaluation.calibration import calibration_error
from irises.encode import weights
from irises.passes.hearer_clues import HEARER_CLUES
from irises.passes.link_clues import CLUES
from training.calibrate import Scored, corrected, cross_fitted_head, decisions, fit_head, fit_hearers, fit_links, store
from training.link_examples import HearerExamples, LinkExamples
from training.manifest import read_manifest, write_manifest


def too_sure(seed: int, n: int = 4000) -> Scored:
    """A head whose log-odds are twice what they should be."""
    rng = np.random.default_rng(seed)
    odds = rng.normal(0, 1.5, n)
    right = rng.random(n) < 1 / (1 + np.exp(-odds))
    return Scored(probability=1 / (1 + np.exp(-2 * odds)), right=right)


def test_a_head_that_is_too_sure_is_tempered() -> None:
    """The fit to some documents makes another's confidence true."""
    documents = [too_sure(seed) for seed in range(3)]
    known, least = fit_head(documents)
    assert known.slopes.sum() < 1.0
    assert 0.3 < least < 0.5
    assert calibration_error(cross_fitted_head(documents)) < 0.03


def test_documents_are_judged_by_the_others() -> None:
    """Of two documents, one always right and one never: each gets the other's confidence."""
    sure = np.linspace(0.3, 0.7, 50)
    always, never = Scored(probability=sure, right=np.ones(50)), Scored(probability=sure, right=np.zeros(50))
    found = [d for d in cross_fitted_head([always, never]) if d.is_right]
    assert all(decision.confidence < 0.2 for decision in found)


def links(rng: np.random.Generator, clue: str, quoted: bool, n: int = 500) -> LinkExamples:
    """Links whose rightness hangs on one clue."""
    clues = np.zeros((n, len(CLUES)))
    clues[:, CLUES.index(clue)] = rng.normal(0, 2, n)
    right = rng.random(n) < 1 / (1 + np.exp(-clues.sum(axis=1)))
    return LinkExamples(clues=clues, right=right, quoted=np.full(n, quoted))


def test_narration_and_talk_learn_apart() -> None:
    """What tells inside quotations says nothing outside, and the reverse."""
    rng = np.random.default_rng(2)
    telling, inside = fit_links([links(rng, "belief", False)], [links(rng, "told_sure", True)])
    belief, told = CLUES.index("belief"), CLUES.index("told_sure")
    assert telling.slopes[belief] > 0.3 > abs(telling.slopes[told])
    assert inside.slopes[told] > 0.3 > abs(inside.slopes[belief])


def test_functions_are_corrected_for_texts_that_are_new() -> None:
    """Where the clue tells half as much and fewer are right, confidence follows, in bins and on the whole."""
    rng = np.random.default_rng(3)
    telling, inside = fit_links([links(rng, "belief", False), links(rng, "belief", True)], [])
    new = links(rng, "belief", False, n=4000)
    right = rng.random(4000) < 1 / (1 + np.exp(-(0.5 * new.clues.sum(axis=1) - 1)))
    new = LinkExamples(clues=new.clues, right=right, quoted=new.quoted)
    assert calibration_error(decisions(new, telling, inside)) > 0.1
    found = decisions(new, *corrected(telling, inside, [new]))
    assert calibration_error(found) < 0.02


def test_talk_is_shifted_as_all_mentions_ask() -> None:
    """Inside quotations the mean is set right, and the slopes stay."""
    rng = np.random.default_rng(5)
    telling, inside = fit_links([links(rng, "belief", False), links(rng, "belief", True)], [])
    new = links(rng, "belief", True)
    new = LinkExamples(clues=new.clues, right=new.right & (rng.random(500) < 0.7), quoted=new.quoted)
    outside = links(rng, "belief", False, n=50)
    _, after = corrected(telling, inside, [new, outside])
    assert after.slopes == pytest.approx(inside.slopes)
    assert after.bias < inside.bias


def test_what_is_stored_is_named_by_its_digest(tmp_path: Path) -> None:
    """Each stage adds its functions; weights.toml has the file's digest."""
    (tmp_path / "heads.npz").write_bytes(b"heads")
    write_manifest(tmp_path, "mine")
    store({"events": {"bias": 1.0}}, tmp_path)
    store({"links": {"bias": 2.0}}, tmp_path)
    content = (tmp_path / weights.CALIBRATION).read_bytes()
    assert json.loads(content) == {"events": {"bias": 1.0}, "links": {"bias": 2.0}}
    assert read_manifest(tmp_path)["files"][weights.CALIBRATION]["sha256"] == hashlib.sha256(content).hexdigest()


def test_addressees_of_novels_are_judged_by_the_other_novels(capsys: pytest.CaptureFixture[str]) -> None:
    """A clue that tells which are right: the report is of held-out novels, the fit of all."""
    rng = np.random.default_rng(4)

    def novel() -> HearerExamples:
        clues = rng.normal(0, 1, (400, len(HEARER_CLUES)))
        return HearerExamples(clues=clues, right=rng.random(400) < 1 / (1 + np.exp(-2 * clues[:, 0])))

    found = fit_hearers([novel() for _ in range(4)])
    assert found.slopes[0] == pytest.approx(2, abs=0.4)
    assert "n 1,600" in capsys.readouterr().out
