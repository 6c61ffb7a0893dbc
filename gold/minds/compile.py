"""From an annotator's reading, which quotes the passage, to labels that hold offsets, ids and classes only.

    python -m gold.minds.compile check READING.json PASSAGE.txt
    python -m gold.minds.compile all READINGS_DIR OUT_DIR --texts FOLDER

What is annotated is in `guideline.md`, the form of a reading in `format.md`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from gold.minds.passages import OWN_TEXTS, Place, passage_text, read_places
from gold.minds.places import PlaceError, find
from irises.annotation import Span

EMOTIONS = ("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust", "other")
STANCES = ("knows", "believes", "suspects", "doubts", "remembers", "forgot", "unaware", "misbelieves")
COMMITMENTS = ("promise", "vow", "request", "command", "threat", "refusal")
STATUSES = ("open", "kept", "broken", "withdrawn")
CHANNELS = ("felt", "shown", "said")
KINDS = ("internal", "external", "omniscient")
PRESENCE = ("present", "remembered", "mentioned")
LOOK_ALIKES = ("emotion", "mask", "belief", "commitment")
PERSONS = ("first", "second", "third")
TENSES = ("past", "present")

UNSTATED = "unstated"
"""What a show masks where the text names no feeling under it."""

_ROW_KEYS = {
    "perspectives": {"at", "person", "tense", "narrator", "kind", "focalizer"},
    "emotions": {"id", "at", "who", "emotion", "channel", "negated", "target", "masks", "hidden"},
    "beliefs": {"id", "at", "who", "stance", "content", "about", "negated", "within"},
    "commitments": {"id", "at", "by", "to", "kind", "about", "content", "status", "resolved"},
    "none": {"id", "at", "like"},
}
_KEYS = {"passage", "annotator", "people", "presence", *_ROW_KEYS}

Row = dict[str, Any]


def compiled(reading: Mapping[str, Any], text: str) -> tuple[Row, list[str]]:
    """The labels of a reading, with offsets into the passage's text, and all that is wrong with it (best: nothing)."""
    return _Compiler(reading, text).run()


def person_keys(reading: Mapping[str, Any], text: str) -> list[str]:
    """The annotator's keys of the people, in the order of their person_ids."""
    compiler = _Compiler(reading, text)
    compiler.run()
    return sorted(compiler.people, key=lambda key: compiler.people[key])


