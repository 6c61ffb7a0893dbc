from irises.passes.called_they import Told, called_they
from irises.passes.mention_traits import KIND

IDRIS, MARA, CREW, THEM = -1, -2, 7, 3
"""Labels: two people's names, a group, and an entity of "they"."""


def told(*mentions: tuple[str, int, int]) -> Told:
    """Mentions in narration as kind of reference, label and paragraph."""
    return Told(
        kind=[KIND[kind] for kind, _, _ in mentions],
        quotation=[-1] * len(mentions),
        paragraph=[paragraph for *_, paragraph in mentions],
        label=[label for _, label, _ in mentions],
    )


ONCE = [("PROPER", IDRIS, 0), ("THEY", THEM, 0), ("I", 5, 0), ("THEY", THEM, 0)]
AGAIN = [("PROPER", IDRIS, 1), ("THEY", THEM, 1)]


def test_they_that_follow_one_name_are_one() -> None:
    """Again and again the name stands before the word, and nobody else."""
    assert called_they(told(*ONCE, *AGAIN), {IDRIS, MARA}) == {THEM: IDRIS}


def test_once_is_chance() -> None:
    """One "they" after a name may be anybody."""
    assert called_they(told(*ONCE), {IDRIS, MARA}) == {}


def test_whom_the_story_calls_she_is_not_they() -> None:
    """A person with another pronoun is no "they"."""
    assert called_they(told(*ONCE, *AGAIN, ("SHE", IDRIS, 2)), {IDRIS, MARA}) == {}


def test_they_that_follow_a_group_are_the_group() -> None:
    """Where a group or several people are told of last, "they" are several."""
    groups = [("DEFINITE", CREW, 2), ("THEY", THEM, 2), ("PROPER", MARA, 3), ("THEY", THEM, 3)]
    assert called_they(told(*ONCE, *AGAIN, *groups), {IDRIS, MARA}) == {}
