"""Two readings of a passage become one: what both have is gold, what one has or they see otherwise is decided by hand.

    python -m gold.minds.adjudicate sheet A/07.json B/07.json PASSAGE.txt SHEET.json
    python -m gold.minds.adjudicate settle SHEET.json READING.json

In a sheet, the adjudicator fills in every null of `decide`: `keep` (true, false, or the row as it should be) and `use`
("A", "B", or the row as it should be). `reading` holds what both have, with A's spans. B's people have A's keys where
they are the same; rows are called "A.id" and "B.id", and a row of B that A has too is called as A's. `uncompile` makes
readings of what is kept as labels.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from gold.minds.agreement import changes
from gold.minds.compile import UNSTATED, compiled, person_keys
from gold.minds.matching import paired, same_people, shared
from gold.minds.passages import Place
from gold.minds.places import find
from gold.minds.reader import Annotation, annotation_of

Row = dict[str, Any]
Reading = dict[str, Any]

_PEOPLE = ("who", "target", "by", "to", "about", "narrator", "focalizer")
_LINKS = ("masks", "within")
_WEIGHED = {
    "emotions": ("who", "emotion", "channel", "negated", "masks", "hidden"),
    "beliefs": ("who", "stance", "negated", "within"),
    "commitments": ("by", "to", "kind", "status"),
    "none": ("like",),
}
"""The columns that are decided by hand where the readings differ; of the others A's stand."""


def sheet_of(one: Reading, other: Reading, text: str) -> dict[str, Any]:
    """The sheet of two faultless readings; ValueError if one has faults."""
    ours, theirs = _annotation(one, text), _annotation(other, text)
    keys, their_keys = person_keys(one, text), person_keys(other, text)
    names = {their_keys[b]: keys[a] for b, a in same_people(ours, theirs).items()}
    strangers = {key: f"{key}_b" if key in keys else key for key in their_keys if key not in names}
    other = _renamed(other, {**names, **strangers})
    people = {key: _union(one["people"].get(key), other["people"].get(key)) for key in (*keys, *strangers.values())}
    agreed: Reading = {"passage": one["passage"], "annotator": "gold", "people": people}
    decide = _decide_rows(one, other, agreed, text)
    _decide_stretches(one, other, agreed, decide, alike=_same_stretches(ours, theirs, text))
    _decide_presence(one, other, agreed, decide)
    return {"reading": agreed, "decide": decide}


def settled(sheet: Mapping[str, Any]) -> Reading:
    """The reading that a filled-in sheet decides; ValueError if something is still null."""
    reading: Reading = json.loads(json.dumps(sheet["reading"]))
    open_ones = [entry for entry in sheet["decide"] if entry.get("keep", entry.get("use")) is None]
    if open_ones:
        raise ValueError(f"{len(open_ones)} decisions are open, the first: {json.dumps(open_ones[0])}")
    for entry in sheet["decide"]:
        chosen = _chosen(entry)
        if entry["part"] == "presence":
            if chosen is not None:
                reading["presence"].update(chosen)
        elif isinstance(chosen, list):
            reading[entry["part"]] = chosen
        elif chosen is not None:
            reading[entry["part"]].append(chosen)
    reading["people"] = {key: places for key, places in reading["people"].items() if key in reading["presence"]}
    return reading


def _chosen(entry: Mapping[str, Any]) -> Any:
    """What an entry of a sheet puts into the reading; None for nothing."""
    if "keep" in entry:
        keep = entry["keep"]
        return {True: entry["row"], False: None}[keep] if isinstance(keep, bool) else keep
    return entry[entry["use"]] if isinstance(entry["use"], str) else entry["use"]


def _annotation(reading: Reading, text: str) -> Annotation:
    labels, errors = compiled(reading, text)
    if errors:
        raise ValueError(f"reading {reading.get('annotator')}:\n" + "\n".join(errors))
    return annotation_of(labels, Place(passage="", split="", source="", start=0, end=len(text), sha256=""))


def _renamed(reading: Reading, names: Mapping[str, str]) -> Reading:
    """A reading with its people under other keys."""

    def rename(value: Any) -> Any:
        return [names[key] for key in value] if isinstance(value, list) else names.get(value, value)

    parts: Reading = {"people": {}, "presence": {}}
    for part in ("people", "presence"):
        parts[part] = {names[key]: value for key, value in reading[part].items()}
    for part in ("perspectives", *_WEIGHED):
        rows = reading.get(part, [])
        parts[part] = [{key: rename(value) if key in _PEOPLE else value for key, value in row.items()} for row in rows]
    return parts


def _decide_rows(one: Reading, other: Reading, agreed: Reading, text: str) -> list[Row]:
    """Put the rows that both have into `agreed`, and give the entries for all others."""
    decide: list[Row] = []
    for part, columns in _WEIGHED.items():
        ours = _marked(one.get(part, []), "A")
        theirs = _marked(other.get(part, []), "B")
        pairs = paired(ours, theirs, _likeness(text))
        ids = {theirs[j]["id"]: ours[i]["id"] for i, j in pairs}
        theirs = [
            {**row, **{key: ids.get(row[key], row[key]) for key in ("id", *_LINKS) if key in row}} for row in theirs
        ]
        agreed[part] = [ours[i] for i, j in pairs if not _differing(ours[i], theirs[j], columns)]
        decide += [
            {"part": part, "differ": differing, "A": ours[i], "B": theirs[j], "use": None}
            for i, j in pairs
            if (differing := _differing(ours[i], theirs[j], columns))
        ]
        for name, rows, taken in (("A", ours, {i for i, _ in pairs}), ("B", theirs, {j for _, j in pairs})):
            single = [row for number, row in enumerate(rows) if number not in taken]
            decide += [{"part": part, "only": name, "row": row, "keep": None} for row in single]
    return decide


