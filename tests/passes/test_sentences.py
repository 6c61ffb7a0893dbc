"""Where sentences begin."""

from __future__ import annotations

import pytest

from irises.document.load import load
from irises.encode import encode
from irises.passes.plan import run_passes
from irises.passes.syntax import Syntax


@pytest.mark.parametrize(
    "text",
    ["Tom shook his head.\n\nHe was tired.", "Anna stood up. then she laughed. Tom did not.", "The rain had stopped"],
)
def test_a_sentence_does_not_begin_in_lower_case_after_a_bare_word(text: str) -> None:
    """After a full stop it may."""
    document = load(text.encode(), name="rain.txt")
    sentences = run_passes(document, encode(document), [Syntax()])["sentences"].to_pylist()
    found = [text[row["start"] : row["end"]] for row in sentences]
    assert found == [f"{part}." if part != text else text for part in map(str.strip, text.split(".")) if part]
