"""Which language a text is in."""

from __future__ import annotations

_SHORTEST = 200
_SAMPLE = 20_000
_PIECES = 5


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's main language; texts too short to tell are taken as English.

    Reads a few pieces spread over the text (py3langid, offline), so that a quotation in another language does not
    decide.
    """
    if len(text) < _SHORTEST:
        return "en"
    import py3langid

    code, _ = py3langid.classify(_sample(text))
    return str(code)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    size = _SAMPLE // _PIECES
    step = (len(text) - size) // (_PIECES - 1)
    return "\n".join(text[i * step : i * step + size] for i in range(_PIECES))
