"""The report in a real browser: on a phone, on a desktop, in the dark, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route

from fitcount.kept import KeptFrames
from fitcount.views.report import page, tell
from views.evening import CURLS, SQUATS, WALL_SIT, WORDS, frames, kept_set, rep, session

from .test_page import evil

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
SCREENS = pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
EVENING = session(SQUATS, CURLS, WALL_SIT, note="after work", confidence=0.6, doubts=("look at 0:17",))
PLOTS = 7
A4_PX = 794

CONTRASTS = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = color.slice(0, 3).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0.85) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *:not(script):not(noscript)")) {
    const svg = element instanceof SVGTextElement;
    if (!svg && ![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
    const style = getComputedStyle(element);
    const ink = rgb(svg ? style.fill : style.color);
    const [high, low] = [light(ink), light(behind(element))].sort((a, b) => b - a);
    found.push([(high + 0.05) / (low + 0.05), element.textContent.trim().slice(0, 40)]);
  }
  return found;
}"""
"""Contrast and text of every element that has words of its own, as WCAG 2 defines it."""


@dataclass
class Opened:
    """A report in a browser, and what the browser had to say."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Addresses that were asked for, beside the file itself."""

    def run(self, script: str) -> Any:
        return self.page.evaluate(script)


Open = Callable[..., Any]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    many = kept_set([rep(number, 3.0 * number) for number in range(1, 22)])
    pages = {"evening": page(tell(EVENING, frames(), WORDS)), "long": page(tell(session(many), frames(), WORDS))}
    low = [rep(number, 3.0 * number, low=0.26, metric="hip_height_ratio", max=0.93) for number in range(1, 4)]
    pages["ratio"] = page(tell(session(kept_set(low)), with_metric("hip_height_ratio"), WORDS))
    for name, text in {**pages, "evil": evil()}.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {path.stem: path for path in folder.iterdir()}


def with_metric(name: str) -> KeptFrames:
    whole = frames()
    return replace(whole, metrics={name: whole.metrics["knee_deg"] / 190.0})


@pytest.fixture
def open_report(browser: Browser, files: dict[str, Path]) -> Open:
    @contextmanager
    def opened(name: str = "evening", **context: Any) -> Iterator[Opened]:
        with browser.new_context(**context) as own:
            report = Opened(own.new_page())

            def refuse(route: Route) -> None:
                report.asked.append(route.request.url)
                route.abort()

            own.route(re.compile(r"^(?!file:|data:)"), refuse)
            report.page.on("console", lambda message: report.said.append(message.text))
            report.page.on("pageerror", lambda error: report.said.append(str(error)))
            report.page.goto(files[name].as_uri())
            yield report

    return opened


@SCREENS
@pytest.mark.parametrize("name", ["evening", "long"])
def test_opens_without_a_complaint_or_a_request_and_fits(open_report: Open, screen: dict[str, Any], name: str) -> None:
    with open_report(name, **screen) as report:
        assert (report.said, report.asked) == ([], [])
        assert report.run("document.documentElement.scrollWidth <= innerWidth")


@SCREENS
def test_draws_every_plot(open_report: Open, screen: dict[str, Any]) -> None:
    with open_report(**screen) as report:
        paths = report.run(
            "[...document.querySelectorAll('.canvas')].map((each) => each.querySelectorAll('svg path').length)"
        )
        assert len(paths) == PLOTS
        assert min(paths) > 10


@SCREENS
def test_shows_every_picture(open_report: Open, screen: dict[str, Any]) -> None:
    with open_report(**screen) as report:
        widths_px = report.run("[...document.images].map((each) => each.complete && each.naturalWidth)")
        assert len(widths_px) == 8
        assert min(widths_px) > 300


def test_what_is_wide_scrolls_in_itself(open_report: Open) -> None:
    with open_report("long", **PHONE) as report:
        wide = report.run(
            "[...document.querySelectorAll('.scroll')].map((each) => each.scrollWidth > each.clientWidth)"
        )
        assert any(wide)


