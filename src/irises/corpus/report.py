"""What is said of a plan, of a run under way and of one that has ended, as lines of plain text and as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from irises.corpus.progress import Progress
from irises.corpus.runs import Outcome, Plan
from irises.corpus.survey import Survey
from irises.write.plain import clean, wrap

_KIND_NAMES = {
    "zip": "in ZIP archives", "tar": "in TAR archives", "jsonl": "in JSON Lines", "parquet": "in Parquet files",
    "other": "of a kind that only their content tells",
}  # fmt: skip
_TOLD_TROUBLES, _TOLD_ENDINGS = 5, 6


def plan_lines(plan: Plan, *, width: int) -> Iterator[str]:
    """What will be read, how long it may take, and on what."""
    found = plan.survey
    yield from _survey(found, width)
    if found.n_to_read:
        memory = f"at most {_size(plan.bounds.memory)} of memory each"
        where = f"{_n(plan.nodes, 'computer')}, {_n(plan.workers, 'worker')}, {memory}"
        yield from wrap(f"It would take about {duration(plan.seconds)} on {where}.", width)
    else:
        yield "Nothing is left to read."


def _survey(found: Survey, width: int) -> Iterator[str]:
    kinds = ", ".join(f"{n:,} {_KIND_NAMES.get(kind, kind)}" for kind, n in found.kinds.most_common())
    yield from wrap(f"{_n(found.n_stories, 'story', 'stories')}: {kinds or 'none'}.", width)
    states = [f"{found.n_to_read:,} to read ({_size(found.n_bytes)})"]
    states += [f"{found.n_done:,} done already"] if found.n_done else []
    states += [f"{found.n_troubles:,} that cannot be had"] if found.n_troubles else []
    yield from wrap(f"{', '.join(states)}.", width)
    for item in found.troubles[:_TOLD_TROUBLES]:
        yield from wrap(f"  {clean(item.story_id)}: {clean(item.trouble)}", width, indent="    ")
    if found.n_troubles > _TOLD_TROUBLES:
        yield f"  … and {found.n_troubles - _TOLD_TROUBLES:,} more, which the ledger will tell of"
    if found.passed:
        yield from wrap(f"Passed over, being no stories by their names: {_endings(found.passed)}.", width)


def _endings(passed: Counter[str]) -> str:
    most = [f"{n:,} {clean(ending) or 'without an ending'}" for ending, n in passed.most_common(_TOLD_ENDINGS)]
    others = passed.total() - sum(n for _, n in passed.most_common(_TOLD_ENDINGS))
    return ", ".join([*most, *([f"{others:,} others"] if others else [])])


def progress_line(progress: Progress) -> str:
    """How far, how fast, how long still, and what failed."""
    share = progress.share
    parts = [f"{progress.n_done:,} of {progress.total:,} stories ({share:.0%})"]
    parts.append(f"{progress.words_per_second:,.0f} words/s")
    if progress.seconds_left is not None:
        parts.append(f"about {duration(progress.seconds_left)} left")
    if progress.failed:
        parts.append(f"{progress.failed.total():,} failed ({_failures(progress.failed)})")
    return " · ".join(parts)


def outcome_lines(outcome: Outcome, out: str, *, width: int) -> Iterator[str]:
    """What a run came to."""
    read = f"{_n(outcome.n_read, 'story', 'stories')} read, {_n(outcome.n_words, 'word')}"
    pace = outcome.n_words / outcome.seconds if outcome.seconds else 0.0
    yield from wrap(f"{read}, in {duration(outcome.seconds)} ({pace:,.0f} words/s).", width)
    if outcome.survey.n_done:
        yield f"{_n(outcome.survey.n_done, 'story was', 'stories were')} done already."
    for damage in outcome.damage:
        text = f"{damage.part} was damaged ({damage.why}): it is in {damage.aside}, and its stories were read again."
        yield from wrap(clean(text), width, indent="  ")
    if outcome.failed:
        yield f"{outcome.failed.total():,} failed ({_failures(outcome.failed)}):"
        for story_id, why in outcome.first_failures:
            yield from wrap(f"  {clean(story_id)}: {clean(why)}", width, indent="    ")
        yield from _more(outcome)
    stories = _n(outcome.n_in_all, "story", "stories")
    if outcome.failed_in_all:
        stories += f" ({outcome.failed_in_all.total():,} failed: {_failures(outcome.failed_in_all)})"
    parts = f"{stories}, {_n(outcome.n_parts, 'part')}, {_size(outcome.n_bytes)}"
    yield from wrap(f"{clean(out)}: {parts}; tables in {clean(out)}/*/NAME.parquet, the ledger among them", width)


def _more(outcome: Outcome) -> Iterator[str]:
    left = outcome.failed.total() - len(outcome.first_failures)
    if left:
        yield f"  … and {left:,} more, all in the ledger"


def plan_record(plan: Plan) -> dict[str, Any]:
    """The plan as plain values for JSON."""
    return {
        **_survey_record(plan.survey),
        "seconds": round(plan.seconds),
        "workers": plan.workers,
        "computers": plan.nodes,
        "memory_per_worker": plan.bounds.memory,
    }


def outcome_record(outcome: Outcome, out: str) -> dict[str, Any]:
    """What a run came to, as plain values for JSON."""
    return {
        **_survey_record(outcome.survey),
        "n_read": outcome.n_read,
        "n_words": outcome.n_words,
        "failed": dict(outcome.failed),
        "seconds": round(outcome.seconds, 1),
        "damaged": [{"part": one.part, "why": one.why, "aside": str(one.aside)} for one in outcome.damage],
        "n_in_all": outcome.n_in_all,
        "failed_in_all": dict(outcome.failed_in_all),
        "n_parts": outcome.n_parts,
        "n_bytes": outcome.n_bytes,
        "folder": out,
    }


def _survey_record(found: Survey) -> dict[str, Any]:
    return {
        "n_stories": found.n_stories,
        "n_to_read": found.n_to_read,
        "n_bytes_to_read": found.n_bytes,
        "n_done_already": found.n_done,
        "n_cannot_be_had": found.n_troubles,
        "kinds": dict(found.kinds),
        "passed_over": dict(found.passed),
    }


def duration(seconds: float) -> str:
    """A length of time as a person would say it."""
    whole = round(seconds)
    if whole < 100:
        return f"{whole} s"
    minutes = round(seconds / 60)
    if minutes < 100:
        return f"{minutes} min"
    hours = round(seconds / 3600)
    return f"{hours} h" if hours < 72 else f"{round(seconds / 86400)} days"


def _failures(failed: Counter[str]) -> str:
    return ", ".join(f"{n:,} {kind}" for kind, n in failed.most_common())


def _n(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _size(n_bytes: float) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if n_bytes >= size:
            return f"{n_bytes / size:,.1f} {unit}"
    return f"{n_bytes:,.0f} bytes"
