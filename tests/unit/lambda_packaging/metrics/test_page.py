"""The page is one document that holds every figure as text, and texts of others as nothing but text."""

import json
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from fakes.measurements import (
    HOSTILE,
    LAYER_FILE,
    make_empty_measurement,
    make_hostile_measurement,
    make_measurement,
)
from lambda_packaging.metrics.charts import choose_hues, draw_cold_starts, draw_trend
from lambda_packaging.metrics.cold_start import fastest
from lambda_packaging.metrics.imports import Import
from lambda_packaging.metrics.page import format_page

CHAIN = "pyjwt[crypto] ← mcp ← strands-agents"

type Attributes = dict[str, str | None]


@dataclass(repr=False)
class Page(HTMLParser):
    """What a browser would find in a page."""

    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    is_in_cell: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self.is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.is_in_cell = self.is_in_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        self.texts.append((self.elements[-1][0] if self.elements else "", data))
        if self.is_in_cell:
            self.tables[-1][-1][-1] += data

    def all(self, tag: str) -> list[Attributes]:
        """The attributes of every element of a kind."""
        return [attributes for each, attributes in self.elements if each == tag]

    def rows(self) -> list[list[str]]:
        """The cells of every table."""
        return [[" ".join(cell.split()) for cell in row] for table in self.tables for row in table]

    def words(self) -> str:
        """Everything that is no script and no style."""
        return " ".join(" ".join(text for tag, text in self.texts if tag not in {"script", "style"}).split())

    def data(self) -> dict[str, Any]:
        """What the charts are drawn from."""
        (text,) = [text for tag, text in self.texts if tag == "script" and text.startswith('{"charts')]
        data: dict[str, Any] = json.loads(text)
        return data


def read(text: str) -> Page:
    """Reads a page."""
    page = Page()
    page.feed(text)
    page.close()
    return page


@pytest.fixture(scope="module")
def page() -> Page:
    """The page of a small build."""
    return read(format_page(make_measurement()))


@pytest.fixture(scope="module")
def hostile() -> Page:
    """The page of names that want to be more than text."""
    return read(format_page(make_hostile_measurement()))


@pytest.fixture(scope="module")
def empty() -> Page:
    """The page of a build that nothing is known of but its bytes."""
    return read(format_page(make_empty_measurement()))


def test_it_asks_for_nothing(page: Page) -> None:
    """No file, no address; and its policy forbids what it does not do."""
    assert not [
        element for element, attributes in page.elements if attributes.keys() & {"src", "srcset", "data", "action"}
    ]
    assert page.all("link") == []
    assert [attributes["href"] for attributes in page.all("a")] == ["#main", "#ledger"]
    (policy,) = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none';")


def test_it_begins_with_the_verdict_and_what_is_refused(page: Page) -> None:
    """Noted differences come after; then the specification's sentences."""
    words = page.words()
    places = [
        words.index(each)
        for each in (
            "Refused: 2 findings to look at.",
            "grew: zipped 5.9 MB",
            "no longer imports yaml",
            "a reduction of 99.97%",
        )
    ]
    assert places == sorted(places)


def test_its_tables_hold_the_figures(page: Page) -> None:
    """Bytes by kind with chains, cold starts beside each other, limits, imports, and builds."""
    rows = page.rows()
    for row in (
        ["cryptography 50.0.2", "4,404", "12,609", "11,500", "800", "300", "-", "9", "2,990", CHAIN],
        ["worker", "15.00", "1.00", "15.00", "459 ±4", "28 ±0", "505 ±5", "60", "5"],
        ["worker, naive packaging", "59.41", "1.00", "59.41", "1800 ±0", "28 ±0", "1980 ±0", "60", "1"],
        ["layers of a function, x86_64", "1", "5", "20.0%"],
        ["pydantic_core", "1", "200.0"],
        ["pydantic", "300.0", "100.0", "strands.agent"],
        ["4567def", "2026-11-02", "Import less", f"{LAYER_FILE} 4.9 MB", "worker 14.00"],
        ["this build", "", "", f"{LAYER_FILE} 5.9 MB, function.zip 9.0 KB", "push 1.25, worker 15.00"],
    ):  # fmt: skip
        assert row in rows
    names = [row[0] for row in rows]
    assert names[(place := names.index("worker")) : place + 3] == [
        "worker",
        "worker, previous build",
        "worker, naive packaging",
    ]


def test_its_structure_can_be_heard(page: Page) -> None:
    """Headings in order, one language, unique names, labels for whatever can be operated or scrolled."""
    levels = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.all("html") == [{"lang": "en"}]
    names = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert max(names.values()) == 1
    regions = [attributes for _, attributes in page.elements if attributes.get("role") == "region"]
    assert len(regions) == len(page.all("table"))
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)
    assert all(attributes["aria-label"] for _, attributes in page.elements if attributes.get("role") == "img")
    assert all(attributes["scope"] in {"col", "row"} for attributes in page.all("th"))
    assert {attributes["aria-labelledby"] for attributes in page.all("section")} <= names.keys()


