"""Labelled lines: "Summary: ...", "A/N", "Rated:", "Written to: ..." and their variants."""

from __future__ import annotations

import re
from dataclasses import dataclass

from irises.document.units import LONGEST_LABEL

# Per section kind: the metadata field a label fills (or none), and the phrases that say it.
_PHRASES: tuple[tuple[str, str | None, str], ...] = (
    ("title", "title", "title|name|story|fic|fic title|story title|title of story|name of story|story name"),
    ("byline", "author", "author|by|written by|pen name|penname|writer|author name|authors|author(s)|writers|creator|creators"),
    ("archive_metadata", "rating", "rating|rated|rate|ratings|age rating"),
    (
        "archive_metadata",
        "pairing",
        "pairing|pairings|ship|ships|couple|couples|relationship|relationships|pairing and characters|shipping|romance"
        "|character pairing|pairings and characters|paring|parings",
    ),
    ("archive_metadata", "fandom", "fandom|fandoms|crossover|universe|show|verse|category and fandom|media|based on"),
    ("archive_metadata", "character", "character|characters|main characters|starring|cast|featuring|focus"),
    ("archive_metadata", "category", "category|categories"),
    ("archive_metadata", "genre", "genre|genres"),
    ("archive_metadata", "language", "language"),
    ("archive_metadata", "status", "status|completed|complete|completion status"),
    ("archive_metadata", "published", "published|posted|date|date posted|first published|date published|written|date written|original publication|release date|posting date"),
    ("archive_metadata", "updated", "updated|last updated|most recently updated"),
    ("archive_metadata", "words", "words|word count|wordcount|length"),
    ("archive_metadata", "chapters", "chapters|parts|number of chapters"),
    ("archive_metadata", "publisher", "publisher|archive|archived at|archiving|distribution|archived"),
    ("archive_metadata", "series", "series|part of|sequel to|sequel|prequel to|part of series"),
    ("archive_metadata", "tag", "tags|additional tags|keywords|tag|freeform tags|classification|type|story type|freeforms"),
    ("archive_metadata", "url", "url|story url|link|website|web site|homepage|source|author url|originally posted at|originally posted on|also on"),
    (
        "archive_metadata",
        None,
        "spoiler|spoilers|timeline|setting|season|time frame|timeframe|feedback|email|e-mail|beta|betas|beta reader|beta readers"
        "|beta'd by|betaed by|beta by|betad by|beta-ed by|beta-read by|challenge|prompt|prompts|packaged|continuity|time line|era|episode|contact|stats|collections|collection"
        "|translator|illustrator|editor|credits|produced by|release number|ebook|isbn|character set encoding|archive date|started|reviews|favs|follows|favorites|id|comments|kudos|bookmarks|hits|recipient|permission|setting and spoilers|place|time period|style|tense|most recently updated|loc class|subject|format|downloaded|packager|posted originally|completed on",
    ),
    (
        "content_note",
        "content_note",
        "warning|warnings|tw|cw|trigger warning|trigger warnings|triggers|content warning|content warnings|content note"
        "|content notes|contains|squicks|squick|archive warning|archive warnings|trigger|content|tws|cws|tw and cw|cw and tw|content advice|content advisory|advisory|heads up|caution|notice of content|graphic content|contents may include",
    ),
    (
        "summary",
        "summary",
        "summary|synopsis|description|blurb|teaser|sum|summery|summmary|sumary|summay|summarry|plot|story summary|plot summary|premise|in short|overview|about|about this story",
    ),
    (
        "disclaimer",
        "disclaimer",
        "disclaimer|disclaimers|disclaimed|disclamer|disclaimor|dislcaimer|discalimer|diclaimer|disclaim|copyright|legal|legal stuff|legalities|legal notice|legal disclaimer|ownership|copyright notice|declaimer|rights|insert disclaimer here",
    ),
    (
        "dedication",
        "dedication",
        "dedication|dedications|dedicated to|for|gift for|written for|a gift for|dedicated|this is for|in memory of|to",
    ),
    (
        "soundtrack",
        "soundtrack",
        "soundtrack|written to|song|songs|music|listening to|currently listening to|listened to|playlist|song used|songs used"
        "|inspired by|inspired by the song|mood music|suggested listening|recommended listening|theme song|ost|bgm|background music|music used|song inspiration"
        "|written while listening to|listen to|track|now playing|current music|lyrics|lyrics by|lyrics from|song lyrics|song credit|music credit|songfic|songs listened to|music listened to|musical inspiration|suggested music|suggested soundtrack|score|what i listened to|songs for this chapter|song for this chapter|song of the chapter",
    ),
    (
        "authors_note",
        None,
        "a/n|an|a.n|a.n.|a\\n|n/a|a/ns|a/n's|author's note|author's notes|authors note|authors notes|author note|author notes|authoress note|authoress' note"
        "|authoress's note|authors' note|authors' notes|authoress notes|note|notes|note from author|note from the author|notes from the author|author's comment|author's comments"
        "|author comments|authors comment|authors comments|author's ramblings|author's rant|author says|author speaks|author's corner|end note|end notes|endnote|ending note|ending notes|closing notes|closing note|final note|final notes"
        "|beginning note|beginning notes|beginning author's note|opening note|opening notes|pre-note|end a/n|ending a/n|beginning a/n|note to readers|note to reader|notes to readers|disclaimer and author's note|e/n|t/n|b/n"
        "|translator's note|beta's note|beta note|thanks|thanks to|thank you|acknowledgements|acknowledgments|shout outs|shout-outs|shoutouts|review replies|reviewer responses|review responses|responses to reviews|reviews and replies|ps|p/s|fyi|edit|update|announcement|important|random note|side note|sidenote|story notes|chapter notes|notes on the text|background|preface note|rant|ramblings|author's thoughts|explanation|post-note|postnote|post note|after note|afternote|work notes|author's end note|author's end notes|author's preface|important note|author",
    ),
)  # fmt: skip

