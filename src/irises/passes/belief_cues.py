"""Words that attribute a belief, the stance that each gives and what it needs beside it; our own lists."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _by_word(lists: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: stance for stance, words in lists.items() for word in words.split()})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _by_word(
    {
        "knows": """
            know realize realise understand comprehend grasp apprehend perceive discern discover detect ascertain learn
            recognize recognise see notice note observe find feel sense gather foresee acknowledge twig clock
            register
        """,
        "believes": """
            think believe assume suppose fancy imagine conceive conclude deduce infer presume presuppose consider deem
            judge reckon calculate esteem account trust expect anticipate blame credit hold figure opine decide
            reason fear count bank
        """,
        "suspects": "suspect guess surmise conjecture divine",
        "doubts": "doubt wonder question disbelieve mistrust distrust speculate",
        "remembers": "remember recollect recall reminisce",
        "forgot": "forget",
        "misbelieves": "mistake misjudge misunderstand misconceive misinterpret misread miscalculate err",
    }
)
"""Stance by lemma of verbs whose subject holds the belief."""

NEEDS_CLAUSE = _words(
    """
    assume see find feel learn gather foresee recognize recognise suppose fancy imagine conceive conclude deduce infer
    presume presuppose calculate anticipate hold figure opine decide reason fear question divine ascertain
    acknowledge speculate twig clock register count bank credit trust reckon note consider deem judge esteem
    account expect
    """
)
"""Verbs that attribute a belief only with a clause as their content, or what stands for one."""
NEEDS_CLAUSE_OR_THAT = _words("perceive discern discover detect notice observe sense")
"""The same of verbs of the senses, which see things too."""
NEEDS_CONTENT = _words(
    """
    suspect mistake misjudge misunderstand misinterpret misread misconceive distrust mistrust disbelieve doubt forget
    """
)
"""Verbs that need a clause or any object."""
PERCEIVING = _words("see feel find observe notice note perceive discern discover detect sense")
"""Verbs of the senses too: "observed Tom" is a way of speaking, "saw him come" a sight."""
WITH_PREDICATE = _words(
    """
    think believe suppose fancy imagine conceive consider deem judge reckon esteem account know hold suspect find
    expect presume conclude
    """
)
"""Verbs that hold somebody to be something: "thought him a thief", "considered it wrong"."""
WITH_AS = _by_word(
    {
        "believes": "look regard view see picture consider reckon count recognize treat conceive think set put take",
        "misbelieves": "mistake",
    }
)
"""Verbs that hold somebody to be something with "as" or "for": "looked upon him as a fool", "took her for his aunt"."""
AS_FOR = MappingProxyType({"take": "for", "mistake": "for"})
"""What some of these ask for instead of "as"."""
MANNERS_OF_ITSELF = _words("so otherwise better differently")
"""Those of the words that stand for a clause that say how one thinks."""
OF_ITSELF = _words(
    "it this that so nothing anything something everything all much more better otherwise different what"
)
"""Words that stand for a clause: "I know it", "she thought so"."""
FORMULAS = _words("think believe suppose guess fancy imagine presume reckon expect know see dare trust conclude wonder")
"""Verbs that a speaker says of himself or his hearer without claiming anything about a mind."""

TO_OBJECT = _by_word({"believes": "convince persuade strike", "misbelieves": "deceive delude mislead dupe beguile"})
"""Verbs that put a belief into the mind of their object, or of their subject where it does so to itself."""
TO_ONESELF = _by_word({"believes": "flatter satisfy tell assure", "doubts": "ask", "knows": "admit own confess"})
"""Verbs that attribute one only if they are done to oneself."""
TO_WHOM = _by_word({"believes": "occur dawn strike hit", "suspects": "seem appear"})
"""Verbs of what comes to somebody's mind: "it occurred to her that"."""

PREDICATES = _by_word(
    {
        "knows": "aware conscious cognizant cognisant sensible mindful",
        "believes": "sure certain convinced persuaded confident positive satisfied assured",
        "suspects": "suspicious",
        "doubts": "doubtful unsure uncertain sceptical skeptical dubious incredulous distrustful",
        "forgot": "forgetful",
        "unaware": "unaware unconscious ignorant oblivious unsuspecting unsuspicious",
        "misbelieves": "mistaken wrong deceived deluded misled",
    }
)
"""Stance by form of adjectives and participles that are said of somebody."""
ALONE = _words("mistaken wrong deceived deluded misled unaware unconscious ignorant oblivious unsuspecting")
"""Those that say enough without content."""
SWOONS = _words("fall lie lay knock become render sink drop half")
"""With these "unconscious" is no want of knowledge."""

