"""Losses and targets on examples worked out by hand."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from tests.evaluation.corpora import write_litbank
from tests.training.tiny import parsed
from training.corpora import litbank

torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")
pytest.importorskip("transformers", reason="transformers is not installed (extra `train`)")


@pytest.fixture
def passage(tmp_path: Path):
    """The one passage of the miniature LitBank."""
    write_litbank(tmp_path / "litbank")
    (only,) = litbank(tmp_path, "dev")
    return only


def test_coreference_loss_sums_over_true_antecedents() -> None:
    """The third of three mentions of one: -log of the share of both antecedents; the first: of being new."""
    from training.losses import coreference_loss

    scores = torch.full((3, 3), 50.0)
    scores[1, 0], scores[2, 0], scores[2, 1] = 1.0, 0.5, -0.5
    first = 0.0
    second = -math.log(math.e / (1 + math.e))
    third = -math.log((math.exp(0.5) + math.exp(-0.5)) / (1 + math.exp(0.5) + math.exp(-0.5)))
    loss = float(coreference_loss(scores, torch.tensor([4, 4, 4])))
    assert loss == pytest.approx((first + second + third) / 3, abs=1e-4)


def test_spans_of_nobody_are_new() -> None:
    """Two spans that are no mentions aren't each other's antecedents."""
    from training.losses import coreference_loss

    scores = torch.tensor([[0.0, 0.0], [2.0, 0.0]])
    loss = float(coreference_loss(scores, torch.tensor([-1, -1])))
    assert loss == pytest.approx(math.log(1 + math.exp(2)) / 2, abs=1e-4)


def test_believed_spans_are_the_true_and_the_likeliest_wrong() -> None:
    """All true spans stay, and at most three wrong ones to ten of them: those that look most like mentions."""
    from training.losses import believed_spans

    true = torch.tensor([True] * 10 + [False] * 6)
    for wrong, kept in (([3, 2, -4, 1, -5, -6], [12, 14, 15]), ([-1, -2, -3, -4, -5, -6], [13, 14, 15]), ([2] * 6, [])):
        none = torch.tensor([3.0] * 10 + [float(score) for score in wrong])
        logits = torch.stack([none, torch.zeros(16)], dim=1)
        assert believed_spans(logits, true).tolist() == [*range(10), *kept]


def test_no_arc_leaves_its_sentence() -> None:
    """Scores between sentences are ruled out, those inside stay."""
    from training.losses import inner_arcs

    scores = inner_arcs(torch.ones(5, 5), parsed("go home now", "rain falls"))
    assert (scores == 1).nonzero().tolist() == [[a, b] for a in range(5) for b in range(5) if (a < 3) == (b < 3)]


def test_gold_spans_are_always_proposed(passage) -> None:
    """To the proposals every true span is added once, in text order, the longer first, with its labels."""
    from training.spans import gold_labels, gold_spans, with_gold

    first, last = with_gold(torch.tensor([0, 5]), torch.tensor([2, 6]), passage)
    spans = list(zip(first.tolist(), last.tolist(), strict=True))
    assert spans == sorted({*gold_spans(passage), (5, 6)}, key=lambda span: (span[0], -span[1]))
    category, form, entity = gold_labels(passage, first, last)
    wrong = spans.index((5, 6))
    assert (category == 0).nonzero().tolist() == [[wrong]]
    assert (int(form[wrong]), int(entity[wrong])) == (-1, -1)
    assert category[category > 0].tolist() == (passage.mentions[:, 2] + 1).tolist()


def test_span_matrix_marks_first_word_and_width(passage) -> None:
    """One cell a mention: its first word's row, its width less one the column."""
    from training.spans import span_matrix

    rows, columns = np.nonzero(span_matrix(passage))
    assert sorted(zip(rows, rows + columns, strict=True)) == sorted(map(tuple, passage.mentions[:, :2]))


def test_the_rates_rise_and_fall() -> None:
    """The rate is small at first, highest where the warm-up ends, and 0 after the last step."""
    from training.train import schedule_of

    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule = schedule_of(optimizer, 100)
    rates = []
    for _ in range(100):
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    assert rates.index(max(rates)) == pytest.approx(7, abs=1)
    assert rates[0] < 0.2
    assert schedule.get_last_lr()[0] == 0.0


def test_role_loss_is_of_the_bearer_or_of_nobody() -> None:
    """With a head that scores every word 0, the loss is the log of the number of choices over that of true words."""
    from training.corpora import Feelings
    from training.losses import role_loss
    from training.network import WIDTH, EmotionHead

    class Model:
        emotion = EmotionHead().eval()

    for parameter in Model.emotion.parameters():
        torch.nn.init.zeros_(parameter)
    feelings = Feelings(
        words=["she", "wept", "there"],
        emotions=np.zeros((3, 9), dtype=bool),
        is_scored=np.ones(3, dtype=bool),
        phrases=[(1, 1)],
        experiencers=np.array([[True, False, False]]),
        targets=np.array([[False, False, False]]),
    )
    loss = role_loss(Model(), [feelings], torch.ones(3, WIDTH)).item()
    assert loss == pytest.approx(math.log(4))
