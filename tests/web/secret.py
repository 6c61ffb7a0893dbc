"""A story with a secret, for tests in a browser: who the stranger is, is told only in its last chapter."""

from __future__ import annotations

from typing import Any

from tests.web.draft import Draft

STRANGER, KATE, TOM = range(3)
SECRET = ("Silas", "Marrow", "Unmasked")
"""Words that a reader meets only in the last chapter."""

_WEATHER = "It rained on the hill all day, and the rain came over the wall and down the lane and into every shoe. " * 3
_DAYS = [f"On day {n} nobody came. {_WEATHER}" for n in range(1, 31)]
_FIRST = [
    "Chapter One: Rain",
    "The stranger stood at Kate’s gate. “Good morning, Kate,” said the stranger.",
    "Kate smiled at the stranger, but she was afraid. She believed that the stranger had come for the boat.",
    "“I promise you the boat,” said Kate to the stranger. He nodded.",
]
_SECOND = [
    "Chapter Two: Silas Unmasked",
    "Tom was angry. “Silas Marrow,” said Tom to Kate, “is who he is. You promised him my boat.”",
    "Kate gave the boat away all the same. Silas Marrow was glad.",
]


def secret() -> Draft:
    """The draft, with rows in every table that the page shows."""
    paragraphs = [*_FIRST, *_DAYS, *_SECOND]
    second = len(_FIRST) + len(_DAYS)
    sections = [(0, "chapter", _FIRST[0]), (second, "chapter", _SECOND[0])]
    draft = Draft(
        paragraphs, title="The Gate", author="A. Writer", people=["Silas Marrow", "Kate", "Tom"], sections=sections
    )
    _add_people(draft)
    _add_talk(draft)
    _add_minds(draft)
    _add_scenes(draft)
    return draft


def _add_people(draft: Draft) -> None:
    for words, nth in (("The stranger", 0), ("the stranger", 0), ("the stranger", 1), ("the stranger", 2)):
        draft.mention(words, STRANGER, nth, form="common")
    draft.mention("He", STRANGER, form="pronoun")
    for nth in range(2):
        draft.mention("Silas Marrow", STRANGER, nth)
    for nth in range(draft.text.count("Kate")):
        draft.mention("Kate", KATE, nth, sure=0.5 if nth == 2 else 0.9)
    for nth in range(2):
        draft.mention("Tom", TOM, nth)
    for who, alias, form, n in (
        (STRANGER, "The stranger", "common", 4),
        (STRANGER, "Silas Marrow", "proper", 2),
        (KATE, "Kate", "proper", 6),
        (TOM, "Tom", "proper", 2),
    ):
        draft.row("aliases", alias, entity_id=who, alias=alias, form=form, n=n)


def _add_talk(draft: Draft) -> None:
    said: dict[str, Any] = {"attribution": "explicit", "addressees_confidence": 0.7}
    draft.quotation("“Good morning, Kate,”", STRANGER, addressees=[KATE], **said)
    draft.quotation("“I promise you the boat,”", KATE, addressees=[STRANGER], **said)
    draft.quotation("“Silas Marrow,”", TOM, addressees=[KATE], **said)
    draft.quotation("“is who he is. You promised him my boat.”", TOM, addressees=[KATE], **said | {"continues": 2})


def _add_minds(draft: Draft) -> None:
    def emotion(number: int, words: str, who: int, name: str, valence: float, channel: str, **more: Any) -> None:
        felt = {"is_negated": False, "target": None, "is_masked": False, "masks": -1, "evidence": []}
        what = {"emotion_id": number, "experiencer": who, "emotion": name, "valence": valence, "channel": channel}
        draft.row("emotions", words, **felt | what | {"intensity": 0.7} | more)

    emotion(0, "smiled", KATE, "joy", 0.6, "shown", masks=1)
    emotion(1, "afraid", KATE, "fear", -0.7, "felt", is_masked=True, target=STRANGER)
    emotion(2, "angry", TOM, "anger", -0.8, "felt")
    emotion(3, "glad", STRANGER, "joy", 0.7, "felt")
    content = draft.at("the stranger had come for the boat")
    held = {"content_start": content["start"], "content_end": content["end"], "known_at": content["end"]}
    draft.row("beliefs", "believed", belief_id=0, holder=KATE, stance="believes", about=[STRANGER], is_negated=False)
    draft.rows["beliefs"][0] |= held | {"within": -1, "evidence": []}
    given, kept = draft.at("promise you the boat"), draft.at("gave the boat away")
    draft.row("commitments", "promise", commitment_id=0, kind="promise", by=KATE, to=[STRANGER], about=[])
    draft.rows["commitments"][0] |= {
        "content_start": given["start"], "content_end": given["end"], "status": "kept",
        "resolved_start": kept["start"], "resolved_end": kept["end"], "evidence": [],
    }  # fmt: skip
    draft.row("relations", "afraid", relation_id=0, from_entity=KATE, to_entity=STRANGER, kind="fear", valence=-0.7)
    draft.rows["relations"][0]["evidence"] = []


def _add_scenes(draft: Draft) -> None:
    second = draft.at("Chapter Two")["start"]
    spans = [(0, second), (second, len(draft.text))]
    eyes = {"person": "third", "tense": "past", "narrator": None, "kind": "internal", "focalizer_confidence": 0.8}
    draft.rows["perspectives"] = [
        draft.at("Chapter") | eyes | {"start": start, "end": end, "known_at": end, "focalizer": KATE, "evidence": []}
        for start, end in spans
    ]
    there = {"status": "present", "n_quotations": 1, "n_mentions": 3, "evidence": []}
    for section, who, first, last in (
        (0, STRANGER, "The stranger", "He nodded"),
        (0, KATE, "Kate’s gate", "said Kate to"),
        (1, KATE, "Kate, “is", "Kate gave"),
        (1, TOM, "Tom was", "boat.”"),
    ):
        start, end = draft.at(first), draft.at(last)["end"]
        draft.rows.setdefault("presence", []).append(
            start | there | {"end": end, "section_id": section, "entity_id": who}
        )
