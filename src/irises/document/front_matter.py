"""What stands round a story: labelled blocks, title, byline, dedication, epigraphs, and notes anywhere in it."""

from __future__ import annotations

import re

from irises.document.chapters import plain_title
from irises.document.dates import find_date
from irises.document.headings import all_caps, plain, title_case
from irises.document.labels import Label, label_of
from irises.document.layout import Layout, Piece
from irises.document.marks import ending_of, is_mark_line, mark_of
from irises.document.units import Unit, fold, unquoted, words_of
from irises.document.verse import is_attribution, is_verse

LONGEST_NOTE = 60
"""Paragraphs that a labelled block may have."""
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
    r"(?:time|part)|italics?|reading|enjoy(?:ed)?|wanted to write|this one)\b",
    re.IGNORECASE,
)
_OWNS = re.compile(
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
_FIRST = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|my|me|you|your|we|our)\b")
_BY = re.compile(r"[\W_]*(?:(?:a |an )?(?:\w+ ){0,4})?\b(?:by|By|BY)\b[\s:_*]+(?P<name>\S.{0,58})$")
_BY_WORDS = re.compile(
    r"[\W_]*(?:written |a (?:novel|story|tale|fanfic|romance|fic) )?by[\s:_*]+(?P<name>\S.{0,58})$", re.IGNORECASE
)
_TRANSLATED = re.compile(
    r"[\W_]*(?:translated|illustrated|edited|adapted|with .{3,30}|introduction)\s+(?:\w+\s+){0,3}by\b", re.IGNORECASE
)
_DEDICATED = re.compile(
    r"[\W_]*(?:for\s+(?!(?:a|the|some|once|many|all|most|years|weeks|days|months|one|two|three"
    r"|several|what)\b)|to\s+(?:my|the|all|our|those|everyone|anyone|whoever|[A-Z])|dedicated\s+to"
    r"|in\s+(?:loving\s+)?memory\s+of|this\s+(?:book|story|one|fic)\s+is\s+(?:for|dedicated)"
    r"|inscribed\s+to)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:copyright|©|published|publish(?:ers|ing)|printed|all rights reserved|first edition"
    r"|edition|press|& co(?:\.|mpany)|and company|new york|london|first published)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\ball rights reserved\b|\be-?books?\b|\bpublic domain\b|\bcopyright (?:©|\(c\)|\d{4}|laws?|status)|©|\bISBN\b"
    r"|\bproject gutenberg\b|\bcreative commons\b|\bno part of this (?:book|publication)\b|\bwork of fiction\b",
    re.IGNORECASE,
)
_QUOTE = "\"“'‘«„"
_SENTENCE = re.compile(r"[.!?…][\"”'’)\]_*]*$")

# Labels that stand in front of a story or chapter only; further in, the same words belong to the story.
_ANYWHERE = frozenset(("authors_note", "disclaimer"))


def talk_score(words: str) -> float:
    """How much a paragraph talks about the fiction instead of telling it: about 1 per sign, 0 for narration."""
    head = words[:1500].replace("’", "'")
    score = strong_talk(head) + 0.5 * len({match.group(0).lower() for match in _HINTS.finditer(head)})
    bare = unquoted(head)
    score += 0.5 * bool(score and _ADDRESS.search(bare))
    score *= 1.0 if _FIRST.search(bare) or len(words) < 200 else 0.6
    long = max(1.0, len(words.split()) / 60)
    return score / long if words[:1] not in _QUOTE else 0.3 * score / long


def strong_talk(words: str) -> int:
    """How many signs there are that only talk about fan fiction has."""
    head = words[:1500].replace("’", "'")
    signs = len({match.group(0).lower() for match in _TALK.finditer(head)})
    return signs + 2 * bool(_OWNS.search(head)) + len(_SMILEY.findall(head)[:2])


def claim_front(layout: Layout, first: int, last: int, *, of_story: bool) -> int:
    """Claim what stands before the narration of `[first, last)`; where the narration begins.

    `of_story` is true before the whole story (title, byline, dedication are looked for too), false under a heading.
    """
    i = first
    titled = not of_story or any(piece and piece.kind == "title" for piece in layout.claims[:first])
    while i < last:
        piece = layout.claims[i] or _front_piece(layout, i, first, last, of_story=of_story, titled=titled)
        if piece is None:
            break
        if layout.claims[i] is None:
            layout.claim(piece)
        elif piece.kind == "poem" and of_story and (piece.last >= last or not layout.is_free(piece.last)):
            piece.is_story = False
        titled = titled or piece.kind == "title"
        i = max(i + 1, piece.last)
    return i


