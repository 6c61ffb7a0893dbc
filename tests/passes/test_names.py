"""Whom the names of a book mean; the casts are made up."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from irises.passes.names import NameClusters, NameUse, cluster_names

GAP = 500


def use(text: str, start: int, **more: object) -> NameUse:
    """A use in narration, unless said otherwise."""
    facts = {"category": "PER", "in_quotation": False} | more
    return NameUse(text=text, start=start, **facts)  # type: ignore[arg-type]


def read(*texts: str, gap: int = GAP, hints: Sequence[str] = ()) -> NameClusters:
    """The clusters of uses that stand `gap` code points apart, in order."""
    return cluster_names([use(text, place * gap) for place, text in enumerate(texts)], cast_hints=hints)


def times(count: int, *texts: str) -> tuple[str, ...]:
    """The texts over and over."""
    return texts * count


def same(*texts: str, others: Sequence[str] = ()) -> bool:
    """Whether all the texts come out as one person (`others` stand after them)."""
    return len(set(read(*texts, *others).labels[: len(texts)])) == 1


@pytest.mark.parametrize(
    "texts",
    [
        ("Orla Venn", "Orla", "Miss Venn", "Venn", "Miss Orla Venn"),
        ("Mr. Tobias Hask", "Mr. Hask", "Tobias", "Hask", "TOBIAS HASK", "tobias"),
        ("Orla Venn", "poor Orla's", "my dear Orla", "Orla’s", "“Orla,”"),
        ("Captain Reed", "the Captain", "Reed", "the Captain himself", "Reed himself"),
        ("Sir Piers Aldous", "Sir Piers", "Aldous"),
        ("Director Orla Venn", "Orla", "Director Venn", "Venn", "the Director"),
        ("Lady Maud de Bray", "Lady Maud", "de Bray"),
        ("Dr. Hask", "Doctor Hask", "Hask"),
        ("Jean-Paul O'Rourke", "Jean-Paul", "O’Rourke"),
        ("Tomas the Ferryman", "Tomas", "the Ferryman"),
        ("the White Badger", "the Badger", "The Badger"),
        ("J. Marlow", "Jonas Marlow", "Marlow"),
        ("Kaito-kun", "Kaito", "Kaito-san"),
        ("Mrs. Piers Reed", "Mrs. Reed"),
        ("Saint Aubin", "St. Aubin", "M. St. Aubin"),
    ],
)
def test_the_names_of_one_person_are_one(texts: tuple[str, ...]) -> None:
    """Title, given and family name, endearments, case and possessive lead to the one who bears them."""
    assert same(*texts)


@pytest.mark.parametrize(
    ("full", "short"),
    [("Elizabeth Venn", "Lizzy"), ("Robert Hask", "Bob"), ("Bob", "Robert"), ("Catherine Venn", "Kitty")],
)
def test_a_pet_form_belongs_to_the_only_full_name(full: str, short: str) -> None:
    """Kitty is Catherine where there is no other Catherine and no other Kitty."""
    assert same(full, short)


def test_a_pet_form_with_a_holder_of_its_own_stays_there() -> None:
    """Kitty Hask is not Catherine Venn, and Kitty alone is hers."""
    labels = read("Catherine Venn", "Kitty Hask", "Kitty").labels
    assert labels[0] != labels[1] == labels[2]


def test_two_boys_who_keep_meeting_are_two_though_one_name_is_the_other_s_pet_form() -> None:
    """Albert and Bert side by side again and again are two boys."""
    uses = [use(name, place * GAP + shift) for place in range(6) for name, shift in (("Albert", 0), ("Bert", 20))]
    labels = cluster_names(uses).labels
    assert labels[0] != labels[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mr. Venn", "Mrs. Venn"),
        ("Mrs. Venn", "Miss Venn"),
        ("Orla Venn", "Tobias Venn"),
        ("Captain Reed", "General Reed"),
        ("Mrs. Reed", "Admiral Reed"),
        ("Tobias Hask, Sr.", "Tobias Hask, Jr."),
        ("old Mr. Hask", "young Mr. Hask"),
        ("King Oswin II", "King Oswin III"),
        ("Sir Piers Aldous", "Mr. Aldous"),
        ("the Red Queen", "the White Queen"),
        ("Mrs. Piers Venn", "Piers Venn"),
    ],
)
def test_two_people_of_one_name_stay_two(first: str, second: str) -> None:
    """Titles of two genders, Mrs. and Miss, ranks, given names and marks tell them apart, and merging is refused."""
    clusters = read(*times(4, first, second))
    one, two = clusters.labels[:2]
    assert one != two
    assert clusters.are_distinct(one, two)


def test_a_woman_under_her_names_before_and_after_marriage_is_left_open() -> None:
    """Structure can't tell; they are two clusters that later evidence may merge."""
    clusters = read("Miss Orla Tarn", "Mrs. Venn")
    one, two = clusters.labels
    assert one != two
    assert not clusters.are_distinct(one, two)


