"""The colours of people: told apart by colour-blind readers, and dark or bright enough on the paper of either theme."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from irises.web.people import STRONG_COLOURS

Colour = npt.NDArray[np.float64]

# Machado, Oliveira and Fernandes 2009, for linear light and no cones of the kind at all.
SIGHT = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
LEAST_APART = 10.0
"""CIE 1976 difference; about 2 can just be seen side by side."""
LEAST_CONTRAST = 4.5
"""WCAG AA for text: people's letters are written in their colour."""


def themes() -> list[dict[str, Colour]]:
    """The colours of the light and of the dark theme by name, as linear light."""
    style = (files("irises.web") / "static" / "page.css").read_text(encoding="utf-8")
    roots = re.findall(r":root \{(.*?)\n\s*\}", style, re.DOTALL)[:2]
    return [{name: linear(value) for name, value in re.findall(r"--(\w+): (#[0-9a-f]{3,6});", root)} for root in roots]


def linear(colour: str) -> Colour:
    """A colour in hexadecimal as linear light."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    part = np.array([int(digits[n : n + 2], 16) for n in (0, 2, 4)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(light: Colour) -> Colour:
    """CIELAB of linear light."""
    ratio = XYZ @ light / WHITE
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: Colour, other: Colour) -> float:
    """As WCAG counts it."""
    darker, brighter = sorted(float(XYZ[1] @ light) for light in (one, other))
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_people_are_told_apart(theme: int, sight: str) -> None:
    """No two strong colours, and none and the quiet one, look alike, whichever cones somebody has."""
    colours = themes()[theme]
    seen = {n: lab(np.clip(SIGHT[sight] @ colours[f"c{n}"], 0, 1)) for n in range(STRONG_COLOURS + 1)}
    apart = {(a, b): round(float(np.linalg.norm(seen[a] - seen[b])), 1) for a, b in combinations(seen, 2)}
    assert {pair: far for pair, far in apart.items() if far < LEAST_APART} == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_letters_can_be_read(theme: int) -> None:
    """Letters in every colour stand out from paper and cards."""
    colours = themes()[theme]
    names = ["ink", "soft", "faded", *(f"c{n}" for n in range(STRONG_COLOURS + 1))]
    found = {(name, paper): contrast(colours[name], colours[paper]) for name in names for paper in ("paper", "raised")}
    assert {pair: ratio for pair, ratio in found.items() if ratio < LEAST_CONTRAST} == {}
