"""`fitcount exercises tune`: on traces of rendered squats, of which the count is known."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from authoring.exercises import SQUAT
from syrupy.assertion import SnapshotAssertion

from fitcount.reps.library import find_exercise

from .conftest import Fitcount

TRACES = Path(__file__).parents[1] / "traces"
LABELLED = (f"{TRACES / 'squat_partial.npz'}=7", f"{TRACES / 'squat_front.npz'}=4", f"{TRACES / 'idle.npz'}=0")
STANDARDS = ("--only", "standards", "--jobs", "2")
SHARE = ("--only", "movement.min_share", "--jobs", "1")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A squat that wants too much of a movement."""
    path = tmp_path / "mine.yaml"
    path.write_text(SQUAT.replace("min_share: 0.4", "min_share: 0.6"))
    (tmp_path / "labels.csv").write_text(
        "clip,exercise,reps,standard_reps\nsquat_partial.mp4,knee_bend,4,4\nidle.mp4,none,0,\nother.mp4,squat,9,\n"
    )
    return path


def test_shows_how_the_count_depends_on_a_threshold(
    fitcount: Fitcount, mine: Path, snapshot: SnapshotAssertion
) -> None:
    before = mine.read_text()
    said = fitcount("exercises", "tune", mine.name, *LABELLED, *SHARE)
    assert (said.code, said.err) == (0, "")
    assert said.out == snapshot
    assert mine.read_text() == before


def test_writes_a_copy_that_differs_in_one_number(fitcount: Fitcount, mine: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    assert fitcount("exercises", "tune", mine, *LABELLED, *SHARE, "--write", new).code == 0
    (before, after), *others = [
        pair for pair in zip(mine.read_text().splitlines(), new.read_text().splitlines(), strict=True)
        if pair[0] != pair[1]
    ]  # fmt: skip
    assert others == []
    assert (before.split()[0], before.split("#")[1]) == (after.split()[0], after.split("#")[1])
    assert find_exercise(str(new)).movement.min_share < 0.5  # type: ignore[union-attr]
    again = fitcount("exercises", "tune", mine, *LABELLED, *SHARE, "--write", new)
    assert "is there already: choose another name, or add --overwrite" in again.complaint
    assert fitcount("exercises", "tune", mine, *LABELLED, *SHARE, "--write", new, "--overwrite").code == 0


def test_takes_the_cases_of_the_file_itself(fitcount: Fitcount, mine: Path) -> None:
    for name in ("squat_partial", "squat_front"):
        shutil.copy(TRACES / f"{name}.npz", mine.parent)
    mine.write_text(
        f"{mine.read_text()}cases:\n  - {{file: squat_partial.npz, count: 4, movements: 7}}\n"
        "  - {file: squat_front.npz, standard: half, count: 4}\n"
    )
    said = fitcount("exercises", "tune", mine.name, *SHARE)
    assert (said.code, said.err) == (0, "")
    assert "1 of 2 clips exact" in said.out
    assert "squat_partial.npz: 4 (4) → 7 (4), 7 (4) wanted" in said.out


def test_takes_labels_and_a_folder_of_traces(fitcount: Fitcount, mine: Path, tmp_path: Path) -> None:
    folder = tmp_path / "traces"
    folder.mkdir()
    for name in ("squat_partial", "idle"):
        shutil.copy(TRACES / f"{name}.npz", folder / f"{name}.mp4.npz")
    said = fitcount("exercises", "tune", mine.name, folder, "--labels", "labels.csv", "-e", "knee_bend", *STANDARDS)
    assert (said.code, said.err) == (0, "")
    assert "2 of 2 clips exact" in said.out
    assert "standards.half.limit: no label says how many meet it" in said.out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("mine.yaml",), "mine.yaml: no cases of its own: add TRACE=COUNT"),
        (("squat", "a.npz"), "a.npz: how many? write a.npz=5"),
        (("squat", "a.npz=5"), "a.npz=5: no trace a.npz"),
        (("plank", f"{TRACES / 'idle.npz'}=nan"), "needs seconds after =, not 'nan'"),
        (("plank", f"{TRACES / 'idle.npz'}=-3"), "needs seconds after =, not '-3'"),
        (("squat", f"{TRACES / 'idle.npz'}=many"), "needs a whole number after =, not 'many'"),
        (("squat", str(TRACES)), "what is in its traces? add --labels"),
        (("squat", LABELLED[0], "--only", "min_share"), "--only min_share: no such threshold in"),
        (("sqaut", LABELLED[0]), "no exercise 'sqaut': there is squat"),
        (("squat", LABELLED[0], "--labels", "gone.csv"), "gone.csv: no such file"),
        (("squat", "--labels", "labels.csv"), "labels.csv: no trace of a clip of squat in ."),
        (("squat", LABELLED[0], "--write", "no/where.yaml"), "no folder no"),
    ],
)
@pytest.mark.usefixtures("mine")
def test_a_wrong_input_gets_one_line(arguments: tuple[str, ...], complaint: str, fitcount: Fitcount) -> None:
    said = fitcount("exercises", "tune", *arguments)
    assert said.code == 2
    assert complaint in said.complaint