def _marked(rows: list[Row], name: str) -> list[Row]:
    """Rows with ids and links that say which reading they are of; rows without an id get one."""
    marked = []
    for number, row in enumerate(rows, start=1):
        links = {key: f"{name}.{row[key]}" for key in _LINKS if row.get(key) not in (None, UNSTATED)}
        marked.append({**row, "id": f"{name}.{row.get('id', f'#{number}')}", **links})
    return marked


def _likeness(text: str) -> Callable[[Row, Row], float]:
    def likeness(a: Row, b: Row) -> float:
        cue = shared(find(text, a["at"]), find(text, b["at"]))
        if "kind" not in a:
            return cue
        spans = [find(text, row.get("content") or row["at"]) for row in (a, b)]
        return 1000 * cue + shared(*spans)

    return likeness


def _differing(a: Row, b: Row, columns: tuple[str, ...]) -> list[str]:
    return [column for column in columns if not _alike(column, a.get(column), b.get(column))]


def _alike(column: str, a: Any, b: Any) -> bool:
    one, other = _as_set(a), _as_set(b)
    if column == "emotion":
        return bool(one & other)
    default = {"status": {"open"}, "negated": {False}, "hidden": {False}}.get(column, set())
    return (one or default) == (other or default)


def _as_set(value: Any) -> set[Any]:
    if value is None:
        return set()
    return set(value) if isinstance(value, list) else {value}


def _same_stretches(one: Annotation, other: Annotation, text: str) -> bool:
    """Whether both see every paragraph's start through the same eyes, and the eyes change at the same places."""
    people = same_people(one, other)
    starts = sorted(row.span.start for annotation in (one, other) for row in annotation.perspectives)
    if changes(one, text) != changes(other, text):
        return False
    views = [(_view(one, start, {}), _view(other, start, people)) for start in starts]
    return all(a == b for a, b in views)


def _view(annotation: Annotation, offset: int, people: Mapping[int, int]) -> tuple[object, ...]:
    """What is seen at an offset, the people as the first reading numbers them."""
    row = annotation.perspective_at(offset)
    who = [people.get(number, number) if number is not None else None for number in (row.narrator, row.focalizer)]
    return row.person, row.tense, row.kind, *who


def _decide_stretches(one: Reading, other: Reading, agreed: Reading, decide: list[Row], *, alike: bool) -> None:
    agreed["perspectives"] = one["perspectives"] if alike else []
    if not alike:
        decide.append({"part": "perspectives", "A": one["perspectives"], "B": other["perspectives"], "use": None})


def _decide_presence(one: Reading, other: Reading, agreed: Reading, decide: list[Row]) -> None:
    agreed["presence"] = {}
    for key in agreed["people"]:
        ours, theirs = one["presence"].get(key), other["presence"].get(key)
        if ours == theirs:
            agreed["presence"][key] = ours
        elif ours is None or theirs is None:
            name = "A" if theirs is None else "B"
            decide.append({"part": "presence", "only": name, "row": {key: ours or theirs}, "keep": None})
        else:
            decide.append({"part": "presence", "A": {key: ours}, "B": {key: theirs}, "use": None})


def _union(one: Any, other: Any) -> list[str]:
    places: list[str] = []
    for value in (one, other):
        places += value if isinstance(value, list) else [value] if value else []
    return list(dict.fromkeys(places))


@click.group()
def main() -> None:
    """Compare two readings, and settle them."""


@main.command()
@click.argument("one", type=click.Path(exists=True, path_type=Path))
@click.argument("other", type=click.Path(exists=True, path_type=Path))
@click.argument("passage", type=click.Path(exists=True, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
def sheet(one: Path, other: Path, passage: Path, out: Path) -> None:
    """Write the sheet of two readings."""
    text = passage.read_bytes().decode("utf-8")
    made = sheet_of(json.loads(one.read_text("utf-8")), json.loads(other.read_text("utf-8")), text)
    out.write_text(written(made), encoding="utf-8")
    click.echo(f"{len(made['decide'])} decisions")


@main.command()
@click.argument("sheet_file", type=click.Path(exists=True, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
def settle(sheet_file: Path, out: Path) -> None:
    """Write the reading that a filled-in sheet decides."""
    reading = settled(json.loads(sheet_file.read_text("utf-8")))
    out.write_text(json.dumps(reading, indent=1, ensure_ascii=False), encoding="utf-8")


def written(made: Mapping[str, Any]) -> str:
    """A sheet as JSON with one decision a line."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in made["decide"])
    return f'{{"reading": {json.dumps(made["reading"], indent=1, ensure_ascii=False)},\n"decide": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    main()
