from __future__ import annotations

import io

import pytest
from evaluation.scores import SCORES, score
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.evaluation.totals import evaluate
from fitcount.types import ClipScore
from fitcount.views.evaluation import ClipLines, evaluation_summary

from .scenes import printed


def console(encoding: str = "utf-8") -> Console:
    return Console(file=io.TextIOWrapper(io.BytesIO(), encoding), width=80, _environ={})


def lines(rows: tuple[ClipScore, ...], shown: Console) -> str:
    with shown.capture() as capture:
        view = ClipLines(shown, [row.clip for row in rows], [row.exercise for row in rows])
        view.head()
        for row in rows:
            view.add(row)
    return capture.get()


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_looks_as_designed(encoding: str, snapshot: SnapshotAssertion) -> None:
    assert (
        lines(SCORES, console(encoding)) + printed(evaluation_summary(evaluate(SCORES)), console(encoding)) == snapshot
    )


def test_the_end_of_a_long_name_is_shown() -> None:
    rows = (score(f"{'folder/' * 20}squat_17.mp4", 3, 3),)
    shown = lines(rows, console()).splitlines()[1]
    assert len(shown) == 80
    assert "folder/squat_17.mp4  squat" in shown


def test_a_control_character_in_a_name_is_not_printed() -> None:
    assert "\x1b" not in lines((score("\x1b[2Ja.mp4", 3, 3),), console())


def test_of_nothing_little_is_said() -> None:
    assert printed(evaluation_summary(evaluate([])), console()).strip() == ""


def test_where_the_standard_is_labelled_both_are_shown() -> None:
    shown = lines((score("a.mp4", 9, 5, standard=(5, 5)), score("b.mp4", 5, 5)), console())
    assert [line.split()[4:-2] for line in shown.splitlines()[1:]] == [["9", "(5)", "5", "(5)"], ["5", "5"]]
