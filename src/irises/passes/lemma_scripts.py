"""Lemmas as edit scripts: how many letters to cut at the end, and what to put there."""

from __future__ import annotations

from functools import cache


def script_of(word: str, lemma: str) -> str:
    """The script that turns the word into its lemma: `cut|ending`, `=|cut|ending` where letter case is kept, or
    `!lemma` where nothing is shared."""
    for prefix, form in (("", word.lower()), ("=|", word)):
        shared = _shared_prefix(form, lemma)
        if shared == len(lemma) or shared >= min(2, len(form)):
            return f"{prefix}{len(form) - shared}|{lemma[shared:]}"
    return f"!{lemma}"


@cache
def apply_script(word: str, script: str) -> str:
    """The lemma that the script makes of the word; never empty."""
    if script.startswith("!"):
        return script[1:]
    form = word if script.startswith("=|") else word.lower()
    cut, _, ending = script.removeprefix("=|").partition("|")
    kept = form[: len(form) - int(cut)] if int(cut) < len(form) or ending else form
    return kept + ending


def _shared_prefix(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
