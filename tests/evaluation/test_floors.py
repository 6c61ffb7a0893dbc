"""What breaks a floor, what erodes the floors, and how they change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.floors import Floors, Lowering, broken, eroded, floor_of, format_floors, lowered, parse_floors, raised
from evaluation.rows import Row

EVENTS = ("events", "F1")
GOLD = {"litbank": "ab" * 32}
PINNED = Floors(floors={EVENTS: 0.74}, gold=GOLD)
REASON = Lowering(task="events", measure="F1", before=0.74, after=0.7, because="a faster head")


def row(value, *, task="events", measure="F1"):
    """A figure."""
    return Row(task=task, measure=measure, value=value, n=100)


def test_a_figure_on_its_floor_holds():
    """The floor itself is allowed."""
    assert broken(PINNED, [row(0.74)], GOLD, tasks=["events"]) == []


def test_a_figure_below_its_floor():
    """A figure below is named with both numbers."""
    (problem,) = broken(PINNED, [row(0.7399)], GOLD, tasks=["events"])
    assert "events, F1" in problem
    assert "73.99 is below its floor of 74.0" in problem


def test_a_figure_that_is_gone():
    """A floor without a figure is broken, unless its task was not run."""
    assert "was not measured" in broken(PINNED, [], GOLD, tasks=["events"])[0]
    assert broken(PINNED, [], {}, tasks=["speakers"]) == []


@pytest.mark.parametrize("gold", [{"litbank": "cd" * 32}, {"other": "ab" * 32}])
def test_other_gold(gold):
    """Figures on gold that is not the pinned gold prove nothing."""
    (problem,) = broken(PINNED, [row(1.0)], gold, tasks=["events"])
    assert "not those the floors were measured on" in problem


def test_lowering_by_hand_is_seen():
    """A floor below any committed version is found, also if an older version was higher."""
    newer, older = Floors(floors={EVENTS: 0.72}), Floors(floors={EVENTS: 0.74})
    assert "was 74.0 and is 73.0" in eroded(Floors(floors={EVENTS: 0.73}), [newer, older])[0]
    assert eroded(Floors(floors={EVENTS: 0.74}), [newer, older]) == []


def test_a_floor_that_is_gone_is_seen():
    """Taking a floor out is lowering it."""
    assert len(eroded(Floors(gold=GOLD), [PINNED])) == 1


def test_lowering_with_a_reason_is_allowed():
    """A recorded reason allows the floor it names, and none below that."""
    allowed = Floors(floors={EVENTS: 0.7}, gold=GOLD, lowered=(REASON,))
    assert eroded(allowed, [PINNED]) == []
    below = Floors(floors={EVENTS: 0.69}, gold=GOLD, lowered=(REASON,))
    assert len(eroded(below, [PINNED])) == 1


def test_an_empty_reason_is_none():
    """A reason must say something."""
    empty = Floors(floors={EVENTS: 0.7}, gold=GOLD, lowered=(Lowering(**{**vars(REASON), "because": " "}),))
    assert len(eroded(empty, [PINNED])) == 1
    with pytest.raises(ValueError, match="for a reason"):
        lowered(PINNED, [row(0.5)], GOLD, because="  ")


def test_reasons_stay():
    """A reason that was committed may not be struck out."""
    committed = Floors(floors={EVENTS: 0.7}, gold=GOLD, lowered=(REASON,))
    assert "struck out" in eroded(Floors(floors={EVENTS: 0.74}, gold=GOLD), [committed])[0]


def test_other_gold_needs_a_reason():
    """Pinning other gold by hand is seen; with a reason it is allowed, once."""
    other = {"litbank": "cd" * 32}
    assert "another digest" in eroded(Floors(floors=PINNED.floors, gold=other), [PINNED])[0]
    mended = lowered(PINNED, [row(0.8)], other, because="the corpus was corrected")
    assert eroded(mended, [PINNED]) == []
    assert "another digest" in eroded(Floors(floors=mended.floors, gold=GOLD, lowered=mended.lowered), [mended])[0]


def test_lowered_records_what_it_did():
    """Only broken floors are lowered, each with its reason."""
    both = Floors(floors={EVENTS: 0.74, ("mentions", "spans F1"): 0.8}, gold=GOLD)
    after = lowered(both, [row(0.7049), row(0.9, task="mentions", measure="spans F1")], GOLD, because="a faster head")
    assert after.floors == {EVENTS: 0.7, ("mentions", "spans F1"): 0.8}
    assert after.lowered == (REASON,)


def test_raised_never_lowers():
    """Better and new figures are pinned, worse ones leave their floor, pinned gold stays."""
    after = raised(PINNED, [row(0.5), row(0.6449, task="speakers", measure="all")], {"litbank": "cd" * 32, "pdnc": "e"})
    assert after.floors == {EVENTS: 0.74, ("speakers", "all"): 0.64}
    assert after.gold == {**GOLD, "pdnc": "e"}


@settings(deadline=None)
@given(st.floats(0, 1))
def test_floors_are_half_points(value):
    """A floor is at most half a point below its figure, and never above it."""
    assert value - 0.005 - 1e-9 <= floor_of(value) <= value + 1e-9
    assert floor_of(value) * 200 == pytest.approx(round(floor_of(value) * 200))


def test_file_round_trip():
    """What is written is read back, quotation marks and other scripts in reasons included."""
    floors = Floors(
        floors={EVENTS: 0.735}, gold=GOLD, lowered=(Lowering(**{**vars(REASON), "because": 'so "B³" – \\'}),)
    )
    assert parse_floors(format_floors(floors)) == floors


@pytest.mark.parametrize("content", ["floor = [", "[[floor]]\ntask = 'a'", "[[lowered]]\nwhy = 1"])
def test_broken_file(content):
    """A file that cannot be read is an error, not an empty list of floors."""
    with pytest.raises(ValueError, match="no file of floors"):
        parse_floors(content)
