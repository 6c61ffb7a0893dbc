"""Markdown manuscripts: CommonMark as writers use it, with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from irises.document.blocks import BlockWriter, Stretch, fold
from irises.document.fields import LISTS, distinct, field_name, fields_of
from irises.document.markup import Walker
from irises.document.model import Draft, Field, Source
from irises.document.trees import html_tree

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST_FRONT_MATTER = 100_000
_LONGEST_UNDERLINED = 80
_MARKS = {"em": "italic", "strong": "bold", "s": "strike"}
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_HTML_MARKS = {"i": "italic", "em": "italic", "b": "bold", "strong": "bold", "u": "underline", "s": "strike"}


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # An indented first line is a habit of manuscripts, not code.
    return MarkdownIt("commonmark").enable(["strikethrough", "table"]).disable("code")


def read_markdown(text: str, source: Source) -> Draft:
    """The draft of a Markdown text; front matter becomes fields."""
    body, fields = _front_matter(text)
    writer = BlockWriter()
    _Tokens(writer).write(_parser().parse(body))
    written = writer.finish()
    return Draft(
        text=written.text,
        source=source,
        marks=written.marks,
        hints=written.hints,
        fields=distinct((*fields, *written.fields)),
    )


def _front_matter(text: str) -> tuple[str, list[Field]]:
    match = _FRONT_MATTER.match(text)
    if not match or match.end() > _LONGEST_FRONT_MATTER or ("&" in (match[1] or "") and "*" in (match[1] or "")):
        return text, []
    try:
        stated = yaml.safe_load(match[1] or "")
    except (yaml.YAMLError, ValueError, RecursionError):
        return text, []
    if not isinstance(stated, dict):
        return text, []
    return text[match.end() :], [field for key, value in stated.items() for field in _stated(str(key), value)]


def _stated(key: str, value: Any) -> Iterator[Field]:
    name = field_name(key.replace("_", " ").replace("-", " ")) or ("published" if key == "date" else fold(key).lower())
    values = value if isinstance(value, list) else [value]
    for one in values:
        if isinstance(one, dict | list) or one is None:
            continue
        words = fold(str(one))
        if isinstance(value, list) or name not in LISTS:
            yield from [Field(name=name, value=words)] if words else []
        else:
            yield from fields_of(name, words)


class _Tokens:
    """Writes markdown-it's tokens through one BlockWriter."""

    def __init__(self, writer: BlockWriter) -> None:
        self._writer = writer
        self._open: list[tuple[str, list[Stretch]]] = []

    def write(self, tokens: Sequence[Token]) -> None:
        """Write block tokens in order."""
        rule_after = False
        for number, token in enumerate(tokens):
            if token.type == "inline":
                self._write_inline(token.children or [])
            elif token.type in ("hr",):
                self._writer.rule()
            elif token.type in ("fence", "code_block"):
                self._writer.write(token.content, raw=True)
                self._writer.end_block()
            elif token.type == "html_block":
                self._write_html(token.content)
            elif token.type == "heading_open":
                rule_after = _is_underlined_prose(token, tokens[number + 1])
                self._push(token.type, [] if rule_after else self._heading(token))
            elif token.type == "heading_close":
                self._pop("heading_open")
                if rule_after:
                    self._writer.rule()
            elif token.type == "list_item_open":
                self._writer.end_block()
                self._writer.write(f"{token.info}{token.markup} ", raw=True)
            elif token.type in ("td_close", "th_close"):
                self._writer.space()
            elif token.block and token.type not in ("td_open", "th_open") and not _is_in_item(tokens, number):
                self._writer.end_block()

    def _heading(self, token: Token) -> list[Stretch]:
        self._writer.end_block()
        level = int(token.tag[1])
        return [self._writer.open_hint("heading", None, level), self._writer.open_mark("heading", str(level))]

    def _push(self, name: str, stretches: list[Stretch]) -> None:
        if name == "heading_open":
            self._writer.end_block()
        self._open.append((name, stretches))

    def _pop(self, name: str) -> None:
        for number in range(len(self._open) - 1, -1, -1):
            if self._open[number][0] == name:
                for stretch in reversed(self._open.pop(number)[1]):
                    self._writer.close(stretch)
                break
        if name == "heading_open":
            self._writer.end_block()

    def _write_inline(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            name = token.type.rpartition("_")[0]
            if token.type in ("text", "code_inline"):
                self._writer.write(token.content, raw=True)
            elif token.type in ("softbreak", "hardbreak"):
                self._writer.line_break()
            elif token.type == "image":
                self._writer.image(token.content)
            elif token.type == "html_inline":
                self._write_tag(token.content)
            elif token.type == "link_open":
                self._push("link", [self._writer.open_mark("link", str(token.attrGet("href") or ""))])
            elif name in _MARKS and token.nesting == 1:
                self._push(name, [self._writer.open_mark(_MARKS[name])])
            elif token.nesting == -1:
                self._pop(name)

    def _write_tag(self, content: str) -> None:
        match = _TAG.fullmatch(content)
        tag = match[2].lower() if match else ""
        if match is None:
            return
        if tag == "br":
            self._writer.line_break()
        elif match[1]:
            self._pop(f"<{tag}>")
        elif tag in _HTML_MARKS:
            self._push(f"<{tag}>", [self._writer.open_mark(_HTML_MARKS[tag])])

    def _write_html(self, content: str) -> None:
        root = html_tree(content)
        if root is not None:
            Walker(self._writer).walk(root)


def _is_underlined_prose(token: Token, inline: Token) -> bool:
    """Dashes right under a paragraph are meant as a break, not as a heading's underline."""
    words = inline.content
    return token.markup == "-" and (
        len(words) > _LONGEST_UNDERLINED or "\n" in words or words.endswith((".", '"', "”", "!", "?"))
    )


def _is_in_item(tokens: Sequence[Token], number: int) -> bool:
    """A paragraph that opens a list item stands on the line of the item's sign."""
    return tokens[number].type == "paragraph_open" and number > 0 and tokens[number - 1].type == "list_item_open"
