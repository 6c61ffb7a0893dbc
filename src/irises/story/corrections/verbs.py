"""What each correction does to the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from irises.story.corrections.change import Change
from irises.story.corrections.dismissing import dismiss
from irises.story.corrections.people import means, merge, not_a_person, rename, same_from, split
from irises.story.corrections.speaking import said_to, speaker
from irises.story.corrections.work import Work

_VERBS: Mapping[str, Callable[[Work, Change], Work | None]] = MappingProxyType(
    {
        "merge": merge,
        "split": split,
        "means": means,
        "rename": rename,
        "speaker": speaker,
        "said-to": said_to,
        "not-a-person": not_a_person,
        "same-from": same_from,
        "dismiss": dismiss,
    }
)


def apply(work: Work, change: Change) -> Work | None:
    """The tables with a correction; None where its words are not there, or it isn't clear what they mean now.

    What the reading already has the corrected way stays as it is: the correction holds.
    """
    return _VERBS[change.verb](work, change)
