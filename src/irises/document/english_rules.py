"""spaCy's rules for splitting English, without the rest of spaCy.

Importing spaCy brings a framework for training and a client for the web along, and takes longer than splitting a novel.
Its rules are plain Python files that need next to nothing: they are loaded here as a package of their own, which is
gone again afterwards.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

_PACKAGE = "irises_spacy_rules"
_ORTH = "ORTH"
_LOADING = Lock()


@dataclass(frozen=True, kw_only=True)
class EnglishRules:
    """Regular expressions that part something from a word's beginning, end or middle, and what is split otherwise."""

    prefixes: Sequence[str]
    suffixes: Sequence[str]
    infixes: Sequence[str]
    address: str
    """What an address on the web or of mail looks like."""
    exceptions: Mapping[str, tuple[str, ...]]
    """By strings without typographic apostrophes, the words that each is split into."""


def english_rules() -> EnglishRules:
    """The rules of the spaCy that is installed."""
    with _LOADING:
        sys.modules.update(_surroundings())
        try:
            return _loaded()
        finally:
            for name in [name for name in sys.modules if name.partition(".")[0] == _PACKAGE]:
                del sys.modules[name]


def _loaded() -> EnglishRules:
    exceptions = import_module(f"{_PACKAGE}.lang.en.tokenizer_exceptions").TOKENIZER_EXCEPTIONS
    marks = import_module(f"{_PACKAGE}.lang.punctuation")
    return EnglishRules(
        prefixes=marks.TOKENIZER_PREFIXES,
        suffixes=marks.TOKENIZER_SUFFIXES,
        infixes=import_module(f"{_PACKAGE}.lang.en.punctuation").TOKENIZER_INFIXES,
        address=import_module(f"{_PACKAGE}.lang.tokenizer_exceptions").URL_PATTERN,
        exceptions={whole: tuple(part[_ORTH] for part in parts) for whole, parts in exceptions.items()},
    )


def _surroundings() -> dict[str, ModuleType]:
    """What the files of rules import: their packages without what these do, and the few names that they use."""
    found = find_spec("spacy")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("spaCy is missing from the installation; install Irises again", name="spacy")
    folder = Path(found.origin).parent
    return {
        _PACKAGE: _module(_PACKAGE, __path__=[str(folder)]),
        f"{_PACKAGE}.lang.en": _module(f"{_PACKAGE}.lang.en", __path__=[str(folder / "lang" / "en")]),
        f"{_PACKAGE}.symbols": _module(f"{_PACKAGE}.symbols", ORTH=_ORTH, NORM="NORM"),
        f"{_PACKAGE}.util": _module(f"{_PACKAGE}.util", update_exc=_joined),
    }


def _module(name: str, **content: Any) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(content)
    return module


def _joined(*exceptions: Mapping[str, Any]) -> dict[str, Any]:
    """spaCy's `update_exc`, but that it also adds every exception with a typographic apostrophe."""
    joined: dict[str, Any] = {}
    for some in exceptions:
        joined.update(some)
    return joined
