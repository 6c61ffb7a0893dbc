"""Where the time of reading goes."""

from __future__ import annotations

from pathlib import Path

from bench.stages import MINDS, Stage, as_table, stages_of
from irises.passes import PASSES

STORY = Path(__file__).parents[2] / "examples" / "greenware.txt"


def test_every_pass_is_a_stage(tmp_path: Path) -> None:
    """A story is read whole, and each pass has its time."""
    stages = stages_of(STORY, tmp_path / "story.irises")
    names = [stage.name for stage in stages]
    assert [f"{step.spec.name}: decode" for step in PASSES] == [name for name in names if name.endswith("decode")]
    assert {"take in", "encode", "page", "save"} <= set(names)
    assert all(stage.wall > 0 for stage in stages)
    assert (tmp_path / "story.irises" / "page.html").exists()
    assert set(MINDS) <= {step.spec.name for step in PASSES}


def test_minds_are_told_against_the_rest() -> None:
    """A second of minds beside four of other things is a quarter more."""
    stages = [Stage(name="encode", wall=4.0, cpu=8.0), Stage(name="beliefs: decode", wall=1.0, cpu=1.0)]
    assert as_table(stages).endswith("minds: 25.0% more than without")
