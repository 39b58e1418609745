"""The report's page as a reader has it: a file in a browser that reaches nothing else."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from fakes.measurements import HOSTILE, make_empty_measurement, make_hostile_measurement, make_measurement
from lambda_packaging.metrics.measurement import Measurement
from lambda_packaging.metrics.page import format_page
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

ARGUMENTS = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESK = ViewportSize(width=375, height=800), ViewportSize(width=1280, height=900)
READABLE = 4.5  # the contrast that WCAG 2.2, 1.4.3, asks of texts
CHARTS = {
    "bytes": ".slice",
    "imports": ".slice",
    "starts": "path.box",
    "sizes": ".trace .point",
    "ratios": ".trace .point",
}

# Every visible text with the contrast to what lies behind it, the lowest first.
CONTRASTS = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => channels(colour).slice(0, 3).map(each => each / 255)
    .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = element => {
    for (let each = element; each; each = each.parentElement) {
      const slice = each.matches(".slice") && getComputedStyle(each.querySelector("path.surface")).fill;
      const colour = slice || getComputedStyle(each).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility() || element.matches("script, .skip, option")) continue;
    const colour = getComputedStyle(element)[element.closest("svg") ? "fill" : "color"];
    const [one, other] = [light(colour), light(behind(element))].sort((a, b) => b - a);
    found.push([(one + 0.05) / (other + 0.05), text]);
  }
  return found.sort((a, b) => a[0] - b[0]);
}"""

# What Tab should reach: of a group of radio buttons the chosen one.
NAME = """const name = one => one.id || one.value || one.getAttribute("aria-label") || one.textContent.trim();"""
OPERABLE = f"""() => {{
  {NAME}
  const all = document.querySelectorAll("a[href], select, summary, [tabindex='0'], input:checked");
  return [...all].filter(one => one.checkVisibility()).map(name);
}}"""
FOCUSED = f"""() => {{
  {NAME}
  const {{ outlineStyle, outlineWidth }} = getComputedStyle(document.activeElement);
  return [name(document.activeElement), outlineStyle !== "none" && parseFloat(outlineWidth) >= 2];
}}"""
FILL_IS_NOT = "fill => getComputedStyle(document.querySelector('#chart-ratios .xtick text')).fill !== fill"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@dataclass(kw_only=True)
class Opened:
    """A page in a browser, and everything that it asked for or complained about."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def is_calm(self) -> bool:
        """Whether it asked for nothing but itself, and nothing went wrong."""
        return (self.requests, self.complaints) == ([self.address], [])

    def tiles(self, chart: str) -> list[str]:
        """The labels of the tiles that are large enough to have one."""
        return self.page.locator(f"#chart-{chart} text.slicetext").all_text_contents()

    def tile(self, chart: str, label: str) -> Locator:
        """The label of a tile."""
        return self.page.locator(f"#chart-{chart} text.slicetext", has_text=label).first


type Scheme = Literal["light", "dark"]
type Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser; the tests need Debian's, since nothing may be downloaded in a test."""
    path = shutil.which("chromium")
    if path is None:
        missing = "chromium is missing; install Debian's package of that name"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three reports as files."""
    folder = tmp_path_factory.mktemp("reports")
    measured: dict[str, Measurement] = {
        "report": make_measurement(),
        "hostile": make_hostile_measurement(),
        "empty": make_empty_measurement(),
    }
    for name, measurement in measured.items():
        (folder / f"{name}.html").write_text(format_page(measurement), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in measured}


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One window for all tests, without a network: a new one would compile the page's program anew, two seconds."""
    with chromium.new_context(offline=True) as context:
        yield context.new_page()


@pytest.fixture
def open_report(page: Page, files: dict[str, Path]) -> Open:
    """Opens a report from the disk."""

    def opener(name: str = "report", *, scheme: Scheme = "light", size: ViewportSize = DESK) -> Opened:
        page.goto("about:blank")
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        opened = Opened(page=page, address=files[name].as_uri())
        page.on("request", lambda request: opened.requests.append(request.url))
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.goto(opened.address)
        return opened

    return opener


def test_the_page_draws_every_chart_and_needs_nothing_but_itself(open_report: Open) -> None:
    """No request, no error, no warning."""
    opened = open_report()
    for chart, mark in CHARTS.items():
        assert opened.page.locator(f"#chart-{chart} {mark}").count() >= 3
    assert opened.page.locator("#chart-starts path.box").count() == 5
    assert opened.is_calm()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(open_report: Open, scheme: Scheme) -> None:
    """In tables and in charts, in a light and in a dark page."""
    page = open_report(scheme=scheme).page
    page.evaluate(OPEN_ALL)
    contrasts = page.evaluate(CONTRASTS)
    assert {"pyjwt[crypto] ← mcp ← strands-agents", "shared objects", "naive packaging", "10 x"} <= {
        text for _, text in contrasts
    }
    assert [each for each in contrasts if each[0] < READABLE] == []