_FILLER = (
    r"(?:story|fic|chapter|general|short|full|brief|quick|just an?|an?|the|main|minor|additional|archive|possible|further|potential|important"
    r"|standard|usual|obligatory|overall|extra|more|long|longer|another|small|little|final|first|last|real|official|original|eventual|future|my|some|other|new|secondary|side|obligatory"
    r"|this chapter's|chapter \d+|current|ao3|ffn|mandatory|necessary|friendly|big|huge)\s+"
)
_LEADING_FILLER = re.compile(_FILLER)
_LABEL = re.compile(
    r"[\W_]*(?P<phrase>[A-Za-z][A-Za-z0-9/\\'’&.,()+ -]{0,44}?)(?P<edge>[\s*_~\])>]*)"
    r"(?P<mark>:-|[:：]|-{1,3}>?|–|—|=|~|\.{2,}|>|;|$)(?P<close>[\s*_~\])>]*)(?P<value>.*)$",
    re.DOTALL,
)
_BARE_NOTE = re.compile(
    r"[\W_]*(?:A/N|A\\N|A\.N\.?|AN(?=\s*[\n*_~\])-]|$))(?=[\s*_~.,!)\]-])[\s*_~.,!)\]-]*(?P<value>.*)$", re.DOTALL
)
_BARE_DISCLAIMER = re.compile(
    r"[\W_]*disclaimer\s+(?P<value>(?:I|we|the|all|none|nothing|not)\b.*)$", re.DOTALL | re.IGNORECASE
)
_PLURAL = re.compile(r"\((?:e?s|ies)\)|/s\b")
_JOINS = re.compile(r"\s*(?:/|&|\+|,|\band\b)\s*")

_LOOKUP = {phrase: (kind, field) for kind, field, phrases in _PHRASES for phrase in phrases.split("|")}
_LOOKUP["author"] = ("byline", "author")

_LOOSE = frozenset(
    "story name fic by for to show verse media cast focus about content contents time place style tense type length plot "
    "song songs music track score lyrics link source date written background important update edit ps note notes trigger "
    "caution for author writer subject id parts chapters words rights legal legalities thanks contact permission format "
    "complete completed posted started romance comments advisory dedicated an notice based era episode season setting "
    "featuring starring universe creator editor rant explanation".split()
) | {"thank you", "this is for", "about this story", "in short", "listen to", "listening to", "part of"}
"""Phrases that are ordinary words as well: labels only before a colon, and in front matter only."""

_STRONG_MARKS = frozenset((":", "：", ":-"))


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled line: its section kind, the metadata field (None if it fills none), the value after the mark.

    `is_loose` is true where the phrase is an ordinary word too; `is_alone` where the line is nothing but the label.
    """

    kind: str
    field: str | None
    value: str
    is_loose: bool
    is_alone: bool


def label_of(line: str) -> Label | None:
    """The label a line or paragraph begins with, if it begins with one; the value may be long."""
    head = line[:LONGEST_LABEL]
    match = _LABEL.match(head)
    if match:
        label = _from_match(match, line)
        if label:
            return label
    note = _BARE_NOTE.match(head)
    if note and not _is_prose_an(head):
        value = line[note.start("value") :].strip()
        return Label("authors_note", None, value, False, not value)
    owned = _BARE_DISCLAIMER.match(head)
    return Label("disclaimer", "disclaimer", line[owned.start("value") :].strip(), False, False) if owned else None


def _from_match(match: re.Match[str], line: str) -> Label | None:
    phrase = match["phrase"].strip().replace("’", "'")
    phrase += ")" if "(" in phrase and ")" not in phrase else ""
    found = _look_up(phrase)
    if found is None:
        return None
    (kind, field), key = found
    value = line[match.start("value") :].strip()
    mark = match["mark"]
    loose = key in _LOOSE and phrase != "AN"
    if mark == "" and loose and key not in ("notes", "note"):
        return None
    if mark not in _STRONG_MARKS and mark != "" and (loose or not phrase[0].isupper()):
        return None
    if not value.strip("*_~-=#[](){}<>| \t\n"):
        value = ""
    return Label(kind, field, value, loose, not value)


def _look_up(phrase: str) -> tuple[tuple[str, str | None], str] | None:
    key = re.sub(r"\s+", " ", _PLURAL.sub("s", phrase.lower())).strip(" -'.,*_") or phrase
    for form in (key, *_stripped(key)):
        if form in _LOOKUP:
            return _LOOKUP[form], form
    parts = [part for part in _JOINS.split(key) if part]
    known = [_look_up_one(part) for part in parts]
    if len(parts) > 1 and all(known):
        return known[0]
    return None


def _look_up_one(key: str) -> tuple[tuple[str, str | None], str] | None:
    for form in (key, *_stripped(key)):
        if form in _LOOKUP:
            return _LOOKUP[form], form
    return None


def _stripped(key: str) -> list[str]:
    forms = []
    while (shorter := _LEADING_FILLER.sub("", key, count=1)) != key:
        forms.append(shorter)
        key = shorter
    return forms


def _is_prose_an(head: str) -> bool:
    """Whether "AN" is only the article in a line of capitals."""
    return re.match(r"[\W_]*AN\s+[A-Z]{2,}", head) is not None
