"""Past forms of English irregular verbs, old ones included; word lists take many of them for other words."""

from __future__ import annotations

from types import MappingProxyType

_FORMS = """
abide abode | arise arose arisen | awake awoke awoken | be was were been am is are art wast wert | bear bore borne |
beat beaten | become became | befall befell befallen | beget begot begat begotten | begin began begun | behold beheld
| bend bent | beseech besought | bid bade bidden | bind bound | bite bit bitten | bleed bled | blow blew blown | break
broke broken brake | breed bred | bring brought | build built | burn burnt | buy bought | catch caught | chide chid
chidden | choose chose chosen | cleave clove cloven | cling clung | come came | creep crept | deal dealt | dig dug |
do did done doth dost | draw drew drawn | dream dreamt | drink drank drunk | drive drove driven drave | dwell dwelt |
eat ate eaten | fall fell fallen | feed fed | feel felt | fight fought | find found | flee fled | fling flung | fly
flew flown | forbid forbade forbidden | foresee foresaw foreseen | forget forgot forgotten | forgive forgave forgiven
| forsake forsook forsaken | freeze froze frozen | get got gotten | give gave given | go went gone goeth | grind
ground | grow grew grown | hang hung | have had has hath hast | hear heard | hide hid hidden | hold held | keep kept |
kneel knelt | know knew known | lay laid | lead led | lean leant | leap leapt | learn learnt | leave left | lend lent
| lie lay lain | light lit | lose lost | make made | mean meant | meet met | mistake mistook mistaken | overcome
overcame | overhear overheard | overtake overtook overtaken | pay paid | partake partook partaken | ride rode ridden |
ring rang rung | rise rose risen | run ran | say said saith | see saw seen | seek sought | sell sold | send sent | sew
sewn | shake shook shaken | shine shone | shoot shot | show shown shewn shew | shrink shrank shrunk | sing sang sung |
sink sank sunk | sit sat | slay slew slain | sleep slept | slide slid | sling slung | slink slunk | smell smelt |
smite smote smitten | sow sown | speak spoke spoken spake | speed sped | spend spent | spill spilt | spin spun | spit
spat | spoil spoilt | spring sprang sprung | stand stood | steal stole stolen | stick stuck | sting stung | stink
stank stunk | stride strode stridden | strike struck stricken | string strung | strive strove striven | swear swore
sworn | sweep swept | swell swollen | swim swam swum | swing swung | take took taken | teach taught | tear tore torn |
tell told | think thought | throw threw thrown | tread trod trodden | understand understood | undertake undertook
undertaken | undo undid undone | wake woke woken | wear wore worn | weave wove woven | weep wept | win won | wind
wound | withdraw withdrew withdrawn | withhold withheld | withstand withstood | wring wrung | write wrote written
"""

_MISTAKEN = """
think thinking | grow growing | play playing | sing singing | swing swinging | swear swearing | thank thanking | fix
fixing fixes | envy envying envies | determine determining | prefer preferring | signal signalling | label labelling |
cross crosses | budge budging | hit hit
"""
"""Regular forms that the word list takes for other words ("thinke", "swinge"), or a script cuts too short."""

LEMMA_OF = MappingProxyType(
    {form: verbs.split()[0] for verbs in f"{_FORMS}|{_MISTAKEN}".split("|") for form in verbs.split()[1:]}
)
"""Lemma by past form (and a few present ones)."""
