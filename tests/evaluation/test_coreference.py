"""Coreference metrics against the worked examples that the literature prints."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.coreference import METRICS, b_cubed, best_matching, ceaf_e, ceaf_m, conll, lea, matched_pairs, muc
from evaluation.counts import Tally, total

# Pradhan et al. 2014, figure 1: a key, and a response with a missing mention and two spurious ones.
PRADHAN_KEY = [set("abc"), set("defg")]
PRADHAN_RESPONSE = [set("ab"), set("cd"), set("fghi")]
# Bagga and Baldwin 1998, and Luo 2005, figure 1: one key, four responses.
LUO_KEY = [set("12345"), set("67"), set("89ABC")]
LUO_RESPONSES = {
    "a": [set("12345"), set("6789ABC")],
    "b": [set("1234589ABC"), set("67")],
    "c": [set("123456789ABC")],
    "d": [{mention} for mention in "123456789ABC"],
}


@pytest.mark.parametrize(
    ("metric", "recall", "precision", "f1"),
    [
        (muc, 0.40, 0.40, 0.40),
        (b_cubed, 0.42, 0.50, 0.45),
        (ceaf_m, 0.57, 0.50, 0.53),
        (ceaf_e, 0.65, 0.43, 0.52),
        (lea, 0.24, 0.33, 0.28),
    ],
)
def test_reference_example(metric, recall, precision, f1):
    """The example of the reference scorer's paper (LEA: of Moosavi and Strube 2016, on the same clusters)."""
    tally = metric(PRADHAN_KEY, PRADHAN_RESPONSE)
    assert tally.recall == pytest.approx(recall, abs=0.005)
    assert tally.precision == pytest.approx(precision, abs=0.005)
    assert tally.f1 == pytest.approx(f1, abs=0.006)


@pytest.mark.parametrize(
    ("response", "muc_f1", "b_cubed_f1", "ceaf_m_f1", "ceaf_e_f1"),
    [
        ("a", 0.947, 0.865, 0.833, 0.733),
        ("b", 0.947, 0.737, 0.583, 0.667),
        ("c", 0.900, 0.545, 0.417, 0.294),
        ("d", 0.000, 0.400, 0.250, 0.178),
    ],
)
def test_luo_table(response, muc_f1, b_cubed_f1, ceaf_m_f1, ceaf_e_f1):
    """Table 1 of Luo 2005: four responses that MUC cannot tell apart as the others do."""
    clusters = LUO_RESPONSES[response]
    assert muc(LUO_KEY, clusters).f1 == pytest.approx(muc_f1, abs=0.001)
    assert b_cubed(LUO_KEY, clusters).f1 == pytest.approx(b_cubed_f1, abs=0.001)
    assert ceaf_m(LUO_KEY, clusters).f1 == pytest.approx(ceaf_m_f1, abs=0.001)
    assert ceaf_e(LUO_KEY, clusters).f1 == pytest.approx(ceaf_e_f1, abs=0.001)


@pytest.mark.parametrize(("response", "precision"), [("a", 0.7619), ("b", 0.5833)])
def test_bagga_and_baldwin(response, precision):
    """B³ of Bagga and Baldwin 1998: joining two large chains costs more than joining a small one to a large."""
    tally = b_cubed(LUO_KEY, LUO_RESPONSES[response])
    assert tally.precision == pytest.approx(precision, abs=0.0001)
    assert tally.recall == 1.0
    assert muc(LUO_KEY, LUO_RESPONSES[response]).precision == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("key", "response", "recall", "precision"),
    [
        (["ABCD"], ["AB", "CD"], 2 / 3, 2 / 2),
        (["AB", "CD"], ["ABCD"], 2 / 2, 2 / 3),
        (["ABCD"], ["ABCD"], 3 / 3, 3 / 3),
        (["ABCD"], ["AB"], 1 / 3, 1 / 1),
        (["ABC"], ["AC"], 1 / 2, 1 / 1),
    ],
)
def test_vilain(key, response, recall, precision):
    """The link counts of Vilain et al. 1995, over chains given by their mentions."""
    tally = muc([set(chain) for chain in key], [set(chain) for chain in response])
    assert (tally.recall, tally.precision) == pytest.approx((recall, precision))


def test_lea_singletons():
    """A singleton's link to itself is found only by a singleton."""
    assert lea([{"a"}, {"b"}], [{"a"}, {"b", "c"}]) == Tally(1, 2, 1, 3)


def test_micro_average_is_of_sums():
    """Documents weigh by their mentions, not each the same."""
    tally = total([muc([set("abcd")], [set("abcd")]), muc([set("ef")], [{"e"}, {"f"}])])
    assert tally.recall == pytest.approx(3 / 4)


def test_conll_is_the_mean_of_three():
    """LEA stands beside the CoNLL figure and is not in it."""
    tallies = {name: Tally(1, 1, 1, 1) for name in METRICS} | {"LEA": Tally(0, 1, 0, 1), "MUC": Tally(0, 1, 0, 1)}
    assert conll(tallies) == pytest.approx(2 / 3)


@pytest.mark.parametrize("metric", [muc, b_cubed, ceaf_e, ceaf_m, lea])
def test_nothing_predicted(metric):
    """Without a response, recall, precision and F1 are 0, and nothing is divided by zero."""
    assert metric(PRADHAN_KEY, []).f1 == 0.0


partitions = st.lists(st.integers(0, 4), min_size=2, max_size=12).map(
    lambda labels: [{mention for mention, own in enumerate(labels) if own == label} for label in dict.fromkeys(labels)]
)


@settings(deadline=None)
@given(partitions)
def test_perfect_response(key):
    """The key itself scores 1; MUC only where there is a link to find."""
    for metric in (b_cubed, ceaf_e, ceaf_m, lea):
        assert metric(key, key).f1 == pytest.approx(1.0)
    assert muc(key, key).f1 == pytest.approx(1.0 if any(len(cluster) > 1 for cluster in key) else 0.0)


@settings(deadline=None)
@given(partitions, partitions)
def test_sides_change_places(key, response):
    """With key and response exchanged, recall and precision are exchanged and F1 stays."""
    for metric in (muc, b_cubed, ceaf_e, ceaf_m, lea):
        there, back = metric(key, response), metric(response, key)
        assert there.recall == pytest.approx(back.precision)
        assert there.precision == pytest.approx(back.recall)
        assert 0.0 <= there.f1 <= 1.0 + 1e-9


@settings(deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.floats(0.1, 5), max_size=10))
def test_matching_is_the_best(weights):
    """Solving block by block finds the greatest sum, as trying every assignment does."""
    exhaustive = max(sum(weights.get((i, j), 0.0) for i, j in enumerate(order)) for order in permutations(range(4)))
    assert best_matching(weights) == pytest.approx(exhaustive)
    pairs = matched_pairs(weights)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_a_whole_book():
    """Fifty thousand mentions in thousands of clusters are scored, and a copy of the key still scores 1."""
    rng = random.Random(5)
    owner = [rng.choice((rng.randrange(12), rng.randrange(4000))) for _ in range(50_000)]
    key: dict[int, set[int]] = {}
    for mention, entity in enumerate(owner):
        key.setdefault(entity, set()).add(mention)
    clusters = list(key.values())
    assert ceaf_e(clusters, clusters[::-1]).f1 == pytest.approx(1.0)
    assert b_cubed(clusters, clusters[::-1]).f1 == pytest.approx(1.0)
