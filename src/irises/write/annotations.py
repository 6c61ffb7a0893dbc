"""Mentions, quotations, events and emotions as W3C Web Annotations (w3.org/TR/annotation-model) in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from irises.story import Story
from irises.story.rows import Row
from irises.view import names_of

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Characters before and after, by which a tool finds the words again in another copy of the text."""

_Body = dict[str, Any]


def web_annotations(story: Story, name: str) -> bytes:
    """One page of annotations on `text.txt`; positions are code points, half-open, as the standard has them.

    Who is meant, speaks or feels has the purpose `identifying`; what a row is, `classifying`; to whom, `describing`.
    """
    base = f"urn:irises:{story.record.text_sha256}"
    items = [_annotation(story, base, *found) for found in _found(story, base)]
    page = {
        "@context": _CONTEXT,
        "id": base,
        "type": "AnnotationPage",
        "partOf": {"id": f"{base}:annotations", "type": "AnnotationCollection", "label": story.title or name},
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1).encode("utf-8")


def _found(story: Story, base: str) -> Iterator[tuple[str, Row, Sequence[_Body]]]:
    """Each annotation's name, its row and its bodies."""
    names = names_of(story)

    def who(entity: int | None) -> list[_Body]:
        return (
            []
            if entity is None
            else [_body("identifying", names.get(entity, "not known"), id=f"{base}:entity:{entity}")]
        )

    for mention in story.mentions:
        what = _body("classifying", f"mention {mention.form} {mention.category}")
        yield f"mention:{mention.mention_id}", mention, [what, *who(mention.entity_id)]
    for quotation in story.quotations:
        to = [_body("describing", f"to {names.get(entity, 'not known')}") for entity in quotation.addressees or ()]
        what = _body("classifying", f"quotation {quotation.mode}")
        yield f"quotation:{quotation.quotation_id}", quotation, [what, *who(quotation.speaker), *to]
    for event in story.events:
        yield f"event:{event.event_id}", event, [_body("classifying", "event")]
    for emotion in story.emotions:
        denied = "not " if emotion.is_negated else ""
        what = _body("classifying", f"emotion {denied}{emotion.emotion} {emotion.channel}")
        yield f"emotion:{emotion.emotion_id}", emotion, [what, *who(emotion.experiencer)]


def _body(purpose: str, value: str, **more: str) -> _Body:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain", **more}


def _annotation(story: Story, base: str, name: str, row: Row, bodies: Sequence[_Body]) -> dict[str, Any]:
    before, after = story.text[max(0, row.start - _AROUND) : row.start], story.text[row.end : row.end + _AROUND]
    quote = {"type": "TextQuoteSelector", "exact": row.text, "prefix": before, "suffix": after}
    position = {"type": "TextPositionSelector", "start": row.start, "end": row.end}
    return {
        "id": f"{base}:{name}",
        "type": "Annotation",
        "motivation": "identifying" if any(body["purpose"] == "identifying" for body in bodies) else "classifying",
        "creator": {"type": "Software", "name": f"Irises, {row.source}"},
        "body": list(bodies),
        "target": {"source": "text.txt", "selector": [position, quote]},
    }
