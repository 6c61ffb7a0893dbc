"""As much of CSS as says how words look: italic, bold, underlined, struck, centred or not shown at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

Looks = frozenset[str]

NOTHING: Looks = frozenset()
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.IGNORECASE)
_VALUES = {
    ("font-style", "italic"): "italic",
    ("font-style", "oblique"): "italic",
    ("font-style", "normal"): "upright",
    ("font-weight", "bold"): "bold",
    ("font-weight", "bolder"): "bold",
    ("font-weight", "600"): "bold",
    ("font-weight", "700"): "bold",
    ("font-weight", "800"): "bold",
    ("font-weight", "900"): "bold",
    ("font-weight", "normal"): "light",
    ("font-weight", "400"): "light",
    ("text-decoration", "underline"): "underline",
    ("text-decoration-line", "underline"): "underline",
    ("text-decoration", "line-through"): "strike",
    ("text-decoration-line", "line-through"): "strike",
    ("text-align", "center"): "centred",
    ("display", "none"): "hidden",
}


@lru_cache(maxsize=2048)
def looks_of_style(style: str) -> Looks:
    """The looks that a declaration block (a `style` attribute) gives."""
    looks = set()
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        for word in value.replace("!important", "").split():
            look = _VALUES.get((name.strip(), word))
            if look:
                looks.add(look)
    return frozenset(looks)


def class_looks(sheets: Iterable[str]) -> dict[str, Looks]:
    """The looks of each class (`name` or `tag.name`) that style sheets give by a plain selector; later rules win."""
    found: dict[str, Looks] = {}
    for sheet in sheets:
        for selectors, style in _RULE.findall(_COMMENT.sub("", sheet)):
            looks = looks_of_style(style)
            if not looks:
                continue
            for selector in selectors.split(","):
                match = _SELECTOR.fullmatch(selector.strip())
                if match:
                    name = f"{match[1].lower()}.{match[2]}" if match[1] else match[2]
                    found[name] = found.get(name, NOTHING) | looks
    return found


def looks_of(tag: str, classes: Iterable[str], style: str, sheet: Mapping[str, Looks]) -> Looks:
    """The looks of one element: its classes' and its own style's."""
    looks = looks_of_style(style) if style else NOTHING
    if sheet:
        for name in classes:
            looks |= sheet.get(name, NOTHING) | sheet.get(f"{tag}.{name}", NOTHING)
    return looks
