"""`python -m bench.page FOLDER`: what the page of a story weighs, when its text is there, and what its tab takes.

FOLDER is one that `irises read` wrote; its `page.html` is opened from disk, as a reader would, `--turns` times, each in
a fresh browser. Seconds are medians; so is memory.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from bench.browser import LIVE, NoBrowserError, NoPageError, chromium, page_in, until
from bench.report import describe_machine

_NOTE_READY = """
new MutationObserver((_, watcher) => {
  if (!document.documentElement.classList.contains("live")) return;
  performance.mark("live");
  watcher.disconnect();
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["class"] });
"""
_TIMES = """() => {
  const first = performance.getEntriesByName("first-contentful-paint")[0];
  const ready = performance.getEntriesByName("live")[0];
  return { painted: first.startTime / 1000, ready: ready.startTime / 1000 };
}"""
_PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
_WATCH = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: "longtask" });
}"""
_SCREENS = 60
_VIEWS = ("cast", "ties", "arcs", "promises", "timeline")
_ELEMENT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_KINDS = (('id="data"', "data"), ('id="vega"', "plotting library"), ("", "our script and style"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures, and writes JSON where asked; 1 if there is no browser or no page."""
    options = _options(arguments)
    try:
        page = page_in(options.folder)
        turns = [_turn(page) for _ in range(options.turns)]
    except (NoPageError, NoBrowserError) as error:
        print(error, file=sys.stderr)
        return 1
    told = {"weight": weights(page.read_text(encoding="utf-8")), "tab": medians(turns), "machine": describe_machine()}
    print(as_table(told["weight"], told["tab"]))
    print("; ".join(f"{name}: {value}" for name, value in told["machine"].items()))
    if options.json:
        options.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0


def weights(page: str) -> dict[str, int]:
    """Bytes of a page: of all of it, and of its parts."""
    parts = {name: 0 for _, name in _KINDS}
    for _, attributes, content in _ELEMENT.findall(page):
        kind = next(name for sign, name in _KINDS if sign in attributes)
        parts[kind] += len(content.encode())
    whole = len(page.encode())
    return {"page": whole, "text and its elements": whole - sum(parts.values()), **parts}


def medians(turns: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {name: statistics.median(turn[name] for turn in turns) for name in turns[0]}


def as_table(weight: Mapping[str, int], tab: Mapping[str, float]) -> str:
    """A line for each figure."""
    lines = [f"{name:44} {value / 1e6:9.2f} MB" for name, value in weight.items()]
    lines += [_line(name, value) for name, value in tab.items()]
    return "\n".join(lines)


def _line(name: str, value: float) -> str:
    if name.endswith("bytes"):
        return f"{name.removesuffix(', bytes'):44} {value / 1e6:9.1f} MB"
    return f"{name:44} {value:9.2f} s"


def _turn(page: Path) -> dict[str, float]:
    """Opens the page in a fresh browser, scrolls through some of it, opens every view and goes to the end."""
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        session = browser.new_browser_cdp_session()
        empty = _memory(session)
        tab.add_init_script(_NOTE_READY)
        work = _account(tab)
        tab.goto(page.absolute().as_uri(), wait_until="commit")
        until(tab, LIVE)
        until(tab, _PAINTED)
        times, spent = tab.evaluate(_TIMES), work()
        opened = _memory(session)
        longest = _scroll(tab)
        _open_everything(tab)
        used = _memory(session)
        return {
            "text is painted after": times["painted"],
            "page is ready after": times["ready"],
            "work of the tab's main thread until then": spent,
            "longest task while scrolling": longest,
            "tab, resident once open, bytes": opened["rss"],
            "tab, its own once open, bytes": opened["uss"],
            "tab, its own once everything was shown, bytes": used["uss"],
            "an empty tab, resident, bytes": empty["rss"],
            "an empty tab, its own, bytes": empty["uss"],
        }


def _account(tab: Any) -> Callable[[], float]:
    """What tells how many seconds of processor time the tab's main thread has taken from now on."""
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
        return float(metrics["TaskDuration"])

    return spent


def _memory(session: Any) -> dict[str, int]:
    """Bytes that the tab's process has in memory: resident, and of these what it shares with no other process."""
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pids = [process["id"] for process in processes if process["type"] == "renderer"]
    largest = max((psutil.Process(pid).memory_full_info() for pid in pids), key=lambda info: info.uss)
    return {"rss": largest.rss, "uss": largest.uss}


def _scroll(tab: Any) -> float:
    """Scrolls on by screens; seconds of the longest task of the main thread (tasks below 0.05 s count as 0)."""
    tab.evaluate(_WATCH)
    tab.mouse.move(640, 400)
    for _ in range(_SCREENS):
        tab.mouse.wheel(0, 700)
        tab.wait_for_timeout(60)
    tab.wait_for_timeout(300)
    return max(tab.evaluate("window.longTasks"), default=0.0) / 1000


def _open_everything(tab: Any) -> None:
    """To the end of the story, and each view there."""
    tab.locator("#ribbon").focus()
    tab.keyboard.press("End")
    tab.wait_for_timeout(1000)
    for view in _VIEWS:
        tab.locator(f"[data-view={view}]").click()
        tab.wait_for_timeout(1500)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.page", description="Measure the page of a story.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="written by `irises read`")
    parser.add_argument("--turns", type=int, default=3, metavar="N", help="browsers started; the median counts (3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
