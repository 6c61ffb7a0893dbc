"""What a page may ask for, checked: corrections as JSON, and what comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from irises.errors import PlanError
from irises.story import Story
from irises.story.corrections.change import keys_of, parts
from irises.story.corrections.making import Correct
from irises.story.rows import Correction

_Check = Callable[[Any], bool]


def _is_key(value: Any) -> bool:
    """Somebody's name or entity_id."""
    return _is_text(value) or _is_id(value)


def _is_id(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**31


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 2000


def _is_ids(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_id, value))


def _is_keys(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_key, value))


def _is_none(value: Any) -> bool:
    return value is None


def _any(*checks: _Check) -> _Check:
    return lambda value: any(check(value) for check in checks)


_ASKED: Mapping[str, Mapping[str, _Check]] = MappingProxyType(
    {
        "merge": {"one": _is_key, "other": _is_key},
        "split": {"person": _is_key, "words": _any(_is_text, _is_ids), "name": _any(_is_text, _is_none)},
        "means": {"mentions": _is_ids, "person": _is_key},
        "rename": {"person": _is_key, "name": _is_text},
        "speaker": {"quotation": _is_key, "person": _any(_is_key, _is_none)},
        "said-to": {"quotation": _is_key, "people": _any(_is_keys, _is_none)},
        "not-a-person": {"person": _is_key, "category": _any(_is_text, _is_none)},
        "same-from": {"one": _is_key, "other": _is_key, "place": _is_key},
        "dismiss": {"table": _is_text, "row_id": _is_id},
        "undo": {"correction": _any(_is_key, _is_none)},
    }
)
"""By verb the fields of a request; those that may be null may be left out."""


def change_asked(body: bytes) -> Callable[[Correct], Story]:
    """The change that a request asks for: a JSON object of `verb` and the verb's own fields.

    Raises:
        PlanError: it asks for none; the message says what is wrong with it.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PlanError("the request is no JSON") from error
    verb = asked.pop("verb", None) if isinstance(asked, dict) else None
    if not isinstance(verb, str) or verb not in _ASKED:
        raise PlanError(f"a correction has a verb: {', '.join(_ASKED)}")
    fields = _ASKED[verb]
    odd = [name for name in asked if name not in fields]
    odd += [name for name, check in fields.items() if not check(asked.get(name))]
    if odd:
        raise PlanError(f"{verb}: not understood: {', '.join(sorted(odd))}; it has {', '.join(fields)}")
    return lambda correct: _asked(correct, verb, {name: asked.get(name) for name in fields})


def _asked(correct: Correct, verb: str, given: Mapping[str, Any]) -> Story:
    changed: Story = getattr(correct, verb.replace("-", "_"))(*_in_order(verb, given), **_by_name(verb, given))
    return changed


_NAMED = {"split": ("name",), "not-a-person": ("category",)}


def _in_order(verb: str, given: Mapping[str, Any]) -> list[Any]:
    return [value for name, value in given.items() if name not in _NAMED.get(verb, ())]


def _by_name(verb: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in _NAMED.get(verb, ())}


class Changed(PlanError):
    """What is asked for was chosen on a page that doesn't show the story as it is now."""


def state_of(story: Story) -> str:
    """What names a story as it is read and corrected: another after either has changed."""
    parts = [story.record.text_sha256, story.manifest.read_at, *keys_of(story.table("corrections"))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def if_unchanged(state: str, change: Callable[[Correct], Story]) -> Callable[[Correct], Story]:
    """The change, for a story that is as it was when somebody chose it: later ids may mean other rows.

    The change raises:
        Changed: it isn't.
    """

    def checked(correct: Correct) -> Story:
        if state_of(correct.story) != state:
            raise Changed("the story has been corrected or read again since this page was loaded: load the page anew")
        return change(correct)

    return checked


def corrections_record(story: Story) -> dict[str, Any]:
    """What is told of a story's corrections: `corrections`, each with its words and its state."""
    keys = keys_of(story.table("corrections"))
    return {"corrections": [_record(row, key) for row, key in zip(story.corrections, keys, strict=True)]}


def _record(row: Correction, key: str) -> dict[str, Any]:
    place = {"start": row.start, "end": row.end, "words": row.text}
    made = {"verb": row.verb, "arguments": parts(row.arguments), "made_at": row.made_at, "state": row.state}
    return {"correction_id": row.correction_id, "key": key, **made, **place}
