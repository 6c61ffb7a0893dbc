"""Cast files: what people write, and what is said of a file that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.document.given_cast import GivenPerson, cast_from, cast_json, cast_of, read_cast
from irises.errors import PlanError

HALL = GivenPerson(name="Edwin Hall", aliases=("Mr. Hall", "the lodger"), pronouns=("he",))
KIT = GivenPerson(name="Kit", pronouns=("they",))

CSV = "name,aliases,pronouns\nEdwin Hall,Mr. Hall; the lodger,he/him\nKit,,they/them\n"
TOML = """
[[person]]
name = "Edwin Hall"
aliases = ["Mr. Hall", "the lodger"]
pronouns = "he/him"

[[person]]
name = "Kit"
pronouns = ["they", "them"]
"""
JSON = """
[{"name": "Edwin Hall", "aliases": ["Mr. Hall", "the lodger"], "pronouns": ["him"]},
 {"name": "Kit", "pronouns": "they"}]
"""


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (CSV, "cast.csv"),
        (CSV, ""),
        ("\ufeff" + CSV.replace("\n", "\r\n"), "cast.csv"),
        ("Pronouns;Name;Aliases\nhe;Edwin Hall;Mr. Hall|the  lodger\nthey;Kit;\n\n", "cast.csv"),
        ("name\taliases\tpronouns\nEdwin Hall\tMr. Hall; the lodger\the\nKit\t\tthem\n", "cast.tsv"),
        (TOML, "cast.toml"),
        (TOML, ""),
        (JSON, "cast.json"),
        (f'{{"person": {JSON}}}', ""),
    ],
)
def test_forms(content: str, name: str) -> None:
    """The same people can be written in each form, as spreadsheets and people write it."""
    assert cast_from(content.encode(), name=name) == (HALL, KIT)


def test_own_form_is_read_back() -> None:
    """What is kept in a story's folder says the same."""
    assert cast_from(cast_json((HALL, KIT)).encode(), name="cast.json") == (HALL, KIT)


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("", "cast.csv", "no column 'name'"),
        ("Edwin Hall,Mr. Hall\n", "cast.csv", "begin it with the line name,aliases,pronouns"),
        ("name,nick\nKit,K\n", "cast.csv", "'nick' among its columns"),
        ("name,name\nKit,K\n", "cast.csv", "twice"),
        ("name,aliases\nKit,K,Kitty\n", "cast.csv", "too many cells; part aliases by ;"),
        ('name\n"Kit\n', "cast.csv", "check its quotation marks"),
        ("name,aliases\n,K\n", "cast.csv", "person 1: the name is missing"),
        ("name,pronouns\nKit,they\nTom,zork\n", "cast.csv", "person 2: 'zork' is no pronoun"),
        ("name,pronouns\nKit,I\n", "cast.csv", "'i' is no pronoun"),
        ("name,aliases\nKit,she\n", "cast.csv", "an alias 'she' is a pronoun"),
        ("name\nKit\nkit\n", "cast.csv", "person 2: kit is person 1 already"),
        ("name\nK\u200bit\n", "cast.csv", "a character in it that cannot be seen"),
        ("name\n" + "K" * 300, "cast.csv", "longer than 200"),
        ("[[person]\n", "cast.toml", "is no TOML"),
        ('[[people]]\nname = "Kit"\n', "cast.toml", "people stand under 'person'"),
        ("{", "cast.json", "is no JSON"),
        ("[" * 100_000, "cast.json", "is no JSON"),
        ('{"person": "Kit"}', "cast.json", "holds no list of people"),
        ('["Kit"]', "cast.json", "person 1: it is none"),
        ('[{"name": 3}]', "cast.json", "person 1: the name is missing"),
        ('[{"name": "Kit", "age": 3}]', "cast.json", "'age' means nothing"),
        ('[{"name": "Kit", "aliases": {"a": 1}}]', "cast.json", "aliases are no list"),
        ('[{"name": "Kit", "pronouns": 3}]', "cast.json", "pronouns are no list"),
    ],
)
def test_what_is_no_cast(content: str, name: str, message: str) -> None:
    """The message says which person it is about, and what to do."""
    with pytest.raises(PlanError, match=message.replace("[", r"\[")):
        cast_from(content.encode(), name=name)


def test_limits() -> None:
    """Neither a large file nor a long list is a cast."""
    with pytest.raises(PlanError, match="larger than 1 MiB"):
        cast_from(b"name\n" + b"x" * 2**20)
    with pytest.raises(PlanError, match="more than 1,000 people"):
        cast_of({"name": f"Person {number}"} for number in range(2000))
    with pytest.raises(PlanError, match="UTF-8"):
        cast_from("name\nZoë\n".encode("latin-1"))


def test_file_that_is_not_there(tmp_path: Path) -> None:
    """The path is told, and that of a folder too."""
    with pytest.raises(PlanError, match=r"cast\.csv: the cast cannot be read"):
        read_cast(tmp_path / "cast.csv")
    with pytest.raises(PlanError, match="the cast cannot be read"):
        read_cast(tmp_path)


@given(st.text(), st.sampled_from(["cast.csv", "cast.toml", "cast.json", ""]))
def test_any_text(content: str, name: str) -> None:
    """Any text is a cast, or refused; a cast can be kept."""
    try:
        cast = cast_from(content.encode("utf-8", "surrogatepass"), name=name)
    except PlanError:
        return
    assert cast_from(cast_json(cast).encode(), name="cast.json") == cast
