"""Words of display: what a face, a voice or a body shows, and which emotion it most often is; our own lists.

Learned where there is gold (`emotion_head`, from REMAN); listed here where there is none: channels, displays, masks.
"""

from __future__ import annotations

from types import MappingProxyType

_DISPLAYS = {
    "joy": """
    smile laugh grin beam chuckle giggle titter smirk laughter merriment twinkle dimple
    """,
    "sadness": """
    weep sob cry tear sigh moan wail groan whimper lament sniffle mourn droop pout
    """,
    "anger": """
    frown scowl glare glower snarl growl snap fume storm rage stamp clench grit scold bristle huff
    """,
    "fear": """
    tremble shudder quiver shiver shake cower cringe pale blanch quake falter recoil shrink flinch
    """,
    "disgust": "sneer grimace scoff snort curl",
    "surprise": "gasp start gape blink",
    "other": "blush flush redden colour color wince fidget stammer stutter crimson",
}
DISPLAYS = MappingProxyType({word: emotion for emotion, words in _DISPLAYS.items() for word in words.split()})
"""Emotion by lemma of a word of display."""
SURE_DISPLAYS = frozenset(
    """
    smile laugh grin beam chuckle giggle smirk weep sob sigh frown scowl glare blush tremble shudder sneer gasp flinch
    wince cringe grimace laughter flush
    """.split()
)
"""Displays that are emotions by themselves; the others need the learned head to agree."""
BODY = frozenset(
    """
    face eye eyes brow brows lip lips mouth cheek cheeks jaw voice tone hand hands finger fingers fist fists shoulder
    shoulders knee knees tears smile laugh look glance gaze expression countenance features manner air gesture accent
    accents breath colour color blush frown sigh teeth chin nostril nostrils eyebrow eyebrows
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
FEIGNS = frozenset(
    """
    feign affect pretend assume simulate counterfeit sham fake force forced feigned affected assumed pretended studied
    simulated stage false mock hollow artificial mechanical strained constrained dissembled brave
    """.split()
)
"""Words that say a display is put on."""
PRETENDS = frozenset("pretend feign affect simulate dissemble sham".split())
"""Verbs of putting on, with what is put on as their complement."""
CALM = frozenset(
    """
    composure composed calm calmly calmness coolly coolness indifference indifferent indifferently unconcern unconcerned
    carelessly lightly nonchalance nonchalantly impassive impassively expressionless blandly airily
    """.split()
)
"""Shows that no feeling is there."""
LETS = frozenset("let allow suffer permit".split())
HIDES = frozenset(
    """
    hide conceal mask disguise cover suppress repress smother stifle dissemble betray show reveal swallow check restrain
    control master veil cloak
    """.split()
)
"""Verbs of keeping from sight; "betray", "show" and "reveal" only where they are denied."""
ONLY_DENIED = frozenset({"betray", "show", "reveal"})
THOUGH = frozenset({"though", "although", "but", "while", "yet", "despite", "beneath", "behind", "under"})
"""Words between a show and what is under it."""
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