def claim_notes(layout: Layout, first: int, last: int) -> None:
    """Claim notes in the middle and at the end of the narration `[first, last)`."""
    i = first
    while i < last:
        label = label_of(layout.units[i].text) if layout.is_free(i) else None
        if label and _is_note_here(layout, i, last, label):
            end = _block_end(layout, i, last, label, closing=True)
            layout.claim(_labelled(layout, i, end, label))
            i = end
        else:
            i += 1
    _claim_trailing_talk(layout, first, last)


def end_of_matter(layout: Layout, heading: Piece, last: int) -> int:
    """The unit after what a heading of front or back matter stands over, the next heading being at unit `last`.

    Where nothing else says so it ends at a gap as wide as the one before its heading.
    """
    units = layout.units
    apart = units[heading.first].gap
    if apart > layout.usual_gap or heading.first == 0:
        wide = max(apart, layout.usual_gap + 1)
        return next((i for i in range(heading.last + 1, last) if units[i].gap >= wide), last)
    if last == len(units) and heading.kind != "preface" and 2 * heading.first < last:
        return next((i for i in range(heading.last, last) if not _LEGAL.search(units[i].text[:1000])), last)
    return last


def _front_piece(layout: Layout, i: int, first: int, last: int, *, of_story: bool, titled: bool) -> Piece | None:
    unit = layout.units[i]
    label = label_of(unit.text)
    if label and (of_story or _heads_chapter(label)):
        return _labelled(layout, i, _block_end(layout, i, last, label), label)
    if is_mark_line(unit.text):
        return Piece(i, i + 1, "mark", 0.9)
    if of_story and (piece := _title_page(layout, i, last, titled=titled, opens=i == first)):
        return piece
    epigraph = _epigraph(layout, i, last)
    if epigraph:
        return epigraph
    return _unlabelled_note(layout, i, last, of_story=of_story)


def _heads_chapter(label: Label) -> bool:
    """Whether a label may stand between a chapter's heading and its first words."""
    if label.kind in ("byline", "dedication"):
        return False
    return label.is_alone or label.field is not None or not label.is_loose


def _labelled(layout: Layout, i: int, last: int, label: Label) -> Piece:
    value = label.value
    if last > i + 1 and (label.is_alone or label.kind not in ("title", "byline", "archive_metadata")):
        value = f"{value} {layout.text[layout.units[i + 1].start : layout.units[last - 1].end]}"
    field = label.field
    value = plain_title(fold(value)).rstrip(")" if "(" not in value else "")
    confidence = 0.8 if label.is_loose else 0.95
    return Piece(i, last, label.kind, confidence, field=field if value else None, value=value or None)


def _block_end(layout: Layout, i: int, last: int, label: Label, *, closing: bool = False) -> int:
    """The unit after a labelled block: its own paragraph, the next if the label stands alone, and talk that goes on."""
    units = layout.units
    bracketed = _bracket_end(layout, i, last)
    if bracketed:
        return bracketed
    end = i + 1
    if label.is_alone and end < last and layout.is_free(end) and not _is_structural(layout, end):
        end += 1
    if label.kind in ("title", "byline", "archive_metadata", "soundtrack", "dedication") and not label.is_alone:
        return end
    if closing and _is_all_talk(layout, end, last):
        return last
    while end < min(last, i + LONGEST_NOTE) and layout.is_free(end) and not _is_structural(layout, end):
        if talk_score(units[end].text) < TALK and not _leads_to_talk(layout, end, last):
            break
        end += 1
    return end


def _bracket_end(layout: Layout, i: int, last: int) -> int | None:
    """Where a block in brackets closes, if unit `i` opens one and does not close it."""
    text = layout.units[i].text
    opening = text.lstrip("*_ ")[:1]
    closing = {"(": ")", "[": "]", "{": "}"}.get(opening)
    if not closing or text.count(opening) <= text.count(closing):
        return i + 1 if closing and text.rstrip("*_ ").endswith(closing) and len(text) > 12 else None
    for j in range(i + 1, min(last, i + 12)):
        if layout.units[j].text.rstrip("*_ ").endswith(closing):
            return j + 1
    return None


