"""What a given name says about its bearer's gender."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal


def gender_of_given(name: str) -> Literal["masculine", "feminine"] | None:
    """The gender nearly everybody with this given name (lower case) has; None for names borne by both, or not known."""
    feminine, masculine = _lists()
    if name in feminine:
        return "feminine"
    return "masculine" if name in masculine else None


def is_given(name: str) -> bool:
    """Whether the word (lower case) is on the list of given names of one gender."""
    return gender_of_given(name) is not None


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    lines = files("irises.passes").joinpath("given_names.txt").read_text(encoding="utf-8").splitlines()
    cut = lines.index("[masculine]")
    feminine = [line for line in lines[:cut] if line[0] not in "#["]
    return frozenset(" ".join(feminine).split()), frozenset(" ".join(lines[cut + 1 :]).split())
