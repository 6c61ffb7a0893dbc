"""People whom somebody names before a story is read: a file of names, other names and pronouns.

CSV has a first line `name,aliases,pronouns` (the last two may be missing) and a person a line; several aliases in a
cell are parted by `;` or `|`, pronouns also by `/`. TOML has `[[person]]` with `name`, `aliases` and `pronouns`; JSON
has a list of such objects, or an object with them under `person`.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from irises.document.pronouns import PRONOUN_SETS, SPOKEN
from irises.errors import IrisesError, PlanError

LARGEST = 2**20
"""Bytes of a cast file."""
MOST = 1000
"""People in one."""
_LONGEST = 200
_MOST_ALIASES = 100
_KEYS = ("name", "aliases", "pronouns")
_CELL = re.compile(r"[;|]")
_PRONOUNS = re.compile(r"[;|/,\s]+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, kw_only=True)
class GivenPerson:
    """Somebody in the story, as a person says: `pronouns` are subject forms, none where nothing is said of them."""

    name: str
    aliases: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


GivenCast = tuple[GivenPerson, ...]


def read_cast(path: str | os.PathLike[str]) -> GivenCast:
    """The people in a cast file; what it is shows in its name (`.toml`, `.json`) or in its content.

    Raises:
        PlanError: it is missing, is no such file, or says something of a person that cannot be; the message says where.
    """
    file = Path(path)
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PlanError(f"the cast cannot be read ({reason}); check the name and the folder", path=file) from error
    try:
        return cast_from(content, name=file.name)
    except IrisesError as error:
        raise PlanError(error.message, path=file) from error


def cast_from(content: bytes, *, name: str = "") -> GivenCast:
    """The people in a cast file's bytes; `name` is the file's, whose ending says what it is.

    Raises:
        PlanError: as `read_cast`.
    """
    if len(content) > LARGEST:
        raise PlanError("is larger than 1 MiB, which no cast is; give the cast's file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanError("is not UTF-8 text; save it as UTF-8 (in a spreadsheet: CSV UTF-8)") from error
    return cast_of(_records(text, name))


def cast_of(records: Iterable[Mapping[str, Any]]) -> GivenCast:
    """The people of records with `name`, `aliases` (a list) and `pronouns` (a list, or as in "they/them").

    Raises:
        PlanError: a record is none; the message says which, and what to do.
    """
    people: list[GivenPerson] = []
    seen: dict[str, int] = {}
    for number, record in enumerate(records, start=1):
        if number > MOST:
            raise PlanError(f"names more than {MOST:,} people; leave out those of whom nothing is to be said")
        try:
            person = _person(record)
        except ValueError as error:
            raise PlanError(f"person {number}: {error}") from error
        before = seen.setdefault(person.name.casefold(), number)
        if before != number:
            raise PlanError(f"person {number}: {person.name} is person {before} already; give each person once")
        people.append(person)
    return tuple(people)


def cast_json(cast: GivenCast) -> str:
    """The people as a JSON cast file."""
    return json.dumps({"person": [asdict(person) for person in cast]}, ensure_ascii=False, indent=2) + "\n"


def _records(text: str, name: str) -> Sequence[Mapping[str, Any]]:
    ending = Path(name).suffix.lower()
    if ending == ".json" or (ending != ".csv" and text.lstrip()[:1] in ("{", "[") and not _is_toml(text, ending)):
        return _listed(_loaded(json.loads, text, "JSON"))
    if _is_toml(text, ending):
        return _listed(_loaded(tomllib.loads, text, "TOML"))
    return list(_rows(text))


def _is_toml(text: str, ending: str) -> bool:
    return ending == ".toml" or (ending != ".csv" and text.lstrip().startswith("[[person]]"))


def _loaded(load: Any, text: str, kind: str) -> Any:
    try:
        return load(text)
    except (ValueError, RecursionError) as error:
        raise PlanError(f"is no {kind} ({error}); mend it, or write the cast as CSV: name,aliases,pronouns") from error


def _listed(value: Any) -> Sequence[Mapping[str, Any]]:
    if isinstance(value, dict):
        unknown = [key for key in value if key != "person"]
        if unknown:
            raise PlanError(f"has {unknown[0]!r}, which means nothing in a cast; people stand under 'person'")
        value = value.get("person", [])
    if not isinstance(value, list):
        raise PlanError("holds no list of people; write [[person]] in TOML, or a list of objects in JSON")
    return value


def _rows(text: str) -> Iterator[Mapping[str, Any]]:
    head = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(row)]
    except csv.Error as error:
        raise PlanError(f"is no CSV ({error}); check its quotation marks") from error
    columns = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "name" not in columns:
        raise PlanError("has no column 'name'; begin it with the line name,aliases,pronouns")
    _check_keys(columns, "columns")
    for row in rows[1:]:
        if any(cell.strip() for cell in row[len(columns) :]):
            raise PlanError(f"the line {delimiter.join(row)[:60]!r} has too many cells; part aliases by ; or by |")
        cells = dict(zip(columns, row, strict=False))
        aliases = [alias for alias in _CELL.split(cells.get("aliases", "")) if alias.strip()]
        yield {"name": cells["name"], "aliases": aliases, "pronouns": cells.get("pronouns", "")}


def _check_keys(keys: Sequence[Any], what: str) -> None:
    unknown = [key for key in keys if key not in _KEYS]
    if unknown:
        raise PlanError(f"has {unknown[0]!r} among its {what}; there are {', '.join(_KEYS)}")
    if len(set(keys)) < len(keys):
        raise PlanError(f"has one of its {what} twice; there are {', '.join(_KEYS)}")


def _person(record: Any) -> GivenPerson:
    if not isinstance(record, Mapping):
        raise ValueError("it is none; give name, aliases and pronouns")
    unknown = [key for key in record if key not in _KEYS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} means nothing; there are {', '.join(_KEYS)}")
    name = _words(record.get("name"), "the name")
    aliases = record.get("aliases", ())
    if isinstance(aliases, str):
        aliases = _CELL.split(aliases)
    if not isinstance(aliases, (list, tuple)) or len(aliases) > _MOST_ALIASES:
        raise ValueError(f"its aliases are no list of at most {_MOST_ALIASES} names")
    spelled = {alias.casefold(): alias for alias in (_words(alias, "an alias") for alias in aliases)}
    spelled.pop(name.casefold(), None)
    return GivenPerson(name=name, aliases=tuple(spelled.values()), pronouns=_subjects(record.get("pronouns", ())))


def _words(value: Any, what: str) -> str:
    words = " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else ""
    if not any(letter.isalnum() for letter in words):
        raise ValueError(f"{what} is missing or has no letter in it")
    if len(words) > _LONGEST:
        raise ValueError(f"{what} is longer than {_LONGEST} characters")
    if any(unicodedata.category(letter) in _HIDDEN for letter in words):
        raise ValueError(f"{what} has a character in it that cannot be seen; write it again")
    if words.lower() in PRONOUN_SETS:
        raise ValueError(f"{what} {words!r} is a pronoun; say it under pronouns")
    return words


def _subjects(value: Any) -> tuple[str, ...]:
    """Subject forms of pronouns as written, each set once."""
    given = _PRONOUNS.split(value) if isinstance(value, str) else value
    if not isinstance(given, (list, tuple)) or not all(isinstance(one, str) for one in given):
        raise ValueError("its pronouns are no list of words")
    words = [word for one in given for word in _PRONOUNS.split(one.lower()) if word]
    known = dict.fromkeys(head for head in PRONOUN_SETS.values() if head not in SPOKEN)
    for word in words:
        if PRONOUN_SETS.get(word) not in known:
            raise ValueError(f"{word!r} is no pronoun that Irises knows somebody by; there are {', '.join(known)}")
    return tuple(dict.fromkeys(PRONOUN_SETS[word] for word in words))


__all__ = ["LARGEST", "MOST", "GivenCast", "GivenPerson", "cast_from", "cast_json", "cast_of", "read_cast"]