def _leads_to_talk(layout: Layout, i: int, last: int) -> bool:
    """Whether a paragraph in the writer's own voice stands between paragraphs of talk."""
    if i + 1 >= last or not layout.is_free(i + 1) or _is_structural(layout, i + 1):
        return False
    words = unquoted(layout.units[i].text)
    short = layout.units[i].n_words < 60 and layout.units[i].text[0] not in _QUOTE
    return short and bool(_FIRST.search(words)) and talk_score(layout.units[i + 1].text) >= 2 * TALK


def _is_structural(layout: Layout, i: int) -> bool:
    unit = layout.units[i]
    if unit.end - unit.start > 300:
        return label_of(unit.text) is not None
    return label_of(unit.text) is not None or mark_of(unit.text) is not None


def _is_note_here(layout: Layout, i: int, last: int, label: Label) -> bool:
    """Whether a label in the midst of narration is a note's, and not part of the story."""
    unit = layout.units[i]
    if unit.text[0] in _QUOTE:
        return False
    after_mark = i > 0 and (not layout.is_free(i - 1) or is_mark_line(layout.units[i - 1].text))
    near_end = last - i <= 6
    if label.kind in _ANYWHERE and not label.is_loose:
        return True
    if label.kind in ("title", "byline", "dedication"):
        return False
    talk = talk_score(" ".join(u.text[:600] for u in layout.units[i : min(i + 2, last)]))
    if label.is_loose:
        return (after_mark or near_end) and talk >= TALK
    if label.kind == "archive_metadata":
        return talk >= 2 * TALK and (after_mark or near_end)
    return after_mark or talk >= TALK


def _is_all_talk(layout: Layout, first: int, last: int) -> bool:
    """Whether what is left of the chapter is in the writer's own voice: short, personal, no dialogue."""
    left = [unit for i, unit in enumerate(layout.units[first:last], first) if layout.is_free(i)]
    if not left:
        return True
    if len(left) > LONGEST_NOTE or sum(unit.n_words for unit in left) > 1200:
        return False
    if any(is_mark_line(unit.text) or unit.text[0] in _QUOTE for unit in left):
        return False
    voices = [talk_score(unit.text) >= TALK or bool(_FIRST.search(unquoted(unit.text))) for unit in left]
    talks = sum(talk_score(unit.text) >= TALK for unit in left)
    return sum(voices) >= 0.6 * len(left) and talks >= 0.3 * len(left)


def _claim_trailing_talk(layout: Layout, first: int, last: int) -> None:
    """Claim talk that follows the last words of a chapter, and lines that say it ends."""
    i = last
    while i > first and (
        not layout.is_free(i - 1) or is_mark_line(layout.units[i - 1].text) or _closes(layout.units[i - 1])
    ):
        i -= 1
    for j in range(i, last):
        if layout.is_free(j) and ending_of(layout.units[j].text):
            layout.claim(Piece(j, j + 1, "other", 0.9, is_story=False))
        elif layout.is_free(j) and not is_mark_line(layout.units[j].text):
            layout.claim(Piece(j, j + 1, "authors_note", 0.7))


def _closes(unit: Unit) -> bool:
    if ending_of(unit.text):
        return True
    return unit.n_words < 150 and unit.text[0] not in _QUOTE and _is_talk(unit)


def _epigraph(layout: Layout, i: int, last: int) -> Piece | None:
    """Quoted words or verse with the line that says whose they are."""
    units = layout.units
    if layout.speaks_by_dashes and not is_verse(units[i].text, layout.width):
        return None
    for j in range(i, min(i + 4, last)):
        if not layout.is_free(j) or units[j].n_words > 220 or (j > i and _is_structural(layout, j)):
            return None
        lines = units[j].lines
        alone = is_attribution(lines[-1], alone=len(lines) == 1)
        if alone and (j > i or len(lines) > 1) and (j + 1 < last):
            return Piece(i, j + 1, "epigraph", 0.85)
    return None


def _is_talk(unit: Unit) -> bool:
    """Whether a paragraph that nothing labels talks about the fiction."""
    return talk_score(unit.text) >= 1.5 * TALK and strong_talk(unit.text) > 0


