"""Words around an emotion that say how it shows, how strong it is, and whether it is put on or hidden; our own lists.

Listed here is what no gold teaches: channels and masks. Words of emotion themselves: `emotion_words`.
"""

from __future__ import annotations

from types import MappingProxyType

BODY = frozenset(
    """
    face eye eyes brow brows lip lips mouth cheek cheeks jaw voice tone tones hand hands finger fingers fist fists
    shoulder shoulders knee knees tears smile laugh laughter look looks glance glances gaze expression countenance
    features manner air gesture gestures accent accents breath colour color blush frown sigh teeth chin nostril
    nostrils eyebrow eyebrows visage physiognomy forehead posture attitude bearing demeanour demeanor grin stare cry
    tread step
    """.split()
)
"""Parts and signs of the body that show what is felt."""
SAYING = frozenset(
    """
    say cry exclaim whisper murmur mutter ask answer reply return shout call scream shriek speak add remark observe
    continue repeat stammer sob growl snap sigh hiss beg demand gasp moan declare protest retort interrupt begin
    """.split()
)
"""Verbs of speaking, whose manner is shown."""
INNER = frozenset(
    """
    feel think know believe wish want hope remember love hate like fear regard consider reflect wonder suppose
    understand see hear notice perceive realize realise fill seize overcome overwhelm regret desire long yearn
    suffer expect be become
    """.split()
)
"""Verbs of what goes on within, whose manner nobody sees."""
STIRRING = frozenset(
    """
    please amuse embarrass startle anger frighten delight annoy vex irritate surprise astonish amaze disgust shock
    bore terrify alarm worry disappoint hurt grieve sadden offend enrage infuriate puzzle perplex bewilder comfort
    console soothe thrill excite interest move touch charm fascinate humiliate distress trouble torment enchant
    gratify displease exasperate provoke depress cheer dismay confuse appall appal horrify repel disturb agitate
    scare intimidate insult fluster mortify torture dishearten discourage encourage reassure relieve satisfy impress
    baffle mystify nettle pique
    """.split()
)
"""Verbs whose object feels it: "the candour pleased her"."""
HAVING = frozenset(
    """
    feel have experience seem look find take become get grow harbour bear cherish give inspire cause excite
    """.split()
)
"""Verbs by whose denial an emotion is denied: "felt no joy"; not "could not hide his joy"."""
LACKS = frozenset("lack absence void devoid free".split())
"""Nouns and adjectives of not having: "free of fear"."""
SEEMING = frozenset({"look", "sound"})
"""Verbs of how somebody appears."""
VISIBLE = frozenset("obvious visible evident plain apparent manifest unmistakable undisguised".split())
"""What is said of a feeling that is seen."""
FEIGNED = frozenset(
    """
    forced feigned affected assumed pretended studied simulated stage false mock hollow artificial mechanical
    strained constrained dissembled brave sham fake counterfeit unreal insincere mirthless humourless humorless
    joyless
    """.split()
)
"""Adjectives of a display that is put on."""
PUTS_ON = frozenset(
    "put plaster paste pin slap stick fix force summon muster manage conjure twist stretch fake".split()
)
"""Verbs that put a smile or a look on one's face, with "on", "up" or "into" or by their own force."""
FORCES = frozenset("plaster paste force summon muster fake".split())
"""Those that say so by themselves."""
PRETENDS = frozenset("pretend feign affect simulate dissemble sham counterfeit".split())
"""Verbs of putting on, with what is put on as their complement."""
ASSUMES = frozenset("assume force fake summon muster manage attempt conjure".split())
"""Verbs that say so only of a display: "assumed an air of cheerfulness", "managed a smile"."""
TRIES = frozenset("try attempt endeavour endeavor strive manage contrive force struggle".split())
"""Verbs of the effort that a display costs."""
SIGNS = frozenset(
    """
    air look expression show appearance semblance smile manner tone face voice front mask countenance affectation
    pretence pretense grin frown scowl laugh
    """.split()
)
"""Nouns of what is put on: "an air of ease"."""
SHAMS = frozenset("affectation pretence pretense".split())
"""Nouns that say so themselves."""
CALM = frozenset(
    """
    composure composed calm calmly calmness coolly coolness indifference indifferent indifferently unconcern
    unconcerned carelessly lightly nonchalance nonchalantly impassive impassively expressionless blandly airily
    steady steadily blank unmoved level even neutral straight light casual casually easily bland flat smooth smoothly
    evenly neutrally flatly
    """.split()
)
"""Shows that no feeling is there."""
CHEER = frozenset("cheerful cheerfully cheerfulness cheery cheerily gay gaily brightly merry merrily".split())
"""Shows that none but a light one is."""
HIDDEN = frozenset("suppressed repressed smothered stifled concealed hidden restrained secret".split())
"""Adjectives of a feeling that is kept from sight."""
LETS = frozenset("let allow suffer permit".split())
SEES = frozenset("see know perceive notice guess show appear suspect".split())
"""What is not let happen to a feeling that is hidden."""
RULED = frozenset("face voice tone expression features countenance manner breathing".split())
"""What is ruled so that nothing shows: "kept her voice light"."""
NOT_HELD = frozenset("low down up lowered warm clean close near turned hidden wet dry buried".split())
"""What a voice or face is kept without ruling it."""
WANTS = frozenset(
    """
    so lest want wanted wants let letting lets care careful carefully hoping hoped hope determined sooner rather
    satisfaction must praying prayed avoid died
    """.split()
)
UNSEEN = frozenset("n't not never without sooner rather nobody no lest none one".split())
"""Words of which one each stands before "see" or "notice" where somebody means not to be seen through."""
AS_IF_DEEDS = frozenset(
    """
    shrug smile laugh nod grin say speak answer reply go keep continue look turn stare read talk act behave carry sit
    walk eat drink whistle hum yawn
    """.split()
)
"""What somebody does as if nothing were the matter."""
AS_NOTHING = frozenset({"nothing", "n't", "not", "never", "no"})
"""Words of what somebody acts as if: "shrugged like it was nothing", "as if she hadn't heard"."""
HIDES = frozenset(
    """
    hide conceal mask disguise cover suppress repress smother stifle dissemble betray show reveal swallow check
    restrain control master veil cloak quell subdue
    """.split()
)
"""Verbs of keeping from sight."""
ONLY_DENIED = frozenset({"betray", "show", "reveal"})
"""Verbs that keep from sight only where they are denied."""
HOLDS = frozenset("choke bite hold keep fight blink force gulp swallow beat crush press push thrust".split())
"""Verbs that keep from sight with "back" or "down"."""
SCHOOLS = frozenset("school compose arrange command control keep steady master".split())
"""Verbs of ruling the face or the voice."""
FAILS = frozenset(
    "imperfectly unable fail impossible vain useless cannot ill scarcely hardly barely not n't never".split()
)
"""Words that say a feeling is seen after all."""
CONCEDES = frozenset("though although despite spite".split())
THOUGH = CONCEDES | frozenset("beneath behind inwardly inside nevertheless".split())
"""Words between a show and what is under it."""
BUT = frozenset("but while yet however".split())
"""Words that set a show against a feeling only where this is said to be within."""
WITHIN = frozenset("heart inside inwardly internally within secretly underneath privately inward secret really".split())
MIRTH = frozenset("mirth humour humor amusement merriment joy warmth gaiety pleasure".split())
"""What an honest smile or laugh holds."""
VALENCE = MappingProxyType(
    {
        "anger": -0.7, "anticipation": 0.2, "disgust": -0.7, "fear": -0.7, "joy": 0.8, "sadness": -0.7,
        "surprise": 0.1, "trust": 0.6, "other": -0.1,
    }
)  # fmt: skip
STRONG = frozenset(
    """
    very so too extremely exceedingly utterly deeply terribly dreadfully bitterly greatly intensely wholly quite
    desperately overwhelming violent wild passionate most furious
    """.split()
)
WEAK = frozenset("little slightly somewhat rather faint faintly half almost mild slight vaguely vague".split())
