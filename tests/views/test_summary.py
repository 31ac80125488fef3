import io
import math
from collections.abc import Mapping
from dataclasses import replace

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.types import ExerciseSet, Result
from fitcount.views.changed import Change, Verdict
from fitcount.views.ending import SCREEN, Ending, Since
from fitcount.views.summary import ANOTHER, summary
from fitcount.views.wording import ExerciseWords, Halves

from .scenes import HOLDS, held_result, printed, rejection, rep, result

SQUAT = ExerciseWords("Squat", advice={"knee_valgus": "Push your knees out over your toes."})
WORDS = {
    "squat": SQUAT,
    "bicep_curl": ExerciseWords("Biceps curl", Halves("up", "down")),
    "wall_sit": ExerciseWords("Wall sit"),
}


def _text(of: Result, width: int = 80, encoding: str = "utf-8", words: Mapping[str, ExerciseWords] = WORDS) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return printed(summary(of, words), Console(file=stream, width=width, _environ={}))


def test_looks_as_designed(snapshot: SnapshotAssertion) -> None:
    assert _text(result()) == snapshot


def test_looks_as_designed_with_nothing_but_ascii(snapshot: SnapshotAssertion) -> None:
    shown = _text(result(), encoding="ascii")
    assert shown.isascii()
    assert shown == snapshot


def test_looks_as_designed_with_nothing_counted(snapshot: SnapshotAssertion) -> None:
    assert _text(replace(result(), count=0, movements=0, reps=(), rejected=(), confidence=0.9, doubts=())) == snapshot


def test_fits_into_80_columns() -> None:
    assert max(map(len, _text(result()).splitlines())) <= 80


@pytest.mark.parametrize(
    ("reps", "best", "worst"),
    [
        ((rep(1, 3.0, 90), rep(2, 6.0, 80), rep(3, 9.0, 85)), 2, 1),
        ((rep(1, 3.0, 90), rep(2, 6.0, 70, ("knee_valgus",))), 1, 2),
        ((rep(1, 3.0, math.nan), rep(2, 6.0, 80)), 2, 1),
    ],
)
def test_faults_weigh_more_than_range_of_motion(reps: tuple[object, ...], best: int, worst: int) -> None:
    shown = _text(replace(result(), reps=reps))  # type: ignore[arg-type]
    assert f"best: rep {best} " in shown
    assert f"worst: rep {worst} " in shown


@pytest.mark.parametrize(("low", "told"), [(78.5, False), (82.0, False), (84.0, True)])
def test_what_differs_by_less_than_is_measured_is_neither_best_nor_worst(low: float, told: bool) -> None:
    shown = _text(replace(result(), reps=(rep(1, 3.0, 78.0), rep(2, 6.0, low))))
    assert ("best: rep 1 (94°)  worst: rep 2 " in shown) is told
    assert ("best" in shown) is told


def test_a_single_rep_is_neither_best_nor_worst() -> None:
    assert "best" not in _text(replace(result(), reps=(rep(1, 3.0),)))


def test_what_was_no_repetition_takes_one_line() -> None:
    shown = _text(result())
    assert "2 other attempts were no repetition of the motion: person lost (2)" in shown
    assert "lost sight of you" not in shown


def test_sides_are_told_only_where_they_differ() -> None:
    both, left = result(), replace(result(), reps=(rep(1, 3.0, side="left"),))
    headers = [next(line for line in _text(each).splitlines() if line.startswith("rep")) for each in (both, left)]
    assert ["side" in header.split() for header in headers] == [False, True]
    assert "left" in _text(left)


def test_a_side_is_told_once() -> None:
    curls = tuple(
        replace(rep(number, 3.0 * number, side=name), metric=f"elbow_{name}_deg")
        for number, name in enumerate(("left", "right"), start=1)
    )
    header = next(line for line in _text(replace(result(), reps=curls)).splitlines() if line.startswith("rep"))
    assert header.split()[:5] == ["rep", "start", "side", "elbow", "range"]


def test_looks_as_designed_with_nothing_recognised(snapshot: SnapshotAssertion) -> None:
    nothing = replace(
        result(),
        exercise="none",
        standard="none",
        count=0,
        movements=0,
        reps=(),
        rejected=(),
        confidence=0.9,
        doubts=(),
    )
    assert _text(nothing) == snapshot


def test_holds_are_told(snapshot: SnapshotAssertion) -> None:
    assert _text(held_result()) == snapshot


def mixed_result() -> Result:
    """Squats of which one missed the standard, curls, a wall sit, and squats again."""
    first = (rep(1, 3.0, faults=("knee_valgus",)), rep(2, 6.0, 80.0))
    curls = tuple(
        replace(rep(number, 40.0 + 3.0 * number, 40.0, side=side), metric=f"elbow_{side}_deg")
        for number, side in enumerate(("left", "right"), start=1)
    )
    last = (rep(1, 103.0, faults=("knee_valgus",)),)
    missed, lost = rejection(9.0), rejection(110.0, False, "no rep: lost sight of you", "person_lost")
    sets = (
        ExerciseSet("squat", 0.8, 9.0, 2, 3, 0.0, reps=first, rejected=(missed,)),
        ExerciseSet("bicep_curl", 40.8, 46.0, 2, 2, 0.0, reps=curls),
        HOLDS[1],
        ExerciseSet("squat", 100.8, 103.0, 1, 1, 0.0, reps=last),
    )
    reps = (*first, replace(last[0], number=3))
    return replace(
        result(), count=3, movements=4, reps=reps, rejected=(missed, lost), sets=sets, confidence=0.9, doubts=()
    )


