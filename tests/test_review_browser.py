"""The curator's page in a real browser: keys, mouse, marked text, what is on the screen and how soon."""

import json
import os
import re
import shutil
import time

import pytest

from reviewing import served

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium here: install Debian's package chromium to try the page in a browser"
)

COHORTS = "ABCDEFGHIJKL"
REPORT = "# Relapse in twelve cohorts 😀\n\n" + "\n\n".join(
    f"In cohort {name} the hazard ratio for relapse with MSC against placebo was {index}.94 (95% CI 0.58 to 1.50; P=0.3{index})."
    for index, name in enumerate(COHORTS, 2)
) + "\n\n𝒳 and 😀😀 stand before it: 31 patients were kept under watch, and the stone said 4711.\n"  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Chromium's sandbox needs what a container's root does not have.
        found = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield found
        found.close()


@pytest.fixture(scope="module")
def module_bench(tmp_path_factory):
    from conftest import Workbench

    bench = Workbench(tmp_path_factory.mktemp("review"))
    bench.raw.mkdir()
    return bench


@pytest.fixture(scope="module")
def server(module_bench):
    module_bench.write("relapse.txt", REPORT)
    with served(module_bench) as page:
        yield page


@pytest.fixture
def bench(module_bench):
    module_bench.raw.joinpath("relapse.review.jsonl").unlink(missing_ok=True)
    return module_bench


