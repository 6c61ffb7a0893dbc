"""One self-contained page of a story: the text as a book, with everything that was read of it."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from irises.story import Story
from irises.web.context import page_context

_SCRIPTS = (
    "data", "elements", "position", "book", "card", "ribbon", "lens", "correct", "find", "pictures", "views", "start",
)  # fmt: skip
"""The parts of the page's script, in the order in which they run."""


def render(story: Story) -> str:
    """The page as HTML: nothing is loaded from anywhere, and the story's words can never become markup or script."""
    context = page_context(story)
    style, script, plots = _static("page.css"), _script(), _plots()
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=context,
            style=Markup(style),
            style_digest=digest(style),
            script=Markup(script),
            script_digest=digest(script),
            plots=_packed_once(plots) if plots else "",
            plots_digest=digest(plots),
            data=packed(_as_json(context.island)),
        )
    )


@cache
def _environment() -> Environment:
    return templates_of("irises.web")


def templates_of(package: str) -> Environment:
    """The templates of a package: story's words are escaped, and what a template asks for must be there."""
    environment = Environment(
        loader=PackageLoader(package, "templates"),
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


@cache
def _script() -> str:
    parts = "\n".join(_static(f"page/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(async () => {{\n{parts}}})();\n'


@cache
def _plots() -> str:
    """The plotting library, which is put into the package when it is built; empty in a work tree without it."""
    try:
        return _static("vega.js")
    except FileNotFoundError:
        return ""


@cache
def digest(content: str) -> str:
    """As a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def counted(number: int, one: str, many: str | None = None) -> str:
    """ "1 mention", "2,300 mentions"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def packed(content: str) -> str:
    """Text deflated and in base64, in which nothing can end the element it stands in; the script unpacks it."""
    return base64.b64encode(zlib.compress(content.encode())).decode()


@cache
def _packed_once(content: str) -> str:
    """The same for what is in every page."""
    return packed(content)


def _as_json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