def test_tells_of_the_movement_that_is_pointed_at(open_report: Open) -> None:
    with open_report(**DESKTOP) as report:
        plot = report.page.locator(".plot.course .canvas").first
        box = plot.bounding_box()
        assert box is not None
        plot.scroll_into_view_if_needed()
        plot.hover(position={"x": box["width"] * 0.58, "y": box["height"] / 2})
        tip = report.page.locator(".tip").first
        tip.wait_for(state="visible")
        assert tip.inner_text().splitlines()[-1] == "✗ no rep: knee 118°, needs 100° or less"


def test_values_are_written_as_everywhere_else(open_report: Open) -> None:
    with open_report("ratio", **DESKTOP) as report:
        marks = report.run(
            "[...document.querySelectorAll('.course svg text, .range svg text')].map((each) => each.textContent)"
        )
        assert {"40 %", "80 %"} <= set(marks)
        assert not any("0." in each for each in marks)
        course = report.page.locator(".plot.course .canvas").first
        course.hover(position={"x": 300, "y": 100})
        tip = report.page.locator(".tip").first
        tip.wait_for(state="visible")
        assert re.fullmatch(r"height of the hips \d\d %", tip.inner_text().splitlines()[1])
    with open_report(**DESKTOP) as report:
        marks = report.run("[...document.querySelectorAll('.course svg text')].map((each) => each.textContent)")
        assert "100°" in marks


def test_tells_of_the_movement_that_is_tapped(open_report: Open) -> None:
    with open_report(**PHONE) as report:
        plot = report.page.locator(".plot.range .canvas").first
        plot.scroll_into_view_if_needed()
        plot.tap(position={"x": 75, "y": 110})
        tip = report.page.locator(".tip:visible")
        tip.wait_for(state="visible")
        assert tip.inner_text() == "Rep 1: 75°, range 100°, 1.0 s + 1.0 s"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_can_be_read(open_report: Open, scheme: Literal["light", "dark"]) -> None:
    with open_report(**DESKTOP, color_scheme=scheme) as report:
        contrasts = report.run(CONTRASTS)
        assert len(contrasts) > 100
        assert min(contrasts) >= [4.5, ""]
        paper = report.run("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(251, 251, 252)", "dark": "rgb(22, 24, 28)"}[scheme]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_prints_black_on_white_within_the_sheet(open_report: Open, scheme: Literal["light", "dark"]) -> None:
    with open_report("long", **PHONE, color_scheme=scheme) as report:
        report.page.emulate_media(media="print")
        report.page.set_viewport_size({"width": A4_PX, "height": 1123})
        assert report.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert min(report.run(CONTRASTS)) >= [4.5, ""]
        widths_px = report.run(
            "[...document.querySelectorAll('svg, img, table')].map((each) => each.getBoundingClientRect().right)"
        )
        assert max(widths_px) <= A4_PX


def test_becomes_a_document(open_report: Open) -> None:
    with open_report(**PHONE) as report:
        document = report.page.pdf(prefer_css_page_size=True)
        assert document.startswith(b"%PDF-")
        assert 2 <= len(re.findall(rb"/Type\s*/Page\b", document)) <= 6


def test_runs_nothing_that_a_person_wrote(open_report: Open) -> None:
    with open_report("evil", **DESKTOP) as report:
        assert report.said == []
        assert report.run("window.ran === undefined")
        assert report.run("document.querySelectorAll('img[src=x]').length") == 0
        bars = report.page.locator(".plot.tempo .canvas").first
        bars.scroll_into_view_if_needed()
        box = bars.bounding_box()
        assert box is not None
        bars.hover(position={"x": box["width"] * 0.75, "y": box["height"] / 2})
        tip = report.page.locator(".tip:visible")
        tip.wait_for(state="visible")
        assert "<img src=x onerror=" in tip.inner_text()
        assert report.run("window.ran === undefined")


def test_may_not_ask_for_anything(open_report: Open) -> None:
    with open_report(**DESKTOP) as report:
        asked = report.run("fetch('http://localhost:9/').then(() => 'answered', (error) => String(error))")
        assert "Failed to fetch" in asked
        assert report.asked == []  # the policy stops it before it is a request


def test_says_without_scripts_what_is_missing(open_report: Open) -> None:
    with open_report(**PHONE, java_script_enabled=False) as report:
        assert "The plots need JavaScript" in report.page.inner_text("body")
