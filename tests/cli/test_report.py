"""`fitcount sessions report`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fitcount.config import shipped
from fitcount.sessions.store import Store
from fitcount.views.headline import NO_TRACE

from .conftest import Fitcount

PARTIAL = Path(__file__).parents[1] / "traces" / "squat_partial.npz"
PICTURE = '<img src="data:image/webp;base64,'


@pytest.fixture
def kept(fitcount: Fitcount) -> None:
    """Session 1: seven squats, three of them too high."""
    assert fitcount("recount", PARTIAL).code == 0


@pytest.mark.usefixtures("kept")
def test_writes_one_file_and_says_where(fitcount: Fitcount, tmp_path: Path) -> None:
    said = fitcount("sessions", "report", "1", "-o", "squats.html")
    assert (said.code, said.err) == (0, "")
    assert said.out == "squats.html: 0.8 MB, opens in any browser, without a network\n"
    text = (tmp_path / "squats.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "4 of 7 movements counted" in text
    assert text.count(PICTURE) == 4
    assert NO_TRACE not in text


@pytest.mark.usefixtures("kept")
def test_has_a_name_of_its_own(fitcount: Fitcount, tmp_path: Path) -> None:
    assert fitcount("sessions", "report", "1").code == 0
    assert (tmp_path / "fitcount-1.html").stat().st_size > 0


@pytest.mark.usefixtures("kept")
def test_replaces_a_file_only_if_it_is_told_to(fitcount: Fitcount, tmp_path: Path) -> None:
    file = tmp_path / "mine.html"
    file.write_text("my own")
    said = fitcount("sessions", "report", "1", "-o", "mine.html")
    assert (said.code, file.read_text()) == (2, "my own")
    assert said.complaint == "fitcount: mine.html: is there already: name another file with -o, or add --overwrite"
    assert fitcount("sessions", "report", "1", "-o", "mine.html", "--overwrite").code == 0
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("place", ["nowhere/report.html", ".", "-"])
def test_a_place_that_cannot_be_written_is_refused_in_one_line(fitcount: Fitcount, place: str, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    said = fitcount("sessions", "report", "1", "-o", place)
    assert said.code == 2
    assert said.complaint.startswith("fitcount: ")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("kept")
def test_an_unknown_session_is_refused_in_one_line(fitcount: Fitcount, store: Path, tmp_path: Path) -> None:
    said = fitcount("sessions", "report", "2", "-o", "two.html")
    assert said.code == 2
    assert said.complaint == f"fitcount: {store}: no session 2: `fitcount sessions list` shows them"
    assert not (tmp_path / "two.html").exists()


@pytest.mark.usefixtures("kept")
def test_what_fails_on_the_way_leaves_nothing(
    fitcount: Fitcount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = sorted(tmp_path.iterdir())
    said = fitcount("sessions", "report", "1", "-o", "report.html")
    assert (said.code, sorted(tmp_path.iterdir())) == (2, before)
    assert "No space left on device" in said.complaint


def test_a_trace_that_was_left_out_costs_pictures_only(fitcount: Fitcount, store: Path, tmp_path: Path) -> None:
    assert fitcount("recount", PARTIAL).code == 0
    Store(store).trace_path(1).unlink()
    assert fitcount("sessions", "report", "1", "-o", "bare.html").code == 0
    text = (tmp_path / "bare.html").read_text(encoding="utf-8")
    assert NO_TRACE in text
    assert "Bottom not reached" in text
    assert PICTURE not in text


def test_a_video_that_was_kept_lies_behind_the_skeletons(
    fitcount: Fitcount, short_clip: Path, store: Path, tmp_path: Path
) -> None:
    assert fitcount("count", short_clip, "--model", "lite", "--headless", "--keep-video").code == 0
    assert fitcount("sessions", "report", "1", "-o", "with.html").code == 0
    video = Store(store).video_path(1)
    assert video is not None
    video.write_bytes(b"damaged")
    said = fitcount("sessions", "report", "1", "-o", "without.html")
    assert said.code == 0
    assert said.err.startswith("fitcount: warning: ")
    assert said.err.endswith("pictures are drawn without the video\n")
    with_it, without = ((tmp_path / name).read_text(encoding="utf-8") for name in ("with.html", "without.html"))
    assert with_it.count(PICTURE) == without.count(PICTURE) > 0
    assert with_it != without


def test_speaks_in_the_words_of_an_exercise_of_ones_own(fitcount: Fitcount, tmp_path: Path) -> None:
    text = (shipped("exercises") / "squat.yaml").read_text(encoding="utf-8")
    own = tmp_path / "my_squat.yaml"
    own.write_text(text.replace("name: squat", "name: my_squat").replace("title: Squat", 'title: "<b>Deep</b>"'))
    assert fitcount("recount", PARTIAL, "-e", own).code == 0
    for name in ("there.html", "gone.html"):
        assert fitcount("sessions", "report", "1", "-o", name).code == 0
        own.unlink(missing_ok=True)
    there, gone = ((tmp_path / name).read_text(encoding="utf-8") for name in ("there.html", "gone.html"))
    assert "&lt;b&gt;Deep&lt;/b&gt;" in there
    assert "<b>Deep</b>" not in there
    assert "&lt;b&gt;Deep&lt;/b&gt;" in gone, "as it was called then"
