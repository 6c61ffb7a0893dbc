"""Words that give or ask for a word: promises, vows, requests, commands, threats, refusals; our own lists."""

from __future__ import annotations

from types import MappingProxyType

_VERBS = {
    "promise": "promise agree consent undertake pledge engage",
    "vow": "vow swear",
    "request": "ask beg implore entreat beseech plead request urge pray invite appeal press petition conjure coax",
    "command": "order command bid forbid direct instruct demand insist charge enjoin tell",
    "threaten": "threaten",
    "refusal": "refuse decline reject",
}
VERBS = MappingProxyType(
    {verb: "threat" if kind == "threaten" else kind for kind, verbs in _VERBS.items() for verb in verbs.split()}
)
"""Kind by lemma of the verb."""
NEEDS_DEED = frozenset("ask tell direct charge press agree pray engage direct invite instruct appeal".split())
"""Verbs that give or ask only with an infinitive (or "for"): "asked him to wait", not "asked him why"."""
GIVEN = MappingProxyType({"word": "promise", "promise": "promise", "oath": "vow", "vow": "vow", "pledge": "promise"})
"""Things that are given, made or sworn."""
GIVING = frozenset("give make swear pledge take pass".split())
SOFTENERS = frozenset("please pray kindly beg implore entreat dear dearest sir madam darling sweetheart love".split())
"""Words that make of an imperative a request."""
NO_DEEDS = frozenset(
    """
    look listen hear see say suppose mind come excuse pardon forgive thank bless believe trust damn confound curse hang
    hush wait fancy imagine let know think remember depend bother welcome farewell goodbye good god hullo hello sorry
    behold consider note mark observe guess stop go
    """.split()
)
"""Verbs whose bare imperative is mostly a call or politeness ("look here", "come, come", "go on")."""
NEVER_DEEDS = NO_DEEDS - {"go", "stop", "wait", "come", "forgive", "remember"}
"""Those that are none with an object either."""
HARMS = frozenset(
    """
    kill murder shoot hang thrash beat whip flog hit strike hurt ruin destroy report expose punish break crush burn tear
    turn dismiss sue arrest drown strangle cut smash finish
    """.split()
)
"""What a threat says will be done to its hearer."""
ASKING = frozenset("will would wo could can ca won't wouldn't couldn't can't".split())
"""Helpers that ask when they come before "you"."""
CUES = frozenset(VERBS) | frozenset(GIVEN)
