"""Verbs and nouns that say somebody speaks, in every inflection, and the words around them that a cue is read by."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


_REGULAR = """
accede accuse acknowledge add address admit admonish advise affirm agree allow announce answer apologise
apologize appeal argue articulate ask assent assert assure attest babble bark bawl beam beg begin bellow blare
bleat blubber blurt boast boom brag breathe bubble burst buzz cackle cajole call carol caution challenge chant
chatter chide chime chirp chortle chorus chuckle claim clarify coax comfort command comment complain concede
conclude concur confess confide confirm congratulate conjecture contend contest continue contradict contribute
coo correct counsel counter croak croon crow cry curse deadpan debate decide declaim declare decline defend
demand demur deny deplore dictate direct disagree disclose drawl drone echo ejaculate elaborate encourage end
enjoin enquire enthuse entreat enunciate exclaim exhale exhort explain explode expostulate express extol falter
fume gasp gibber giggle greet grimace grin groan growl grumble grunt guess gulp gurgle gush hail hazard hesitate
hint hiss holler hoot howl huff hum implore impress inform inquire insist instruct interject interpose
interpolate interrogate interrupt intone introduce invite jeer jest joke lament laugh lecture lie lisp marvel
mention mimic moan mock mouth mumble murmur muse mutter nag narrate nod note object observe offer opine order
pant parrot persist persuade pipe plead pledge pout praise pray preach press proceed proclaim prompt pronounce
propose protest pursue purr put quaver query question quip quote rage ramble rap rasp reason reassure recall
recite reckon recollect recommend recount refuse regret reiterate rejoice relate remark remember remind
remonstrate repeat reply report reprimand reproach reprove request resolve respond resume retort return reveal
roar rule sass scoff scold scream screech shout shriek shrug shrill sigh simper sing slur smile smirk sneer snap
snarl sniff sniffle snigger snivel snort sob soothe speculate splutter spout sputter squawk squeak squeal
stammer start state stipulate stress stutter submit suggest sulk summarise summarize supplement suppose surmise
swear sympathise sympathize taunt tease temporise temporize testify thank theorise theorize threaten thunder
titter toast translate trill trumpet twitter urge utter venture verify vociferate volunteer vouchsafe vow wail
warble warn weep wheedle wheeze whimper whine whinge whisper whistle whoop wish wonder worry yap yawn yell yelp
finish consider signal telegraph puff rave conclude soliloquise soliloquize squeal grouse hazard purr chaff parry
"""
_IRREGULAR = """
say says said saith saying speak speaks spoke spoken speaking tell tells told telling think thinks thought
thinking begin begins began begun beginning sing sings sang sung singing read reads reading write writes wrote
written writing swear swears swore sworn swearing weep weeps wept weeping forbid forbids forbade
forbidding retell retells retold retelling quoth go goes went hear heard burst bursts bursting break breaks
broke breaking bid bids bade bidding spit spits spat spitting throw throws threw come comes came cut cuts
cutting put puts putting make makes made get gets got let lets letting foretell foretells foretold catch
caught understand understood know knew find found mean meant feel felt
"""
_ALWAYS_DOUBLED = word_set(
    "admit beg brag signal chat concur confer demur hum nag nod quip rap snap sob submit yap grin chirrup shrug slur"
)


def _inflections(verb: str) -> set[str]:
    """Base form, third person, past and participle of a regular verb."""
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    stem = verb + verb[-1] if verb in _ALWAYS_DOUBLED else verb
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return {verb, plural, stem + "ed", stem + "ing"}


# Verbs that only lead in to speech with help ("burst out", "went on", "came the answer").
_LEADING = word_set(
    "go goes went hear heard break breaks broke throw throws threw come comes came cut cuts make makes made get "
    "gets got let lets catch caught understand understood know knew find found mean meant feel felt"
)
_ALL = {form for verb in word_set(_REGULAR) for form in _inflections(verb)}
_ALL |= word_set(_IRREGULAR)

SPEECH = frozenset(_ALL - _LEADING)
"""Inflected verbs that by themselves say somebody speaks, thinks or writes."""

CONTINUING = frozenset({"on", "out", "in", "up", "off", "forth", "back"})
"""Particles that make a leading verb one of speech ("went on", "broke in")."""

LEADING = _LEADING
"""Verbs of speech only with a particle of `CONTINUING`."""

ADDRESSING = word_set(
    "address addresses addressed addressing answer answers answered answering ask asks asked asking assure "
    "assures assured beg begs begged begging tell tells told telling thank thanks thanked warn warns warned "
    "remind reminds reminded advise advised implore implored entreat entreated urge urged inform informed "
    "question questioned interrupt interrupted greet greeted invite invited reassure reassured correct corrected "
    "scold scolded bid bade order ordered command commanded counsel counselled exhort exhorted beseech besought "
    "hail hailed"
)
"""Verbs whose object is the person spoken to."""

VOICES = word_set(
    "voice tone tones answer reply words word question response whisper cry exclamation retort comment remark "
    "lips shout murmur scream comments remarks sentence speech rejoinder"
)
"""Nouns that speak for their owner ("her voice shook")."""

TOWARDS = frozenset({"to", "towards", "toward", "at", "upon", "on"})
PREPOSITIONS = TOWARDS | word_set(
    "of with by from for in into over after before behind beside about against near under beneath through without "
    "between among like than round around across"
)


def is_speech(words: list[str], at: int) -> bool:
    """Whether the lower-cased word at an index says that somebody speaks."""
    word = words[at]
    if word in SPEECH:
        return True
    if word in {"came", "comes"} and any(near in VOICES for near in words[at + 2 : at + 5]):
        return True
    return word in LEADING and at + 1 < len(words) and words[at + 1] in CONTINUING
