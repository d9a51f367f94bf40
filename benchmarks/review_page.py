"""How soon the curator's page shows a long report, and a key its effect, in a real Chromium.

    python benchmarks/review_page.py [--folder DIR] [--pages 400] [--rows 5000] [--keys 120] [--only pdf|rows] [--idle]

Makes a PDF of `--pages` pages and a text report of `--rows` rows in `--folder` (a temporary one where none is named; a named one keeps
what was read), has each read once, and then starts the server as `msc-evidence review` does, twice: with nothing open yet ("cold": the
documents are in the cache, no report has been asked for) and again in a second window ("warm").

first view: from the navigation to the frame that shows the report's text and a chosen card. key to screen: from the key's event to the
end of the frame that shows its effect, the chosen card and its lit quote both in view; the median, the 95th centile and the worst. Beside
it stands the processor time that the page's own thread spent from one key to the next, which other programs on the machine do not change.
What must hold is held against the clock where the machine is idle: `--idle` makes the exit status say so.
"""

import argparse
import math
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from long_reports import pdf_report, rows_report  # noqa: E402

from flows.report_files import report_files  # noqa: E402
from flows.review.machine import known_machine  # noqa: E402
from flows.review.shelf import Shelf  # noqa: E402
from reviewing import running  # noqa: E402

FIRST_VIEW_S, KEY_MS = 1.0, 100
"""What must hold."""

LONGEST_WAIT_S = 120

# In every page before its own scripts: notes when the first view stands, and what each key took to show on both sides.
WATCH = """
  const chosen = () => document.querySelector(".card.current");
  const inside = (element, pane) => {
    const [a, b] = [element?.getBoundingClientRect(), document.getElementById(pane).getBoundingClientRect()];
    return Boolean(a) && a.bottom > b.top && a.top < b.bottom && a.height > 0;
  };
  // After a frame's own work, so that its end is the moment at which it can be seen.
  const afterFrame = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(null);
  };
  const first = () => {
    if (chosen() && inside(document.querySelector("#report [data-start]"), "report")) afterFrame((now) => { window.firstView = now; });
    else requestAnimationFrame(first);
  };
  requestAnimationFrame(first);
  window.taken = [];
  const shows = {
    move: () => chosen()?.dataset.item + (inside(chosen()?.querySelector(".pick"), "rows") && [...document.querySelectorAll("#report .lit")].some((one) => inside(one, "report"))),
    form: () => String(document.getElementById("form").hidden),
  };
  const kinds = { n: "move", p: "move", j: "move", k: "move", a: "move", r: "move", e: "form", Escape: "form" };
  addEventListener("keydown", (event) => {
    const kind = kinds[event.key];
    if (!kind) return;
    const [before, began] = [shows[kind](), event.timeStamp];
    const wait = () => {
      const now = shows[kind]();
      if (now === before || now.endsWith("false") && kind === "move") requestAnimationFrame(wait);
      else afterFrame((end) => window.taken.push(end - began));
    };
    requestAnimationFrame(wait);
  }, true);
"""


@dataclass(frozen=True)
class Key:
    """One press. shown_ms: until its effect was on the screen; thread_ms: processor time of the page's thread until the next press."""

    shown_ms: float
    thread_ms: float


@dataclass(frozen=True)
class Figures:
    """What one report took: first views in seconds, presses by what they do."""

    cold_s: float
    warm_s: float
    keys: dict[str, list[Key]]

    @property
    def worst_ms(self) -> float:
        """The slowest key."""
        return max(key.shown_ms for pressed in self.keys.values() for key in pressed)


