import numpy as np

from irises.passes.chain_anchors import Linking
from irises.passes.chains import Linked, link
from irises.passes.mention_traits import traits_of
from irises.passes.names import NameClusters
from irises.passes.narrators import Narrators
from irises.passes.pair_head import NOBODY, Candidates

FORM = {"proper": 0, "common": 1, "pronoun": 2}


def linked(
    mentions: list[tuple[str, str]],
    likes: dict[tuple[int, int], float],
    *,
    names: dict[int, int] | None = None,
    among: dict[int, tuple[int, ...]] | None = None,
    genders: list[str | None] | None = None,
    units: dict[int, int] | None = None,
    quoted: dict[int, int] | None = None,
    stated: dict[int, int] | None = None,
    apart: dict[int, list[int]] | None = None,
) -> Linked:
    """Links mentions given as (words, form), where `likes` scores (later, earlier) pairs and all others are nobody."""
    n = len(mentions)
    earlier = np.tile(np.arange(n), (n, 1))
    earlier[earlier >= np.arange(n)[:, None]] = -1
    scores = np.full((n, n), NOBODY, dtype=np.float32)
    for (later, before), score in likes.items():
        scores[later, before] = score
    genders = genders or [None] * 4
    unit = np.array([(units or {}).get(m, -1) for m in range(n)])
    known = Linking(
        traits=traits_of([words.split() for words, _ in mentions], [FORM[form] for _, form in mentions]),
        quotation=np.array([(quoted or {}).get(m, -1) for m in range(n)]),
        name=[(names or {}).get(m, -1) for m in range(n)],
        among=[(among or {}).get(m, ()) for m in range(n)],
        sure=[0.9] * n,
        place=[-1] * n,
        names=NameClusters(
            labels=[],
            candidates=[],
            confidence=[],
            names=["?"] * 4,
            genders=genders,
            categories=["PER"] * 4,
            members=[()] * 4,
        ),
        narrators=Narrators(unit=unit, kinds=["main", "letter"], sections=[-1, 1]),
        unit_labels=stated or {},
        apart=apart or {},
    )
    return link(known, Candidates(earlier=earlier, scores=scores))


def test_a_pronoun_joins_the_likeliest_chain() -> None:
    """The chain with the largest sum over its members wins over one better single link."""
    found = linked(
        [("Ann", "proper"), ("she", "pronoun"), ("Bea", "proper"), ("she", "pronoun")],
        {(1, 0): 3, (3, 0): 1.0, (3, 1): 1.0, (3, 2): 1.2},
        names={0: 0, 2: 1},
    )
    assert found.chain.tolist() == [0, 0, 1, 0]


def test_nobody_is_better_than_an_unlikely_antecedent() -> None:
    """Where it is unlikely, a mention begins an entity of its own."""
    assert linked([("a man", "common"), ("a boy", "common")], {(1, 0): -2}).chain.tolist() == [0, 1]


def test_names_are_one_over_any_distance() -> None:
    """Uses of one name need no score to be one entity."""
    assert linked(
        [("Ann", "proper"), ("a cup", "common"), ("Ann", "proper")], {}, names={0: 2, 2: 2}
    ).chain.tolist() == [0, 1, 0]


def test_two_names_never_merge() -> None:
    """However high the score, a known other name is refused."""
    assert linked(
        [("Mr. Hale", "proper"), ("Mrs. Hale", "proper")], {(1, 0): 20}, names={0: 0, 1: 1}
    ).chain.tolist() == [0, 1]


def test_a_name_can_be_given_to_somebody_met_before() -> None:
    """The first use of a name joins an epithet's chain when it is clearly the same person."""
    found = linked([("the boy", "common"), ("Tom", "proper"), ("Tom", "proper")], {(1, 0): 6}, names={1: 0, 2: 0})
    assert found.chain.tolist() == [0, 0, 0]


def test_an_ambiguous_name_stays_among_its_bearers() -> None:
    """A surname that two people bear goes to the nearer of them, never to a third person."""
    found = linked(
        [("Ann Hale", "proper"), ("Bea Hale", "proper"), ("Cora", "proper"), ("Miss Hale", "proper")],
        {(3, 2): 9, (3, 1): 2, (3, 0): 1},
        names={0: 0, 1: 1, 2: 2, 3: -2},
        among={3: (0, 1)},
    )
    assert found.chain.tolist() == [0, 1, 2, 1]


def test_gender_of_a_title_outweighs_nearness() -> None:
    """ "He" passes over a woman for a man a little further off."""
    found = linked(
        [("Mr. Hale", "proper"), ("Mrs. Dow", "proper"), ("he", "pronoun")],
        {(2, 1): 3, (2, 0): 1},
        names={0: 0, 1: 1},
        genders=["masculine", "feminine", None, None],
    )
    assert found.chain.tolist() == [0, 1, 0]


def test_the_narrator_is_one_and_nobody_else() -> None:
    """Every "I" of a narrating unit is one person, whom "she" outside quotations can't mean."""
    found = linked([("I", "pronoun"), ("she", "pronoun"), ("my", "pronoun")], {(1, 0): 8}, units={0: 0, 2: 0})
    assert found.chain.tolist() == [0, 1, 0]


def test_a_letters_i_is_not_the_narrators() -> None:
    """Two narrating units are two people as long as nothing says otherwise."""
    assert linked([("I", "pronoun"), ("I", "pronoun")], {(1, 0): 9}, units={0: 0, 1: 1}).chain.tolist() == [0, 1]


def test_a_signed_letter_is_its_signers() -> None:
    """The "I" of a letter joins the name it is signed with, met before or after."""
    found = linked(
        [("Tom", "proper"), ("I", "pronoun"), ("Tom", "proper")], {}, names={0: 3, 2: 3}, units={1: 1}, stated={1: 3}
    )
    assert found.chain.tolist() == [0, 0, 0]


def test_one_speech_has_one_i() -> None:
    """Inside one quotation "I" and "my" are one person, in another they may be another."""
    found = linked([("I", "pronoun"), ("my", "pronoun"), ("I", "pronoun")], {}, quoted={0: 0, 1: 0, 2: 1})
    assert found.chain.tolist() == [0, 0, 1]


def test_an_epithet_kept_apart_begins_anew() -> None:
    """Who goes with an epithet takes it along if grammar keeps them, more than once, from the person it went to."""
    mentions = [("Ned", "proper"), ("the boy", "common"), ("his", "pronoun")]
    mentions += [("Ned", "proper"), ("the boy", "common")] * 2
    likes = {(1, 0): 0.5, (2, 1): 4, (4, 1): 4, (6, 1): 4, (6, 4): 2}
    names = {0: 0, 3: 0, 5: 0}
    assert linked(mentions, likes, names=names).chain.tolist() == [0] * 7
    apart = {3: [4], 4: [3], 5: [6], 6: [5]}
    assert linked(mentions, likes, names=names, apart=apart).chain.tolist() == [0, 1, 1, 0, 1, 0, 1]


def test_a_barred_antecedent_leaves_its_share_to_others() -> None:
    """A pronoun that grammar keeps from the likeliest antecedent takes the next, not a new person."""
    mentions = [("Ann", "proper"), ("Bea", "proper"), ("her", "pronoun")]
    likes = {(2, 1): 4, (2, 0): 1}
    assert linked(mentions, likes, names={0: 0, 1: 1}).chain.tolist() == [0, 1, 1]
    apart = {1: [2], 2: [1]}
    assert linked(mentions, likes, names={0: 0, 1: 1}, apart=apart).chain.tolist() == [0, 1, 0]
