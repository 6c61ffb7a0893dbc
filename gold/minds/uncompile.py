"""From labels back to a reading, so that two annotators' labels can be put on one sheet (`adjudicate`).

    python -m gold.minds.uncompile LABELS_DIR OUT_DIR --texts FOLDER

People are called `p` and their person_id, rows by the first letter of their part and their number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from gold.minds.compile import UNSTATED, Row
from gold.minds.passages import OWN_TEXTS, paragraphs, passage_text, read_places
from gold.minds.places import place_of, start_place
from irises.annotation import Span


def reading_of(labels: Mapping[str, Any], text: str) -> Row:
    """A reading of the passage's text that compiles to these labels."""
    covered = {row["masks"] for row in labels["emotions"]}
    return {
        "passage": labels["passage"],
        "annotator": labels["annotator"],
        "people": {
            _person(row["person_id"]): [place_of(text, Span(*span)) for span in row["mentions"]]
            for row in labels["people"]
        },
        "perspectives": [_perspective(row, text) for row in labels["perspectives"]],
        "emotions": [_emotion(row, text, covered) for row in labels["emotions"]],
        "beliefs": [_belief(row, text) for row in labels["beliefs"]],
        "commitments": [_commitment(row, text) for row in labels["commitments"]],
        "none": [{"at": _at(row, text), "like": row["like"]} for row in labels["look_alikes"]],
        "presence": {_person(row["person_id"]): row["status"] for row in labels["presence"]},
    }


def _perspective(row: Row, text: str) -> Row:
    # The first stretch begins with the passage, even before its first word.
    start = max(row["start"], paragraphs(text)[0].start)
    return {
        "at": start_place(text, start),
        "person": row["person"],
        "tense": row["tense"],
        "narrator": _one(row["narrator"]),
        "kind": row["kind"],
        "focalizer": _one(row["focalizer"]),
    }


def _emotion(row: Row, text: str, covered: set[int]) -> Row:
    masks = UNSTATED if row["masks"] < 0 else f"e{row['masks']}"
    return _filled(
        id=f"e{row['emotion_id']}",
        at=_at(row, text),
        who=_people(row["experiencers"]),
        emotion=row["emotions"],
        channel=row["channel"],
        negated=row["is_negated"],
        target=_people(row["targets"]),
        masks=masks if row["is_feigned"] else None,
        hidden=row["is_masked"] and row["emotion_id"] not in covered,
    )


def _belief(row: Row, text: str) -> Row:
    return _filled(
        id=f"b{row['belief_id']}",
        at=_at(row, text),
        who=_people(row["holders"]),
        stance=row["stance"],
        content=_place(row["content"], text),
        about=_people(row["about"]),
        negated=row["is_negated"],
        within=None if row["within"] < 0 else f"b{row['within']}",
    )


def _commitment(row: Row, text: str) -> Row:
    return _filled(
        id=f"c{row['commitment_id']}",
        at=_at(row, text),
        by=_people(row["by"]),
        to=_people(row["to"]),
        kind=row["kind"],
        about=_people(row["about"]),
        content=_place(row["content"], text),
        status=None if row["status"] == "open" else row["status"],
        resolved=_place(row["resolved"], text),
    )


def _filled(**columns: Any) -> Row:
    """The columns that say something."""
    return {key: value for key, value in columns.items() if value not in (None, False, [])}


def _at(row: Row, text: str) -> str:
    return place_of(text, Span(row["start"], row["end"]))


def _place(span: Sequence[int] | None, text: str) -> str | None:
    return None if span is None else place_of(text, Span(*span))


def _person(number: int) -> str:
    return f"p{number}"


def _one(number: int | None) -> str | None:
    return None if number is None else _person(number)


def _people(numbers: Sequence[int]) -> list[str]:
    return [_person(number) for number in numbers]


@click.command()
@click.argument("labels", type=click.Path(exists=True, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--texts", multiple=True, type=click.Path(exists=True, path_type=Path), help="Folders of the sources.")
def main(labels: Path, out: Path, texts: tuple[Path, ...]) -> None:
    """Turn every label file NN.json of a folder into the reading OUT/NN.json."""
    out.mkdir(parents=True, exist_ok=True)
    for place in read_places():
        name = f"{place.passage}.json"
        if (labels / name).is_file():
            told = json.loads((labels / name).read_text(encoding="utf-8"))
            reading = reading_of(told, passage_text(place, (*texts, *OWN_TEXTS)))
            (out / name).write_text(json.dumps(reading, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