def main() -> None:
    """Prints the figures of both reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--only", choices=("pdf", "rows"))
    parser.add_argument("--idle", action="store_true", help="exit with 1 where a figure does not hold")
    options = parser.parse_args()
    makers: dict[str, Callable[[Path], None]] = {
        "long.pdf": lambda path: pdf_report(path, options.pages),
        "long.txt": lambda path: rows_report(path, options.rows),
    }
    holds = True
    with tempfile.TemporaryDirectory() as passing, chromium() as browser:
        for name, make in makers.items():
            kind = "pdf" if name.endswith(".pdf") else "rows"
            if options.only in (None, kind):
                found = measured((options.folder or Path(passing)) / kind, name, make, browser, options.keys)
                tell(name, found)
                holds = holds and max(found.cold_s, found.warm_s) < FIRST_VIEW_S and found.worst_ms < KEY_MS
    sys.exit(1 if options.idle and not holds else 0)


def measured(root: Path, name: str, make: Callable[[Path], None], browser: Any, n_keys: int) -> Figures:
    """Make the report where it is not there, have it read where it is not known, and measure its page."""
    raw, cache = root / "raw", root / "cache"
    raw.mkdir(parents=True, exist_ok=True)
    if not (raw / name).exists():
        make(raw / name)
    (raw / "long.review.jsonl").unlink(missing_ok=True)
    if known_machine(report_files(raw / name, cache)[0], cache) is None:
        told, took = first_reading(raw, cache, browser)
        print(f"{name}: not read yet; the page says so after {told:.2f} s and shows the report after {took:.0f} s", flush=True)
    return figures(raw, cache, browser, n_keys)


def tell(name: str, found: Figures) -> None:
    """Print them."""
    print(f"{name}: first view {found.cold_s:.2f} s cold, {found.warm_s:.2f} s warm (must be below {FIRST_VIEW_S:g} s)")
    print(f"  key to screen (must be below {KEY_MS} ms)  presses  median    95th   worst   thread: median   worst")
    for what, pressed in found.keys.items():
        shown, thread = [key.shown_ms for key in pressed], [key.thread_ms for key in pressed]
        print(
            f"  {what:38} {len(pressed):8} {statistics.median(shown):7.0f} {_centile(shown, 95):7.0f} {max(shown):7.0f} "
            f"{statistics.median(thread):16.0f} {max(thread):7.0f}",
            flush=True,
        )


def first_reading(raw: Path, cache: Path, browser: Any) -> tuple[float, float]:
    """Seconds until the page says that the report is being read, and until it shows the report."""
    with running(Shelf(raw, cache)) as page:
        window = browser.new_page()
        begin = time.perf_counter()
        window.goto(f"{page.url}/report/long")
        window.wait_for_selector(".waiting, .card")
        told = time.perf_counter() - begin
        window.wait_for_selector(".card.current", timeout=3_600_000)
        took = time.perf_counter() - begin
        window.close()
    return told, took


def figures(raw: Path, cache: Path, browser: Any, n_keys: int) -> Figures:
    """The page of a report whose document the cache holds."""
    with running(Shelf(raw, cache)) as page:
        cold, window = opened(browser, page.url)
        window.close()
        warm, window = opened(browser, page.url)
        press = Presses(window)
        keys = {
            "n, next open": press("n", n_keys),
            "p, previous open": press("p", n_keys // 2),
            "p and n, round the end": [key for _ in range(4) for key in (*press.first()("p"), *press("n"))],
            "j, next": press("j", n_keys),
            "a, accept and go on": press("a", n_keys // 2),
            "r, reject and go on": press("r", n_keys // 4),
            "e and Esc, a form and back": [key for _ in range(8) for key in (*press("e"), *press("Escape"))],
        }
        window.close()
    return Figures(cold, warm, keys)


def opened(browser: Any, url: str) -> tuple[float, Any]:
    """Seconds from the navigation to the first view, and the window."""
    window = browser.new_page(viewport={"width": 1280, "height": 900})
    window.add_init_script(WATCH)
    window.goto(f"{url}/report/long", wait_until="commit", timeout=LONGEST_WAIT_S * 1000)
    taken = _until(lambda: window.evaluate("() => window.firstView ?? null"), window, "the page shows nothing")
    window.wait_for_load_state("networkidle")
    return float(taken) / 1000, window


class Presses:
    """Presses keys in a window, one after the other, each when the effect of the one before is seen."""

    def __init__(self, window: Any) -> None:
        self.window = window
        self.told = window.context.new_cdp_session(window)
        self.told.send("Performance.enable", {"timeDomain": "threadTicks"})

    def __call__(self, key: str, times: int = 1) -> list[Key]:
        """What each press took."""
        pressed = []
        for _ in range(times):
            self.window.evaluate("() => { window.taken = []; }")
            before = self._thread_ms()
            self.window.keyboard.press(key)
            shown = _until(lambda: self.window.evaluate("() => window.taken[0] ?? null"), self.window, f"{key} shows nothing")
            pressed.append(Key(float(shown), self._thread_ms() - before))
        return pressed

    def first(self) -> Self:
        """Choose the first open item, by mouse."""
        self.window.locator("#rows").evaluate("(rows) => rows.scrollTo(0, 0)")
        self.window.locator(".card[data-open] .pick").first.click()
        self.window.wait_for_timeout(300)
        return self

    def _thread_ms(self) -> float:
        metrics = self.told.send("Performance.getMetrics")["metrics"]
        return 1000 * next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")


def _until(told: Callable[[], Any], window: Any, otherwise: str) -> Any:
    until = time.monotonic() + LONGEST_WAIT_S
    while (found := told()) is None:
        if time.monotonic() > until:
            sys.exit(otherwise)
        window.wait_for_timeout(5)
    return found


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium, headless."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        sys.exit("no Chromium here: install Debian's package chromium")
    with sync_playwright() as playwright:
        # Chromium's sandbox needs what a container's root does not have.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()


def _centile(values: Sequence[float], centile: int) -> float:
    return sorted(values)[max(0, math.ceil(len(values) * centile / 100) - 1)]


if __name__ == "__main__":
    main()
