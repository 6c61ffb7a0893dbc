"""`python -m bench.screens FOLDER OUT`: pictures of a story's page, to be looked at before it is shown to anybody.

At three widths (a phone, a tablet, a desk), in light and dark: the opening, the middle of the book, a card, one
person's light, every view, a search; and how it is printed. Written as `STATE-WIDTH-SCHEME.png`, `paper.png` and
`print.pdf`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.browser import LIVE, NoBrowserError, NoPageError, chromium, page_in, until

SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desk": (1440, 900)}
SCHEMES = ("light", "dark")
_VIEWS = ("cast", "ties", "arcs", "promises", "timeline", "about", "help")
_REST = 500
_DRAWN = 1200
_PRINTED_PAGES = "1-4"
_PAPER = (560, 794)
_IN_SIGHT = """(selector) => [...document.querySelectorAll(selector)].findIndex((node) => {
  const box = node.getBoundingClientRect();
  return box.top > 0.3 * innerHeight && box.bottom < 0.8 * innerHeight;
})"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the pictures; 1 if there is no browser or no page."""
    options = _options(arguments)
    try:
        page = page_in(options.folder)
        options.out.mkdir(parents=True, exist_ok=True)
        for path in take(page, options.out, at=options.at):
            print(path)
    except (NoPageError, NoBrowserError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def take(page: Path, out: Path, *, at: int) -> Iterator[Path]:
    """Takes every picture, those within the book so many percent in; their paths as they are written."""
    with chromium() as browser:
        for name, (width, height) in SIZES.items():
            for scheme in SCHEMES:
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                tab = context.new_page()
                tab.goto(page.absolute().as_uri())
                until(tab, LIVE)
                for state, show in states(at).items():
                    show(tab)
                    path = out / f"{state}-{name}-{scheme}.png"
                    tab.screenshot(path=path)
                    yield path
                context.close()
        yield from _printed(browser, page, out)


def _printed(browser: Any, page: Path, out: Path) -> Iterator[Path]:
    """The beginning as it is printed: a picture of it, and the first pages."""
    tab = browser.new_page(viewport=dict(zip(("width", "height"), _PAPER, strict=True)))
    tab.goto(page.absolute().as_uri())
    until(tab, LIVE)
    tab.pdf(path=out / "print.pdf", page_ranges=_PRINTED_PAGES, format="A5")
    tab.emulate_media(media="print")
    tab.screenshot(path=out / "paper.png")
    yield out / "print.pdf"
    yield out / "paper.png"


def states(at: int) -> Mapping[str, Callable[[Any], None]]:
    """What is shown, in order: each goes on from the one before."""
    views = {name: _view(name) for name in _VIEWS}
    return {"opening": _opening, "middle": _middle(at), "card": _card, "lens": _lens, **views, "find": _find}


def _opening(tab: Any) -> None:
    tab.wait_for_timeout(_REST)


def _middle(at: int) -> Callable[[Any], None]:
    def show(tab: Any) -> None:
        box = tab.locator("#strip").bounding_box()
        tab.mouse.click(box["x"] + at / 100 * box["width"], box["y"] + 6)
        tab.mouse.move(5, 600)
        tab.wait_for_timeout(_DRAWN)

    return show


def _card(tab: Any) -> None:
    """The card of a name in the middle of what is in sight."""
    found = tab.evaluate(_IN_SIGHT, "#book .m.proper")
    if found >= 0:
        tab.locator("#book .m.proper").nth(found).click()
    tab.wait_for_timeout(_REST)


def _lens(tab: Any) -> None:
    """The light of the second in the list of the cast, if there are two."""
    tab.keyboard.press("Escape")
    lens = tab.locator("#lens")
    if lens.locator("option").count() > 2:
        lens.select_option(index=2)
    tab.wait_for_timeout(_REST)


def _view(name: str) -> Callable[[Any], None]:
    def show(tab: Any) -> None:
        tab.locator("#lens").select_option(index=0)
        tab.keyboard.press("?") if name == "help" else _open(tab, name)
        tab.wait_for_timeout(_DRAWN)

    return show


def _open(tab: Any, name: str) -> None:
    """Opens a view by its tab; by its key where a narrow bar has none."""
    button = tab.locator(f"[data-view={name}]").first
    if button.is_visible() and button.get_attribute("aria-expanded") != "true":
        button.click()


def _find(tab: Any) -> None:
    tab.keyboard.press("/")
    tab.locator("#find").fill("promise")
    tab.wait_for_timeout(_DRAWN)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.screens", description="Take pictures of a story's page.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="written by `irises read`")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the pictures")
    parser.add_argument("--at", type=int, default=45, metavar="PERCENT", help="how far in the book (45)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
