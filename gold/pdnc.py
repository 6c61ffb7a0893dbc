"""PDNC, the Project Dialogism Novel Corpus (Priya22/project-dialogism-novel-corpus; Vishnubhotla et al., LREC 2022).

Every quotation of whole novels: its parts, speaker, addressees, how the speaker is known, and whom the mentions inside
it refer to; the characters with aliases, gender and weight; the grammatical person of the narration. Offsets count
code points of `novel_text.txt` (the files are ASCII), which a few spans miss by white space. A `speaker` may be an
alias, alias lists are incomplete, and the narrator's alias is `_narr`, or `Narr`.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold.model import Annotated, gold_row
from irises.annotation import Span, table_from_rows

DEV = ("DaisyMiller", "Emma", "TheGambler", "TheSportOfTheGods", "TheSunAlsoRises")
"""The novels nothing that ships is trained on."""

NARRATOR = "_narr"
_NARRATORS = frozenset({NARRATOR, "Narr"})
_NOBODY = frozenset({"_group", "_unknowable"})
_PERSONS = {"1.0": "first", "2.0": "second", "3.0": "third"}


@dataclass(frozen=True, kw_only=True)
class Character:
    """Somebody of the corpus's list; `character_id` is the entity_id in the novel's tables.

    `aliases` include the main name and exclude the corpus's own signs; `weight` is major, intermediate or minor, empty
    for a name that only a mention or an addressee uses; `gender` is F, M, U (unknown) or X (not annotated).
    """

    character_id: int
    name: str
    aliases: frozenset[str]
    gender: str
    weight: str
    is_narrator: bool = False


@dataclass(frozen=True, kw_only=True)
class QuotedMention:
    """Words inside a quotation that refer to characters; several ids where they mean several people."""

    span: Span
    characters: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A quotation, its `parts` without quotation marks and in order.

    `speaker` and `addressees` are character ids; addressees that the corpus calls a group or unknowable are left out.
    `kind` is explicit, anaphoric or implicit, None where the corpus does not say.
    """

    quotation_id: str
    parts: tuple[Span, ...]
    speaker: int | None
    addressees: frozenset[int]
    kind: str | None
    cue: str | None
    mentions: tuple[QuotedMention, ...]


@dataclass(frozen=True, kw_only=True)
class Novel(Annotated):
    """A whole novel with its gold, as objects and as tables (quotations, mentions inside them, entities, aliases).

    In the tables the parts of a quotation are rows joined by `continues`, and a mention of several people points to a
    collective entity whose `members` they are; collectives come after the characters.
    """

    characters: tuple[Character, ...]
    quotations: tuple[Quotation, ...]
    person: str


def novel_names(folder: Path) -> list[str]:
    """Folder names of the novels there, sorted."""
    return sorted(path.parent.name for path in folder.glob("*/quotation_info.csv"))


def novel_files(folder: Path, name: str) -> list[Path]:
    """The files that `read_novel` reads, besides the index."""
    return [folder / name / file for file in ("novel_text.txt", "quotation_info.csv", "character_info.csv")]


def index_file(folder: Path) -> Path:
    """The index of the corpus."""
    return folder / "PDNC-Novel-Index.csv"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the index says of a novel: person of the narration, year of first publication, genre."""

    person: str
    year: int
    genre: str


def novel_facts(folder: Path) -> dict[str, Facts]:
    """The index by folder name, for the novels that are there."""
    here = set(novel_names(folder))
    return {
        row["Folder Name"]: Facts(
            person=_PERSONS[row["Narrative Person"]],
            year=int(float(row["Year of First Publication"])),
            genre=row["Genre"],
        )
        for row in _rows(index_file(folder))
        if row["Folder Name"] in here
    }


def persons(folder: Path) -> dict[str, str]:
    """The grammatical person of each novel's narration, by folder name, for the novels that are there."""
    return {name: facts.person for name, facts in novel_facts(folder).items()}


