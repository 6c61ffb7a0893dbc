"""What is said of plans, of runs under way and of what they came to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from irises.corpus.bounds import Bounds
from irises.corpus.items import Item
from irises.corpus.progress import Progress
from irises.corpus.report import duration, outcome_lines, outcome_record, plan_lines, plan_record, progress_line
from irises.corpus.runs import Outcome, Plan
from irises.corpus.store import Damage
from irises.corpus.survey import Survey

TROUBLE = Item(story_id="s/x.zip", source="s/x.zip", trouble="is damaged; get it again")


def survey() -> Survey:
    """Some of everything."""
    return Survey(
        n_done=5, n_to_read=1200, n_bytes=6_500_000, n_troubles=1, kinds=Counter(zip=1000, txt=206),
        passed=Counter({".jpg": 30, "": 1}), troubles=[TROUBLE],
    )  # fmt: skip


def test_plan() -> None:
    """What, how long, on what, and what cannot be had."""
    plan = Plan(survey=survey(), workers=2, nodes=1, bounds=Bounds(memory=2 * 10**9), bytes_per_second=13_000)
    told = "\n".join(plan_lines(plan, width=200))
    for words in (
        "1,206 stories: 1,000 in ZIP archives, 206 txt.",
        "1,200 to read (6.5 MB), 5 done already, 1 that cannot be had.",
        "s/x.zip: is damaged; get it again", "30 .jpg, 1 without an ending",
        "about 4 min on 1 computer, 2 workers, at most 2.0 GB of memory each",
    ):  # fmt: skip
        assert words in told
    assert plan_record(plan)["seconds"] == 260


def test_nothing_to_read() -> None:
    """A plan of nothing says so."""
    plan = Plan(survey=Survey(n_done=3), workers=2, nodes=1, bounds=Bounds(memory=10**9), bytes_per_second=1)
    assert list(plan_lines(plan, width=80))[-1] == "Nothing is left to read."


def test_progress() -> None:
    """Stories, share, rate, time left by bytes, and failures by kind."""
    now = [0.0]
    progress = Progress(total=10, n_bytes=4000, clock=lambda: now[0])
    assert progress.seconds_left is None
    now[0] = 10.0
    progress.note({"n_bytes": 900, "n_words": 450, "failure": None})
    assert progress.seconds_left is None
    now[0] = 30.0
    progress.note({"n_bytes": 100, "n_words": 0, "failure": "time"})
    assert progress_line(progress) == ("2 of 10 stories (25%) · 15 words/s · about 90 s left · 1 failed (1 time)")


def test_outcome() -> None:
    """What was read, what failed and why, what was damaged, and where it all is."""
    damage = Damage(part="part-000001", why="x.parquet is missing", aside=Path("out/.damaged/part-000001.a"))
    outcome = Outcome(
        survey=survey(), n_read=1198, n_words=1_000_000, failed=Counter(source=2, time=1),
        first_failures=[("s/a.txt", "is \x1b[31mempty; mend it")], seconds=500, damage=[damage], n_parts=3,
        n_bytes=10**9, n_in_all=1206, failed_in_all=Counter(source=8),
    )  # fmt: skip
    told = "\n".join(outcome_lines(outcome, "out", width=200))
    for words in (
        "1,198 stories read, 1,000,000 words, in 8 min (2,000 words/s).", "5 stories were done already.",
        "part-000001 was damaged (x.parquet is missing)", "3 failed (2 source, 1 time):",
        "s/a.txt: is [31mempty; mend it",
        "… and 2 more, all in the ledger", "out: 1,206 stories (8 failed: 8 source), 3 parts, 1.0 GB",
    ):  # fmt: skip
        assert words in told
    assert "\x1b" not in told
    assert outcome_record(outcome, "out")["failed"] == {"source": 2, "time": 1}


@pytest.mark.parametrize(
    ("seconds", "said"), [(3, "3 s"), (99, "99 s"), (120, "2 min"), (7200, "2 h"), (10**6, "12 days")]
)
def test_duration(seconds: float, said: str) -> None:
    """As a person would say it."""
    assert duration(seconds) == said
