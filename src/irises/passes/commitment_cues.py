"""Words that give or ask for a word: promises, vows, requests, commands, threats, refusals; our own lists."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _by_word(lists: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: kind for kind, words in lists.items() for word in words.split()})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs that report or perform

VERBS = _by_word(
    {
        "promise": "promise agree consent undertake pledge engage guarantee volunteer covenant offer",
        "vow": "vow swear",
        "request": """
            ask beg implore entreat beseech plead request urge pray invite appeal press petition conjure coax importune
            solicit supplicate adjure exhort advise counsel recommend caution wheedle suggest sue beckon motion sign
            warn propose gesture nod wave signal whisper murmur mutter text remind encourage persuade convince dare
            challenge nag pester badger lobby cajole
        """,
        "command": """
            order command bid forbid direct instruct demand insist charge enjoin tell prohibit summon yell shout scream
            bark bellow snap roar hiss call holler
        """,
        "threat": "threaten menace",
        "refusal": "refuse decline reject spurn",
    }
)
"""Kind by lemma of the verb."""
NEEDS_DEED = _words(
    """
    ask tell direct charge press agree pray engage invite instruct appeal order command sign motion beckon consent
    advise counsel exhort sue volunteer undertake warn suggest recommend guarantee bid caution urge forbid offer
    propose gesture nod wave signal whisper murmur mutter text remind encourage yell shout scream bark bellow snap roar
    hiss call holler persuade convince dare challenge nag pester badger lobby cajole
    """
)
"""Verbs that give or ask only with an infinitive, a clause of what should be done, or "for": "asked him to wait", not
"asked him why"."""
CALLING = _words(
    """
    yell shout scream bark bellow snap roar hiss call holler gesture nod wave signal whisper murmur mutter text beckon
    motion sign persuade convince dare challenge nag pester badger lobby cajole
    """
)
"""Verbs of speaking and pointing that ask with an infinitive of what somebody else should do."""
NEEDS_WORDS = _words("swear vow insist demand plead beg implore entreat beseech petition request conjure coax decline")
"""Verbs that need a deed, a thing or what is said; "swore" alone is a curse."""
BY_WORDS = _words(
    "beg implore entreat beseech plead urge promise vow swear order command threaten insist coax advise warn pray"
)
"""Verbs by which words in quotation marks are given or asked."""
FAREWELLS = _words("farewell adieu goodbye good-bye good-night goodnight welcome good pardon")
"""What is bidden or begged for politeness."""
BOUND = _words("pledge swear bind engage")
"""Verbs whose passive says that the subject gives the word: "was pledged to defend her"."""
MENTAL = _words(
    "believe think see notice acknowledge admit own recognize recognise consider understand budge look meet"
)
"""What is refused in the mind only."""
WITH_SHOULD = _words("should must might shall")
"""Helpers that make of a clause a deed: "warned her that it must not be mentioned"."""
SAYING = _words("say tell answer reply assure declare write")
"""Verbs under which "would" of the same person is a promise: "he said he would come"."""

GIVEN = _by_word({"promise": "word promise pledge pact bargain deal", "vow": "oath vow"})
"""Things that are given, made or sworn."""
GIVING = _words("give make swear pledge take pass plight strike")
OWNED = _by_word(
    {
        "promise": "promise pledge",
        "vow": "vow oath",
        "request": "request entreaty petition appeal prayer plea proposal insistence suggestion invitation urging",
        "command": "order orders command instruction instructions injunction bidding",
        "threat": "threat",
        "refusal": "refusal",
    }
)
"""Nouns that report one of their owner's with what is to be done: "her promise to write"."""

# What is said itself

