"""Words by which present-day prose lets a mask be seen, by what they do in a sentence; our own lists.

`gold/minds/masks.md` says which ways of saying they are for. Those of older prose, and of shows in general, are in
`emotion_cues`.
"""

from __future__ import annotations

from types import MappingProxyType

SMILES = frozenset("smile grin laugh chuckle laughter".split())
"""Shows that an adjective makes false."""
STIFF = frozenset(
    """
    tight brittle fixed plastic wooden practised practiced rehearsed glassy rigid frozen strained forced pasted painted
    hollow fake false careful professional
    """.split()
)
"""What a smile or laugh is that is only worn."""
SHOWS = frozenset("smile grin laugh face voice tone expression cheer manner".split())
"""What is put on for others."""
OFFERED = frozenset("keep save reserve use practise practice rehearse perfect teach learn wear adopt".split())
"""Verbs of a show that one has ready: "the voice she kept for policemen"."""
WORN = frozenset("smile grin voice laugh".split())
"""Shows that a noun before them makes an office's or an occasion's: "her telephone voice"."""
NO_OFFICE = frozenset(
    """
    half side baby boy man woman girl child children tenor bass alto soprano treble baritone chest falsetto
    singing speaking
    gap cat ghost stage cheshire toddler dog wolf belly horse face mother father
    """.split()
)
"""Nouns before "voice" or "smile" that only say what it is like or whose."""
STRAIGHT = frozenset("straight poker game brave".split())
"""What a face is that shows nothing: "kept a straight face"."""
ON_PURPOSE = frozenset(
    """
    carefully deliberately studiously determinedly resolutely aggressively relentlessly painstakingly
    purposely artificially
    scrupulously
    """.split()
)
"""How calm is that costs care: "carefully blank"."""
AT_EASE = frozenset(
    """
    calm calmly blank neutral neutrally casual casually light lightly even evenly polite politely pleasant pleasantly
    expressionless still bright brightly cheerful cheerfully level steady smooth smoothly offhand nonchalant cool coolly
    careless carelessly indifferent conversational mild mildly flat
    """.split()
)
"""What nothing is the matter with."""
BLITHE = frozenset(
    """
    brightly cheerfully cheerily breezily airily lightly casually evenly smoothly levelly pleasantly mildly
    blandly calmly
    coolly carelessly gaily jauntily nonchalantly chattily sunnily conversationally steadily heartily blithely
    offhandedly
    """.split()
)
"""Manners of speaking and doing of somebody whom nothing troubles."""
BLITHE_ADJECTIVES = frozenset(
    """
    bright cheerful cheery breezy airy light casual even smooth level pleasant mild bland calm cool careless
    jaunty steady
    bored sunny conversational normal offhand relaxed unconcerned amused fine friendly
    """.split()
)
"""The same of a voice, a face or somebody's look."""
OVERDONE = frozenset(
    """
    brightly quickly fast loud loudly heartily cheerfully eagerly casually lightly easily gaily merrily readily bright
    cheerful casual smoothly hearty sweetly
    """.split()
)
"""What is false if there is too much of it."""
DEEDS_OF_EASE = frozenset(
    "smile laugh grin nod shrug wink wave chuckle beam joke chat hum whistle giggle sing clap yawn tease".split()
)
"""What somebody does whom nothing troubles, or who would seem so."""
OUTBURSTS = frozenset(
    """
    cry weep sob scream howl shout yell wail laugh grin smile giggle snort groan moan whimper wince flinch shake tremble
    shiver blush gasp panic shudder cringe
    """.split()
)
"""Displays that are kept in."""
IMPULSES = frozenset(
    """
    cry weep sob scream howl run bolt flee hit punch slap die crawl vanish disappear hide kick shout yell bark strangle
    throttle hurl wail smash
    """.split()
)
"""What a strong feeling makes one want to do."""
UNWELL = frozenset("sick ill faint numb hollow dizzy".split())
"""How a strong feeling makes one feel."""
REFUSALS = frozenset("try resist fight stop refrain suppress stifle trust".split())
"""Verbs of not giving in to an outburst."""
COSTS = frozenset("everything effort strength willpower discipline".split())
"""What it takes not to."""
GUTS = MappingProxyType(
    {
        **dict.fromkeys(
            "stomach insides guts gut belly bowels knees knee blood skin spine hair pulse scalp".split(), "fear"
        ),
        **dict.fromkeys("throat eyes chest ribs heart lungs face cheeks lips mouth".split(), "sadness"),
        **dict.fromkeys("hands hand fingers knuckles legs breath jaw teeth nerves ears bones".split(), "fear"),
    }
)
"""Parts of the body in which something is felt, and what mostly."""
STIRS = MappingProxyType(
    {
        **dict.fromkeys("stomach insides guts gut belly bowels".split(),
            "drop sink turn twist clench lurch flip fall "
            "plunge churn knot go tighten heave roll"),
        **dict.fromkeys("throat".split(), "tighten close ache burn constrict swell seize clench catch"),
        **dict.fromkeys("chest ribs lungs".split(), "tighten ache constrict clench hurt cave burn seize squeeze"),
        **dict.fromkeys("eyes".split(), "sting burn prickle swim fill water smart blur"),
        **dict.fromkeys("heart".split(),
            "sink break drop stop clench ache lurch crack "
            "twist hammer pound thud race go"),
        **dict.fromkeys("pulse nerves".split(), "hammer pound race jump scream"),
        **dict.fromkeys("knees knee legs".split(), "knock shake tremble turn buckle go"),
        **dict.fromkeys("hands hand fingers".split(), "shake tremble"),
        "knuckles": "whiten shine",
        **dict.fromkeys("blood".split(), "run turn freeze go drain chill"),
        **dict.fromkeys("skin scalp spine hair".split(), "crawl prickle stand rise chill creep"),
        **dict.fromkeys("cheeks ears face".split(), "burn flame scald"),
        **dict.fromkeys("teeth jaw".split(), "chatter ache clench"),
        **dict.fromkeys("breath".split(), "catch stop"),
        **dict.fromkeys("mouth lips".split(), "tremble wobble dry"),
    }
)  # fmt: skip
"""What each part does, felt by its owner, when something unwelcome is felt."""
BEATS = frozenset("hammer pound thud race burn flame".split())
"""What heart and face do in joy as well."""
TIGHT = frozenset(
    """
    tight dry cold ice water lead jelly string white knots knot stone raw hot thick weak numb
    """.split()
)
"""What such a part is then."""
GOES_THROUGH = frozenset("go run cut pass shoot jolt stab slice rip".split())
"""Verbs of what goes "through" or "into" somebody."""
WITHIN = frozenset("inside inwardly underneath internally".split())
"""Where a feeling is that nobody sees."""
IN_SECRET = frozenset("secretly inwardly privately internally".split())
"""How a feeling is had that is kept from sight."""
INWARD_DEEDS = frozenset(
    "groan scream cheer curse swear die cringe sigh weep wince seethe rage smile laugh cry".split()
)
"""What somebody does "inwardly"."""
BEHAVING = frozenset("brave casual cheerful breezy jolly nonchalant".split())
"""What somebody "is being" who plays it."""
BEHAVING_MUCH = frozenset("polite nice civil normal calm sensible pleasant friendly bright".split())
"""The same, if it is said to be too much of it: "being terribly polite"."""
MUCH = frozenset("very so terribly extremely awfully incredibly horribly painfully ever-so".split())
PLAYS_OFF = frozenset("laugh shrug play".split())
"""Verbs that with "it off" make nothing of it."""
TELLS = frozenset("say add type".split())
"""Verbs of words that stay unsaid, if they are denied."""
CONFIDES = frozenset("tell admit confess mention".split())
"""Verbs that keep a feeling to oneself, if they are denied."""
HIDDEN_PLACES = frozenset(
    """
    table desk counter covers blanket sheet sheets duvet back pocket pockets sleeve sleeves gloves apron muff
    cloak coat
    """.split()
)
"""Where hands are that nobody sees."""
TENSE = frozenset("shake tremble clench ball curl twist grip dig knot wring strangle clutch".split())
"""What they do there."""
SIGNS_OF_BODY = frozenset(
    """
    face eyes eye tears tear hands hand fingers mouth lip lips cheeks chin head smile grin blush back fist
    fists shoulders
    knees expression sunglasses
    """.split()
)
"""What is turned away or covered so that nothing be seen."""
SEES = frozenset("see know notice guess hear tell realise realize suspect worry spot".split())
"""What others shall not do."""
ENDS = frozenset("last hold stay drop vanish fade disappear slip fall".split())
"""What a worn smile does until or as soon as nobody sees it."""
UNTIL = frozenset("until till".split())
FINE = frozenset(
    """
    congratulations sure cool nice fun welcome fine okay ok alright great good perfect brilliant wonderful
    lovely peachy splendid grand happy better
    awesome whatever congrats delighted amazing fantastic terrific super marvellous marvelous yay thrilled nothing nope
    tired busy honestly course
    """.split()
)
"""What somebody says to be who is asked, or would not be asked."""
EXCUSES = frozenset("allergies allergy onions onion dust smoke pollen contacts hayfever headache".split())
"""What is blamed for tears."""
PRETEXT = frozenset("interested absorbed fascinated engrossed busy".split())
"""What somebody becomes in a thing that is of no interest."""
SURGES = frozenset("wave surge flash rush pang stab flicker twinge flood bubble rise".split())
"""What comes of a feeling at once: "a wave of panic"."""
DULL_THINGS = frozenset(
    """
    shoe floor ceiling carpet menu nail wall window view label phone fingernail shoelace cuff plate napkin
    """.split()
)
"""What is of no interest: "became very interested in the ceiling"."""
DRIES = frozenset("wipe dry dab rub scrub swipe knuckle".split())
"""What is done about tears."""
SUPPORTS = frozenset(
    "table rail railing edge counter chair wall wheel bench bannister banister doorframe sink armrest".split()
)
"""What somebody holds on to who would fall."""
SEETHES = frozenset("seethe smart burn simmer fume smoulder smolder quail squirm".split())
"""What somebody does within."""
HURTS = frozenset(
    "die dead break sick fall kick punch lose drown cave choke stab slap burn rip tear cut collapse kill".split()
)
"""What it feels as if had happened."""
DOWN = frozenset("down back away".split())
PUSHES = frozenset(
    """
    fight swallow choke push shove force bite squash stamp tamp crush blink gulp hold wrestle
    """.split()
)
"""Verbs that with "down" or "back" keep in what they govern."""
KEPT_IN = frozenset("tear lump bile panic".split())
ASKS_AFTER = frozenset(
    """
    okay ok alright right fine well wrong matter up hurt upset crying scared afraid angry cross mad sad quiet
    worried happy jealous sure
    """.split()
)
"""What somebody is asked about who seems to feel something."""
SHAKES = frozenset("crack break shake wobble tremble waver catch falter quaver hitch".split())
"""What a voice does that betrays."""
GIVES_AWAY = frozenset("away sign hint indication".split())
YIELDS = frozenset("show betray reveal tell give say".split())
MOVES = frozenset("move change show flicker stir shift twitch".split())
PLAIN_FACE = frozenset("face expression eyes voice features".split())
AGAINST = frozenset("but though although while yet anyway instead still even despite only except".split())
"""Words that set a show against what is felt beside it."""
UNAFFECTED = frozenset("hear notice care mind matter hurt happen bother worry depend want".split())
"""What is denied of somebody, or has not happened, where it is acted so."""
IMITATIONS = frozenset("impression imitation impersonation parody approximation".split())
SOMEBODY = frozenset(
    """
    somebody someone person man woman girl boy calm composure confidence cheer ease interest
    """.split()
)
MEASURED = frozenset(
    """
    confidence cheer cheerfulness calm calmness composure courage assurance conviction bravado ease enthusiasm
    certainty interest coolness
    """.split()
)
BETTER = frozenset("braver calmer cooler surer happier steadier cheerier lighter tougher bolder".split())
GUESSERS = frozenset("nobody one anyone anybody you everyone".split())
"""Who is taken in by a show that nobody in particular sees."""
DENIALS = frozenset(
    """
    scared afraid worried jealous upset crying angry hurt nervous frightened bothered cross sad mad disappointed
    """.split()
)
"""What somebody says not to be."""
REAL = frozenset("real genuine true proper".split())
"""What a smile is that is meant."""
UNWARMED = frozenset(
    """
    cold cool cooler sad flat dead blank empty wary hard distant tired troubled worried wet red bleak haunted dull
    """.split()
)
"""What the eyes above a smile are that is none."""
HOLLOW = frozenset(
    """
    hollow false fake forced weak unconvincing unnatural thin strained lame brittle wooden flat tinny high shrill
    feeble insincere
    """.split()
)
"""How a show sounds to the one who puts it on."""
PLEASED_WITH_ONESELF = frozenset("surprised proud amazed impressed pleased astonished relieved astounded".split())
"""How one is about one's own calm."""
OVERLAID = frozenset(
    "cough laugh smile sneeze yawn joke grin shrug sip frown chuckle scowl snort giggle nod hiccup".split()
)
"""What a sign of feeling is covered with."""
ESCAPES = frozenset("show slip fall change crumple spill escape drop".split())
"""What signs of feeling are not let do."""
WEAK_SIGNS = frozenset(
    "shake tremor wobble catch crack quaver hitch break tremble quiver waver redness blush flush lump sting".split()
)
"""Nouns of what betrays: "the shake in her voice"."""
WISHES_UNSEEN = frozenset(
    "hope pray want sure careful glad grateful thankful thank determined relieved desperate".split()
)
"""Words of wishing that another may not see."""