def test_sets_of_different_exercises_are_told_one_by_one(snapshot: SnapshotAssertion) -> None:
    assert _text(mixed_result()) == snapshot


def test_sets_that_were_stored_without_their_reps_are_told_together() -> None:
    old = replace(mixed_result(), sets=tuple(replace(each, reps=(), rejected=()) for each in mixed_result().sets))
    head, *rest = _text(old).splitlines()
    assert head == "Squat  3 reps of 4 movements"
    assert any(line.split() == ["2", "0:40.8", "bicep", "curl", "2"] for line in rest)


def test_sets_of_one_exercise_are_told_together() -> None:
    first, _, _, last = mixed_result().sets
    assert _text(replace(mixed_result(), sets=(first, last))).startswith("Squat  3 reps of 4 movements\n")


def test_a_fault_is_told_once_with_its_reps_and_what_to_do() -> None:
    faulty = ("knee_valgus", "knee_valgus", "secret")
    reps = (rep(1, 3.0), rep(2, 6.0, faults=faulty), rep(3, 9.0), rep(4, 12.0, faults=faulty))
    advice = [line for line in _text(replace(result(), reps=reps)).splitlines() if line.startswith("knee valgus")]
    assert advice == ["knee valgus (reps 2, 4): Push your knees out over your toes."]


def test_an_exercise_of_which_nothing_is_known_has_its_name() -> None:
    shown = _text(result(), words={})
    assert shown.startswith("Squat  5 reps")
    assert "Push your knees out" not in shown


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rejected": (rejection(4.0, movement=False),)}, True),
        ({"doubts": ("0 counted; the rhythm of the whole body says 6",)}, True),
        ({"doubts": ("nobody was seen in 100% of the frames",), "frames_without_person": 900}, False),
        ({}, False),
        ({"rejected": (rejection(4.0),), "movements": 1}, False),
        ({"rejected": (rejection(4.0, movement=False),), "exercise": "none", "standard": "none"}, False),
        ({"rejected": (rejection(4.0, movement=False),), "exercise": "wall_sit", "standard": ""}, False),
    ],
)
def test_moving_in_another_way_ends_with_a_hint(change: dict[str, object], told: bool) -> None:
    nothing = replace(result(), count=0, movements=0, reps=(), rejected=(), doubts=())
    shown = _text(replace(nothing, **change))  # type: ignore[arg-type]
    assert shown.rstrip().endswith(f"! {ANOTHER}") is told
    assert (ANOTHER in shown) is told


def test_a_position_that_was_never_taken_is_told() -> None:
    never = replace(held_result(), held_s=0.0, sets=(), rejected=())
    assert _text(never).startswith("Wall sit  held 0.0 s: the position was never taken\n")
    assert "never" not in _text(replace(never, rejected=held_result().rejected))


CHANGES = tuple(Change(Verdict.OTHER, f"{number} more") for number in range(5))


def long_result(reps: int = 12) -> Result:
    """Many repetitions, some rejected, and everything else that can be told."""
    done = tuple(rep(number, 3.0 * number, faults=("knee_valgus",) * (number == 2)) for number in range(1, reps + 1))
    missed = tuple(rejection(40.0 + 3.0 * number) for number in range(5))
    return replace(result(), count=reps, movements=reps + 5, reps=done, rejected=missed)


def _lines(of: Result, ending: Ending) -> list[str]:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    return printed(summary(of, WORDS, ending=ending), Console(file=stream, width=80, _environ={})).splitlines()


def test_a_long_set_that_was_kept_fits_on_a_screen(snapshot: SnapshotAssertion) -> None:
    lines = _lines(long_result(), Ending(12, Since("Sunday 1 March", 11, CHANGES)))
    assert len(lines) <= SCREEN
    assert "\n".join(line.rstrip() for line in lines) == snapshot


@pytest.mark.parametrize(
    ("like_length", "told"),
    [
        (True, "as last time (Sunday 1 March, session 11): no change beyond chance"),
        (False, "of another length than last time (Sunday 1 March, session 11): no other change beyond chance"),
    ],
)
def test_what_is_as_last_time_is_told(like_length: bool, told: str) -> None:
    lines = _lines(long_result(), Ending(12, Since("Sunday 1 March", 11, (), like_length)))
    assert told in " ".join(line.strip() for line in lines)


def test_a_long_set_that_was_not_kept_is_told_in_full() -> None:
    lines = _lines(long_result(), Ending())
    assert sum(line.split()[:1] == [str(number)] for number in range(1, 13) for line in lines) == 12
    assert not any("sessions show" in line for line in lines)


def test_a_short_set_has_its_table() -> None:
    assert any(line.startswith("rep ") for line in _lines(replace(result(), doubts=()), Ending(12)))
