"""Corrections of a whole story, kept when a longer edition of it is read."""

from __future__ import annotations

from pathlib import Path

import irises
from irises.story import correct_folder, load

EXAMPLE = Path(__file__).parents[2] / "examples" / "greenware.txt"


def test_longer_edition_keeps_corrections(tmp_path: Path) -> None:
    """What was corrected in the first chapters of a story holds after the rest of it has been read, too."""
    text = EXAMPLE.read_text(encoding="utf-8")
    begun = text[: text.index("\n\n", len(text) // 2)]
    folder = irises.save(irises.read(begun.encode(), name="greenware.txt"), tmp_path / "greenware.irises")
    first = next(q for q in load(folder).quotations if q.speaker is not None)
    correct_folder(folder, lambda c: c.rename("Corin", "Corin Bell"))
    correct_folder(folder, lambda c: c.speaker(first.quotation_id, "Corin Bell"))
    correct_folder(folder, lambda c: c.dismiss("events", 3))
    whole = "A note on the text, by Corin\u2019s editor.\n\n" + text.replace("'", "\u2019")
    irises.save(irises.read(whole.encode(), name="greenware.txt"), folder, force=True)
    story = load(folder)
    assert [row.state for row in story.corrections] == ["applied"] * 3
    corin = story.character("Corin Bell")
    said = next(q for q in story.quotations if q.source == "user")
    assert (said.speaker, said.text) == (corin.entity_id, first.text.replace("'", "\u2019"))
    assert len(story.text) > 1.5 * len(begun)