def test_charts_have_a_choice_of_archives_distributions_and_modules(page: Page) -> None:
    """What takes no time is counted and cannot be zoomed into."""
    values = [attributes["value"] for attributes in page.all("option")]
    assert values[:4] == ["everything", LAYER_FILE, f"{LAYER_FILE}/cryptography", f"{LAYER_FILE}/botocore"]
    assert page.data()["zooms"] == {
        "push": [],
        "worker": [
            ["0", "strands, 450 ms"],
            ["1", "strands.agent, 430 ms"],
            ["3", "pydantic, 300 ms"],
            ["4", "pydantic_core, 200 ms"],
            ["5", "boto3, 80 ms"],
            ["2", "opentelemetry.trace, 70 ms"],
        ],
    }


def test_tiles_are_as_large_as_what_is_in_them(page: Page) -> None:
    """Zipped, unzipped, and milliseconds: or plotly would draw nothing."""
    charts = page.data()["charts"]
    for figure in (*charts["bytes"].values(), *charts["imports"].values()):
        (trace,) = figure["data"]
        values = dict(zip(trace["ids"], trace["values"], strict=True))
        for one in set(trace["parents"]) - {""}:
            inside = sum(
                values[each] for each, parent in zip(trace["ids"], trace["parents"], strict=True) if parent == one
            )
            assert inside <= values[one] + 1e-6
    assert charts["bytes"]["zipped"]["data"][0]["text"][:2] == ["5.9 MB", "5.9 MB"]
    assert charts["bytes"]["unzipped"]["data"][0]["text"][:2] == ["17.9 MB", "17.8 MB"]


def test_every_sample_is_a_point_in_bare_handlers() -> None:
    """The naive packaging's, too, on a scale that has room for both."""
    cold_starts = make_measurement().cold_starts
    figure = draw_cold_starts(cold_starts)
    floor = fastest([sample.cpu_ms for sample in cold_starts[-1].samples])
    assert [len(trace["x"]) for trace in figure["data"]] == [5, 5, 3, 1, 5]
    assert figure["data"][1]["x"][2] == pytest.approx(cold_starts[1].samples[2].cpu_ms / floor)
    assert figure["data"][-1]["x"] != [1.0] * 5
    assert figure["layout"]["xaxis"]["type"] == "log"
    assert figure["layout"]["yaxis"]["ticktext"] == [
        "push",
        "worker",
        "previous build",
        "naive packaging",
        "bare handler",
    ]
    assert list(figure["layout"]["xaxis"]["ticktext"]) == ["1", "2", "5", "10", "20", "50"]


def test_this_build_is_the_last_point_of_the_trend() -> None:
    """A cold start that was not recorded yet has one point."""
    sizes, ratios = draw_trend(make_measurement())
    layer, function = sorted(sizes["data"], key=lambda trace: trace["name"])
    assert (layer["name"], layer["x"], layer["y"]) == (
        LAYER_FILE,
        ["0123abc", "4567def", "this build"],
        [5.0, 4.9, 5.888022],
    )
    assert (function["name"], function["y"]) == ("function.zip", [None, None, 0.009022])
    assert {trace["name"]: trace["y"][:2] for trace in ratios["data"]} == {"push": [None, None], "worker": [14.5, 14.0]}
    assert sizes["layout"]["yaxis"]["ticktext"][0] == "0.01 MB"


def test_eight_packages_have_a_colour() -> None:
    """Those that cost most; no two the same."""
    imports = [Import(name=f"p{cost}.module", parent=None, own_us=cost, total_us=cost) for cost in range(1, 12)]
    hues = choose_hues(imports)
    assert list(hues) == [f"p{cost}" for cost in range(11, 3, -1)]
    assert len(set(hues.values())) == 8


def test_texts_of_others_are_nothing_but_text(hostile: Page, page: Page) -> None:
    """They bring no element, end no script, and can be read in full."""
    assert " ".join(HOSTILE.split()) in hostile.words()
    for tag in ("script", "style", "img", "b", "a", "section", "h2"):
        assert len(hostile.all(tag)) == len(page.all(tag))
    assert not [tag for tag, attributes in hostile.elements if any(name.startswith("on") for name in attributes)]
    zooms = hostile.data()["zooms"][HOSTILE]
    assert zooms[0] == ["0", f"strands{HOSTILE}, 450 ms"]


def test_labels_of_charts_are_no_markup(hostile: Page) -> None:
    """Plotly would read tags in them; and a long one would leave no room."""
    charts = hostile.data()["charts"]
    figures = [
        *charts["bytes"].values(),
        *charts["imports"].values(),
        charts["starts"],
        charts["sizes"],
        charts["ratios"],
    ]
    for figure in figures:
        for trace in figure["data"]:
            assert not [
                label for label in (*trace.get("labels", []), trace.get("name", "")) if "<" in label or len(label) > 120
            ]
    assert not [label for label in charts["starts"]["layout"]["yaxis"]["ticktext"] if "<" in label]


def test_what_is_missing_is_said(empty: Page) -> None:
    """Instead of an empty chart."""
    words = empty.words()
    for sentence in (
        "Holds: nothing grew, came or exceeded its budget.",
        "What differs from what was accepted Nothing.",
        "No cold start is declared, so none was looked at.",
        "No cold start is declared, so none was measured.",
        "No build is recorded before this one",
    ):
        assert sentence in words
    charts = [attributes["id"] for _, attributes in empty.elements if attributes.get("role") == "img"]
    assert charts == ["chart-bytes"]
