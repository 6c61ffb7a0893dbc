"""Which language a text is in."""

from __future__ import annotations

_SHORTEST = 200
_SAMPLE = 20_000
_PIECES = 5


# Hardly a sentence of English goes without these; in its nearest kin they are one word in ten.
_COMMON = frozenset([
    "the", "and", "to", "of", "a", "in", "he", "she", "it", "was", "that", "his", "her", "i", "you", "with", "for",
    "on", "as", "had", "but", "not", "at", "is", "they", "him", "be", "my", "this", "have", "from", "said", "all",
])  # fmt: skip
_ENGLISH = 0.25


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's main language; texts too short to tell are taken as English.

    Reads a few pieces spread over the text (py3langid, offline), so that a quotation in another language does not
    decide. What plainly is English is told without loading the detector's model.
    """
    if len(text) < _SHORTEST:
        return "en"
    sample = _sample(text)
    if _is_plainly_english(sample):
        return "en"
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)


def _is_plainly_english(sample: str) -> bool:
    words = sample.lower().split()
    return sum(word in _COMMON for word in words) >= _ENGLISH * len(words)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    size = _SAMPLE // _PIECES
    step = (len(text) - size) // (_PIECES - 1)
    return "\n".join(text[i * step : i * step + size] for i in range(_PIECES))
