"""Messages: e-mails with their header, exchanges of short messages, telegrams."""

from __future__ import annotations

import re

from irises.document.closings import after_signature, is_closing, is_name
from irises.document.layout import Layout, Piece
from irises.document.marks import is_mark_line

_QUOTE = "\"“'‘«„"
_MAIL_FIELD = re.compile(r"[\W_]*(?:from|to|cc|bcc|subject|sent|date|re|fwd?)\s*[*_]*:[*_]*\s*\S", re.IGNORECASE)
_MAIL_NEEDED = re.compile(r"[\W_]*(?:from|subject)\s*[*_]*:", re.IGNORECASE)
_CHAT = re.compile(
    r"\s*(?:[\[(]\d{1,2}[:.]\d\d[^\])]{0,6}[\])]\s*)?(?:<(?P<angle>[\w .-]{1,24})>|\*{0,2}(?P<name>[\w][\w.-]"
    r"{0,23})\*{0,2}\s*(?:\[[^\]]{1,20}\]|\([^)]{1,20}\))?\s*:)\s*\S"
)
# a user's name, or the narrator's own side of it ("Me: five mins")
_USER = re.compile(r"[a-z]\d|_|^[a-z]|^Me$")
_STAMPED = re.compile(r"\s*[\[(]\d{1,2}[:.]\d\d|\s*<[\w .-]{1,24}>|.{0,40}\d{1,2}:\d\d\s*(?:[AaPp][Mm])?[\])]")
_STOPS = re.compile(r"\bSTOP\b")
_TEXTED = re.compile(
    r"[\W_]*(?:text|message|sms|dm|txt)\s+(?:from|to)\b.{0,40}:|[\W_]*(?:new|incoming|outgoing)\s+(?:text"
    r"|message|e-?mail)\b",
    re.IGNORECASE,
)


def claim_messages(layout: Layout, first: int, last: int) -> None:
    """Claim each message in units `[first, last)`."""
    i = first
    while i < last:
        end = _message_end(layout, i, last) if layout.is_free(i) and layout.units[i].is_short else i
        if end > i:
            layout.claim(Piece(i, end, "message", 0.8))
        i = max(i + 1, end)


def _message_end(layout: Layout, i: int, last: int) -> int:
    """The unit after an e-mail, telegram or exchange of messages that begins at unit `i`; `i` if none does."""
    units = layout.units
    text = units[i].text
    if len(_STOPS.findall(text)) >= 2:
        return i + 1
    if _TEXTED.match(text):
        return i + (1 if len(text.split(":", 1)[-1].strip()) > 2 else 2) if i + 1 < last else i + 1
    return max(_mail_end(layout, i, last), _chat_end(layout, i, last))


def _mail_end(layout: Layout, i: int, last: int) -> int:
    lines, j = 0, i
    needed = False
    while j < last and layout.is_free(j) and all(_MAIL_FIELD.match(line) for line in layout.units[j].lines):
        lines += len(layout.units[j].lines)
        needed = needed or any(_MAIL_NEEDED.match(line) for line in layout.units[j].lines)
        j += 1
    if lines < 2 or not needed:
        return i
    for end in range(j, min(last, j + 40)):
        if (
            not layout.is_free(end)
            or is_mark_line(layout.units[end].text)
            or _MAIL_FIELD.match(layout.units[end].text[:100])
        ):
            return end
        if is_closing(layout.units[end], first=False):
            return after_signature(layout, end, last)
        if end > j and layout.units[end].n_words <= 3 and is_name(layout.units[end]):
            return end + 1
        if end > j and (layout.units[end].text[0] in _QUOTE or layout.units[end].gap > layout.usual_gap):
            return end
    return min(last, j + 1)


def _chat_end(layout: Layout, i: int, last: int) -> int:
    names: list[str] = []
    stamped = 0
    j = i
    while j < last and layout.is_free(j) and layout.units[j].is_short:
        matches = [_CHAT.match(line) for line in layout.units[j].lines]
        if not all(matches):
            break
        names += [(m["angle"] or m["name"]) for m in matches if m]
        stamped += sum(bool(_STAMPED.match(line)) for line in layout.units[j].lines)
        j += 1
    users = set(names)
    odd = stamped >= len(names) / 2 or any(_USER.search(name) for name in users)
    return j if len(names) >= 3 and 2 <= len(users) <= max(4, len(names) // 2) and odd else i
