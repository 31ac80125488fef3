"""`fitcount recount --diff`: two exercises, or two versions of one, on the same traces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from authoring.exercises import SQUAT
from syrupy.assertion import SnapshotAssertion

from .conftest import Fitcount

TRACES = Path(__file__).parents[1] / "traces"
PARTIAL, FRONT = TRACES / "squat_partial.npz", TRACES / "squat_front.npz"


@pytest.fixture
def easier(tmp_path: Path) -> Path:
    """A squat that need not be as deep."""
    (tmp_path / "own.yaml").write_text(SQUAT)
    path = tmp_path / "easier.yaml"
    path.write_text(SQUAT.replace("parallel: {limit: 100", "parallel: {limit: 124"))
    return path


def test_tells_what_an_edit_changes(fitcount: Fitcount, easier: Path, snapshot: SnapshotAssertion) -> None:
    said = fitcount("recount", "--diff", "own.yaml", easier.name, PARTIAL, FRONT)
    assert (said.code, said.err) == (0, "")
    assert said.out == snapshot


def test_writes_json_instead(fitcount: Fitcount, easier: Path) -> None:
    said = fitcount("recount", PARTIAL, "--diff", "own.yaml", easier.name, "--json", "-")
    changes = [change["what"] for change in json.loads(said.out)["traces"][0]["changes"]]
    assert changes
    assert all(what == ["counts_now"] for what in changes)


def test_a_standard_holds_for_both(fitcount: Fitcount, easier: Path) -> None:
    said = fitcount("recount", "--diff", "own.yaml", easier.name, PARTIAL, "--standard", "any")
    assert "no difference in 1 trace" in said.out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((PARTIAL, FRONT), "squat_front.npz: one trace at a time; several only with --diff OLD.yaml NEW.yaml"),
        (("--diff", "squat", "sqaut", PARTIAL), "no exercise 'sqaut': there is squat"),
        (("--diff", "squat", "auto", PARTIAL), "auto stands for whichever exercise is done, and here one is asked for"),
        (("--diff", "squat", "squat", PARTIAL, "-e", "squat"), "--exercise squat: --diff names what is counted"),
        (("--diff", "squat", "squat", PARTIAL, "--trace", "a.npz"), "--trace: a comparison counts traces"),
        (("--diff", "squat", "squat", PARTIAL, "--json", PARTIAL), "squat_partial.npz: is the source itself"),
        (("--diff", "squat", "squat", "gone.npz"), "gone.npz: "),
        (("--diff", "squat", "squat"), "Missing argument 'TRACE...'"),
    ],
)
def test_a_wrong_input_gets_one_line(arguments: tuple[str | Path, ...], complaint: str, fitcount: Fitcount) -> None:
    said = fitcount("recount", *arguments)
    assert said.code == 2
    assert complaint in said.complaint