def test_a_second_family_name_after_a_wedding_is_the_same_woman() -> None:
    """Rosa Tarn, then Rosa Venn, with a Mr. Venn in the book and Rosa all along, is one; Mrs. Venn is she too."""
    texts = ("Rosa Tarn", *times(12, "Rosa", "Mr. Venn"), "Rosa Venn", *times(4, "Rosa", "Mrs. Venn"))
    labels = read(*texts).labels
    assert labels[0] == labels[1] == labels[25] == labels[-1] != labels[2]


def test_two_women_of_one_given_name_in_turns_are_two() -> None:
    """Names in use side by side are no marriage."""
    labels = read(*times(6, "Rosa Tarn", "Rosa Venn", "Rosa", "Rosa", "Mr. Venn")).labels
    assert labels[0] != labels[1]


def test_a_shared_family_name_alone_goes_to_whom_it_is_used_for() -> None:
    """ "Venn" is a man of the family rather than his wife or daughter."""
    labels = read("Mr. Venn", "Mrs. Venn", "Miss Venn", "Venn").labels
    assert labels[3] == labels[0]


def test_a_shared_given_name_follows_who_was_just_named() -> None:
    """Each of two who are named in full alike has the given name after being named."""
    texts = times(6, "Marta Venn", "Marta") + times(6, "Marta Hask", "Marta")
    labels = read(*texts).labels
    assert labels[0] != labels[12]
    assert set(labels[:12:2]) == set(labels[1:12:2])
    assert labels[-1] == labels[-2]


def test_a_given_name_far_from_both_holders_is_left_to_context() -> None:
    """With nobody nearer, the use has no label, and its candidates are the two."""
    texts = (*times(6, "Marta Venn", "Marta Hask"),)
    uses = [use(text, place * GAP) for place, text in enumerate(texts)] + [use("Marta", 10**6)]
    clusters = cluster_names(uses)
    assert clusters.labels[-1] == -1
    assert set(clusters.candidates[-1]) == set(clusters.labels[:2])
    assert clusters.confidence[-1] < 0.6


def test_one_name_from_the_first_page_to_the_last() -> None:
    """Distance does not split a person."""
    clusters = cluster_names([use("Orla", 0), use("Orla Venn", 900), use("Orla", 2_000_000)])
    assert len(set(clusters.labels)) == 1


def test_the_elder_keeps_the_bare_title() -> None:
    """Where a brother is Mr. Piers Venn throughout, Mr. Venn is somebody else."""
    labels = read(*times(5, "Mr. Piers Venn", "Mr. Venn", "Mrs. Venn", "Conrad Venn")).labels
    assert labels[0] != labels[1]


def test_a_father_who_keeps_meeting_his_son_is_not_his_son() -> None:
    """Mr. Venn beside Piers in sentence after sentence is another, though Piers Venn is the only Venn named."""
    uses = [use("Piers Venn", 0)]
    uses += [
        use(name, GAP * place + shift) for place in range(1, 9) for name, shift in (("Mr. Venn", 0), ("Piers", 25))
    ]
    clusters = cluster_names(uses)
    assert clusters.labels[1] != clusters.labels[2] == clusters.labels[0]


def test_a_rare_mister_beside_a_mrs_is_the_father() -> None:
    """A boy who goes by his given name is not Mr. Venn where there is a Mrs. Venn."""
    labels = read("Piers Venn", *times(12, "Piers"), "Mrs. Venn", "Mr. Venn").labels
    assert len({labels[0], labels[-1], labels[-2]}) == 3


def test_a_rare_title_that_two_may_bear_is_left_to_context() -> None:
    """Of two men of the family, far from both, neither is chosen; both are candidates."""
    uses = [use(text, place * GAP) for place, text in enumerate(times(6, "Piers Venn", "Conrad Venn"))]
    clusters = cluster_names([*uses, use("Mr. Venn", 10**6)])
    assert clusters.labels[-1] == -1
    assert set(clusters.candidates[-1]) == set(clusters.labels[:2])


def test_a_daughter_in_a_short_story_is_not_her_mother() -> None:
    """Mrs. Venn and Orla Venn are left two while little speaks for one."""
    assert not same("Orla Venn", "Mrs. Venn")


