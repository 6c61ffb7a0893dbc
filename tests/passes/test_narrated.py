import numpy as np
import pytest

from irises.passes.mention_traits import FEMININE, KIND, MASCULINE, UNKNOWN, traits_of
from irises.passes.mention_trees import ROLE, MentionTrees
from irises.passes.narrated import WEIGHTS, Narration, clues, narrated_pronouns, settled, so_called
from irises.passes.pair_head import NOBODY, Candidates

FORM = {"proper": 0, "common": 1, "pronoun": 2}
Told = tuple[str, str, str, int]
"""A mention's words, form, role and sentence; each is a word of its own."""


def narration(
    mentions: list[Told], *, names: dict[int, int] | None = None, quoted: tuple[int, ...] = (), subject: int = -1
) -> Narration:
    """The mentions in one paragraph; `names` tells genders that no word does, `subject` is the one over the last."""
    n = len(mentions)
    traits = traits_of([words.split() for words, *_ in mentions], [FORM[form] for _, form, *_ in mentions])
    gender = np.array([(names or {}).get(m, traits.gender[m]) for m in range(n)], dtype=np.int64)
    over = np.full(n, -1)
    over[-1:] = subject
    return Narration(
        kind=traits.kind,
        gender=gender,
        is_person=np.ones(n, dtype=bool),
        is_told=~np.isin(np.arange(n), quoted),
        is_self=np.array([text.endswith("self") for text in traits.texts], dtype=bool),
        paragraph=np.zeros(n, dtype=np.int64),
        trees=MentionTrees(
            word=np.arange(n),
            role=np.array([ROLE[role] for *_, role, _ in mentions], dtype=np.int64),
            sentence=np.array([sentence for *_, sentence in mentions], dtype=np.int64),
            subject=over,
            next_subject=np.full(n, -1),
        ),
        called=np.where((gender == UNKNOWN) & (traits.kind < KIND["I"]), traits.text, -1),
    )


def equal(n: int, score: float = 0.0) -> Candidates:
    """All earlier mentions as candidates, equally likely to the head."""
    earlier = np.tile(np.arange(n), (n, 1))
    earlier[earlier >= np.arange(n)[:, None]] = -1
    return Candidates(earlier=earlier, scores=np.where(earlier < 0, NOBODY, score).astype(np.float32))


def likeliest(told: Narration) -> int:
    """Whom the last mention means if the head knows nothing."""
    return int(settled(equal(len(told.kind)), told).scores[-1].argmax())


def test_a_subject_goes_on_from_the_subject() -> None:
    """ "Ned saw Tom. He ..." is Ned."""
    told = [("Ned", "proper", "subject", 0), ("Tom", "proper", "object", 0), ("He", "pronoun", "subject", 1)]
    assert likeliest(narration(told, names={0: MASCULINE, 1: MASCULINE})) == 0


def test_an_owner_goes_with_the_subject_of_its_clause() -> None:
    """ "Ned came. Tom shook his head": not Ned's."""
    told = [
        ("Ned", "proper", "subject", 0),
        ("Tom", "proper", "subject", 1),
        ("his", "pronoun", "owner", 1),
    ]
    assert likeliest(narration(told, names={0: MASCULINE, 1: MASCULINE}, subject=1)) == 1


def test_a_name_of_the_other_gender() -> None:
    told = [("Ned", "proper", "object", 0), ("Ann", "proper", "subject", 0), ("He", "pronoun", "subject", 1)]
    assert likeliest(narration(told, names={0: MASCULINE, 1: FEMININE})) == 0


def test_what_others_call_somebody_tells_the_gender() -> None:
    """ "Wren ... she ... she" makes Wren no "he"; a pronoun is no evidence for itself."""
    told = narration([("Wren", "proper", "subject", 0), *[("she", "pronoun", "subject", 1)] * 2,
                      ("he", "pronoun", "subject", 2)])  # fmt: skip
    rows = narrated_pronouns(told)
    candidates = equal(4)
    scores = np.where(candidates.earlier == 0, 2.0, NOBODY).astype(np.float32)
    leaning = so_called(scores[rows], candidates.earlier[rows], told, rows)[:, 0]
    assert leaning[:2] == pytest.approx([0.0, 0.0], abs=0.05)
    assert leaning[2] < -0.5


def test_only_narrated_pronouns_are_weighed_anew() -> None:
    told = narration(
        [("Ned", "proper", "subject", 0), ("he", "pronoun", "subject", 1), ("the boy", "common", "object", 1)],
        quoted=(1,),
    )
    before = equal(3, 0.5)
    assert settled(before, told).scores.tolist() == before.scores.tolist()


def test_places_without_a_candidate_stay_so() -> None:
    told = narration([("Ned", "proper", "subject", 0), ("he", "pronoun", "subject", 1)])
    assert settled(equal(2), told).scores[1, 1] == NOBODY


def test_a_clue_for_every_weight() -> None:
    told = narration([("Ned", "proper", "subject", 0), ("he", "pronoun", "subject", 1)])
    rows = narrated_pronouns(told)
    found = clues(equal(2), told, rows)
    assert found.shape == (1, 2, len(WEIGHTS))
    named = dict(zip(WEIGHTS, found[0, 0].tolist(), strict=True))
    assert named["last"] == named["last subject"] == named["subject one sentence back"] == 1
    assert named["object one sentence back"] == named["paragraphs back"] == named["gender clashes"] == 0


def test_a_story_without_mentions() -> None:
    assert len(settled(equal(0), narration([])).scores) == 0