SOFTENERS = _words(
    """
    please pray kindly beg implore entreat beseech dear dearest sir madam ma'am darling sweetheart love honey sorry
    won't
    """
)
"""Words that make of an imperative a request."""
NO_DEEDS = _words(
    """
    look listen hear see say suppose mind come excuse pardon forgive thank bless believe trust damn confound curse
    hang hush wait do fancy imagine let know think remember depend bother welcome farewell goodbye good god hullo hello
    sorry behold consider note mark observe guess stop go hark lo tell
    """
)
"""Verbs whose bare imperative is mostly a call or politeness ("look here", "come, come", "go on")."""
NEVER_DEEDS = _words(
    """
    look listen hear suppose excuse pardon thank bless believe trust damn confound curse hang fancy imagine know
    think depend bother welcome farewell goodbye good god hullo hello sorry behold note mark observe guess hark lo
    remember consider thank accept want wish hope beg scuse love hate mean picture
    """
)
"""Those that are none with an object either."""
UNDENIED = _words("think suppose imagine fancy mind mistake know care dream thank worry")
"""Those that are none with "don't" or "never"."""
FOR_ANSWERS = _words("tell say")
"""Imperatives that mostly want an answer only."""
LICENCES = _words("like please choose wish fancy")
"""Verbs with which "as you like" or "anything you please" makes of an imperative permission."""
FAVOURS = _words("give lend come help let send bring take show wait stay spare pass leave forgive")
"""What "can you" and "could you" ask for; with other verbs they ask a question."""
CURSES = _words("devil hell blazes dickens deuce")
ASKING = _words("will would wo could can ca won't wouldn't couldn't can't")
"""Helpers that ask when they come before "you"."""
ADVISING = _words("should ought must better")
"""Helpers that urge what "you" should do."""
UNASKED = _words("be think know believe see hear have imagine suppose remember like feel want care mean wish expect")
UNORDERED = _words(
    """
    be have know think see find like love understand remember regret get hear feel learn die catch need want soon
    forget excuse allow pardon believe admit own laugh say imagine suppose mean confess become hate wonder mind
    agree judge perceive observe notice recollect recognise recognize enjoy lose
    """
)
"""Verbs with which "will you" or "you will" asks and orders nothing."""
UNPROMISED = _words(
    """
    be have think see suppose say know want like need find feel understand remember regret die wonder hear mind get
    believe become miss grow hope admit confess own wager bet venture suffer lose perish starve faint choke drown
    freeze burst fall cry cope manage survive live
    """
)
"""Verbs with which "I will" promises nothing unless it is to somebody."""
FOR_YOU = _words(
    """
    write tell give send come help bring show take pay lend wait meet call speak do make see let introduce teach
    learn stay return go explain follow protect stand ask get find answer endeavour endeavor try forgive remember
    keep
    """
)
"""Verbs with which "I shall" is a promise to somebody rather than a forecast."""
REASSURING = _words(
    """
    tell shrink leave hurt harm fail disappoint desert betray forsake breathe reveal send touch bite eat hinder
    complain worry
    """
)
"""What one promises not to do."""
POLITE = _words("detain trouble keep disturb interrupt intrude bother weary deny pretend conceal say attempt")
"""What one says for manners that one won't do."""
AGAIN = _words("again more ever anybody anyone")
HARMS = _words(
    """
    kill murder shoot hang thrash beat whip flog hit strike knock hurt ruin destroy report expose punish break crush
    burn tear turn dismiss sue arrest drown strangle cut smash finish kick box lick skin hunt smite slay throttle
    denounce end gut bury butcher slaughter
    """
)
"""What a threat says will be done to its hearer."""
BLOWS = _words("knock break wring smash bash box skin tan")
"""What is done to parts of a body: "I'll wring your neck"."""
RUES = _words("pay regret repent rue hang smart swing answer")
"""What a threat says its hearer will do."""
OATHS = _words("hanged damned blowed blest blessed cursed darned dashed shot d--d jiggered")
"""Said of oneself with "if I will" they refuse."""
MADE = _words(
    """
    fetch bring carry open close show clean swear promise say repeat tell write sign sit stand kneel go come take give
    do wait learn read stay lie get put leave drink eat recite copy wash vow
    apologise apologize
    """
)
"""What somebody is ordered to do where they are made to do it."""
REFUSED = _words(
    """
    come go open listen speak eat take give sit stay tell say answer look move hear leave touch drink accept sell
    marry admit come receive yield obey sign pay talk discuss help sing play dance work stop consent promise let budge
    """
)
"""What is refused by "would not"."""

ORDERING = _words("order command bark snap roar thunder growl shout demand bawl bellow scream insist")
BEGGING = _words("beg plead implore entreat whisper murmur sob beseech coax urge pray suggest sigh falter")
"""Verbs of speaking by which an imperative is a command, or a request."""
RANKS = _words(
    """
    king queen duchess duke prince princess emperor empress captain colonel general major sergeant lieutenant
    admiral officer inspector judge magistrate master mistress headmaster schoolmaster teacher governor commander
    chief boss steward squire lord highness majesty grace superintendent constable policeman bishop abbot boatswain
    mate corporal margrave baron baroness countess earl marquess marquis viscount sultan khan tsar pharaoh regent
    chancellor marshal commandant coach chef foreman headmistress principal matron abbess prioress detective overlord
    """
)
SERVANTS = _words(
    """
    servant maid housemaid groom coachman butler footman valet driver cabman waiter boy lad porter cook nurse sailor
    soldier steward sirrah slave page clerk page-boy landlord hostler ostler
    """
)
"""Who orders, and who is ordered."""
WORDS_GIVEN = _words("promise word vow oath pledge")
"""What is kept or broken."""
ENDINGS = _by_word(
    {
        "kept": "keep fulfil fulfill redeem perform honour honor",
        "broken": "break betray violate",
        "withdrawn": "release absolve retract withdraw",
    }
)
"""Verbs that say what became of a word given."""
CUES = frozenset(VERBS) | frozenset(GIVEN) | frozenset(OWNED) | SAYING | frozenset({"make", "have", "would", "will"})
"""Lemmas that may report or perform one."""
