"""What a cast given beforehand makes of names, and of entities in the tables."""

from __future__ import annotations

from irises.document.given_cast import GivenPerson
from irises.passes.called_they import Told, called_they
from irises.passes.given_people import GivenNames, gender_of
from irises.passes.mention_traits import KIND
from irises.passes.names import NameClusters, NameUse, cluster_names

HALL = GivenPerson(name="Edwin Hall", aliases=("the lodger",))
WREN = GivenPerson(name="Birdie", aliases=("Captain Wren", "the Captain"), pronouns=("she",))


def clustered(*texts: str, people: tuple[GivenPerson, ...] = (HALL, WREN)) -> NameClusters:
    """The clusters of names that stand far apart."""
    uses = [
        NameUse(text=text, start=1000 * place, category="PER", in_quotation=False) for place, text in enumerate(texts)
    ]
    return cluster_names(uses, given=GivenNames(people))


def test_aliases_are_joined() -> None:
    """Names of one person are one, in the possessive and before a clause too, and whatever is written small."""
    one = clustered("Edwin Hall", "the lodger", "the lodger’s", "the lodger, who was late", "Birdie", "Captain Wren")
    assert one.labels == [0, 0, 0, 0, 1, 1]
    assert min(one.confidence) >= 0.9


def test_given_people_stay_two() -> None:
    """Even where one might be short for the other; and what isn't given is settled as always."""
    people = (GivenPerson(name="Kit Vane", aliases=("Kit",)), GivenPerson(name="Catherine Vane"))
    found = clustered("Catherine Vane", "Kit", "Kit Vane", "Kit", "Tarn", people=people)
    assert found.labels == [0, 1, 1, 1, 2]
    assert found.are_distinct(0, 1)
    assert not found.are_distinct(0, 2)


def test_title_joins_the_given_person() -> None:
    """A form of the name that wasn't given goes to whom it fits."""
    assert len(set(clustered("Mr. Hall", "the lodger", "Mr. Edwin Hall").labels)) == 1


def test_misspelling_of_another() -> None:
    """A name that was given is no slip of a more frequent one."""
    people = (GivenPerson(name="Jonh"),)
    found = clustered(*["John"] * 12, "Jonh", people=people)
    assert found.labels[-1] != found.labels[0]


def test_name_of_two() -> None:
    """A name that two are given is left to the place, among these two."""
    people = (
        GivenPerson(name="Anne Tarn", aliases=("Miss Tarn",)),
        GivenPerson(name="Mary Tarn", aliases=("Miss Tarn",)),
    )
    found = clustered(*["Anne Tarn", "Mary Tarn"] * 8, *[""] * 12, "Miss Tarn", people=people)
    assert set(found.candidates[-1]) == {0, 1}


def test_given_pronouns_tell_gender() -> None:
    """Said pronouns count for more than a title or a list of names."""
    found = clustered("Captain Wren", people=(WREN,))
    assert found.genders == ["feminine"]
    told = {("he", "she"): None, (): None, ("they",): "neither", ("xe", "they"): "neither", ("it",): "neuter"}
    assert {pronouns: gender_of(GivenPerson(name="Kit", pronouns=pronouns)) for pronouns in told} == told


def test_new_pronouns_of_one() -> None:
    """Pronouns that two have tell nobody."""
    two = GivenNames([GivenPerson(name="Kit", pronouns=("xe", "fae")), GivenPerson(name="Tom", pronouns=("xe",))])
    assert two.of_new_pronouns() == {"fae": 0}


def test_they_of_whom_it_is_said() -> None:
    """One use after the name is enough, over a thing between; without it being said it isn't."""
    kit, yard, they = range(3)
    told = Told(
        kind=[KIND["PROPER"], KIND["DEFINITE"], KIND["THEY"], KIND["THEY"]],
        quotation=[-1] * 4,
        paragraph=[0] * 4,
        label=[kit, yard, they, they],
        is_person=[True, False, True, True],
    )
    assert called_they(told, {kit}, said={kit}) == {they: kit}
    assert called_they(told, {kit}) == {}
