"""Who talks to whom, and how much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from irises.story import Story


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What one person says to another: quotations (one that goes on after a cue counts once), words, mean confidence.

    The confidence is that of speaker and addressees together, 0 to 1.
    """

    speaker: int
    addressee: int
    n_quotations: int
    n_words: int
    confidence: float


def who_talks_to_whom(story: Story) -> tuple[Talk, ...]:
    """Speaking and spoken to, by entity_id, most quotations first. Thoughts and quoted writing are left out."""
    quotations: defaultdict[tuple[int, int], int] = defaultdict(int)
    words: defaultdict[tuple[int, int], int] = defaultdict(int)
    sure: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for quotation in story.quotations:
        if quotation.speaker is None or not quotation.addressees or quotation.mode != "speech":
            continue
        length = len(quotation.text.split())
        for addressee in quotation.addressees:
            pair = (quotation.speaker, addressee)
            quotations[pair] += quotation.continues == -1
            words[pair] += length
            sure[pair].append(quotation.speaker_confidence * quotation.addressees_confidence)
    talks = [
        Talk(
            speaker=pair[0],
            addressee=pair[1],
            n_quotations=quotations[pair],
            n_words=words[pair],
            confidence=sum(sure[pair]) / len(sure[pair]),
        )
        for pair in words
    ]
    return tuple(sorted(talks, key=lambda talk: (-talk.n_quotations, -talk.n_words, talk.speaker, talk.addressee)))