def test_family_first_names_are_turned() -> None:
    """ "Hoshino Ren" and "Ren Hoshino" are one where another Hoshino shows which word is the family's."""
    labels = read("Hoshino Ren", "Ren Hoshino", "Hoshino Mei", "Ren", "Mei").labels
    assert labels[0] == labels[1] == labels[3]
    assert labels[2] == labels[4] != labels[0]


@pytest.mark.parametrize("wrong", ["Halloren", "Hallran", "Hallorann", "Hallroan"])
def test_a_typing_error_in_a_long_name_is_seen_through(wrong: str) -> None:
    """A name used once and one letter away from a frequent one is that one, with less confidence."""
    clusters = read(*times(10, "Halloran"), wrong)
    assert clusters.labels[-1] == clusters.labels[0]
    assert clusters.confidence[-1] < clusters.confidence[0]


@pytest.mark.parametrize(("often", "once"), [("Halloran", "Halorran"), ("Martin", "Martina"), ("Stevens", "Steven")])
def test_another_name_is_no_typing_error(often: str, once: str) -> None:
    """Two letters make another name; so does a known given name, and a final s."""
    clusters = read(*times(10, often), once)
    assert clusters.labels[-1] != clusters.labels[0]


def test_kin_words_are_people_of_their_own() -> None:
    """Mamma and Mother are one, Papa another."""
    labels = read("Mamma", "Papa", "Mother", "Aunt Lil").labels
    assert labels[0] == labels[2]
    assert len(set(labels)) == 3


def test_a_title_alone_follows_the_last_holder() -> None:
    """Of two captains, "the Captain" is the one just named."""
    texts = (*times(4, "Captain Reed"), "the Captain", *times(4, "Captain Moss"), "the Captain")
    labels = read(*texts).labels
    assert labels[4] == labels[0]
    assert labels[-1] == labels[-2] != labels[0]


def test_sir_alone_is_nobody_in_particular() -> None:
    """A form of address has no label and no candidates."""
    clusters = read("Sir", "Mr. Hask")
    assert clusters.labels[0] == -1
    assert clusters.candidates[0] == ()


def test_a_title_word_used_as_a_name_is_one() -> None:
    """Dean, told so without "the" throughout, is the given name of Dean Marsh."""
    assert same("Dean Marsh", *times(5, "Dean"))


def test_two_names_with_and_are_both() -> None:
    """The pair is a collective with its members, and nobody's alias."""
    clusters = read("Orla", "Piers", "Orla and Piers", "Piers and Orla")
    one, two, pair, again = clusters.labels
    assert pair == again
    assert clusters.members[pair] == (one, two)
    assert clusters.genders[pair] == "plural"


def test_mr_and_mrs_are_two_of_one_family() -> None:
    """The family name goes to both."""
    clusters = read("Mr. Venn", "Mrs. Venn", "Mr. and Mrs. Venn")
    assert set(clusters.members[clusters.labels[2]]) == set(clusters.labels[:2])


def test_a_family_in_the_plural_has_its_members() -> None:
    """ "the Venns" are all known Venns, "the Miss Venns" the unmarried women."""
    clusters = read("Miss Orla Venn", "Mr. Venn", "Miss Ida Venn", "the Venns", "the Miss Venns")
    family, sisters = clusters.labels[3:]
    assert clusters.genders[family] == "plural"
    assert len(clusters.members[family]) == 3
    assert set(clusters.members[sisters]) == {clusters.labels[0], clusters.labels[2]}


def test_a_place_and_a_person_may_share_a_word() -> None:
    """Devon the town and Devon the girl are two, each with its category."""
    clusters = cluster_names(
        [use("Devon", 0), use("Devon", 100, category="GPE"), use("the Devon", 200, category="GPE")]
    )
    assert clusters.labels[0] != clusters.labels[1] == clusters.labels[2]
    assert [clusters.categories[label] for label in clusters.labels] == ["PER", "GPE", "GPE"]


def test_a_slip_of_category_is_overruled_by_the_rest() -> None:
    """One place among many uses of a person's name is the person."""
    uses = [use("Orla", place * 100) for place in range(12)] + [use("Orla", 5000, category="FAC")]
    assert len(set(cluster_names(uses).labels)) == 1