def read_novel(folder: Path, name: str) -> Novel:
    """The named novel; quotations in the order of the text."""
    text_file, quotation_file, character_file = novel_files(folder, name)
    text = text_file.read_bytes().decode("utf-8")
    cast = _Cast(_rows(character_file))
    quotations = sorted((_quotation(row, cast) for row in _rows(quotation_file)), key=lambda quotation: quotation.parts)
    person = persons(folder)[name]
    characters = cast.characters()
    return Novel(
        name=name,
        text=text,
        characters=characters,
        quotations=tuple(quotations),
        person=person,
        tables=_tables(characters, quotations),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


class _Cast:
    """The characters by name; a name on no list becomes a character of its own."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self._characters: list[Character] = []
        self._by_name: dict[str, int] = {}
        listed = [row for row in rows if row["Main Name"].strip() not in _NOBODY]
        for row in listed:
            self._add(row["Main Name"].strip(), _literal(row["Aliases"]), row["Gender"], row["Category"])
        # A main name outweighs somebody else's alias of the same words.
        for character in self._characters:
            for alias in sorted(character.aliases):
                self._by_name.setdefault(alias, character.character_id)

    def _add(self, name: str, aliases: Iterable[str], gender: str = "X", weight: str = "") -> int:
        known = {alias.strip() for alias in aliases} | {name}
        number = len(self._characters)
        self._by_name[name] = number
        self._characters.append(
            Character(
                character_id=number,
                name=name,
                aliases=frozenset(known - _NOBODY - _NARRATORS),
                gender=gender,
                weight=weight,
                is_narrator=not _NARRATORS.isdisjoint(known),
            )
        )
        return number

    def of(self, name: str) -> int | None:
        """The character's id; None for a group or somebody unknowable."""
        name = name.strip()
        if not name or name in _NOBODY:
            return None
        if name in _NARRATORS:
            return next((c.character_id for c in self._characters if c.is_narrator), None)
        return self._by_name[name] if name in self._by_name else self._add(name, ())

    def several(self, names: Iterable[str]) -> frozenset[int]:
        return frozenset(number for number in map(self.of, names) if number is not None)

    def characters(self) -> tuple[Character, ...]:
        return tuple(self._characters)


def _literal(cell: str) -> Any:
    return ast.literal_eval(cell) if cell not in ("", "nan") else []


def _quotation(row: dict[str, str], cast: _Cast) -> Quotation:
    told = zip(_literal(row["mentionSpansList"]), _literal(row["mentionEntitiesList"]), strict=False)
    mentions = [
        QuotedMention(span=Span(*span), characters=cast.several(names))
        for part_spans, part_names in told
        # In a few quotations the two lists differ in length: nobody can say there whose name is missing.
        if len(part_spans) == len(part_names)
        for span, names in zip(part_spans, part_names, strict=True)
    ]
    kind = row["quoteType"].lower()
    return Quotation(
        quotation_id=row["quoteID"],
        parts=tuple(sorted(Span(*span) for span in _literal(row["quoteByteSpans"]))),
        speaker=cast.of(row["speaker"]),
        addressees=cast.several(_literal(row["addressees"])),
        kind=kind if kind != "nan" else None,
        cue=row["referringExpression"] if row["referringExpression"] not in ("", "nan") else None,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
    )


def _tables(characters: tuple[Character, ...], quotations: list[Quotation]) -> dict[str, Any]:
    collectives: dict[frozenset[int], int] = {}
    mentions = _mention_rows(quotations, collectives, first_collective=len(characters))
    return {
        "quotations": table_from_rows("quotations", _quotation_rows(quotations)),
        "mentions": table_from_rows("mentions", mentions),
        "entities": table_from_rows("entities", _entity_rows(characters, collectives, mentions)),
        "aliases": table_from_rows("aliases", _alias_rows(characters)),
    }


def _quotation_rows(quotations: list[Quotation]) -> list[dict[str, Any]]:
    parts = sorted((part, owner) for owner, quotation in enumerate(quotations) for part in quotation.parts)
    last_of: dict[int, int] = {}
    rows = []
    for number, (part, owner) in enumerate(parts):
        quotation = quotations[owner]
        rows.append(
            gold_row(
                *part,
                quotation_id=number,
                mode="speech",
                speaker=quotation.speaker,
                speaker_confidence=1.0,
                addressees=sorted(quotation.addressees),
                addressees_confidence=1.0,
                attribution=quotation.kind,
                continues=last_of.get(owner, -1),
                within=-1,
                evidence=[],
            )
        )
        last_of[owner] = number
    return rows


def _mention_rows(
    quotations: list[Quotation], collectives: dict[frozenset[int], int], *, first_collective: int
) -> list[dict[str, Any]]:
    """The mentions in text order; a mention of several people fills `collectives` with a new entity for them."""
    told = [mention for quotation in quotations for mention in quotation.mentions if mention.characters]
    rows = []
    for number, mention in enumerate(sorted(told, key=lambda mention: (mention.span.start, -mention.span.end))):
        people = mention.characters
        if len(people) == 1:
            entity = next(iter(people))
        else:
            entity = collectives.setdefault(people, first_collective + len(collectives))
        rows.append(
            gold_row(
                *mention.span,
                mention_id=number,
                form="common",
                category="PER",
                is_generic=False,
                entity_id=entity,
                entity_confidence=1.0,
            )
        )
    return rows


def _entity_rows(
    characters: tuple[Character, ...], collectives: dict[frozenset[int], int], mentions: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    count: dict[int, int] = {}
    for row in mentions:
        count[row["entity_id"]] = count.get(row["entity_id"], 0) + 1
    named: list[tuple[str, bool, list[int]]] = [(person.name, person.is_narrator, []) for person in characters]
    named += [(" and ".join(characters[i].name for i in sorted(group)), False, sorted(group)) for group in collectives]
    return [
        gold_row(
            0,
            0,
            entity_id=number,
            category="PER",
            name=name,
            pronouns=[],
            n_mentions=count.get(number, 0),
            is_character=not members,
            is_narrator=is_narrator,
            members=members,
        )
        for number, (name, is_narrator, members) in enumerate(named)
    ]


def _alias_rows(characters: tuple[Character, ...]) -> list[dict[str, Any]]:
    return [
        gold_row(0, 0, entity_id=person.character_id, alias=alias, form="proper", n=0)
        for person in characters
        for alias in sorted(person.aliases)
    ]