def _title_page(layout: Layout, i: int, last: int, *, titled: bool, opens: bool) -> Piece | None:
    unit = layout.units[i]
    words = plain(unit.text)
    if unit.end - unit.start > 250 or not words:
        return None
    by = _BY_WORDS.match(words)
    if by and titled and unit.n_words <= 10 and not _SENTENCE.search(words.rstrip(".")):
        return Piece(i, i + 1, "byline", 0.9, field="author", value=plain_title(by["name"]))
    if titled and _TRANSLATED.match(words):
        return Piece(i, i + 1, "byline", 0.8)
    if not titled and not (_dedicates(unit, words) and not opens) and _is_title_line(layout, i, last):
        both = re.match(r"(?P<title>.+?)\s*[,\n]?\s+by\s+(?P<name>[A-Z].+)$", fold(unit.text))
        if both and title_case(both["title"]):
            author = ("author", plain_title(both["name"]))
            return Piece(i, i + 1, "title", 0.85, field="title", value=plain_title(both["title"]), also=(author,))
        return Piece(i, i + 1, "title", 0.85, field="title", value=plain_title(fold(unit.text)))
    if (titled or (not opens and _is_mark_at(layout, i + 1))) and _dedicates(unit, words):
        return Piece(i, i + 1, "dedication", 0.7, field="dedication", value=words)
    if titled and unit.n_words <= 25 and _PUBLISHED.search(words):
        return Piece(i, i + 1, "archive_metadata", 0.7)
    if titled and _is_subtitle(layout, i):
        return Piece(i, i + 1, "title", 0.7)
    if titled and _repeats_title(layout, i):
        return Piece(i, i + 1, "title", 0.85)
    return None


def _dedicates(unit: Unit, words: str) -> bool:
    return bool(_DEDICATED.match(words)) and unit.n_words <= 25 and (unit.n_words <= 12 or not words.endswith("."))


def _is_mark_at(layout: Layout, i: int) -> bool:
    return layout.is_free(i) and is_mark_line(layout.units[i].text)


def _is_title_line(layout: Layout, i: int, last: int) -> bool:
    unit = layout.units[i]
    words = plain(unit.text)
    count = len(words_of(words))
    if not count or count > 14 or (unit.text[0] in _QUOTE and _SENTENCE.search(words)) or i + 1 >= len(layout.units):
        return False
    if find_date(words, lead_only=True) or ending_of(words) or mark_of(unit.text) or re.search(r"[,;:]$", words):
        return False
    if _SENTENCE.search(words):
        return count <= 8 and (title_case(words) or all_caps(words)) and not words.endswith("...")
    return words[0].isupper() or words[0].isdigit() or count <= 6


def _is_subtitle(layout: Layout, i: int) -> bool:
    """Whether a short line stands under the title, and farther from what follows it."""
    above = layout.claims[i - 1] if i else None
    unit, words = layout.units[i], plain(layout.units[i].text)
    if above is None or above.kind != "title" or i + 1 >= len(layout.units) or unit.n_words > 8:
        return False
    apart = layout.units[i + 1].gap > max(unit.gap, layout.usual_gap)
    return apart and words[:1].isupper() and not re.search(r"[.!?,;:…\"”]$", words) and unit.text[0] not in _QUOTE


def _repeats_title(layout: Layout, i: int) -> bool:
    words = plain(layout.units[i].text).casefold()
    return any(p and p.kind == "title" and p.value and plain(p.value).casefold() == words for p in layout.claims[:i])


def _unlabelled_note(layout: Layout, i: int, last: int, *, of_story: bool) -> Piece | None:
    """Talk before the story that nothing labels; or a paragraph that still has a labelled block after it."""
    unit = layout.units[i]
    if of_story and _LEGAL.search(unit.text[:1000]):
        return Piece(i, i + 1, "licence", 0.8)
    if is_verse(unit.text, layout.width) and of_story and _front_follows(layout, i + 1, last, within=3):
        return Piece(i, i + 1, "poem", 0.7, is_story=False)
    if _is_talk(unit) and unit.text[0] not in _QUOTE and unit.n_words < 400:
        owns = bool(_OWNS.search(unit.text[:600].replace("’", "'")))
        kind = "disclaimer" if owns and talk_score(unit.text) < 4 else "authors_note"
        return Piece(i, i + 1, kind, 0.7, field="disclaimer" if kind == "disclaimer" else None, value=fold(unit.text))
    if of_story and i + 1 < last and _front_follows(layout, i + 1, last, within=2) and unit.n_words < 150:
        personal = bool(_FIRST.search(unquoted(unit.text)))
        return Piece(i, i + 1, "authors_note" if personal else "other", 0.5, is_story=False)
    return None


def _front_follows(layout: Layout, i: int, last: int, *, within: int) -> bool:
    for j in range(i, min(i + within, last)):
        if not layout.is_free(j):
            return False
        label = label_of(layout.units[j].text)
        if label and not label.is_loose and (label.kind != "authors_note" or j < last - 8):
            return True
    return False
