"""`fitcount exercises list` and `check`, and one's own exercises."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.config import shipped
from fitcount.reps.library import exercise_names, known_exercises
from fitcount.reps.reading import read
from fitcount.types import Place, Problem
from fitcount.views.problems import CheckedFile, checked_files

from .conftest import Fitcount

SHIPPED = (shipped("exercises") / "squat.yaml").read_text(encoding="utf-8")
SQUAT = SHIPPED[: SHIPPED.index("cases:")]
BROKEN = (
    SQUAT.replace("title:", "titel:", 1)
    .replace("min_s: 0.5", "min_s: 500ms", 1)
    .replace("high(trunk_lean_deg at peak) > 52", "hihg(trunk_lean_deg at peak) > 52", 1)
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of one's own exercises."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("FITCOUNT_EXERCISES", str(folder))
    return folder


def test_check_tells_all_of_several_files(fitcount: Fitcount, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    (tmp_path / "squat.yaml").write_text(BROKEN)
    (tmp_path / "deep.yaml").write_text("name: deeper\nextends: squat\nmovement: {min_range: 5}\n")
    said = fitcount("exercises", "check", "squat.yaml", "deep.yaml", "plank")
    assert (said.code, said.err) == (2, "")
    assert said.out == snapshot
    assert max(map(len, said.out.splitlines())) <= 80


def test_check_of_doubtful_files_is_no_failure(fitcount: Fitcount, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(SQUAT)
    said = fitcount("exercises", "check", "other.yaml")
    assert said.code == 0
    assert "other.yaml:4:7: warning: name: the file is called other.yaml" in said.out
    assert said.out.endswith("\n1 warning: the file can be used\n")


def test_check_of_a_good_file_is_one_line(fitcount: Fitcount) -> None:
    said = fitcount("exercises", "check", "squat")
    assert (said.code, said.out.count("\n")) == (0, 1)
    assert said.out.startswith("squat: fine: counted by knee_deg; ")


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_that_ships_is_fine(name: str) -> None:
    assert read(shipped("exercises") / f"{name}.yaml").problems == ()


@pytest.mark.parametrize("arguments", [("gone.yaml",), ("squat", "gone.yaml")])
def test_check_of_a_file_that_is_not_there(arguments: tuple[str, ...], fitcount: Fitcount) -> None:
    said = fitcount("exercises", "check", *arguments)
    assert said.code == 2
    assert "gone.yaml: error: cannot be read: No such file or directory" in said.out


def test_a_copy_without_its_cases_is_told_once(fitcount: Fitcount, tmp_path: Path) -> None:
    (tmp_path / "squat.yaml").write_text(SHIPPED)
    said = fitcount("exercises", "check", "squat.yaml")
    assert said.code == 0
    assert said.out.count("there is no such file, nor those of ") == 1
    assert said.out.endswith("\n1 warning: the file can be used\n")


@pytest.mark.parametrize("folder", [".", "mine"])
def test_check_of_a_folder_says_to_name_its_files(folder: str, fitcount: Fitcount, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    said = fitcount("exercises", "check", folder)
    assert said.code == 2
    assert f"try: name its files: {Path(folder) / '*.yaml'}" in said.out


def test_problems_are_shown_without_unicode_and_in_little_room(snapshot: SnapshotAssertion) -> None:
    text = "  start: {name: standing with both arms at the side, enter: 15°, leave: 0.25, min_s: 0.05, more: and more}"
    place = Place("my exercises/squat.yaml", 13, text.index("15°") + 1, 3, text)
    problem = Problem("error", place, "phases.start.enter: needs a number, not '15°'", "a share", "write 0.15, " * 9)
    said = io.BytesIO()
    stream = io.TextIOWrapper(said, encoding="ascii")
    Console(file=stream, width=60).print(checked_files([CheckedFile("squat.yaml", (problem,))]))
    stream.flush()
    shown = said.getvalue().decode("ascii")
    assert max(map(len, shown.splitlines())) <= 60
    assert shown == snapshot


def test_list_says_which_file_wins(
    fitcount: Fitcount, own: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "squat.yaml").write_text(SQUAT)
    (own / "deep_squat.yaml").write_text("name: deep_squat\nextends: squat\nabout: Deeper.\n")
    (own / "broken.yaml").write_text(BROKEN.replace("name: squat", "name: broken"))
    monkeypatch.setenv("FITCOUNT_EXERCISES", own.name)
    monkeypatch.setenv("COLUMNS", "400")
    said = fitcount("exercises", "list")
    assert (said.code, said.err) == (0, "")
    rows = said.out.replace(str(shipped("exercises")), "SHIPPED").splitlines()
    wanted = ("Your own", "broken", "deep_squat", "squat", "Shipped", "plank")
    kept = [" ".join(row.split()) for row in rows if row.startswith(wanted)]
    assert kept == snapshot


def test_ones_own_exercise_is_found_before_the_one_that_ships(fitcount: Fitcount, own: Path, short_trace: Path) -> None:
    (own / "squat.yaml").write_text("name: squat\nextends: squat\nstandards: {lower: {limit: 60}}\n")
    said = fitcount("recount", short_trace, "--no-store", "--standard", "lower", "--json", "-")
    assert (said.code, said.err) == (0, "")
    assert '"standard": "lower"' in said.out
    said = fitcount(
        "recount", short_trace, "--no-store", "-e", shipped("exercises") / "squat.yaml", "--standard", "lower"
    )
    assert said.code == 2


def test_a_broken_file_is_told_once_and_breaks_nothing(fitcount: Fitcount, own: Path, short_trace: Path) -> None:
    (own / "mine.yaml").write_text(BROKEN)
    said = fitcount("recount", short_trace, "--no-store", "-e", "auto", "--json", "-")
    assert said.code == 0
    assert said.err.count("\n") == 1
    assert said.err.startswith(f"fitcount: warning: left out: {own}/mine.yaml:5:1: unknown key 'titel'")
    assert fitcount("recount", short_trace, "--no-store", "-e", "mine").code == 2
    assert fitcount("recount", short_trace, "--no-store").code == 0


def test_auto_listens_to_ones_own(own: Path) -> None:
    (own / "deep_squat.yaml").write_text("name: deep_squat\nextends: squat\n")
    (own / "again.yaml").write_text("name: squat\nextends: squat\ntitle: Mine\n")
    known = {exercise.name: exercise for exercise in known_exercises()}
    assert "deep_squat" in known
    assert known["squat"].title == "Mine", "of two files that give themselves one name one's own is meant"
    assert len(known) == len(exercise_names()) - 1


def test_doctor_names_the_folder(own: Path, fitcount: Fitcount, monkeypatch: pytest.MonkeyPatch) -> None:
    doctor = import_module("fitcount.cli.doctor")
    for part in ("_models", "_providers", "_cameras"):
        monkeypatch.setattr(doctor, part, lambda: iter(()))
    assert f"your own  {own}\n" in fitcount("doctor").out
    own.rmdir()
    assert f"your own  {own} (not there yet)\n" in fitcount("doctor").out


@pytest.mark.parametrize(
    ("spelt", "found"),
    [("Squat", "squat"), ("bicep curl", "bicep_curl"), ("push-up", "pushup"), ("JUMPING JACK", "jumping_jack")],
)
def test_a_name_is_understood_however_it_is_spelt(spelt: str, found: str, fitcount: Fitcount) -> None:
    said = fitcount("exercises", "check", spelt)
    assert said.code == 0
    assert said.out == fitcount("exercises", "check", found).out.replace(f"{found}: fine", f"{spelt}: fine")


@pytest.mark.parametrize(("spelt", "near"), [("squats", "squat"), ("biceps curl", "bicep_curl"), ("sit up s", "situp")])
def test_a_name_that_is_not_quite_right_is_answered_with_the_right_one(
    spelt: str, near: str, fitcount: Fitcount
) -> None:
    said = fitcount("count", "x.mp4", "-e", spelt)
    assert said.code == 2
    assert f"no exercise '{spelt}': there is {near}" in said.complaint


def test_check_of_nothing_named_is_of_ones_own(fitcount: Fitcount, own: Path) -> None:
    said = fitcount("exercises", "check")
    assert (said.code, said.out) == (2, "")
    assert "none of your own" in said.err
    (own / "mine.yaml").write_text("name: mine\nextends: squat\n")
    said = fitcount("exercises", "check")
    assert (said.code, said.err) == (0, "")
    assert "mine.yaml: fine" in said.out.replace("\n", "")