@pytest.fixture
def window(browser, server, bench):
    """Opens a report in a window of its own; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []
    # That a request failed the browser notes by itself; the page has to say it.
    noted = ("error", "warning")

    def open_window(report="relapse", path=None, **options):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type in noted and "500" not in message.text else None,
        )
        page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(server.url + (path or f"/report/{report}"))
        page.wait_for_load_state("networkidle")
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


def saved(bench):
    path = bench.raw / "relapse.review.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def wait_for_lines(bench, count):
    until = time.monotonic() + 20
    while len(saved(bench)) < count:
        assert time.monotonic() < until, f"{len(saved(bench))} lines are saved, not {count}"
        time.sleep(0.02)
    return saved(bench)


def wait_until(page, holds):
    """Wait for an expression of the page to hold. (Playwright's own waiting evaluates text in the page, which the page forbids.)"""
    until = time.monotonic() + 20
    while not page.evaluate(f"() => Boolean({holds})"):
        assert time.monotonic() < until, f"never: {holds}"
        page.wait_for_timeout(20)


def settled(page):
    """Wait until everything is saved and the page shows it."""
    wait_until(page, "document.getElementById('rows').getAttribute('aria-busy') === 'false'")


def mark(page, text):
    """Mark that text as a mouse would, across elements if need be."""
    page.evaluate(
        """(text) => {
          const walker = document.createTreeWalker(document.getElementById("report"), NodeFilter.SHOW_TEXT);
          const nodes = [];
          let all = "";
          while (walker.nextNode()) { nodes.push([all.length, walker.currentNode]); all += walker.currentNode.data; }
          const at = (offset) => { const [from, node] = nodes.findLast(([from]) => from <= offset); return [node, offset - from]; };
          const start = all.indexOf(text);
          getSelection().setBaseAndExtent(...at(start), ...at(start + text.length));
        }""",
        text,
    )


def test_a_curators_session(window, bench):
    """Open, settle ten rows by keyboard, edit, add from a marked stretch, undo, reload, curate: Parquet shows it."""
    page = window()
    for _ in range(10):
        page.keyboard.press("a")
    lines = wait_for_lines(bench, 10)
    assert {line["decision"] for line in lines} == {"accepted"}
    assert [line["printed"]["param_value"] for line in lines] == [f"{index}.94" for index in range(2, 12)]
    settled(page)
    assert page.locator("#count-settled").inner_text() == "10"

    # The eleventh is chosen by now: correct it.
    page.keyboard.press("e")
    page.get_by_label("Param value").fill("1.58")
    page.get_by_label("Outcome title").fill("relapse, corrected")
    page.locator("#f-reason").fill("misprinted")
    page.keyboard.press("Enter")
    lines = wait_for_lines(bench, 12)
    assert [(line["column"], line["becomes"]) for line in lines[10:]] == [
        ("param_value", 1.58),
        ("outcome_title", "relapse, corrected"),
    ]
    settled(page)

    # A stretch behind 𝒳 and two 😀: JavaScript counts three units more than the report has characters.
    mark(page, "31 patients were kept under watch")
    page.keyboard.press("m")
    page.get_by_label("n *", exact=True).fill("31")
    page.get_by_label("Role *").select_option("analysed")
    page.keyboard.press("Enter")
    lines = wait_for_lines(bench, 13)
    assert (lines[12]["decision"], lines[12]["quote"], lines[12]["printed"]) == (
        "added",
        "31 patients were kept under watch",
        {"n": "31"},
    )
    settled(page)

    # The twelfth is rejected, and that is undone.
    page.locator(".card.analyses").nth(11).locator(".pick").click()
    page.keyboard.press("r")
    wait_for_lines(bench, 14)
    settled(page)
    page.keyboard.press("u")
    assert wait_for_lines(bench, 15)[14]["decision"] == "undone"
    settled(page)

    # A number that is none of a result.
    page.locator('.sheet .number.unclaimed:text("4711")').click()
    page.keyboard.press("x")
    wait_for_lines(bench, 16)
    settled(page)

    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator(".card.is-accepted").count() == 10
    assert page.locator(".card.is-added .value").text_content() == "31 analysed"
    assert page.locator(".card.analyses").nth(11).locator(".status").text_content() == "Doubtful"
    assert page.locator("#count-unclaimed").inner_text() == "0"

    bench.curate()
    rows = bench.table("analyses").sort("start").to_dicts()
    assert [row["decision"] for row in rows] == ["accepted"] * 10 + ["corrected", None]
    assert [row["review"] for row in rows[:10]] == ["clear"] * 10
    assert (rows[10]["param_value"], rows[10]["outcome_title"]) == (1.58, "relapse, corrected")
    [added] = bench.table("sample_sizes").filter(decision="added").to_dicts()
    start = REPORT.index("31 patients")
    assert (added["start"], added["quote"], added["n"]) == (start, "31 patients were kept under watch", 31)
    claim = bench.table("claims").filter(row_id=added["row_id"]).to_dicts()[0]
    assert REPORT[claim["start"] : claim["end"]] == "31"
    assert bench.table("numbers").filter(raw="4711")["reason"].to_list() == ["curator"]
    assert bench.table("decisions").height == 14


@pytest.mark.slow
def test_everything_by_mouse(window, bench):
    page = window()
    card = page.locator(".card.analyses").first
    card.locator(".pick").click()
    card.get_by_role("button", name="Accept").click()
    wait_for_lines(bench, 1)
    settled(page)
    card.locator(".pick").click()
    card.get_by_role("button", name="Take back").click()
    assert [line["decision"] for line in wait_for_lines(bench, 2)] == ["accepted", "undone"]
    settled(page)
    mark(page, "31 patients were kept under watch")
    page.get_by_role("button", name="Add row").first.click()
    page.get_by_label("n *", exact=True).fill("31")
    page.get_by_label("Role *").select_option("enrolled")
    page.get_by_role("button", name="Save").click()
    wait_for_lines(bench, 3)
    settled(page)
    page.get_by_role("button", name="Undo").click()
    assert wait_for_lines(bench, 4)[3]["decision"] == "undone"


SHORT_GROUPS = """# The SHORT trial

We randomised 40 patients: 20 to MSC and 20 to placebo. 35 completed it.

At 6 months the latency was 3.1 in the MSC group and 4.2 in the placebo group.

At 6 months the hazard ratio for relapse with MSC against placebo was 2.94 (95% CI 0.58 to 1.50; P=0.31).

Headache was seen in 3 of 20 patients in the MSC group and 2 of 20 in the placebo group. Something else was counted 7 times, 8 times and 9 times.
"""


@pytest.mark.slow
@pytest.mark.parametrize("key", ["a", "r"])
def test_the_chosen_card_stays_in_view(window, server, module_bench, key):
    """Whatever a ruling does to the list: the next key must not rule on a row that nobody sees."""
    module_bench.write("short.txt", SHORT_GROUPS)
    try:
        for _ in range(200):
            if server.get("/ready/short").json["ready"]:
                break
            time.sleep(0.05)
        page = window("short", viewport={"width": 1280, "height": 420})
        for _ in range(4):
            page.keyboard.press(key)
            settled(page)
            page.wait_for_timeout(600)
            place = page.evaluate(
                """() => { const [card, pane] = [document.querySelector(".card.current .pick"), document.getElementById("rows")].map((one) => one.getBoundingClientRect());
                           return [card.top - pane.top, pane.bottom - card.bottom]; }"""
            )
            assert min(place) >= 0, place
    finally:
        (module_bench.raw / "short.txt").unlink()
        (module_bench.raw / "short.review.jsonl").unlink(missing_ok=True)


@pytest.mark.slow
def test_both_sides_follow_each_other(window):
    page = window()
    page.locator('mark:has-text("5.94")').first.click()
    current = page.locator(".card.current")
    assert "5.94" in current.locator(".value").inner_text()
    assert "5.94" in "".join(page.locator("mark.lit").all_inner_texts())
    page.keyboard.press("j")
    wait_until(page, "document.querySelector('.card.current .value').textContent.includes('6.94')")
    assert "6.94" in "".join(page.locator("mark.lit").all_inner_texts())
    assert page.evaluate("document.activeElement.closest('.card').classList.contains('current')")


@pytest.mark.slow
def test_a_marked_stretch_can_end_anywhere(window):
    """Stretches that begin or end inside marks, after characters of two units, and over two paragraphs."""
    page = window()
    for text in ("😀😀 stand before it: 31", "2.94 (95%", "P=0.32).In cohort B", "𝒳"):
        mark(page, text)
        found = page.evaluate(
            """async () => { const {markedStretch} = await import("/static/offsets.js"); return markedStretch(document.getElementById("report")); }"""
        )
        quote = REPORT[found["start"] : found["end"]]
        assert re.sub(r"\s", "", quote) == re.sub(r"\s", "", text)


@pytest.mark.slow
def test_a_save_that_fails_is_said_and_the_row_stays_open(window, bench, monkeypatch):
    from flows.review import desk

    def full(path, lines):
        raise OSError(28, "No space left on device", str(path))

    page = window()
    monkeypatch.setattr(desk, "append_lines", full)
    card = page.locator(".card.analyses").first
    page.keyboard.press("a")
    page.wait_for_selector("#saying.wrong")
    assert "No space left on device" in page.locator("#saying").inner_text()
    wait_until(page, "document.querySelector('.card.analyses .status').textContent === 'Doubtful'")
    assert "is-doubtful" in (card.get_attribute("class") or "")
    assert saved(bench) == []


@pytest.mark.slow
def test_what_one_window_saves_another_shows(window, bench):
    one = window()
    other = one.context.new_page()
    other.goto(one.url)
    other.wait_for_load_state("networkidle")
    one.keyboard.press("a")
    wait_for_lines(bench, 1)
    wait_until(other, "document.querySelector('.card.analyses').classList.contains('is-accepted')")
    assert other.locator("#count-settled").inner_text() == "1"


@pytest.mark.slow
def test_keys_are_listed_and_can_be_turned_off(window, bench):
    page = window()
    page.keyboard.press("?")
    assert page.locator("dialog[open] h2").inner_text() == "Keys"
    page.get_by_label("Single keys do these things").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert saved(bench) == []
    page.keyboard.press("?")
    page.get_by_label("Single keys do these things").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("a")
    wait_for_lines(bench, 1)


@pytest.mark.slow
def test_filters_and_search_on_the_screen(window):
    page = window()
    page.get_by_role("button", name="Unclaimed", exact=True).click()
    wait_until(page, "document.querySelectorAll('.card.analyses').length === 0")
    page.get_by_role("button", name="All", exact=True).click()
    page.keyboard.press("/")
    page.keyboard.type("7.94")
    wait_until(page, "document.querySelectorAll('.card').length === 1")
    page.get_by_role("searchbox").fill("nowhere to be found")
    wait_until(page, "document.querySelector('#items .none')?.textContent.includes('nowhere')")


@pytest.mark.slow
def test_the_reason_travels_with_the_decision(window, bench):
    page = window()
    page.keyboard.press("w")
    page.keyboard.type("read it in the paper")
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    assert wait_for_lines(bench, 1)[0]["reason"] == "read it in the paper"


HOSTILE = """# <script>alert(1)</script>

<img src=x onerror=alert(2)> [a](javascript:alert(3)) <svg/onload=alert(4)> </p></div></section> &lt;b&gt;

| <b onclick=alert(5)>group</b> | "><script>alert(6)</script> |
|---|---|
| </td></table><iframe src=javascript:alert(7)> | 12 of 30 |

The hazard ratio for '"><img src=x onerror=alert(8)> was 2.94 (95% CI 0.58 to 1.50).
"""


def test_a_hostile_report_does_nothing_but_show(window, bench):
    bench.write("hostile.txt", HOSTILE)
    try:
        page = window("hostile")
        page.wait_for_selector(".card")
        for key in ("n", "n", "e"):
            page.keyboard.press(key)
            page.wait_for_timeout(150)
        assert (
            page.evaluate(
                "document.querySelectorAll('#report :is(script, img, svg, iframe, b), #rows :is(script, img, svg, iframe, b)').length"
            )
            == 0
        )
        shown = page.locator("#report").inner_text()
        for line in ("<script>alert(1)</script>", "<svg/onload=alert(4)> </p></div></section> &lt;b&gt;", "</td></table><iframe"):
            assert line in shown
    finally:
        (bench.raw / "hostile.txt").unlink()


CONTRAST = """() => {
  const channel = (value) => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3]));
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const weak = [];
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !element.checkVisibility({contentVisibilityAuto: false, visibilityProperty: true})) continue;
    if (element.closest(":disabled, option")) continue;
    const under = ground(element), ink = over(parse(getComputedStyle(element).color), under);
    const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) weak.push(`${element.className || element.tagName}: ${element.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return weak;
}"""


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_contrast_and_room(window, bench, width, scheme):
    """Text has AA contrast in every state, and nothing is wider than the window."""
    page = window(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.keyboard.press("a")
    page.keyboard.press("r")
    wait_for_lines(bench, 2)
    settled(page)

    def look():
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth && document.body.scrollLeft === 0")
        wide = "(e) => e.scrollWidth - e.clientWidth"
        assert page.eval_on_selector("#report", wide) <= 0
        assert page.eval_on_selector("#rows", wide) <= 0

    look()
    page.keyboard.press("e")
    page.wait_for_selector("#form:not([hidden])")
    look()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    look()
    page.keyboard.press("Escape")
    page.goto(page.url.rsplit("/report", 1)[0] + "/")
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.slow
def test_every_control_has_a_name_and_every_list_a_heading(window, bench):
    page = window()
    page.keyboard.press("e")
    page.wait_for_selector("#form:not([hidden])")
    nameless = """() => [...document.querySelectorAll("button, input, select, a, dialog, section")].filter((e) =>
      !(e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.textContent.trim() || e.labels?.length)).map((e) => e.outerHTML)"""
    assert page.evaluate(nameless) == []
    assert page.evaluate(
        "[...document.querySelectorAll('[aria-labelledby], [aria-describedby]')].every((e) => document.getElementById(e.getAttribute('aria-labelledby') ?? e.getAttribute('aria-describedby')))"
    )
    levels = page.evaluate("[...document.querySelectorAll('#items :is(h1,h2,h3)')].map((e) => e.tagName)")
    assert set(levels) <= {"H2", "H3"}


@pytest.mark.slow
def test_the_whole_page_can_be_walked_with_tab(window):
    """Tab goes from the bar to the report, to filters and search, to the chosen card and its buttons; each shows its focus."""
    page = window()
    seen = []
    for _ in range(45):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => { const e = document.activeElement; const s = getComputedStyle(e);
              return [e.dataset.act || e.dataset.show || e.id || e.className || e.name, e.tagName, s.outlineStyle !== "none" || s.boxShadow !== "none"]; }"""
        )
        if where[1] == "BODY":  # round the end, through the browser's own bar
            continue
        assert where[2], f"{where} shows no focus"
        seen.append(where[0])
    for wanted in ("add", "undo", "keys", "report", "all", "open", "search", "pick", "accept", "reject", "correct"):
        assert wanted in seen, f"{wanted} cannot be reached: {seen}"