@pytest.mark.parametrize(
    ("texts", "gender"),
    [
        (("Mr. Hask", "Hask"), "masculine"),
        (("Miss Venn",), "feminine"),
        (("Margaret",), "feminine"),
        (("Captain Reed",), None),
        (("Evelyn",), None),
        (("Zorblat",), None),
    ],
)
def test_gender_from_titles_and_given_names(texts: tuple[str, ...], gender: str | None) -> None:
    """Titles and names of one gender tell it; else it is not known."""
    clusters = read(*texts)
    assert clusters.genders[clusters.labels[0]] == gender


def test_gender_from_pronouns() -> None:
    """Counts three to one tell it, and overrule the list of names; even counts tell nothing."""
    uses = [use("Zorblat", 0, feminine=4), use("James", 100, feminine=12), use("Evelyn", 200, feminine=3, masculine=3)]
    clusters = cluster_names(uses)
    assert [clusters.genders[label] for label in clusters.labels] == ["feminine", "feminine", None]


def test_the_canonical_name_is_the_fullest_usual() -> None:
    """The cluster is called by given and family name."""
    clusters = read("Orla", "Orla", "Orla Venn", "Miss Venn")
    assert clusters.names == ["Orla Venn"]


def test_tags_join_names_that_the_text_never_joins() -> None:
    """ "Ren Hoshino (Some Show)" makes one of Ren and Hoshino, and "|" gives an alias."""
    hints = ["Ren Hoshino (Some Show)/Tarn Ovel | Night Heron", "Original Female Character(s)"]
    labels = read("Ren", "Hoshino", "Tarn", "Night Heron", "Ovel", hints=hints).labels
    assert labels[0] == labels[1] != labels[2]
    assert labels[2] == labels[3] == labels[4]


def test_a_tag_makes_nobody_who_is_not_in_the_text() -> None:
    """Names that the text does not use leave no cluster."""
    assert read("Ren", hints=["Mei Hoshino", "Ren Hoshino"]).names == ["Ren"]


def test_clusters_are_numbered_in_text_order() -> None:
    """The order of the uses in the list does not matter, only where they stand."""
    clusters = cluster_names([use("Piers", 500), use("Orla", 0)])
    assert clusters.labels == [1, 0]


def test_no_uses_and_empty_names_are_no_error() -> None:
    """Nothing comes of nothing, and marks without letters are nobody."""
    assert cluster_names([]).labels == []
    assert read("“", "the", "'s").labels[:1] == [-1]


def test_a_long_book_takes_seconds_at_most() -> None:
    """Thirty thousand uses of fifteen hundred names, thirty of them shared by fifty people each."""
    given = [head + tail for head in "ABCDEFGHIJ" for tail in ("dan", "lia", "mor")]
    heads = ("Ash", "Bram", "Cor", "Dun", "Ell", "Far", "Gar", "Hol", "Ing", "Jas")
    families = [head + tail for head in heads for tail in ("by", "ley", "ton", "ham", "worth")]
    names = [f"{first} {family}" for first in given for family in families]
    texts = [names[place * 7 % len(names)] if place % 3 else given[place % 30] for place in range(30000)]
    uses = [use(text, place * 60) for place, text in enumerate(texts)]
    start = time.process_time()
    clusters = cluster_names(uses)
    assert time.process_time() - start < 5
    assert len(clusters.labels) == 30000


def test_a_slip_with_another_s_name_divides_nobody() -> None:
    """ "Bole of Tarn", cut wrongly once from a list of people, leaves Mr., Comrade and plain Tarn to Oskar Tarn."""
    texts = times(6, "Oskar Tarn", "Mr. Tarn", "Comrade Tarn", "Tarn", "Dr. Bole", "Dr. Bole", "Bole")
    labels = read(*texts, "Bole of Tarn").labels
    assert len({label for text, label in zip(texts, labels, strict=False) if "Tarn" in text}) == 1


def test_mister_is_the_brother_without_a_rank() -> None:
    """With a Captain Venn who is Piers Venn, Mr. Venn is his brother Hugo, though he is "Mr. Hugo Venn" too."""
    texts = times(4, "Mr. Hugo Venn", "Captain Venn", "Mr. Venn", "Mr. Venn", "Mr. Venn")
    labels = read(*texts, "Captain Piers Venn").labels
    assert labels[0] == labels[2] != labels[1] == labels[-1]


def test_a_lady_is_not_one_of_her_daughters() -> None:
    """Lady Venn is Sir Piers's wife, not Marta Venn, where there are Misses Venn."""
    texts = times(12, "Sir Piers Venn", "Lady Venn", "Miss Venn", "Marta", "Marta")
    labels = read("Orla Venn", "Marta Venn", *texts).labels
    assert labels[3] not in (labels[0], labels[1], labels[4])


