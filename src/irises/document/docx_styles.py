"""What the styles of a DOCX say: heading levels, section kinds and looks, inherited as Word does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from irises.document.trees import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING = re.compile(r"heading (\d)")
_KINDS = {
    "title": "title",
    "author": "byline",
    "byline": "byline",
    "dedication": "dedication",
    "epigraph": "epigraph",
    "poem": "poem",
    "poetry": "poem",
    "verse": "poem",
    "letter": "letter",
}
_OFF = frozenset({"0", "false", "off", "none"})
_TOGGLES = {"i": "italic", "b": "bold", "strike": "strike", "dstrike": "strike", "u": "underline", "vanish": "hidden"}


@dataclass(frozen=True, kw_only=True)
class Style:
    """A style with what it inherits; `looks` says for each look whether the style turns it on or off."""

    name: str = ""
    level: int | None = None
    centred: bool | None = None
    looks: Mapping[str, bool]

    @property
    def kind(self) -> str | None:
        """The section kind that the style's name stands for."""
        return _KINDS.get(self.name)


PLAIN = Style(looks={})


def read_styles(root: Element | None) -> dict[str, Style]:
    """The styles of `word/styles.xml` by id."""
    if root is None:
        return {}
    raw = {element.get(f"{W}styleId") or "": element for element in root.iter(f"{W}style")}
    found: dict[str, Style] = {}
    for name in raw:
        _resolve(name, raw, found, frozenset())
    return found


def run_looks(properties: Element | None) -> dict[str, bool]:
    """The looks that run properties turn on (true) or off."""
    looks: dict[str, bool] = {}
    if properties is None:
        return looks
    for tag, look in _TOGGLES.items():
        element = properties.find(f"{W}{tag}")
        if element is not None:
            looks[look] = (element.get(f"{W}val") or "true").lower() not in _OFF
    return looks


def is_centred(properties: Element | None) -> bool | None:
    """Whether paragraph properties centre; None if they do not say."""
    value = value_of(properties, "jc")
    return None if value is None else value == "center"


def value_of(properties: Element | None, tag: str) -> str | None:
    """The `w:val` of a property; None if it is not there."""
    element = properties.find(f"{W}{tag}") if properties is not None else None
    return None if element is None else element.get(f"{W}val")


def outline_level(properties: Element | None) -> int | None:
    """A heading's depth, 1 outermost, if paragraph properties state one."""
    value = value_of(properties, "outlineLvl")
    return int(value) + 1 if value is not None and value.isdigit() and int(value) < 9 else None


def _resolve(name: str, raw: Mapping[str, Element], found: dict[str, Style], around: frozenset[str]) -> Style:
    if name in found:
        return found[name]
    if name not in raw or name in around:
        return PLAIN
    element = raw[name]
    base = _resolve(value_of(element, "basedOn") or "", raw, found, around | {name})
    properties = element.find(f"{W}pPr")
    label = (value_of(element, "name") or name).lower()
    heading = _HEADING.fullmatch(label)
    centred = is_centred(properties)
    found[name] = Style(
        name=label,
        level=int(heading[1]) if heading else outline_level(properties) or base.level,
        centred=base.centred if centred is None else centred,
        looks={**base.looks, **run_looks(element.find(f"{W}rPr"))},
    )
    return found[name]
