"""Words that attribute a belief, and the stance that each gives; our own lists."""

from __future__ import annotations

from types import MappingProxyType

_VERBS = {
    "knows": """
    know realize realise understand perceive discover recognize recognise learn comprehend ascertain find see notice
    observe gather feel
    """,
    "believes": """
    think believe suppose fancy imagine conclude assume presume consider deem judge reckon trust expect blame credit
    hold figure infer fear decide determine
    """,
    "suspects": "suspect guess surmise divine",
    "doubts": "doubt wonder question disbelieve mistrust distrust",
    "remembers": "remember recollect recall remind",
    "forgot": "forget",
    "misbelieves": "mistake misjudge misunderstand misconceive delude deceive err",
}
VERBS = MappingProxyType({verb: stance for stance, verbs in _VERBS.items() for verb in verbs.split()})
"""Stance by lemma."""
NEEDS_CLAUSE = frozenset(
    """
    see notice observe gather find learn discover feel figure hold trust expect credit decide determine judge question
    divine guess deem fear consider understand perceive remind recognise recognize
    """.split()
)
"""Verbs that attribute a belief only with a clause for their content."""
NEEDS_OBJECT = frozenset({"blame", "mistake", "misjudge", "deceive", "delude", "misunderstand"})
FORMULAS = frozenset("think believe suppose guess fancy imagine presume reckon expect know see dare trust".split())
"""Verbs that a speaker says of himself or his hearer without claiming anything about a mind."""

_PREDICATES = {
    "knows": "aware conscious",
    "believes": "sure certain convinced persuaded confident positive satisfied",
    "suspects": "suspicious",
    "doubts": "doubtful unsure uncertain sceptical skeptical",
    "forgot": "forgetful",
    "unaware": "unaware unconscious ignorant oblivious",
    "misbelieves": "mistaken wrong deceived deluded",
}
PREDICATES = MappingProxyType({word: stance for stance, words in _PREDICATES.items() for word in words.split()})
_NOUNS = {
    "knows": "knowledge awareness",
    "believes": "belief conviction opinion impression certainty notion",
    "suspects": "suspicion inkling",
    "doubts": "doubt",
    "remembers": "recollection remembrance",
    "unaware": "idea",
}
NOUNS = MappingProxyType({word: stance for stance, words in _NOUNS.items() for word in words.split()})
"""Nouns that attribute one to their owner, or to whom they are said to have; "idea" only where it is denied."""
DENIED = MappingProxyType({"knows": "unaware", "remembers": "forgot"})
"""What a denied stance amounts to; "was not sure" is a doubt."""
CUES = frozenset(VERBS) | frozenset(PREDICATES) | frozenset(NOUNS) | frozenset({"occur", "seem", "strike"})
