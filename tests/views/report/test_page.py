"""The page: one file, that needs nothing else and runs nothing but its own."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.kept import KeptSession
from fitcount.types import Rejection
from fitcount.views import report
from fitcount.views.report import page, tell
from fitcount.views.wording import ExerciseWords, Halves
from views.evening import CURLS, SOURCE, SQUATS, WALL_SIT, WORDS, frames, kept_set, rep, session

from .texts import words_of

ECHARTS = Path(report.__file__).parent / "echarts" / "echarts.common.min.js"
ECHARTS_SHA256 = "61f13280aba3161f77fc801bf5f9c786f55f10432153a0683fc5cc0700b013d5"
"""Of version 6.1.0, as npm has it."""

MOST_BYTES = 900_000
"""As the README says, of a session with a few pictures."""

EVIL = "</script><script>window.ran = 1</script>\"'><img src=x onerror='window.ran = 2'>{{ 77777 * 7 }}"


def the_page(of: KeptSession, words: dict[str, ExerciseWords] | None = None) -> str:
    return page(tell(of, frames(), WORDS if words is None else words))


def evil() -> str:
    """Every text that a person can write says the same."""
    no = Rejection(True, "both", 4.0, 5.0, 6.0, EVIL, "knee_deg", 118.0, 100.0, EVIL)
    own = replace(kept_set([rep(1, 0.0)], [no], standard=EVIL), note=EVIL, title=EVIL)
    of = session(own, own, note=EVIL, doubts=(EVIL,), source=replace(SOURCE, name=EVIL), model=EVIL, program=EVIL)
    squat = WORDS["squat"]
    return the_page(of, {"squat": replace(squat, title=EVIL, halves=Halves(EVIL, f"{EVIL} up"))})


def test_says_what_it_should(snapshot: SnapshotAssertion) -> None:
    of = session(replace(SQUATS, note="felt heavy", weight_kg=40.0), CURLS, WALL_SIT, note="after work", confidence=0.6)
    assert words_of(the_page(of)) == snapshot


def test_shows_what_was_written_and_runs_none_of_it() -> None:
    text = evil()
    assert EVIL in words_of(text)
    assert "<script>window.ran" not in text
    assert "<img src=x" not in text
    assert "544439" not in text


def test_has_no_address_but_those_of_its_own_pictures() -> None:
    text = re.sub(r"<script>.*?</script>", "", the_page(session(SQUATS)), flags=re.DOTALL)
    found = re.findall(r"""(?:src|href|srcset|action)\s*=\s*["']?([^"'\s>]+)|url\(([^)]*)\)|@import""", text)
    assert found
    assert all(address.startswith("data:image/webp") for address, _ in found)


def test_its_policy_names_its_scripts_and_allows_no_request() -> None:
    text = the_page(session(SQUATS))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    policy = unescape(policy)
    assert policy.startswith("default-src 'none'; img-src data:;")
    scripts = re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL)
    assert policy.count("'sha256-") == len(scripts) == 2


def test_plots_are_data() -> None:
    found = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', evil(), flags=re.DOTALL)
    assert len(found) == 6
    assert all({"option", "tips", "unit"} == set(json.loads(each)) for each in found)


def test_is_as_small_as_promised() -> None:
    assert len(the_page(session(SQUATS, CURLS, WALL_SIT)).encode()) < MOST_BYTES


@pytest.mark.parametrize("trace", [True, False])
def test_headings_go_down_one_step_at_a_time(trace: bool) -> None:
    text = page(tell(session(SQUATS), frames() if trace else None, WORDS))
    levels = [int(level) for level in re.findall(r"<h(\d)", text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_plotting_library_is_the_published_one() -> None:
    assert hashlib.sha256(ECHARTS.read_bytes()).hexdigest() == ECHARTS_SHA256
