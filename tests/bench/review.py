"""The review page of long documents in Chromium: `python tests/bench/review.py [CHARACTERS]` prints its figures.

Documents of half a million characters are invented: as lines of plain text, as lines broken at forty characters, and as
a page of HTML. First paint is when anything of the text is seen (first contentful paint); a key is timed from when it
was pressed to when the screen shows what came of it, as the browser itself tells (Event Timing), which rounds to 8 ms
and tells nothing of what took less than 16. Beside it stands the processor time that the page's thread takes for a key,
style, layout and paint in it, which other work on the machine distorts little.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from invent import invent, print_invented
from validators.browser import open_browser, open_page

from convert.review.desk import Paper, read_sheet
from convert.review.page import print_sheet

WATCH = """performance.watched = []; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (entry.name === "keydown") performance.watched.push(entry.duration);
}).observe({ type: "event", durationThreshold: 16 });"""

ACTIONS = (("next block", "ArrowDown", 40), ("next to check", "n", 20), ("page on", "PageDown", 20),
           ("last block", "End", 1), ("block before", "ArrowUp", 20), ("heading", "h", 10), ("cut", "x", 10),
           ("join", "m", 10), ("undo", "z", 20), ("place to split", "ArrowRight", 10), ("split", "Enter", 5),
           ("first block", "Home", 1))
"""What is done, by which key, how often."""

PAUSE = 80
"""Milliseconds between two keys: twelve a second, faster than anybody corrects."""


def invent_lines(characters: int) -> list[str]:
    """Lines of invented documents, one after another."""
    lines: list[str] = []
    size = 0
    for seed in count():
        made = print_invented(invent(f"review {seed}")).lines
        lines += made
        size += sum(map(len, made)) + len(made)
        if size >= characters:
            return lines
    raise AssertionError


def wrap(lines: list[str]) -> str:
    return "\n".join(line[at : at + 40] for line in lines for at in range(0, max(1, len(line)), 40)) + "\n"


def mark_up(lines: list[str]) -> str:
    body = "\n".join(f'<div class="a"><p><span style="color: black">{escape(line)}</span></p></div>' for line in lines)
    return f"<!DOCTYPE html><html><head><title>文集</title></head><body>\n{body}\n</body></html>\n"


SHAPES: dict[str, Callable[[list[str]], str]] = {
    "lines.txt": lambda lines: "\n".join(lines) + "\n", "wrapped.txt": wrap, "marked.html": mark_up}


def read_clock(session: Any) -> float:
    """Milliseconds of processor time that the tasks of the page have taken."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration") * 1000


def time_keys(page: Any) -> Iterator[tuple[str, list[float], list[float]]]:
    """Each action with milliseconds to the screen, 0 for those that the browser does not tell, and of the processor."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.focus("#structure")
    for name, key, times in ACTIONS:
        page.evaluate("performance.watched.length = 0")
        used = []
        for _ in range(times):
            start = read_clock(session)
            page.keyboard.press(key)
            page.wait_for_timeout(PAUSE)
            used.append(read_clock(session) - start)
        told = page.evaluate("performance.watched")
        yield name, sorted([*told, *[0.0] * (times - len(told))]), sorted(used)


def tell(times: list[float]) -> str:
    return (f"median {times[len(times) // 2]:3.0f} ms, 49 of 50 within {times[len(times) * 49 // 50]:3.0f} ms, "
            f"longest {times[-1]:3.0f} ms")


def main(characters: int) -> None:
    lines = invent_lines(characters)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        for name, shape in SHAPES.items():
            path = Path(folder) / name
            path.write_text(shape(lines)[:characters], encoding="utf-8")
            start = time.process_time()
            sheet = read_sheet(Paper(path, name))
            read = time.process_time() - start
            target = path.with_name(f"{name}.page.html")
            target.write_bytes(print_sheet(sheet))
            with open_page(browser, "about:blank", viewport={"width": 1400, "height": 900}) as page:
                page.add_init_script(WATCH)
                page.goto(target.as_uri())
                page.wait_for_timeout(1500)
                paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                print(f"{name}: {len(sheet.text):,} characters, {len(sheet.rows):,} rows, read in {read:.1f} s, page "
                      f"{target.stat().st_size / 1e6:.1f} MB, first paint {paint:.0f} ms")
                timed = list(time_keys(page))
                seen, used = (sorted(one for row in timed for one in row[at]) for at in (1, 2))
                for action, shown, taken in [*timed, ("all", seen, used)]:
                    print(f"  {action:14} {len(shown):3} keys: {tell(shown)}; processor {tell(taken)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
