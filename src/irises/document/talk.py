"""How much a paragraph talks about the fiction, as notes do, instead of telling it."""

from __future__ import annotations

import re

from irises.document.units import Unit, unquoted

TALK = 1.0
"""Score from which a paragraph talks about the story, not in it."""

_TALK = re.compile(
    r"\b(?:fan-?fic(?:tion)?s?|fics?|one-?shots?|drabbles?|reviewers?|reviews|kudos|reblog"
    r"|beta-?read(?:er)?|beta(?:s|ed|'d)?|updat(?:e|es|ed|ing)"
    r"|headcanon|OOC|OCs?|AU|M/M|F/F|F/M|slash|yaoi|fluff|angst|smut|lemon|pairings?|fandom"
    r"|disclaimer|R&R|r&r|RxR|feedback|plot ?bunn(?:y|ies)|hiatus|flamers?"
    r"|tumblr|ao3|ff\.?net|fanfiction\.net|livejournal|lj|wattpad|archive of our own|constructive "
    r"criticism|concrit|spoilers?|copyright(?:ed)?|no infringement|infringement"
    r"|no profit|this fic|my (?:first|second) (?:story|fic|attempt)|(?:please|pls|plz|and) "
    r"review|leave (?:me )?a (?:review|comment|kudos)|cliff-?hangers?|stay tuned|to be continued"
    r"|tbc|next update|you guys|y'all"
    r"|sequel|prequel|crossover|title (?:is )?(?:from|taken))\b",
    re.IGNORECASE,
)
_HINTS = re.compile(
    r"\b(?:chapters?|review(?:ed|ing)?|readers?|post(?:ed|ing)|canon|rated|ratings?|flames?"
    r"|prompts?|challenge|all rights|no money|dialogue|storyline|author'?s?|characters?|story"
    r"|writ(?:e|ing|ten) this|wrote this|hope you|let me know|comments?|thanks|thank you|next "
    r"(?:time|part)|italics?|reading|enjoy(?:ed)?|wanted to write|this one|next up"
    r"|coming up|series|part \d+|previous story|last story|goes out to|playlist|fluffy"
    r"|messages after)\b",
    re.IGNORECASE,
)
OWNS = re.compile(
    r"\b(?:I|we)\s+(?:(?:still|sadly|unfortunately|really|so|obviously|definitely|absolutely)\s+)*(?:don'?t"
    r"|do not|did ?n[o']t)\s+(?:\w+\s+)?own\b|\b(?:I|me|we) (?:still )?owns? (?:nothing|none)\b"
    r"|^\W*(?:still |all )?not mine\b|\b(?:characters?|rights?|everything|they|it all|series"
    r"|books?|world|universe|names)\b[^.!?]{0,40}\bbelongs? to\b|\b(?:is|are|the) property "
    r"of\b|\b(?:is|are) owned by\b|\bnot making any (?:money|profit)|\bno (?:money|profit) "
    r"(?:is|was)",
    re.IGNORECASE | re.MULTILINE,
)
_SMILEY = re.compile(r"(?:^|\s)(?:[:;=]-?[)D(P]+|xD|XD|<3|\^_*\^|lol|LOL)(?=[\s.,!)]|$)")
_ADDRESS = re.compile(r"\b(?:enjoy|please|sorry for|hope|warning|note)\b", re.IGNORECASE)
PERSONAL = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|my|me|you|your|we|our)\b")
_QUOTE = "\"“'‘«„"


def talk_score(words: str) -> float:
    """How much a paragraph talks about the fiction instead of telling it: about 1 per sign, 0 for narration."""
    head = words[:1500].replace("’", "'")
    score = strong_talk(head) + 0.5 * len({match.group(0).lower() for match in _HINTS.finditer(head)})
    bare = unquoted(head)
    score += 0.5 * bool(score and _ADDRESS.search(bare))
    score *= 1.0 if PERSONAL.search(bare) or len(words) < 200 else 0.6
    long = max(1.0, len(words.split()) / 60)
    return score / long if words[:1] not in _QUOTE else 0.3 * score / long


def strong_talk(words: str) -> int:
    """How many signs there are that only talk about fan fiction has."""
    head = words[:1500].replace("’", "'")
    signs = len({match.group(0).lower() for match in _TALK.finditer(head)})
    return signs + 2 * bool(OWNS.search(head)) + len(_SMILEY.findall(head)[:2])


def is_talk(unit: Unit) -> bool:
    """Whether a paragraph that nothing labels talks about the fiction."""
    return talk_score(unit.text) >= 1.5 * TALK and strong_talk(unit.text) > 0