def test_charts_follow_when_the_scheme_changes(open_report: Open) -> None:
    """At once, with the page around them."""
    page = open_report(scheme="light").page

    def colours() -> list[str]:
        return [
            page.locator(where).first.evaluate(f"each => getComputedStyle(each).{what}")
            for where, what in (
                ("body", "backgroundColor"),
                ("#chart-bytes path.surface", "fill"),
                ("#chart-bytes text.slicetext", "fill"),
                ("#chart-starts path.box", "stroke"),
                ("#chart-ratios .xtick text", "fill"),  # the last that is drawn
            )
        ]

    light = colours()
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(FILL_IS_NOT, arg=light[-1])
    dark = colours()
    assert all(one != other for one, other in zip(light, dark, strict=True))
    page.emulate_media(color_scheme="light")
    page.wait_for_function(FILL_IS_NOT, arg=dark[-1])
    assert colours() == light


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["report", "hostile"])
def test_nothing_is_wider_than_the_window(open_report: Open, name: str, size: ViewportSize) -> None:
    """Tables scroll in themselves, whatever is in them."""
    page = open_report(name, size=size).page
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for chart in page.locator(".chart").all():
        box = chart.locator("svg.main-svg").first.bounding_box()
        assert box is not None
        assert box["width"] <= size["width"]


def test_charts_fit_again_when_the_window_becomes_narrow(open_report: Open) -> None:
    """A phone is turned, too."""
    page = open_report(size=DESK).page
    page.set_viewport_size(PHONE)
    page.wait_for_function("() => [...document.querySelectorAll('svg.main-svg')].every(one => one.clientWidth <= 375)")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_report: Open) -> None:
    """In the order of the page; the way past the header comes first."""
    page = open_report().page
    page.evaluate(OPEN_ALL)
    operable = page.evaluate(OPERABLE)
    reached = []
    for _ in operable:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert reached == [[name, True] for name in operable]
    assert reached[0] == ["To the figures", True]
    assert {"zipped", "zoom-bytes", "start", "zoom-imports", "Cold starts", "Limits"} <= set(operable)


def test_the_keyboard_switches_and_zooms(open_report: Open) -> None:
    """A list chooses the tile, radio buttons the size, another list the cold start."""
    opened = open_report()
    page = opened.page
    assert "cryptography 50.0.2" in opened.tiles("bytes")
    page.focus("#zoom-bytes")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("#zoom-bytes").input_value().endswith("/cryptography")
    opened.tile("bytes", "botocore").wait_for(state="detached")
    assert [label for label in opened.tiles("bytes") if label.startswith("shared objects")] == ["shared objects3.9 MB"]
    page.focus("input[value=zipped]")
    page.keyboard.press("ArrowRight")
    opened.tile("bytes", "11.5 MB").wait_for()
    assert "cryptography 50.0.2" in opened.tiles("bytes")

    assert page.locator("#start").input_value() == "worker"
    page.focus("#zoom-imports")
    page.keyboard.press("End")
    opened.tile("imports", "strands").wait_for(state="detached")
    assert opened.tiles("imports") == ["opentelemetry.trace 70 ms"]
    page.focus("#start")
    page.keyboard.press("ArrowUp")
    opened.tile("imports", "six").wait_for()
    assert page.locator("#zoom-imports option").all_inner_texts() == ["everything"]
    assert opened.is_calm()


def test_pointing_at_a_tile_chooses_it_in_the_list(open_report: Open) -> None:
    """So both always say the same; what has nothing in it is left alone."""
    opened = open_report()
    zoom = opened.page.locator("#zoom-bytes")
    opened.tile("bytes", "cryptography").click(force=True)
    assert zoom.input_value().endswith("/cryptography")
    opened.tile("bytes", "botocore").wait_for(state="detached")
    opened.tile("bytes", "shared objects").click(force=True)
    assert zoom.input_value().endswith("/cryptography")
    opened.tile("bytes", "cryptography").click(force=True)
    opened.tile("bytes", "botocore").wait_for()
    assert zoom.input_value() == "dependencies-layer-x86_64.zip"


def test_texts_of_others_are_shown_and_never_run(open_report: Open) -> None:
    """Wherever they stand, and whatever is chosen."""
    opened = open_report("hostile")
    page = opened.page
    for choice in ("#zoom-bytes", "#start", "#zoom-imports"):
        for value in page.locator(f"{choice} option").evaluate_all("all => all.map(each => each.value)"):
            page.select_option(choice, value)
    page.evaluate(OPEN_ALL)
    page.select_option("#start", HOSTILE)
    for text in page.locator("#chart-starts text").all()[:3]:
        text.hover(force=True)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, main b, svg script, svg a").count() == 0
    shown = " ".join(HOSTILE.split())
    for place in ("dt", ".findings strong", ".findings p", "summary", "tbody th", "tbody td", ".key li", "footer"):
        assert shown in " ".join(page.locator(place, has_text="quoted").first.inner_text().split())
    assert page.locator("#chart-starts .ytick text", has_text="</script><script>window.hac…").count() == 1
    assert opened.is_calm()


def test_what_is_missing_leaves_no_empty_chart(open_report: Open) -> None:
    """And breaks nothing: the rest is drawn and can be operated."""
    opened = open_report("empty", size=PHONE)
    assert opened.page.locator(".chart").count() == 1
    opened.page.get_by_label("unzipped").check()
    opened.tile("bytes", "11.5 MB").wait_for()
    assert opened.is_calm()
