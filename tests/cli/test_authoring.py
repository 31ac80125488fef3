"""`fitcount exercises learn` and `new`, as somebody types them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from .conftest import Fitcount

TRACES = Path(__file__).parents[1] / "traces"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Eight jumping jacks."""
    path = tmp_path / "jack_front.npz"
    shutil.copy(TRACES / path.name, path)
    return path


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_learns_and_says_what_to_do_next(
    fitcount: Fitcount, clip: Path, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    said = fitcount("exercises", "learn", clip.name, "--reps", "8", "--name", "star_jump")
    assert (said.code, said.err) == (0, "")
    assert said.out == snapshot
    assert files(tmp_path) == {"jack_front.npz", "star_jump.yaml", "cases", "cases/star_jump.npz"}
    commands = [
        line.strip().removeprefix("fitcount ") for line in said.out.splitlines() if line.startswith("  fitcount")
    ]
    again = fitcount(*commands[0].split(), "--no-store")
    assert again.code == 0
    assert "Star jump  8 reps" in again.out
    assert fitcount(*commands[1].split()).code == 0
    assert fitcount(*commands[2].split()).code == 0


def test_is_named_after_the_file_that_is_asked_for(fitcount: Fitcount, clip: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert fitcount("exercises", "learn", clip, "--reps", "8", "-o", "mine/star_jump.yaml").code == 0
    assert "\nname: star_jump\n" in (tmp_path / "mine" / "star_jump.yaml").read_text()
    assert (tmp_path / "mine" / "cases" / "star_jump.npz").is_file()


Wrong = Callable[[Path], tuple[list[str], str]]

WRONG: dict[str, Wrong] = {
    "another number": (
        lambda _: (["jack_front.npz", "--reps", "5"], "the clip shows 8 repetitions (at 1.5, 2.4, 3.4, 4.4, 5.3, 6.")
    ),
    "no number": lambda _: (["jack_front.npz"], "Missing option '--reps'"),
    "a number that is none": lambda _: (["jack_front.npz", "--reps", "many"], "'many' is not a valid integer"),
    "no repetition": lambda _: (["jack_front.npz", "--reps", "0"], "0 is not in the range"),
    "no such clip": lambda _: (["nowhere.mp4", "--reps", "5"], "no file or folder nowhere.mp4"),
    "no such trace": lambda _: (["nowhere.npz", "--reps", "5"], "nowhere.npz: no such trace"),
    "no trace": lambda tmp: ([written(tmp / "text.npz"), "--reps", "5"], "text.npz: not a trace, or damaged"),
    "no video": lambda tmp: ([written(tmp / "text.mp4"), "--reps", "5"], "text.mp4"),
    "a name that is none": lambda _: (
        ["jack_front.npz", "--reps", "8", "--name", "../x"],
        "--name '../x': needs small",
    ),
    "no name in the clip's": lambda tmp: ([written(tmp / "0815.npz"), "--reps", "8"], "add --name"),
    "an output that is no exercise": (
        lambda _: (["jack_front.npz", "--reps", "8", "-o", "jack.json"], "jack.json: an exercise's file ends in .yaml")
    ),
    "an output that is there": (
        lambda tmp: (["jack_front.npz", "--reps", "8", "-o", written(tmp / "jack.yaml")], "is not overwritten")
    ),
    "a folder that is not": (
        lambda _: (["jack_front.npz", "--reps", "8", "-o", "nowhere/jack.yaml"], "no folder nowhere")
    ),
}


def written(path: Path) -> str:
    path.write_text("Dear diary\n")
    return path.name


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_learned_is_told_in_a_line(what: str, fitcount: Fitcount, clip: Path, tmp_path: Path) -> None:
    assert clip.exists()
    arguments, told = WRONG[what](tmp_path)
    before = files(tmp_path)
    said = fitcount("exercises", "learn", *arguments)
    assert said.code == 2
    assert told in said.complaint
    assert files(tmp_path) == before


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives answers by a pipe."""
    return lambda *lines: monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_asks_and_writes(
    fitcount: Fitcount, answers: Callable[..., None], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    answers("Step up", "", "Step on a box and down again.", "", "", "hip", "160", "90", "each", "", "", "")
    said = fitcount("exercises", "new")
    assert (said.code, said.err) == (0, "")
    assert said.out == snapshot
    assert (tmp_path / "step_up.yaml").read_text() == snapshot
    assert fitcount("exercises", "check", "step_up.yaml").code == 0


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "the answers end at the question 'Name': nothing was written"),
        (["step up", "", "", "", "", "wing"], "'wing' is none of knee, hip, elbow, shoulder, thigh, trunk"),
        (["there"], "Name: there.yaml is there already: choose another name"),
    ],
)
def test_answers_that_will_not_do_leave_nothing(
    lines: list[str], told: str, fitcount: Fitcount, answers: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "there.yaml").write_text("mine")
    answers(*lines)
    said = fitcount("exercises", "new")
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert told in said.err
    assert files(tmp_path) == {"there.yaml"}


def test_ctrl_c_leaves_nothing(fitcount: Fitcount, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = iter(["step up", "", ""])

    def interrupted(_question: str) -> str:
        answer = next(said, None)
        if answer is None:
            raise KeyboardInterrupt
        return answer

    monkeypatch.setattr("builtins.input", interrupted)
    assert fitcount("exercises", "new").code == 130
    assert files(tmp_path) == set()