class _Compiler:
    """One reading against its text; complaints are gathered, so that an annotator sees them all at once."""

    def __init__(self, reading: Mapping[str, Any], text: str) -> None:
        self.reading = reading
        self.text = text
        self.errors: list[str] = []
        self.where = ""
        self.people: dict[str, int] = {}

    def run(self) -> tuple[Row, list[str]]:
        for key in self.reading.keys() - _KEYS:
            self.errors.append(f"no such part: {key!r}")
        labels: Row = {"passage": self.reading.get("passage", ""), "annotator": self.reading.get("annotator", "")}
        labels["people"] = self._people()
        labels["perspectives"] = self._perspectives()
        labels["emotions"] = self._emotions()
        labels["beliefs"] = self._beliefs()
        labels["commitments"] = self._commitments()
        labels["look_alikes"] = sorted(self._each("none", self._look_alike), key=_place)
        labels["presence"] = self._presence()
        return labels, self.errors

    def _complain(self, message: str) -> None:
        self.errors.append(f"{self.where}: {message}")

    def _span(self, place: Any) -> Span:
        """The span of a place, empty and complained of if there is none."""
        if not isinstance(place, str):
            self._complain(f"{place!r} is no place")
            return Span(0, 0)
        try:
            return find(self.text, place)
        except PlaceError as error:
            self._complain(str(error))
            return Span(0, 0)

    def _people(self) -> list[Row]:
        rows = []
        for key, places in self.reading.get("people", {}).items():
            self.where = f"people {key}"
            spans = sorted({self._span(place) for place in _listed(places)})
            if not spans:
                self._complain("give the place of a first mention")
            rows.append((spans, key))
        rows.sort()
        self.people = {key: number for number, (_, key) in enumerate(rows)}
        return [{"person_id": number, "mentions": spans} for number, (spans, _) in enumerate(rows)]

    def _ids(self, keys: Any) -> list[int]:
        unknown = [key for key in _listed(keys) if key not in self.people]
        for key in unknown:
            self._complain(f"{key!r} is not in the list of people")
        return sorted({self.people[key] for key in _listed(keys) if key in self.people})

    def _one(self, key: Any) -> int | None:
        return next(iter(self._ids(key)), None)

    def _choice(self, row: Mapping[str, Any], column: str, choices: tuple[str, ...]) -> str:
        value = row.get(column)
        if value not in choices:
            self._complain(f"{column} is {value!r}, must be one of {', '.join(choices)}")
        return str(value)

    def _each(self, part: str, build: Callable[[Mapping[str, Any]], Row]) -> list[Row]:
        rows = []
        for number, row in enumerate(self.reading.get(part, []), start=1):
            self.where = f"{part} {row.get('id', number)} ({row.get('at')})"
            for key in row.keys() - _ROW_KEYS[part]:
                self._complain(f"no such column: {key!r}")
            span = self._span(row.get("at"))
            rows.append({"start": span.start, "end": span.end, **build(row)})
        return rows

    def _perspectives(self) -> list[Row]:
        rows = sorted(self._each("perspectives", self._perspective), key=_place)
        self.where = "perspectives"
        if not rows or self.text[: rows[0]["start"]].strip():
            self._complain("the first row must begin where the passage begins")
            return rows
        rows[0]["start"] = 0
        for row, following in itertools.pairwise(rows):
            if following["start"] <= row["start"]:
                self._complain("two rows begin at the same place")
            row["end"] = following["start"]
        rows[-1]["end"] = len(self.text)
        return rows

    def _perspective(self, row: Mapping[str, Any]) -> Row:
        kind = self._choice(row, "kind", KINDS)
        focalizer = self._one(row.get("focalizer"))
        if (kind == "internal") != (focalizer is not None):
            self._complain("internal has a focalizer, external and omniscient have none")
        return {
            "person": self._choice(row, "person", PERSONS),
            "tense": self._choice(row, "tense", TENSES),
            "narrator": self._one(row.get("narrator")),
            "kind": kind,
            "focalizer": focalizer,
        }

    def _emotions(self) -> list[Row]:
        rows = self._numbered("emotions", "emotion_id", self._emotion)
        for row in rows:
            if row["masks"] >= 0:
                rows[row["masks"]]["is_masked"] = True
        return rows

    def _emotion(self, row: Mapping[str, Any]) -> Row:
        for emotion in _listed(row.get("emotion")) or [None]:
            self._choice({"emotion": emotion}, "emotion", EMOTIONS)
        channel = self._choice(row, "channel", CHANNELS)
        if row.get("masks") is not None and channel == "felt":
            self._complain("only a show masks; what is felt is masked or hidden")
        if row.get("hidden") and channel != "felt":
            self._complain("only what is felt is hidden")
        return {
            "experiencers": self._ids(row.get("who")),
            "emotions": list(_listed(row.get("emotion"))),
            "channel": channel,
            "is_negated": bool(row.get("negated", False)),
            "targets": self._ids(row.get("target")),
            "is_feigned": row.get("masks") is not None,
            "is_masked": bool(row.get("hidden", False)),
            "masks": row.get("masks"),
        }

    def _beliefs(self) -> list[Row]:
        return self._numbered("beliefs", "belief_id", self._belief)

    def _belief(self, row: Mapping[str, Any]) -> Row:
        return {
            "holders": self._ids(row.get("who")),
            "stance": self._choice(row, "stance", STANCES),
            "content": self._content(row.get("content")),
            "about": self._ids(row.get("about")),
            "is_negated": bool(row.get("negated", False)),
            "within": row.get("within"),
        }

    def _commitments(self) -> list[Row]:
        return self._numbered("commitments", "commitment_id", self._commitment)

    def _commitment(self, row: Mapping[str, Any]) -> Row:
        return {
            "kind": self._choice(row, "kind", COMMITMENTS),
            "by": self._ids(row.get("by")),
            "to": self._ids(row.get("to")),
            "about": self._ids(row.get("about")),
            "content": self._content(row.get("content")),
            "status": self._choice({"status": "open", **row}, "status", STATUSES),
            "resolved": self._content(row.get("resolved")),
        }

    def _content(self, place: Any) -> Span | None:
        return None if place is None else self._span(place)

    def _look_alike(self, row: Mapping[str, Any]) -> Row:
        return {"like": self._choice(row, "like", LOOK_ALIKES)}

    def _presence(self) -> list[Row]:
        self.where = "presence"
        told = self.reading.get("presence", {})
        rows = [
            {"person_id": number, "status": self._choice({"status": status}, "status", PRESENCE)}
            for key, status in told.items()
            for number in self._ids(key)
        ]
        for key in self.people.keys() - told.keys():
            self._complain(f"{key!r} is missing")
        return sorted(rows, key=lambda row: int(row["person_id"]))

    def _numbered(self, part: str, column: str, build: Callable[[Mapping[str, Any]], Row]) -> list[Row]:
        """The rows of a part in text order, numbered; references by the annotator's ids become numbers, or -1."""
        named = [row.get("id") for row in self.reading.get(part, [])]
        rows = list(zip(self._each(part, build), named, strict=True))
        rows.sort(key=lambda pair: _place(pair[0]))
        numbers: dict[Any, int] = {}
        for number, (row, name) in enumerate(rows):
            row[column] = number
            if name is not None and name in numbers:
                self.errors.append(f"{part}: two rows are {name!r}")
            numbers[name] = number
        link = "masks" if part == "emotions" else "within"
        for row, name in rows:
            if link in row:
                self.where = f"{part} {name}"
                row[link] = self._linked(row[link], numbers, row[column])
        return [row for row, _ in rows]

    def _linked(self, name: Any, numbers: Mapping[Any, int], own: int) -> int:
        if name is None or name == UNSTATED:
            return -1
        if name not in numbers or numbers[name] == own:
            self._complain(f"{name!r} is the id of no other row")
            return -1
        return numbers[name]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _place(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def labels_of(reading_file: Path, place: Place, text: str) -> Row:
    """The labels of a reading with where their passage lies; ValueError with all complaints if it has faults."""
    labels, errors = compiled(json.loads(reading_file.read_text(encoding="utf-8")), text)
    if labels["passage"] != place.passage:
        errors.insert(0, f"says it is of passage {labels['passage']!r}")
    if errors:
        raise ValueError(f"{reading_file}:\n" + "\n".join(errors))
    where = {"source": place.source, "start": place.start, "end": place.end, "sha256": place.sha256}
    return {**labels, **where}


def dumped(labels: Row) -> str:
    """Labels as JSON, one row a line, so that a change shows as a line."""
    lines = []
    for key, value in labels.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(json.dumps(row) for row in value)
            lines.append(f" {json.dumps(key)}: [\n  {rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


@click.group()
def main() -> None:
    """Check readings, and turn them into labels."""


@main.command()
@click.argument("reading", type=click.Path(exists=True, path_type=Path))
@click.argument("passage", type=click.Path(exists=True, path_type=Path))
def check(reading: Path, passage: Path) -> None:
    """Say what is wrong with a reading, or how many rows it has."""
    text = passage.read_bytes().decode("utf-8")
    try:
        labels, errors = compiled(json.loads(reading.read_text(encoding="utf-8")), text)
    except json.JSONDecodeError as error:
        raise click.ClickException(f"not JSON: {error}") from error
    if errors:
        raise click.ClickException("\n".join(errors))
    click.echo("good: " + ", ".join(f"{len(rows)} {part}" for part, rows in labels.items() if isinstance(rows, list)))


@main.command(name="all")
@click.argument("readings", type=click.Path(exists=True, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--texts", multiple=True, type=click.Path(exists=True, path_type=Path), help="Folders of the sources.")
def compile_all(readings: Path, out: Path, texts: tuple[Path, ...]) -> None:
    """Compile every reading NN.json of a folder into OUT/NN.json; faulty ones are told and left out."""
    out.mkdir(parents=True, exist_ok=True)
    for place in read_places():
        reading = readings / f"{place.passage}.json"
        if not reading.exists():
            click.echo(f"{place.passage}: no reading")
            continue
        try:
            labels = labels_of(reading, place, passage_text(place, (*texts, *OWN_TEXTS)))
        except ValueError as error:
            click.echo(str(error), err=True)
            continue
        (out / f"{place.passage}.json").write_text(dumped(labels), encoding="utf-8")


if __name__ == "__main__":
    main()
