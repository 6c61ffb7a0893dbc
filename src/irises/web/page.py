"""One self-contained page of a story: the text as a book, the cast, and whose each mention and quotation is."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from irises.story import Story
from irises.web.context import PageContext, page_context


def render(story: Story) -> str:
    """The page as HTML: nothing is loaded from anywhere, and the story's words can never become markup or script."""
    context = page_context(story)
    style, script = _static("page.css"), _static("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=context,
            style=Markup(style),
            style_digest=digest(style),
            script=Markup(script),
            script_digest=digest(script),
            data=Markup(_as_json(context)),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("irises.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = counted
    return environment


@cache
def _static(name: str) -> str:
    return (files("irises.web") / "static" / name).read_text(encoding="utf-8")


def digest(content: str) -> str:
    """As a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def counted(number: int, one: str, many: str | None = None) -> str:
    """ "1 mention", "2,300 mentions"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _as_json(context: PageContext) -> str:
    """The data island; `<` is escaped so that no text can end the element it stands in."""
    content = {"people": context.people, "paragraphs": context.marks}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