def test_a_rank_for_anybody_is_a_man_s_before_a_girl_s() -> None:
    """Comrade Venn is Oskar rather than Miss Orla Venn."""
    labels = read(*times(3, "Oskar Venn", "Miss Orla Venn", "Miss Orla Venn", "Comrade Venn")).labels
    assert labels[3] == labels[0] != labels[1]


def test_a_full_name_heard_once_takes_nobody_s_given_name() -> None:
    """Marta of a hundred pages stays one though "Marta Dunes" is found once, where she sat by the dunes."""
    labels = read("Marta Venn", *times(40, "Miss Venn", "Marta"), "Marta Dunes", *times(9, "Marta")).labels
    assert set(labels[:81]) == set(labels[-9:]) == {0}


def test_a_given_name_with_an_s_is_no_family() -> None:
    """Frances is a woman though a France is in the book, where nobody says "the Frances"."""
    clusters = read("Colonel France", *times(5, "Frances"), "Frances Venn")
    assert clusters.genders[clusters.labels[1]] != "plural"
    assert clusters.labels[1] == clusters.labels[-1] != clusters.labels[0]


def test_a_pet_form_said_beside_the_full_name_now_and_then_is_still_one() -> None:
    """Jake Venn is called Jacob Venn in introductions."""
    uses = [use("Jake", place * GAP) for place in range(40)] + [
        use("Jacob Venn", place * GAP + 20) for place in range(3)
    ]
    assert len(set(cluster_names(uses).labels)) == 1


def test_a_title_for_both_goes_by_the_pronouns_beside_it() -> None:
    """Comrade Venn is "he", so not Miss Venn, who is Orla."""
    comrade = {"masculine": 2}
    uses = [use("Comrade Venn", place * GAP, **comrade) for place in range(6)]
    uses += [use(name, (place + 7) * GAP) for place, name in enumerate(("Hugo Venn", "Orla Venn", "Orla", "Miss Venn"))]
    labels = cluster_names(uses).labels
    assert labels[0] == labels[6] != labels[7] == labels[9]


def test_a_captain_is_mister_too_now_and_then() -> None:
    """Captain Piers Venn, Captain Venn and a rare Mr. Venn are one."""
    assert same("Captain Piers Venn", *times(8, "Captain Venn"), "Mr. Venn", "Piers Venn")


def test_a_title_before_the_first_word_tells_the_family() -> None:
    """Amari Touva is Mr. Amari, of the Amaris, and Touva to his friends."""
    assert same("Amari Touva", "Mr. Amari", "Touva")


def test_two_letters_are_a_short_form_of_the_only_name_that_begins_so() -> None:
    """Ez is Ezra, where nobody else may be."""
    assert same("Ezra Venn", "Ez")
    labels = read("Ezra Venn", "Ezmund Hask", "Ez").labels
    assert labels[2] not in labels[:2]


def test_a_pet_form_is_the_namesake_s_of_whom_the_book_tells() -> None:
    """Rick is Richard Venn of every page, not King Richard I. of two."""
    labels = read(*times(4, "Richard Venn"), *times(20, "Richard"), *times(2, "Richard I"), *times(5, "Rick")).labels
    assert labels[-1] == labels[0]


def test_a_cousin_s_given_name_makes_nobody_the_younger() -> None:
    """Mr. Venn, cousin Venn, cousin Hugo and Hugo Venn are one, though another Venn is told of."""
    texts = ("Tobias Venn", *times(8, "Hugo Venn", "Mr. Venn", "Mr. Venn"), *times(4, "cousin Hugo", "cousin Venn"))
    labels = read(*texts).labels
    assert set(labels[1:]) == {labels[1]}
    assert labels[0] != labels[1]


def test_an_initial_is_the_only_family_that_it_begins() -> None:
    """ "Mr. P." is Mr. Pell where nobody else of his rank has such a name."""
    assert same("Mr. P.", "Mr. Pell", others=times(3, "Mr. Pell"))
    assert not same("Mr. P.", "Mr. Pell", others=times(3, "Mr. Pell", "Mr. Penn"))


def test_a_title_is_no_title_where_the_name_is_of_the_other_gender() -> None:
    """Mr. Venn is not Mary Venn."""
    assert not same("Mary Venn", "Mr. Venn", others=times(4, "Mary", "Mr. Venn"))


def test_a_pet_name_is_nobodys_who_is_always_titled() -> None:
    """Kitty is not Lady Catherine."""
    assert not same("Kitty", "Lady Catherine Venn", others=times(4, "Kitty", "Lady Catherine"))