NOUNS = _by_word(
    {
        "knows": "knowledge awareness consciousness realization realisation discovery certainty perception",
        "believes": """
            belief conviction opinion impression thought conclusion persuasion presumption assumption expectation faith
            fancy estimate judgment judgement theory
        """,
        "suspects": "suspicion hunch inkling surmise conjecture presentiment premonition feeling idea notion",
        "doubts": "doubt misgiving uncertainty",
        "remembers": "memory recollection remembrance",
        "unaware": "ignorance unconsciousness",
        "misbelieves": "delusion illusion misapprehension misconception error",
    }
)
"""Nouns that attribute one to their owner, to whom has them, or to whom they come."""
ONLY_CLAUSE = _words(
    """
    thought idea notion fancy feeling impression discovery certainty perception faith consciousness judgment
    judgement estimate error conclusion memory knowledge assumption expectation persuasion realisation realization
    """
)
"""Nouns that need a clause of their own; "the thought of home" holds nothing."""
NOUNS_ALONE = _words("opinion ignorance unconsciousness")
"""Nouns that say enough without content."""
UNKNOWING = _words("idea notion conception inkling knowledge clue")
"""Nouns of which to have none is not to know."""
HAVING = _words("have hold entertain cherish harbour harbor form feel get nurse retain share express conceive")
"""Verbs whose subject has the noun that is their object."""
COMING = _words("come strike cross occur flash dawn seize enter haunt steal visit possess take")
"""Verbs by which a thought comes to whom they govern."""

PHRASES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("come", "conclusion"): "believes",
        ("arrive", "conclusion"): "believes",
        ("jump", "conclusion"): "believes",
        ("draw", "conclusion"): "believes",
        ("reach", "conclusion"): "believes",
        ("bear", "mind"): "remembers",
        ("keep", "mind"): "remembers",
        ("call", "mind"): "remembers",
        ("bring", "mind"): "remembers",
        ("carry", "mind"): "remembers",
        ("have", "heart"): "remembers",
        ("know", "heart"): "remembers",
        ("get", "heart"): "remembers",
        ("lose", "sight"): "forgot",
        ("get", "head"): "believes",
        ("take", "head"): "believes",
        ("have", "head"): "believes",
        ("take", "granted"): "believes",
        ("make", "mind"): "believes",
    }
)
"""Verb and noun whose subject holds the belief."""
PHRASE_PARTS = MappingProxyType(
    {
        "head": ("in", "into"),
        "heart": ("by",),
        "mind": ("to", "in", "up"),
        "granted": ("for",),
        "sight": ("of",),
        "conclusion": ("that", "the"),
    }
)
"""Words of which one stands in such a phrase."""
MIND_PHRASES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        **{(verb, place): "believes" for verb in ("cross", "enter", "flash", "pass") for place in ("mind", "head")},
        **{(verb, place): "forgot" for verb in ("slip", "escape") for place in ("mind", "memory")},
    }
)
"""Verb and place of the mind whose owner holds the belief: "it never crossed her mind"."""

FOUND_OUT = _words("find figure work make puzzle")
"""Verbs that with "out" come to know."""
WRONGLY = _words("wrongly mistakenly falsely erroneously wrong")
"""How one believes what is not so."""
UNBEKNOWN = _words("unbeknownst unbeknown unknown")
"""With "to" somebody, what they do not know."""
IN_MIND = MappingProxyType({"mind": "to", "view": "in", "eyes": "in", "book": "in", "reckoning": "by"})
"""Whose opinion a sentence is: "to her mind", "in his view"."""

DENIED = MappingProxyType({"knows": "unaware", "unaware": "knows"})
"""What a denied stance amounts to, without negation."""
DENIED_SURE = _words("sure certain positive confident convinced persuaded")
"""Predicates that deny to doubt: "was not sure"."""
LESS = _words("little no longer")
"""Further words that deny a verb of knowing: "little did she know"."""

KNOWABLE = _words(
    """
    truth reason secret answer cause name fact story history meaning purpose intention plan danger thing news matter
    rest difference mind heart identity affair circumstance extent value worth price feeling nature character business
    whole half particulars detail lesson risk consequence address whereabouts
    """
)
"""What is known as a fact is known; with other objects "know" is acquaintance."""
PAST_TIMES = _words(
    "past yesterday night day days morning evening year years childhood youth boyhood girlhood time times summer winter"
)
"""With these "think of" is to remember."""
NOBODY = _words(
    "one nobody none anybody anyone god heaven heavens goodness lord who whoever what it there devil deuce dear christ"
)
"""Who holds no belief that could be told."""

CUES = (
    frozenset(VERBS)
    | frozenset(PREDICATES)
    | frozenset(NOUNS)
    | frozenset(WITH_AS)
    | frozenset(TO_OBJECT)
    | frozenset(TO_ONESELF)
    | frozenset(TO_WHOM)
    | frozenset(verb for verb, _ in (*PHRASES, *MIND_PHRASES))
    | UNKNOWING
    | FOUND_OUT
    | UNBEKNOWN
    | frozenset(IN_MIND)
    | {"deny", "concerned"}
)
"""Lemmas and forms that may attribute a belief."""
